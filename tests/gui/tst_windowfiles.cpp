#include "guitest.h"

#include "app/docks/treedock.h"
#include "app/rollout/planwhatif.h"
#include "app/scenery/viewfile.h"
#include "app/scenery/viewpresets.h"
#include "app/window/importdialog.h"
#include "app/window/metricbar.h"
#include "app/window/problemsdialog.h"
#include "app/window/whatif.h"
#include "model/feeds/recording.h"
#include "model/rollout/date.h"

#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QTabBar>
#include <QTreeWidget>

using namespace gigahall;
using model::AssetId;
using model::AssetKind;

namespace {

QString shipped(const char* name)
{
    return QStringLiteral(SOURCE_DIR "/assets/campuses/") + QString::fromLatin1(name);
}

QString write(const QTemporaryDir& folder, const QString& name, const QByteArray& text)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path : QString();
}

/// As a file manager would do it; false when the window does not take it.
bool drop(QWidget& target, const QString& path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &event);
    return event.isAccepted();
}

} // namespace

class TestWindowFiles : public QObject
{
    Q_OBJECT

private slots:
    void badFileSaysAllAndChangesNothing();
    void missingFileSaysSo();
    void droppedCampusOpens();
    void foreignFilesSaySo_data();
    void foreignFilesSaySo();
    void droppedRecordingPlays_data();
    void droppedRecordingPlays();
    void droppedSceneAsksForItsRacks();
    void cancelledLoadLeavesEverything();
    void viewFileIsApplied();
    void viewFileBringsItsScenario();
    void viewFileBringsItsDate();
    void viewFileBringsItsShifts();
    void themeChangesEverything();
    void languageChangesEverything();
    void settingsAreKept();
    void germanIsComplete();
    void secondDeviceLossIsReported();
};

void TestWindowFiles::badFileSaysAllAndChangesNothing()
{
    const QTemporaryDir folder;
    test::OpenWindow open;
    QVERIFY(open.ok);
    const auto before = open.window->session();
    const QString path = write(folder, QStringLiteral("bad.campus.json"),
        R"({"format": "gigahall/campus", "version": 1, "types": {"r": {"class": "compute-rack", "trays": -3}}, "phases": 7})");
    QSignalSpy problems(open.window.get(), &app::MainWindow::problemsShown);
    open.window->openFile(path);
    QVERIFY(problems.wait(20000));
    auto* dialog = open.window->findChild<app::ProblemsDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    auto* list = dialog->findChild<QTreeWidget*>(QStringLiteral("problemList"));
    QVERIFY(list->topLevelItemCount() >= 2);
    for (int i = 0; i < list->topLevelItemCount(); ++i)
        QVERIFY(!list->topLevelItem(i)->text(2).isEmpty());
    QCOMPARE(open.window->session(), before);
    QVERIFY(open.window->frame() != nullptr);
    dialog->reject();
}

void TestWindowFiles::missingFileSaysSo()
{
    test::OpenWindow open;
    QVERIFY(open.ok);
    QSignalSpy problems(open.window.get(), &app::MainWindow::problemsShown);
    open.window->openFile(QStringLiteral("/no/such.campus.json"));
    QVERIFY(problems.wait(20000));
    QVERIFY(open.window->session() != nullptr);
}

void TestWindowFiles::droppedCampusOpens()
{
    test::OpenWindow open;
    QVERIFY(open.ok);
    const auto before = open.window->session();
    QSignalSpy opened(open.window.get(), &app::MainWindow::sessionOpened);
    QVERIFY(drop(*open.window, shipped("variant-b.campus.json")));
    QVERIFY(opened.wait(60000));
    QVERIFY(open.window->session() != before);
    QVERIFY(QTest::qWaitFor([&] { return open.window->frame() != nullptr; }, 60000));
    QCOMPARE(open.window->frame()->rackState.size(), std::size_t{open.window->session()->campus()->rackCount()});
    QVERIFY(open.drawn());
    QVERIFY(test::colourCount(open.picture()) > 40);
}

