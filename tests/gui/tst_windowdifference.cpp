#include "guitest.h"

#include "app/docks/chartspanel.h"
#include "app/docks/propertiespanel.h"
#include "app/docks/toplist.h"
#include "app/docks/treedock.h"
#include "app/scenery/colormaps.h"
#include "app/scenery/viewfile.h"
#include "app/window/metricbar.h"
#include "app/window/whatif.h"

#include <QAction>
#include <QDockWidget>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <cmath>

using namespace gigahall;
using app::Minus;
using model::AssetId;
using model::AssetKind;
using Kind = app::Minus::Kind;

/// The window shows what plays minus something else: colours, legend, panels, and a view file that brings it back.
class TestWindowDifference : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void keyShowsWhatAFailureChanged();
    void panelsSayAAndB();
    void anotherTime();
    void anotherTimeFollowsTheScenario();
    void recording();
    void recordingThatCannotBeRead();
    void namesHaveNone();
    void rangesComeBack();
    void chartsOfDifferences();
    void viewFileBringsIt();
    void forkDiffersFromWhatWasMeasured();
    void speaksGerman();

private:
    app::MainWindow& window() { return *m_open->window; }
    bool showsDifference(bool on = true)
    {
        return QTest::qWaitFor([&] { return window().overlay().difference == on; }, 20000) && m_open->drawn();
    }
    QString value(model::Metric metric)
    {
        return window().properties().findChild<QLabel*>(QStringLiteral("value.%1").arg(int(metric)))->text();
    }
    AssetId row() const { return AssetId(AssetKind::Row, 2); }
    model::Range rowRacks() { return window().session()->campus()->racksOf(row()); }
    float shownKw(std::uint32_t rack)
    {
        return window().shown()->value(
            *window().session()->campus(), model::Metric::RackPower, AssetId(AssetKind::Rack, rack));
    }

    std::unique_ptr<test::OpenWindow> m_open;
};

void TestWindowDifference::initTestCase()
{
    m_open = std::make_unique<test::OpenWindow>();
    QVERIFY(m_open->ok);
}

void TestWindowDifference::init()
{
    window().setMinus({});
    window().whatIf().clear({});
    app::Overlay overlay;
    overlay.metric = model::Metric::RackPower;
    window().setOverlay(overlay);
    window().select({});
    QVERIFY(showsDifference(false));
}

/// Share of a picture's pixels that are close to one of the colours of the diverging map below (or above) its middle.
static double share(const QImage& image, bool below)
{
    const auto map = app::colormap("diverging");
    const auto near = [&](QRgb pixel, std::size_t i) {
        return std::abs(qRed(pixel) - int(map[i].r * 255)) + std::abs(qGreen(pixel) - int(map[i].g * 255))
            + std::abs(qBlue(pixel) - int(map[i].b * 255))
            < 12;
    };
    long found = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            for (std::size_t i = below ? 0 : map.size() * 3 / 4; i < (below ? map.size() / 4 : map.size()); i += 4)
                if (near(image.pixel(x, y), i)) {
                    ++found;
                    break;
                }
    return double(found) / (double(image.width()) * image.height());
}

void TestWindowDifference::keyShowsWhatAFailureChanged()
{
    window().viewport().setSettings([] {
        app::ViewSettings settings;
        settings.flatData = true;
        return settings;
    }());
    window().viewport().goTo(AssetId(AssetKind::Hall, 0));
    const auto before = window().frame();
    QTest::keyClick(&window(), Qt::Key_D);
    QVERIFY(window().minus().kind == Kind::Planned);
    QVERIFY(showsDifference());
    // Nothing was changed: zero everywhere, exactly.
    QCOMPARE(shownKw(rowRacks().first), 0.0f);
    const QImage calm = m_open->picture();
    const double calmShare = share(calm, true);
    window().fail(row());
    const float loss = -dequantise(model::metricInfo(model::Metric::RackPower),
        before->rack[std::size_t(model::Metric::RackPower)][rowRacks().first]);
    QVERIFY(QTest::qWaitFor([&] { return std::abs(shownKw(rowRacks().first) - loss) < 2; }, 20000));
    QCOMPARE(shownKw(rowRacks().end() + 3), 0.0f);
    QVERIFY(m_open->drawn());
    const double failedShare = share(m_open->picture(), true);
    QVERIFY2(failedShare > calmShare + 0.002, qPrintable(QString::number(failedShare)));
    // What plays stays what it is: the row is dark there, and that is what alarms and recordings see.
    QVERIFY(!window().frame()->isDifference && window().frame()->impact->darkRacks == rowRacks().count);
    QVERIFY2(window().windowTitle().contains("A minus B: as planned"), qPrintable(window().windowTitle()));
    QTest::keyClick(&window(), Qt::Key_D);
    QVERIFY(showsDifference(false));
    QVERIFY(!window().windowTitle().contains("minus"));
}

