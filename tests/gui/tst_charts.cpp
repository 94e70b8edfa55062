#include "guitest.h"

#include "app/docks/chartlines.h"
#include "app/docks/chartraster.h"
#include "app/docks/chartspanel.h"
#include "app/theme/theme.h"
#include "app/window/translations.h"

#include <QAction>
#include <QClipboard>
#include <QDockWidget>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>

using namespace gigahall;
using model::AssetId;
using model::AssetKind;
using model::DataState;
using model::Metric;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Two rows of 100 seconds; the second is missing from 40 to 59, stale from 80 on.
app::ChartTable table()
{
    app::ChartTable table;
    table.metric = Metric::RackPower;
    table.title = QStringLiteral("Rack power");
    table.columns = 100;
    for (std::uint32_t r = 0; r < 2; ++r) {
        app::ChartTable::Row row{
            AssetId(AssetKind::Rack, r), r ? QStringLiteral("K02") : QStringLiteral("K01"), {}, {}};
        for (int c = 0; c < 100; ++c) {
            const bool missing = r == 1 && c >= 40 && c < 60;
            row.samples.push_back({missing ? kNan : 103.0f + 54.0f * float(r),
                missing                 ? DataState::Missing
                    : r == 1 && c >= 80 ? DataState::Stale
                                        : DataState::Simulated});
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

template <typename View>
std::unique_ptr<View> shown(QSize size = {700, 260})
{
    auto view = std::make_unique<View>();
    view->resize(size);
    view->setSpan(0, 100);
    view->setTime(-10);
    view->setTable(table());
    view->show();
    QCoreApplication::processEvents();
    return view;
}

void drag(QWidget& view, QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {})
{
    QTest::mousePress(&view, Qt::LeftButton, modifiers, from.toPoint());
    QTest::mouseMove(&view, (0.5 * (from + to)).toPoint());
    QTest::mouseMove(&view, to.toPoint());
    QTest::mouseRelease(&view, Qt::LeftButton, modifiers, to.toPoint());
}

bool alike(QColor a, QColor b, int most = 40)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < most;
}

/// Whether something else than the ground is drawn about a place.
bool marked(const QImage& image, QPointF at, QColor ground)
{
    for (int dy = -2; dy <= 2; ++dy) {
        if (!alike(image.pixelColor(at.toPoint() + QPoint(0, dy)), ground))
            return true;
    }
    return false;
}

} // namespace

class TestCharts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void gapsStayOpen_data();
    void gapsStayOpen();
    void bandsHaveGaps();
    void rasterShowsStates();
    void rasterColours();
    void brushesTime();
    void wheelAndDrag();
    void clicksOnLines();
    void rasterRows();
    void rasterOfARackStandsUpright();
    void sizesAndThemes_data();
    void sizesAndThemes();
    void panelAsksOnlyWhileSeen();
    void windowFillsAndFollows();
    void rasterSelectsInTheWindow();
    void brushSetsTheClock();
    void otherMetricsAndSources();
    void exports();
    void speaksGerman();

private:
    static bool filled(test::OpenWindow& open)
    {
        QTest::qWait(80);
        app::ChartsPanel& panel = open.window->charts();
        return QTest::qWaitFor([&] { return !panel.isReading() && !panel.view().table().rows.empty(); }, 30000);
    }
    static void show(test::OpenWindow& open)
    {
        QVERIFY(open.ok);
        open.window->findChild<QDockWidget*>(QStringLiteral("dock.charts"))->show();
        QCoreApplication::processEvents();
    }
    static void setMetric(test::OpenWindow& open, Metric metric)
    {
        app::Overlay overlay = open.window->overlay();
        overlay.metric = metric;
        open.window->setOverlay(overlay);
    }
};

void TestCharts::initTestCase()
{
    app::applyTheme(*qApp, app::ThemeKind::Dark);
}

void TestCharts::init()
{
    QCursor::setPos(0, 0);
}

