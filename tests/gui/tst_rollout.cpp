#include "guitest.h"

#include "app/rollout/curveview.h"
#include "app/rollout/datebar.h"
#include "app/rollout/ganttview.h"
#include "app/rollout/planwhatif.h"
#include "app/rollout/rolloutpanel.h"
#include "app/rollout/sourcespanel.h"
#include "app/rollout/totalspanel.h"
#include "app/window/problemsdialog.h"
#include "app/window/whatif.h"
#include "assets/import/plancsv.h"
#include "tests/support/rolloutsketch.h"

#include <QAction>
#include <QClipboard>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QRadioButton>
#include <QScrollBar>
#include <QToolButton>
#include <QUndoStack>
#include <QWheelEvent>

#include <cmath>

using namespace gigahall;
using app::GanttView;
using app::PlanShift;
using app::PlanTarget;
using gigahall::tests::day;
using model::AssetId;
using model::AssetKind;

namespace {

AssetId phase(std::uint32_t i)
{
    return {AssetKind::Phase, i};
}

std::uint32_t rowOf(const GanttView& view, AssetId space)
{
    const auto& all = view.rows().all();
    for (std::uint32_t i = 0; i < all.size(); ++i)
        if (all[i].target == PlanTarget{space})
            return i;
    return app::kNoActivity;
}

/// In the middle of what there is of a bar.
QPoint middle(const GanttView& view, std::uint32_t row)
{
    return view.barBox(row).intersected(view.chartBox()).center().toPoint();
}

void press(GanttView& view, QPoint at)
{
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, at);
}

void moveTo(GanttView& view, QPoint at)
{
    QMouseEvent event(QEvent::MouseMove, at, view.viewport()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(view.viewport(), &event);
}

void release(GanttView& view, QPoint at)
{
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, at);
}

} // namespace

/// The plan under the mouse and the keys, its clock, and the window around them.
class TestRollout : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void foldsByMouseAndKeys();
    void dragShifts();
    void escapeCancels();
    void begunStays();
    void keysShift_data();
    void keysShift();
    void choosesAssets();
    void wheelZoomsAboutThePointer();
    void emptySpacePans();
    void axisSetsTheDate();
    void thousandsOfRowsPaintOnlyWhatIsSeen();
    void clockPlays();
    void clockJumps();
    void windowShowsTheRollout();
    void windowMovesAPhase();
    void windowOpensAPlan();
    void windowSelectsBothWays();
    void costIsChosen();
    void speaksGerman();

private:
    app::MainWindow& window() { return *m_open->window; }
    QDockWidget* dock(const char* name)
    {
        return window().findChild<QDockWidget*>(QStringLiteral("dock.") + QString::fromLatin1(name));
    }
    QString label(QWidget& in, const char* text);

    const std::shared_ptr<const model::Campus> m_campus
        = std::make_shared<const model::Campus>(gigahall::tests::datedCampus());
    const model::Plan m_plan = gigahall::tests::shortPlan(*m_campus);
    std::unique_ptr<GanttView> m_view;
    std::unique_ptr<test::OpenWindow> m_open;
};

void TestRollout::initTestCase()
{
    qRegisterMetaType<PlanShift>("gigahall::app::PlanShift");
    qRegisterMetaType<AssetId>("gigahall::model::AssetId");
    m_open = std::make_unique<test::OpenWindow>(test::options("default"), QSize(1280, 720));
    QVERIFY(m_open->ok);
}

void TestRollout::init()
{
    m_view = std::make_unique<GanttView>();
    m_view->resize(800, 260);
    m_view->setPlan(m_campus, m_plan);
    m_view->show();
    QCoreApplication::processEvents();
    window().plan().clear(QString());
    window().setDay(std::nullopt);
}

