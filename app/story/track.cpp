#include "app/story/track.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gigahall::app {
namespace {

// How far along the way at a share u of the time: from 0 to 1, with speeds that fall (early > 0) by a constant factor.
double progress(double early, double u)
{
    return std::abs(early) < 1e-6 ? u : std::expm1(-early * u) / std::expm1(-early);
}

double startSpeed(double early)
{
    return std::abs(early) < 1e-6 ? 1 : -early / std::expm1(-early);
}

double endSpeed(double early)
{
    return startSpeed(-early);
}

} // namespace

Track::Track(std::vector<Knot> knots)
    : m_knots(std::move(knots))
    , m_speeds(m_knots.size(), 0)
{
    for (std::size_t i = 1; i + 1 < m_knots.size(); ++i) {
        if (m_knots[i].rests || m_knots[i].toS > m_knots[i].fromS)
            continue;
        const double before = secant(i - 1) * endSpeed(m_knots[i - 1].early);
        const double after = secant(i) * startSpeed(m_knots[i].early);
        // The harmonic mean keeps each stretch monotone; where it turns round it stands for a moment.
        if (before * after > 0)
            m_speeds[i] = 2 * before * after / (before + after);
    }
}

double Track::secant(std::size_t segment) const
{
    const Knot &a = m_knots[segment], &b = m_knots[segment + 1];
    return (b.value - a.value) / (b.fromS - a.toS);
}

double Track::at(double seconds) const
{
    if (m_knots.empty())
        return 0;
    const auto next = std::ranges::upper_bound(m_knots, seconds, {}, &Knot::fromS);
    if (next == m_knots.begin())
        return m_knots.front().value;
    const auto i = std::size_t(next - m_knots.begin()) - 1;
    const Knot& a = m_knots[i];
    if (next == m_knots.end() || seconds <= a.toS)
        return a.value;
    const double length = next->fromS - a.toS;
    const double p = progress(a.early, (seconds - a.toS) / length);
    const double m0 = m_speeds[i] * length / startSpeed(a.early);
    const double m1 = m_speeds[i + 1] * length / endSpeed(a.early);
    const double p2 = p * p, p3 = p2 * p;
    return (2 * p3 - 3 * p2 + 1) * a.value + (p3 - 2 * p2 + p) * m0 + (3 * p2 - 2 * p3) * next->value + (p3 - p2) * m1;
}

} // namespace gigahall::app
