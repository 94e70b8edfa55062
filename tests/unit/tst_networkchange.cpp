// labels: sanitize
#include "model/graph/networkchange.h"
#include "tests/support/randomnetwork.h"

#include <QTest>

#include <algorithm>

using namespace gigahall::model;
using gigahall::tests::Random;
using gigahall::tests::randomNetwork;

namespace {

using Node = ServesNetwork::Node;
using Nodes = std::vector<Node>;

/// A network and its flow with nothing failed and every element within its rating. Whether its storage is full makes
/// no difference to a change.
struct Base
{
    explicit Base(Random& random)
        : network(randomNetwork(random))
        , solver(network)
        , demandKw(network.nodeCount(), 0)
        , full(random.chance(0.3))
    {
        for (Node node = 0; node < network.nodeCount(); ++node)
            if (network.isRack(node) || (!network.isBus(node) && random.chance(0.1)))
                demandKw[node] = random.between(50, 1500);
        flow = solve({}, full);
        while (!flow.overloaded.empty()) {
            for (double& kw : demandKw)
                kw *= 0.85;
            if (std::all_of(demandKw.begin(), demandKw.end(), [](double kw) { return kw < 1e-2; }))
                break; // what elements lose themselves is more than others carry
            flow = solve({}, full);
        }
    }
    NetworkFlow solve(const Nodes& failed, bool stored = false)
    {
        const std::vector<std::uint8_t> empty(network.nodeCount(), stored ? 0 : 1);
        std::vector<std::uint8_t> out(network.nodeCount(), 0);
        for (const Node node : failed)
            out[node] = 1;
        NetworkFlow result;
        solver.solve({demandKw, {}, out, empty, OverloadPolicy::Carry}, result);
        return result;
    }

    NetworkFlow solveShed(const Nodes& failed, const std::vector<double>& demand)
    {
        const std::vector<std::uint8_t> empty(network.nodeCount(), 1);
        std::vector<std::uint8_t> out(network.nodeCount(), 0);
        for (const Node node : failed)
            out[node] = 1;
        NetworkFlow result;
        result.served = flow.served;
        solver.solve({demand, {}, out, empty, OverloadPolicy::Shed}, result);
        return result;
    }

    ServesNetwork network;
    FlowSolver solver;
    std::vector<double> demandKw;
    bool full;
    NetworkFlow flow;
};

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

/// What the whole solver says; empty when the change says the same.
QString compare(Base& base, const Nodes& failed, const NetworkChange::Result& got)
{
    const NetworkFlow flow = base.solve(failed);
    Nodes dark;
    double lostKw = 0, worst = 0;
    for (Node node = 0; node < base.network.nodeCount(); ++node) {
        const bool hit = std::find(failed.begin(), failed.end(), node) != failed.end();
        if (flow.supply[node] == Supply::None && !base.network.isBus(node)
            && (hit || base.flow.supply[node] > Supply::Storage)) {
            dark.push_back(node);
            lostKw += base.demandKw[node] * double(base.flow.served[node]);
        }
        if (flow.outputKw[node] > base.flow.outputKw[node] + 1e-9)
            worst = std::max(worst, flow.loading(base.network, node));
    }
    if (dark != got.dark)
        return QStringLiteral("%1 dark, expected %2").arg(got.dark.size()).arg(dark.size());
    if (!near(got.lostKw, lostKw))
        return QStringLiteral("%1 kW lost, expected %2").arg(got.lostKw, 0, 'g', 12).arg(lostKw, 0, 'g', 12);
    if (!near(got.worstLoading, worst))
        return QStringLiteral("loading %1, expected %2").arg(got.worstLoading, 0, 'g', 12).arg(worst, 0, 'g', 12);
    if (worst > 0 && !near(flow.loading(base.network, got.worst), worst))
        return QStringLiteral("node %1 is not the most loaded one").arg(got.worst);
    if (got.overloads() != (worst > 1 + 1e-9))
        return QStringLiteral("overloads wrongly told");
    return {};
}

/// Fails and takes away what has to go, until nothing has; what that is.
Nodes shedAll(NetworkChange& change, const Nodes& failed, std::vector<NetworkChange::Demand> more,
    const std::vector<double>& demandKw)
{
    Nodes all, round;
    while (change.fail(failed, more).overloads()) {
        change.relieve(round);
        if (round.empty())
            break;
        for (const Node node : round)
            more.push_back({node, -demandKw[node]});
        all.insert(all.end(), round.begin(), round.end());
    }
    return all;
}

} // namespace