void TestRollout::foldsByMouseAndKeys()
{
    const std::uint32_t second = rowOf(*m_view, phase(1));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(12, int(app::kGanttAxisPx) + 10));
    QCOMPARE(m_view->rows().visible().size(), std::size_t(5));
    m_view->setFocus();
    QTest::keyClick(m_view.get(), Qt::Key_Minus);
    QCOMPARE(m_view->rows().visible().size(), std::size_t(2));
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->currentRow(), second);
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QCOMPARE(m_view->rows().visible().size(), std::size_t(5));
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QCOMPARE(m_view->currentRow(), second + 1);
    QVERIFY2(m_view->accessibleDescription().contains("clear"), qPrintable(m_view->accessibleDescription()));
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->rows().visible().size(), std::size_t(2));
    QCOMPARE(m_view->currentRow(), second);
}

void TestRollout::dragShifts()
{
    QSignalSpy previewed(m_view.get(), &GanttView::shiftPreviewed), chosen(m_view.get(), &GanttView::shiftChosen);
    const QPoint from = middle(*m_view, 0);
    const int days = 12;
    const QPoint to = from + QPoint(int(std::lround(days * m_view->scale().pxPerDay)), 1);
    press(*m_view, from);
    moveTo(*m_view, from + QPoint(30, 0));
    moveTo(*m_view, to);
    QVERIFY(m_view->isDragging());
    QVERIFY(!previewed.empty());
    QCOMPARE(previewed.back()[0].value<PlanShift>(), (PlanShift{{phase(0)}, days}));
    release(*m_view, to);
    QVERIFY(!m_view->isDragging());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<PlanShift>(), (PlanShift{{phase(0)}, days}));
}

void TestRollout::escapeCancels()
{
    QSignalSpy chosen(m_view.get(), &GanttView::shiftChosen), cancelled(m_view.get(), &GanttView::shiftCancelled);
    const QPoint from = middle(*m_view, 0);
    press(*m_view, from);
    moveTo(*m_view, from + QPoint(60, 0));
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 1);
    release(*m_view, from + QPoint(60, 0));
    QCOMPARE(chosen.size(), 0);
}

/// What has begun can't be moved: dragging it moves the view.
void TestRollout::begunStays()
{
    model::Plan plan = m_plan;
    for (model::Activity& activity : plan.activities)
        if (activity.key.starts_with("P01"))
            activity.actualStart = activity.planned.start;
    m_view->setPlan(m_campus, plan);
    QSignalSpy chosen(m_view.get(), &GanttView::shiftChosen);
    const double before = m_view->scale().firstDay;
    const QPoint from = middle(*m_view, 0);
    press(*m_view, from);
    moveTo(*m_view, from + QPoint(60, 0));
    release(*m_view, from + QPoint(60, 0));
    QCOMPARE(chosen.size(), 0);
    QVERIFY(m_view->scale().firstDay < before);
}

void TestRollout::keysShift_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<int>("days");
    QTest::newRow("a day later") << int(Qt::Key_Right) << int(Qt::ShiftModifier) << 1;
    QTest::newRow("a day sooner") << int(Qt::Key_Left) << int(Qt::ShiftModifier) << -1;
    QTest::newRow("a month later") << int(Qt::Key_Right) << int(Qt::ControlModifier) << 30; // of November
    QTest::newRow("a month sooner") << int(Qt::Key_Left) << int(Qt::ControlModifier) << -31;
}

void TestRollout::keysShift()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(int, days);
    QCOMPARE(m_view->bars()[0].planned.start, day("2026-11-26"));
    QSignalSpy chosen(m_view.get(), &GanttView::shiftChosen);
    QTest::keyClick(m_view.get(), Qt::Key(key), Qt::KeyboardModifiers(modifiers));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<PlanShift>().days, days);
}

void TestRollout::choosesAssets()
{
    QSignalSpy chosen(m_view.get(), &GanttView::assetChosen);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, middle(*m_view, rowOf(*m_view, phase(1))));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<AssetId>(), phase(1));
    m_view->setSelected(phase(1)); // what comes back moves nothing
    QCOMPARE(m_view->currentRow(), rowOf(*m_view, phase(1)));
    m_view->setSelected(AssetId(AssetKind::Building, 1));
    QCOMPARE(m_view->currentRow(), rowOf(*m_view, AssetId(AssetKind::Building, 1)));
    QVERIFY(!m_view->barBox(m_view->currentRow()).isEmpty());
    QCOMPARE(chosen.size(), 1);
}

