// What the window needs for its menu of hardware.
#include "app/session.h"
#include "app/whatif/hardwarechoices.h"

#include <QTest>

using namespace gigahall;
using namespace gigahall::app;
using assets::HardwareChange;

class TestAppHardware : public QObject
{
    Q_OBJECT

private slots:
    void reopens()
    {
        std::vector<assets::Problem> problems;
        SessionOptions options;
        options.seed = 7;
        const auto first = Session::open(options, problems);
        QVERIFY(first && problems.empty());
        const auto changes = withHardware(first->options().hardware, {"P03", "vr-nvl144-cpx"});
        const auto second = Session::open(first->reopenWith(changes), problems);
        QVERIFY(second && problems.empty());
        QVERIFY(second->options().hardware == changes);
        QCOMPARE(second->options().seed, std::uint64_t(7));
        QCOMPARE(second->campus()->phases[2].gpus.count, 3072u * 288);
        QCOMPARE(second->meshes().size(), first->meshes().size());

        const auto undone = Session::open(second->reopenWith(first->options().hardware), problems);
        QVERIFY(undone && undone->campus()->rackFirstGpu == first->campus()->rackFirstGpu);

        QVERIFY(!Session::open(first->reopenWith({{"P99", "gb300-nvl72"}}), problems));
        QCOMPARE(problems.size(), std::size_t(1));
    }

    void choices()
    {
        const auto loaded = assets::loadCampus(assets::resolveCampusPath("default"), {{"P03-B1", "gb300-nvl72"}});
        QVERIFY(loaded.campus);
        const model::Campus& c = *loaded.campus;
        const auto of = [&](const char* name) { return hardwareChoices(c, *c.find(name)); };
        const auto phase = of("P03");
        QCOMPARE(phase.size(), std::size_t(3));
        QCOMPARE(phase[0].type, std::string("vr-nvl144"));
        QCOMPARE(phase[0].racks, 3072u - 384);
        QCOMPARE(phase[1].racks, 0u);
        QCOMPARE(phase[2].label.en, std::string("GB300 NVL72"));
        QCOMPARE(phase[2].racks, 384u);
        QCOMPARE(of("default")[2].racks, 384u);
        QCOMPARE(of("P03-B1-H1")[2].racks, 96u);
        for (const char* none : {"P01-B1-H1-R01", "P01-B1-H1-R01-K01", "P01-B1-H1-CDU01", "P01-B1-H1-R01-S01"})
            QVERIFY2(of(none).empty(), none);
        QVERIFY(hardwareChoices(c, {}).empty());
    }

    void laterChangesReplaceEarlier()
    {
        const auto changes = withHardware({{"P01", "a"}, {"P02", "a"}}, {"P01", "b"});
        QVERIFY((changes == std::vector<HardwareChange>{{"P02", "a"}, {"P01", "b"}}));
    }
};

QTEST_GUILESS_MAIN(TestAppHardware)
#include "tst_apphardware.moc"
