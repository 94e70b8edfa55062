// labels: sanitize threads
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/simulation/simulator.h"
#include "model/simulation/telemetryworker.h"
#include "model/telemetry/mailbox.h"
#include "tests/support/tinycampus.h"

#include <QtTest>

#include <atomic>
#include <semaphore>
#include <thread>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;

namespace {

using Gate = std::counting_semaphore<8>;

/// Hands out frames that carry their time only; can be held up to see who waits for it.
class FakeSource : public TelemetrySource
{
public:
    FakeSource(double firstS, double lastS, Gate* gate = nullptr)
        : m_span{firstS, lastS}
        , m_gate(gate)
    {
    }

    FramePtr frame(double timeS, const MetricSet& planes) override
    {
        if (m_gate)
            m_gate->acquire();
        auto made = std::make_shared<TelemetryFrame>();
        made->timeS = timeS;
        made->serial = ++m_serial;
        made->source = planes.to_string();
        return made;
    }
    float valueAt(double timeS, Metric, AssetId) override { return float(timeS); }
    TimeSpan timeSpan() const override { return m_span; }
    double intervalS() const override { return 0.002; }

private:
    TimeSpan m_span;
    Gate* m_gate;
    std::uint64_t m_serial = 0;
};

constexpr double kForever = 1e12;

/// Counts notifications; waiting for them is bounded by the test's own time limit only.
struct Bell
{
    std::counting_semaphore<> rung{0};
    std::function<void()> ring()
    {
        return [this] { rung.release(); };
    }
};

template <typename Accept>
FramePtr nextFrame(TelemetryWorker& worker, Bell& bell, Accept accept)
{
    for (;;) {
        if (auto frame = worker.takeFrame(); frame && accept(**frame))
            return *frame;
        bell.rung.acquire();
    }
}

} // namespace

/// The thread between sources and views: nobody waits for a source, the newest request and the newest frame win.
class TestTelemetryWorker : public QObject
{
    Q_OBJECT
private slots:
    void mailboxKeepsTheNewest();
    void mailboxBetweenThreads();
    void firstFrameComesAlone();
    void pausedTimeIsExact();
    void runningFramesLieOnTheGrid();
    void speedWidensTheGrid();
    void planesAreAskedFor();
    void staysInTheSpan();
    void seesTheSpanGrow();
    void neverBlocksTheCaller();
    void newSource();
    void history();
    void stopsWhileBusy();
    void manyCallers();
    void withTheSimulator();
};

void TestTelemetryWorker::mailboxKeepsTheNewest()
{
    Mailbox<std::unique_ptr<int>> box;
    QVERIFY(!box.take());
    box.post(std::make_unique<int>(1));
    box.post(std::make_unique<int>(2));
    const auto taken = box.take();
    QVERIFY(taken);
    QCOMPARE(**taken, 2);
    QVERIFY(!box.take());
}

void TestTelemetryWorker::mailboxBetweenThreads()
{
    Mailbox<int> box;
    int last = 0;
    bool grows = true;
    {
        std::jthread reader([&](std::stop_token stop) {
            while (last < 10000) {
                const auto value = box.wait(stop);
                if (!value)
                    return;
                grows = grows && *value > last;
                last = *value;
            }
        });
        std::jthread writer([&] {
            for (int i = 1; i <= 10000; ++i)
                box.post(i);
        });
        writer.join();
        reader.join();
    }
    QVERIFY(grows);
    QCOMPARE(last, 10000);
    // Stopping ends a wait.
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!box.wait(stop.get_token()));
}

void TestTelemetryWorker::firstFrameComesAlone()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<FakeSource>(10, kForever), bell.ring());
    const FramePtr frame = nextFrame(worker, bell, [](const TelemetryFrame&) { return true; });
    QVERIFY(frame->timeS >= 10);
    QVERIFY(worker.timeS() >= 10);
}