void TestRollout::wheelZoomsAboutThePointer()
{
    const QPointF at(560, 120);
    const double dayBefore = m_view->scale().dayAt(at.x() - m_view->chartBox().left());
    const double pxBefore = m_view->scale().pxPerDay;
    QWheelEvent event(
        at, m_view->viewport()->mapToGlobal(at), {}, QPoint(0, 240), Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view->viewport(), &event);
    QVERIFY(m_view->scale().pxPerDay > 1.5 * pxBefore);
    QVERIFY(std::abs(m_view->scale().dayAt(at.x() - m_view->chartBox().left()) - dayBefore) < 1e-6);
    m_view->fit();
    QCOMPARE(m_view->scale().pxPerDay, pxBefore);
}

void TestRollout::emptySpacePans()
{
    const double before = m_view->scale().firstDay;
    const QPoint from(600, 230);
    press(*m_view, from);
    moveTo(*m_view, from - QPoint(50, 0));
    release(*m_view, from - QPoint(50, 0));
    QVERIFY(std::abs(m_view->scale().firstDay - before - 50 / m_view->scale().pxPerDay) < 1e-6);
}

void TestRollout::axisSetsTheDate()
{
    QSignalSpy days(m_view.get(), &GanttView::dayChosen);
    press(*m_view, {500, 10});
    moveTo(*m_view, {510, 10});
    release(*m_view, {510, 10});
    QCOMPARE(days.size(), 2);
    QCOMPARE(days[1][0].toDouble(), m_view->scale().dayAt(510 - m_view->chartBox().left()));
}

void TestRollout::thousandsOfRowsPaintOnlyWhatIsSeen()
{
    const auto campus = std::make_shared<const model::Campus>(gigahall::tests::datedCampus({.buildings = 200}));
    m_view->setPlan(campus, gigahall::tests::shortPlan(*campus));
    m_view->setAllFolded(false);
    QCOMPARE(m_view->rows().visible().size(), m_view->rows().all().size());
    QVERIFY(m_view->rows().all().size() > 2000);
    QScrollBar* bar = m_view->verticalScrollBar();
    QCOMPARE(
        bar->maximum(), int(double(m_view->rows().all().size()) * app::kGanttRowPx) - int(m_view->chartBox().height()));
    const QImage top = m_view->grab().toImage();
    m_view->setFocus();
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(bar->value(), bar->maximum());
    QCOMPARE(m_view->currentRow(), std::uint32_t(m_view->rows().all().size() - 1));
    QVERIFY(test::difference(top, m_view->grab().toImage()) > 0.001);
}

void TestRollout::clockPlays()
{
    app::DateBar bar;
    QSignalSpy days(&bar, &app::DateBar::dayChanged);
    bar.setDay(5); // without a plan there is no date
    QVERIFY(!bar.day());
    bar.setPlan(model::Work{day("2027-01-01"), day("2027-12-31")}, {});
    QVERIFY(!bar.day());
    bar.setPlaying(true);
    QCOMPARE(bar.day(), std::optional(model::dayNumber(day("2027-01-01")) - 1));
    bar.advance(2.5);
    QCOMPARE(*bar.day(), model::dayNumber(day("2027-01-01")) - 1 + 2.5 * 7);
    bar.setSpeed(365.2425);
    bar.setLoop(true);
    bar.advance(1);
    QCOMPARE(*bar.day(), model::dayNumber(day("2027-01-01")) - 1);
    QVERIFY(bar.isPlaying());
    bar.setLoop(false);
    bar.advance(1);
    QCOMPARE(*bar.day(), model::dayNumber(day("2027-12-31")));
    QVERIFY(!bar.isPlaying());
    bar.setPlaying(true);
    QVERIFY(QTest::qWaitFor([&] { return *bar.day() > model::dayNumber(day("2027-01-01")); }));
    bar.setDay(std::nullopt);
    QVERIFY(!bar.isPlaying());
    QVERIFY(!days.back()[0].value<std::optional<double>>().has_value());
}