void TestWindowFiles::foreignFilesSaySo_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("letter") << "letter.odt" << QByteArray("PK") << "*.campus.json";
    QTest::newRow("text called HDF5") << "run.h5" << QByteArray("time,rack\n1,2\n") << "HDF5";
    QTest::newRow("mapping") << "hosts.csv" << QByteArray("source,key,asset\n,a,P01\n") << "NAME.mapping.csv";
    QTest::newRow("table of something else") << "people.csv" << QByteArray("name,age\nann,30\n") << "expected";
    QTest::newRow("alarm rules") << "my.alarms.json" << QByteArray(R"({"format": "gigahall/alarms"})")
                                 << "gigahall/campus";
}

/// One message, which names the file and what was expected; what is open stays.
void TestWindowFiles::foreignFilesSaySo()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    test::OpenWindow open;
    QVERIFY(open.ok);
    const auto before = open.window->session();
    QSignalSpy problems(open.window.get(), &app::MainWindow::problemsShown);
    QVERIFY(drop(*open.window, write(folder, name, text)));
    QVERIFY(problems.size() == 1 || problems.wait(20000));
    auto* dialog = open.window->findChild<app::ProblemsDialog*>();
    auto* list = dialog->findChild<QTreeWidget*>(QStringLiteral("problemList"));
    QString said;
    for (int i = 0; i < list->topLevelItemCount(); ++i)
        for (int column = 0; column < list->columnCount(); ++column)
            said += list->topLevelItem(i)->text(column) + QLatin1Char('\n');
    for (const auto* label : dialog->findChildren<QLabel*>())
        said += label->text();
    QVERIFY2(said.contains(says), qPrintable(said));
    QVERIFY2(said.contains(name), qPrintable(said));
    QCOMPARE(open.window->session(), before);
    dialog->reject();
}

void TestWindowFiles::droppedRecordingPlays_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("HDF5") << "run.h5";
    QTest::newRow("HDF5 by another name") << "run.recording";
    QTest::newRow("names of assets") << "run.csv";
    QTest::newRow("with a mapping beside it") << "mapped.csv";
}

void TestWindowFiles::droppedRecordingPlays()
{
    QFETCH(QString, name);
    const QTemporaryDir folder;
    test::OpenWindow open;
    QVERIFY(open.ok);
    const auto campus = open.window->session()->campus();
    const AssetId rack(AssetKind::Rack, 20);
    const std::string rackName = campus->name(rack);
    QString path = folder.filePath(name);
    if (name.endsWith(QLatin1String(".csv"))) {
        const bool mapped = name.startsWith(QLatin1String("mapped"));
        const QByteArray key = mapped ? "pdu_kW" : QByteArray::fromStdString(rackName); // W, as nothing says otherwise
        const QByteArray value = mapped ? ",77\n" : ",77000\n";
        path = write(folder, name, "time_s," + key + "\n0" + value + "10" + value + "20" + value);
        if (mapped)
            QVERIFY(!write(folder, QStringLiteral("mapped.mapping.csv"),
                "source,key,asset\nmapped,pdu_kW," + QByteArray::fromStdString(rackName) + '\n')
                         .isEmpty());
    } else {
        model::Recorder recorder(*campus, path.toStdString(), {});
        for (int t = 0; t <= 20; ++t) {
            model::TelemetryFrame frame = *open.window->frame();
            frame.timeS = t;
            frame.rack[std::size_t(model::Metric::RackPower)][rack.index()]
                = model::quantise(model::metricInfo(model::Metric::RackPower), 77);
            QCOMPARE(recorder.add(frame), std::string());
        }
        QCOMPARE(recorder.close(), std::string());
    }
    QSignalSpy opened(open.window.get(), &app::MainWindow::sessionOpened);
    QVERIFY(drop(*open.window, path));
    QVERIFY(opened.wait(60000));
    QVERIFY(open.window->session()->isReplay());
    QCOMPARE(open.window->session()->campus()->key, campus->key);
    QVERIFY(QTest::qWaitFor([&] { return open.window->frame() != nullptr; }, 60000));
    QCOMPARE(open.window->frame()->timeS, 10.0); // the middle, and not the time of the command line
    const float kw = open.window->frame()->value(*open.window->session()->campus(), model::Metric::RackPower, rack);
    QVERIFY2(std::abs(kw - 77) < 0.1f, qPrintable(QString::number(double(kw))));
    QVERIFY(open.window->frame()->rackState[rack.index()] == model::DataState::Recorded);
}

