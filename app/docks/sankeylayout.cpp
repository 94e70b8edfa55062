#include "app/docks/sankeylayout.h"

#include "app/docks/sankeygraph.h"

#include <array>
#include <cmath>
#include <numeric>

namespace gigahall::app {

using model::EnergyNode;
using sankey::Graph;
using sankey::Item;

namespace {

constexpr int kStations = static_cast<int>(EnergyNode::Count);
constexpr int kStages = 8;

/// Stores and the grid both give and take; one bar for both would draw energy in circles.
bool hasTwoHalves(EnergyNode station)
{
    return station <= EnergyNode::Batteries || station == EnergyNode::HeatStore;
}

int stageOf(EnergyNode station, bool takes)
{
    switch (station) {
    case EnergyNode::Grid:
    case EnergyNode::Generators:
    case EnergyNode::Batteries:
        return takes ? 4 : 0;
    case EnergyNode::Transformers:
        return 1;
    case EnergyNode::Distribution:
        return 2;
    case EnergyNode::Ups:
        return 3;
    case EnergyNode::Compute:
    case EnergyNode::Support:
    case EnergyNode::Cooling:
    case EnergyNode::Losses:
        return 4;
    case EnergyNode::Liquid:
    case EnergyNode::Air:
        return 5;
    case EnergyNode::HeatStore:
        return takes ? 6 : 4; // beside the coolers: heat that does not go out
    case EnergyNode::DryCoolers:
    case EnergyNode::Chillers:
        return 6;
    case EnergyNode::Ambient:
    case EnergyNode::Count:
        break;
    }
    return kStages - 1;
}

bool isDrawn(const model::EnergyFlow& flow)
{
    return flow.from < EnergyNode::Count && flow.to < EnergyNode::Count && flow.from != flow.to
        && std::isfinite(flow.kw) && flow.kw > 0;
}

/// Nodes in natural order and ribbons between them.
void collect(const model::EnergyBalance& balance, SankeyLayout& layout)
{
    const auto slot = [](EnergyNode station, bool takes) {
        return 2 * static_cast<std::size_t>(station) + (takes && hasTwoHalves(station) ? 1 : 0);
    };
    std::array<int, 2 * kStations> nodeOf{};
    for (const model::EnergyFlow& flow : balance.flows) {
        if (isDrawn(flow))
            nodeOf[slot(flow.from, false)] = nodeOf[slot(flow.to, true)] = 1;
    }
    for (std::size_t i = 0; i < nodeOf.size(); ++i) {
        if (nodeOf[i] == 0)
            continue;
        nodeOf[i] = static_cast<int>(layout.nodes.size());
        layout.nodes.push_back({.station = static_cast<EnergyNode>(i / 2), .takes = i % 2 == 1});
    }
    for (std::size_t f = 0; f < balance.flows.size(); ++f) {
        const model::EnergyFlow& flow = balance.flows[f];
        if (!isDrawn(flow))
            continue;
        const int from = nodeOf[slot(flow.from, false)], to = nodeOf[slot(flow.to, true)];
        layout.ribbons.push_back({.flow = f, .from = from, .to = to, .kind = energyKind(flow), .kw = flow.kw});
        layout.nodes[static_cast<std::size_t>(from)].outKw += flow.kw;
        layout.nodes[static_cast<std::size_t>(to)].inKw += flow.kw;
    }
}

/// Nodes so that ribbons lead onwards. In a circle the earliest station comes first and the ribbon back to it is left
/// aside.
std::vector<int> onwards(const SankeyLayout& layout)
{
    std::vector<int> open(layout.nodes.size(), 0), order;
    std::vector<bool> done(layout.nodes.size(), false);
    for (const SankeyRibbon& ribbon : layout.ribbons)
        ++open[static_cast<std::size_t>(ribbon.to)];
    while (order.size() < layout.nodes.size()) {
        std::size_t next = layout.nodes.size();
        for (std::size_t n = 0; n < layout.nodes.size(); ++n) {
            if (!done[n] && (next == layout.nodes.size() || (open[n] == 0 && open[next] != 0)))
                next = n;
        }
        done[next] = true;
        order.push_back(static_cast<int>(next));
        for (const SankeyRibbon& ribbon : layout.ribbons) {
            if (ribbon.from == static_cast<int>(next))
                --open[static_cast<std::size_t>(ribbon.to)];
        }
    }
    return order;
}

/// Moves stations as far right as others of their stage, where what they lead to stands further right still.
void alignStages(SankeyLayout& layout, const std::vector<int>& order, const std::vector<int>& rank)
{
    std::array<int, kStages> last{};
    for (const SankeyNode& node : layout.nodes) {
        int& column = last[static_cast<std::size_t>(stageOf(node.station, node.takes))];
        column = std::max(column, node.column);
    }
    for (auto n = order.rbegin(); n != order.rend(); ++n) {
        SankeyNode& node = layout.nodes[static_cast<std::size_t>(*n)];
        int column = last[static_cast<std::size_t>(stageOf(node.station, node.takes))];
        for (const SankeyRibbon& ribbon : layout.ribbons) {
            const auto to = static_cast<std::size_t>(ribbon.to);
            if (ribbon.from == *n && rank[to] > rank[static_cast<std::size_t>(*n)])
                column = std::min(column, layout.nodes[to].column - 1);
        }
        node.column = std::max(node.column, column);
    }
}

/// Longest paths, where a station also comes after the stage before its own: so consumers stand below each other
/// whatever feeds them.
void chooseColumns(SankeyLayout& layout)
{
    const std::vector<int> order = onwards(layout);
    std::vector<int> rank(layout.nodes.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        rank[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
    const auto settle = [&] {
        std::array<int, kStages> first{};
        first.fill(-1);
        for (const SankeyNode& node : layout.nodes) {
            int& column = first[static_cast<std::size_t>(stageOf(node.station, node.takes))];
            column = column < 0 ? node.column : std::min(column, node.column);
        }
        bool changed = false;
        for (const int n : order) {
            SankeyNode& node = layout.nodes[static_cast<std::size_t>(n)];
            int column = node.column;
            for (int stage = stageOf(node.station, node.takes) - 1; stage >= 0; --stage) {
                if (first[static_cast<std::size_t>(stage)] >= 0) {
                    column = std::max(column, first[static_cast<std::size_t>(stage)] + 1);
                    break;
                }
            }
            for (const SankeyRibbon& ribbon : layout.ribbons) {
                const auto from = static_cast<std::size_t>(ribbon.from);
                if (ribbon.to == n && rank[from] < rank[static_cast<std::size_t>(n)])
                    column = std::max(column, layout.nodes[from].column + 1);
            }
            changed |= column != node.column;
            node.column = column;
        }
        return changed;
    };
    // Each round moves at least the first stage that is wrong to its place.
    for (std::size_t round = 0; round < layout.nodes.size() && settle(); ++round) { }
    alignStages(layout, order, rank);
    for (const SankeyNode& node : layout.nodes)
        layout.columnCount = std::max(layout.columnCount, node.column + 1);
}

Graph makeGraph(const SankeyLayout& layout)
{
    Graph graph;
    graph.columns.resize(static_cast<std::size_t>(layout.columnCount));
    graph.passages.resize(layout.ribbons.size());
    const auto add = [&](int node, double kw, int column) {
        const auto item = static_cast<int>(graph.items.size());
        graph.items.push_back({.node = node, .kw = kw});
        graph.columns[static_cast<std::size_t>(column)].push_back(item);
        return item;
    };
    // Node n is item n; what passes a column starts above the node it leads to, or at the end.
    for (std::size_t n = 0; n < layout.nodes.size(); ++n)
        add(static_cast<int>(n), layout.nodes[n].kw(), layout.nodes[n].column);
    for (std::size_t r = 0; r < layout.ribbons.size(); ++r) {
        const SankeyRibbon& ribbon = layout.ribbons[r];
        const int first = layout.nodes[static_cast<std::size_t>(ribbon.from)].column;
        const int last = layout.nodes[static_cast<std::size_t>(ribbon.to)].column;
        int before = ribbon.from;
        for (int column = first + 1; column <= last; ++column) {
            const int item = column == last ? ribbon.to : add(-1, ribbon.kw, column);
            if (column < last)
                graph.passages[r].push_back(item);
            const auto segment = static_cast<int>(graph.segments.size());
            graph.segments.push_back({.ribbon = static_cast<int>(r), .from = before, .to = item, .kw = ribbon.kw});
            graph.items[static_cast<std::size_t>(before)].out.push_back(segment);
            graph.items[static_cast<std::size_t>(item)].in.push_back(segment);
            before = item;
        }
    }
    return graph;
}

void placeBars(SankeyLayout& layout, const Graph& graph, const QRectF& inner, double barPx)
{
    const double pitch = layout.columnCount > 1 ? (inner.width() - barPx) / (layout.columnCount - 1) : 0;
    for (std::size_t n = 0; n < layout.nodes.size(); ++n) {
        SankeyNode& node = layout.nodes[n];
        node.bar = {inner.left() + pitch * node.column, graph.items[n].y, barPx, graph.items[n].heightPx};
    }
}

void placeRibbons(SankeyLayout& layout, const Graph& graph, const QRectF& inner, double barPx)
{
    const double pitch = layout.columnCount > 1 ? (inner.width() - barPx) / (layout.columnCount - 1) : 0;
    for (SankeyRibbon& ribbon : layout.ribbons)
        ribbon.heightPx = ribbon.kw * layout.pxPerKw;
    // The segments of a ribbon stand in its direction.
    for (const sankey::Segment& segment : graph.segments) {
        SankeyRibbon& ribbon = layout.ribbons[static_cast<std::size_t>(segment.ribbon)];
        const Item& from = graph.items[static_cast<std::size_t>(segment.from)];
        const Item& to = graph.items[static_cast<std::size_t>(segment.to)];
        const int first = layout.nodes[static_cast<std::size_t>(ribbon.from)].column;
        if (ribbon.spine.empty())
            ribbon.spine.emplace_back(inner.left() + pitch * first + barPx, from.y + segment.fromPx);
        // A column that it passes bends it once, in the middle.
        const double right = inner.left() + pitch * (first + static_cast<double>(ribbon.spine.size()));
        ribbon.spine.emplace_back(right + (to.node < 0 ? 0.5 * barPx : 0), to.y + segment.toPx);
    }
    // What leads back (nothing does in a balance that holds) joins the lower ends of its bars.
    for (SankeyRibbon& ribbon : layout.ribbons) {
        const QRectF& from = layout.nodes[static_cast<std::size_t>(ribbon.from)].bar;
        const QRectF& to = layout.nodes[static_cast<std::size_t>(ribbon.to)].bar;
        const double half = 0.5 * ribbon.heightPx;
        if (ribbon.spine.empty())
            ribbon.spine = {{from.right(), from.bottom() - half}, {to.left(), to.bottom() - half}};
    }
}

/// Space right of the last column for its labels; where that were a large part of the picture, for upright ones.
double labelMarginPx(const SankeyLayout& layout, const QRectF& area, const SankeyText& text)
{
    double margin = 0;
    for (const SankeyNode& node : layout.nodes) {
        const SankeyText::Widths widths = text.widths(node);
        if (node.column == layout.columnCount - 1)
            margin = std::max(margin, widths.namePx + text.spacePx + widths.valuePx);
    }
    margin += 2 * sankey::labelPadPx(text);
    return margin < 0.16 * area.width() ? margin : text.linePx + sankey::labelPadPx(text);
}

} // namespace

EnergyKind energyKind(const model::EnergyFlow& flow)
{
    if (flow.to == EnergyNode::Losses)
        return EnergyKind::Loss;
    return flow.to >= EnergyNode::Liquid && flow.to < EnergyNode::Count ? EnergyKind::Heat
        : flow.from >= EnergyNode::Losses                               ? EnergyKind::Heat
                                                                        : EnergyKind::Electricity;
}

SankeyLayout layoutSankey(const model::EnergyBalance& balance, const QRectF& area, const SankeyText& text)
{
    SankeyLayout layout;
    collect(balance, layout);
    if (layout.nodes.empty() || area.width() < 4 || area.height() < 4)
        return {};
    chooseColumns(layout);
    Graph graph = makeGraph(layout);
    sankey::orderColumns(graph);

    std::size_t most = 1;
    for (const std::vector<int>& column : graph.columns)
        most = std::max(most, column.size());
    const double gapPx = std::min(text.linePx * 1.5, 0.3 * area.height() / static_cast<double>(most));
    const sankey::Spacing spacing{.top = area.top(), .bottom = area.bottom(), .gapPx = gapPx};
    layout.pxPerKw = sankey::fittingScale(graph, spacing);
    sankey::placeItems(graph, spacing, layout.pxPerKw);

    const double barPx = std::clamp(area.width() * 0.008, 0.3 * text.linePx, 0.55 * text.linePx);
    const QRectF inner = area.adjusted(0, 0, -labelMarginPx(layout, area, text), 0);
    placeBars(layout, graph, inner, barPx);
    placeRibbons(layout, graph, inner, barPx);
    layout.labels = sankey::placeLabels(layout.nodes, area, text);
    return layout;
}

} // namespace gigahall::app