void TestRollout::clockJumps()
{
    app::DateBar bar;
    bar.setPlan(model::Work{day("2027-01-01"), day("2027-12-31")}, {{0, 20900}, {1, 21000}});
    bar.jump(true);
    QCOMPARE(bar.day(), std::optional(20900.0));
    bar.jump(true);
    QCOMPARE(bar.day(), std::optional(21000.0));
    bar.jump(true);
    QCOMPARE(bar.day(), std::optional(model::dayNumber(day("2027-12-31"))));
    bar.jump(false);
    bar.jump(false);
    QCOMPARE(bar.day(), std::optional(20900.0));
    bar.setDay(std::nullopt);
    bar.jump(false);
    QCOMPARE(bar.day(), std::optional(21000.0));
}

QString TestRollout::label(QWidget& in, const char* text)
{
    for (const QLabel* label : in.findChildren<QLabel*>())
        if (label->text().contains(QString::fromUtf8(text)))
            return label->text();
    return {};
}

void TestRollout::windowShowsTheRollout()
{
    QVERIFY(!dock("rollout")->isVisible());
    dock("rollout")->toggleViewAction()->trigger();
    QVERIFY(dock("rollout")->isVisible() && dock("totals")->isVisible());
    QVERIFY(!dock("sources")->isVisible());
    window().findChild<QToolButton*>("showSources")->click();
    QVERIFY(dock("sources")->isVisible());
    QCOMPARE(window().rollout().gantt().rows().visible().size(), std::size_t(10));
    QVERIFY(!label(window().totals(), "GPU dies online of 4.42").isEmpty());
    window().setDay(model::dayNumber(day("2027-12-31")));
    QVERIFY(!label(window().totals(), "3 of 10").isEmpty());
    QCOMPARE(window().day(), std::optional(model::dayNumber(day("2027-12-31"))));
    window().findChild<QToolButton*>("copyTotals")->click();
    QVERIFY(QApplication::clipboard()->text().startsWith("date\tphases"));
    window().findChild<QToolButton*>("showSources")->click();
}

void TestRollout::windowMovesAPhase()
{
    GanttView& gantt = window().rollout().gantt();
    const std::uint32_t row = rowOf(gantt, phase(2));
    gantt.setAllFolded(true);
    gantt.fit();
    QCoreApplication::processEvents();
    const auto before = window().plan().now();
    const QPoint from = middle(gantt, row);
    press(gantt, from);
    const QPoint to = from + QPoint(int(std::lround(182 * gantt.scale().pxPerDay)), 0);
    moveTo(gantt, from + QPoint(40, 0));
    moveTo(gantt, to);
    QVERIFY(window().plan().isPreview());
    QVERIFY2(window().rollout().result().startsWith("Phase 3 +"), qPrintable(window().rollout().result()));
    release(gantt, to);
    QVERIFY(!window().plan().isPreview());
    QCOMPARE(window().plan().shifts().size(), std::size_t(1));
    const int days = window().plan().shifts()[0].days;
    QVERIFY2(std::abs(days - 182) <= int(1 / gantt.scale().pxPerDay) + 1, qPrintable(QString::number(days)));
    const QString result = window().rollout().result();
    for (const QString& expected : {QStringLiteral("Phase 3 +%1 days: ").arg(days),
             QString::fromUtf8("M GPU-months (dies), "), QString::fromUtf8("MW at 2027-12-31")})
        QVERIFY2(result.contains(expected), qPrintable(result));
    QAction* undo = window().action(QStringLiteral("undo"));
    QVERIFY(undo->isEnabled());
    undo->trigger();
    QCOMPARE(window().plan().now(), before);
    QVERIFY(window().rollout().result().isEmpty());
    window().action(QStringLiteral("redo"))->trigger();
    QCOMPARE(window().rollout().result(), result);
    window().rollout().findChild<QToolButton*>("asLoaded")->click();
    QCOMPARE(window().plan().now(), before);
}

