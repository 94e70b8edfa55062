#pragma once

#include <QFont>

namespace gigahall::app {

/// The bundled typeface: Inter with tabular figures.
inline constexpr char kFontFamily[] = "Inter Tabular";

/// Makes it known to Qt; after the QGuiApplication, before any text. Calling it again does nothing.
void loadFonts();
/// For text in the picture: exact pixel size, no hinting, so that the same text is the same pixels everywhere.
QFont pictureFont(double sizePx, QFont::Weight weight = QFont::Normal);

} // namespace gigahall::app
