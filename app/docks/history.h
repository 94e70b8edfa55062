#pragma once

#include <deque>

namespace gigahall::app {

/// Values of one asset over the last minutes. Only the selection has one: there is no store behind it.
class History
{
public:
    static constexpr double kSpanS = 600;

    struct Point
    {
        double timeS;
        float value;
    };

    void clear() { m_points.clear(); }
    /// Points come in order; an earlier time than the last (the clock was moved back) starts anew, the same time
    /// replaces.
    void add(double timeS, float value);
    const std::deque<Point>& points() const { return m_points; }
    /// Whole minutes that hold all points, 1 to 10.
    int minutes() const;

private:
    std::deque<Point> m_points;
};

} // namespace gigahall::app