/// What was moved and saved comes back as the plan; undo has the one before again; a bad file changes nothing.
void TestRollout::windowOpensAPlan()
{
    const auto before = window().plan().now();
    QUndoStack& undo = window().whatIf().undoStack();
    window().plan().shift({{phase(2)}, 90}, "later");
    const model::Plan moved = window().plan().now()->plan;
    const QTemporaryDir folder;
    const auto write = [&](const char* name, const std::string& text) {
        QFile file(folder.filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(QByteArray::fromStdString(text));
        return file.fileName();
    };
    const QString path = write("moved.csv", assets::planCsvText(*window().plan().campus(), moved));
    undo.undo();
    QCOMPARE(window().plan().now(), before);

    window().setDay(model::dayNumber(day("2027-12-31")));
    QVERIFY(!label(window().totals(), "3 of 10").isEmpty());
    window().openFile(path);
    QCOMPARE(window().plan().now()->plan.file, path.toStdString());
    QVERIFY(window().plan().shifts().empty());
    QVERIFY(window().plan().now()->plan.activities.size() == moved.activities.size());
    QCOMPARE(window().plan().now()->curve.at(model::dayNumber(day("2027-12-31"))),
        model::makeRollout(*window().plan().campus(), moved)->curve.at(model::dayNumber(day("2027-12-31"))));
    QVERIFY(!label(window().totals(), "2 of 10").isEmpty());
    window().plan().shift({{phase(0)}, 10}, "and more"); // shifts of the new plan
    undo.undo();

    const auto opened = window().plan().now();
    QSignalSpy problems(&window(), &app::MainWindow::problemsShown);
    window().openFile(write("bad.csv", "key,kind,scope,start,finish\na,shell,P01,2027-02-30,2027-03-01\n"));
    QCOMPARE(problems.size(), 1);
    const auto dialogs = window().findChildren<app::ProblemsDialog*>();
    QCOMPARE(dialogs.size(), 1);
    dialogs.front()->close();
    QCOMPARE(window().plan().now(), opened);
    undo.undo();
    QVERIFY(window().plan().now()->plan.file.empty());
    QCOMPARE(window().plan().now()->curve.whole(), before->curve.whole());
    QVERIFY(!label(window().totals(), "3 of 10").isEmpty());
    window().setDay(std::nullopt);
}

void TestRollout::windowSelectsBothWays()
{
    GanttView& gantt = window().rollout().gantt();
    QTest::mouseClick(gantt.viewport(), Qt::LeftButton, {}, middle(gantt, rowOf(gantt, phase(1))));
    QCOMPARE(window().selected(), phase(1));
    const AssetId building = *window().session()->campus()->find("P03-B2");
    window().select(building);
    QCOMPARE(gantt.currentRow(), rowOf(gantt, building));
    QVERIFY(!gantt.barBox(gantt.currentRow()).isEmpty());
    window().select({});
    gantt.setAllFolded(true);
}

void TestRollout::costIsChosen()
{
    const auto rates = window().sources().findChildren<QRadioButton*>();
    QCOMPARE(rates.size(), 2);
    QVERIFY(rates[0]->isChecked());
    QVERIFY(!label(window().totals(),
        "500\u2013"
        "600")
                 .isEmpty());
    rates[1]->click();
    QVERIFY(!label(window().totals(),
        "50.0\u2013"
        "60.0")
                 .isEmpty());
    QVERIFY(!label(window().sources(), "several trillions").isEmpty());
    rates[0]->click();
    QVERIFY(!label(window().totals(),
        "500\u2013"
        "600")
                 .isEmpty());
}

void TestRollout::speaksGerman()
{
    window().setLanguage(QStringLiteral("de"));
    QCoreApplication::processEvents();
    window().plan().shift({{phase(2)}, 182}, QString());
    const QString result = window().rollout().result();
    for (const char* expected : {"Phase 3 +182 Tage: ", "GPU-Monate (Dies)", "MW am 2027-12-31"})
        QVERIFY2(result.contains(QString::fromUtf8(expected)), qPrintable(result));
    QVERIFY(!label(window().totals(), "von 4,42\u202fMio. GPU-Dies").isEmpty());
    QVERIFY(!label(window().sources(), "Absichtserkl\u00e4rung").isEmpty());
    QCOMPARE(dock("rollout")->windowTitle(), QString("Ausbau"));
    window().plan().clear(QString());
    window().setLanguage(QStringLiteral("en"));
}

GIGAHALL_GUI_TEST(TestRollout)
#include "tst_rollout.moc"
