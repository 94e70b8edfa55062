#include "model/cooling/weather.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gigahall::model {

Weather Weather::constant(double dryBulbC, std::string name, std::string source)
{
    return series({dryBulbC}, 3600, std::move(name), std::move(source));
}

Weather Weather::repeated(const DayWeather& day)
{
    return series({day.dryBulbC.begin(), day.dryBulbC.end()}, 3600, day.name, day.source);
}

Weather Weather::series(std::vector<double> valuesC, double stepS, std::string name, std::string source)
{
    Weather weather;
    if (!valuesC.empty() && stepS > 0) {
        weather.m_valuesC = std::move(valuesC);
        weather.m_stepS = stepS;
    }
    weather.m_name = std::move(name);
    weather.m_source = std::move(source);
    return weather;
}

double Weather::dryBulbC(double timeS) const
{
    const std::size_t count = m_valuesC.size();
    double phase = std::fmod(timeS, periodS()) / m_stepS;
    if (!std::isfinite(phase))
        return m_valuesC.front();
    if (phase < 0)
        phase += static_cast<double>(count);
    // A time just before 0 can round up to the whole period.
    const auto last = static_cast<std::size_t>(phase);
    const double from = m_valuesC[last % count], to = m_valuesC[(last + 1) % count];
    return from + (to - from) * (phase - static_cast<double>(last));
}

double Weather::maxC() const
{
    return *std::max_element(m_valuesC.begin(), m_valuesC.end());
}

} // namespace gigahall::model
