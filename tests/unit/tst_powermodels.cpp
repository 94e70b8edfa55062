// labels: sanitize
#include "model/power/losses.h"
#include "model/power/rackpower.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace gigahall::model;

namespace {

bool near(double a, double b, double tolerance = 1e-9)
{
    return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

/// Frontier as ExaDigiT RAPS has it; switches hang on the rectifiers.
AssetType frontierRack(double sharingW)
{
    AssetType type;
    type.typeClass = TypeClass::ComputeRack;
    type.ratedKw = 378.6;
    type.trays = 64;
    type.gpusPerTray = 16;
    type.gpuIdleW = 44;
    type.gpuMaxW = 280;
    type.power = {128, 8, 1, 90, 280, 74.26 + 4 * 20 + 30, {}};
    RackStage sivoc, rectifier;
    sivoc.count = 128;
    sivoc.loss = LossModel::linearStage(0.013, 0.98);
    rectifier.count = 32;
    rectifier.addedKw = 0.25;
    rectifier.loss = LossModel::linearStage(0.017, 0.96);
    rectifier.bank = 4;
    rectifier.sharingKw = sharingW / 1000;
    type.power.stages = {sivoc, rectifier};
    return type;
}

struct Chain
{
    double nodeW = 0, sivocW = 0, rackW = 0, sivocLossW = 0, rectifierLossW = 0;
};

/// The same in the order and units of RAPS: a node, a chassis, its rectifiers, a rack. `gpus` 0 to 4 per node.
Chain reference(double cpu, double gpus, double sharingW)
{
    Chain c;
    c.nodeW = cpu * 280 + (1 - cpu) * 90 + gpus * 560 + (4 - gpus) * 88 + 74.26 + 4 * 20 + 30;
    c.sivocW = (c.nodeW + 13) / 0.98;
    c.sivocLossW = 128 * (c.sivocW - c.nodeW);
    const double chassisW = 16 * c.sivocW + 4 * 250;
    int running = 4;
    if (sharingW > 0)
        running = std::min(4, int((chassisW - 1) / sharingW) + 1);
    const double rectifierW = (chassisW / running + 17) / 0.96;
    c.rackW = 8 * running * rectifierW;
    c.rectifierLossW = c.rackW - 8 * chassisW;
    return c;
}

} // namespace

/// Losses of conversion stages and racks against values of the domain and plain arithmetic.
class TestPowerModels : public QObject
{
    Q_OBJECT

private slots:
    void efficiencies_data()
    {
        QTest::addColumn<bool>("ups");
        QTest::addColumn<double>("load");
        QTest::addColumn<double>("percent");
        QTest::addColumn<double>("tolerance");
        // The transformer at power factor 0.98, the values of the domain at 1: both are said there to two digits.
        QTest::newRow("transformer 25 %") << false << 0.25 << 99.57 << 0.005;
        QTest::newRow("transformer 50 %") << false << 0.5 << 99.51 << 0.005;
        QTest::newRow("transformer 100 %") << false << 1.0 << 99.21 << 0.005;
        QTest::newRow("UPS 10 %") << true << 0.1 << 93.2 << 0.05;
        QTest::newRow("UPS 25 %") << true << 0.25 << 96.3 << 0.05;
        QTest::newRow("UPS 50 %") << true << 0.5 << 97.2 << 0.05;
        QTest::newRow("UPS 75 %") << true << 0.75 << 97.3 << 0.05;
        QTest::newRow("UPS 100 %") << true << 1.0 << 97.3 << 0.05;
    }
    void efficiencies()
    {
        QFETCH(bool, ups);
        QFETCH(double, load);
        QFETCH(double, percent);
        QFETCH(double, tolerance);
        const double ratedKw = 3150;
        const LossModel loss
            = ups ? LossModel::quadraticStage(ratedKw, 0.006, 0.012, 0.01) : LossModel::transformer(ratedKw, 1.98, 23);
        const double outputKw = load * ratedKw;
        const double lossKw = ups ? ratedKw * (0.006 + 0.012 * load + 0.01 * load * load) : 1.98 + 23 * load * load;
        QVERIFY(near(loss.lossKw(outputKw), lossKw) && near(loss.inputKw(outputKw), outputKw + lossKw));
        const double got = 100 * outputKw / loss.inputKw(outputKw);
        QVERIFY2(std::abs(got - percent) <= tolerance, qPrintable(QString::number(got, 'f', 4)));
    }

