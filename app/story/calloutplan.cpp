#include "app/story/calloutplan.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::app {
namespace {

constexpr double kLongPx = 17; // gaps: how far words like to be from what they name
constexpr int kSteps = 48; // places that are tried along each side

double lengthOf(QPointF v)
{
    return std::hypot(v.x(), v.y());
}

QPointF meanOf(std::span<const QPointF> points)
{
    QPointF sum;
    for (const QPointF& point : points)
        sum += point;
    return sum / double(points.size());
}

class Placing
{
public:
    Placing(const QRectF& free, std::span<const QRectF> taken, double gapPx)
        : m_free(free)
        , m_taken(taken.begin(), taken.end())
        , m_gap(gapPx)
    {
    }

    std::optional<PlacedCallout> place(const CalloutWish& wish)
    {
        if (wish.anchors.empty() || wish.size.width() > m_free.width() || wish.size.height() > m_free.height())
            return std::nullopt;
        std::optional<PlacedCallout> best;
        double bestCost = std::numeric_limits<double>::infinity();
        const QSizeF room(m_free.width() - wish.size.width(), m_free.height() - wish.size.height());
        for (int i = 0; i <= kSteps; ++i)
            for (int j = 0; j <= kSteps; ++j)
                for (const bool fromRight : {false, true}) {
                    const QPointF corner(
                        m_free.left() + room.width() * i / kSteps, m_free.top() + room.height() * j / kSteps);
                    const PlacedCallout tried = at(QRectF(corner, wish.size), fromRight);
                    const double cost = costOf(tried, wish);
                    if (cost < bestCost && fits(tried, wish)) {
                        bestCost = cost;
                        best = tried;
                    }
                }
        if (best)
            keep(*best, wish);
        return best;
    }

private:
    PlacedCallout at(const QRectF& text, bool fromRight) const
    {
        const double x = fromRight ? text.right() + m_gap : text.left() - m_gap;
        return {text, fromRight, {x, text.top() + text.height() * 0.5}};
    }

    // Above what it names and not too near, but not far away either; beside it rather than straight over it.
    double costOf(const PlacedCallout& tried, const CalloutWish& wish) const
    {
        const QPointF way = meanOf(wish.anchors) - tried.lineStart;
        const double far = lengthOf(way) / m_gap;
        const double below = way.y() < 0 ? 20 : 0;
        return std::abs(far - kLongPx) + below + std::abs(std::abs(way.x()) - 0.5 * std::abs(way.y())) / m_gap * 0.7;
    }

    bool fits(const PlacedCallout& tried, const CalloutWish& wish) const
    {
        const QRectF wide = tried.text.adjusted(-m_gap, -m_gap, m_gap, m_gap);
        for (const QRectF& other : m_taken)
            if (other.intersects(wide))
                return false;
        if (!m_free.adjusted(-1, -1, 1, 1).contains(tried.lineStart))
            return false;
        for (const QPointF& anchor : m_anchors)
            if (wide.contains(anchor))
                return false;
        for (const auto& [a, b] : m_lines)
            if (crosses(a, b, wide))
                return false;
        for (const QPointF& anchor : wish.anchors) {
            if (crosses(tried.lineStart, anchor, tried.text) || lengthOf(anchor - tried.lineStart) < 3 * m_gap)
                return false;
            for (const QRectF& other : m_taken)
                if (crosses(tried.lineStart, anchor, other))
                    return false;
        }
        return true;
    }

    void keep(const PlacedCallout& placed, const CalloutWish& wish)
    {
        m_taken.push_back(placed.text);
        for (const QPointF& anchor : wish.anchors) {
            m_anchors.push_back(anchor);
            m_lines.emplace_back(placed.lineStart, anchor);
        }
    }

    QRectF m_free;
    std::vector<QRectF> m_taken;
    std::vector<QPointF> m_anchors;
    std::vector<std::pair<QPointF, QPointF>> m_lines;
    double m_gap;
};

} // namespace

bool crosses(QPointF a, QPointF b, const QRectF& rect)
{
    // Liang and Barsky: what is left of the line between each pair of sides.
    double from = 0, to = 1;
    const QPointF d = b - a;
    const auto clip = [&](double along, double room) {
        if (along == 0)
            return room >= 0;
        const double t = room / along;
        if (along < 0)
            from = std::max(from, t);
        else
            to = std::min(to, t);
        return from <= to;
    };
    return clip(-d.x(), a.x() - rect.left()) && clip(d.x(), rect.right() - a.x()) && clip(-d.y(), a.y() - rect.top())
        && clip(d.y(), rect.bottom() - a.y());
}

std::vector<std::optional<PlacedCallout>> placeCallouts(
    std::span<const CalloutWish> wishes, const QRectF& free, std::span<const QRectF> taken, double gapPx)
{
    Placing placing(free, taken, gapPx);
    std::vector<std::optional<PlacedCallout>> out;
    for (const CalloutWish& wish : wishes)
        out.push_back(placing.place(wish));
    return out;
}

} // namespace gigahall::app
