// labels: sanitize threads
// Several feeds at once: what counts, what is stale, what is remembered.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/feeds/livefeeds.h"
#include "tests/support/tinycampus.h"
#include "tests/support/twincampus.h"

#include <QtTest>

#include <atomic>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;

namespace {

constexpr double kStartS = 1.8e9;
constexpr AssetId kRack(AssetKind::Rack, 3);

struct Hand : Feed
{
    std::string id = "hand";
    double staleS = 10;
    bool remembers = false;
    ReadingSink* sink = nullptr;
    FeedFocus looked;

    explicit Hand(std::string name = "hand")
        : id(std::move(name))
    {
    }
    const std::string& name() const override { return id; }
    void start(ReadingSink& to) override { sink = &to; }
    void focus(const FeedFocus& focus) override { looked = focus; }
    FeedHealth health() const override { return {FeedState::Up}; }
    double intervalS() const override { return 1; }
    double staleAfterS() const override { return staleS; }
    bool hasHistory() const override { return remembers; }
    void readAt(double timeS, const FeedFocus&, ReadingSink& to, std::stop_token) override
    {
        const Reading reading{kRack, Metric::RackPower, true, 55, timeS - 1};
        to.take({&reading, 1});
    }
    std::vector<float> series(Metric, AssetId, double fromS, double, std::uint32_t samples, std::stop_token) override
    {
        return std::vector<float>(samples, float(fromS - kStartS));
    }
    void say(float value, double timeS, bool good = true, AssetId asset = kRack, Metric metric = Metric::RackPower)
    {
        const Reading reading{asset, metric, good, value, timeS};
        sink->take({&reading, 1});
    }
};

/// Two feeds and a clock that stands until it is moved.
struct Live
{
    std::shared_ptr<const Campus> campus = std::make_shared<const Campus>(makeTinyCampus());
    std::shared_ptr<std::atomic<double>> nowS = std::make_shared<std::atomic<double>>(kStartS);
    Hand* first = new Hand("first");
    Hand* second = new Hand("second");
    std::unique_ptr<LiveFeeds> feeds;

    explicit Live(bool remembers = false, std::optional<Campus> other = {})
    {
        if (other)
            campus = std::make_shared<const Campus>(std::move(*other));
        first->remembers = remembers;
        std::vector<std::unique_ptr<Feed>> both;
        both.emplace_back(first);
        both.emplace_back(second);
        feeds = std::make_unique<LiveFeeds>(campus, std::move(both), [t = nowS] { return t->load(); });
    }
    float power() const { return feeds->now({})->value(*campus, Metric::RackPower, kRack); }
    DataState state() const { return feeds->now({})->rackState[kRack.index()]; }
};

} // namespace

class TestLiveFeeds : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsMissing();
    void valueIsLive();
    void olderIsDropped();
    void silenceIsStale();
    void badAndNotANumber();
    void firstFeedCounts();
    void clockOfAFeed();
    void gpusAndTrays();
    void plant();
    void focusIsHandedOn();
    void memory();
    void history();
    void newsAreTold();
    void fromManyThreads();
};

void TestLiveFeeds::nothingIsMissing()
{
    Live live;
    const FramePtr frame = live.feeds->now({});
    QCOMPARE(frame->stateCounts[std::size_t(DataState::Missing)], live.campus->rackCount());
    QVERIFY(std::isnan(frame->value(*live.campus, Metric::RackPower, kRack)));
    QVERIFY(std::isnan(frame->value(*live.campus, Metric::RackPower, {AssetKind::Campus, 0})));
    QCOMPARE(frame->source, std::string("live first, second"));
}

void TestLiveFeeds::valueIsLive()
{
    Live live;
    live.first->say(120, kStartS);
    QVERIFY(std::abs(live.power() - 120) < 0.05f);
    QCOMPARE(live.state(), DataState::Live);
    const FramePtr frame = live.feeds->now({});
    QCOMPARE(frame->stateCounts[std::size_t(DataState::Live)], 1u);
    // Its hall is what is known of it, not what is missing as zero.
    QVERIFY(std::abs(frame->rollUp[std::size_t(Metric::RackPower)].campus.mean - 120) < 0.05f);
}

