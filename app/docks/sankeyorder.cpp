#include "app/docks/sankeygraph.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::app::sankey {

namespace {

constexpr int kSweeps = 12;
constexpr int kRelaxations = 80;

std::size_t index(int value)
{
    return static_cast<std::size_t>(value);
}

std::vector<double> positions(const Graph& graph)
{
    std::vector<double> position(graph.items.size());
    for (const std::vector<int>& column : graph.columns) {
        for (std::size_t i = 0; i < column.size(); ++i)
            position[index(column[i])] = static_cast<double>(i);
    }
    return position;
}

/// What crosses, by the power of both: where it is much, a crossing is large.
double crossings(const Graph& graph)
{
    const std::vector<double> position = positions(graph);
    std::vector<int> columnOf(graph.items.size());
    for (std::size_t c = 0; c < graph.columns.size(); ++c) {
        for (const int item : graph.columns[c])
            columnOf[index(item)] = static_cast<int>(c);
    }
    double sum = 0;
    for (std::size_t a = 0; a < graph.segments.size(); ++a) {
        for (std::size_t b = a + 1; b < graph.segments.size(); ++b) {
            const Segment &s = graph.segments[a], &t = graph.segments[b];
            if (columnOf[index(s.from)] == columnOf[index(t.from)]
                && (position[index(s.from)] - position[index(t.from)]) * (position[index(s.to)] - position[index(t.to)])
                    < 0)
                sum += s.kw * t.kw;
        }
    }
    return sum;
}

/// Sorts a column by the mean place of what it is joined to on one side. Stable: ties keep the natural order.
void sortColumn(Graph& graph, std::size_t column, bool byLeft)
{
    const std::vector<double> position = positions(graph);
    std::vector<double> mean = position;
    for (const int item : graph.columns[column]) {
        double sum = 0, weight = 0;
        for (const int s : byLeft ? graph.items[index(item)].in : graph.items[index(item)].out) {
            const Segment& segment = graph.segments[index(s)];
            sum += segment.kw * position[index(byLeft ? segment.from : segment.to)];
            weight += segment.kw;
        }
        if (weight > 0)
            mean[index(item)] = sum / weight;
    }
    std::stable_sort(graph.columns[column].begin(), graph.columns[column].end(),
        [&](int a, int b) { return mean[index(a)] < mean[index(b)]; });
}

/// Swaps neighbours as long as that makes anything better.
void swapNeighbours(Graph& graph)
{
    double best = crossings(graph);
    bool better = true;
    for (int round = 0; better && round < kSweeps; ++round) {
        better = false;
        for (std::vector<int>& column : graph.columns) {
            for (std::size_t i = 0; i + 1 < column.size(); ++i) {
                std::swap(column[i], column[i + 1]);
                const double now = crossings(graph);
                if (now < best) {
                    best = now;
                    better = true;
                } else {
                    std::swap(column[i], column[i + 1]);
                }
            }
        }
    }
}

void sortSegments(Graph& graph)
{
    const std::vector<double> position = positions(graph);
    for (Item& item : graph.items) {
        std::stable_sort(item.in.begin(), item.in.end(), [&](int a, int b) {
            return position[index(graph.segments[index(a)].from)] < position[index(graph.segments[index(b)].from)];
        });
        std::stable_sort(item.out.begin(), item.out.end(), [&](int a, int b) {
            return position[index(graph.segments[index(a)].to)] < position[index(graph.segments[index(b)].to)];
        });
    }
}

/// Below the item before it: that one's height and the gap.
double distance(const Graph& graph, const std::vector<int>& column, std::size_t i, double gapPx)
{
    const Item &before = graph.items[index(column[i - 1])], &item = graph.items[index(column[i])];
    return before.heightPx + (before.node < 0 || item.node < 0 ? 0.5 * gapPx : gapPx);
}

/// Isotonic regression: the places nearest to those wished for that keep order and distances.
void settle(Graph& graph, const std::vector<int>& column, const std::vector<double>& wished, Spacing spacing)
{
    struct Block
    {
        double sum, weight;
        std::size_t count;
        double mean() const { return sum / weight; }
    };
    std::vector<Block> blocks;
    std::vector<double> below(column.size(), 0);
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (i > 0)
            below[i] = below[i - 1] + distance(graph, column, i, spacing.gapPx);
        const double weight = std::max(graph.items[index(column[i])].kw, 1e-9);
        blocks.push_back({(wished[i] - below[i]) * weight, weight, 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back()
                = {blocks.back().sum + last.sum, blocks.back().weight + last.weight, blocks.back().count + last.count};
        }
    }
    const double lowest = spacing.bottom - below.back() - graph.items[index(column.back())].heightPx;
    std::size_t i = 0;
    for (const Block& block : blocks) {
        const double start = std::max(spacing.top, std::min(block.mean(), lowest));
        for (std::size_t k = 0; k < block.count; ++k, ++i)
            graph.items[index(column[i])].y = start + below[i];
    }
}

/// Where all ribbons of an item would be level, in the mean.
double levelY(const Graph& graph, const Item& item, bool left, bool right)
{
    double sum = 0, weight = 0;
    const auto join = [&](const std::vector<int>& segments, bool in) {
        for (const int s : segments) {
            const Segment& segment = graph.segments[index(s)];
            const double other = in ? graph.items[index(segment.from)].y + segment.fromPx
                                    : graph.items[index(segment.to)].y + segment.toPx;
            sum += segment.kw * (other - (in ? segment.toPx : segment.fromPx));
            weight += segment.kw;
        }
    };
    if (left)
        join(item.in, true);
    if (right)
        join(item.out, false);
    return weight > 0 ? sum / weight : item.y;
}

void stackSegments(Graph& graph, double pxPerKw)
{
    for (const Item& item : graph.items) {
        double below = 0;
        for (const int s : item.in) {
            Segment& segment = graph.segments[index(s)];
            segment.toPx = below + 0.5 * segment.kw * pxPerKw;
            below += segment.kw * pxPerKw;
        }
        below = 0;
        for (const int s : item.out) {
            Segment& segment = graph.segments[index(s)];
            segment.fromPx = below + 0.5 * segment.kw * pxPerKw;
            below += segment.kw * pxPerKw;
        }
    }
}

void centre(Graph& graph, Spacing spacing)
{
    double top = std::numeric_limits<double>::infinity(), bottom = -top;
    for (const Item& item : graph.items) {
        top = std::min(top, item.y);
        bottom = std::max(bottom, item.y + item.heightPx);
    }
    const double shift = 0.5 * (spacing.top + spacing.bottom - top - bottom);
    for (Item& item : graph.items)
        item.y += shift;
}

} // namespace

