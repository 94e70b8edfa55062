#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

class QApplication;

namespace gigahall::app {

/// Dark graphite or warm light. Plain value: widgets that paint themselves take their colours from here.
struct ThemeColours
{
    QColor panel; ///< docks, bars
    QColor field; ///< line edits, menus
    QColor hairline; ///< the only separator there is
    QColor text;
    QColor quiet; ///< labels beside values
    QColor faint; ///< hints, disabled
    QColor hover;
    QColor selection; ///< rows
    QColor accent; ///< selection, links, time; never data
    QColor good, warning, critical;
    QColor electricity, loss, heat; ///< kinds of energy in the balance
};

enum class ThemeKind
{
    Dark,
    Light
};

ThemeColours themeColours(ThemeKind kind);
/// The colours that go with a widget's palette, so that self-painted widgets need not be told.
ThemeColours themeColours(const QPalette& palette);

/// Fusion with our palette, fonts and style sheet for the whole application.
void applyTheme(QApplication& application, ThemeKind kind);

/// Inter where it is installed, else the system's sans serif; tabular figures. Sizes in the window: 11, 13, 16.
QFont themeFont(int pixelSize, QFont::Weight weight = QFont::Normal);
inline constexpr int kSmallPx = 11;
inline constexpr int kTextPx = 13;
inline constexpr int kTitlePx = 16;

} // namespace gigahall::app
