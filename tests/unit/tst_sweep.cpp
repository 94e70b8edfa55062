// labels: sanitize threads
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/simulation/sweep.h"
#include "tests/support/twincampus.h"

#include <QTest>
#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

using namespace gigahall::model;
using namespace gigahall::tests;

namespace {

constexpr auto kKinds = static_cast<std::size_t>(FailureKind::Count);

/// Every seventh rack works on nothing, the others on jobs of up to 5 racks.
std::vector<std::uint32_t> jobsOf(const Campus& campus)
{
    std::vector<std::uint32_t> jobs;
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
        jobs.push_back(r % 7 == 0 ? SweepOptions::kNoJob : r / 5);
    return jobs;
}

/// What the whole twin says of single failures, one after the other.
class Truth
{
public:
    Truth(const Campus& campus, const TwinLoad& load, const TwinConditions& conditions)
        : m_twin(campus)
        , m_load(load)
        , m_conditions(conditions)
        , m_jobs(jobsOf(campus))
    {
        m_conditions.policy = OverloadPolicy::Shed;
        m_twin.steady(m_load, m_conditions, m_before);
        m_stored = solveStored({});
    }

    /// What a cost has wrong; empty = nothing.
    QString fault(const FailureCost& cost)
    {
        TwinConditions conditions = m_conditions;
        conditions.outages.push_back({cost.element});
        TwinResult after;
        m_twin.steady(m_load, conditions, after);
        const Campus& campus = m_twin.campus();
        double lostKw = 0;
        std::uint32_t racks = 0, gpus = 0;
        std::set<std::uint32_t> jobs;
        const auto lost = [&](ServesNetwork::Node node) {
            return m_before.power.served[node] > 0 && after.power.served[node] <= 0;
        };
        for (std::uint32_t s = 0; s < campus.supportCount(); ++s)
            lostKw += lost(m_twin.power().supportNode(s)) ? m_load.supportKw[s] : 0;
        for (std::uint32_t r = 0; r < campus.rackCount(); ++r) {
            if (!lost(m_twin.power().rackNode(r)))
                continue;
            lostKw += m_load.rackKw[r];
            gpus += campus.rackGpus(r);
            ++racks;
            if (m_jobs[r] != SweepOptions::kNoJob)
                jobs.insert(m_jobs[r]);
        }
        if (std::abs(lostKw - (after.lostKw - m_before.lostKw)) > 1e-6 * std::max(1.0, after.lostKw))
            return "what the test expects is wrong";
        if (!(std::abs(cost.lostKw - lostKw) <= 1e-6 * std::max(lostKw, 1e-6)))
            return QString("%1 kW lost, expected %2").arg(cost.lostKw).arg(lostKw);
        if (cost.darkRacks != racks || cost.darkGpus != gpus || cost.stoppedJobs != jobs.size())
            return QString("%1 racks dark, expected %2").arg(cost.darkRacks).arg(racks);
        if (cost.hotRacks != after.hotRacks - m_before.hotRacks)
            return QString("%1 racks hot, expected %2").arg(cost.hotRacks).arg(after.hotRacks - m_before.hotRacks);
        const double seconds = rideThroughS(cost, after);
        if (cost.rideThroughS != seconds && !(std::abs(cost.rideThroughS / seconds - 1) < 1e-9))
            return QString("%1 s ride-through, expected %2").arg(cost.rideThroughS).arg(seconds);
        return faultOfLoading(cost, after);
    }

    const std::vector<std::uint32_t>& jobs() const { return m_jobs; }

private:
    /// With the demand and the loads of before, and all storage full.
    NetworkFlow solveStored(const Outage& more)
    {
        std::vector<double> demandKw(m_before.cooling.plantKw);
        demandKw.insert(demandKw.end(), m_load.supportKw.begin(), m_load.supportKw.end());
        demandKw.insert(demandKw.end(), m_load.rackKw.begin(), m_load.rackKw.end());
        demandKw.resize(m_twin.power().nodeCount(), 0);
        std::vector<std::uint8_t> out(m_twin.power().nodeCount(), 0);
        for (const Outage& outage : m_conditions.outages)
            m_twin.mark(outage, out);
        m_twin.mark(more, out);
        NetworkFlow flow;
        flow.served = m_before.power.served;
        FlowSolver(m_twin.power()).solve({demandKw, {}, out, {}, OverloadPolicy::Carry}, flow);
        return flow;
    }

