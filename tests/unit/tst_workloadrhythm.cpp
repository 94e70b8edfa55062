// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/workload/workload.h"
#include "tests/support/tinycampus.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;
using gigahall::tests::TinyShape;

namespace {

constexpr double kHourS = 3600;
constexpr double kIdle = 0.012, kRestart = 0.03; // busy
/// 17,280 GPUs a hall: as many as the published time between failures is for.
constexpr TinyShape kLarge{
    .phases = 5, .buildings = 3, .halls = 4, .rows = 8, .racks = 15, .trays = 18, .gpusPerTray = 8};

/// A stretch of time in which something is so.
struct Stretch
{
    double beginS, endS;

    double lengthS() const { return endS - beginS; }
};

template <typename Is>
std::vector<Stretch> stretches(const Job& job, double beginS, double endS, double everyS, Is is)
{
    std::vector<Stretch> found;
    bool before = false;
    for (double timeS = beginS; timeS < endS; timeS += everyS) {
        const bool now = is(job.busy(timeS) / job.level);
        if (now && !before)
            found.push_back({timeS, timeS});
        if (now)
            found.back().endS = timeS + everyS;
        before = now;
    }
    return found;
}

bool isOff(double activity)
{
    return activity < 0.034;
}
bool isCheckpoint(double activity)
{
    return std::abs(activity - 0.35) < 1e-9;
}
bool isEvaluation(double activity)
{
    constexpr double kIdleKw = 64 * 0.2 * 10.2;
    return std::abs(activity - (408.5 - kIdleKw) / (455.4 - kIdleKw)) < 1e-9;
}

/// Within limits, each and on average.
bool lieWithin(const std::vector<double>& values, double lo, double hi)
{
    return !values.empty() && *std::min_element(values.begin(), values.end()) >= lo
        && *std::max_element(values.begin(), values.end()) <= hi;
}

double meanOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

} // namespace

/// The rhythm of power that comes with jobs (DOMAIN 4), as it is seen from outside: by sampling.
class TestWorkloadRhythm : public QObject
{
    Q_OBJECT
private slots:
    void memory();
    void ramps();
    void steps();
    void checkpointsAndEvaluations();
    void failures();
    void smallJobsFailRarely();
    void restartsBeginAnew();
    void dayCurve();

private:
    /// All training jobs of a few days on allocations of at least that many GPUs.
    std::vector<Job> trainingJobs(std::uint32_t gpus, std::uint32_t below = 0xffffffffu) const;

    Campus m_campus = makeTinyCampus(kLarge);
    WorkloadModel m_model{m_campus, 5};
};

std::vector<Job> TestWorkloadRhythm::trainingJobs(std::uint32_t gpus, std::uint32_t below) const
{
    std::vector<Job> jobs;
    for (std::uint32_t a = 0; a < m_model.allocationCount(); ++a) {
        const Allocation& allocation = m_model.allocation(a);
        if (allocation.gpus < gpus || allocation.gpus >= below)
            continue;
        for (std::int64_t slot = 0; slot < 12; ++slot)
            if (const Job job(allocation, slot); job.kind == LoadKind::Training)
                jobs.push_back(job);
    }
    return jobs;
}

void TestWorkloadRhythm::memory()
{
    // Where the load stands still, what lags has the same load; after a stop it comes down later.
    for (const Job& job : trainingJobs(16384)) {
        QVERIFY(job.busy(job.startS + job.gapS - 1) == kIdle);
        QVERIFY(job.busy(job.startS + job.lengthS - 1e-6) < 1.01 * kIdle);
    }
    int seen = 0;
    for (std::uint32_t a = 0; a < m_model.allocationCount(); ++a) {
        const Job job = m_model.job(a, 0);
        const double endS = job.startS + job.lengthS;
        if (!isJob(job.kind) || m_model.load(a, endS - 60) < 0.3 || m_model.job(a, endS + 1).runs(endS + 1))
            continue;
        ++seen;
        const LoadState stopped = m_model.state(a, endS + 1);
        QVERIFY(stopped.loadLoopLag > stopped.loadGpuLag);
        QVERIFY(stopped.loadGpuLag > stopped.busy * stopped.intensity);
        const LoadState later = m_model.state(a, endS + 29);
        QVERIFY(std::abs(later.loadGpuLag - later.busy * later.intensity) < 0.01);
    }
    QVERIFY(seen > 5);
}

