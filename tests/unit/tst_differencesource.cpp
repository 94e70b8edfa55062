// labels: sanitize threads
// A minus B through time: by a source, and by the worker that plays it.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/simulation/telemetryworker.h"
#include "model/telemetry/differencesource.h"
#include "tests/support/tinycampus.h"

#include <QTest>

#include <cmath>
#include <semaphore>
#include <utility>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;

namespace {

constexpr auto kPower = static_cast<std::size_t>(Metric::RackPower);

/// Every rack draws `perS` kW a second of the clock.
class Rising : public TelemetrySource
{
public:
    Rising(const Campus& campus, float perS, TimeSpan span, DataState state)
        : m_campus(campus)
        , m_perS(perS)
        , m_span(span)
        , m_state(state)
    {
    }

    FramePtr frame(double timeS, const MetricSet&) override
    {
        auto made = std::make_shared<TelemetryFrame>();
        made->timeS = timeS;
        made->source = "rising";
        made->rack[kPower].assign(m_campus.rackCount(), quantise(metricInfo(Metric::RackPower), kw(timeS)));
        made->rackState.assign(m_campus.rackCount(), m_state);
        rollUp(m_campus, *made);
        return made;
    }
    float valueAt(double timeS, Metric, AssetId) override { return kw(timeS); }
    bool valuesAt(double timeS, Metric, std::span<const AssetId>, std::span<Sample> samples) override
    {
        // Needs a second question, as a simulation that has to work its way there.
        if (std::exchange(m_asked, timeS) != timeS)
            return false;
        for (Sample& sample : samples)
            sample = {kw(timeS), m_state};
        return true;
    }
    TimeSpan timeSpan() const override { return m_span; }
    double intervalS() const override { return 1; }

private:
    float kw(double timeS) const { return m_perS * static_cast<float>(timeS); }

    const Campus& m_campus;
    float m_perS;
    TimeSpan m_span;
    DataState m_state;
    double m_asked = -1;
};

float rackKw(const FramePtr& frame)
{
    return dequantise(frame->info(Metric::RackPower), frame->rack[kPower].at(0));
}

bool near(float value, float expected)
{
    return std::abs(value - expected) < 0.2f;
}

struct Bell
{
    std::counting_semaphore<> rung{0};
    std::function<void()> ring()
    {
        return [this] { rung.release(); };
    }
};

} // namespace

class TestDifferenceSource : public QObject
{
    Q_OBJECT

private slots:
    void frames_data();
    void frames();
    void valuesOverTime();
    void nothingOutsideOfB();
    void workerMakesAllThree();
    void workerStops();
    void workerReadsSeries();

private:
    std::unique_ptr<Rising> rising(float perS, DataState state = DataState::Simulated) const
    {
        return std::make_unique<Rising>(m_campus, perS, TelemetrySource::TimeSpan{0, 100}, state);
    }
    Comparison with(std::unique_ptr<TelemetrySource> b, OtherTime time) const
    {
        return {std::shared_ptr<const Campus>(std::shared_ptr<void>(), &m_campus), std::move(b), time};
    }
    template <typename Wanted>
    ComparedFrames next(TelemetryWorker& worker, Bell& bell, Wanted wanted) const
    {
        for (;;) {
            if (auto frames = worker.takeFrames(); frames && wanted(*frames))
                return *frames;
            bell.rung.acquire();
        }
    }

    const Campus m_campus = makeTinyCampus();
};

void TestDifferenceSource::frames_data()
{
    QTest::addColumn<bool>("other");
    QTest::addColumn<double>("s");
    QTest::addColumn<bool>("fixed");
    QTest::addColumn<float>("kw"); // at 10 s: A has 30 kW, another source 1 kW a second
    QTest::newRow("another source, same time") << true << 0.0 << false << 20.0f;
    QTest::newRow("another source, earlier") << true << -4.0 << false << 24.0f;
    QTest::newRow("another source, later") << true << 40.0 << false << -20.0f;
    QTest::newRow("another source, one time") << true << 5.0 << true << 25.0f;
    QTest::newRow("itself, earlier") << false << -2.0 << false << 6.0f;
    QTest::newRow("itself, one time") << false << 10.0 << true << 0.0f;
}

void TestDifferenceSource::frames()
{
    QFETCH(bool, other);
    QFETCH(double, s);
    QFETCH(bool, fixed);
    QFETCH(float, kw);
    const auto a = rising(3);
    const Comparison b = with(other ? rising(1, DataState::Stale) : nullptr, {s, fixed});
    DifferenceSource source(*a, b);
    const ComparedFrames got = source.frames(10, {});
    QVERIFY(near(rackKw(got.frame), 30) && !got.frame->isDifference);
    QCOMPARE(got.other->timeS, fixed ? s : 10 + s);
    QVERIFY(got.difference->isDifference);
    QVERIFY2(near(rackKw(got.difference), kw), qPrintable(QString::number(rackKw(got.difference))));
    QCOMPARE(got.difference->rackState.front(), other ? DataState::Stale : DataState::Simulated);
    QVERIFY(near(source.valueAt(10, Metric::RackPower, AssetId(AssetKind::Rack, 0)), kw));
}

