#pragma once

#include "app/docks/sankeylayout.h"

#include <vector>

/// The layout's own working state: stations and, where a ribbon passes a column, a gap kept free for it.
namespace gigahall::app::sankey {

struct Item
{
    int node = -1; ///< -1: a ribbon passes here
    double kw = 0, heightPx = 0, y = 0;
    std::vector<int> in, out; ///< segments, from the top down
};

/// A part of a ribbon, from a column to the next.
struct Segment
{
    int ribbon;
    int from, to; ///< items
    double kw;
    double fromPx = 0, toPx = 0; ///< middle, below the top of its items
};

struct Graph
{
    std::vector<Item> items;
    std::vector<Segment> segments;
    std::vector<std::vector<int>> columns; ///< items from the top down
    std::vector<std::vector<int>> passages; ///< items that a ribbon passes, by ribbon
};

/// Orders the columns so that as little as possible crosses, weighed by power, and the segments at their items.
void orderColumns(Graph& graph);

struct Spacing
{
    double top, bottom;
    double gapPx; ///< between stations; half of it beside a ribbon that passes
};

/// Common scale in pixels a kW with which every column fits.
double fittingScale(const Graph& graph, Spacing spacing);
/// Heights and places: ribbons as level as they can be. Columns keep their order.
void placeItems(Graph& graph, Spacing spacing, double pxPerKw);

/// Labels that neither overlap each other nor a bar nor leave the area; the largest nodes choose first.
std::vector<SankeyLabel> placeLabels(const std::vector<SankeyNode>& nodes, const QRectF& area, const SankeyText& text);

double labelPadPx(const SankeyText& text);

} // namespace gigahall::app::sankey