    void linear()
    {
        const LossModel loss = LossModel::linearStage(0.013, 0.98);
        for (const double kw : {0.0, 0.3, 0.62626, 2.70426, 10.0})
            QVERIFY(near(loss.inputKw(kw), (kw + 0.013) / 0.98));
        QVERIFY(LossModel().lossKw(123) == 0);
        // Best at the square root of the ratio of its losses, where both are equal.
        const LossModel transformer = LossModel::transformer(3150, 1.98, 23);
        QVERIFY(near(transformer.lossKw(3150 * std::sqrt(1.98 / 23)), 2 * 1.98));
    }

    void frontierRack_data()
    {
        QTest::addColumn<double>("cpu");
        QTest::addColumn<double>("gpus");
        QTest::addColumn<double>("sharingW");
        for (const double sharingW : {0.0, 13670.0, 9000.0})
            for (const auto& [cpu, gpus] : {std::pair(0.0, 0.0), {1.0, 4.0}, {0.5, 2.0}, {1.0, 0.0}, {0.0, 4.0},
                     {0.25, 3.5}, {0.9, 0.1}, {0.05, 1.0}, {0.333, 2.718}, {0.77, 3.99}})
                QTest::addRow("cpu %g, gpus %g, sharing above %g W", cpu, gpus, sharingW) << cpu << gpus << sharingW;
    }
    void frontierRack()
    {
        QFETCH(double, cpu);
        QFETCH(double, gpus);
        QFETCH(double, sharingW);
        const RackPower rack(::frontierRack(sharingW));
        const Chain want = reference(cpu, gpus, sharingW);
        std::array<double, 2> lossKw{};
        const double kw = rack.inputKw(gpus / 4, cpu, lossKw);
        QVERIFY2(near(kw, want.rackW / 1000), qPrintable(QString("%1, expected %2").arg(kw).arg(want.rackW / 1000)));
        QVERIFY(near(lossKw[0], want.sivocLossW / 1000) && near(lossKw[1], want.rectifierLossW / 1000));
        QVERIFY(near(rack.nodesKw(1024 * (44 + (280 - 44) * gpus / 4), cpu), 128 * want.nodeW / 1000));
        QVERIFY(rack.inputKw(1024 * (44 + (280 - 44) * gpus / 4), cpu) == kw);
        QVERIFY(near(kw, rack.nodesKw(1024 * (44 + (280 - 44) * gpus / 4), cpu) + 32 * 0.25 + lossKw[0] + lossKw[1]));
    }

    /// Rectifiers of a rack that is missing lose what they do under switches alone, whatever the racks beside do.
    void emptyPositions()
    {
        AssetType type = ::frontierRack(0);
        QVERIFY(RackPower(type).emptyLossKw(1) == 0);
        type.power.stages[1].emptyPositions = 3;
        QVERIFY(near(RackPower(type).emptyLossKw(1), 3 * 32 * ((250 + 17) / 0.96 - 250) / 1000));
        QVERIFY(RackPower(type).emptyLossKw(0) == 0);
        QVERIFY(RackPower(type).inputKw(0.5, 0.5, {}) == RackPower(::frontierRack(0)).inputKw(0.5, 0.5, {}));
        // Of four that share, one carries the switches of a chassis.
        type.power.stages[1].sharingKw = 13.67;
        QVERIFY(near(RackPower(type).emptyLossKw(1), 3 * 8 * ((1000 + 17) / 0.96 - 1000) / 1000));
    }

    void frontierLimits()
    {
        const RackPower rack(::frontierRack(0));
        QVERIFY(near(rack.idleKw(), 95.874150, 1e-8) && near(rack.inputKw(1, 1, {}), 378.595238, 1e-8));
        QCOMPARE(rack.gpus(), 1024u);
    }

    /// A layout that says no more than a nameplate gets it at full load, and less at any other.
    void nameplateOnly()
    {
        AssetType type;
        type.typeClass = TypeClass::ComputeRack;
        type.ratedKw = 132;
        type.trays = 18;
        type.gpusPerTray = 8;
        const RackPower rack(type);
        QVERIFY(near(rack.inputKw(1, 1, {}), 132));
        double before = 0;
        for (double load = 0; load <= 1; load += 0.05) {
            const double kw = rack.inputKw(load, load, {});
            QVERIFY(kw > before);
            before = kw;
        }
        QVERIFY(near(rack.idleKw(), rack.inputKw(0, 0, {})) && rack.idleKw() > 10 && rack.idleKw() < 50);
        const RackPower nothing{AssetType{}};
        QVERIFY(nothing.idleKw() == 0 && nothing.inputKw(1, 1, {}) == 0);
    }
};

QTEST_APPLESS_MAIN(TestPowerModels)
#include "tst_powermodels.moc"
