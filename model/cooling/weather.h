#pragma once

#include "model/campus/plantdesign.h"

#include <string>
#include <vector>

namespace gigahall::model {

/// Dry bulb temperature over time: evenly spaced samples, straight lines between them, repeated for ever (the last
/// sample leads back to the first). Time 0 is midnight of the first day, local standard time. A value type; const
/// members are safe from any thread.
class Weather
{
public:
    /// 20 C.
    Weather() = default;

    static Weather constant(double dryBulbC, std::string name = "constant", std::string source = {});
    /// The same day again and again; element h is the temperature at h o'clock.
    static Weather repeated(const DayWeather& day);
    /// Sample i is the temperature at i stepS. One sample is a constant. `valuesC` must not be empty, stepS > 0.
    static Weather series(std::vector<double> valuesC, double stepS, std::string name, std::string source);

    /// At any finite time, also before 0.
    double dryBulbC(double timeS) const;

    const std::string& name() const { return m_name; } ///< "typical", "Dallas-Fort.Worth.Intl.AP, TX, USA"
    const std::string& source() const { return m_source; } ///< where the values are from, for people
    const std::vector<double>& valuesC() const { return m_valuesC; }
    double stepS() const { return m_stepS; }
    double periodS() const { return m_stepS * static_cast<double>(m_valuesC.size()); }
    double maxC() const;
    bool operator==(const Weather&) const = default;

private:
    std::vector<double> m_valuesC{20};
    double m_stepS = 3600;
    std::string m_name = "constant", m_source;
};

} // namespace gigahall::model
