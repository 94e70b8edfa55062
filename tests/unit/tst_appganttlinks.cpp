// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "app/rollout/ganttlinks.h"
#include "tests/support/rolloutsketch.h"

#include <QtTest>

using namespace gigahall;
using namespace gigahall::app;
using tests::indexOf;

/// Who waits for whom, between the rows that are in sight.
class TestAppGanttLinks : public QObject
{
    Q_OBJECT

private slots:
    void ofAnActivity();
    void endAtWhatIsFolded();
    void eachOnce();
    void lines_data();
    void lines();

private:
    std::uint32_t rowOf(const GanttRows& rows, const char* key) const
    {
        const std::uint32_t activity = indexOf(m_plan, key);
        for (std::uint32_t row = 0; row < rows.all().size(); ++row)
            if (rows.all()[row].target.activity == activity)
                return row;
        return kNoActivity;
    }
    std::uint32_t rowOf(const GanttRows& rows, model::AssetId space) const
    {
        for (std::uint32_t row = 0; row < rows.all().size(); ++row)
            if (rows.all()[row].isSpace() && rows.all()[row].target.space == space)
                return row;
        return kNoActivity;
    }

    const model::Campus m_campus = tests::datedCampus();
    const model::Plan m_plan = tests::shortPlan(m_campus);
};

void TestAppGanttLinks::ofAnActivity()
{
    GanttRows rows(m_campus, m_plan);
    rows.setAllFolded(false);
    const std::uint32_t shell = rowOf(rows, "P01-B1/shell");
    std::size_t expected = 0;
    const std::uint32_t activity = indexOf(m_plan, "P01-B1/shell");
    for (std::uint32_t i = 0; i < m_plan.activities.size(); ++i)
        for (const model::Link& link : m_plan.activities[i].after)
            expected += i == activity || link.activity == activity;
    const auto links = ganttLinks(m_plan, rows, shell);
    QCOMPARE(links.size(), expected);
    QVERIFY(expected >= 2);
    const auto before = std::ranges::find(links, rowOf(rows, "P01/clear"), &GanttLink::from);
    QVERIFY(before != links.end());
    QCOMPARE(before->to, shell);
    QCOMPARE(before->fromDay, model::dayNumber(m_plan.activities[indexOf(m_plan, "P01/clear")].planned.finish));
    QCOMPARE(before->toDay, model::dayNumber(m_plan.activities[activity].planned.start) - 1);
}

/// The building is folded: its name stands for what works in it.
void TestAppGanttLinks::endAtWhatIsFolded()
{
    GanttRows rows(m_campus, m_plan);
    rows.setFolded(0, false);
    const std::uint32_t clear = rowOf(rows, "P01/clear");
    const std::uint32_t building = rowOf(rows, *m_campus.find("P01-B1"));
    const auto links = ganttLinks(m_plan, rows, clear);
    QVERIFY(!links.empty());
    for (const GanttLink& link : links) {
        QCOMPARE(link.from, clear);
        QVERIFY(rows.place(link.to));
    }
    QVERIFY(std::ranges::any_of(links, [&](const GanttLink& link) { return link.to == building; }));
    rows.setFolded(0, true);
    QVERIFY(ganttLinks(m_plan, rows, 0).empty()); // all of it is within the phase
}

void TestAppGanttLinks::eachOnce()
{
    GanttRows rows(m_campus, m_plan);
    rows.setFolded(0, false);
    const std::uint32_t building = rowOf(rows, *m_campus.find("P01-B1"));
    model::Plan plan = m_plan;
    const std::uint32_t clear = indexOf(plan, "P01/clear");
    for (const char* key : {"P01-B1/shell", "P01-B1/racks"}) {
        plan.activities[indexOf(plan, key)].after.clear();
        plan.activities[indexOf(plan, key)].after.push_back({clear});
    }
    std::erase_if(plan.activities[clear].after, [](const model::Link&) { return true; });
    const auto links = ganttLinks(plan, rows, building);
    QCOMPARE(std::ranges::count(links, building, &GanttLink::to), 1);
    const auto start = [&](const char* key) { return plan.activities[indexOf(plan, key)].planned.start; };
    QVERIFY(start("P01-B1/shell") < start("P01-B1/racks"));
    const auto link = std::ranges::find(links, building, &GanttLink::to);
    QCOMPARE(link->toDay, model::dayNumber(start("P01-B1/shell")) - 1); // the first that waits
}

void TestAppGanttLinks::lines_data()
{
    QTest::addColumn<bool>("leavesRight");
    QTest::addColumn<bool>("fromLeft");
    QTest::addColumn<QPointF>("to");
    QTest::addColumn<int>("points");
    QTest::newRow("on to the right") << true << true << QPointF(200, 44) << 4;
    QTest::newRow("back to the left") << true << true << QPointF(20, 44) << 6;
    QTest::newRow("back and up") << true << true << QPointF(20, -44) << 6;
    QTest::newRow("start to start") << false << true << QPointF(150, 44) << 4;
    QTest::newRow("finish to finish") << true << false << QPointF(50, 44) << 4;
    QTest::newRow("start to finish, far left") << false << false << QPointF(20, 44) << 4;
    QTest::newRow("start to finish, right") << false << false << QPointF(200, 44) << 6;
}

/// Right angles all the way, out and in on the sides that are asked for.
void TestAppGanttLinks::lines()
{
    QFETCH(bool, leavesRight);
    QFETCH(bool, fromLeft);
    QFETCH(QPointF, to);
    QFETCH(int, points);
    const QPointF from(100, 0);
    const QPolygonF line = linkLine(from, leavesRight, to, fromLeft, 22);
    QCOMPARE(int(line.size()), points);
    QCOMPARE(line.first(), from);
    QCOMPARE(line.last(), to);
    for (qsizetype i = 1; i < line.size(); ++i)
        QVERIFY((line[i].x() == line[i - 1].x()) != (line[i].y() == line[i - 1].y()));
    QCOMPARE(line[1].x() > from.x(), leavesRight);
    QCOMPARE(line[line.size() - 2].x() < to.x(), fromLeft);
}

QTEST_GUILESS_MAIN(TestAppGanttLinks)
#include "tst_appganttlinks.moc"
