// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "app/rollout/dayscale.h"
#include "app/rollout/figures.h"
#include "app/rollout/gantttip.h"
#include "app/rollout/milestones.h"
#include "app/rollout/planwhatif.h"
#include "app/rollout/slipline.h"
#include "app/rollout/sources.h"
#include "app/rollout/stackedcurve.h"
#include "app/rollout/totalstable.h"
#include "model/rollout/schedule.h"
#include "tests/support/rolloutsketch.h"

#include <QSignalSpy>
#include <QUndoStack>
#include <QtTest>

#include <cmath>

using namespace gigahall;
using namespace gigahall::app;
using gigahall::tests::day;
using gigahall::tests::indexOf;
using model::AssetId;
using model::AssetKind;

/// What the rollout's views show, without the views: rows, calendar, shifts, curves, words.
class TestAppRollout : public QObject
{
    Q_OBJECT

private slots:
    void rows();
    void rowsOfSpacesWithoutWork();
    void reveals_data();
    void reveals();
    void bars();
    void actualBars();
    void tips();
    void zoomKeepsTheDay();
    void fits();
    void units_data();
    void units();
    void unitBegins_data();
    void unitBegins();
    void months_data();
    void months();
    void texts();
    void shiftsAddUp();
    void shiftsAreTakenBack();
    void previews();
    void undoes();
    void anotherCampusKeepsShifts();
    void slips();
    void curvesStackToTotals_data();
    void curvesStackToTotals();
    void signsOfPhases();
    void table();
    void numbers_data();
    void numbers();
    void words();

private:
    const std::shared_ptr<const model::Campus> m_campus
        = std::make_shared<const model::Campus>(gigahall::tests::datedCampus());
    const model::Plan m_plan = gigahall::tests::shortPlan(*m_campus);
    const std::shared_ptr<const model::Rollout> m_rollout = model::makeRollout(*m_campus, m_plan);
};

namespace {

AssetId phase(std::uint32_t i)
{
    return {AssetKind::Phase, i};
}

QStringList names(const model::Campus& campus, const model::Plan& plan, const GanttRows& rows)
{
    QStringList out;
    for (const std::uint32_t row : rows.visible())
        out << QString(int(rows.all()[row].depth), QLatin1Char(' '))
                + ganttName(campus, plan, rows.all()[row], QLocale::c());
    return out;
}

std::uint32_t rowOf(const GanttRows& rows, const PlanTarget& target)
{
    for (std::uint32_t i = 0; i < rows.all().size(); ++i)
        if (rows.all()[i].target == target)
            return i;
    return kNoActivity;
}

} // namespace

void TestAppRollout::rows()
{
    GanttRows rows(*m_campus, m_plan);
    QCOMPARE(rows.all().size(), std::size_t(2 * (2 + 2 * (1 + 2 + 2))));
    const QString first = ganttName(*m_campus, m_plan, rows.all()[0], QLocale::c());
    const QString second = ganttName(*m_campus, m_plan, rows.all()[12], QLocale::c());
    QCOMPARE(names(*m_campus, m_plan, rows), QStringList({first, second}));
    rows.setFolded(0, false);
    QCOMPARE(names(*m_campus, m_plan, rows), QStringList({first, " clear", " B1", " B2", second}));
    rows.setFolded(2, false);
    QCOMPARE(names(*m_campus, m_plan, rows),
        QStringList({first, " clear", " B1", "  shell", "  racks", QString::fromUtf8("  H1 \u00b7 on"),
            QString::fromUtf8("  H2 \u00b7 on"), " B2", second}));
    QVERIFY(!rows.canFold(1));
    rows.setFolded(1, false); // an activity has nothing to unfold
    QCOMPARE(rows.visible().size(), std::size_t(9));
    QCOMPARE(rows.place(7), std::optional<std::size_t>(7));
    QCOMPARE(rows.place(8), std::nullopt);
    rows.setFolded(0, true);
    QCOMPARE(names(*m_campus, m_plan, rows), QStringList({first, second}));
    rows.setAllFolded(false);
    QCOMPARE(rows.visible().size(), rows.all().size());
}

