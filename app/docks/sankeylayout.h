#pragma once

#include "model/telemetry/energybalance.h"

#include <QPointF>
#include <QRectF>

#include <algorithm>
#include <functional>
#include <vector>

/// Where everything of a Sankey diagram of an energy balance goes, from the grid on the left to the air outside on the
/// right. Pure geometry: the same balance, area and text widths always give the same picture.
namespace gigahall::app {

enum class EnergyKind
{
    Electricity,
    Loss,
    Heat,
    Count
};

EnergyKind energyKind(const model::EnergyFlow& flow);

struct SankeyNode
{
    model::EnergyNode station;
    bool takes; ///< the half of a store (or of the grid) that energy goes into: drawn apart from the half that gives
    int column = 0;
    double inKw = 0, outKw = 0;
    QRectF bar;

    double kw() const { return std::max(inKw, outKw); }
};

struct SankeyRibbon
{
    std::size_t flow; ///< of the balance
    int from, to; ///< nodes
    EnergyKind kind;
    double kw;
    double heightPx = 0; ///< in the common scale
    std::vector<QPointF> spine; ///< points its middle goes through horizontally, from left to right

    double shownPx() const { return std::max(heightPx, 1.0); }
};

struct SankeyLabel
{
    enum class Form
    {
        Line, ///< name and value
        TwoLines,
        Name
    };

    int node;
    Form form;
    bool upright; ///< reads from the bottom up
    Qt::Alignment align;
    QRectF box;
};

/// What the layout has to know of the type.
struct SankeyText
{
    struct Widths
    {
        double namePx, valuePx;
    };

    double linePx, spacePx; ///< height of a line, width of the space between name and value
    std::function<Widths(const SankeyNode&)> widths;
};

struct SankeyLayout
{
    std::vector<SankeyNode> nodes; ///< in the natural order of the stations
    std::vector<SankeyRibbon> ribbons; ///< in the order of the flows; flows of nothing are left out
    std::vector<SankeyLabel> labels; ///< at most one a node; nodes without space have none
    int columnCount = 0;
    double pxPerKw = 0;
};

SankeyLayout layoutSankey(const model::EnergyBalance& balance, const QRectF& area, const SankeyText& text);

} // namespace gigahall::app
