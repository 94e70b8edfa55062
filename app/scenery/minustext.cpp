#include "app/scenery/minustext.h"

#include "app/docks/chartaxis.h"
#include "app/window/timebar.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <string_view>

namespace gigahall::app {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("scenery", text);
}

} // namespace

QString namedSource(const std::string& source)
{
    constexpr std::string_view kSimulated = "simulated (seed ", kRecorded = "recorded ";
    const auto rest = [&](std::string_view word) { return QString::fromStdString(source.substr(word.size())); };
    if (source.starts_with(kSimulated))
        return translated(QT_TRANSLATE_NOOP("scenery", "simulated (seed %1)")).arg(rest(kSimulated).chopped(1));
    if (source.starts_with(kRecorded))
        return translated(QT_TRANSLATE_NOOP("scenery", "recorded %1")).arg(rest(kRecorded));
    return QString::fromStdString(source);
}

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
    const QString source = namedSource(frame.source);
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
