// What the properties panel and the lists say of plant, of power beside nameplates and of names, with a frame made by
// hand.
#include "guitest.h"

#include "app/docks/assettext.h"
#include "app/docks/propertiespanel.h"
#include "tests/support/tinycampus.h"

#include <QLabel>

#include <cmath>

using namespace gigahall;
using model::AssetId;
using model::AssetKind;
using model::Metric;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// The tiny campus with a pump and a transformer.
std::shared_ptr<const model::Campus> campusWithPlant()
{
    auto c = tests::makeTinyCampus();
    for (const char* key : {"pump", "transformer"}) {
        model::AssetType type;
        type.key = type.label.en = key;
        type.ratedKw = 2500;
        model::Run run;
        run.type = std::uint32_t(c.types.size());
        run.firstItem = c.plantCount();
        c.types.push_back(type);
        c.plantRun.push_back(std::uint32_t(c.runs.size()));
        c.runs.push_back(run);
        c.names.plant.push_back(key);
    }
    c.ownPlant = {0, 2};
    c.names.index(c);
    return std::make_shared<const model::Campus>(std::move(c));
}

std::shared_ptr<model::TelemetryFrame> makeFrame(const model::Campus& campus)
{
    auto frame = std::make_shared<model::TelemetryFrame>();
    frame->serial = 1;
    frame->rackState.assign(campus.rackCount(), model::DataState::Simulated);
    const auto fill = [&](Metric metric, float value) {
        frame->rack[std::size_t(metric)].assign(campus.rackCount(), model::quantise(model::metricInfo(metric), value));
    };
    fill(Metric::RackPower, 30);
    fill(Metric::PowerRamp, 2);
    frame->rack[std::size_t(Metric::Job)].assign(campus.rackCount(), 1);
    frame->rack[std::size_t(Metric::Job)][1] = model::kMissing16;
    frame->rack[std::size_t(Metric::Owner)].assign(campus.rackCount(), 0);
    auto tenancy = std::make_shared<model::Tenancy>();
    tenancy->jobs = {{"train-1", 0}, {"train-2", 0}};
    tenancy->owners = {"Aurora"};
    frame->tenancy = tenancy;
    frame->plant[std::size_t(Metric::RackPower)] = {110, 1900};
    frame->plant[std::size_t(Metric::Loading)] = {0.5f, 0.76f};
    frame->plant[std::size_t(Metric::PowerRamp)] = {-0.5f, 1200};
    frame->plant[std::size_t(Metric::RackLiquidSupplyTemperature)] = {44, kNan};
    frame->plant[std::size_t(Metric::RackLiquidFlow)] = {5200, kNan};
    model::rollUp(campus, *frame);
    return frame;
}

} // namespace

class TestPlantPanel : public QObject
{
    Q_OBJECT

    std::shared_ptr<const model::Campus> m_campus = campusWithPlant();
    std::shared_ptr<model::TelemetryFrame> m_frame = makeFrame(*m_campus);
    std::unique_ptr<app::PropertiesPanel> m_panel;

    /// Text of a row, empty where it is hidden.
    QString row(Metric metric)
    {
        auto* value = m_panel->findChild<QLabel*>(QStringLiteral("value.%1").arg(int(metric)));
        return value->isVisibleTo(m_panel.get()) ? value->text().replace(QChar(0x202f), QLatin1Char(' ')) : QString();
    }

    void show(AssetId id, Metric metric = Metric::Loading)
    {
        app::Overlay overlay;
        overlay.metric = metric;
        m_panel->setSelected(id);
        m_panel->setFrame(m_frame, overlay, {0, 1});
    }

private slots:
    void init()
    {
        m_panel = std::make_unique<app::PropertiesPanel>();
        m_panel->setLocale(QLocale(QLocale::English, QLocale::UnitedStates));
        m_panel->setCampus(m_campus);
    }

    void plantShowsWhatIsKnown()
    {
        show({AssetKind::Plant, 0});
        QCOMPARE(row(Metric::RackPower), QString("110 kW"));
        QCOMPARE(row(Metric::Loading), QString("50.0 %"));
        QCOMPARE(row(Metric::PowerRamp), QString("-0.500 kW/s"));
        QCOMPARE(row(Metric::RackLiquidSupplyTemperature), QStringLiteral("44.0 \u00b0C"));
        QCOMPARE(row(Metric::RackLiquidFlow), QString("5,200 L/min"));
        QCOMPARE(row(Metric::RackLiquidReturnTemperature), QString());
        QCOMPARE(row(Metric::GpuUtilization), QString());
        show({AssetKind::Plant, 1});
        QCOMPARE(row(Metric::RackPower), QString("1.90 MW"));
        QCOMPARE(row(Metric::PowerRamp), QString("1.20 MW/s"));
        QVERIFY2(row(Metric::RackLiquidFlow).isEmpty(), "a transformer has no flow");
    }

    void racksHaveNames()
    {
        show({AssetKind::Rack, 0});
        QCOMPARE(row(Metric::Job), QString("train-2"));
        QCOMPARE(row(Metric::Owner), QString("Aurora"));
        QVERIFY2(row(Metric::Loading).isEmpty(), "the source has none");
        show({AssetKind::Rack, 1}, Metric::Job);
        QCOMPARE(row(Metric::Job), QString(QChar(0x2013)));
        show({AssetKind::Hall, 0});
        QVERIFY(row(Metric::Job).isEmpty());
    }

    void groupsShowTheSumOfPower()
    {
        const auto racks = m_campus->halls[0].racks.count;
        show({AssetKind::Hall, 0});
        QCOMPARE(row(Metric::RackPower), QString("%1 kW").arg(30 * racks));
        QCOMPARE(row(Metric::PowerRamp), QString("%1.0 kW/s").arg(2 * racks));
        QStringList names;
        for (const auto* label : m_panel->findChildren<QLabel*>())
            names << label->text();
        QVERIFY2(names.contains("IT power") && names.contains("IT nameplate"), "both, one below the other");
    }

    void listsSayNothingOfWhatIsNotKnown()
    {
        const QLocale english(QLocale::English);
        const AssetId transformer(AssetKind::Plant, 1);
        QVERIFY(app::levelText(*m_campus, *m_frame, Metric::RackLiquidFlow, transformer, english).isEmpty());
        QVERIFY(!app::levelText(*m_campus, *m_frame, Metric::Loading, transformer, english).isEmpty());
        QVERIFY(std::isnan(app::levelValue(*m_campus, *m_frame, Metric::Job, {AssetKind::Rack, 0})));
        QCOMPARE(app::levelText(*m_campus, *m_frame, Metric::Owner, {AssetKind::Rack, 3}, english), QString("Aurora"));
    }

    void withoutAFrameThereIsNothing()
    {
        m_panel->setSelected({AssetKind::Plant, 0});
        for (std::size_t m = 0; m < model::kMetricCount; ++m)
            QVERIFY(row(Metric(m)).isEmpty());
    }
};

GIGAHALL_GUI_TEST(TestPlantPanel)
#include "tst_plantpanel.moc"
