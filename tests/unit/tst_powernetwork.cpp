// labels: sanitize
#include "tests/support/drawnnetwork.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace gigahall::model;
using namespace gigahall::tests;

namespace {

using Node = ServesNetwork::Node;
using Nodes = std::vector<Node>;
using Numbers = std::vector<double>;

QString text(const Numbers& numbers)
{
    QStringList all;
    for (const double number : numbers)
        all << QString::number(number, 'g', 10);
    return all.join(u' ');
}

/// Two transformers of 100 kW, each of which serves all four racks of 30 kW. Nodes: 0 feed, 1 and 2, racks 3 to 6.
PowerSketch twoN(const char* redundancy)
{
    PowerSketch s;
    const Node feed = s.plant(0, {}, PowerRole::Source), a = s.plant(100), b = s.plant(100);
    const Nodes racks{s.rack(), s.rack(), s.rack(), s.rack()};
    s.feed({feed}, {a, b});
    s.feed({a, b}, racks, redundancy);
    return s;
}

/// Each of two transformers has two racks of its own. Nodes as above.
PowerSketch apart()
{
    PowerSketch s;
    const Node feed = s.plant(0, {}, PowerRole::Source), a = s.plant(100), b = s.plant(100);
    const Nodes racks{s.rack(), s.rack(), s.rack(), s.rack()};
    s.feed({feed}, {a, b});
    s.feed({a}, {racks[0], racks[1]});
    s.feed({b}, {racks[2], racks[3]});
    return s;
}

/// Three modules of 60 kW, of which two carry the four racks of 30 kW. Nodes: 0 feed, 1 to 3, racks 4 to 7, bus 8.
PowerSketch nPlusOne()
{
    PowerSketch s;
    const Node feed = s.plant(0, {}, PowerRole::Source);
    const Nodes modules{s.plant(60), s.plant(60), s.plant(60)};
    const Nodes racks{s.rack(), s.rack(), s.rack(), s.rack()};
    s.feed({feed}, modules);
    s.feed(modules, racks, "N+1");
    return s;
}

/// Four substations of 40 kW, any three of which carry four busways of 120 kW; two racks hang on the first pair of
/// those, two on the other. Nodes: 0 feed, substations 1 to 4, busways 5 to 8, racks 9 to 12, bus 13.
PowerSketch fourToMakeThree()
{
    PowerSketch s;
    const Node feed = s.plant(0, {}, PowerRole::Source);
    const Nodes stations{s.plant(40), s.plant(40), s.plant(40), s.plant(40)};
    const Nodes ways{s.plant(120), s.plant(120), s.plant(120), s.plant(120)};
    const Nodes racks{s.rack(), s.rack(), s.rack(), s.rack()};
    s.feed({feed}, stations);
    s.feed(stations, ways, "4N3");
    s.feed({ways[0], ways[1]}, {racks[0], racks[1]}, "2N");
    s.feed({ways[2], ways[3]}, {racks[2], racks[3]}, "2N");
    return s;
}

struct Case
{
    const char* name;
    PowerSketch sketch;
    OverloadPolicy policy;
    Nodes failed;
    Numbers outputKw; ///< plant and racks, by node
    double worst; ///< loading of the most loaded
    Nodes overloaded, dark;
};

const std::vector<Case>& cases()
{
    using enum OverloadPolicy;
    static const std::vector<Case> all{
        {"2N", twoN("2N"), Shed, {}, {120, 60, 60, 30, 30, 30, 30}, 0.6, {}, {}},
        {"2N, one fails, shed", twoN("2N"), Shed, {1}, {90, 0, 90, 30, 30, 30, 0}, 0.9, {2}, {1, 6}},
        {"2N, one fails, cap", twoN("2N"), Cap, {1}, {100, 0, 100, 25, 25, 25, 25}, 1, {2}, {1}},
        {"2N, one fails, carry", twoN("2N"), Carry, {1}, {120, 0, 120, 30, 30, 30, 30}, 1.2, {2}, {1}},
        {"2N, both fail", twoN("2N"), Shed, {1, 2}, {0, 0, 0, 0, 0, 0, 0}, 0, {}, {1, 2, 3, 4, 5, 6}},
        {"2N, a rack fails", twoN("2N"), Shed, {4}, {90, 45, 45, 30, 0, 30, 30}, 0.45, {}, {4}},
        {"2N, the feed fails", twoN("2N"), Shed, {0}, {0, 0, 0, 0, 0, 0, 0}, 0, {}, {0, 1, 2, 3, 4, 5, 6}},
        {"N", apart(), Shed, {}, {120, 60, 60, 30, 30, 30, 30}, 0.6, {}, {}},
        {"N, no stand-in", apart(), Shed, {1}, {60, 0, 60, 0, 0, 30, 30}, 0.6, {}, {1, 3, 4}},
        {"N+1", nPlusOne(), Shed, {}, {120, 40, 40, 40, 30, 30, 30, 30}, 2.0 / 3, {}, {}},
        {"N+1, one fails", nPlusOne(), Shed, {2}, {120, 60, 0, 60, 30, 30, 30, 30}, 1, {}, {2}},
        {"N+1, two fail, shed", nPlusOne(), Shed, {1, 2}, {60, 0, 0, 60, 30, 30, 0, 0}, 1, {3}, {1, 2, 6, 7}},
        {"N+1, two fail, cap", nPlusOne(), Cap, {1, 3}, {60, 0, 60, 0, 15, 15, 15, 15}, 1, {2}, {1, 3}},
        {"N+1, two fail, carry", nPlusOne(), Carry, {2, 3}, {120, 120, 0, 0, 30, 30, 30, 30}, 2, {1}, {2, 3}},
        {"4N3", fourToMakeThree(), Shed, {}, {120, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30}, 0.75, {}, {}},
        {"4N3, one fails", fourToMakeThree(), Shed, {3}, {120, 40, 40, 0, 40, 30, 30, 30, 30, 30, 30, 30, 30}, 1, {},
            {3}},
        {"4N3, two fail, carry", fourToMakeThree(), Carry, {1, 4}, {120, 0, 60, 60, 0, 30, 30, 30, 30, 30, 30, 30, 30},
            1.5, {2, 3}, {1, 4}},
        {"4N3, two fail, cap", fourToMakeThree(), Cap, {1, 4}, {80, 0, 40, 40, 0, 20, 20, 20, 20, 20, 20, 20, 20}, 1,
            {2, 3}, {1, 4}},
        {"4N3, two fail, shed", fourToMakeThree(), Shed, {1, 4}, {60, 0, 30, 30, 0, 30, 30, 0, 0, 30, 30, 0, 0}, 0.75,
            {2, 3}, {1, 4, 11, 12}},
        {"4N3, a busway fails", fourToMakeThree(), Shed, {5}, {120, 30, 30, 30, 30, 0, 60, 30, 30, 30, 30, 30, 30},
            0.75, {}, {5}},
        {"4N3, a pair of busways fails", fourToMakeThree(), Shed, {5, 6},
            {60, 15, 15, 15, 15, 0, 0, 30, 30, 0, 0, 30, 30}, 0.375, {}, {5, 6, 9, 10}},
    };
    return all;
}

} // namespace

