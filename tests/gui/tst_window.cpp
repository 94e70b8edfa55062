#include "guitest.h"

#include "app/docks/propertiespanel.h"
#include "app/docks/treedock.h"
#include "app/scenery/viewpresets.h"
#include "app/window/metricbar.h"
#include "app/window/timebar.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>

using namespace gigahall;
using model::AssetId;
using model::AssetKind;

class TestWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void showsTheCampus();
    void clickSelectsTheRackUnderIt();
    void treeAndPictureAgree();
    void escapeSelectsNothing();
    void searchJumps();
    void quantityChangesThePicture();
    void quantitiesWithoutRoomAreInTheMenu();
    void namesHaveNoRange();
    void keysMoveTheCamera_data();
    void keysMoveTheCamera();
    void typingDoesNotMoveTheCamera();
    void wheelComesNearer();
    void hoverNamesWhatIsThere();
    void doubleClickGoesThere();
    void pauseAndPlay();
    void spaceTogglesEvenFromAButton();
    void timeCanBeSet();
    void propertiesFollowTheSelection();
    void screenshotIsWritten();
    void deviceLossIsSurvived();
    void idleWindowDrawsNothing();

private:
    QPoint placeOf(AssetId id);
    app::MainWindow& window() { return *m_open->window; }

    std::unique_ptr<test::OpenWindow> m_open;
};

void TestWindow::initTestCase()
{
    m_open = std::make_unique<test::OpenWindow>();
    QVERIFY(m_open->ok);
}

void TestWindow::init()
{
    window().select({});
    window().activateWindow();
    window().viewport().setFocus();
    window().viewport().setView(app::overview(*window().session()->campus(), window().viewport().view().sizePx));
    QVERIFY(m_open->drawn());
}

/// Where the front of an asset is in the widget.
QPoint TestWindow::placeOf(AssetId id)
{
    const auto bounds = window().session()->campus()->bounds(id);
    const glm::dvec3 at = window().viewport().view().toPixel(0.5 * (bounds.minM + bounds.maxM));
    return (QPointF(at.x, at.y) / window().viewport().devicePixelRatioF()).toPoint();
}

void TestWindow::showsTheCampus()
{
    QVERIFY(test::colourCount(m_open->picture()) > 40);
    QVERIFY(window().windowTitle().size() > 3);
    QCOMPARE(window().session()->campus()->rackCount() > 0, true);
}

void TestWindow::clickSelectsTheRackUnderIt()
{
    const auto& campus = *window().session()->campus();
    const AssetId rack(AssetKind::Rack, campus.rackCount() / 2);
    window().viewport().setView(app::viewOf(campus, rack, window().viewport().view().sizePx));
    QVERIFY(m_open->drawn());
    QTest::mouseClick(&window().viewport(), Qt::LeftButton, {}, placeOf(rack));
    QVERIFY(QTest::qWaitFor([this] { return window().selected().isValid(); }, 20000));
    // Close up it may be a tray or a GPU of it.
    AssetId hit = window().selected();
    while (hit.kind() == AssetKind::Gpu || hit.kind() == AssetKind::Tray)
        hit = campus.parent(hit);
    QCOMPARE(QString::fromStdString(campus.name(hit)), QString::fromStdString(campus.name(rack)));
    QCOMPARE(hit.value, rack.value);
    QCOMPARE(app::AssetTreeModel::idOf(window().tree().view().currentIndex()).value, window().selected().value);
}

void TestWindow::treeAndPictureAgree()
{
    const AssetId hall(AssetKind::Hall, 0);
    window().tree().view().setCurrentIndex(window().tree().model().indexOf(hall));
    QCOMPARE(window().selected().value, hall.value);
    QCOMPARE(window().properties().shown().value, hall.value);
    const AssetId rack(AssetKind::Rack, 1);
    window().select(rack);
    QCOMPARE(app::AssetTreeModel::idOf(window().tree().view().currentIndex()).value, rack.value);
}

void TestWindow::escapeSelectsNothing()
{
    window().select(AssetId(AssetKind::Rack, 0));
    QTest::keyClick(&window().viewport(), Qt::Key_Escape);
    QVERIFY(!window().selected().isValid());
    QVERIFY(!window().tree().view().currentIndex().isValid());
}

void TestWindow::searchJumps()
{
    const auto& campus = *window().session()->campus();
    const AssetId rack(AssetKind::Rack, 5);
    const glm::dvec3 before = window().viewport().view().eyeM;
    QTest::keyClick(&window(), Qt::Key_F, Qt::ControlModifier);
    auto& field = window().tree().searchField();
    QVERIFY(field.hasFocus());
    QTest::keyClicks(&field, QString::fromStdString(campus.name(rack)));
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(window().selected().value, rack.value);
    QVERIFY(glm::length(window().viewport().view().eyeM - before) > 1);
}