void TestAppRollout::rowsOfSpacesWithoutWork()
{
    model::Plan plan = m_plan;
    std::erase_if(plan.activities, [](const model::Activity& a) { return !a.key.starts_with("P02-B2"); });
    for (model::Activity& activity : plan.activities)
        activity.after.clear();
    GanttRows rows(*m_campus, plan);
    QCOMPARE(rows.all().size(), std::size_t(1 + 1 + 4));
    QCOMPARE(rows.all()[0].target.space, phase(1));
    plan.activities.front().scope = AssetId(AssetKind::Campus, 0);
    QCOMPARE(GanttRows(*m_campus, plan).all()[0].target.space, AssetId(AssetKind::Campus, 0));
    QVERIFY(GanttRows(*m_campus, model::Plan()).all().empty());
}

void TestAppRollout::reveals_data()
{
    QTest::addColumn<QString>("asset");
    QTest::addColumn<QString>("space"); // empty = no row
    QTest::addColumn<int>("visible");
    QTest::newRow("a phase is there") << "P02"
                                      << "P02" << 2;
    QTest::newRow("a building") << "P02-B1"
                                << "P02-B1" << 5;
    QTest::newRow("a hall is in its building") << "P01-B2-H1"
                                               << "P01-B2" << 5;
    QTest::newRow("a rack as well") << ""
                                    << "P01-B1" << 5;
}

void TestAppRollout::reveals()
{
    QFETCH(QString, asset);
    QFETCH(QString, space);
    QFETCH(int, visible);
    GanttRows rows(*m_campus, m_plan);
    const AssetId id = asset.isEmpty() ? AssetId(AssetKind::Rack, 0) : *m_campus->find(asset.toStdString());
    const auto row = rows.reveal(*m_campus, id);
    QVERIFY(row.has_value());
    QCOMPARE(rows.all()[*row].target, PlanTarget{*m_campus->find(space.toStdString())});
    QVERIFY(rows.place(*row).has_value());
    QCOMPARE(int(rows.visible().size()), visible);
    QVERIFY(!rows.reveal(*m_campus, AssetId(AssetKind::Campus, 0)));
}

void TestAppRollout::bars()
{
    const GanttRows rows(*m_campus, m_plan);
    const std::vector<GanttBar> bars = ganttBars(*m_campus, m_plan, rows);
    const GanttBar& all = bars[rowOf(rows, {phase(0)})];
    QCOMPARE(all.planned.start, m_plan.activities[indexOf(m_plan, "P01/clear")].planned.start);
    QCOMPARE(all.planned.finish, day("2027-01-31"));
    QCOMPARE(all.energised, std::optional(day("2027-01-31")));
    QCOMPARE(all.baseline, std::optional(all.planned));
    QVERIFY(!all.actual);
    QCOMPARE(all.slackDays, 0);
    const std::vector<int> slack = model::slackDays(*m_campus, m_plan);
    for (std::uint32_t i = 0; i < m_plan.activities.size(); ++i) {
        const std::uint32_t row = rowOf(rows, {m_plan.activities[i].scope, i});
        if (row == kNoActivity)
            continue; // works at a hall: its row hangs on the building
        QCOMPARE(bars[row].planned, m_plan.activities[i].planned);
        QCOMPARE(bars[row].slackDays, slack[i]);
    }
    const std::uint32_t on = indexOf(m_plan, "P01-B1-H1/on");
    QVERIFY(bars[rowOf(rows, {AssetId(AssetKind::Building, 0), on})].isMilestone);
}