    bool losesSupply(const NetworkFlow& after) const
    {
        const ServesNetwork::Node end = m_twin.campus().rackCount() + m_twin.power().rackNode(0);
        for (ServesNetwork::Node node = m_twin.power().supportNode(0); node < end; ++node)
            if (m_before.power.served[node] > 0 && after.supply[node] == Supply::None)
                return true;
        return false;
    }

    double rideThroughS(const FailureCost& cost, const TwinResult& after)
    {
        const double never = std::numeric_limits<double>::infinity();
        if (!losesSupply(after.power) && !(cost.kind == FailureKind::Overload && cost.lostKw > 0))
            return never;
        const NetworkFlow flow = solveStored({cost.element});
        if (losesSupply(flow))
            return 0;
        double seconds = never;
        for (ServesNetwork::Node node = 0; node < m_twin.power().nodeCount(); ++node) {
            if (flow.outputKw[node] > m_stored.outputKw[node] + 1e-9 && flow.loading(m_twin.power(), node) > 1 + 1e-9)
                return 0;
            if (node >= m_twin.campus().plantCount() || flow.supply[node] != Supply::Storage
                || flow.outputKw[node] <= 1e-9)
                continue;
            const auto servers = m_twin.power().servers(node);
            const bool passesOn = std::any_of(servers.begin(), servers.end(),
                [&](ServesNetwork::Node server) { return flow.supply[server] != Supply::None; });
            const Campus& campus = m_twin.campus();
            if (!passesOn && (m_stored.supply[node] != Supply::Storage || flow.inputKw[node] != m_stored.inputKw[node]))
                seconds = std::min(seconds,
                    3600 * campus.types[campus.runs[campus.plantRun[node]].type].electrical.storageKwh
                        / flow.inputKw[node]);
        }
        return seconds == never ? 0 : seconds;
    }

    QString faultOfLoading(const FailureCost& cost, const TwinResult& after) const
    {
        const auto& overloaded = after.power.overloaded;
        if (cost.kind == FailureKind::Overload) {
            const ServesNetwork::Node node = m_twin.power().nodeOf(cost.worst);
            const bool told = std::find(overloaded.begin(), overloaded.end(), node) != overloaded.end();
            return told && cost.worstLoading > 1 ? QString() : QString("no overload of this");
        }
        if (overloaded.size() != m_before.power.overloaded.size())
            return "an overload is missing";
        const auto moreKw
            = [&](ServesNetwork::Node node) { return after.power.outputKw[node] - m_before.power.outputKw[node]; };
        double worst = 0;
        for (ServesNetwork::Node node = 0; node < m_twin.power().nodeCount(); ++node)
            if (moreKw(node) > 1e-4) // less is rounding
                worst = std::max(worst, after.power.loading(m_twin.power(), node));
        if (!(cost.worstLoading >= worst - 1e-6))
            return QString("loading %1, expected %2").arg(cost.worstLoading).arg(worst);
        const ServesNetwork::Node node = m_twin.power().nodeOf(cost.worst);
        if (cost.worst.isValid()
            && (std::abs(after.power.loading(m_twin.power(), node) - cost.worstLoading) > 1e-6 || moreKw(node) < 0))
            return QString("another element is the most loaded: %1 kW more").arg(moreKw(node));
        return {};
    }

