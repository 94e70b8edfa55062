// labels: sanitize
#include "tests/support/drawnnetwork.h"
#include "tests/support/randomnetwork.h"

#include <QTest>

using namespace gigahall::model;
using namespace gigahall::tests;

namespace {

using Node = ServesNetwork::Node;
using Numbers = std::vector<double>;

/// Demand that is served below a node, all of it.
double behindKw(const Drawn& drawn, Node node)
{
    double kw = drawn.demandKw[node] * double(drawn.flow.served[node]);
    for (const Node load : drawn.network.loads(node))
        kw += drawn.flow.supply[load] == Supply::None ? 0 : behindKw(drawn, load);
    return kw;
}

/// What is wrong with a flow; empty = nothing.
QString faultOf(const Drawn& drawn, OverloadPolicy policy, const std::vector<float>& before)
{
    const NetworkFlow& flow = drawn.flow;
    Numbers given(drawn.network.nodeCount(), 0), taken(drawn.network.nodeCount(), 0);
    drawn.solver.forEachFlow(flow, [&](Node server, Node load, double kw) {
        taken[load] += kw;
        if (server != ServesNetwork::kNoNode)
            given[server] += kw;
    });
    for (Node node = 0; node < drawn.network.nodeCount(); ++node) {
        const double own = drawn.demandKw[node] * double(flow.served[node]), output = flow.outputKw[node];
        const bool alive = flow.supply[node] != Supply::None;
        if (!(output >= 0 && flow.inputKw[node] >= 0 && flow.served[node] >= 0 && flow.served[node] <= 1))
            return QStringLiteral("negative or NaN at %1").arg(node);
        if (alive && drawn.out[node])
            return QStringLiteral("%1 works although it has failed").arg(node);
        if (!near(output, own + given[node]))
            return QStringLiteral("%1 gives %2, has %3").arg(node).arg(own + given[node]).arg(output);
        if (alive && !near(flow.inputKw[node], drawn.network.loss(node).inputKw(output)))
            return QStringLiteral("%1 loses energy").arg(node);
        if (alive && !drawn.solver.isOrigin(node, flow) && !near(taken[node], flow.inputKw[node]))
            return QStringLiteral("%1 takes %2, needs %3").arg(node).arg(taken[node]).arg(flow.inputKw[node]);
        if (!alive && (output > 0 || flow.inputKw[node] > 0))
            return QStringLiteral("flow through %1, which is dark").arg(node);
        // What an element loses itself can be more than those above it carry: then nothing is left to shed.
        if (policy != OverloadPolicy::Carry && flow.loading(drawn.network, node) > 1 + 1e-8 && given[node] > 0
            && flow.demandKw > 0 && behindKw(drawn, node) > 0)
            return QStringLiteral("%1 is loaded by %2").arg(node).arg(flow.loading(drawn.network, node));
        if (!before.empty() && flow.served[node] > before[node])
            return QStringLiteral("%1 came back").arg(node);
    }
    if (!near(flow.suppliedKw(), flow.demandKw + flow.lossKw))
        return QStringLiteral("sums don't close");
    return {};
}

} // namespace

class TestNetworkFlow : public QObject
{
    Q_OBJECT

private slots:
    /// Whatever the network: sums close at every element, nothing stays overloaded unless it is asked to, and nobody
    /// who is off comes back because more fails.
    void randomNetworks_data()
    {
        QTest::addColumn<int>("policy");
        QTest::newRow("shed") << int(OverloadPolicy::Shed);
        QTest::newRow("cap") << int(OverloadPolicy::Cap);
        QTest::newRow("carry") << int(OverloadPolicy::Carry);
    }
    void randomNetworks()
    {
        QFETCH(int, policy);
        int relieved = 0;
        for (unsigned seed = 1; seed <= 300; ++seed) {
            Random random(5000 + seed);
            Drawn drawn(randomNetwork(random), 0);
            for (Node node = 0; node < drawn.network.nodeCount(); ++node) {
                drawn.demandKw[node] = drawn.network.isRack(node) || random.chance(0.1) ? random.between(1, 900) : 0;
                if (drawn.network.isBus(node))
                    drawn.demandKw[node] = 0;
                drawn.floorKw[node] = random.between(0, 0.5) * drawn.demandKw[node];
                drawn.empty[node] = random.chance(0.5) ? 1 : 0;
            }
            for (int failures = 0; failures < 4; ++failures) {
                const std::vector<float> before = drawn.flow.served;
                const NetworkFlow& flow = drawn.solve(OverloadPolicy(policy));
                const QString told = faultOf(drawn, OverloadPolicy(policy), before);
                QVERIFY2(
                    told.isEmpty(), qPrintable(QString("seed %1, %2 failed: %3").arg(seed).arg(failures).arg(told)));
                relieved += flow.overloaded.empty() ? 0 : 1;
                drawn.out[random.below(drawn.network.nodeCount())] = 1;
            }
        }
        QVERIFY(relieved > 100);
    }
};

QTEST_APPLESS_MAIN(TestNetworkFlow)
#include "tst_networkflow.moc"