void TestCharts::gapsStayOpen_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("drawn");
    QTest::newRow("before") << 30 << true;
    QTest::newRow("first missing") << 42 << false;
    QTest::newRow("middle of the gap") << 50 << false;
    QTest::newRow("last missing") << 58 << false;
    QTest::newRow("after") << 70 << true;
}

void TestCharts::gapsStayOpen()
{
    QFETCH(int, column);
    QFETCH(bool, drawn);
    const auto view = shown<app::ChartLines>();
    const QImage picture = view->grab().toImage();
    const QColor ground = app::themeColours(app::ThemeKind::Dark).panel;
    // Where the line would be: at the height of its known values.
    const QPointF at(view->placeOf(0, std::uint32_t(column)).x(), view->placeOf(1, 10).y());
    QCOMPARE(marked(picture, at, ground), drawn);
    // And nothing falls to zero: the first line, and nothing below it.
    QVERIFY(marked(picture, view->placeOf(0, std::uint32_t(column)), ground));
    QVERIFY(!marked(picture, {at.x(), view->plot().bottom() - 5}, ground));
}

void TestCharts::bandsHaveGaps()
{
    const auto view = shown<app::ChartLines>();
    app::ChartTable band = table();
    band.band = true;
    band.rows = {band.rows[1], band.rows[1], band.rows[1]};
    for (int c = 0; c < 100; ++c) {
        band.rows[0].samples[std::size_t(c)].value += 40;
        band.rows[2].samples[std::size_t(c)].value -= 40;
    }
    view->setTable(band);
    const QImage picture = view->grab().toImage();
    const QColor ground = app::themeColours(app::ThemeKind::Dark).panel;
    const auto between = [&](std::uint32_t c) {
        return QPointF(view->xOf(c, view->plot()), 0.35 * view->placeOf(0, 10).y() + 0.65 * view->placeOf(1, 10).y());
    };
    QVERIFY(marked(picture, between(20), ground));
    QVERIFY(!marked(picture, between(50), ground));
    QVERIFY(marked(picture, between(70), ground));
}

void TestCharts::rasterShowsStates()
{
    const auto view = shown<app::ChartRaster>();
    view->setColours("viridis", {0, 200});
    const QImage picture = view->grab().toImage();
    const QColor ground = app::themeColours(app::ThemeKind::Dark).panel;
    const auto colours = [&](std::size_t row, std::uint32_t column) {
        QSet<QRgb> found;
        const QRectF cell = view->cell(row, column);
        for (int y = int(cell.top()) + 4; y < int(cell.bottom()) - 4; ++y) {
            for (int x = int(cell.left()) - 6; x < int(cell.right()) + 6; ++x)
                found.insert(picture.pixel(x, y));
        }
        return found;
    };
    // Plain, dots on the ground, hatching over the colour.
    const auto plain = colours(1, 20), missing = colours(1, 50), stale = colours(1, 90);
    QCOMPARE(plain.size(), 1);
    QVERIFY(missing.contains(ground.rgb()) && missing.size() >= 2);
    QVERIFY(!missing.contains(*plain.begin()));
    QVERIFY(stale.contains(*plain.begin()) && stale.size() >= 2);
    QVERIFY(colours(0, 50) == colours(0, 90));
}

void TestCharts::rasterColours()
{
    const auto view = shown<app::ChartRaster>();
    const auto at
        = [&](std::size_t row) { return view->grab().toImage().pixelColor(view->cell(row, 20).center().toPoint()); };
    view->setColours("viridis", {103, 157});
    QVERIFY2(alike(at(0), QColor(68, 1, 84), 12), qPrintable(at(0).name()));
    QVERIFY2(alike(at(1), QColor(253, 231, 37), 12), qPrintable(at(1).name()));
    view->setColours("viridis", {0, 1000});
    QVERIFY(!alike(at(1), QColor(253, 231, 37)));
}

