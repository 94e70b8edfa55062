// labels: sanitize
#include "tests/support/brokenlayout.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gigahall;
using model::AssetId;
using model::AssetKind;

namespace {

QByteArray fixture()
{
    return test::readLayout(SOURCE_DIR "/tests/fixtures/layout/designs.campus.json");
}

model::Campus load(const QString& name)
{
    auto result = assets::loadCampus(name == u"designs" ? SOURCE_DIR "/tests/fixtures/layout/designs.campus.json"
                                                        : assets::resolveCampusPath(name.toStdString()));
    for (const auto& problem : result.problems)
        qWarning("%s", problem.text().c_str());
    if (!result.campus)
        qFatal("%s can't be loaded", qPrintable(name));
    return std::move(*result.campus);
}

const model::AssetType& typeOf(const model::Campus& campus, std::string_view key)
{
    for (const model::AssetType& type : campus.types)
        if (type.key == key)
            return type;
    qFatal("no such type");
}

bool near(double value, double expected, double tolerance = 1e-9)
{
    return std::abs(value - expected) <= tolerance;
}

/// Input of a rack whose nodes all do the same, with every unit of every stage running.
double rackInputKw(const model::AssetType& type, double gpuW, double cpuW)
{
    const model::RackPowerDesign& rack = type.power;
    double kW = rack.nodes * (rack.gpusPerNode * gpuW + rack.cpusPerNode * cpuW + rack.otherW) / 1000;
    for (const model::RackStage& stage : rack.stages)
        kW = stage.count * stage.loss.inputKw(kW / stage.count + stage.addedKw);
    return kW;
}

} // namespace

