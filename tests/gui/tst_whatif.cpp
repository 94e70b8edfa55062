#include "guitest.h"

#include "app/docks/balancepanel.h"
#include "app/docks/treedock.h"
#include "app/docks/whatifpanel.h"
#include "app/docks/whatiftext.h"
#include "app/whatif/hardwarechoices.h"
#include "app/window/problemsdialog.h"
#include "app/window/whatif.h"

#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QTreeWidget>

#include <algorithm>
#include <cmath>

using namespace gigahall;
using model::AssetId;
using model::AssetKind;
using Kind = model::ScenarioEvent::Kind;

/// Things fail, are held back and come back in the window; what came of it is told, and undo restores.
class TestWhatIf : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void words_data();
    void words();
    void durations_data();
    void durations();
    void deleteFailsTheSelection();
    void partsStandForTheirRack();
    void undoRestoresBitForBit();
    void capHoldsBack();
    void coolantAndWeather();
    void jumpsToTheMoment();
    void selectsWhatIsOverloaded();
    void balanceIsShown();
    void otherHardware();
    void hardwareThatDoesNotFit();
    void newCampusBeginsAnew();

private:
    app::MainWindow& window() { return *m_open->window; }
    model::FramePtr nextFrame();
    QDockWidget* dock(const char* name)
    {
        return window().findChild<QDockWidget*>(QStringLiteral("dock.") + QString::fromLatin1(name));
    }

    std::unique_ptr<test::OpenWindow> m_open;
};

void TestWhatIf::initTestCase()
{
    m_open = std::make_unique<test::OpenWindow>();
    QVERIFY(m_open->ok);
}

void TestWhatIf::init()
{
    window().select({});
    if (!(window().whatIf().scenario() == model::Scenario())) {
        window().action(QStringLiteral("asPlanned"))->trigger();
        QVERIFY(nextFrame() != nullptr);
    }
}

/// Waits for a frame that is not the one there is.
model::FramePtr TestWhatIf::nextFrame()
{
    const model::FramePtr before = window().frame();
    const bool there = QTest::qWaitFor([&] { return window().frame() != before; }, 20000);
    return there ? window().frame() : nullptr;
}

void TestWhatIf::words_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("assets");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    const auto name = [&](std::uint32_t row) {
        return QString::fromStdString(window().session()->campus()->name({AssetKind::Row, row}));
    };
    QTest::newRow("fails") << int(Kind::Fail) << 1 << 0.0 << name(0) + " fails";
    QTest::newRow("many fail") << int(Kind::Fail) << 5 << 0.0 << name(0) + ", " + name(1) + " and 3 more fails";
    QTest::newRow("restored") << int(Kind::Restore) << 1 << 0.0 << name(0) + " works again";
    QTest::newRow("colder") << int(Kind::Supply) << 0 << -2.0 << QString::fromUtf8("Coolant 2.00\u202fK colder");
    QTest::newRow("as designed") << int(Kind::Supply) << 0 << 0.0 << "Coolant at its set-point";
    QTest::newRow("hot") << int(Kind::DryBulb) << 0 << 38.0 << QString::fromUtf8("38.0\u202f\u00b0C outside");
    QTest::newRow("cap") << int(Kind::Cap) << 1 << 0.6 << name(0) + QString::fromUtf8(" capped at 60\u202f%");
    QTest::newRow("no cap") << int(Kind::Cap) << 1 << 1.0 << name(0) + " without a cap";
}

void TestWhatIf::words()
{
    QFETCH(int, kind);
    QFETCH(int, assets);
    QFETCH(double, value);
    QFETCH(QString, text);
    model::ScenarioEvent event{0, Kind(kind), {}, value};
    for (int i = 0; i < assets; ++i)
        event.assets.emplace_back(AssetKind::Row, std::uint32_t(i));
    QCOMPARE(app::eventText(*window().session()->campus(), event, QLocale::c()), text);
}

void TestWhatIf::durations_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("now") << 0.4 << "0 s";
    QTest::newRow("seconds") << 119.9 << "119 s";
    QTest::newRow("minutes") << 725.0 << "12 min";
    QTest::newRow("hours") << 3 * 3600 + 312.0 << "3 h 5 min";
    QTest::newRow("for ever") << 1e7 << "over 100 h";
}

void TestWhatIf::durations()
{
    QFETCH(double, seconds);
    QTEST(app::durationText(seconds, QLocale::c()), "text");
}