void TestCharts::brushesTime()
{
    const auto view = shown<app::ChartLines>();
    QSignalSpy brushed(view.get(), &app::ChartView::timeRangeBrushed);
    const QRectF plot = view->plot();
    const auto x = [&](double timeS) { return view->xOf(timeS, plot); };
    // Backwards is the same stretch; a click is none.
    drag(*view, {x(70), plot.center().y()}, {x(30), plot.center().y() + 3});
    QCOMPARE(brushed.size(), 1);
    const double perPx = 100 / plot.width();
    QVERIFY(std::abs(brushed[0][0].toDouble() - 30) <= perPx && std::abs(brushed[0][1].toDouble() - 70) <= perPx);
    QTest::mouseClick(view.get(), Qt::LeftButton, {}, plot.center().toPoint());
    QCOMPARE(brushed.size(), 1);
    // Over the edge ends at the edge.
    drag(*view, {x(90), plot.center().y()}, {plot.right() + 40, plot.center().y()});
    QCOMPARE(brushed.size(), 2);
    QVERIFY(std::abs(brushed[1][1].toDouble() - 100) < 1e-6);
    // What was brushed stays to be seen.
    const QImage with = view->grab().toImage();
    view->setBrushed({});
    QVERIFY(test::difference(with, view->grab().toImage()) > 0.01);
}

void TestCharts::wheelAndDrag()
{
    const auto view = shown<app::ChartLines>();
    QSignalSpy chosen(view.get(), &app::ChartView::spanChosen), follow(view.get(), &app::ChartView::followAsked);
    const QRectF plot = view->plot();
    const auto wheel = [&](QPointF at, int turned, Qt::KeyboardModifiers keys = {}) {
        QWheelEvent event(at, view->mapToGlobal(at), {}, {0, turned}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.get(), &event);
    };
    // Nearer, about the pointer.
    wheel({view->xOf(25, plot), plot.center().y()}, 120);
    QCOMPARE(chosen.size(), 1);
    QVERIFY(std::abs(chosen[0][0].toDouble() - 5) < 0.2 && std::abs(chosen[0][1].toDouble() - 85) < 0.2);
    wheel(plot.center(), 120, Qt::ShiftModifier);
    QVERIFY(std::abs(chosen[1][0].toDouble() + 10) < 1e-6 && std::abs(chosen[1][1].toDouble() - 90) < 1e-6);
    drag(*view, {view->xOf(50, plot), 100}, {view->xOf(70, plot), 100}, Qt::ShiftModifier);
    QVERIFY(chosen.last()[0].toDouble() < 0);
    QTest::keyClick(view.get(), Qt::Key_Right);
    QCOMPARE(chosen.last()[0].toDouble(), 10.0);
    QTest::keyClick(view.get(), Qt::Key_Plus);
    QCOMPARE(chosen.last()[0].toDouble(), 10.0);
    QTest::keyClick(view.get(), Qt::Key_End);
    QTest::mouseDClick(view.get(), Qt::LeftButton, {}, plot.center().toPoint());
    QCOMPARE(follow.size(), 2);
}

void TestCharts::clicksOnLines()
{
    const auto view = shown<app::ChartLines>();
    std::vector<AssetId> got;
    connect(view.get(), &app::ChartView::assetsChosen, this, [&](const std::vector<AssetId>& assets) { got = assets; });
    QTest::mouseClick(view.get(), Qt::LeftButton, {}, view->placeOf(1, 20).toPoint() + QPoint(0, 3));
    QVERIFY(got == std::vector<AssetId>{AssetId(AssetKind::Rack, 1)});
    // Its name does as well.
    const QPointF name(view->plot().right() + 40, view->placeOf(0, 20).y());
    QTest::mouseClick(view.get(), Qt::LeftButton, {}, name.toPoint());
    QVERIFY(got == std::vector<AssetId>{AssetId(AssetKind::Rack, 0)});
    got.clear();
    QTest::mouseClick(view.get(), Qt::LeftButton, {}, view->plot().center().toPoint());
    QVERIFY(got.empty());
}