void TestAppRollout::actualBars()
{
    model::Plan plan = m_plan;
    plan.statusDay = day("2026-12-31");
    model::Activity& clear = plan.activities[indexOf(plan, "P01/clear")];
    clear.actualStart = clear.planned.start + std::chrono::days(2);
    clear.actualFinish = clear.planned.finish + std::chrono::days(3);
    model::Activity& shell = plan.activities[indexOf(plan, "P01-B1/shell")];
    shell.actualStart = day("2026-12-20");
    const GanttRows rows(*m_campus, plan);
    const std::vector<GanttBar> bars = ganttBars(*m_campus, plan, rows);
    QCOMPARE(bars[rowOf(rows, {phase(0), indexOf(plan, "P01/clear")})].actual,
        std::optional(model::Work{*clear.actualStart, *clear.actualFinish}));
    QCOMPARE(bars[rowOf(rows, {AssetId(AssetKind::Building, 0), indexOf(plan, "P01-B1/shell")})].actual,
        std::optional(model::Work{day("2026-12-20"), day("2026-12-31")}));
    QCOMPARE(bars[rowOf(rows, {phase(0)})].actual,
        std::optional(model::Work{std::min(*clear.actualStart, day("2026-12-20")), day("2026-12-31")}));
}

void TestAppRollout::tips()
{
    model::Plan plan = m_plan;
    const std::uint32_t i = indexOf(plan, "P01-B1/shell");
    GanttRows rows(*m_campus, plan);
    const std::uint32_t row = rowOf(rows, {AssetId(AssetKind::Building, 0), i});
    const auto tip = [&] {
        return ganttTip(*m_campus, plan, rows.all()[row], ganttBars(*m_campus, plan, rows)[row], QLocale::c())
            .join('|');
    };
    const QString before = tip();
    QVERIFY2(before.startsWith(QString::fromUtf8("P01-B1 \u00b7 shell|Planned: ")), qPrintable(before));
    QVERIFY2(before.contains("Dates: assumption"), qPrintable(before));
    QVERIFY2(!before.contains("Baseline"), qPrintable(before));
    plan.activities[i].source = "contract 7";
    plan.activities[i].planned.finish += std::chrono::days(1);
    QVERIFY2(tip().contains("Baseline: "), qPrintable(tip()));
    QVERIFY2(tip().endsWith("Dates from: contract 7"), qPrintable(tip()));
}

void TestAppRollout::zoomKeepsTheDay()
{
    DayScale scale{20000, 0.5};
    for (const double factor : {2.0, 0.1, 1.25}) {
        const double before = scale.dayAt(310);
        scale.zoom(factor, 310, 0.01, 40);
        QVERIFY(std::abs(scale.dayAt(310) - before) < 1e-9);
        QVERIFY(std::abs(scale.x(scale.dayAt(77)) - 77) < 1e-9);
    }
    scale.zoom(1e9, 0, 0.01, 40);
    QCOMPARE(scale.pxPerDay, 40.0);
    scale.zoom(1e-9, 0, 0.01, 40);
    QCOMPARE(scale.pxPerDay, 0.01);
}

void TestAppRollout::fits()
{
    const model::Work work{day("2027-01-01"), day("2027-12-31")};
    const DayScale scale = DayScale::fitting(work, 730);
    QVERIFY(scale.x(model::dayNumber(work.start) - 1) > 0);
    QVERIFY(scale.x(model::dayNumber(work.finish)) < 730);
    QVERIFY(scale.x(model::dayNumber(work.finish)) > 650);
}

void TestAppRollout::units_data()
{
    QTest::addColumn<double>("pxPerDay");
    QTest::addColumn<int>("coarse");
    QTest::addColumn<int>("fine");
    QTest::addColumn<int>("step");
    const auto row = [](double px, CalendarUnit coarse, CalendarUnit fine, int step) {
        QTest::addRow("%g", px) << px << int(coarse) << int(fine) << step;
    };
    using enum CalendarUnit;
    row(40, Month, Day, 1);
    row(8, Month, Day, 7);
    row(2, Year, Month, 1);
    row(0.5, Year, Quarter, 1);
    row(0.2, Year, Year, 1);
    row(0.08, Year, Year, 2);
    row(0.01, Year, Year, 20);
}