    Twin m_twin;
    TwinLoad m_load;
    TwinConditions m_conditions;
    std::vector<std::uint32_t> m_jobs;
    TwinResult m_before;
    NetworkFlow m_stored;
};

bool sameCosts(const Sweep& a, const Sweep& b)
{
    return std::equal(a.failures.begin(), a.failures.end(), b.failures.begin(), b.failures.end(),
        [](const FailureCost& x, const FailureCost& y) {
            return x.element == y.element && x.kind == y.kind && x.lostKw == y.lostKw && x.darkRacks == y.darkRacks
                && x.hotRacks == y.hotRacks && x.darkGpus == y.darkGpus && x.stoppedJobs == y.stoppedJobs
                && x.worst == y.worst && x.worstLoading == y.worstLoading && x.rideThroughS == y.rideThroughS;
        });
}

} // namespace

/// Single failures, found by what they change, against the whole twin solved again for each.
class TestSweep : public QObject
{
    Q_OBJECT

private slots:
    void everyElementOfRandomCampuses()
    {
        std::array<int, kKinds> kinds{};
        int stored = 0;
        for (unsigned seed = 1; seed <= 80; ++seed) {
            std::mt19937 random(seed);
            const Campus campus = randomCampus(random);
            Twin twin(campus);
            const TwinLoad load = randomLoad(twin, random);
            TwinConditions conditions = randomConditions(twin, random);
            if (seed % 3 != 0)
                conditions.outages.clear();
            if (seed % 2 == 0)
                conditions.dryBulbC = between(random, 38, 52);
            Truth truth(campus, load, conditions);
            const Sweep swept = sweep(twin, load, conditions, {.halls = true, .rackJob = truth.jobs()});
            QCOMPARE(swept.failures.size(), campus.plantCount() + campus.halls.size());
            for (const FailureCost& cost : swept.failures) {
                const QString fault = truth.fault(cost);
                QVERIFY2(fault.isEmpty(),
                    qPrintable(QString("seed %1, %2: %3").arg(seed).arg(campus.name(cost.element).c_str(), fault)));
                ++kinds[static_cast<std::size_t>(cost.kind)];
                stored += cost.rideThroughS > 0 && std::isfinite(cost.rideThroughS) ? 1 : 0;
            }
        }
        QVERIFY2(stored > 3 && *std::min_element(kinds.begin(), kinds.end()) > 10,
            "the campuses are too tame to tell anything");
    }

    void sampleOfEachTypeOfTheDefaultCampus()
    {
        const Campus campus = loadCampus("default");
        Twin twin(campus);
        const TwinLoad load = twin.uniformLoad(1, 1);
        TwinConditions conditions;
        conditions.dryBulbC = 33;
        Truth truth(campus, load, conditions);
        const Sweep swept = sweep(twin, load, conditions, {.halls = true, .rackJob = truth.jobs()});
        std::vector<std::vector<std::uint32_t>> byType(campus.types.size());
        for (std::uint32_t p = 0; p < campus.plantCount(); ++p)
            byType[campus.runs[campus.plantRun[p]].type].push_back(p);
        std::mt19937 random(5);
        std::vector<std::uint32_t> sample{campus.plantCount()}; // and the first hall
        for (std::vector<std::uint32_t>& plants : byType) {
            std::shuffle(plants.begin(), plants.end(), random);
            sample.insert(
                sample.end(), plants.begin(), plants.begin() + std::min<std::ptrdiff_t>(3, std::ssize(plants)));
        }
        QVERIFY(sample.size() > 30);
        for (const std::uint32_t i : sample) {
            const QString fault = truth.fault(swept.failures[i]);
            QVERIFY2(fault.isEmpty(), qPrintable(campus.name(swept.failures[i].element).c_str() + (": " + fault)));
        }
    }

    void sameByAnyThreads()
    {
        std::mt19937 random(3);
        const Campus campus = randomCampus(random);
        Twin twin(campus);
        const TwinLoad load = randomLoad(twin, random);
        const std::vector<std::uint32_t> jobs = jobsOf(campus);
        const Sweep first = sweep(twin, load, {}, {.halls = true, .rackJob = jobs});
        for (const std::size_t threads : {1, 2, 5}) {
            const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
            QVERIFY(sameCosts(first, sweep(twin, load, {}, {.halls = true, .rackJob = jobs})));
        }
    }
};

QTEST_APPLESS_MAIN(TestSweep)
#include "tst_sweep.moc"