void TestLiveFeeds::olderIsDropped()
{
    Live live;
    live.first->say(100, kStartS);
    live.first->say(50, kStartS - 1);
    QVERIFY(std::abs(live.power() - 100) < 0.05f);
    live.first->say(60, kStartS); // of the same moment: the later word
    QVERIFY(std::abs(live.power() - 60) < 0.05f);
}

void TestLiveFeeds::silenceIsStale()
{
    Live live;
    live.first->say(100, kStartS);
    *live.nowS = kStartS + 9;
    QCOMPARE(live.state(), DataState::Live);
    *live.nowS = kStartS + 11;
    QCOMPARE(live.state(), DataState::Stale);
    QVERIFY(std::abs(live.power() - 100) < 0.05f);
    live.first->say(90, kStartS + 11);
    QCOMPARE(live.state(), DataState::Live);
}

void TestLiveFeeds::badAndNotANumber()
{
    Live live;
    live.first->say(100, kStartS, false);
    QCOMPARE(live.state(), DataState::Bad);
    live.first->say(std::numeric_limits<float>::quiet_NaN(), kStartS + 1);
    QCOMPARE(live.state(), DataState::Missing);
    QVERIFY(std::isnan(live.power()));
}

void TestLiveFeeds::firstFeedCounts()
{
    Live live;
    live.second->say(20, kStartS);
    QVERIFY(std::abs(live.power() - 20) < 0.05f);
    live.first->say(10, kStartS);
    live.second->say(21, kStartS + 1);
    QVERIFY(std::abs(live.power() - 10) < 0.05f);
    // The first falls silent: the second fills in, until the first is back.
    *live.nowS = kStartS + 30;
    live.second->say(22, kStartS + 30);
    QVERIFY(std::abs(live.power() - 22) < 0.05f);
    live.first->say(11, kStartS + 30);
    QVERIFY(std::abs(live.power() - 11) < 0.05f);
}

/// A source whose clock is five minutes late is not stale, and the five minutes are told.
void TestLiveFeeds::clockOfAFeed()
{
    Live live;
    live.first->say(100, kStartS - 300);
    QCOMPARE(live.state(), DataState::Live);
    QCOMPARE(live.feeds->health()[0].health.clockAheadS, -300.0);
    QVERIFY(std::isnan(live.feeds->health()[1].health.clockAheadS));
    *live.nowS = kStartS + 11;
    QCOMPARE(live.state(), DataState::Stale);
}

void TestLiveFeeds::gpusAndTrays()
{
    Live live;
    const std::uint32_t gpu = live.campus->rackFirstGpu[kRack.index()];
    MetricSet planes;
    planes.set(std::size_t(Metric::GpuUtilization));
    live.first->say(0.5f, kStartS, true, {AssetKind::Gpu, gpu}, Metric::GpuUtilization);
    const AssetId tray(AssetKind::Tray, live.campus->rackFirstTray[kRack.index()] + 1);
    live.first->say(0.25f, kStartS, true, tray, Metric::GpuUtilization);
    const FramePtr frame = live.feeds->now(planes);
    const Campus& campus = *live.campus;
    QVERIFY(std::abs(frame->value(campus, Metric::GpuUtilization, {AssetKind::Gpu, gpu}) - 0.5f) < 1e-3f);
    QVERIFY(std::isnan(frame->value(campus, Metric::GpuUtilization, {AssetKind::Gpu, gpu + 1})));
    QCOMPARE(campus.childCount(tray), 4u);
    for (std::uint32_t i = 0; i < 4; ++i)
        QVERIFY(std::abs(frame->value(campus, Metric::GpuUtilization, campus.child(tray, i)) - 0.25f) < 1e-3f);
    // The mean of what is known: one at a half, four at a quarter.
    QVERIFY(std::abs(frame->value(campus, Metric::GpuUtilization, kRack) - 0.3f) < 1e-3f);
    QCOMPARE(frame->rackState[kRack.index()], DataState::Live);
}

void TestLiveFeeds::plant()
{
    Live live(false, gigahall::tests::loadCampus("one-hall"));
    live.first->say(800, kStartS, true, {AssetKind::Plant, 0}, Metric::RackPower);
    QCOMPARE(live.feeds->now({})->plant[std::size_t(Metric::RackPower)][0], 800.0f);
}