void TestWindowFiles::droppedSceneAsksForItsRacks()
{
    test::OpenWindow open;
    QVERIFY(open.ok);
    QVERIFY(drop(*open.window, shipped("scene-hall.glb")));
    auto* dialog = open.window->findChild<app::ImportDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    auto* matches = dialog->findChild<QListWidget*>(QStringLiteral("importMatches"));
    auto* button = dialog->findChild<QPushButton*>(QStringLiteral("importButton"));
    auto* pattern = dialog->findChild<QLineEdit*>(QStringLiteral("rackPattern"));
    QVERIFY(QTest::qWaitFor([&] { return matches->count() > 0 && button->isEnabled(); }, 30000));

    QSignalSpy previewed(dialog, &app::ImportDialog::previewed);
    pattern->setText(QStringLiteral("no node is called this"));
    QVERIFY(previewed.wait(30000));
    QCOMPARE(matches->count(), 0);
    QVERIFY(!button->isEnabled());
    pattern->setText(QStringLiteral("(unbalanced"));
    QVERIFY(previewed.wait(30000));
    QVERIFY(!button->isEnabled());
    QVERIFY(!dialog->findChild<QLabel*>(QStringLiteral("importSummary"))->text().isEmpty());
    dialog->reject();
}

void TestWindowFiles::cancelledLoadLeavesEverything()
{
    test::OpenWindow open;
    QVERIFY(open.ok);
    const auto before = open.window->session();
    QSignalSpy opened(open.window.get(), &app::MainWindow::sessionOpened);
    open.window->openFile(shipped("default.campus.json"));
    auto* cancel = open.window->findChild<QPushButton*>(QStringLiteral("cancelLoad"));
    QVERIFY(cancel != nullptr && cancel->isVisible());
    cancel->click();
    QVERIFY(!opened.wait(1500));
    QCOMPARE(open.window->session(), before);
    QVERIFY(!cancel->isVisible());
}

void TestWindowFiles::viewFileIsApplied()
{
    const QTemporaryDir folder;
    test::OpenWindow open;
    QVERIFY(open.ok);
    const auto& campus = *open.window->session()->campus();
    app::ViewFile view = app::ViewFile::from(
        app::viewOf(campus, AssetId(AssetKind::Rack, 2), {800, 600}), {}, 50000, render::Theme::Light);
    view.metric = model::Metric::RackPower;
    view.selection = campus.name(AssetId(AssetKind::Rack, 2));
    const QString path = folder.filePath(QStringLiteral("a.view.json"));
    QCOMPARE(app::writeViewFile(path.toStdString(), view), std::string());
    open.window->openFile(path);
    QCOMPARE(open.window->overlay().metric, model::Metric::RackPower);
    QCOMPARE(open.window->selected().value, AssetId(AssetKind::Rack, 2).value);
    QCOMPARE(open.window->theme(), app::ThemeKind::Light);
    QVERIFY(glm::length(open.window->viewport().view().eyeM - view.camera->eyeM) < 0.01);
    QVERIFY(QTest::qWaitFor([&] { return std::abs(open.window->frame()->timeS - 50000) < 2; }, 20000));
}

/// A view that was saved while something is out: opened in another window, the same is out; undo takes it back.
void TestWindowFiles::viewFileBringsItsScenario()
{
    QTemporaryDir folder;
    test::OpenWindow open;
    QVERIFY(open.ok);
    app::MainWindow& window = *open.window;
    auto view = app::ViewFile::from(window.viewport().view(), {}, 50000, render::Theme::Light);
    std::string problem;
    view.scenario.emplace().events.push_back(*app::readEvent("49000 fail P01-B1-H1-R02", problem));
    const QString path = folder.filePath(QStringLiteral("failed.view.json"));
    QCOMPARE(app::writeViewFile(path.toStdString(), view), std::string());
    window.openFile(path);
    QCOMPARE(window.whatIf().scenario().events.size(), std::size_t{1});
    const auto darkRacks = [&] { return window.frame()->impact ? window.frame()->impact->darkRacks : 0; };
    QVERIFY(QTest::qWaitFor([&] { return darkRacks() == 8; }, 20000));
    window.action(QStringLiteral("undo"))->trigger();
    QVERIFY(QTest::qWaitFor([&] { return darkRacks() == 0; }, 20000));

    QSignalSpy problems(&window, &app::MainWindow::problemsShown);
    view.scenario->weather = "mars";
    QCOMPARE(app::writeViewFile(path.toStdString(), view), std::string());
    window.openFile(path);
    QCOMPARE(problems.size(), 1);
    QVERIFY(window.whatIf().scenario().events.empty());
}