void TestTelemetryWorker::pausedTimeIsExact()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<FakeSource>(0, kForever), bell.ring());
    worker.setPaused(true);
    for (const double timeS : {123.4567, 5.5, 99999.0001}) {
        worker.setTime(timeS);
        nextFrame(worker, bell, [&](const TelemetryFrame& f) { return f.timeS == timeS; });
        QCOMPARE(worker.timeS(), timeS);
    }
    QVERIFY(worker.isPaused());
}

void TestTelemetryWorker::runningFramesLieOnTheGrid()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<FakeSource>(0, kForever), bell.ring());
    double before = -1;
    for (int i = 0; i < 20; ++i) {
        const FramePtr frame = nextFrame(worker, bell, [&](const TelemetryFrame& f) { return f.timeS > before; });
        const double steps = frame->timeS / worker.intervalS();
        QVERIFY(std::abs(steps - std::round(steps)) < 1e-6);
        before = frame->timeS;
    }
}

void TestTelemetryWorker::speedWidensTheGrid()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<FakeSource>(0, kForever), bell.ring());
    worker.setSpeed(1000);
    QCOMPARE(worker.speed(), 1000.0);
    worker.setTime(1e6);
    double before = 1e6 - 3;
    for (int i = 0; i < 5; ++i) {
        const FramePtr frame = nextFrame(worker, bell, [&](const TelemetryFrame& f) { return f.timeS > before; });
        QVERIFY(std::abs(frame->timeS / 2 - std::round(frame->timeS / 2)) < 1e-6);
        before = frame->timeS;
    }
}

void TestTelemetryWorker::planesAreAskedFor()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<FakeSource>(0, kForever), bell.ring());
    worker.setPaused(true);
    const MetricSet planes = MetricSet().set(std::size_t(Metric::GpuTemperature));
    worker.setPlanes(planes);
    nextFrame(worker, bell, [&](const TelemetryFrame& f) { return f.source == planes.to_string(); });
}

void TestTelemetryWorker::staysInTheSpan()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<FakeSource>(10, 20), bell.ring());
    worker.setTime(1000);
    nextFrame(worker, bell, [](const TelemetryFrame& f) { return f.timeS > 19.9 && f.timeS <= 20; });
    QCOMPARE(worker.timeS(), 20.0);
    worker.setPaused(true);
    worker.setTime(-5);
    nextFrame(worker, bell, [](const TelemetryFrame& f) { return f.timeS == 10; });
    QCOMPARE(worker.timeSpan().lastS, 20.0);
}

/// A recording that is being written: a clock that stands sees it, one that waited at the end goes on from there.
void TestTelemetryWorker::seesTheSpanGrow()
{
    class Growing : public FakeSource
    {
    public:
        Growing(std::atomic<double>& lastS)
            : FakeSource(0, 0)
            , m_lastS(lastS)
        {
        }
        TimeSpan timeSpan() const override { return {0, m_lastS}; }

    private:
        std::atomic<double>& m_lastS;
    };
    Bell bell;
    std::atomic<double> lastS = 20;
    TelemetryWorker worker(std::make_unique<Growing>(lastS), bell.ring(), {0, 1, true});
    const auto seen = [&](double untilS) {
        while (worker.timeSpan().lastS != untilS)
            bell.rung.acquire();
    };
    nextFrame(worker, bell, [](const TelemetryFrame& f) { return f.timeS == 0; });
    lastS = 30;
    seen(30);
    QCOMPARE(worker.timeS(), 0.0);
    worker.setTime(30);
    worker.setSpeed(1e-6);
    worker.setPaused(false);
    lastS = 1e6;
    seen(1e6);
    // Not by the time that it waited.
    QVERIFY(worker.timeS() >= 30 && worker.timeS() < 31);
}