void TestWindowDifference::panelsSayAAndB()
{
    window().fail(row());
    window().setMinus({Kind::Planned, 0, {}, {}});
    window().select(AssetId(AssetKind::Rack, rowRacks().first));
    QVERIFY(showsDifference());
    QVERIFY(QTest::qWaitFor([&] { return shownKw(rowRacks().first) < -50; }, 20000));
    const QString power = value(model::Metric::RackPower);
    // "-120 kW", and below it "A 0 W . B 120 kW".
    QVERIFY2(power.contains("kW<br>") && power.contains(QStringLiteral(">A 0")), qPrintable(power));
    QVERIFY2(power.count("kW") == 3 || power.count("W") == 3, qPrintable(power));
    const auto* source = window().findChild<QLabel*>(QStringLiteral("statusSource"));
    QVERIFY2(source->text().contains("A simulated (seed 1) minus B as planned"), qPrintable(source->text()));
    // The racks of the row have changed most.
    auto* top = window().findChild<app::TopList*>();
    const QString first = top->topLevelItem(0)->text(0);
    const auto id = window().session()->campus()->find(first.toStdString());
    QVERIFY2(id && rowRacks().contains(id->index()), qPrintable(first));
    QCOMPARE(window().overlay().subtrahend, std::string("as planned"));
    QCOMPARE(window().overlay().minuend, std::string("simulated (seed 1)"));
    QVERIFY(window().overlay().info().isDifference);
}

void TestWindowDifference::anotherTime()
{
    window().setMinus({Kind::Earlier, 3600, {}, {}});
    QVERIFY(showsDifference());
    const double nowS = window().frame()->timeS;
    QCOMPARE(window().shown()->source.find("simulated"), std::size_t(0));
    QCOMPARE(window().overlay().subtrahend, QStringLiteral("1\u202fh earlier").toStdString());
    const float an_hour = window().shown()->rollUp[std::size_t(model::Metric::RackPower)].campus.mean;
    // Always the same moment, that of the clock: nothing.
    window().setMinus({Kind::Time, nowS, {}, {}});
    QVERIFY(QTest::qWaitFor(
        [&] { return window().shown()->rollUp[std::size_t(model::Metric::RackPower)].campus.mean == 0; }, 20000));
    QVERIFY(std::isfinite(an_hour));
    QMenu* times = nullptr;
    for (QMenu* menu : window().findChildren<QMenu*>())
        if (menu->title() == QLatin1String("Another &time"))
            times = menu;
    QVERIFY(times);
    emit times->aboutToShow();
    QVERIFY(times->actions().size() >= 6);
    times->actions().front()->trigger();
    QVERIFY(window().minus().kind == Kind::Earlier && window().minus().s == 60);
}

/// B is of the scenario that plays as well: what failed long before is out in both.
void TestWindowDifference::anotherTimeFollowsTheScenario()
{
    window().setMinus({Kind::Earlier, 60, {}, {}});
    QVERIFY(showsDifference());
    const double nowS = window().frame()->timeS;
    window().whatIf().add({nowS - 7200, model::ScenarioEvent::Kind::Fail, {row()}}, "long ago");
    QVERIFY(QTest::qWaitFor(
        [&] {
            const auto& frame = window().frame();
            return frame->impact && frame->impact->darkRacks > 0 && shownKw(rowRacks().first) == 0.0f;
        },
        20000));
}

