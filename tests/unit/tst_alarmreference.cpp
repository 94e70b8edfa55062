// labels: sanitize threads
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/telemetry/alarmengine.h"
#include "tests/support/alarmsketch.h"

#include <QtTest>
#include <oneapi/tbb/global_control.h>

#include <cmath>
#include <map>
#include <optional>
#include <random>

using namespace gigahall::tests;

namespace {

bool sameAlarm(const Alarm& a, const Alarm& b)
{
    const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    return a.asset == b.asset && a.rule == b.rule && a.severity == b.severity && a.active == b.active
        && same(a.sinceS, b.sinceS) && same(a.clearedS, b.clearedS) && same(a.acknowledgedS, b.acknowledgedS)
        && same(double(a.value), double(b.value)) && same(double(a.worst), double(b.worst)) && a.members == b.members
        && a.racks == b.racks;
}

/// One asset by the letter of the header, one sample after the other: nothing shared with the engine but the meaning.
struct SlowReference
{
    AlarmRule rule;
    std::vector<std::pair<double, float>> known; ///< time and value (or rate) of the samples that count
    bool on = false;
    std::optional<double> otherwiseS;
    std::optional<std::pair<double, float>> began;

    bool alarming(double v) const
    {
        const MetricInfo& info = metricInfo(rule.metric);
        const double half = (double(info.planeHi) - double(info.planeLo)) / 65534 / 2;
        const double h = on ? rule.hysteresis : 0;
        switch (rule.kind) {
        case AlarmKind::Above:
            return v > rule.limit - h + half;
        case AlarmKind::Below:
            return v < rule.limit + h - half;
        case AlarmKind::Outside:
            return v < rule.lower + h - half || v > rule.limit - h + half;
        case AlarmKind::Rising:
            return v > rule.limit - h;
        case AlarmKind::Falling:
            return v < -(rule.limit - h);
        case AlarmKind::State:
            return v != 0;
        }
        return false;
    }

    void add(double timeS, float value)
    {
        if (std::isnan(value))
            return;
        if (isRate(rule.kind)) {
            if (!began) {
                began = {timeS, value};
                return;
            }
            if (timeS - began->first < rule.windowS || timeS == began->first)
                return;
            const double change = (double(value) - double(began->second)) / (timeS - began->first) * rule.rateUnitS;
            began = {timeS, value};
            value = float(change);
        }
        if (alarming(double(value)) == on) {
            otherwiseS.reset();
            return;
        }
        otherwiseS = otherwiseS.value_or(timeS);
        if (timeS - *otherwiseS >= (on ? rule.delayOffS : rule.delayOnS)) {
            on = !on;
            otherwiseS.reset();
        }
    }
};

} // namespace

class TestAlarmReference : public QObject
{
    Q_OBJECT

private slots:
    void anyNumberOfThreads();
    void asTheSlowReferenceSays_data();
    void asTheSlowReferenceSays();
};

void TestAlarmReference::anyNumberOfThreads()
{
    const auto campus = tiny({.phases = 3, .buildings = 2, .halls = 3, .rows = 10, .racks = 40});
    const auto play = [&](std::size_t threads) {
        const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
        std::mt19937 random(7);
        std::uniform_real_distribution<float> kw(60, 130);
        AlarmRule slow = above(100), rate = above(20);
        slow.id = "slow";
        slow.hysteresis = 10;
        slow.delayOnS = 2;
        slow.latched = true;
        rate.id = "rate";
        rate.kind = AlarmKind::Rising;
        AlarmEngine engine;
        engine.setCampus(campus);
        engine.setRules({above(110), slow, rate});
        for (int t = 0; t < 12; ++t) {
            std::vector<float> values(campus->rackCount());
            for (float& value : values)
                value = random() % 9 == 0 ? kNan : kw(random);
            engine.update(powerFrame(*campus, t, values));
        }
        return engine.list();
    };
    const AlarmListPtr one = play(1), four = play(4);
    QVERIFY(one->alarms.size() > 100);
    QVERIFY(std::ranges::equal(one->alarms, four->alarms, sameAlarm));
    QVERIFY(one->counts == four->counts && one->unacknowledged == four->unacknowledged);
    QVERIFY(one->racks == four->racks && one->halls == four->halls);
}

