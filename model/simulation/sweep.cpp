#include "model/simulation/sweep.h"

#include "model/simulation/twinchange.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <numeric>

namespace gigahall::model {

namespace {

using Node = ServesNetwork::Node;

/// Failures of a campus, one after the other.
class Worker
{
public:
    Worker(const SettledTwin& settled, const SweepOptions& options)
        : m_settled(settled)
        , m_options(options)
        , m_change(settled)
        , m_stored(settled.twin().power(), settled.demandKw(), settled.storedFlow(), settled.out(),
              NetworkChange::Storage::Full)
    {
    }

    void fail(FailureCost& cost, std::string& problem)
    {
        markFailed(cost.element);
        const TwinChange::Result& result = m_change.fail(m_failed);
        problem = result.problem;
        if (result.worst != ServesNetwork::kNoNode)
            cost.worst = m_settled.twin().power().assetOf(result.worst);
        cost.worstLoading = result.worstLoading;
        cost.lostKw = result.lostKw;
        cost.darkRacks = static_cast<std::uint32_t>(result.racks.size());
        cost.hotRacks = result.hotRacks;
        countRacks(result.racks, cost);
        const bool dark = losesSupply(m_change.dark());
        cost.kind = result.overloads ? FailureKind::Overload
            : dark                   ? FailureKind::Dark
            : result.hotRacks > 0    ? FailureKind::Hot
                                     : FailureKind::Nothing;
        if (dark || (result.overloads && result.lostKw > 0))
            cost.rideThroughS = rideThroughS();
    }

private:
    void markFailed(AssetId element)
    {
        m_failed.clear();
        if (element.kind() == AssetKind::Plant) {
            m_failed.push_back(m_settled.twin().power().nodeOf(element));
            return;
        }
        m_marks.assign(m_settled.twin().power().nodeCount(), 0);
        m_settled.twin().mark({element}, m_marks);
        for (Node node = 0; node < m_marks.size(); ++node)
            if (m_marks[node])
                m_failed.push_back(node);
    }

    /// What hangs on racks that go dark.
    void countRacks(std::span<const std::uint32_t> racks, FailureCost& cost)
    {
        m_jobs.clear();
        for (const std::uint32_t rack : racks) {
            cost.darkGpus += m_settled.campus().rackGpus(rack);
            if (!m_options.rackJob.empty() && m_options.rackJob[rack] != SweepOptions::kNoJob)
                m_jobs.push_back(m_options.rackJob[rack]);
        }
        std::sort(m_jobs.begin(), m_jobs.end());
        cost.stoppedJobs = static_cast<std::uint32_t>(std::unique(m_jobs.begin(), m_jobs.end()) - m_jobs.begin());
    }

    bool losesSupply(std::span<const Node> dark) const
    {
        const ServesNetwork& power = m_settled.twin().power();
        return std::any_of(dark.begin(), dark.end(), [&](Node node) {
            return (power.isRack(node) || power.isSupport(node)) && m_settled.result().power.served[node] > 0;
        });
    }

    double rideThroughS()
    {
        const NetworkChange::Result& first = m_stored.fail(m_failed);
        if (first.overloads() || losesSupply(first.dark))
            return 0;
        double seconds = first.discharges.empty() ? 0 : std::numeric_limits<double>::infinity();
        for (const NetworkChange::Discharge& discharge : first.discharges) {
            const Campus& campus = m_settled.campus();
            const double kwh = campus.types[campus.runs[campus.plantRun[discharge.node]].type].electrical.storageKwh;
            seconds = std::min(seconds, 3600 * kwh / discharge.kw);
        }
        return seconds;
    }

    const SettledTwin& m_settled;
    const SweepOptions& m_options;
    TwinChange m_change;
    NetworkChange m_stored;
    std::vector<Node> m_failed;
    std::vector<std::uint8_t> m_marks;
    std::vector<std::uint32_t> m_jobs;
};

} // namespace

Sweep sweep(Twin& twin, const TwinLoad& load, const TwinConditions& conditions, const SweepOptions& options)
{
    const SettledTwin settled(twin, load, conditions);
    Sweep sweep;
    sweep.lostKw = settled.result().lostKw;
    sweep.darkRacks = settled.result().darkRacks;
    sweep.problem = settled.result().problem;
    if (!sweep.problem.empty())
        return sweep;
    for (std::uint32_t p = 0; p < twin.campus().plantCount(); ++p)
        sweep.failures.push_back({.element = {AssetKind::Plant, p}});
    for (std::uint32_t h = 0; options.halls && h < twin.campus().halls.size(); ++h)
        sweep.failures.push_back({.element = {AssetKind::Hall, h}});
    oneapi::tbb::enumerable_thread_specific<Worker> workers([&] { return Worker(settled, options); });
    std::vector<std::string> problems(sweep.failures.size());
    oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::size_t>(0, problems.size(), 16), [&](const auto& range) {
        Worker& worker = workers.local();
        for (std::size_t i = range.begin(); i < range.end(); ++i)
            worker.fail(sweep.failures[i], problems[i]);
    });
    for (std::size_t i = 0; i < problems.size() && sweep.problem.empty(); ++i)
        if (!problems[i].empty())
            sweep.problem = twin.campus().name(sweep.failures[i].element) + ": " + problems[i];
    return sweep;
}

std::vector<std::uint32_t> rankedByLoss(const Sweep& sweep)
{
    std::vector<std::uint32_t> order(sweep.failures.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const FailureCost &x = sweep.failures[a], &y = sweep.failures[b];
        if (x.lostKw != y.lostKw)
            return x.lostKw > y.lostKw;
        // What costs nothing: where the least is left comes first.
        return x.darkRacks != y.darkRacks ? x.darkRacks > y.darkRacks : x.worstLoading > y.worstLoading;
    });
    return order;
}

} // namespace gigahall::model