void TestWindowDifference::recording()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("b.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QString rack = QString::fromStdString(window().session()->campus()->name(AssetId(AssetKind::Rack, 0)));
    file.write(("t_s," + rack + "\n0,10000\n600,20000\n").toUtf8());
    file.close();
    window().setMinus({Kind::Recording, 0, file.fileName().toStdString(), {}});
    QVERIFY(showsDifference());
    // It has nothing at noon: it starts now.
    QVERIFY(window().minus().startsAtS && *window().minus().startsAtS == window().frame()->timeS);
    QVERIFY(std::abs(shownKw(0)
                - (dequantise(model::metricInfo(model::Metric::RackPower),
                       window().frame()->rack[std::size_t(model::Metric::RackPower)][0])
                    - 10))
        < 0.1f);
    QVERIFY(std::isnan(shownKw(1)));
    const auto* states = window().findChild<QLabel*>(QStringLiteral("statusStates"));
    QVERIFY2(states->text().contains("missing") && states->text().contains(QStringLiteral("simulated\u202f1")),
        qPrintable(states->text()));
    QCOMPARE(window().overlay().subtrahend, std::string("b.csv"));
}

void TestWindowDifference::recordingThatCannotBeRead()
{
    QSignalSpy problems(&window(), &app::MainWindow::problemsShown);
    window().setMinus({Kind::Recording, 0, "/none/b.h5", {}});
    QVERIFY(problems.wait(20000));
    QVERIFY(!window().minus().isGiven() && !window().overlay().difference);
    for (QWidget* dialog : QApplication::topLevelWidgets())
        if (dialog->inherits("QDialog"))
            dialog->close();
}

void TestWindowDifference::namesHaveNone()
{
    window().setMinus({Kind::Planned, 0, {}, {}});
    QVERIFY(showsDifference());
    app::Overlay names;
    names.metric = model::Metric::Job;
    window().setOverlay(names);
    QVERIFY(!window().overlay().difference && window().shown() == window().frame());
    QAction* planned = window().action(QStringLiteral("minusPlanned"));
    QVERIFY(!planned->isEnabled() && planned->toolTip().contains("no difference"));
    const auto* button = window().findChild<QToolButton*>(QStringLiteral("compareButton"));
    QVERIFY(!button->isEnabled() && button->toolTip().contains("no difference"));
    QVERIFY(m_open->drawn());
    names.metric = model::Metric::Loading;
    window().setOverlay(names);
    QVERIFY(window().overlay().difference && planned->isEnabled() && button->isEnabled());
}

void TestWindowDifference::rangesComeBack()
{
    app::Overlay overlay = window().overlay();
    overlay.rangeMode = app::Overlay::RangeMode::Fixed;
    overlay.lo = 100;
    overlay.hi = 140;
    window().setOverlay(overlay);
    window().action(QStringLiteral("minusPlanned"))->trigger();
    QVERIFY(showsDifference());
    QCOMPARE(window().overlay().rangeMode, app::Overlay::RangeMode::Metric);
    const auto range = window().viewport().range();
    QCOMPARE(range.lo, -range.hi);
    window().action(QStringLiteral("minusNothing"))->trigger();
    QVERIFY(showsDifference(false));
    QCOMPARE(window().overlay().rangeMode, app::Overlay::RangeMode::Fixed);
    QCOMPARE(window().overlay().hi, 140.0f);
}

void TestWindowDifference::chartsOfDifferences()
{
    window().findChild<QDockWidget*>(QStringLiteral("dock.charts"))->show();
    app::ChartsPanel& charts = window().charts();
    window().select(row());
    window().whatIf().add({window().frame()->timeS - 120, model::ScenarioEvent::Kind::Fail, {row()}}, "out");
    window().setMinus({Kind::Planned, 0, {}, {}});
    QVERIFY(showsDifference());
    const auto table = [&]() -> const app::ChartTable& { return charts.view().table(); };
    QVERIFY(QTest::qWaitFor([&] { return table().difference && !charts.isReading() && table().columns > 50; }, 60000));
    QVERIFY2(table().title.contains("A minus B") && table().title.contains("B as planned"), qPrintable(table().title));
    // Before it failed there is no difference, then all is missing that was there.
    const auto& samples = table().rows.front().samples;
    QCOMPARE(samples.front().value, 0.0f);
    QVERIFY(samples.back().value < -500);
    QVERIFY(charts.csv().contains(",values missing,values live"));
    window().findChild<QDockWidget*>(QStringLiteral("dock.charts"))->hide();
}

