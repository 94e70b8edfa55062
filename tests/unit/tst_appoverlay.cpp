// What of a frame reaches the renderer: planes of plant, automatic ranges with plant in them, names as colours; and
// what the legend says of names.
#include "app/overlay.h"
#include "app/scenery/categories.h"
#include "app/scenery/colormaps.h"
#include "app/scenery/legend.h"
#include "tests/support/tinycampus.h"

#include <QTest>

#include <algorithm>
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

/// Owner i has i + 1 racks and one job with all of them; one rack is nobody's.
std::shared_ptr<model::TelemetryFrame> tenantFrame(std::uint16_t count)
{
    auto frame = std::make_shared<model::TelemetryFrame>();
    auto tenancy = std::make_shared<model::Tenancy>();
    auto &jobs = frame->rack[std::size_t(Metric::Job)], &owners = frame->rack[std::size_t(Metric::Owner)];
    for (std::uint16_t i = 0; i < count; ++i) {
        tenancy->jobs.push_back({"job " + std::to_string(i), i});
        tenancy->owners.push_back("owner " + std::to_string(i));
        jobs.insert(jobs.end(), i + 1u, i);
        owners.insert(owners.end(), i + 1u, i);
    }
    jobs.push_back(model::kMissing16);
    owners.push_back(model::kMissing16);
    frame->tenancy = std::move(tenancy);
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
    void racksWithoutPowerAreOff();
    void statesAreThoseOfTheMetric();
    void missingIsFarFromEveryMap();
    void differencesHaveZeroInTheMiddle();
    void namesBecomeColours();
    void hallsShowTheirMostCommonName();
    void namesHaveNoRange();
    void legendNamesOwners();
    void legendNamesTheLargestJobs();
    void paletteCanBeTold();
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
    const app::OverlayPlanes planes(
        frameWith(info.metric, {middle}, {middle, kNan, info.planeHi * 2}), info.metric, model::Campus());
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
    const app::OverlayPlanes planes(frameWith(Metric::Loading, {0.5f}, {}), Metric::Loading, model::Campus());
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

void TestAppOverlay::racksWithoutPowerAreOff()
{
    using model::DataState;
    auto frame = frameWith(Metric::RackPower, {0, 100, 0, 0, kNan}, {});
    frame->rackState = {DataState::Simulated, DataState::Live, DataState::Stale, DataState::Live, DataState::Missing};
    // Whatever is shown: a dark rack is dark.
    for (const auto metric : {Metric::RackPower, Metric::RackLiquidSupplyTemperature, Metric::Job}) {
        const app::OverlayPlanes planes(frame, metric, model::Campus());
        const auto states = planes.planes().rackState;
        const std::vector<std::uint8_t> wanted{render::kRackOff, std::uint8_t(DataState::Live),
            std::uint8_t(DataState::Stale), render::kRackOff, std::uint8_t(DataState::Missing)};
        QVERIFY(std::ranges::equal(states, wanted));
    }
}

void TestAppOverlay::statesAreThoseOfTheMetric()
{
    using model::DataState;
    const auto campus = tests::makeTinyCampus();
    const auto t = std::size_t(Metric::GpuTemperature);
    model::TelemetryFrame frame;
    frame.rack[std::size_t(Metric::RackPower)].assign(campus.rackCount(), 1000);
    frame.gpu[t].assign(campus.gpuCount(), 30'000);
    frame.gpu[t][campus.rackFirstGpu[4]] = model::kMissing16;
    frame.rackState.assign(campus.rackCount(), DataState::Live);
    frame.metricState[t] = frame.rackState;
    for (std::uint32_t r = 0; r < campus.halls[1].racks.count; ++r)
        frame.metricState[t][campus.halls[1].racks.first + r] = DataState::Stale;
    frame.gpuState[t] = model::GpuStates(campus.gpuCount());
    frame.gpuState[t].set(campus.rackFirstGpu[2], DataState::Bad);
    frame.gpuState[t].set(campus.rackFirstGpu[3], DataState::Live);
    model::rollUp(campus, frame);
    const auto shared = std::make_shared<model::TelemetryFrame>(frame);
    const app::OverlayPlanes power(shared, Metric::RackPower, campus), heat(shared, Metric::GpuTemperature, campus);
    for (const std::uint8_t state : power.planes().rackState)
        QCOMPARE(state, std::uint8_t(DataState::Live));
    QVERIFY(power.planes().gpuState.empty());
    const auto states = heat.planes().rackState;
    QCOMPARE(states[0], std::uint8_t(DataState::Live));
    QCOMPARE(states[2], std::uint8_t(std::uint8_t(DataState::Live) | render::kRackMixed));
    QCOMPARE(states[3], std::uint8_t(DataState::Live));
    QCOMPARE(states[4], std::uint8_t(std::uint8_t(DataState::Live) | render::kRackMixed));
    QCOMPARE(states[campus.halls[1].racks.first], std::uint8_t(DataState::Stale));
    QCOMPARE(heat.planes().hallState[0], std::uint8_t(DataState::Live));
    QCOMPARE(heat.planes().hallState[1], std::uint8_t(DataState::Stale));
    QCOMPARE(heat.planes().gpuState.size(), std::size_t(campus.gpuCount() + 1) / 2);
}

void TestAppOverlay::missingIsFarFromEveryMap()
{
    for (const auto theme : {render::Theme::Light, render::Theme::Dark, render::Theme::Print}) {
        const QColor missing = app::pictureColours(theme).missing;
        const glm::vec3 grey(missing.redF(), missing.greenF(), missing.blueF());
        for (const auto& name : app::colormapNames())
            for (const glm::vec4& colour : app::colormap(name))
                QVERIFY2(glm::distance(grey, glm::vec3(colour)) > 40 / 255.0f, std::string(name).c_str());
    }
}

void TestAppOverlay::differencesHaveZeroInTheMiddle()
{
    app::Overlay overlay;
    overlay.difference = true;
    const auto campus = tests::makeTinyCampus();
    for (const auto& info : model::allMetrics()) {
        overlay.metric = info.metric;
        if (model::isCategory(info.metric))
            continue;
        QCOMPARE(overlay.colormapName(), std::string("diverging"));
        for (const auto mode :
            {app::Overlay::RangeMode::Metric, app::Overlay::RangeMode::Auto, app::Overlay::RangeMode::Fixed}) {
            overlay.rangeMode = mode;
            overlay.lo = -0.25f;
            overlay.hi = 0.125f;
            const auto range = app::resolveRange(overlay, nullptr);
            QCOMPARE(range.lo, -range.hi);
            render::FrameSettings settings;
            app::applyOverlay(overlay, range, settings);
            QVERIFY(std::abs((settings.rangeLo + settings.rangeHi) / 2 - model::kDifferenceZero) < 0.01f);
        }
    }
    // Nothing that differs is without power.
    auto frame = frameWith(Metric::RackPower, std::vector<float>(campus.rackCount(), 0.0f), {});
    frame->isDifference = true;
    const app::OverlayPlanes planes(frame, Metric::RackPower, campus);
    QCOMPARE(planes.planes().rackState[0], std::uint8_t(model::DataState::Live));
}

void TestAppOverlay::namesBecomeColours()
{
    auto frame = std::make_shared<model::TelemetryFrame>();
    frame->rack[std::size_t(Metric::Job)] = {0, 11, 12, 1000, model::kMissing16};
    const app::OverlayPlanes planes(frame, Metric::Job, model::Campus());
    const std::vector<std::uint16_t> wanted{0, 11, 0, 1000 % 12, model::kMissing16};
    QVERIFY(std::ranges::equal(planes.planes().rack, wanted));
    QVERIFY(planes.planes().gpu.empty() && planes.planes().plant.empty());
    // The step of a colour is its place in the table.
    app::Overlay overlay;
    overlay.metric = Metric::Job;
    render::FrameSettings settings;
    app::applyOverlay(overlay, app::resolveRange(overlay, frame.get()), settings);
    QVERIFY(settings.categories);
    QCOMPARE(settings.rangeLo, 0.0f);
    QVERIFY(std::abs(settings.rangeHi - 255) < 1e-3f);
    QCOMPARE(settings.colormap[3], settings.colormap[15]);
    QVERIFY(settings.colormap[3] != settings.colormap[4]);
}

void TestAppOverlay::hallsShowTheirMostCommonName()
{
    const auto campus = tests::makeTinyCampus();
    std::vector<std::uint16_t> racks(campus.rackCount(), 5);
    const auto first = campus.halls[1].racks;
    // 13 and 1 are one colour, but two names: 7 is the most common name of the second hall.
    for (std::uint32_t i = 0; i < first.count; ++i)
        racks[first.first + i] = std::uint16_t(i < 4 ? 13 : i < 7 ? 1 : 7);
    for (std::uint32_t i = 0; i < campus.halls[2].racks.count; ++i)
        racks[campus.halls[2].racks.first + i] = i < 3 ? std::uint16_t(2) : model::kMissing16;
    const auto halls = app::hallCategoryColours(campus, racks);
    QCOMPARE(halls[0], std::uint16_t(5));
    QCOMPARE(halls[1], std::uint16_t(7));
    QCOMPARE(halls[2], model::kMissing16);
    QVERIFY(app::hallCategoryColours(campus, {})[0] == model::kMissing16);
}

void TestAppOverlay::namesHaveNoRange()
{
    app::Overlay overlay;
    overlay.metric = Metric::Owner;
    overlay.colormap = "viridis";
    QCOMPARE(overlay.colormapName(), std::string("categories"));
    for (const auto mode : {app::Overlay::RangeMode::Metric, app::Overlay::RangeMode::Auto}) {
        overlay.rangeMode = mode;
        QCOMPARE(app::resolveRange(overlay, nullptr).hi, 255.0f);
    }
    overlay.metric = Metric::RackPower;
    overlay.colormap = "categories";
    QCOMPARE(overlay.colormapName(), std::string("viridis"));
}

void TestAppOverlay::legendNamesOwners()
{
    const auto frame = tenantFrame(14);
    app::LegendContent content;
    content.metric = Metric::Owner;
    app::nameCategories(*frame, content);
    QCOMPARE(content.names.size(), std::size_t(12));
    QCOMPARE(content.names.front().text, QString("owner 2"));
    QCOMPARE(content.others, 2u);
    QCOMPARE(content.otherRacks, 1u + 2u);
    QCOMPARE(content.freeRacks, 1u);
    QVERIFY(std::ranges::is_sorted(content.names, {}, &app::LegendContent::Name::category));
    const auto few = tenantFrame(3);
    app::LegendContent small;
    small.metric = Metric::Owner;
    app::nameCategories(*few, small);
    QCOMPARE(small.names.size(), std::size_t(3));
    QCOMPARE(small.others, 0u);
    QVERIFY(app::legendKey(small) != app::legendKey(content));
}

void TestAppOverlay::legendNamesTheLargestJobs()
{
    const auto frame = tenantFrame(14);
    app::LegendContent content;
    content.metric = Metric::Job;
    app::nameCategories(*frame, content);
    QCOMPARE(content.names.size(), std::size_t(10));
    QCOMPARE(content.names.front().text, QString("job 13"));
    QCOMPARE(content.names.front().racks, 14u);
    QCOMPARE(content.others, 4u);
    QCOMPARE(content.otherRacks, 1u + 2u + 3u + 4u);
    // A source may know who computes where, but not what they are called.
    auto nameless = std::make_shared<model::TelemetryFrame>(*frame);
    nameless->tenancy.reset();
    QCOMPARE(app::categoryName(*nameless, Metric::Job, 4), QString("4"));
}

void TestAppOverlay::paletteCanBeTold()
{
    const auto map = app::colormap(app::kCategoryMap);
    for (std::size_t a = 0; a < app::kCategoryColours; ++a) {
        const float light = 0.2126f * map[a].r + 0.7152f * map[a].g + 0.0722f * map[a].b;
        QVERIFY2(light > 0.25f && light < 0.85f, "reads on dark and on light ground");
        for (std::size_t b = 0; b < a; ++b)
            QVERIFY(glm::length(map[a] - map[b]) > 0.15f);
    }
    for (std::size_t i = app::kCategoryColours; i < map.size(); ++i)
        QCOMPARE(map[i], map[i % app::kCategoryColours]);
    QVERIFY2(std::ranges::find(app::colormapNames(), app::kCategoryMap) == app::colormapNames().end(),
        "not to be chosen for numbers");
}

QTEST_GUILESS_MAIN(TestAppOverlay)
#include "tst_appoverlay.moc"
