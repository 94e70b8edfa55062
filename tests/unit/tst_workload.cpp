// labels: sanitize threads
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h> // before Qt makes a macro of emit

#include "model/workload/workload.h"
#include "tests/support/tinycampus.h"

#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;
using gigahall::tests::TinyShape;

namespace {

constexpr double kHourS = 3600;
constexpr double kIdle = 0.012; // busy
/// 17,280 GPUs a hall: as many as the published time between failures is for.
constexpr TinyShape kLarge{
    .phases = 5, .buildings = 3, .halls = 4, .rows = 8, .racks = 15, .trays = 18, .gpusPerTray = 8};

auto tied(const LoadState& s)
{
    return std::tie(s.kind, s.busy, s.intensity, s.loadGpuLag, s.loadLoopLag, s.spread, s.rackSpread);
}

bool same(const Placement& a, const Placement& b)
{
    const auto alike = [](const Tenancy::Job& one, const Tenancy::Job& other) {
        return one.name == other.name && one.owner == other.owner;
    };
    return a.jobOf == b.jobOf && a.tenancy->owners == b.tenancy->owners
        && std::equal(
            a.tenancy->jobs.begin(), a.tenancy->jobs.end(), b.tenancy->jobs.begin(), b.tenancy->jobs.end(), alike);
}

} // namespace

/// Jobs on racks: who, what and when.
class TestWorkload : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void sameInAnyOrder();
    void sameOnAnyThreads();
    void loadIsThatOfTheState();
    void kinds();
    void namesAreUnique_data();
    void namesAreUnique();
    void owners();
    void largeJobsBelongToFew();

private:
    Campus m_campus = makeTinyCampus(kLarge);
    WorkloadModel m_model{m_campus, 5};
};

void TestWorkload::initTestCase()
{
    // Every rack is somewhere, and no GPU is counted twice.
    std::uint32_t gpus = 0;
    for (std::uint32_t a = 0; a < m_model.allocationCount(); ++a)
        gpus += m_model.allocation(a).gpus;
    QCOMPARE(gpus, m_campus.gpuCount());
}

void TestWorkload::sameInAnyOrder()
{
    std::vector<double> times;
    for (int i = 0; i < 60; ++i)
        times.push_back(i * 1777.25);
    std::vector<Placement> forward;
    std::vector<LoadState> states;
    for (const double timeS : times) {
        forward.push_back(m_model.placement(timeS));
        for (std::uint32_t a = 0; a < m_model.allocationCount(); ++a)
            states.push_back(m_model.state(a, timeS));
    }
    const WorkloadModel again(m_campus, 5), other(m_campus, 2);
    for (std::size_t i = times.size(); i-- > 0;) {
        QVERIFY(same(again.placement(times[i]), forward[i]));
        for (std::uint32_t a = again.allocationCount(); a-- > 0;)
            QVERIFY(tied(again.state(a, times[i])) == tied(states[i * again.allocationCount() + a]));
    }
    QVERIFY(!same(other.placement(0), forward[0]));
}

void TestWorkload::sameOnAnyThreads()
{
    constexpr std::size_t kTimes = 64;
    const auto placements = [&](std::size_t threads) {
        const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
        std::vector<Placement> out(kTimes);
        oneapi::tbb::parallel_for(
            std::size_t{0}, kTimes, [&](std::size_t i) { out[i] = m_model.placement(static_cast<double>(i) * 913); });
        return out;
    };
    const auto one = placements(1), four = placements(4);
    for (std::size_t i = 0; i < kTimes; ++i)
        QVERIFY(same(one[i], four[i]));
}

void TestWorkload::loadIsThatOfTheState()
{
    for (std::uint32_t a = 0; a < m_model.allocationCount(); ++a)
        for (double timeS = 0; timeS < 30 * kHourS; timeS += 1234.5) {
            const LoadState state = m_model.state(a, timeS);
            QVERIFY(m_model.load(a, timeS) == state.busy * state.intensity);
            QVERIFY(state.busy >= 0 && state.busy <= 1 && state.intensity > 0 && state.intensity <= 1);
            QVERIFY(state.kind == m_model.job(a, timeS).kind);
        }
}

void TestWorkload::kinds()
{
    // At any time all of them are somewhere; only those that wait for each other are synchronous.
    QVERIFY(isSynchronous(LoadKind::Training));
    for (const LoadKind kind : {LoadKind::Inference, LoadKind::Batch, LoadKind::Idle, LoadKind::Maintenance})
        QVERIFY(!isSynchronous(kind));
    std::map<LoadKind, double> gpuHours;
    for (double timeS = 0; timeS < 200 * kHourS; timeS += kHourS)
        for (std::uint32_t a = 0; a < m_model.allocationCount(); ++a) {
            const Job job = m_model.job(a, timeS);
            gpuHours[job.kind] += m_model.allocation(a).gpus;
            if (job.kind == LoadKind::Maintenance)
                QCOMPARE(job.busy(timeS), 0.0);
            if (job.kind == LoadKind::Idle || (isJob(job.kind) && !job.runs(timeS)))
                QCOMPARE(job.busy(timeS), kIdle);
        }
    QCOMPARE(gpuHours.size(), std::size_t{5});
    const double all = 200.0 * m_campus.gpuCount();
    QVERIFY(gpuHours[LoadKind::Training] > 0.4 * all && gpuHours[LoadKind::Training] < 0.85 * all);
    QVERIFY(gpuHours[LoadKind::Inference] > 0.08 * all);
    QVERIFY(gpuHours[LoadKind::Idle] + gpuHours[LoadKind::Maintenance] < 0.15 * all);
}

