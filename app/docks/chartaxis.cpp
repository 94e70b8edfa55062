#include "app/docks/chartaxis.h"

#include "app/scenery/format.h"

#include <QCoreApplication>
#include <QTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr double kDayS = 86400;
constexpr double kTimeTickPx = 84;
constexpr char16_t kThinSpace = 0x202f; // narrow, no break
constexpr std::array kTimeSteps{0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0,
    1800.0, 3600.0, 7200.0, 10800.0, 21600.0, 43200.0, kDayS};

/// Multiples of `step` within lo..hi; a hair of tolerance at both ends.
std::vector<double> multiples(double lo, double hi, double step)
{
    std::vector<double> found;
    const auto last = static_cast<long long>(std::floor(hi / step + 1e-6));
    for (auto i = static_cast<long long>(std::ceil(lo / step - 1e-6)); i <= last; ++i)
        found.push_back(static_cast<double>(i) * step);
    return found;
}

} // namespace

std::vector<double> valueTicks(double lo, double hi, int most)
{
    if (!(hi > lo) || !std::isfinite(lo) || !std::isfinite(hi) || most < 2)
        return {};
    for (double power = std::pow(10.0, std::floor(std::log10((hi - lo) / most)));; power *= 10) {
        for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
            const double step = factor * power;
            std::vector<double> ticks;
            if ((hi - lo) / step <= most && (ticks = multiples(lo, hi, step)).size() <= static_cast<std::size_t>(most))
                return ticks;
        }
    }
}

QString valueTickText(double value, double step, const QLocale& locale)
{
    int decimals = 0;
    for (double scale = 1; decimals < 6; ++decimals, scale *= 10) {
        if (std::abs(std::round(step * scale) - step * scale) < 1e-6 * step * scale)
            break;
    }
    // Never "-0".
    return locale.toString(std::abs(value) < step * 1e-6 ? 0.0 : value, 'f', decimals);
}

ValueRange axisRange(double lo, double hi)
{
    const double size = std::max(std::abs(lo), std::abs(hi));
    const double span = std::max({hi - lo, size * 0.02, 1e-6});
    const double middle = 0.5 * (lo + hi);
    const double bottom = middle - 0.56 * span;
    // What is never negative gets no axis below zero.
    const bool positive = lo >= 0 && bottom < 0;
    return {static_cast<float>(positive ? 0 : bottom), static_cast<float>(middle + 0.56 * span)};
}

AxisUnit axisUnit(const model::MetricInfo& info, double largest)
{
    struct Prefix
    {
        const char* unit;
        double above;
    };
    constexpr std::array<Prefix, 4> power{{{"W", 0}, {"kW", 1e3}, {"MW", 1e6}, {"GW", 1e9}}};
    constexpr std::array<Prefix, 3> ramp{{{"kW/s", 0}, {"MW/s", 1e3}, {"GW/s", 1e6}}};
    const auto pick = [](const auto& units, double value, double perUnit) {
        const Prefix* best = units.data();
        for (const Prefix& prefix : units) {
            if (value >= prefix.above * 1.2) // some digits before the point: 1,100 kW reads better than 1.1 MW
                best = &prefix;
        }
        return AxisUnit{perUnit / std::max(best->above, 1.0), QString::fromLatin1(best->unit)};
    };
    if (info.unit == "W")
        return pick(power, largest, 1);
    if (info.unit == "kW")
        return pick(power, largest * 1000, 1000);
    if (info.metric == model::Metric::PowerRamp)
        return pick(ramp, largest, 1);
    return {info.unit.empty() ? 100.0 : 1.0, metricUnit(info)};
}

double timeStep(double leastS)
{
    for (const double step : kTimeSteps) {
        if (step >= leastS * (1 - 1e-9))
            return step;
    }
    return std::ceil(leastS / kDayS) * kDayS;
}

TimeTicks timeTicks(double fromS, double toS, double widthPx)
{
    if (!(toS > fromS) || !(widthPx > 0))
        return {};
    const double stepS = timeStep((toS - fromS) * kTimeTickPx / widthPx);
    return {stepS, multiples(fromS, toS, stepS)};
}

QString timeTickText(double timeS, double stepS)
{
    const auto ms = static_cast<int>(std::llround(std::fmod(std::max(timeS, 0.0), kDayS) * 1000) % 86400000);
    const QTime time = QTime::fromMSecsSinceStartOfDay(ms);
    if (stepS < 1)
        return time.toString(QStringLiteral("HH:mm:ss.zzz")).chopped(2);
    return time.toString(stepS < 60 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

QString spanText(double seconds, const QLocale& locale)
{
    const auto text
        = [&](double value, const QString& unit) { return locale.toString(value, 'g', 4) + QChar(kThinSpace) + unit; };
    if (seconds < 60)
        return text(seconds, QStringLiteral("s"));
    if (seconds < 3600)
        return text(seconds / 60, QStringLiteral("min"));
    return text(seconds / 3600, QStringLiteral("h"));
}

} // namespace gigahall::app
