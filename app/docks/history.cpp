#include "app/docks/history.h"

#include <algorithm>
#include <cmath>

namespace gigahall::app {

void History::add(double timeS, float value)
{
    if (!m_points.empty() && (timeS < m_points.back().timeS || timeS > m_points.back().timeS + kSpanS))
        m_points.clear();
    if (!m_points.empty() && timeS == m_points.back().timeS)
        m_points.pop_back();
    m_points.push_back({timeS, value});
    while (m_points.front().timeS < timeS - kSpanS)
        m_points.pop_front();
}

int History::minutes() const
{
    const double span = m_points.empty() ? 0 : m_points.back().timeS - m_points.front().timeS;
    return std::clamp(static_cast<int>(std::ceil(span / 60 - 1e-6)), 1, static_cast<int>(kSpanS / 60));
}

} // namespace gigahall::app