void TestWindowDifference::viewFileBringsIt()
{
    const QTemporaryDir folder;
    window().fail(row());
    window().setMinus({Kind::Planned, 0, {}, {}});
    QVERIFY(showsDifference());
    QSignalSpy saved(&window(), &app::MainWindow::screenshotSaved);
    window().action(QStringLiteral("screenshot"))->trigger();
    QVERIFY(saved.wait(20000));
    const QImage picture(saved.front().front().toString());
    const QString states = picture.text(QStringLiteral("gigahall:states"));
    QVERIFY2(states.contains(" - "), qPrintable(states)); // the source: of one frame minus another
    QFile file(folder.filePath("d.view.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(picture.text(QStringLiteral("gigahall:view")).toUtf8());
    file.close();
    init();
    window().openFile(file.fileName());
    QVERIFY(window().minus().kind == Kind::Planned);
    QVERIFY(showsDifference());
    QVERIFY(QTest::qWaitFor([&] { return shownKw(rowRacks().first) < -50; }, 20000));
    // A view of values shows values.
    app::ViewFile plain;
    plain.metric = model::Metric::RackPower;
    plain.minus = Minus();
    QCOMPARE(app::writeViewFile(file.fileName().toStdString(), plain), std::string());
    window().openFile(file.fileName());
    QVERIFY(showsDifference(false));
}

void TestWindowDifference::forkDiffersFromWhatWasMeasured()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("a.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QString rack = QString::fromStdString(window().session()->campus()->name(AssetId(AssetKind::Rack, 0)));
    file.write(("t_s," + rack + "\n0,10000\n300,20000\n600,30000\n").toUtf8());
    file.close();
    app::ViewOptions options = test::options();
    options.scene.timeS = 400;
    options.scene.session.replay = file.fileName().toStdString();
    options.scene.minus = {Kind::Time, 100, {}, {}}; // as --minus-time 100
    options.scene.overlay.metric = model::Metric::RackPower;
    options.scene.overlayGiven = true;
    test::OpenWindow open(options);
    QVERIFY(open.ok);
    app::MainWindow& replay = *open.window;
    QVERIFY(QTest::qWaitFor([&] { return replay.overlay().difference; }, 20000));
    const auto& campus = *replay.session()->campus();
    QVERIFY(std::abs(replay.shown()->value(campus, model::Metric::RackPower, AssetId(AssetKind::Rack, 0)) - 10) < 0.1f);
    // A what-if on top of it differs from what was measured.
    QCOMPARE(replay.action(QStringLiteral("minusPlanned"))->text(), QStringLiteral("As &measured"));
    replay.setMinus({Kind::Planned, 0, {}, {}});
    const auto kw
        = [&] { return replay.shown()->value(campus, model::Metric::RackPower, AssetId(AssetKind::Rack, 0)); };
    QVERIFY(QTest::qWaitFor([&] { return replay.overlay().difference && kw() == 0.0f; }, 20000));
    QCOMPARE(replay.overlay().subtrahend, std::string("as measured"));
    replay.fail(AssetId(AssetKind::Rack, 0));
    QVERIFY(QTest::qWaitFor([&] { return replay.overlay().difference && std::abs(kw() + 20) < 0.1f; }, 20000));
    QVERIFY2(replay.overlay().minuend.starts_with("what if from "), replay.overlay().minuend.c_str());
}

void TestWindowDifference::speaksGerman()
{
    window().setMinus({Kind::Planned, 0, {}, {}});
    QVERIFY(showsDifference());
    window().setLanguage(QStringLiteral("de"));
    QCoreApplication::processEvents();
    QVERIFY2(
        window().windowTitle().contains(QStringLiteral("A minus B: wie geplant")), qPrintable(window().windowTitle()));
    QCOMPARE(window().overlay().subtrahend, std::string("wie geplant"));
    QCOMPARE(window().action(QStringLiteral("minusNothing"))->text(), QStringLiteral("&Aus"));
    window().setLanguage(QStringLiteral("en"));
}

GIGAHALL_GUI_TEST(TestWindowDifference)
#include "tst_windowdifference.moc"
