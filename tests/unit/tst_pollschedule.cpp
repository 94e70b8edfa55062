// labels: sanitize
// When a feed asks what, on a clock of the test's own.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/feeds/pollschedule.h"

#include <QtTest>

#include <cmath>

using namespace gigahall::model;
using Task = PollSchedule::Task;
using Trouble = PollSchedule::Trouble;

namespace {

std::vector<Task> tasksOf(std::uint32_t count)
{
    std::vector<Task> tasks;
    for (std::uint32_t i = 0; i < count; ++i)
        tasks.push_back({i, PollSchedule::kWhole});
    return tasks;
}

} // namespace

class TestPollSchedule : public QObject
{
    Q_OBJECT
private slots:
    void fourAtATime();
    void keepsItsInterval();
    void slowAnswers();
    void manySeries();
    void backsOffAndRecovers();
    void retryAfter();
    void oneQueryInTrouble();
    void changedTasks();
    void busyAtMostHalf();
};

void TestPollSchedule::fourAtATime()
{
    PollSchedule schedule(10, 1);
    schedule.setTasks(tasksOf(6));
    std::vector<Task> started;
    while (const auto task = schedule.next(0))
        started.push_back(*task);
    QCOMPARE(started, tasksOf(4));
    QVERIFY(std::isinf(schedule.waitS(0)));
    schedule.succeeded(started[2], 1, 10);
    QCOMPARE(schedule.next(1), std::optional(Task{4, PollSchedule::kWhole}));
    QVERIFY(!schedule.next(1));
}

void TestPollSchedule::keepsItsInterval()
{
    PollSchedule schedule(10, 1);
    schedule.setTasks(tasksOf(1));
    QVERIFY(schedule.next(100));
    schedule.succeeded({0}, 101, 10);
    QVERIFY(!schedule.next(109.9));
    QCOMPARE(schedule.waitS(105), 5.0);
    QVERIFY(schedule.next(110));
}

void TestPollSchedule::slowAnswers()
{
    PollSchedule schedule(10, 1);
    schedule.setTasks(tasksOf(1));
    QVERIFY(schedule.next(0));
    schedule.succeeded({0}, 30, 10);
    QVERIFY(!schedule.next(59));
    QCOMPARE(schedule.intervalS(), 60.0);
    QCOMPARE(schedule.waitS(59), 1.0);
    double now = 60;
    for (int round = 0; round < 6; ++round) {
        QVERIFY(schedule.next(now));
        schedule.succeeded({0}, now + 1, 10);
        QVERIFY(!schedule.next(now + 1));
        now += 1 + schedule.waitS(now + 1);
    }
    QCOMPARE(schedule.intervalS(), 10.0); // a fast server again
}

void TestPollSchedule::manySeries()
{
    PollSchedule schedule(0, 1);
    schedule.setTasks(tasksOf(1));
    QCOMPARE(schedule.intervalS(), 5.0);
    schedule.next(0);
    schedule.succeeded({0}, 0.1, 200000);
    QCOMPARE(schedule.intervalS(), 15.0);
    schedule.next(20);
    schedule.succeeded({0}, 20.1, 5'000'000);
    QCOMPARE(schedule.intervalS(), 60.0);
}

void TestPollSchedule::backsOffAndRecovers()
{
    PollSchedule schedule(10, 1);
    schedule.setTasks(tasksOf(4));
    while (schedule.next(0)) { }
    for (std::uint32_t i = 0; i < 4; ++i)
        schedule.failed({i, PollSchedule::kWhole}, 0, Trouble::Server);
    double now = 0, last = 0;
    for (int failure = 0; failure < 12; ++failure) {
        const double wait = schedule.waitS(now);
        QVERIFY2(wait > 0 && wait <= 60, std::to_string(wait).c_str());
        if (failure < 5)
            QVERIFY(wait <= std::exp2(failure) && wait >= std::exp2(failure) / 2 - 1e-9);
        last = wait;
        QVERIFY(!schedule.next(now + wait * 0.99));
        now += wait;
        const auto probe = schedule.next(now);
        QVERIFY(probe);
        QVERIFY(!schedule.next(now)); // only one feels whether it is back
        schedule.failed(*probe, now, Trouble::Server);
    }
    QVERIFY(last >= 30);
    now += schedule.waitS(now);
    schedule.succeeded(*schedule.next(now), now, 1);
    QVERIFY(!schedule.serverHasTrouble());
    int started = 0;
    while (schedule.next(now))
        ++started;
    QCOMPARE(started, 3);
}

void TestPollSchedule::retryAfter()
{
    PollSchedule schedule(10, 1);
    schedule.setTasks(tasksOf(1));
    schedule.next(0);
    schedule.failed({0}, 0, Trouble::Server, 25);
    QCOMPARE(schedule.waitS(0), 25.0);
    schedule.next(25);
    schedule.failed({0}, 25, Trouble::Server, 1e9); // no server may put us off for ever
    QCOMPARE(schedule.waitS(25), 600.0);
}

void TestPollSchedule::oneQueryInTrouble()
{
    PollSchedule schedule(10, 1);
    schedule.setTasks(tasksOf(2));
    schedule.next(0);
    schedule.next(0);
    schedule.failed({0}, 1, Trouble::Query);
    schedule.succeeded({1}, 1, 1);
    QVERIFY(!schedule.serverHasTrouble());
    double last = 0;
    for (double now = 1; now < 200; now += 0.25)
        while (const auto task = schedule.next(now)) {
            if (task->entry == 0) {
                schedule.failed(*task, now, Trouble::Query);
                last = now;
            } else {
                schedule.succeeded(*task, now, 1);
            }
        }
    QVERIFY(last > 60);
    QVERIFY(schedule.next(last + 61)); // it is never given up
}

void TestPollSchedule::changedTasks()
{
    PollSchedule schedule(10, 1);
    schedule.setTasks({{0}, {1, 3}, {1, 4}});
    while (schedule.next(0)) { }
    schedule.succeeded({0}, 1, 1);
    schedule.setTasks({{0}, {1, 4}, {1, 5}});
    QCOMPARE(schedule.next(1), std::optional(Task{1, 5})); // what is new is due, what is known is not
    QVERIFY(!schedule.next(1));
    schedule.failed({1, 3}, 2, Trouble::Query); // too late, nobody minds
    schedule.succeeded({1, 4}, 2, 1);
    schedule.succeeded({1, 5}, 2, 1);
    QCOMPARE(schedule.next(11), std::optional(Task{0}));
}

/// Whatever answers take: of a long time no more than about half goes by with asking.
void TestPollSchedule::busyAtMostHalf()
{
    PollSchedule schedule(1, 1);
    schedule.setTasks(tasksOf(9));
    std::vector<std::pair<double, Task>> underWay;
    double busy = 0;
    constexpr double kStepS = 0.05, kLastS = 600;
    for (double now = 0; now < kLastS; now += kStepS) {
        std::erase_if(underWay, [&](const auto& request) {
            if (request.first > now)
                return false;
            schedule.succeeded(request.second, now, 10);
            return true;
        });
        while (const auto task = schedule.next(now))
            underWay.emplace_back(now + 1 + task->entry % 3, *task);
        busy += underWay.empty() ? 0 : kStepS;
    }
    QVERIFY2(busy < 0.65 * kLastS, std::to_string(busy / kLastS).c_str());
    QVERIFY(busy > 0.3 * kLastS);
}

QTEST_GUILESS_MAIN(TestPollSchedule)
#include "tst_pollschedule.moc"