void TestCharts::rasterRows()
{
    const auto view = shown<app::ChartRaster>();
    std::vector<AssetId> got;
    connect(view.get(), &app::ChartView::assetsChosen, this, [&](const std::vector<AssetId>& assets) { got = assets; });
    QTest::mouseClick(view.get(), Qt::LeftButton, {}, view->cell(1, 30).center().toPoint());
    QVERIFY(got == std::vector<AssetId>{AssetId(AssetKind::Rack, 1)});
    drag(*view, view->cell(0, 30).center(), view->cell(1, 30).center());
    QVERIFY((got == std::vector<AssetId>{AssetId(AssetKind::Rack, 0), AssetId(AssetKind::Rack, 1)}));
    QTest::mouseMove(view.get(), view->cell(1, 50).center().toPoint());
    QCoreApplication::processEvents();
}

void TestCharts::rasterOfARackStandsUpright()
{
    const auto view = shown<app::ChartRaster>();
    QVERIFY(view->cell(0, 0).top() < view->cell(1, 0).top());
    view->setUpwards(true);
    QVERIFY(view->cell(0, 0).top() > view->cell(1, 0).top());
    QCOMPARE(*view->rowAt(view->cell(0, 0).center().y()), std::size_t{0});
    QVERIFY(!view->rowAt(-5));
    view->setColours("viridis", {103, 157});
    const QColor low = view->grab().toImage().pixelColor(view->cell(0, 20).center().toPoint());
    QVERIFY2(alike(low, QColor(68, 1, 84), 12), qPrintable(low.name()));
}

void TestCharts::sizesAndThemes_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    for (const bool dark : {true, false}) {
        for (const QSize size : {QSize(220, 130), QSize(700, 260), QSize(2000, 900), QSize(60, 40)})
            QTest::addRow("%d x %d, %s", size.width(), size.height(), dark ? "dark" : "light") << size << dark;
    }
}

void TestCharts::sizesAndThemes()
{
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    app::applyTheme(*qApp, dark ? app::ThemeKind::Dark : app::ThemeKind::Light);
    const QColor ground = app::themeColours(dark ? app::ThemeKind::Dark : app::ThemeKind::Light).panel;
    const auto lines = shown<app::ChartLines>(size);
    const auto raster = shown<app::ChartRaster>(size);
    raster->setColours("viridis", {103, 157});
    for (app::ChartView* view :
        {static_cast<app::ChartView*>(lines.get()), static_cast<app::ChartView*>(raster.get())}) {
        const QImage picture = view->grab().toImage();
        QCOMPARE(picture.size(), size);
        QVERIFY(alike(picture.pixelColor(picture.width() - 1, picture.height() / 2), ground) || size.width() < 100);
        if (size.width() >= 220)
            QVERIFY(test::colourCount(picture) > 4);
    }
    app::applyTheme(*qApp, app::ThemeKind::Dark);
}

void TestCharts::panelAsksOnlyWhileSeen()
{
    test::OpenWindow open;
    QVERIFY(open.ok);
    app::ChartsPanel& panel = open.window->charts();
    QSignalSpy wanted(&panel, &app::ChartsPanel::seriesWanted);
    open.window->select(AssetId(AssetKind::Rack, 3));
    QTest::qWait(150);
    QCOMPARE(wanted.size(), 0);
    show(open);
    QVERIFY(filled(open));
    QVERIFY(!wanted.empty());
    open.window->findChild<QDockWidget*>(QStringLiteral("dock.charts"))->hide();
    const auto before = wanted.size();
    open.window->select(AssetId(AssetKind::Rack, 5));
    QTest::qWait(150);
    QCOMPARE(wanted.size(), before);
}

