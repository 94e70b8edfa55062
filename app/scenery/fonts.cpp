#include "app/scenery/fonts.h"

#include <QFontDatabase>
#include <QtGlobal>

namespace gigahall::app {

void loadFonts()
{
    static const bool loaded = [] {
        bool ok = true;
        for (const auto* file : {":/fonts/InterTabular-Regular.otf", ":/fonts/InterTabular-Medium.otf",
                 ":/fonts/InterTabular-SemiBold.otf"})
            ok = QFontDatabase::addApplicationFont(QString::fromLatin1(file)) >= 0 && ok;
        if (!ok)
            qWarning("the bundled font could not be loaded; text is drawn in the system's");
        return ok;
    }();
    Q_UNUSED(loaded);
}

QFont pictureFont(double sizePx, QFont::Weight weight)
{
    QFont font(QString::fromLatin1(kFontFamily));
    font.setPixelSize(std::max(1, qRound(sizePx)));
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::PreferAntialias);
    return font;
}

} // namespace gigahall::app