void TestAppRollout::units()
{
    QFETCH(double, pxPerDay);
    const AxisUnits units = axisUnits(pxPerDay);
    QTEST(int(units.coarse), "coarse");
    QTEST(int(units.fine), "fine");
    QTEST(units.step, "step");
}

void TestAppRollout::unitBegins_data()
{
    QTest::addColumn<int>("unit");
    QTest::addColumn<int>("step");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("days");
    QTest::addColumn<QString>("german"); // text of the first
    const auto row = [](const char* name, CalendarUnit unit, int step, const char* from, const char* to,
                         const char* days, const char* german) {
        QTest::newRow(name) << int(unit) << step << from << to << days << QString::fromUtf8(german);
    };
    using enum CalendarUnit;
    row("days", Day, 1, "2028-02-28", "2028-03-01", "2028-02-28 2028-02-29 2028-03-01", "28");
    row("Mondays", Day, 7, "2026-12-30", "2027-01-12", "2026-12-28 2027-01-04 2027-01-11", "28");
    row("months", Month, 1, "2026-11-30", "2027-01-01", "2026-11-01 2026-12-01 2027-01-01", "Nov");
    row("March", Month, 1, "2027-03-30", "2027-03-30", "2027-03-01", "M\u00e4r");
    row("quarters", Quarter, 1, "2026-12-31", "2027-06-30", "2026-10-01 2027-01-01 2027-04-01", "Q4");
    row("years", Year, 1, "2026-12-31", "2027-01-01", "2026-01-01 2027-01-01", "2026");
    row("five years", Year, 5, "2026-12-31", "2031-01-01", "2025-01-01 2030-01-01", "2025");
}

void TestAppRollout::unitBegins()
{
    QFETCH(int, unit);
    QFETCH(int, step);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QStringList days;
    const auto starts = unitStarts(CalendarUnit(unit), step, day(from.toStdString()), day(to.toStdString()));
    for (const model::Day start : starts)
        days << QString::fromStdString(model::dayText(start));
    QTEST(days.join(' '), "days");
    QTEST(unitText(CalendarUnit(unit), starts.front(), QLocale(QLocale::German)), "german");
}

void TestAppRollout::months_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<int>("months");
    QTest::addColumn<QString>("to");
    QTest::newRow("on") << "2027-01-15" << 1 << "2027-02-15";
    QTest::newRow("back over new year") << "2027-01-15" << -1 << "2026-12-15";
    QTest::newRow("shorter") << "2027-01-31" << 1 << "2027-02-28";
    QTest::newRow("leap year") << "2028-01-31" << 1 << "2028-02-29";
    QTest::newRow("half a year") << "2027-08-31" << 6 << "2028-02-29";
}

void TestAppRollout::months()
{
    QFETCH(QString, from);
    QFETCH(int, months);
    QFETCH(QString, to);
    const model::Day start = day(from.toStdString());
    QCOMPARE(QString::fromStdString(model::dayText(start + std::chrono::days(daysOfMonths(start, months)))), to);
}

void TestAppRollout::texts()
{
    QCOMPARE(dateText(day("2027-12-31"), QLocale::c()), QString("31 Dec 2027"));
    QCOMPARE(dateText(day("2027-12-05"), QLocale(QLocale::German)), QString("5. Dez. 2027"));
    QVERIFY(daysText(182).startsWith("+182 day"));
    QVERIFY(daysText(-3).startsWith(QString::fromUtf8("\u2212"
                                                      "3 day")));
}