void TestLiveFeeds::focusIsHandedOn()
{
    Live live;
    FeedFocus focus;
    focus.halls = {1};
    focus.gpuMetrics.set(0);
    live.feeds->setFocus(focus);
    QVERIFY(live.first->looked == focus && live.second->looked == focus);
}

/// What was live a while ago is remembered, as recorded, and what was not yet known is not.
void TestLiveFeeds::memory()
{
    Live live;
    LiveSource source(std::shared_ptr<LiveFeeds>(std::move(live.feeds)));
    live.first->say(100, kStartS);
    QTRY_VERIFY_WITH_TIMEOUT(source.feeds()->remembered(kStartS), 5000);
    *live.nowS = kStartS + 5;
    live.first->say(200, kStartS + 5);
    QTRY_VERIFY_WITH_TIMEOUT(source.feeds()->remembered(kStartS + 5)->timeS == kStartS + 5, 5000);
    const FramePtr then = source.frame(kStartS + 2, {}), now = source.frame(kStartS + 5, {});
    QVERIFY(std::abs(then->value(*live.campus, Metric::RackPower, kRack) - 100) < 0.05f);
    QCOMPARE(then->rackState[kRack.index()], DataState::Recorded);
    QCOMPARE(then->stateCounts[std::size_t(DataState::Recorded)], 1u);
    QCOMPARE(then->stateCounts[std::size_t(DataState::Live)], 0u);
    QVERIFY(std::abs(now->value(*live.campus, Metric::RackPower, kRack) - 200) < 0.05f);
    QCOMPARE(now->rackState[kRack.index()], DataState::Live);
    QVERIFY(!source.feeds()->remembered(kStartS - 1));
    QCOMPARE(source.timeSpan().firstS, kStartS);
}

void TestLiveFeeds::history()
{
    Live live(true);
    LiveSource source(std::shared_ptr<LiveFeeds>(std::move(live.feeds)));
    const FramePtr then = source.frame(kStartS - 3600, {});
    QVERIFY(std::abs(then->value(*live.campus, Metric::RackPower, kRack) - 55) < 0.05f);
    QCOMPARE(then->rackState[kRack.index()], DataState::Recorded);
    QCOMPARE(then->timeS, kStartS - 3600);
    QCOMPARE(source.frame(kStartS - 3600, {}).get(), then.get()); // not asked twice
    QCOMPARE(source.valueAt(kStartS - 100, Metric::RackPower, kRack), -100.0f);
    QVERIFY(source.timeSpan().firstS < kStartS - 3600);
}

void TestLiveFeeds::newsAreTold()
{
    Live live;
    std::atomic<int> told = 0;
    live.feeds->setNotify([&] { ++told; });
    live.first->say(1, kStartS);
    QCOMPARE(told.load(), 1); // at once, by the one who said it
    for (int i = 0; i < 100; ++i)
        live.first->say(float(i), kStartS + 1);
    QVERIFY(told < 100);
    QTRY_VERIFY_WITH_TIMEOUT(told > 1, 5000); // too soon after the first, but not lost
    live.feeds->setNotify({});
}

void TestLiveFeeds::fromManyThreads()
{
    Live live;
    std::atomic<int> frames = 0;
    live.feeds->setListener([&](const FramePtr&) { ++frames; });
    {
        std::vector<std::jthread> threads;
        for (Hand* feed : {live.first, live.second})
            threads.emplace_back([&live, feed] {
                for (int i = 0; i < 2000; ++i)
                    feed->say(float(i), kStartS + i * 1e-3, true, {AssetKind::Rack, std::uint32_t(i) % 48});
                live.feeds->setFocus({{1}, {}});
            });
        for (int i = 0; i < 50; ++i) {
            QCOMPARE(live.feeds->now({})->rackState.size(), std::size_t(live.campus->rackCount()));
            live.feeds->health();
        }
    }
    QCOMPARE(live.feeds->now({})->stateCounts[std::size_t(DataState::Live)], live.campus->rackCount());
    QTRY_VERIFY_WITH_TIMEOUT(frames > 0, 5000);
    live.feeds->setListener({});
}

QTEST_GUILESS_MAIN(TestLiveFeeds)
#include "tst_livefeeds.moc"