void TestCharts::windowFillsAndFollows()
{
    test::OpenWindow open;
    show(open);
    setMetric(open, Metric::RackPower);
    open.window->select(AssetId(AssetKind::Rack, 3));
    QVERIFY(filled(open));
    app::ChartsPanel& panel = open.window->charts();
    QVERIFY(panel.follows());
    const app::ChartTable first = panel.view().table();
    QCOMPARE(first.rows.size(), std::size_t{1});
    QCOMPARE(first.timeS(first.columns - 1), 43200.0);
    QVERIFY(first.title.contains(QString::fromStdString(open.window->session()->campus()->name({AssetKind::Rack, 3}))));
    // The last value is the one in the picture.
    const float now
        = open.window->frame()->value(*open.window->session()->campus(), Metric::RackPower, {AssetKind::Rack, 3});
    QVERIFY(std::abs(first.rows[0].samples.back().value - now) < 0.05f);
    // Time goes on: only the end is read.
    QSignalSpy wanted(&panel, &app::ChartsPanel::seriesWanted);
    open.window->action(QStringLiteral("play"))->trigger();
    QVERIFY(
        QTest::qWaitFor([&] { return panel.view().table().timeS(panel.view().table().columns - 1) >= 43202; }, 20000));
    open.window->action(QStringLiteral("play"))->trigger();
    for (const auto& call : wanted)
        QVERIFY(call[0].value<model::SeriesRequest>().columns < 100);
    // Zoomed in somebody looks at something: no more following.
    const double now2 = panel.view().span().second;
    emit panel.view().spanChosen(43000, 43060);
    QVERIFY(!panel.follows() && filled(open));
    QCOMPARE(panel.view().span().first, 43000.0);
    panel.follow(120);
    QVERIFY(panel.follows() && panel.view().span().second >= now2 && filled(open));
    QVERIFY(panel.view().table().stepS < 0.5);
}

void TestCharts::rasterSelectsInTheWindow()
{
    test::OpenWindow open;
    show(open);
    setMetric(open, Metric::GpuPower);
    const AssetId rack(AssetKind::Rack, 4);
    open.window->select(rack);
    app::ChartsPanel& panel = open.window->charts();
    panel.setKind(app::ChartKind::Raster);
    QVERIFY(filled(open));
    const model::Campus& campus = *open.window->session()->campus();
    QCOMPARE(panel.raster().table().rows.size(), std::size_t{campus.rackGpus(4)});
    const AssetId gpu(AssetKind::Gpu, campus.rackFirstGpu[4] + 17);
    QTest::mouseClick(&panel.raster(), Qt::LeftButton, {}, panel.raster().cell(17, 50).center().toPoint());
    QVERIFY(open.window->selected() == gpu);
    QVERIFY(panel.space() == rack); // one goes on looking at the same
    // Some GPUs of one tray, then of several.
    const std::uint32_t perTray = campus.rackType(4).gpusPerTray;
    const auto brush = [&](std::size_t from, std::size_t to) {
        QVERIFY(filled(open));
        drag(panel.raster(), panel.raster().cell(from, 50).center(), panel.raster().cell(to, 50).center());
    };
    panel.resize(panel.width(), 1200);
    brush(perTray, 2 * perTray - 1);
    QVERIFY(open.window->selected() == campus.parent({AssetKind::Gpu, campus.rackFirstGpu[4] + perTray}));
    brush(0, 3 * perTray);
    QVERIFY(open.window->selected() == rack);
}

void TestCharts::brushSetsTheClock()
{
    test::OpenWindow open;
    show(open);
    open.window->select(AssetId(AssetKind::Rack, 3));
    QVERIFY(filled(open));
    app::ChartsPanel& panel = open.window->charts();
    const app::ChartView::Span before = panel.view().span();
    const QRectF plot = panel.view().plot();
    drag(panel.view(), {panel.view().xOf(43000, plot), plot.center().y()},
        {panel.view().xOf(43100, plot), plot.center().y()});
    QVERIFY(QTest::qWaitFor([&] { return std::abs(open.window->frame()->timeS - 43000) < 3; }, 20000));
    QVERIFY(!panel.follows() && panel.view().span() == before);
}