void TestTelemetryWorker::neverBlocksTheCaller()
{
    // The source hangs in frame() until the gate opens: every call must come back before that.
    Gate gate(0);
    Bell bell;
    TelemetryWorker worker(std::make_unique<FakeSource>(0, kForever, &gate), bell.ring());
    worker.setPaused(true);
    for (int i = 0; i < 100; ++i) {
        worker.setTime(i);
        worker.setSpeed(1 + i);
        worker.setPlanes(MetricSet(unsigned(i)));
        worker.requestHistory(Metric::RackPower, {AssetKind::Rack, 0}, 0, 1, 3);
        QCOMPARE(worker.timeS(), double(i));
        QVERIFY(!worker.takeFrame());
    }
    // One frame may have been begun before; of all the requests since only the newest is answered.
    gate.release();
    bell.rung.acquire();
    gate.release();
    nextFrame(worker, bell, [](const TelemetryFrame& f) { return f.timeS == 99; });
    gate.release();
}

void TestTelemetryWorker::newSource()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<FakeSource>(0, kForever), bell.ring());
    worker.setPaused(true);
    worker.setTime(500);
    worker.setSource(std::make_unique<FakeSource>(10, 20));
    nextFrame(worker, bell, [](const TelemetryFrame& f) { return f.timeS == 20 && f.serial == 1; });
    QCOMPARE(worker.timeSpan().firstS, 10.0);
}

void TestTelemetryWorker::history()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<FakeSource>(0, kForever), bell.ring());
    worker.setPaused(true);
    worker.requestHistory(Metric::GpuPower, {AssetKind::Gpu, 3}, 10, 20, 5);
    std::optional<History> got;
    while (!(got = worker.takeHistory()))
        bell.rung.acquire();
    QCOMPARE(got->metric, Metric::GpuPower);
    QVERIFY(got->asset == AssetId(AssetKind::Gpu, 3));
    QCOMPARE(got->values, (std::vector<float>{10, 12.5f, 15, 17.5f, 20}));
}

void TestTelemetryWorker::stopsWhileBusy()
{
    // Destroyed at once, while starting, waiting and computing.
    for (int i = 0; i < 50; ++i) {
        TelemetryWorker worker(std::make_unique<FakeSource>(0, kForever), {});
        if (i % 2)
            worker.setSpeed(1e6);
    }
}

void TestTelemetryWorker::manyCallers()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<FakeSource>(0, kForever), bell.ring());
    std::vector<std::jthread> callers;
    for (int c = 0; c < 4; ++c)
        callers.emplace_back([&worker, c] {
            for (int i = 0; i < 200; ++i) {
                worker.setTime(c * 1000 + i);
                worker.setPaused(i % 3 == 0);
                worker.setSpeed(1 + i % 7);
                worker.requestHistory(Metric::RackPower, {AssetKind::Rack, 0}, 0, 1, 2);
                if (i % 50 == 0)
                    worker.setSource(std::make_unique<FakeSource>(0, kForever));
                worker.takeFrame();
                worker.timeS();
            }
        });
    callers.clear();
    worker.setPaused(true);
    worker.setTime(4242);
    nextFrame(worker, bell, [](const TelemetryFrame& f) { return f.timeS == 4242; });
}

void TestTelemetryWorker::withTheSimulator()
{
    const Campus campus = makeTinyCampus();
    Bell bell;
    TelemetryWorker worker(std::make_unique<Simulator>(campus, 1), bell.ring());
    worker.setPaused(true);
    worker.setPlanes(MetricSet().set(std::size_t(Metric::GpuPower)));
    worker.setTime(60);
    const FramePtr frame = nextFrame(worker, bell,
        [](const TelemetryFrame& f) { return f.timeS == 60 && !f.gpu[std::size_t(Metric::GpuPower)].empty(); });
    Simulator same(campus, 1);
    QVERIFY(frame->gpu == same.frame(60, MetricSet().set(std::size_t(Metric::GpuPower)))->gpu);
}

QTEST_APPLESS_MAIN(TestTelemetryWorker)
#include "tst_telemetryworker.moc"