void TestWorkload::namesAreUnique_data()
{
    QTest::addColumn<int>("seed");
    QTest::addColumn<bool>("large");
    for (const int seed : {1, 2, 17})
        for (const bool large : {true, false})
            QTest::addRow("seed %d, %s", seed, large ? "large" : "one hall") << seed << large;
}

void TestWorkload::namesAreUnique()
{
    QFETCH(int, seed);
    QFETCH(bool, large);
    const Campus small = makeTinyCampus({.phases = 1, .buildings = 1, .halls = 1, .rows = 9, .racks = 3});
    const Campus& campus = large ? m_campus : small;
    const WorkloadModel model(campus, static_cast<std::uint64_t>(seed));
    const std::map<LoadKind, QString> prefixes{
        {LoadKind::Training, "train"}, {LoadKind::Inference, "infer"}, {LoadKind::Batch, "batch"}};
    std::map<std::string, std::pair<std::uint32_t, double>> seen; // allocation, start
    for (double timeS = 0; timeS < 72 * kHourS; timeS += 600) {
        const Placement placement = model.placement(timeS);
        QCOMPARE(placement.jobOf.size(), std::size_t{model.allocationCount()});
        std::set<std::uint32_t> used;
        for (std::uint32_t a = 0; a < model.allocationCount(); ++a) {
            const Job job = model.job(a, timeS);
            QCOMPARE(placement.jobOf[a] == Placement::kNoJob, !job.runs(timeS));
            if (!job.runs(timeS))
                continue;
            QVERIFY(used.insert(placement.jobOf[a]).second);
            const Tenancy::Job& listed = placement.tenancy->jobs.at(placement.jobOf[a]);
            const QString name = QString::fromStdString(listed.name);
            const QRegularExpression pattern("^" + prefixes.at(job.kind) + "-[0-9]{4,6}$");
            QVERIFY2(pattern.match(name).hasMatch(), qPrintable(name));
            QVERIFY(listed.owner < placement.tenancy->owners.size());
            const auto [entry, first] = seen.try_emplace(listed.name, a, job.startS);
            QVERIFY2(first || entry->second == std::pair(a, job.startS), qPrintable(name));
        }
        QCOMPARE(used.size(), placement.tenancy->jobs.size());
    }
    QVERIFY(seen.size() > model.allocationCount());
}

void TestWorkload::owners()
{
    const auto names = m_model.tenancy(0)->owners;
    QCOMPARE(std::set(names.begin(), names.end()).size(), std::size_t{8});
    for (const double timeS : {1.0, 1e4, 1e6})
        QVERIFY(m_model.tenancy(timeS)->owners == names);
    QVERIFY(WorkloadModel(m_campus, 2).tenancy(0)->owners != names);
    // All of them compute, most of them more than one job.
    std::map<std::uint32_t, int> jobs;
    const auto tenancy = m_model.tenancy(0); // kept: a range-for would let it go
    for (const Tenancy::Job& job : tenancy->jobs)
        ++jobs[job.owner];
    QVERIFY(jobs.size() >= 6);
    QVERIFY(std::count_if(jobs.begin(), jobs.end(), [](const auto& entry) { return entry.second > 1; }) >= 5);
}

void TestWorkload::largeJobsBelongToFew()
{
    std::map<JobScale, std::map<std::uint32_t, int>> byScale;
    for (double timeS = 0; timeS < 2000 * kHourS; timeS += 20 * kHourS) {
        const Placement placement = m_model.placement(timeS);
        for (std::uint32_t a = 0; a < m_model.allocationCount(); ++a)
            if (placement.jobOf[a] != Placement::kNoJob)
                ++byScale[m_model.allocation(a).scale][placement.tenancy->jobs[placement.jobOf[a]].owner];
    }
    QCOMPARE(byScale[JobScale::Phase].size(), std::size_t{2});
    QCOMPARE(byScale[JobScale::Building].size(), std::size_t{5});
    QCOMPARE(byScale[JobScale::Rows].size(), std::size_t{8});
    QVERIFY(byScale[JobScale::Phase][0] > byScale[JobScale::Phase][1]);
    QVERIFY(byScale[JobScale::Rows][0] < byScale[JobScale::Rows][7]);
}

QTEST_APPLESS_MAIN(TestWorkload)
#include "tst_workload.moc"