/// A view of a day of the rollout: geometry, date bar and what runs are as on that day, and complete is complete again.
void TestWindowFiles::viewFileBringsItsDate()
{
    QTemporaryDir folder;
    test::OpenWindow open;
    QVERIFY(open.ok);
    app::MainWindow& window = *open.window;
    const auto planned = [&] { return std::ranges::count(window.frame()->rackState, model::DataState::Planned); };
    const QString path = folder.filePath(QStringLiteral("early.view.json"));
    app::ViewFile view;
    view.day = model::dayNumber(*model::parseDay("2020-01-01"));
    QCOMPARE(app::writeViewFile(path.toStdString(), view), std::string());
    window.openFile(path);
    QVERIFY(window.day() && *window.day() < model::dayNumber(*model::parseDay("2026-01-01"))); // its plan's first
    QVERIFY(
        QTest::qWaitFor([&] { return planned() == std::ptrdiff_t(window.session()->campus()->rackCount()); }, 20000));
    view.day = std::numeric_limits<double>::infinity();
    QCOMPARE(app::writeViewFile(path.toStdString(), view), std::string());
    window.openFile(path);
    QVERIFY(!window.day());
    QVERIFY(QTest::qWaitFor([&] { return planned() == 0; }, 20000));
}

/// A view of a plan in which something slipped: it slips here too, undo takes it back, and what is saved says it.
void TestWindowFiles::viewFileBringsItsShifts()
{
    QTemporaryDir folder;
    test::OpenWindow open;
    QVERIFY(open.ok);
    app::MainWindow& window = *open.window;
    const QString path = folder.filePath(QStringLiteral("late.view.json"));
    const auto planned = window.plan().now();
    QVERIFY(planned && !planned->plan.activities.empty());
    const std::string name = window.session()->campus()->phases.front().key;
    app::ViewFile view;
    view.shifts = {{name, 0, 6}};
    QCOMPARE(app::writeViewFile(path.toStdString(), view), std::string());
    window.openFile(path);
    QCOMPARE(window.plan().shifts().size(), std::size_t(1));
    const int days = window.plan().shifts().front().days;
    QVERIFY(window.plan().now()->plan.extent()->finish == planned->plan.extent()->finish + std::chrono::days(days));
    QCOMPARE(window.viewNow().shifts, (std::vector<app::WrittenShift>{{name, days, 0}}));
    window.openFile(path); // the same once more is nothing to undo
    window.whatIf().undoStack().undo();
    QCOMPARE(window.plan().now()->plan.extent()->finish, planned->plan.extent()->finish);
    QVERIFY(window.viewNow().shifts->empty());
    QSignalSpy problems(&window, &app::MainWindow::problemsShown);
    view.shifts = {{"nobody", 1, 0}};
    QCOMPARE(app::writeViewFile(path.toStdString(), view), std::string());
    window.openFile(path);
    QCOMPARE(problems.size(), 1);
    QVERIFY(window.plan().shifts().empty());
}

void TestWindowFiles::themeChangesEverything()
{
    test::OpenWindow open;
    QVERIFY(open.ok);
    open.window->setTheme(app::ThemeKind::Dark);
    QVERIFY(open.drawn());
    const QImage dark = open.grab();
    open.window->action(QStringLiteral("themeLight"))->trigger();
    QVERIFY(open.drawn());
    const QImage light = open.grab();
    QVERIFY(test::difference(dark, light) > 0.6);
    QVERIFY(qGray(light.pixel(20, light.height() / 2)) > qGray(dark.pixel(20, dark.height() / 2)) + 100);
    open.window->setTheme(app::ThemeKind::Dark);
}