/// Flows through networks small enough to do by hand.
class TestPowerNetwork : public QObject
{
    Q_OBJECT

private slots:
    void redundancy_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i)
            QTest::newRow(cases()[i].name) << int(i);
    }
    void redundancy()
    {
        QFETCH(int, index);
        const Case& c = cases()[std::size_t(index)];
        Drawn drawn(c.sketch, 30);
        drawn.fail(c.failed);
        const NetworkFlow& flow = drawn.solve(c.policy);
        double worst = 0, supplied = 0;
        Numbers got(flow.outputKw.begin(), flow.outputKw.begin() + std::ptrdiff_t(c.outputKw.size()));
        for (std::size_t i = 0; i < got.size(); ++i) // capping leaves the last 1e-7
            QVERIFY2(near(got[i], c.outputKw[i], 2e-7), qPrintable(text(got) + ", expected " + text(c.outputKw)));
        for (Node node = 0; node < drawn.network.nodeCount(); ++node) {
            worst = std::max(worst, flow.loading(drawn.network, node));
            supplied += drawn.network.isRack(node) ? drawn.demandKw[node] * double(flow.served[node]) : 0;
        }
        QVERIFY2(near(worst, c.worst, 2e-7), qPrintable(QString::number(worst)));
        Nodes overloaded = flow.overloaded;
        std::sort(overloaded.begin(), overloaded.end());
        QCOMPARE(overloaded, c.overloaded);
        QCOMPARE(drawn.dark(), c.dark);
        QVERIFY(near(flow.demandKw, supplied) && near(flow.suppliedKw(), supplied) && flow.lossKw == 0);
    }

    /// Whoever is held below what it draws with nothing to do is switched off; those that are left need no cap.
    void capBelowIdle()
    {
        Drawn drawn(twoN("2N"), 30);
        drawn.fail({1});
        std::fill(drawn.floorKw.begin(), drawn.floorKw.end(), 24.9);
        drawn.solve(OverloadPolicy::Cap);
        QCOMPARE(drawn.dark(), Nodes{1});
        drawn.flow.served.clear();
        drawn.floorKw[4] = 25.1;
        drawn.solve(OverloadPolicy::Cap);
        QCOMPARE(drawn.dark(), (Nodes{1, 4}));
        QVERIFY(near(drawn.flow.outputKw[2], 75, 1e-6));
    }

    /// A grid, then a generator, then a battery carry the switchgear; the UPS behind it bridges what is left.
    void standIns()
    {
        PowerSketch s;
        const Node grid = s.plant(0, {}, PowerRole::Source), generator = s.plant(0, {}, PowerRole::Backup);
        const Node battery = s.plant(0, LossModel::linearStage(3, 0.96), PowerRole::Storage, 100);
        const Node gear = s.plant(1000), ups = s.plant(500, LossModel::quadraticStage(500, 0.006, 0.012, 0.01), {}, 50);
        const Node safe = s.rack(), bare = s.rack();
        s.feed({grid, generator, battery}, {gear});
        s.feed({gear}, {ups, bare});
        s.feed({ups}, {safe});
        Drawn drawn(s, 100);
        const double upsKw = 100 + 500 * (0.006 + 0.012 * 0.2 + 0.01 * 0.04);
        const auto sums = [&](double source, double backup, double storage) {
            const NetworkFlow& f = drawn.solve();
            return near(f.sourceKw, source) && near(f.backupKw, backup) && near(f.storageKw, storage)
                && near(f.suppliedKw(), f.demandKw + f.lossKw);
        };
        QVERIFY(sums(upsKw + 100, 0, 3 / 0.96)); // the battery idles
        QVERIFY(drawn.flow.supply[gear] == Supply::Full && drawn.flow.outputKw[generator] == 0);
        drawn.fail({grid});
        QVERIFY(sums(0, upsKw + 100, 3 / 0.96));
        QVERIFY(drawn.flow.supply[safe] == Supply::Backup && drawn.dark() == Nodes{grid});
        drawn.fail({grid, generator});
        QVERIFY(sums(0, 0, (upsKw + 100 + 3) / 0.96));
        QVERIFY(drawn.flow.supply[bare] == Supply::Storage && !drawn.solver.isOrigin(ups, drawn.flow));
        drawn.empty[battery] = 1;
        QVERIFY(sums(0, 0, upsKw));
        QVERIFY(
            drawn.solver.isOrigin(ups, drawn.flow) && drawn.dark() == (Nodes{grid, generator, battery, gear, bare}));
        drawn.empty[ups] = 1;
        QVERIFY(sums(0, 0, 0));
        QVERIFY(drawn.flow.supply[safe] == Supply::None);
        drawn.fail({}); // the grid is back, but nobody has switched anything on
        QVERIFY(sums(500 * 0.006, 0, 0));
        drawn.flow.served.clear();
        QVERIFY(sums(upsKw + 100, 0, 0));
    }

    void lossesByHand()
    {
        PowerSketch s;
        const Node grid = s.plant(0, {}, PowerRole::Source);
        const Nodes pair{s.plant(200, {2, 0, 0.001}), s.plant(200, {2, 0, 0.001})};
        const Node rack = s.rack();
        s.feed({grid}, pair);
        s.feed(pair, {rack}, "2N");
        Drawn drawn(s, 100);
        drawn.solve();
        QVERIFY(near(drawn.flow.sourceKw, 2 * (50 + 2 + 2.5)) && near(drawn.flow.lossKw, 9));
        drawn.fail({pair[0]});
        drawn.solve();
        QVERIFY(near(drawn.flow.sourceKw, 112) && near(drawn.flow.lossKw, 12));
        QVERIFY(near(drawn.flow.inputKw[pair[1]], 112) && near(drawn.flow.outputKw[pair[1]], 100));
        drawn.fail(pair);
        drawn.solve();
        QVERIFY(drawn.flow.sourceKw == 0 && drawn.flow.lossKw == 0);
    }

    /// Servers share in proportion to their ratings, also those of a group that stand in for each other.
    void sharesByRating()
    {
        for (const char* redundancy : {"2N", "N+1"}) {
            PowerSketch s;
            const Node grid = s.plant(0, {}, PowerRole::Source), small = s.plant(100), large = s.plant(300);
            s.feed({grid}, {small, large});
            s.feed({small, large}, {s.rack(), s.rack()}, redundancy);
            Drawn drawn(s, 60);
            drawn.solve();
            QVERIFY(near(drawn.flow.outputKw[small], 30) && near(drawn.flow.outputKw[large], 90));
        }
    }

    /// The feed is too small for what a transformer loses by itself: relief has to take that into account.
    void reliefWithLosses_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<double>("rackKw");
        QTest::newRow("shed") << int(OverloadPolicy::Shed) << 20.0;
        QTest::newRow("cap") << int(OverloadPolicy::Cap) << 20.0;
        QTest::newRow("shed, much too much") << int(OverloadPolicy::Shed) << 200.0;
        QTest::newRow("cap, much too much") << int(OverloadPolicy::Cap) << 200.0;
    }
    void reliefWithLosses()
    {
        QFETCH(int, policy);
        QFETCH(double, rackKw);
        PowerSketch s;
        const Node feed = s.plant(100, {}, PowerRole::Source), transformer = s.plant(0, {10, 0, 0.002});
        const Nodes racks{s.rack(), s.rack(), s.rack(), s.rack(), s.rack()};
        s.feed({feed}, {transformer});
        s.feed({transformer}, racks);
        Drawn drawn(s, rackKw);
        drawn.solve(OverloadPolicy(policy));
        QVERIFY(drawn.flow.outputKw[feed] <= 100 * (1 + 1e-8));
        QCOMPARE(drawn.flow.overloaded, Nodes{feed});
        // 10 + x + 0.002 x^2 = 100
        const double kept = (-1 + std::sqrt(1 + 4 * 0.002 * 90)) / 0.004;
        if (policy == int(OverloadPolicy::Cap))
            QVERIFY2(near(drawn.flow.demandKw, kept, 1e-6), qPrintable(QString::number(drawn.flow.demandKw)));
        else
            QVERIFY(near(drawn.flow.demandKw, std::floor(kept / rackKw) * rackKw));
    }
};

QTEST_APPLESS_MAIN(TestPowerNetwork)
#include "tst_powernetwork.moc"