void orderColumns(Graph& graph)
{
    auto best = graph.columns;
    double least = crossings(graph);
    for (int sweep = 0; sweep < kSweeps && least > 0; ++sweep) {
        for (std::size_t i = 1; i < graph.columns.size(); ++i)
            sortColumn(graph, sweep % 2 == 0 ? i : graph.columns.size() - 1 - i, sweep % 2 == 0);
        const double now = crossings(graph);
        if (now < least) {
            least = now;
            best = graph.columns;
        }
    }
    graph.columns = best;
    swapNeighbours(graph);
    sortSegments(graph);
}

double fittingScale(const Graph& graph, Spacing spacing)
{
    double scale = std::numeric_limits<double>::infinity();
    for (const std::vector<int>& column : graph.columns) {
        // Everything is drawn at least a pixel high, so keep one for each.
        double kw = 0, free = spacing.bottom - spacing.top;
        for (std::size_t i = 0; i < column.size(); ++i) {
            kw += graph.items[index(column[i])].kw;
            free -= 1 + (i > 0 ? distance(graph, column, i, spacing.gapPx) : 0);
        }
        scale = std::min(scale, std::max(free, 0.1 * (spacing.bottom - spacing.top)) / kw);
    }
    return scale;
}

void placeItems(Graph& graph, Spacing spacing, double pxPerKw)
{
    for (Item& item : graph.items)
        item.heightPx = std::max(item.kw * pxPerKw, 1.0);
    stackSegments(graph, pxPerKw);
    const auto relax = [&](std::size_t c, bool left, bool right) {
        std::vector<double> wished;
        for (const int item : graph.columns[c])
            wished.push_back(levelY(graph, graph.items[index(item)], left, right));
        settle(graph, graph.columns[c], wished, spacing);
    };
    for (Item& item : graph.items)
        item.y = 0.5 * (spacing.top + spacing.bottom - item.heightPx);
    const std::size_t count = graph.columns.size();
    for (std::size_t c = 0; c < count; ++c)
        relax(c, true, false);
    for (int i = 0; i < kRelaxations; ++i) {
        for (std::size_t c = 0; c < count; ++c)
            relax(i % 2 == 0 ? count - 1 - c : c, true, true);
    }
    centre(graph, spacing);
}

} // namespace gigahall::app::sankey