void TestAlarmReference::asTheSlowReferenceSays_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 25; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// Random rules and frames: an alarm is active exactly when the reference says so.
void TestAlarmReference::asTheSlowReferenceSays()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto between
        = [&](double lo, double hi) { return lo + (hi - lo) * std::uniform_real_distribution<double>()(random); };
    const auto campus = tiny({.phases = 2, .halls = 1, .rows = 2, .racks = 3});
    std::vector<AlarmRule> rules;
    for (int i = 0; i < 12; ++i) {
        AlarmRule rule = above(between(40, 80));
        rule.id = "r" + std::to_string(i);
        rule.kind = AlarmKind(i % 6);
        rule.state = std::array{DataState::Stale, DataState::Missing, DataState::Bad}[std::size_t(i) % 3];
        rule.lower = rule.limit - between(10, 30);
        if (isRate(rule.kind)) {
            rule.rateUnitS = i < 6 ? 1 : 60;
            rule.limit = between(5, 15) * rule.rateUnitS;
            rule.windowS = random() % 2 ? between(0, 6) : 0;
        }
        rule.hysteresis = random() % 2 ? between(0, 4.9) : 0;
        rule.delayOnS = random() % 2 ? std::floor(between(0, 6)) : 0;
        rule.delayOffS = random() % 2 ? std::floor(between(0, 6)) : 0;
        QCOMPARE(alarmMistake(rule), std::string());
        rules.push_back(rule);
    }
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules(rules);
    std::vector<std::vector<SlowReference>> references;
    for (const AlarmRule& rule : rules)
        references.emplace_back(campus->rackCount(), SlowReference{rule, {}, false, {}, {}});
    std::vector<float> kw(campus->rackCount(), 60);
    double timeS = 0;
    std::size_t active = 0;
    for (int step = 0; step < 200; ++step) {
        timeS += random() % 8 == 0 ? between(0, 5) : 1;
        for (float& value : kw)
            value = random() % 7 == 0
                ? kNan
                : float(std::clamp(std::isnan(value) ? 60.0 : value + between(-12, 12), 20.0, 100.0));
        TelemetryFrame frame = powerFrame(*campus, timeS, kw);
        for (DataState& state : frame.rackState)
            state = DataState(random() % kDataStateCount);
        std::map<std::pair<std::uint32_t, std::uint32_t>, bool> told;
        for (const Alarm& alarm : engine.update(frame)->alarms) {
            const Range racks = alarm.members ? campus->racksOf(alarm.asset) : Range{alarm.asset.index(), 1};
            for (std::uint32_t r = racks.first; r < racks.end() && alarm.active; ++r)
                told[{alarm.rule, r}] = alarm.members > 0; // of a group only some: counted below
        }
        std::array<std::uint32_t, 4> counts{};
        for (std::uint32_t i = 0; i < rules.size(); ++i)
            for (std::uint32_t r = 0; r < campus->rackCount(); ++r) {
                SlowReference& reference = references[i][r];
                const float value = rules[i].kind == AlarmKind::State
                    ? float(frame.rackState[r] == rules[i].state)
                    : dequantise(metricInfo(Metric::RackPower), frame.rack[kPower][r]);
                reference.add(timeS, value);
                counts[2] += reference.on;
                active += reference.on;
                const auto line = told.find({i, r});
                const bool inGroup = line != told.end() && line->second;
                QVERIFY2((line != told.end()) == reference.on || inGroup,
                    qPrintable(QString("rule %1 (kind %2) rack %3 at %4 s: reference says %5")
                                   .arg(i)
                                   .arg(int(rules[i].kind))
                                   .arg(r)
                                   .arg(timeS)
                                   .arg(reference.on)));
            }
        QCOMPARE(engine.list()->counts, counts);
    }
    QVERIFY(active > 100);
}

QTEST_GUILESS_MAIN(TestAlarmReference)
#include "tst_alarmreference.moc"
