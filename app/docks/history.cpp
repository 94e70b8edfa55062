#include "app/docks/history.h"

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

} // namespace gigahall::app