class TestLayoutDesign : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private slots:
    void electrical()
    {
        const model::Campus c = load("designs");
        const auto& line = typeOf(c, "line").electrical;
        QVERIFY(line.role == model::PowerRole::Source && near(line.powerFactor, 0.95) && near(line.loss.inputKw(7), 7));
        const auto& transformer = typeOf(c, "transformer").electrical;
        QVERIFY(transformer.role == model::PowerRole::Conversion);
        QVERIFY(near(transformer.loss.lossKw(0), 2) && near(transformer.loss.lossKw(2700), 22)); // 3 MVA at 0.9
        const auto& ups = typeOf(c, "ups").electrical;
        QVERIFY(near(ups.storageKwh, 80) && near(ups.loss.lossKw(500), 500 * 0.028)); // its own rating
        const auto& battery = typeOf(c, "battery").electrical;
        QVERIFY(battery.role == model::PowerRole::Storage && near(battery.storageKwh, 2400));
        QVERIFY(near(battery.loss.inputKw(957), 1000));
        QVERIFY(typeOf(c, "generator").electrical.role == model::PowerRole::Backup);
        const auto& silent = typeOf(c, "cdu").electrical;
        QVERIFY(silent.role == model::PowerRole::Conversion && silent.powerFactor == 1 && silent.loss.lossKw(5) == 0);
    }

    void racks()
    {
        const model::Campus c = load("designs");
        const auto& rack = typeOf(c, "gpu-rack");
        QVERIFY(rack.power.nodes == 8 && rack.power.gpusPerNode == 4 && rack.power.cpusPerNode == 2);
        QVERIFY(near(rack.power.cpuIdleW, 90) && near(rack.power.cpuMaxW, 280) && near(rack.power.otherW, 150.5));
        QCOMPARE(rack.power.stages.size(), 2u);
        const auto& converters = rack.power.stages[0];
        QVERIFY(converters.name == "Converters" && converters.count == 8 && converters.sharingKw == 0);
        QVERIFY(near(converters.loss.inputKw(4.887), 5));
        const auto& shelves = rack.power.stages[1];
        QVERIFY(near(shelves.addedKw, 0.25) && near(shelves.sharingKw, 9) && shelves.bank == 3);
        QVERIFY(near(shelves.loss.lossKw(12), 12 * 0.023));
        QVERIFY(shelves.emptyPositions == 2 && converters.emptyPositions == 0);
        QVERIFY(near(rack.cooling.heatCapacityKjPerK, 80));
        const auto& support = typeOf(c, "net-rack");
        QVERIFY(support.power.nodes == 10 && support.power.gpusPerNode == 0 && support.power.stages.empty());
        QVERIFY(near(support.cooling.fanKwPerKw, 0.058));
    }

    void cooling()
    {
        const model::Campus c = load("designs");
        const auto& cdu = typeOf(c, "cdu").cooling;
        QVERIFY(near(cdu.flowLpm, 900) && near(cdu.inputKw, 8.5) && cdu.constantSpeed && near(cdu.approachK, 4));
        QVERIFY(near(cdu.heatCapacityKjPerK, 2000) && !cdu.curves);
        const auto& cooler = typeOf(c, "cooler").cooling;
        QVERIFY(near(cooler.trimKw, 450) && near(cooler.trimCarnot, 0.6) && near(cooler.trimMaxCop, 9));
        QVERIFY(cooler.curves && near(cooler.curves->referenceKw, 1234) && near(cooler.curves->referenceCop, 5.39));
        QVERIFY(near(cooler.curves->capacityByTemperature[5], 0.0015));
        QVERIFY(near(cooler.curves->inputByTemperature[0], 0.38) && near(cooler.curves->inputByLoad[1], -0.14));
        QVERIFY(near(cooler.curves->evaporatorMinC, 7.22) && near(cooler.curves->evaporatorMaxC, 12.78));
        QVERIFY(near(cooler.curves->condenserMaxC, 26.67) && near(cooler.curves->loadMax, 1.02));
        const model::CoolingDesign standard;
        QVERIFY(typeOf(c, "tower").cooling.trimMaxCop == standard.trimMaxCop);
    }

    void site()
    {
        const model::Campus c = load("designs");
        QCOMPARE(c.site.weather.size(), 2u);
        QVERIFY(c.site.weather[0].name == "mild" && c.site.weather[0].source == "invented");
        QVERIFY(near(c.site.weather[0].dryBulbC[0], 1) && near(c.site.weather[0].dryBulbC[23], -24.5));
        QVERIFY(near(c.site.utility.co2KgPerKwh, 0.4) && near(c.site.utility.costPerKwh, 0.1));
        QVERIFY(c.site.utility.currency == "EUR" && c.site.utility.source == "a contract");
    }

    void broken_data();
    void broken()
    {
        QFETCH(QByteArray, find);
        QFETCH(QByteArray, replace);
        QFETCH(QString, pointer);
        QFETCH(QString, says);
        const QString path = m_folder.filePath("bad.campus.json");
        const QString told = test::tryEdit(fixture(), {find, replace, replace, pointer, says}, path);
        QVERIFY2(told.isEmpty(), qPrintable(told));
    }

    /// Racks of the shipped campuses take their nameplate when everything in them is busy.
    void nameplates_data()
    {
        QTest::addColumn<QString>("campus");
        QTest::addColumn<double>("toleranceKw");
        QTest::newRow("default") << "default" << 1e-5;
        QTest::newRow("variant-b") << "variant-b" << 1e-5;
        QTest::newRow("hundred-gw") << "hundred-gw" << 1e-5;
        QTest::newRow("one-hall") << "one-hall" << 1e-5;
        QTest::newRow("frontier") << "frontier" << 0.005; // rounded up to 378.6
    }
    void nameplates()
    {
        QFETCH(QString, campus);
        QFETCH(double, toleranceKw);
        const model::Campus c = load(campus);
        for (const model::AssetType& type : c.types)
            if (type.typeClass == model::TypeClass::ComputeRack) {
                QVERIFY(type.power.nodes > 0);
                const double full = rackInputKw(type, type.gpuMaxW, type.power.cpuMaxW);
                QVERIFY2(near(full, type.ratedKw, toleranceKw), qPrintable(QString::number(full, 'f', 6)));
                const double idle = rackInputKw(type, type.gpuIdleW, type.power.cpuIdleW);
                QVERIFY(idle > 0.1 * full && idle < 0.4 * full);
            }
    }

    /// The days are those of one place, the hot one hotter at every hour.
    void weather()
    {
        for (const char* name : {"default", "variant-b", "hundred-gw", "one-hall"}) {
            const model::Campus c = load(name);
            QCOMPARE(c.site.weather.size(), 2u);
            QVERIFY(c.site.weather[0].name == "typical" && c.site.weather[1].name == "hot");
            for (std::size_t hour = 0; hour < 24; ++hour)
                QVERIFY(c.site.weather[0].dryBulbC[hour] < c.site.weather[1].dryBulbC[hour]);
            QVERIFY(c.site.utility.co2KgPerKwh > 0 && c.site.utility.costPerKwh > 0);
        }
    }

    /// Case A of ExaDigiT RAPS, computed with ORNL's own code.
    void frontier()
    {
        const model::Campus c = load("frontier");
        const auto& rack = typeOf(c, "frontier-rack");
        const double pumpsKw = 25 * typeOf(c, "cdu").cooling.inputKw;
        const double idle = rackInputKw(rack, rack.gpuIdleW, rack.power.cpuIdleW);
        const double peak = rackInputKw(rack, rack.gpuMaxW, rack.power.cpuMaxW);
        QVERIFY(near(idle, 95.874150, 1e-6) && near(peak, 378.595238, 1e-6));
        QVERIFY(near(74 * idle + pumpsKw, 7306.524, 1e-3) && near(74 * peak + pumpsKw, 28227.884, 1e-3));
        QCOMPARE(c.plantCount(), 26u);
        std::uint32_t index = 0;
        for (std::uint32_t row = 0; row < 25; ++row) { // a CDU and its racks
            QCOMPARE(c.rows[row].racks.count, row == 13 ? 2u : 3u); // the rack of index 41 is missing
            const auto servers = c.coolant.serversOf({AssetKind::Rack, index});
            QCOMPARE(servers.size(), 1u);
            QCOMPARE(c.coolant.servedBy(servers.front().from).size(), std::size_t(c.rows[row].racks.count));
            for (std::uint32_t i = 0; i < c.rows[row].racks.count; ++i, ++index) {
                QCOMPARE(c.coolant.serversOf({AssetKind::Rack, index}).front().from, servers.front().from);
                QCOMPARE(c.power.serversOf({AssetKind::Rack, index}).size(), 1u);
            }
        }
        QCOMPARE(index, c.rackCount());
    }
};

