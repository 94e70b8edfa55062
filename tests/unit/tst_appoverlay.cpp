// What of a frame reaches the renderer: planes of plant, automatic ranges with plant in them.
#include "app/overlay.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace gigahall;
using model::Metric;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::shared_ptr<model::TelemetryFrame> frameWith(Metric metric, std::vector<float> racks, std::vector<float> plant)
{
    auto frame = std::make_shared<model::TelemetryFrame>();
    auto& plane = frame->rack[std::size_t(metric)];
    plane.resize(racks.size());
    model::quantise(model::metricInfo(metric), racks, plane);
    frame->plant[std::size_t(metric)] = std::move(plant);
    frame->rackState.assign(racks.size(), model::DataState::Live);
    return frame;
}

} // namespace

class TestAppOverlay : public QObject
{
    Q_OBJECT

private slots:
    void plantSharesTheScaleOfRacks_data();
    void plantSharesTheScaleOfRacks();
    void sourceWithoutPlant();
    void automaticRangeSeesPlant();
};

void TestAppOverlay::plantSharesTheScaleOfRacks_data()
{
    QTest::addColumn<int>("metric");
    QTest::addColumn<bool>("coloured");
    for (const auto& info : model::allMetrics()) {
        const bool coloured = info.metric == Metric::Loading || info.metric == Metric::RackLiquidSupplyTemperature
            || info.metric == Metric::RackLiquidReturnTemperature;
        QTest::newRow(std::string(info.name).c_str()) << int(info.metric) << coloured;
    }
}

void TestAppOverlay::plantSharesTheScaleOfRacks()
{
    QFETCH(int, metric);
    QFETCH(bool, coloured);
    const auto& info = model::metricInfo(Metric(metric));
    QCOMPARE(app::coloursPlant(info.metric), coloured);
    const float middle = (info.rangeLo + info.rangeHi) / 2;
    const app::OverlayPlanes planes(frameWith(info.metric, {middle}, {middle, kNan, info.planeHi * 2}), info.metric);
    const auto plant = planes.planes().plant;
    if (!coloured) {
        QVERIFY(plant.empty());
        return;
    }
    QCOMPARE(plant.size(), std::size_t(3));
    QCOMPARE(plant[0], planes.planes().rack[0]);
    QCOMPARE(plant[1], model::kMissing16);
    QVERIFY2(plant[2] == 65534, "beyond the plane: its end, not unknown");
}

void TestAppOverlay::sourceWithoutPlant()
{
    const app::OverlayPlanes planes(frameWith(Metric::Loading, {0.5f}, {}), Metric::Loading);
    QVERIFY(planes.planes().plant.empty());
}

void TestAppOverlay::automaticRangeSeesPlant()
{
    app::Overlay overlay;
    overlay.rangeMode = app::Overlay::RangeMode::Auto;
    overlay.metric = Metric::RackLiquidReturnTemperature;
    const std::vector<float> racks(100, 50.0f), plant(100, 30.0f);
    const auto both = app::resolveRange(overlay, frameWith(overlay.metric, racks, plant).get());
    QVERIFY(both.lo <= 30 && both.hi >= 50);
    // Of the flow plant shows nothing: the main pump must not stretch the racks' colours.
    overlay.metric = Metric::RackLiquidFlow;
    const auto flow
        = app::resolveRange(overlay, frameWith(overlay.metric, {200, 210, 220, 230}, {20'000, 30'000}).get());
    QVERIFY2(flow.hi < 300, qPrintable(QString::number(double(flow.hi))));
    // Plant alone is enough for a range.
    overlay.metric = Metric::Loading;
    const auto alone
        = app::resolveRange(overlay, frameWith(overlay.metric, {}, {0.21f, 0.3f, 0.39f, 0.39f, 0.39f}).get());
    QVERIFY(alone.lo <= 0.21f && alone.hi >= 0.39f && alone.hi < 0.6f);
}

QTEST_GUILESS_MAIN(TestAppOverlay)
#include "tst_appoverlay.moc"