void TestWorkloadRhythm::ramps()
{
    // 2 to 10 s from idle to work and back; seen at 80 % of what comes then.
    std::vector<double> up, down;
    for (const Job& job : trainingJobs(0)) {
        const double startS = job.startS + job.gapS, endS = job.startS + job.lengthS;
        QVERIFY(job.busy(startS) == kIdle && job.busy(endS - 1e-7) < 1.001 * kIdle);
        const auto rise = stretches(job, startS, startS + 12, 0.05, [](double a) { return a > 0.8 * 0.84; });
        QVERIFY(!rise.empty());
        up.push_back(rise.front().beginS - startS);
        // It may end in a checkpoint or a restart: not here.
        if (!stretches(job, endS - 12, endS - job.rampS, 0.05, [](double a) { return a < 0.8; }).empty())
            continue;
        const auto high = stretches(job, endS - 12, endS, 0.05, [](double a) { return a > 0.8 * 0.84; });
        down.push_back(endS - high.back().endS);
    }
    QVERIFY(down.size() > 50);
    QVERIFY(lieWithin(up, 1, 8) && lieWithin(down, 1, 8));
    QVERIFY(*std::max_element(up.begin(), up.end()) > 2 * *std::min_element(up.begin(), up.end()));
}

void TestWorkloadRhythm::steps()
{
    // An 11 % dip of power at each step; 10.627 s as measured, or 5 to 12 s.
    constexpr double kIdleKw = 64 * 0.2 * 10.2, kSpanKw = 455.4 - kIdleKw;
    std::vector<double> periods;
    for (const Job& job : trainingJobs(0)) {
        const double stepS = job.rhythm.stepS, firstS = job.startS + job.gapS + 2 * stepS;
        double lo = 1, hi = 0;
        for (double t = firstS; t < firstS + 3 * stepS; t += 0.02) {
            const double activity = job.busy(t) / job.level;
            lo = std::min(lo, activity);
            hi = std::max(hi, activity);
            QVERIFY(isOff(activity) || std::abs(job.busy(t + stepS) / job.level - activity) < 1e-9);
        }
        if (lo < 0.5) // it failed right at the start
            continue;
        const double dip = 1 - (kIdleKw + lo * kSpanKw) / (kIdleKw + hi * kSpanKw);
        QVERIFY2(std::abs(dip - 0.107) < 0.002, qPrintable(QString::number(dip)));
        periods.push_back(stepS);
    }
    QVERIFY(lieWithin(periods, 5, 12));
    const double measured
        = static_cast<double>(std::count(periods.begin(), periods.end(), 10.627)) / static_cast<double>(periods.size());
    QVERIFY(measured > 0.4 && measured < 0.6);
}

void TestWorkloadRhythm::checkpointsAndEvaluations()
{
    // 10 to 60 s at 0.35 every 10 to 60 min; 12.96 s of evaluation every 142.15 s.
    std::vector<double> lengths, distances, evaluations, evaluationDistances;
    const auto jobs = trainingJobs(0, 4000); // small: they hardly fail
    for (const Job& job : jobs) {
        const double startS = job.startS + job.gapS + 15, endS = job.startS + job.lengthS - 15;
        if (!stretches(job, startS, endS, 20, isOff).empty())
            continue;
        const auto checkpoints = stretches(job, startS, endS, 0.5, isCheckpoint);
        for (std::size_t i = 0; i + 1 < checkpoints.size(); ++i) {
            lengths.push_back(checkpoints[i].lengthS());
            distances.push_back(checkpoints[i + 1].beginS - checkpoints[i].beginS);
        }
        // The first two are before any checkpoint.
        const auto tests = stretches(job, startS, std::min(startS + 400, endS), 0.01, isEvaluation);
        if (tests.size() < 2)
            continue;
        evaluations.push_back(tests[0].lengthS());
        evaluationDistances.push_back(tests[1].beginS - tests[0].beginS);
    }
    QVERIFY(lengths.size() > 20);
    QVERIFY(lieWithin(lengths, 9, 61) && lieWithin(distances, 599, 3601));
    QVERIFY(evaluations.size() > 5);
    QVERIFY(lieWithin(evaluations, 12.9, 13.0) && lieWithin(evaluationDistances, 142.1, 142.2));
}