/// Each row breaks one thing: `find` becomes `replace`; the problem is on the line where that begins.
void TestLayoutDesign::broken_data()
{
    QTest::addColumn<QByteArray>("find");
    QTest::addColumn<QByteArray>("replace");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& find, const QByteArray& replace, const QString& pointer,
                         const QString& says) { QTest::newRow(name) << find << replace << pointer << says; };
    const QString rack = "/types/gpu-rack/power", cooler = "/types/cooler/cooling";

    row("unknown role", "\"role\": \"backup\"", "\"role\": \"reserve\"", "/types/generator/electrical/role",
        "expected one of \"conversion\", \"source\"");
    row("power factor above 1", "\"powerFactor\": 0.95", "\"powerFactor\": 1.2", "/types/line/electrical/powerFactor",
        "is 1.2; expected a number above 0 up to 1");
    row("power factor of kW", "\"storageKwh\": 80", "\"powerFactor\": 0.98", "/types/ups/electrical/powerFactor",
        "0.98 does not go with a rating in kW");
    row("storage without energy", "\"electrical\": {\"role\": \"storage\", \"storageKwh\": 2400,",
        "\"electrical\": {\"role\": \"storage\",", "/types/battery/electrical", "'storageKwh' is missing");
    row("energy of a line", "\"powerFactor\": 0.95", "\"storageKwh\": 9", "/types/line/electrical/storageKwh",
        "has no meaning in role 'source'");
    row("electrical rack", "\"cooling\": {\"fan", "\"electrical\": {}, \"cooling\": {\"fan",
        "/types/net-rack/electrical", "has no meaning in a type of class supportRack; expected it in plant");
    row("servers in plant", "\"cooling\": {\"flow", "\"power\": {\"nodes\": 1}, \"cooling\": {\"flow",
        "/types/cdu/power", "has no meaning in a type of class plant; expected it in a rack");
    row("cooling of a tree", "\"class\": \"decor\"", "\"class\": \"decor\", \"cooling\": {}", "/types/bush/cooling",
        "has no meaning in a type of class decor");

    row("unknown loss", "{\"model\": \"transformer\"", "{\"model\": \"cubic\"",
        "/types/transformer/electrical/loss/model", "expected one of \"linear\", \"quadratic\", \"transformer\"");
    row("no model", "\"loss\": {\"model\": \"transformer\", \"noLoadKw\"", "\"loss\": {\"noLoadKw\"",
        "/types/transformer/electrical/loss", "'model' is missing");
    row("efficiency above 1", "\"efficiency\": 0.96", "\"efficiency\": 1.01",
        "/types/battery/electrical/loss/efficiency", "is 1.01; expected a number above 0 up to 1");
    row("efficiency of 0", "\"efficiency\": 0.98}", "\"efficiency\": 0}", rack + "/stages/0/loss/efficiency",
        "expected a number above 0 up to 1");
    row("coefficient missing", "\"loss\": {\"model\": \"quadratic\", \"rating\": 500, \"a0\": 0.006,",
        "\"loss\": {\"model\": \"quadratic\", \"rating\": 500,", "/types/ups/electrical/loss",
        "'a0' is missing; expected it in a loss of model 'quadratic'");
    row("coefficient of another model", "\"noLoadKw\": 2,", "\"noLoadKw\": 2, \"a2\": 0.01,",
        "/types/transformer/electrical/loss/a2", "has no meaning in a loss of model 'transformer'; expected noLoadKw");
    row("loss without rating", "\"ratingUnit\": \"m3\"",
        "\"electrical\": {\"loss\": {\"model\": \"quadratic\", \"a0\": 0, \"a1\": 0, \"a2\": 0}}, \"ratingUnit\": "
        "\"m3\"",
        "/types/tower/electrical/loss", "'rating' is missing; expected kW");
    row("stage without rating", "\"loss\": {\"model\": \"quadratic\", \"rating\": 12,",
        "\"loss\": {\"model\": \"quadratic\",", rack + "/stages/1/loss", "'rating' is missing; expected kW");
    row("kilowatts in a stage", "\"constantW\": 13", "\"constantKw\": 13", rack + "/stages/0/loss/constantKw",
        "unknown key 'constantKw'; expected 'constantW'");

    row("GPUs of nodes and trays", "\"gpusPerNode\": 4", "\"gpusPerNode\": 5", rack + "/gpusPerNode",
        "8 nodes of 5 GPUs are 40, but 4 trays of 8 GPUs are 32; expected the same number");
    row("no nodes", "\"power\": {\n        \"nodes\": 8,", "\"power\": {\n", rack, "'nodes' is missing");
    row("GPUs in a support rack", "\"nodes\": 10,", "\"nodes\": 10, \"gpusPerNode\": 8,",
        "/types/net-rack/power/gpusPerNode", "is 8; expected 0 in a support rack");
    row("GPUs without power", "\"gpuMaxW\": 1000,\n      \"power\"", "\"power\"", rack, "has no 'gpuMaxW'");
    row("idle CPU above full", "\"cpuIdleW\": 90", "\"cpuIdleW\": 300", rack + "/cpuIdleW",
        "300 W idle is more than cpuMaxW = 280 W");
    row("bank that does not divide", "\"bank\": 3", "\"bank\": 4", rack + "/stages/1/bank",
        "banks of 4 do not divide the 6 units");
    row("sharing without a bank", "\"sharingW\": 9000,\n            \"bank\": 3,", "\"sharingW\": 9000,",
        rack + "/stages/1/sharingW", "has no meaning for units that stand alone");
    row("half an empty position", "\"emptyPositions\": 2", "\"emptyPositions\": 0.5", rack + "/stages/1/emptyPositions",
        "expected a whole number");
    row("stage without a name", "{\"name\": \"Converters\", ", "{\"x-name\": \"C\", ", rack + "/stages/0",
        "'name' is missing");

    row("speed in words", "\"constantSpeed\": true", "\"constantSpeed\": \"yes\"", "/types/cdu/cooling/constantSpeed",
        "expected true or false");
    row("negative flow", "\"flowLpm\": 900", "\"flowLpm\": -9", "/types/cdu/cooling/flowLpm",
        "expected a number from 0");
    row("better than Carnot", "\"trimCarnot\": 0.6", "\"trimCarnot\": 1.6", cooler + "/trimCarnot", "up to 1");
    row("five coefficients", "[0.38, 0.11, -0.008, ", "[0.38, -0.008, ", cooler + "/curves/inputByTemperature",
        "is an array of 5; expected an array of 6");
    row("range upside down", "[7.22, 12.78]", "[12.78, 7.22]", cooler + "/curves/evaporator",
        "goes from 12.78 to 7.22; expected the smaller number first");
    row("curve missing", "\"curves\": {\n          \"referenceKw\": 1234,", "\"curves\": {\n", cooler + "/curves",
        "'referenceKw' is missing; expected a number above 0");

    row("23 hours", "[1, 2, 3, 4,", "[1, 2, 3,", "/site/weather/0/dryBulb",
        "is an array of 23; expected an array of 24");
    row("an hour in words", "[1, 2, 3, 4,", "[\"cold\", 2, 3, 4,", "/site/weather/0/dryBulb/0", "expected a number");
    row("two days of one name", "\"name\": \"warm\"", "\"name\":  \"mild\"", "/site/weather/1/name",
        "the name 'mild' is used twice");
    row("currency", "\"currency\": \"EUR\"", "\"currency\": \"Euro\"", "/site/utility/currency", "expected text like");
    row("misspelt utility", "\"costPerKwh\": 0.1", "\"costPerKWh\": 0.1", "/site/utility/costPerKWh",
        "unknown key 'costPerKWh'; expected 'costPerKwh'");
}

QTEST_APPLESS_MAIN(TestLayoutDesign)
#include "tst_layoutdesign.moc"