void TestWhatIf::deleteFailsTheSelection()
{
    const model::Campus& campus = *window().session()->campus();
    const QImage before = m_open->picture();
    window().select({AssetKind::Hall, 0});
    QVERIFY(!window().action(QStringLiteral("restore"))->isEnabled());
    QTest::keyClick(&window(), Qt::Key_Delete);
    const model::FramePtr frame = nextFrame();
    QVERIFY(frame && frame->impact);
    QCOMPARE(frame->impact->darkRacks, campus.halls[0].racks.count);
    QVERIFY(frame->impact->lostKw > 1000);
    QVERIFY(m_open->drawn());
    QVERIFY(test::difference(before, m_open->picture()) > 0.01);
    // The panel comes by itself and tells; the status line too.
    QVERIFY(dock("whatif")->isVisible());
    QCOMPARE(window().whatIfPanel().events().topLevelItemCount(), 1);
    const auto* states = window().findChild<QLabel*>(QStringLiteral("statusStates"));
    QVERIFY2(states->text().contains("racks dark"), qPrintable(states->text()));
    // What is out can be put in order, but not fail again.
    QVERIFY(!window().action(QStringLiteral("fail"))->isEnabled());
    QTest::keyClick(&window(), Qt::Key_Insert);
    const model::FramePtr after = nextFrame();
    QVERIFY(after);
    QCOMPARE(after->impact->darkRacks, 0u);
    QCOMPARE(window().whatIfPanel().events().topLevelItemCount(), 2);
}

void TestWhatIf::partsStandForTheirRack()
{
    const model::Campus& campus = *window().session()->campus();
    window().fail({AssetKind::Gpu, campus.rackFirstGpu[7] + 3});
    const model::FramePtr frame = nextFrame();
    QVERIFY(frame);
    QCOMPARE(frame->impact->darkRacks, 1u);
    QCOMPARE(window().whatIf().scenario().events.front().assets.front(), AssetId(AssetKind::Rack, 7));
}

void TestWhatIf::undoRestoresBitForBit()
{
    const model::FramePtr before = window().frame();
    window().fail({AssetKind::Row, 2});
    QVERIFY(nextFrame());
    window().fail({AssetKind::Plant, 0});
    QVERIFY(nextFrame());
    QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(nextFrame());
    QCOMPARE(window().whatIf().scenario().events.size(), std::size_t{1});
    QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
    const model::FramePtr after = nextFrame();
    QVERIFY(after);
    QVERIFY(after->rack == before->rack && after->gpu == before->gpu);
    QCOMPARE(after->balance->suppliedKw, before->balance->suppliedKw);
    window().action(QStringLiteral("redo"))->trigger();
    QVERIFY(nextFrame());
    QVERIFY(window().frame()->impact->darkRacks > 0);
}

void TestWhatIf::capHoldsBack()
{
    window().whatIf().add({window().frame()->timeS, Kind::Cap, {AssetId(AssetKind::Hall, 0)}, 0.5}, "cap");
    const model::FramePtr frame = nextFrame();
    QVERIFY(frame);
    QVERIFY(frame->impact->heldBackKw > 100 && frame->impact->cappedRacks > 10);
    QCOMPARE(frame->impact->darkRacks, 0u);
}

void TestWhatIf::coolantAndWeather()
{
    const model::FramePtr before = window().frame();
    window().whatIf().add({before->timeS, Kind::Supply, {}, -4}, "colder");
    QVERIFY(nextFrame());
    model::DayWeather heatWave;
    heatWave.name = "heat wave";
    heatWave.dryBulbC.fill(40);
    window().whatIf().setWeather(heatWave, "weather");
    const model::FramePtr hot = nextFrame();
    QVERIFY(hot);
    QVERIFY(hot->balance->coolingKw > 1.2 * before->balance->coolingKw);
    QCOMPARE(window().whatIfPanel().events().topLevelItem(0)->text(1), QString("heat wave"));
}

void TestWhatIf::jumpsToTheMoment()
{
    const double thenS = window().frame()->timeS;
    window().fail({AssetKind::Row, 1});
    QVERIFY(nextFrame());
    window().worker()->setTime(thenS + 500);
    QVERIFY(nextFrame());
    QTreeWidget& events = window().whatIfPanel().events();
    emit events.itemActivated(events.topLevelItem(0), 0);
    QVERIFY(QTest::qWaitFor([&] { return window().frame()->timeS == thenS; }, 20000));
    emit events.itemClicked(events.topLevelItem(0), 0);
    QCOMPARE(window().selected(), AssetId(AssetKind::Row, 1));
}