/// What a failure changes, found locally, against the whole flow solved again.
class TestNetworkChange : public QObject
{
    Q_OBJECT

private slots:
    void everySingleFailure()
    {
        int darkened = 0, overloaded = 0;
        for (unsigned seed = 1; seed <= 400; ++seed) {
            Random random(seed);
            Base base(random);
            NetworkChange change(base.network, base.demandKw, base.flow);
            for (Node node = 0; node < base.network.nodeCount(); ++node) {
                const Nodes failed{node};
                const NetworkChange::Result& result = change.fail(failed);
                const QString told = compare(base, failed, result);
                QVERIFY2(told.isEmpty(), qPrintable(QString("seed %1, node %2: %3").arg(seed).arg(node).arg(told)));
                darkened += result.dark.size() > 1 ? 1 : 0;
                overloaded += result.overloads() ? 1 : 0;
            }
        }
        QVERIFY2(darkened > 1000 && overloaded > 500, "the networks are too tame to tell anything");
    }

    void severalFailures()
    {
        for (unsigned seed = 1; seed <= 400; ++seed) {
            Random random(1000 + seed);
            Base base(random);
            NetworkChange change(base.network, base.demandKw, base.flow);
            Nodes all(base.network.nodeCount());
            for (Node node = 0; node < all.size(); ++node)
                all[node] = node;
            for (int i = 0; i < 20; ++i) {
                Nodes failed = random.some(all, 4);
                if (failed.size() > 2)
                    failed.push_back(failed.front()); // twice is once
                const QString told = compare(base, failed, change.fail(failed));
                QVERIFY2(told.isEmpty(), qPrintable(QString("seed %1, set %2: %3").arg(seed).arg(i).arg(told)));
            }
        }
    }

    /// Demand that changes beside a failure, and loads that are shed because of both, as the whole solver has them.
    void otherDemandAndShedding()
    {
        int shedding = 0;
        for (unsigned seed = 1; seed <= 400; ++seed) {
            Random random(3000 + seed);
            Base base(random);
            if (!base.flow.overloaded.empty())
                continue;
            NetworkChange change(base.network, base.demandKw, base.flow);
            for (int i = 0; i < 20; ++i) {
                const Nodes failed{random.below(base.network.nodeCount())};
                std::vector<double> demandKw = base.demandKw;
                std::vector<NetworkChange::Demand> more;
                for (Node node = 0; node < base.network.nodeCount(); ++node)
                    if (demandKw[node] > 0 && base.flow.served[node] > 0 && random.chance(0.2)) {
                        more.push_back({node, demandKw[node] * random.between(-0.9, 0.5)});
                        demandKw[node] += more.back().moreKw;
                    }
                const NetworkFlow flow = base.solveShed(failed, demandKw);
                Nodes shed = shedAll(change, failed, more, demandKw), expected;
                std::sort(shed.begin(), shed.end());
                for (Node node = 0; node < base.network.nodeCount(); ++node)
                    if (base.flow.served[node] > 0 && flow.supply[node] != Supply::None && flow.served[node] <= 0
                        && demandKw[node] > 0)
                        expected.push_back(node);
                QVERIFY2(shed == expected,
                    qPrintable(QString("seed %1, set %2: %3 shed, not %4")
                                   .arg(seed)
                                   .arg(i)
                                   .arg(shed.size())
                                   .arg(expected.size())));
                shedding += shed.empty() ? 0 : 1;
            }
        }
        QVERIFY2(shedding > 300, "the networks are too tame to tell anything");
    }

    void nothingFails()
    {
        Random random(7);
        Base base(random);
        NetworkChange change(base.network, base.demandKw, base.flow);
        const NetworkChange::Result& result = change.fail({});
        QVERIFY(result.dark.empty() && result.lostKw == 0 && result.worst == ServesNetwork::kNoNode);
        QVERIFY(!result.overloads());
    }

    /// An answer does not depend on what was asked before.
    void orderOfQuestions()
    {
        Random random(11);
        Base base(random);
        NetworkChange one(base.network, base.demandKw, base.flow), other(base.network, base.demandKw, base.flow);
        for (Node node = base.network.nodeCount(); node-- > 0;)
            other.fail(Nodes{node});
        for (Node node = 0; node < base.network.nodeCount(); ++node) {
            const NetworkChange::Result &a = one.fail(Nodes{node}), &b = other.fail(Nodes{node});
            QVERIFY(a.dark == b.dark && a.lostKw == b.lostKw && a.worst == b.worst && a.worstLoading == b.worstLoading);
        }
    }
};

QTEST_APPLESS_MAIN(TestNetworkChange)
#include "tst_networkchange.moc"
