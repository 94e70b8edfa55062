#include "app/scenery/minustext.h"

#include "app/docks/chartaxis.h"
#include "app/window/timebar.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace gigahall::app {

QString minusText(const Minus& minus, const QLocale& locale)
{
    const auto translated = [](const char* text) { return QCoreApplication::translate("scenery", text); };
    switch (minus.kind) {
    case Minus::Kind::Nothing:
        return {};
    case Minus::Kind::Planned:
        return translated(QT_TRANSLATE_NOOP("scenery", "as planned"));
    case Minus::Kind::Time:
        return clockText(minus.s, locale);
    case Minus::Kind::Earlier:
        return translated(QT_TRANSLATE_NOOP("scenery", "%1 earlier")).arg(spanText(minus.s, locale));
    case Minus::Kind::Recording:
        return QFileInfo(QString::fromStdString(minus.file)).fileName();
    }
    return {};
}

QString minuendText(const std::string& source, double timeS, const Minus& minus, const QLocale& locale)
{
    const QString text = QString::fromStdString(source);
    return minus.kind == Minus::Kind::Time ? text + QStringLiteral(", ") + clockText(timeS, locale) : text;
}

} // namespace gigahall::app