void TestDifferenceSource::valuesOverTime()
{
    const auto a = rising(3);
    const Comparison b = with(rising(1, DataState::Stale), {-5, false});
    DifferenceSource source(*a, b);
    SeriesSet set;
    set.request = {Metric::RackPower, {AssetId(AssetKind::Rack, 0), AssetId(AssetKind::Rack, 1)}, false, 0, 5, 4, true};
    for (int i = 0; i < 100 && !set.isWhole(); ++i)
        readColumn(source, set);
    QVERIFY(set.isWhole());
    QVERIFY(std::isnan(set.at(0, 0).value) && set.at(0, 0).state == DataState::Missing); // B has nothing at -5 s
    for (std::uint32_t c = 1; c < 4; ++c) {
        const auto timeS = static_cast<float>(set.request.timeS(c));
        QVERIFY(near(set.at(c, 1).value, 3 * timeS - (timeS - 5)));
        QCOMPARE(set.at(c, 1).state, DataState::Stale);
    }
}

void TestDifferenceSource::nothingOutsideOfB()
{
    const auto a = rising(3);
    const Comparison b = with(rising(1), {-20, false});
    DifferenceSource source(*a, b);
    const ComparedFrames got = source.frames(10, {});
    QVERIFY(near(rackKw(got.frame), 30));
    const StateCounts& counts = got.difference->counts(Metric::RackPower);
    QCOMPARE(counts[static_cast<std::size_t>(DataState::Missing)], m_campus.rackCount());
    QVERIFY(std::isnan(got.difference->value(m_campus, Metric::RackPower, AssetId(AssetKind::Rack, 0))));
    QVERIFY(std::isnan(source.valueAt(10, Metric::RackPower, AssetId(AssetKind::Rack, 0))));
}

void TestDifferenceSource::workerMakesAllThree()
{
    Bell bell;
    TelemetryWorker worker(rising(3), bell.ring(), {10, 1, true});
    const ComparedFrames alone = next(worker, bell, [](const ComparedFrames&) { return true; });
    QVERIFY(alone.frame && !alone.other && !alone.difference);
    worker.compareWith(with(rising(1), {}));
    const ComparedFrames both = next(worker, bell, [](const ComparedFrames& f) { return f.difference != nullptr; });
    QVERIFY(near(rackKw(both.frame), 30) && near(rackKw(both.other), 10) && near(rackKw(both.difference), 20));
    // Another A: B stays. Another B: A stays.
    worker.setSource(rising(5));
    next(worker, bell, [](const ComparedFrames& f) { return f.difference && near(rackKw(f.difference), 40); });
    worker.compareWith(with(nullptr, {-4, false}));
    next(worker, bell, [](const ComparedFrames& f) { return f.difference && near(rackKw(f.difference), 20); });
    worker.compareWith(std::nullopt);
    next(worker, bell, [](const ComparedFrames& f) { return !f.difference && near(rackKw(f.frame), 50); });
}

void TestDifferenceSource::workerStops()
{
    for (int i = 0; i < 20; ++i) {
        TelemetryWorker worker(rising(3), {}, {10, 1e3, false});
        worker.compareWith(with(rising(1), {}));
        if (i % 3 == 0)
            worker.compareWith(std::nullopt);
        if (i % 2 == 0)
            worker.setSource(rising(5));
    }
}

void TestDifferenceSource::workerReadsSeries()
{
    Bell bell;
    TelemetryWorker worker(rising(3), bell.ring(), {10, 1, true});
    worker.compareWith(with(rising(1), {}));
    const AssetId rack(AssetKind::Rack, 0);
    SeriesRequest request{Metric::RackPower, {rack}, true, 10, 1, 3, true};
    worker.requestSeries(request);
    std::optional<SeriesSet> set;
    while (!(set = worker.takeSeries()) || !set->isWhole())
        bell.rung.acquire();
    QVERIFY(set->request == request && near(set->spreads[2].mean, 24));
    QCOMPARE(set->spreads[2].states[static_cast<std::size_t>(DataState::Simulated)], 1u);
    request.difference = false;
    worker.requestSeries(request);
    while (!(set = worker.takeSeries()) || !set->isWhole())
        bell.rung.acquire();
    QVERIFY(near(set->spreads[2].mean, 36));

    worker.requestHistory(Metric::RackPower, rack, 10, 20, 3, true);
    std::optional<History> history;
    while (!(history = worker.takeHistory()))
        bell.rung.acquire();
    QVERIFY(history->difference);
    QCOMPARE(history->values, (std::vector<float>{20, 30, 40}));
}

QTEST_GUILESS_MAIN(TestDifferenceSource)
#include "tst_differencesource.moc"