void TestWorkloadRhythm::failures()
{
    // Every 3 h from 16,384 GPUs on, 5 to 15 min at idle, at times that nobody can foresee.
    std::vector<double> lengths, distances;
    double runS = 0;
    for (const Job& job : trainingJobs(16384)) {
        const double startS = job.startS + job.gapS + 15, endS = job.startS + job.lengthS - 15;
        const auto off = stretches(job, startS, endS, 1, isOff);
        runS += endS - startS;
        for (std::size_t i = 0; i + 1 < off.size(); ++i) {
            lengths.push_back(off[i].lengthS());
            distances.push_back(off[i + 1].beginS - off[i].beginS);
        }
        for (const Stretch& stretch : off) {
            const double middleS = (stretch.beginS + stretch.endS) / 2;
            QVERIFY(stretch.lengthS() < 60 || std::abs(job.busy(middleS) - kRestart) < 1e-9);
        }
    }
    QVERIFY(distances.size() > 100);
    QVERIFY(lieWithin(lengths, 285, 905));
    const double mean = meanOf(distances) / kHourS;
    QVERIFY2(mean > 2.6 && mean < 3.4, qPrintable(QString::number(mean)));
    double variance = 0;
    for (const double d : distances)
        variance += std::pow(d / kHourS - mean, 2) / double(distances.size());
    QVERIFY(std::sqrt(variance) > 0.25 * mean);
}

void TestWorkloadRhythm::smallJobsFailRarely()
{
    // A tenth of the GPUs: a tenth of the failures an hour.
    double hours = 0;
    std::size_t count = 0;
    for (const Job& job : trainingJobs(1, 4500)) {
        const double startS = job.startS + job.gapS + 15, endS = job.startS + job.lengthS - 15;
        count += stretches(job, startS, endS, 20, isOff).size();
        hours += (endS - startS) / kHourS;
    }
    QVERIFY2(hours > 50 && double(count) < hours / 6, qPrintable(QString("%1 in %2 h").arg(count).arg(hours)));
}

void TestWorkloadRhythm::restartsBeginAnew()
{
    // The first checkpoint after a restart comes when a whole interval has passed.
    int seen = 0;
    for (const Job& job : trainingJobs(16384)) {
        const double startS = job.startS + job.gapS + 15, endS = job.startS + job.lengthS - 15;
        const auto off = stretches(job, startS, endS, 1, isOff);
        const auto checkpoints = stretches(job, startS, endS, 1, isCheckpoint);
        for (const Stretch& stretch : off) {
            const auto next = std::find_if(
                checkpoints.begin(), checkpoints.end(), [&](const Stretch& c) { return c.beginS > stretch.endS; });
            const double due = stretch.endS + job.rhythm.checkpointEveryS - job.rhythm.checkpointS;
            const bool undisturbed = next != checkpoints.end()
                && std::none_of(off.begin(), off.end(),
                    [&](const Stretch& o) { return o.beginS > stretch.endS && o.beginS < due + 10; });
            if (!undisturbed)
                continue;
            ++seen;
            QVERIFY2(std::abs(next->beginS - due) < 4, qPrintable(QString::number(next->beginS - due)));
        }
    }
    QVERIFY(seen > 50);
}

void TestWorkloadRhythm::dayCurve()
{
    // Time 0 is midnight. Chat services: peak over trough of 2 to 3.
    std::map<int, std::vector<double>> byHour;
    for (std::uint32_t a = 0; a < m_model.allocationCount(); ++a)
        for (int hour = 0; hour < 240; ++hour) {
            const double timeS = hour * kHourS;
            const Job job = m_model.job(a, timeS);
            const double toEndS = std::min(timeS - job.startS, job.startS + job.lengthS - timeS);
            if (job.kind == LoadKind::Inference && toEndS > 10)
                byHour[hour % 24].push_back(job.busy(timeS) / job.level);
        }
    QCOMPARE(byHour.size(), std::size_t{24});
    std::map<double, int> hourOf;
    for (const auto& [hour, busy] : byHour)
        hourOf[meanOf(busy)] = hour;
    const auto [trough, troughHour] = *hourOf.begin();
    const auto [peak, peakHour] = *hourOf.rbegin();
    QVERIFY(troughHour >= 2 && troughHour <= 6 && peakHour >= 10 && peakHour <= 17);
    QVERIFY2(peak / trough > 2 && peak / trough < 3, qPrintable(QString::number(peak / trough)));
}

QTEST_APPLESS_MAIN(TestWorkloadRhythm)
#include "tst_workloadrhythm.moc"
