#include "app/scenery/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace gigahall::app {
namespace {

constexpr char16_t kThinSpace = 0x202f; // narrow, no break
constexpr char16_t kEnDash = 0x2013;
constexpr char16_t kDegree = 0x00b0;

QString translated(const char* text)
{
    return QCoreApplication::translate("scenery", text);
}

QString withUnit(const QString& number, const QString& unit)
{
    return unit.isEmpty() ? number : number + QChar(kThinSpace) + unit;
}

// The value after rounding to `digits` significant digits, so that 999.96 kW becomes 1.00 MW and not 1000 kW.
double rounded(double value, int digits)
{
    if (value == 0 || !std::isfinite(value))
        return value;
    const double step = std::pow(10.0, std::floor(std::log10(std::abs(value))) - digits + 1);
    return std::round(value / step) * step;
}

QString scaled(double value, std::span<const char* const> units, const QLocale& locale, int digits)
{
    std::size_t i = 0;
    while (i + 1 < units.size() && std::abs(rounded(value, digits)) >= 999.9999) {
        value /= 1000;
        ++i;
    }
    return withUnit(formatNumber(value, locale, digits), QString::fromLatin1(units[i]));
}

bool isFraction(const model::MetricInfo& info)
{
    return info.unit.empty() && !model::isCategory(info.metric);
}
bool isPower(const model::MetricInfo& info)
{
    return info.unit == "W" || info.unit == "kW";
}

QString formatPlain(double value, const model::MetricInfo& info, const QLocale& locale, int digits)
{
    if (isFraction(info))
        return withUnit(formatNumber(value * 100, locale, digits), metricUnit(info));
    if (isPower(info))
        return formatPower(info.unit == "W" ? value / 1000 : value, locale, digits);
    if (info.metric == model::Metric::PowerRamp) {
        static constexpr std::array units{"kW/s", "MW/s", "GW/s"};
        return scaled(value, units, locale, digits);
    }
    return withUnit(formatNumber(value, locale, digits), metricUnit(info));
}

} // namespace

QString formatNumber(double value, const QLocale& locale, int digits)
{
    if (!std::isfinite(value))
        return QString(QChar(kEnDash));
    constexpr int kMostDecimals = 6;
    constexpr double kSmallest = 5e-7; // what is less has no digit to show: 0, and not -0.000000
    const double v = std::abs(value) < kSmallest ? 0.0 : rounded(value, digits);
    const int exponent = v == 0 ? 0 : int(std::floor(std::log10(std::abs(v)) + 1e-9));
    const int decimals = v == 0 ? 0 : std::clamp(digits - 1 - exponent, 0, kMostDecimals);
    return locale.toString(v == 0 ? 0.0 : v, 'f', decimals);
}

QString formatCount(double value, const QLocale& locale)
{
    if (!std::isfinite(value))
        return QString(QChar(kEnDash));
    return locale.toString(static_cast<qlonglong>(std::llround(value)));
}

QString formatPower(double kw, const QLocale& locale, int digits)
{
    static constexpr std::array units{"W", "kW", "MW", "GW", "TW"};
    if (!std::isfinite(kw))
        return QString(QChar(kEnDash));
    if (kw == 0)
        return withUnit(locale.toString(0), QStringLiteral("kW"));
    return scaled(kw * 1000, units, locale, digits);
}

QString formatMetric(double value, const model::MetricInfo& info, const QLocale& locale, int digits)
{
    if (!std::isfinite(value))
        return QString(QChar(kEnDash));
    if (info.isDifference && value > 0)
        return QLatin1Char('+') + formatPlain(value, info, locale, digits);
    return formatPlain(value, info, locale, digits);
}

QString formatLevel(double mean, double sum, const model::MetricInfo& info, const QLocale& locale, int digits)
{
    return formatMetric(isPower(info) ? sum : mean, info, locale, digits);
}

QString formatTick(double value, const model::MetricInfo& info, const QLocale& locale)
{
    if (info.isDifference && value > 0) {
        model::MetricInfo plain = info;
        plain.isDifference = false;
        return QLatin1Char('+') + formatTick(value, plain, locale);
    }
    const double shown = isFraction(info) ? value * 100 : value;
    // Ticks are even numbers: as few decimals as they need, at most four digits.
    const double size = std::max(std::abs(shown), 1e-9);
    const int most = std::clamp(3 - int(std::floor(std::log10(size))), 0, 4);
    for (int decimals = 0; decimals < most; ++decimals) {
        const double scale = std::pow(10.0, decimals);
        if (std::abs(std::round(shown * scale) / scale - shown) < size * 1e-3 / 2)
            return locale.toString(std::round(shown * scale) / scale + 0.0, 'f', decimals);
    }
    return locale.toString(shown, 'f', most);
}

QString metricUnit(const model::MetricInfo& info)
{
    if (isFraction(info)) // of percentages the difference is in points
        return info.isDifference ? translated(QT_TRANSLATE_NOOP("scenery", "pp")) : QStringLiteral("%");
    if (info.unit == "C")
        return QString(QChar(kDegree)) + QLatin1Char('C');
    return QString::fromUtf8(info.unit.data(), qsizetype(info.unit.size()));
}

QString metricTitle(model::Metric metric)
{
    switch (metric) {
    case model::Metric::GpuUtilization:
        return translated(QT_TRANSLATE_NOOP("scenery", "GPU load"));
    case model::Metric::GpuPower:
        return translated(QT_TRANSLATE_NOOP("scenery", "GPU power"));
    case model::Metric::GpuTemperature:
        return translated(QT_TRANSLATE_NOOP("scenery", "GPU temperature"));
    case model::Metric::RackPower:
        return translated(QT_TRANSLATE_NOOP("scenery", "Rack power"));
    case model::Metric::RackLiquidSupplyTemperature:
        return translated(QT_TRANSLATE_NOOP("scenery", "Coolant supply"));
    case model::Metric::RackLiquidReturnTemperature:
        return translated(QT_TRANSLATE_NOOP("scenery", "Coolant return"));
    case model::Metric::RackLiquidFlow:
        return translated(QT_TRANSLATE_NOOP("scenery", "Coolant flow"));
    case model::Metric::Loading:
        return translated(QT_TRANSLATE_NOOP("scenery", "Loading"));
    case model::Metric::PowerRamp:
        return translated(QT_TRANSLATE_NOOP("scenery", "Power ramp"));
    case model::Metric::Job:
        return translated(QT_TRANSLATE_NOOP("scenery", "Job"));
    case model::Metric::Owner:
        return translated(QT_TRANSLATE_NOOP("scenery", "Owner"));
    case model::Metric::Count:
        break;
    }
    return {};
}

QString shortName(const model::Campus& campus, model::AssetId id, const QLocale& locale)
{
    const std::string language = locale.language() == QLocale::German ? "de" : "en";
    if (id.kind() == model::AssetKind::Campus)
        return QString::fromStdString(campus.label.in(language));
    if (id.kind() == model::AssetKind::Phase) {
        const auto& phase = campus.phases[id.index()];
        const auto& label = phase.label.in(language);
        return QString::fromStdString(label.empty() ? phase.key : label);
    }
    auto name = QString::fromStdString(campus.name(id));
    const auto parent = campus.parent(id);
    if (parent.isValid() && parent.kind() != model::AssetKind::Campus) {
        const auto prefix = QString::fromStdString(campus.name(parent)) + QLatin1Char('-');
        if (name.startsWith(prefix))
            return name.mid(prefix.size());
    }
    return name;
}

} // namespace gigahall::app
