#pragma once

#include <vector>

namespace gigahall::app {

/// A number that moves from knot to knot: smooth (its speed never jumps), never beyond the values around it, slow in
/// and out where it rests. Before the first knot and after the last it stands.
class Track
{
public:
    struct Knot
    {
        double fromS, toS; ///< it stands still in between; toS >= fromS, the next fromS is later
        double value;
        bool rests = false; ///< comes to a stop; a knot that stands still always does
        /// Moves sooner (> 0) or later (< 0) on the way to the next knot: logarithm of the first speed over the last.
        double early = 0;
    };

    Track() = default;
    explicit Track(std::vector<Knot> knots);
    double at(double seconds) const;
    bool isEmpty() const { return m_knots.empty(); }

private:
    double secant(std::size_t segment) const;

    std::vector<Knot> m_knots;
    std::vector<double> m_speeds; ///< at each knot, a second
};

} // namespace gigahall::app