void TestAppRollout::shiftsAddUp()
{
    const PlanTarget first{phase(0)}, second{phase(1)};
    std::vector<PlanShift> shifts;
    addShift(shifts, {first, 10});
    addShift(shifts, {first, -3});
    QCOMPARE(shifts, std::vector<PlanShift>({{first, 7}}));
    addShift(shifts, {second, 5});
    addShift(shifts, {first, 1});
    QCOMPARE(shifts, std::vector<PlanShift>({{first, 7}, {second, 5}, {first, 1}}));
    QCOMPARE(sumsOf(shifts), std::vector<PlanShift>({{first, 8}, {second, 5}}));
    addShift(shifts, {first, -1});
    addShift(shifts, {second, -5});
    QCOMPARE(shifts, std::vector<PlanShift>({{first, 7}}));
    addShift(shifts, {second, 0});
    QCOMPARE(shifts.size(), std::size_t(1));
}

/// A phase moved and moved back leaves nothing behind; an activity takes along what waits for it.
void TestAppRollout::shiftsAreTakenBack()
{
    std::vector<PlanShift> shifts;
    const std::uint32_t shell = indexOf(m_plan, "P01-B1/shell");
    addShift(shifts, {{m_plan.activities[shell].scope, shell}, 30});
    const model::Plan later = withShifts(*m_campus, m_plan, shifts);
    const std::uint32_t racks = indexOf(m_plan, "P01-B1/racks");
    QCOMPARE(later.activities[racks].planned.start, m_plan.activities[racks].planned.start + std::chrono::days(30));
    addShift(shifts, {{m_plan.activities[shell].scope, shell}, -30});
    const model::Plan back = withShifts(*m_campus, m_plan, shifts);
    for (std::size_t i = 0; i < m_plan.activities.size(); ++i)
        QCOMPARE(back.activities[i].planned, m_plan.activities[i].planned);
}

void TestAppRollout::previews()
{
    QUndoStack undo;
    PlanWhatIf plan(undo);
    QSignalSpy changed(&plan, &PlanWhatIf::changed);
    plan.preview({{phase(0)}, 5}); // nothing is loaded
    QCOMPARE(changed.size(), 0);
    plan.reset(m_campus, {m_rollout, m_rollout, {}});
    QCOMPARE(plan.now(), m_rollout);
    plan.preview({{phase(1)}, 5});
    plan.preview({{phase(1)}, 9});
    QVERIFY(plan.isPreview());
    QVERIFY(plan.shifts().empty());
    QCOMPARE(plan.shown().shifts, std::vector<PlanShift>({{{phase(1)}, 9}}));
    QCOMPARE(plan.now()->plan.extent()->finish, m_plan.extent()->finish + std::chrono::days(9));
    plan.endPreview();
    QCOMPARE(plan.now(), m_rollout);
    QVERIFY(!undo.canUndo());
    QCOMPARE(changed.size(), 4);
    plan.endPreview();
    QCOMPARE(changed.size(), 4);
}

void TestAppRollout::undoes()
{
    QUndoStack undo;
    PlanWhatIf plan(undo);
    plan.reset(m_campus, {m_rollout, m_rollout, {}});
    plan.shift({{phase(0)}, 20}, "one");
    const auto one = plan.now()->plan.extent()->finish;
    plan.shift({{phase(1)}, 40}, "two");
    QVERIFY(PlanWhatIf::isOurs(undo, 0) && PlanWhatIf::isOurs(undo, 1) && !PlanWhatIf::isOurs(undo, 2));
    undo.undo();
    QCOMPARE(plan.now()->plan.extent()->finish, one);
    undo.undo();
    QCOMPARE(plan.now(), m_rollout);
    undo.redo();
    undo.redo();
    QCOMPARE(plan.now()->plan.extent()->finish, m_plan.extent()->finish + std::chrono::days(40));
    plan.clear("as loaded");
    QCOMPARE(plan.now(), m_rollout);
    undo.undo();
    QCOMPARE(plan.shifts().size(), std::size_t(2));
}

