// labels: sanitize threads
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/simulation/telemetryworker.h"
#include "model/telemetry/alarmsearch.h"
#include "tests/support/tinycampus.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <map>
#include <semaphore>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Power of rack 0 by time, what is not named is 50 kW; counts what it is asked for.
class Script : public TelemetrySource
{
public:
    Script(const Campus& campus, std::map<double, float> kw, TimeSpan span, double intervalS = 1)
        : m_campus(campus)
        , m_kw(std::move(kw))
        , m_span(span)
        , m_intervalS(intervalS)
    {
    }

    FramePtr frame(double timeS, const MetricSet&) override
    {
        askedS.push_back(timeS);
        auto made = std::make_shared<TelemetryFrame>();
        made->timeS = timeS;
        made->source = "script";
        Plane& plane = made->rack[static_cast<std::size_t>(Metric::RackPower)];
        plane.assign(m_campus.rackCount(), quantise(metricInfo(Metric::RackPower), 50));
        if (const auto at = m_kw.upper_bound(timeS); at != m_kw.begin())
            plane[0] = quantise(metricInfo(Metric::RackPower), std::prev(at)->second);
        made->rackState.assign(m_campus.rackCount(), DataState::Recorded);
        return made;
    }
    float valueAt(double, Metric, AssetId) override { return 0; }
    TimeSpan timeSpan() const override { return m_span; }
    double intervalS() const override { return m_intervalS; }

    std::vector<double> askedS;

private:
    const Campus& m_campus;
    std::map<double, float> m_kw; ///< from this time on
    TimeSpan m_span;
    double m_intervalS;
};

AlarmRule above(double limit, double delayS = 0)
{
    AlarmRule rule;
    rule.id = "power";
    rule.label.en = "Too much power";
    rule.limit = limit;
    rule.delayOnS = delayS;
    return rule;
}

AlarmEngine engineOf(const std::shared_ptr<const Campus>& campus, AlarmRule rule)
{
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({std::move(rule)});
    return engine;
}

using Powers = std::map<double, float>;

} // namespace

Q_DECLARE_METATYPE(Powers)

/// Looking ahead finds the very frame that playing on would tell of, and leaves nothing out.
class TestAlarmSearch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_campus = std::make_shared<const Campus>(makeTinyCampus()); }
    void finds_data();
    void finds();
    void goesOnWithWhatTheEngineKnows();
    void isThePlayedOne();
    void inTheWorker();
    void endsWhenCancelled();
    void endsWithItsSource();

private:
    std::shared_ptr<const Campus> m_campus;
};

void TestAlarmSearch::finds_data()
{
    QTest::addColumn<Powers>("kw");
    QTest::addColumn<double>("delayS");
    QTest::addColumn<double>("fromS");
    QTest::addColumn<double>("intervalS");
    QTest::addColumn<double>("foundS"); // NaN = nothing

    const double none = double(kNan);
    QTest::newRow("the first frame beyond") << Powers{{70, 120}, {80, 50}} << 0.0 << 10.0 << 1.0 << 70.0;
    QTest::newRow("one frame only") << Powers{{70, 120}, {71, 50}} << 0.0 << 10.0 << 1.0 << 70.0;
    QTest::newRow("what holds already is not ahead") << Powers{{5, 120}} << 0.0 << 10.0 << 1.0 << none;
    QTest::newRow("the one after") << Powers{{5, 120}, {20, 50}, {30, 120}} << 0.0 << 10.0 << 1.0 << 30.0;
    QTest::newRow("after its delay") << Powers{{70, 120}} << 5.0 << 10.0 << 1.0 << 75.0;
    QTest::newRow("too short for its delay") << Powers{{70, 120}, {74, 50}, {90, 120}} << 5.0 << 10.0 << 1.0 << 95.0;
    QTest::newRow("on the grid of its steps") << Powers{{71, 120}} << 0.0 << 12.3 << 5.0 << 75.0;
    QTest::newRow("in the last frame") << Powers{{100, 120}} << 0.0 << 10.0 << 1.0 << 100.0;
    QTest::newRow("in a last frame beside the grid") << Powers{{99, 120}} << 0.0 << 10.0 << 7.0 << 100.0;
    QTest::newRow("nothing") << Powers{} << 0.0 << 10.0 << 1.0 << none;
    QTest::newRow("from the end") << Powers{{100, 120}} << 0.0 << 100.0 << 1.0 << none;
}

void TestAlarmSearch::finds()
{
    QFETCH(Powers, kw);
    QFETCH(double, delayS);
    QFETCH(double, fromS);
    QFETCH(double, intervalS);
    QFETCH(double, foundS);
    Script source(*m_campus, kw, {0, 100}, intervalS);
    AlarmSearch search(engineOf(m_campus, above(100, delayS)), fromS, 100);
    int steps = 0;
    while (!search.isDone() && ++steps < 1000)
        search.step(source);
    QVERIFY(search.isDone());
    QCOMPARE(search.foundS().value_or(kNan), foundS);
    // Asks for nothing behind what it found.
    if (!source.askedS.empty())
        QCOMPARE(*std::ranges::max_element(source.askedS), search.reachedS());
}