void TestWhatIf::selectsWhatIsOverloaded()
{
    // Two of four unit substations: what is left can't carry the others' share.
    const model::Campus& campus = *window().session()->campus();
    window().whatIf().setPolicy(model::OverloadPolicy::Carry, "carry");
    QVERIFY(nextFrame());
    for (std::uint32_t p = 0, failed = 0; p < campus.plantCount() && failed < 7; ++p)
        if (campus.types[campus.runs[campus.plantRun[p]].type].key == "unit-substation") {
            window().fail({AssetKind::Plant, p});
            QVERIFY(nextFrame());
            ++failed;
        }
    QVERIFY(!window().frame()->impact->overloaded.empty());
    QTreeWidget& overloads = window().whatIfPanel().overloads();
    QVERIFY(overloads.topLevelItemCount() > 0);
    emit overloads.itemClicked(overloads.topLevelItem(0), 0);
    QCOMPARE(window().selected(), window().frame()->impact->overloaded.front());
}

void TestWhatIf::balanceIsShown()
{
    QVERIFY(!dock("balance")->isVisible());
    QTest::keyClick(&window(), Qt::Key_B);
    QVERIFY(dock("balance")->isVisible());
    const QImage picture = window().balance().grab().toImage();
    QVERIFY(test::colourCount(picture) > 20);
    QVERIFY(window().balance().height() < window().height() / 2 + 40);
    QTest::keyClick(&window(), Qt::Key_B);
    QVERIFY(!dock("balance")->isVisible());
}

/// Another generation in one phase: the campus is built again, and all else is where it was.
void TestWhatIf::otherHardware()
{
    test::OpenWindow open(test::options("variant-b"));
    QVERIFY(open.ok);
    app::MainWindow& window = *open.window;
    const auto campus = window.session()->campus();
    const AssetId phase(AssetKind::Phase, 7); // Kyber: its racks are wider than those of the other phases
    const auto choices = app::hardwareChoices(*campus, phase);
    QVERIFY(choices.size() >= 2);
    const auto other = std::find_if(
        choices.begin(), choices.end(), [&](const auto& c) { return c.racks != campus->racksOf(phase).count; });
    QVERIFY(other != choices.end());
    window.select({AssetKind::Hall, 3});
    window.fail({AssetKind::Row, 5});
    const double timeS = window.frame()->timeS;
    const glm::dvec3 eyeM = window.viewport().view().eyeM;
    QSignalSpy opened(&window, &app::MainWindow::sessionOpened);
    window.chooseHardware({campus->name(phase), other->type}, "other racks");
    QVERIFY(opened.wait(60000));
    QVERIFY(window.session()->campus()->gpuCount() != campus->gpuCount());
    QCOMPARE(window.selected(), AssetId(AssetKind::Hall, 3));
    QCOMPARE(window.viewport().view().eyeM, eyeM);
    QVERIFY(QTest::qWaitFor([&] { return window.frame() != nullptr; }, 20000));
    QVERIFY(std::abs(window.frame()->timeS - timeS) < 60); // the clock goes on while it is built
    QVERIFY(window.frame()->impact->darkRacks >= window.session()->campus()->rows[5].racks.count);
    window.action(QStringLiteral("undo"))->trigger();
    QVERIFY(opened.wait(60000));
    QCOMPARE(window.session()->campus()->gpuCount(), campus->gpuCount());
    QCOMPARE(window.whatIf().scenario().events.size(), std::size_t{1});
    window.action(QStringLiteral("redo"))->trigger();
    QVERIFY(opened.wait(60000));
    QVERIFY(window.session()->campus()->gpuCount() != campus->gpuCount());
}

/// Racks that are too wide for their places: a message, and all stays as it was.
void TestWhatIf::hardwareThatDoesNotFit()
{
    test::OpenWindow open(test::options("variant-b"));
    QVERIFY(open.ok);
    app::MainWindow& window = *open.window;
    const auto campus = window.session()->campus();
    QSignalSpy problems(&window, &app::MainWindow::problemsShown);
    window.chooseHardware({"P01", "kyber-nvl576"}, "wide racks");
    QVERIFY(problems.wait(60000));
    auto* dialog = window.findChild<app::ProblemsDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->reject();
    QCOMPARE(window.session()->campus(), campus);
    QVERIFY(!window.whatIf().undoStack().canUndo());
}

void TestWhatIf::newCampusBeginsAnew()
{
    window().fail({AssetKind::Row, 1});
    QVERIFY(nextFrame());
    QSignalSpy opened(&window(), &app::MainWindow::sessionOpened);
    window().open(window().session()->options());
    QVERIFY(opened.wait(60000));
    QVERIFY(window().whatIf().scenario() == model::Scenario());
    QVERIFY(!window().action(QStringLiteral("undo"))->isEnabled());
    QCOMPARE(window().whatIfPanel().events().topLevelItemCount(), 0);
}

GIGAHALL_GUI_TEST(TestWhatIf)
#include "tst_whatif.moc"
