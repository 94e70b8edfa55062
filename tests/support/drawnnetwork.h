#pragma once

#include "tests/support/powersketch.h"

#include <algorithm>
#include <cmath>
#include <utility>

/// A small power network with its solver.
namespace gigahall::tests {

inline bool near(double a, double b, double tolerance = 1e-9)
{
    return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

/// A drawing with racks of equal demand and the solver for it.
struct Drawn
{
    Drawn(const PowerSketch& sketch, double rackKw)
        : Drawn(sketch.network(), rackKw)
    {
    }
    Drawn(model::ServesNetwork drawn, double rackKw)
        : network(std::move(drawn))
        , solver(network)
        , demandKw(network.nodeCount(), 0)
        , floorKw(network.nodeCount(), 0)
        , out(network.nodeCount(), 0)
        , empty(network.nodeCount(), 0)
    {
        for (PowerSketch::Node node = 0; node < network.nodeCount(); ++node)
            if (network.isRack(node))
                demandKw[node] = rackKw;
    }
    void fail(const PowerSketch::Nodes& failed)
    {
        std::fill(out.begin(), out.end(), 0);
        for (const PowerSketch::Node node : failed)
            out[node] = 1;
    }
    const model::NetworkFlow& solve(model::OverloadPolicy policy = model::OverloadPolicy::Shed)
    {
        solver.solve({demandKw, floorKw, out, empty, policy}, flow);
        return flow;
    }
    /// Assets, in table order.
    PowerSketch::Nodes dark() const
    {
        PowerSketch::Nodes all;
        for (PowerSketch::Node node = 0; node < network.nodeCount(); ++node)
            if (!network.isBus(node) && (flow.supply[node] == model::Supply::None || flow.served[node] <= 0))
                all.push_back(node);
        return all;
    }

    model::ServesNetwork network;
    model::FlowSolver solver;
    std::vector<double> demandKw, floorKw;
    std::vector<std::uint8_t> out, empty;
    model::NetworkFlow flow;
};

} // namespace gigahall::tests