/// A delay that runs since before is not begun anew, an alarm that is told is not told again.
void TestAlarmSearch::goesOnWithWhatTheEngineKnows()
{
    Script source(*m_campus, {{5, 120}}, {0, 100});
    AlarmEngine engine = engineOf(m_campus, above(100, 20));
    for (double t = 0; t <= 10; ++t)
        engine.update(*source.frame(t, {}));
    source.askedS.clear();
    AlarmSearch search(engine, 10, 100);
    while (!search.isDone())
        search.step(source);
    QCOMPARE(search.foundS(), std::optional(25.0));
    QCOMPARE(source.askedS.front(), 11.0);
    engine.update(*source.frame(25, {}));
    AlarmSearch again(std::move(search.engine()), 25, 100);
    while (!again.isDone())
        again.step(source);
    QVERIFY(!again.foundS());
}

/// The same moment as an engine that sees one frame after the other, for many searches from many places.
void TestAlarmSearch::isThePlayedOne()
{
    Powers kw;
    for (int i = 0; i < 60; ++i)
        kw[i * 7 + (i * i) % 5] = i % 3 == 1 ? 120.0f : 50.0f;
    Script source(*m_campus, kw, {0, 420});
    for (const double delayS : {0.0, 2.0, 6.0}) {
        for (double fromS = 0; fromS < 420; fromS += 11) {
            AlarmEngine played = engineOf(m_campus, above(100, delayS));
            played.update(*source.frame(fromS, {}));
            std::optional<double> expected;
            for (double t = fromS + 1; t <= 420 && !expected; ++t) {
                played.update(*source.frame(t, {}));
                expected = played.nextAlarmS(fromS);
            }
            AlarmSearch search(engineOf(m_campus, above(100, delayS)), fromS, 420);
            while (!search.isDone())
                search.step(source);
            QCOMPARE(search.foundS(), expected);
            if (expected)
                QCOMPARE(search.engine().nextAlarmS(fromS), expected);
        }
    }
}

void TestAlarmSearch::inTheWorker()
{
    std::counting_semaphore<> rung{0};
    TelemetryWorker worker(std::make_unique<Script>(*m_campus, Powers{{90000, 120}}, TelemetrySource::TimeSpan{0, 1e5}),
        [&] { rung.release(); }, {10, 1, true});
    const auto serial = worker.searchAlarm(
        std::make_unique<AlarmSearch>(engineOf(m_campus, above(100)), 10, worker.timeSpan().lastS));
    double reachedS = 10;
    for (;;) {
        auto state = worker.takeAlarmSearch();
        if (!state) {
            rung.acquire();
            continue;
        }
        QCOMPARE(state->serial, serial);
        QVERIFY(state->reachedS >= reachedS);
        reachedS = state->reachedS;
        if (!state->done)
            continue;
        QCOMPARE(state->done->foundS(), std::optional(90000.0));
        break;
    }
    // The clock knows nothing of it.
    QCOMPARE(worker.timeS(), 10.0);
}

/// Frames come as ever while a search without end runs, and after its end nothing of it does.
void TestAlarmSearch::endsWhenCancelled()
{
    std::counting_semaphore<> rung{0};
    TelemetryWorker worker(std::make_unique<Script>(*m_campus, Powers{}, TelemetrySource::TimeSpan{0, 1e15}),
        [&] { rung.release(); }, {10, 1, true});
    const auto endless = worker.searchAlarm(std::make_unique<AlarmSearch>(engineOf(m_campus, above(100)), 10, 1e12));
    worker.setTime(20);
    for (bool there = false; !there; rung.acquire())
        if (const auto frame = worker.takeFrame())
            there = (*frame)->timeS == 20;
    worker.cancelAlarmSearch();
    const auto next = worker.searchAlarm(std::make_unique<AlarmSearch>(engineOf(m_campus, above(100)), 10, 11));
    QVERIFY(next != endless);
    for (;;) {
        const auto state = worker.takeAlarmSearch();
        if (state && state->serial == next) {
            QVERIFY(state->done && !state->done->foundS());
            break;
        }
        QVERIFY(!state || !state->done);
        if (!state)
            rung.acquire();
    }
}

void TestAlarmSearch::endsWithItsSource()
{
    std::counting_semaphore<> rung{0};
    const auto script = [&](Powers kw) {
        return std::make_unique<Script>(*m_campus, std::move(kw), TelemetrySource::TimeSpan{0, 1e15});
    };
    TelemetryWorker worker(script({}), [&] { rung.release(); }, {10, 1, true});
    const auto before = worker.searchAlarm(std::make_unique<AlarmSearch>(engineOf(m_campus, above(100)), 10, 1e12));
    worker.setSource(script({{50, 120}}));
    const auto after = worker.searchAlarm(std::make_unique<AlarmSearch>(engineOf(m_campus, above(100)), 10, 1e12));
    QVERIFY(before != after);
    for (;;) {
        const auto state = worker.takeAlarmSearch();
        if (state && state->done) {
            QCOMPARE(state->serial, after);
            QCOMPARE(state->done->foundS(), std::optional(50.0));
            break;
        }
        if (!state)
            rung.acquire();
    }
}

QTEST_GUILESS_MAIN(TestAlarmSearch)
#include "tst_alarmsearch.moc"
