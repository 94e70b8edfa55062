#include "app/cli/simulatesteady.h"
#include "assets/import/campusfile.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>
#include <sstream>

using namespace gigahall;

namespace {

/// Frontier as ExaDigiT RAPS computes it, in its order and units.
struct Raps
{
    double systemMw = 0, rackKw = 0, sivocMw = 0, rectifierMw = 0;

    Raps(double gpu, double cpu, bool sharing);
    double efficiency() const { return 1 - (sivocMw + rectifierMw) / systemMw; }

private:
    struct Rack
    {
        double inputW, rectifierLossW;
    };
    /// 8 chassis of 4 rectifiers, 16 nodes and 4 switches.
    static Rack rackOf(double nodeW, bool sharing);
};

Raps::Rack Raps::rackOf(double nodeW, bool sharing)
{
    const double chassisW = 16 * nodeW + 4 * 250;
    const int running = sharing ? std::min(4, int((chassisW - 1) / 13670) + 1) : 4;
    const double inputW = 8 * running * (chassisW / running + 17) / 0.96;
    return {inputW, inputW - 8 * chassisW};
}

Raps::Raps(double gpu, double cpu, bool sharing)
{
    const double nodeW = cpu * 280 + (1 - cpu) * 90 + 4 * gpu * 560 + (4 - 4 * gpu) * 88 + 74.26 + 4 * 20 + 30;
    const double sivocW = (nodeW + 13) / 0.98;
    const Rack rack = rackOf(sivocW, sharing), missing = rackOf(0, sharing);
    rackKw = rack.inputW / 1000;
    // 75 racks, of which one has no nodes: its power is taken out of the sum, the loss of its rectifiers is not.
    systemMw = (74 * rack.inputW + 25 * 8473.47) / 1e6;
    sivocMw = 74 * 128 * (sivocW - nodeW) / 1e6;
    rectifierMw = (74 * rack.rectifierLossW + missing.rectifierLossW) / 1e6;
}

/// What the command answers.
QJsonObject steady(const model::Campus& campus, double gpu, double cpu)
{
    std::ostringstream out, err;
    app::SimulateOptions options;
    options.campus = "frontier";
    options.steady = options.json = true;
    options.gpuUtilization = gpu;
    options.cpuUtilization = cpu;
    if (app::runSteady(campus, {}, options, out, err) != 0)
        return {};
    return QJsonDocument::fromJson(QByteArray::fromStdString(out.str())).object();
}

} // namespace

/// `gigahall simulate frontier --steady` at operating points all over the published chain, 1e-6 relative.
class TestAppFrontier : public QObject
{
    Q_OBJECT
private slots:
    void published_data();
    void published();
    void grid_data();
    void grid();
    void dark();

private:
    static model::Campus frontier(bool sharing = false);
};

model::Campus TestAppFrontier::frontier(bool sharing)
{
    auto loaded = assets::loadCampus(assets::resolveCampusPath("frontier"));
    if (sharing)
        for (model::AssetType& type : loaded.campus->types)
            if (!type.power.stages.empty())
                type.power.stages[1].sharingKw = 13.67;
    return std::move(*loaded.campus);
}

void TestAppFrontier::published_data()
{
    QTest::addColumn<double>("utilization");
    QTest::addColumn<double>("systemMw");
    QTest::addColumn<double>("rackKw");
    QTest::addColumn<double>("sivocMw");
    QTest::addColumn<double>("rectifierMw");
    QTest::addColumn<double>("percent");
    QTest::newRow("idle") << 0.0 << 7.306524 << 95.874150 << 0.246709 << 0.324943 << 92.1761;
    QTest::newRow("peak") << 1.0 << 28.227884 << 378.595238 << 0.648399 << 1.161798 << 93.5872;
}

/// The reference of this test against what is published; half of its last digit where that is coarser.
void TestAppFrontier::published()
{
    QFETCH(double, utilization);
    const Raps raps(utilization, utilization, false);
    const auto agree
        = [](double got, double want, double half) { return std::abs(got - want) <= std::max(half, 1e-6 * want); };
    QFETCH(double, systemMw);
    QVERIFY(agree(raps.systemMw, systemMw, 0));
    QFETCH(double, rackKw);
    QVERIFY(agree(raps.rackKw, rackKw, 0));
    QFETCH(double, sivocMw);
    QVERIFY(agree(raps.sivocMw, sivocMw, 5e-7));
    QFETCH(double, rectifierMw);
    QVERIFY(agree(raps.rectifierMw, rectifierMw, 5e-7));
    QFETCH(double, percent);
    QVERIFY(agree(100 * raps.efficiency(), percent, 5e-5));
}

void TestAppFrontier::grid_data()
{
    QTest::addColumn<double>("gpu");
    QTest::addColumn<double>("cpu");
    QTest::addColumn<bool>("sharing");
    for (const bool sharing : {false, true})
        for (const double gpu : {0.0, 0.013, 0.2, 0.25, 0.5, 0.777, 0.9, 1.0})
            for (const double cpu : {0.0, 0.05, 0.33, 0.5, 0.81, 1.0})
                QTest::addRow("GPUs %g, CPUs %g%s", gpu, cpu, sharing ? ", rectifiers share" : "")
                    << gpu << cpu << sharing;
}

void TestAppFrontier::grid()
{
    QFETCH(double, gpu);
    QFETCH(double, cpu);
    QFETCH(bool, sharing);
    const Raps want(gpu, cpu, sharing);
    const auto json = steady(frontier(sharing), gpu, cpu);
    const auto stages = json["stageLossMw"].toObject();
    const auto check = [](const char* what, double got, double expected) {
        QVERIFY2(std::abs(got - expected) <= 1e-6 * std::abs(expected),
            qPrintable(QString("%1: %2, expected %3").arg(what).arg(got, 0, 'g', 12).arg(expected, 0, 'g', 12)));
    };
    check("system", json["systemMw"].toDouble(), want.systemMw);
    check("rack", json["rackKw"].toDouble(), want.rackKw);
    check("SIVOC loss", stages["SIVOC"].toDouble(), want.sivocMw);
    check("rectifier loss", stages["Rectifiers"].toDouble(), want.rectifierMw);
    check("efficiency", json["efficiency"].toDouble(), want.efficiency());
    // What is only counted takes nothing: the balance closes without it.
    QVERIFY(std::abs(json["powerResidual"].toDouble(1)) < 1e-9 && std::abs(json["heatResidual"].toDouble(1)) < 1e-9);
    check("system less cooling", json["systemMw"].toDouble() - json["coolingMw"].toDouble(), 74 * want.rackKw / 1000);
}

void TestAppFrontier::dark()
{
    // Without any power nothing is lost where a rack is missing.
    const model::Campus campus = frontier();
    std::ostringstream out, err;
    app::SimulateOptions options;
    options.json = true;
    const auto feed = campus.find("P01-B1-GF01");
    QVERIFY(feed);
    QCOMPARE(app::runSteady(campus, {*feed}, options, out, err), 0);
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(out.str())).object();
    QCOMPARE(json["darkRacks"].toInt(), 74);
    QVERIFY(json["stageLossMw"].toObject().isEmpty());
    QCOMPARE(json["efficiency"].toDouble(-1), 0.0);
}

QTEST_APPLESS_MAIN(TestAppFrontier)
#include "tst_appfrontier.moc"