void TestWindowFiles::languageChangesEverything()
{
    test::OpenWindow open;
    QVERIFY(open.ok);
    auto* tabs = open.window->findChild<QTabBar*>(QStringLiteral("metricTabs"));
    QCOMPARE(tabs->tabText(0), QStringLiteral("GPU load"));
    open.window->action(QStringLiteral("languageGerman"))->trigger();
    QCoreApplication::processEvents();
    QCOMPARE(tabs->tabText(0), QStringLiteral("GPU-Last"));
    QCOMPARE(open.window->action(QStringLiteral("quit"))->text(), QStringLiteral("B&eenden"));
    QCOMPARE(open.window->locale().language(), QLocale::German);
    // Decimal commas in the panels.
    open.window->select(AssetId(AssetKind::Hall, 0));
    auto* power = open.window->findChild<QLabel*>(QStringLiteral("value.%1").arg(int(model::Metric::RackPower)));
    QVERIFY2(power->text().contains(QLatin1Char(',')), qPrintable(power->text()));
    open.window->action(QStringLiteral("languageEnglish"))->trigger();
    QCoreApplication::processEvents();
    QCOMPARE(tabs->tabText(0), QStringLiteral("GPU load"));
}

void TestWindowFiles::settingsAreKept()
{
    app::ViewOptions options = test::options();
    options.scene.language.clear();
    {
        app::MainWindow window(options);
        window.resize(900, 640);
        window.show();
        window.setTheme(app::ThemeKind::Light);
        window.setLanguage(QStringLiteral("de"));
        app::Overlay overlay;
        overlay.metric = model::Metric::RackLiquidFlow;
        overlay.rangeMode = app::Overlay::RangeMode::Fixed;
        overlay.lo = 10;
        overlay.hi = 300;
        overlay.colormap = "inferno";
        window.setOverlay(overlay);
        window.action(QStringLiteral("roofs"))->setChecked(false);
        window.findChild<QDockWidget*>(QStringLiteral("dock.top"))->hide();
        window.close();
    }
    {
        app::MainWindow window(options);
        window.show();
        QCOMPARE(window.theme(), app::ThemeKind::Light);
        QCOMPARE(window.locale().language(), QLocale::German);
        QCOMPARE(window.overlay().metric, model::Metric::RackLiquidFlow);
        QCOMPARE(window.overlay().rangeMode, app::Overlay::RangeMode::Fixed);
        QCOMPARE(window.overlay().hi, 300.0f);
        QCOMPARE(window.overlay().colormap, std::string("inferno"));
        QVERIFY(!window.action(QStringLiteral("roofs"))->isChecked());
        QVERIFY(!window.findChild<QDockWidget*>(QStringLiteral("dock.top"))->isVisible());
        QCOMPARE(window.size(), QSize(900, 640));
    }
    // What the command line says goes before what was kept.
    options.scene.theme = render::Theme::Dark;
    options.scene.overlayGiven = true;
    options.scene.overlay.metric = model::Metric::GpuPower;
    app::MainWindow window(options);
    QCOMPARE(window.theme(), app::ThemeKind::Dark);
    QCOMPARE(window.overlay().metric, model::Metric::GpuPower);
}

void TestWindowFiles::germanIsComplete()
{
    QFile file(QStringLiteral(SOURCE_DIR "/resources/translations/gigahall_de.ts"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.count("<source>") > 150);
    QCOMPARE(text.count("type=\"unfinished\""), 0);
    QCOMPARE(text.count("<translation></translation>"), 0);
}

void TestWindowFiles::secondDeviceLossIsReported()
{
    test::OpenWindow open;
    QVERIFY(open.ok);
    auto& viewport = open.window->viewport();
    QSignalSpy failed(&viewport, &app::ViewportWidget::failed);
    QSignalSpy reopened(&viewport, &app::ViewportWidget::opened);
    viewport.presenter().injectDeviceLoss();
    viewport.setSettings({.roofs = false});
    QVERIFY(reopened.wait(60000));
    QCOMPARE(failed.count(), 0);
    viewport.presenter().injectDeviceLoss();
    viewport.setSettings({.roofs = true});
    QVERIFY(failed.count() == 1 || failed.wait(60000));
}

GIGAHALL_GUI_TEST(TestWindowFiles)
#include "tst_windowfiles.moc"
