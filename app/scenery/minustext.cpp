#include "app/scenery/minustext.h"

#include "app/docks/chartaxis.h"
#include "app/window/timebar.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace gigahall::app {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("scenery", text);
}

} // namespace

QString minusText(const Minus& minus, bool measured, const QLocale& locale)
{
    switch (minus.kind) {
    case Minus::Kind::Nothing:
        return {};
    case Minus::Kind::Planned:
        return measured ? translated(QT_TRANSLATE_NOOP("scenery", "as measured"))
                        : translated(QT_TRANSLATE_NOOP("scenery", "as planned"));
    case Minus::Kind::Time:
        return clockText(minus.s, locale);
    case Minus::Kind::Earlier:
        return translated(QT_TRANSLATE_NOOP("scenery", "%1 earlier")).arg(spanText(minus.s, locale));
    case Minus::Kind::Recording:
        return QFileInfo(QString::fromStdString(minus.file)).fileName();
    }
    return {};
}

QString sourceText(const model::TelemetryFrame& frame, const QLocale& locale)
{
    const QString source = QString::fromStdString(frame.source);
    return frame.forkedAtS ? translated(QT_TRANSLATE_NOOP("scenery", "what if from %1 of %2"))
                                 .arg(clockText(*frame.forkedAtS, locale), source)
                           : source;
}

QString minuendText(const model::TelemetryFrame& a, const Minus& minus, const QLocale& locale)
{
    const QString text = sourceText(a, locale);
    return minus.kind == Minus::Kind::Time ? text + QStringLiteral(", ") + clockText(a.timeS, locale) : text;
}

} // namespace gigahall::app