void TestAppRollout::anotherCampusKeepsShifts()
{
    QUndoStack undo;
    PlanWhatIf plan(undo);
    plan.reset(m_campus, {m_rollout, m_rollout, {}});
    plan.shift({{phase(0)}, 20}, "one");
    const ShiftedRollout again = withShifts(*m_campus, m_rollout, plan.shifts());
    plan.reset(m_campus, again);
    QCOMPARE(plan.shifts(), std::vector<PlanShift>({{{phase(0)}, 20}}));
    QCOMPARE(plan.now(), again.now);
    QCOMPARE(plan.choice(), (PlanChoice{m_rollout->plan.file, {{"P01", 20, 0}}}));
    plan.setShifts({{{phase(1)}, -5}}, "of a file");
    QCOMPARE(plan.shown().shifts, std::vector<PlanShift>({{{phase(1)}, -5}}));
    undo.undo();
    QCOMPARE(plan.now()->plan.activities.front().planned, again.now->plan.activities.front().planned);
    plan.reset(m_campus, {m_rollout, m_rollout, {}});
    QVERIFY(plan.shifts().empty());
    plan.reset(m_campus, {});
    QVERIFY(!plan.now());
}

void TestAppRollout::slips()
{
    QUndoStack undo;
    PlanWhatIf plan(undo);
    plan.reset(m_campus, {m_rollout, m_rollout, {}});
    QVERIFY(slipText(*m_campus, plan.shown(), QLocale::c(), 9).isEmpty());
    plan.shift({{phase(1)}, 182}, "one");
    const QString text = slipText(*m_campus, plan.shown(), QLocale::c(), 1);
    const QString name = targetName(*m_campus, m_plan, {phase(1)}, QLocale::c());
    QVERIFY2(text.startsWith(name + " +182 day"), qPrintable(text));
    // Every die of the phase, 182 days later.
    const double months = double(m_campus->phases[1].gpus.count) * 182 / model::kDaysPerMonth;
    const QString lost = QString::fromUtf8("\u2212") + formatMany(months, QLocale::c()) + " GPU-months (dies)";
    QVERIFY2(text.contains(lost), qPrintable(text + " / " + lost));
    QVERIFY2(text.contains(" at 2027-03-31"), qPrintable(text));
    QVERIFY2(text.contains("more quarter"), qPrintable(text));
    QVERIFY2(!slipText(*m_campus, plan.shown(), QLocale::c(), 9).contains("more quarter"), qPrintable(text));
    QVERIFY2(text.contains("all in service +182 day"), qPrintable(text));
    undo.undo();
    // What nobody waits for moves without a loss.
    const std::uint32_t clear = indexOf(m_plan, "P01/clear");
    plan.shift({{phase(0), clear}, -5}, "early");
    QVERIFY(slipText(*m_campus, plan.shown(), QLocale::c(), 9).endsWith("nothing is energised later"));
}

void TestAppRollout::curvesStackToTotals_data()
{
    QTest::addColumn<int>("quantity");
    for (int i = 0; i < kRolloutQuantities; ++i)
        QTest::addRow("%d", i) << i;
}

void TestAppRollout::curvesStackToTotals()
{
    QFETCH(int, quantity);
    const auto what = RolloutQuantity(quantity);
    const model::CostRate rate;
    std::vector<double> days = m_rollout->curve.days();
    days.push_back(days.back() + 100);
    days.insert(days.begin(), days.front() - 100);
    const StackedCurve curve = stackedCurve(m_rollout->curve, m_campus->phases.size(), what, rate, days);
    QCOMPARE(curve.layers, m_campus->phases.size() + 1);
    for (std::size_t i = 0; i < days.size(); ++i) {
        const double total = quantityOf(m_rollout->curve.at(days[i]), what, rate);
        QCOMPARE(curve.top(curve.layers - 1)[i], total);
        QVERIFY(std::abs(curve.top(0)[i]) < 1e-9); // everything is in a phase
        for (std::uint32_t p = 0; p < m_campus->phases.size(); ++p) {
            const double own = quantityOf(m_rollout->curve.at(p, days[i]), what, rate);
            QVERIFY(std::abs(curve.top(p + 1)[i] - curve.top(p)[i] - own) < 1e-9);
        }
    }
    QCOMPARE(curve.top(curve.layers - 1)[0], 0.0);
    QVERIFY(curve.top(curve.layers - 1).back() > 0);
}