void TestCharts::otherMetricsAndSources()
{
    test::OpenWindow open;
    show(open);
    setMetric(open, Metric::Job);
    QTest::qWait(100);
    app::ChartsPanel& panel = open.window->charts();
    QVERIFY(panel.view().table().rows.empty() && !panel.isReading());
    QVERIFY(!panel.findChild<QAction*>(QStringLiteral("copyChart"))->isEnabled());
    setMetric(open, Metric::RackPower);
    for (const auto kind :
        {app::ChartKind::Worst, app::ChartKind::Band, app::ChartKind::Raster, app::ChartKind::Selection}) {
        panel.setKind(kind);
        QVERIFY(filled(open));
        const app::ChartTable& table = panel.view().table();
        const std::size_t racks = open.window->session()->campus()->halls[0].racks.count;
        const std::size_t expected = kind == app::ChartKind::Worst ? app::kWorstRacks
            : kind == app::ChartKind::Band                         ? 3
            : kind == app::ChartKind::Raster                       ? racks
                                                                   : 1;
        QCOMPARE(table.rows.size(), expected);
        QCOMPARE(table.band, kind == app::ChartKind::Band);
    }
    // What if: the same time under another source.
    open.window->select(AssetId(AssetKind::Rack, 3));
    open.window->fail(AssetId(AssetKind::Rack, 3));
    QVERIFY(filled(open));
    QVERIFY(
        QTest::qWaitFor([&] { return filled(open) && panel.view().table().rows[0].samples.back().value == 0; }, 30000));
    QVERIFY(panel.view().table().rows[0].samples.front().value > 0);
}

void TestCharts::exports()
{
    test::OpenWindow open;
    show(open);
    setMetric(open, Metric::GpuTemperature);
    open.window->select(AssetId(AssetKind::Rack, 3));
    app::ChartsPanel& panel = open.window->charts();
    panel.setKind(app::ChartKind::Band);
    QVERIFY(filled(open));
    const QByteArray csv = panel.csv();
    const QString name = QString::fromStdString(open.window->session()->campus()->name({AssetKind::Rack, 3}));
    QVERIFY2(csv.startsWith(QStringLiteral("time_s,time,%1 highest gpu.temperature C,%1 mean").arg(name).toUtf8()),
        csv.left(200).constData());
    QCOMPARE(csv.count('\n'), int(panel.view().table().columns) + 1);
    const QTemporaryDir folder;
    QCOMPARE(panel.saveCsv(folder.filePath(QStringLiteral("a.csv"))), QString());
    QFile file(folder.filePath(QStringLiteral("a.csv")));
    QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll() == csv);
    QVERIFY(!panel.saveCsv(folder.filePath(QStringLiteral("none/a.csv"))).isEmpty());
    // On white, whatever the theme.
    panel.findChild<QAction*>(QStringLiteral("copyChart"))->trigger();
    const QImage picture = QGuiApplication::clipboard()->image();
    QCOMPARE(picture.size(), QSize(2000, 840));
    QCOMPARE(picture.pixelColor(2, 2), QColor(Qt::white));
    QVERIFY(test::colourCount(picture) > 8);
}

void TestCharts::speaksGerman()
{
    test::OpenWindow open;
    show(open);
    open.window->select(AssetId(AssetKind::Rack, 3));
    QVERIFY(filled(open));
    open.window->setLanguage(QStringLiteral("de"));
    QCoreApplication::processEvents();
    QCOMPARE(open.window->charts().findChild<QToolButton*>(QStringLiteral("chartWorst"))->text(),
        QStringLiteral("Die h\u00f6chsten zehn"));
    QVERIFY2(open.window->charts().view().table().title.contains(QStringLiteral("ein Wert alle")),
        qPrintable(open.window->charts().view().table().title));
    open.window->setLanguage(QStringLiteral("en"));
}

GIGAHALL_GUI_TEST(TestCharts)
#include "tst_charts.moc"