void TestWindow::quantityChangesThePicture()
{
    auto* bar = window().findChild<QTabBar*>(QStringLiteral("metricTabs"));
    QVERIFY(bar != nullptr);
    QCOMPARE(bar->count(), static_cast<int>(model::kMetricCount));
    bar->setCurrentIndex(0);
    QVERIFY(m_open->drawn());
    const QImage load = m_open->picture();
    bar->setCurrentIndex(2);
    QVERIFY(m_open->drawn());
    QCOMPARE(window().overlay().metric, model::Metric::GpuTemperature);
    QVERIFY(test::difference(load, m_open->picture()) > 0.005);
    bar->setCurrentIndex(0);
    QVERIFY(m_open->drawn());
}

void TestWindow::quantitiesWithoutRoomAreInTheMenu()
{
    auto* bar = window().findChild<QTabBar*>(QStringLiteral("metricTabs"));
    auto* more = window().findChild<QToolButton*>(QStringLiteral("moreMetrics"));
    QVERIFY(bar != nullptr && more != nullptr);
    const int last = bar->count() - 1;
    window().resize(900, 700);
    QCoreApplication::processEvents();
    QVERIFY(!bar->isTabVisible(last));
    QVERIFY(more->isVisible());
    emit more->menu()->aboutToShow();
    QVERIFY(more->menu()->actions().size() > 2);
    // What is chosen there gets a tab, and every tab that shows is whole.
    more->menu()->actions().back()->trigger();
    QVERIFY(m_open->drawn());
    QCOMPARE(bar->currentIndex(), last);
    QVERIFY(bar->isTabVisible(last));
    QVERIFY(bar->tabRect(last).right() <= bar->width());
    bar->setCurrentIndex(0);
    window().resize(2400, 700);
    QCoreApplication::processEvents();
    for (int tab = 0; tab <= last; ++tab)
        QVERIFY(bar->isTabVisible(tab));
    QVERIFY(!more->isVisible());
    window().resize(1100, 700);
    QVERIFY(m_open->drawn());
}

void TestWindow::namesHaveNoRange()
{
    auto* bar = window().findChild<QTabBar*>(QStringLiteral("metricTabs"));
    auto* range = window().findChild<QToolButton*>(QStringLiteral("rangeButton"));
    QVERIFY(range->isEnabled());
    bar->setCurrentIndex(int(model::Metric::Owner));
    QVERIFY(m_open->drawn());
    QVERIFY(!range->isEnabled());
    bar->setCurrentIndex(0);
    QVERIFY(range->isEnabled());
    QVERIFY(m_open->drawn());
}

void TestWindow::keysMoveTheCamera_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("front") << int(Qt::Key_1);
    QTest::newRow("right") << int(Qt::Key_3);
    QTest::newRow("top") << int(Qt::Key_7);
    QTest::newRow("orthographic") << int(Qt::Key_5);
    QTest::newRow("frame") << int(Qt::Key_F);
}

void TestWindow::keysMoveTheCamera()
{
    QFETCH(int, key);
    window().select(AssetId(AssetKind::Rack, 2));
    const render::View before = window().viewport().view();
    QTest::keyClick(&window().viewport(), static_cast<Qt::Key>(key));
    const render::View after = window().viewport().view();
    QVERIFY(glm::length(after.eyeM - before.eyeM) > 0.5 || after.orthographic != before.orthographic);
    if (after.orthographic)
        QTest::keyClick(&window().viewport(), Qt::Key_5);
    QTest::keyClick(&window().viewport(), Qt::Key_Home);
    QVERIFY(glm::length(window().viewport().view().eyeM - before.eyeM) < 0.01 * glm::length(before.eyeM));
}

void TestWindow::typingDoesNotMoveTheCamera()
{
    const glm::dvec3 before = window().viewport().view().eyeM;
    auto& field = window().tree().searchField();
    field.clear();
    field.setFocus();
    QTest::keyClicks(&field, QStringLiteral("f137h"));
    QCOMPARE(field.text(), QStringLiteral("f137h"));
    QVERIFY(glm::length(window().viewport().view().eyeM - before) < 1e-9);
    field.clear();
}

void TestWindow::wheelComesNearer()
{
    auto& viewport = window().viewport();
    const double before = glm::length(viewport.view().eyeM);
    const QPointF middle = QPointF(viewport.rect().center());
    for (int i = 0; i < 3; ++i) {
        QWheelEvent wheel(middle, viewport.mapToGlobal(middle), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
            Qt::NoScrollPhase, false);
        QApplication::sendEvent(&viewport, &wheel);
    }
    QVERIFY(glm::length(viewport.view().eyeM) < before);
}

void TestWindow::hoverNamesWhatIsThere()
{
    const AssetId rack(AssetKind::Rack, 3);
    auto& viewport = window().viewport();
    viewport.setView(app::viewOf(*window().session()->campus(), rack, viewport.view().sizePx));
    QVERIFY(m_open->drawn());
    const QImage before = m_open->picture();
    QTest::mouseMove(&viewport, placeOf(rack));
    QVERIFY(QTest::qWaitFor([&] { return viewport.hovered().isValid(); }, 20000));
    QVERIFY(m_open->drawn());
    QVERIFY(test::difference(before, m_open->picture()) > 0.001);
    QTest::mouseMove(&viewport, QPoint(3, 3));
}