void TestAppRollout::signsOfPhases()
{
    const auto milestones = phaseMilestones(*m_campus, m_rollout->buildup);
    QCOMPARE(milestones.size(), std::size_t(2));
    QCOMPARE(milestones[0].day, model::dayNumber(day("2027-01-31")));
    QCOMPARE(milestones[1].phase, 1u);
    const double first = milestones[0].day;
    QCOMPARE(milestoneBeside(milestones, first - 1, true)->day, first);
    QCOMPARE(milestoneBeside(milestones, first, true)->phase, 1u);
    QVERIFY(!milestoneBeside(milestones, first, false));
    QCOMPARE(milestoneBeside(milestones, 1e6, false)->phase, 1u);
    QVERIFY(!milestoneBeside(milestones, 1e6, true));
}

void TestAppRollout::table()
{
    const model::CostRate rate;
    const QStringList lines
        = QString::fromStdString(totalsTable(*m_campus, *m_rollout, rate, model::dayNumber(day("2027-02-10")), ','))
              .split('\n', Qt::SkipEmptyParts);
    const QStringList head = lines.front().split(',');
    QStringList days;
    for (const QString& line : lines.mid(1)) {
        const QStringList cells = line.split(',');
        QCOMPARE(cells.size(), head.size());
        days << cells.front();
        const auto totals = m_rollout->curve.at(model::dayNumber(day(cells.front().toStdString())));
        QCOMPARE(cells[head.indexOf("facility_mw")].toDouble(), double(totals.facilityW) / 1e6);
        QCOMPARE(cells[head.indexOf("gpu_dies")].toULongLong(), totals.gpus);
    }
    QCOMPARE(days, QStringList({"2026-12-31", "2027-02-10", "2027-03-31"}));
    QCOMPARE(lines.back().split(',')[head.indexOf("phases")], QString("2"));
}

void TestAppRollout::numbers_data()
{
    QTest::addColumn<double>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0.0 << "0";
    QTest::newRow("few") << 3072.0 << "3072";
    QTest::newRow("a phase") << 442368.0 << QString::fromUtf8("0.442\u202fM");
    QTest::newRow("all") << 4423680.0 << QString::fromUtf8("4.42\u202fM");
}

void TestAppRollout::numbers()
{
    QFETCH(double, count);
    QTEST(formatMany(count, QLocale::c()), "text");
}

void TestAppRollout::words()
{
    const model::CostRate low = costRate(CostRateChoice::MissionText), high = costRate(CostRateChoice::PublicStatement);
    QCOMPARE(high.lowPerGw, 50.0);
    QCOMPARE(low.highPerGw, 6.0);
    model::Campus campus = *m_campus;
    campus.announced.emplace(); // whose text the low rate is from
    const QString cost = costNote(campus, 10'000'000'000, QLocale::c()).lines.join(' ');
    for (const char* expected : {"50.0\u2013"
                                 "60.0",
             "500\u2013"
             "600",
             "several trillions"})
        QVERIFY2(cost.contains(QString::fromUtf8(expected)), qPrintable(cost));
    QString all;
    for (const SourceNote& note : sourceNotes(*m_campus, m_plan, QLocale::c()))
        all += note.title + ' ' + note.lines.join(' ') + ' ';
    for (const char* expected : {"18 activity(s): assumption. made up", "No actual dates", "PUE 1.25"})
        QVERIFY2(all.contains(expected), qPrintable(all));
    const auto figures = headlines(*m_campus, m_rollout->curve.at(0), m_rollout->curve.whole(), high, QLocale::c());
    QCOMPARE(figures.size(), std::size_t(3));
    QVERIFY(figures[1].name.startsWith("GPU dies online"));
}

QTEST_GUILESS_MAIN(TestAppRollout)
#include "tst_approllout.moc"