void TestWindow::doubleClickGoesThere()
{
    const auto& campus = *window().session()->campus();
    const AssetId hall(AssetKind::Hall, 0);
    const glm::dvec3 before = window().viewport().view().eyeM;
    QTest::mouseDClick(&window().viewport(), Qt::LeftButton, {}, placeOf(hall));
    QVERIFY(QTest::qWaitFor([&] { return glm::length(window().viewport().view().eyeM - before) > 1; }, 20000));
    const auto bounds = campus.bounds(AssetId(AssetKind::Campus, 0));
    QVERIFY(glm::length(window().viewport().view().eyeM - bounds.minM) < glm::length(bounds.maxM - bounds.minM) * 2);
}

void TestWindow::pauseAndPlay()
{
    QVERIFY(window().worker()->isPaused());
    QTest::keyClick(&window().viewport(), Qt::Key_Space);
    QVERIFY(!window().worker()->isPaused());
    const auto serial = window().frame()->serial;
    QVERIFY(QTest::qWaitFor([&] { return window().frame()->serial > serial; }, 20000));
    QTest::keyClick(&window().viewport(), Qt::Key_Space);
    QVERIFY(window().worker()->isPaused());
}

void TestWindow::spaceTogglesEvenFromAButton()
{
    auto* play = window().findChild<QWidget*>(QStringLiteral("play"));
    QVERIFY(play != nullptr);
    play->setFocus();
    const bool before = window().worker()->isPaused();
    QTest::keyClick(play, Qt::Key_Space);
    QCOMPARE(window().worker()->isPaused(), !before);
    QTest::keyClick(play, Qt::Key_Space);
    QCOMPARE(window().worker()->isPaused(), before);
}

void TestWindow::timeCanBeSet()
{
    auto* track = window().findChild<app::TimeTrack*>();
    QVERIFY(track != nullptr);
    QTest::mouseClick(track, Qt::LeftButton, {}, QPoint(track->width() / 4, 14));
    QVERIFY(QTest::qWaitFor([&] { return std::abs(window().frame()->timeS - 21600) < 1200; }, 20000));
    QTest::mouseClick(track, Qt::LeftButton, {}, QPoint(track->width() / 2, 14));
    QVERIFY(QTest::qWaitFor([&] { return std::abs(window().frame()->timeS - 43200) < 1200; }, 20000));
}

void TestWindow::propertiesFollowTheSelection()
{
    window().select(AssetId(AssetKind::Rack, 4));
    auto* power = window().findChild<QLabel*>(QStringLiteral("value.%1").arg(int(model::Metric::RackPower)));
    QVERIFY(power != nullptr && power->isVisibleTo(&window()));
    QVERIFY2(power->text().endsWith(QStringLiteral("W")), qPrintable(power->text()));
    auto* grid = window().findChild<QWidget*>(QStringLiteral("gpuGrid"));
    QVERIFY(grid != nullptr && grid->isVisibleTo(&window()));
    QVERIFY(test::colourCount(grid->grab().toImage()) > 3);
    window().select(AssetId(AssetKind::Hall, 0));
    QVERIFY(!grid->isVisibleTo(&window()));
}

void TestWindow::screenshotIsWritten()
{
    QSignalSpy saved(&window(), &app::MainWindow::screenshotSaved);
    QTest::keyClick(&window().viewport(), Qt::Key_F12);
    QVERIFY(saved.wait(60000));
    const QImage image(saved.front().front().toString());
    QVERIFY(test::colourCount(image) > 40);
    QVERIFY(image.text(QStringLiteral("gigahall:view")).contains(QStringLiteral("camera")));
}

void TestWindow::deviceLossIsSurvived()
{
    const QImage before = m_open->picture();
    QSignalSpy failed(&window().viewport(), &app::ViewportWidget::failed);
    QSignalSpy reopened(&window().viewport(), &app::ViewportWidget::opened);
    window().viewport().presenter().injectDeviceLoss();
    window().viewport().setSettings({.roofs = false});
    QVERIFY(reopened.wait(60000));
    window().viewport().setSettings({.roofs = true});
    QVERIFY(m_open->drawn());
    QCOMPARE(failed.count(), 0);
    QVERIFY(test::difference(before, m_open->picture()) < 0.02);
}

void TestWindow::idleWindowDrawsNothing()
{
    QVERIFY(window().worker()->isPaused());
    QVERIFY(m_open->drawn());
    QSignalSpy pictures(&window().viewport(), &app::ViewportWidget::drawn);
    QTest::qWait(1500);
    QCOMPARE(pictures.count(), 0);
}

GIGAHALL_GUI_TEST(TestWindow)
#include "tst_window.moc"
