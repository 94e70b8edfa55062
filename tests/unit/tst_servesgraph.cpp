// labels: sanitize
#include "model/graph/servesgraph.h"

#include <QTest>

#include <set>

using namespace gigahall::model;

namespace {

AssetId node(std::uint32_t i)
{
    return {i % 3 == 0 ? AssetKind::Plant : AssetKind::Rack, i};
}

ServesGraph graphOf(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs)
{
    std::vector<ServesGraph::Edge> edges;
    for (const auto& [from, to] : pairs)
        edges.push_back({node(from), node(to), 0});
    return {std::move(edges), {{"rule", "N", ""}}};
}

} // namespace

class TestServesGraph : public QObject
{
    Q_OBJECT

private slots:
    void bothDirections()
    {
        const ServesGraph graph = graphOf({{5, 1}, {0, 5}, {0, 2}, {5, 1}, {3, 1}});
        QCOMPARE(graph.edges().size(), 4u); // one was a duplicate
        QCOMPARE(graph.servedBy(node(0)).size(), 2u);
        QVERIFY(graph.servedBy(node(0))[0].to < graph.servedBy(node(0))[1].to);
        QVERIFY(graph.servedBy(node(1)).empty());
        const auto servers = graph.serversOf(node(1));
        QCOMPARE(servers.size(), 2u);
        QVERIFY(servers[0].from < servers[1].from);
        QVERIFY(graph.serversOf(node(0)).empty());
    }

    /// Against a plain set, on a graph large enough for every digit of the sort.
    void manyEdges()
    {
        std::vector<ServesGraph::Edge> edges;
        std::set<std::pair<AssetId, AssetId>> plain;
        std::uint32_t seed = 1;
        const auto next = [&] { return (seed = seed * 1664525u + 1013904223u) >> 8; };
        for (int i = 0; i < 30000; ++i) {
            const AssetId from(AssetKind::Plant, next() % 4000), to(AssetKind::Rack, next() % 300000);
            edges.push_back({from, to, 0});
            plain.emplace(from, to);
        }
        const ServesGraph graph(edges, {});
        QCOMPARE(graph.edges().size(), plain.size());
        auto it = plain.begin();
        for (const auto& edge : graph.edges()) {
            QVERIFY(edge.from == it->first && edge.to == it->second);
            ++it;
        }
        std::size_t inbound = 0;
        std::set<AssetId> targets;
        for (const auto& edge : graph.edges())
            targets.insert(edge.to);
        for (const AssetId target : targets)
            inbound += graph.serversOf(target).size();
        QCOMPARE(inbound, graph.edges().size());
    }

    void cycles_data()
    {
        using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
        QTest::addColumn<Pairs>("pairs");
        QTest::addColumn<int>("length");
        QTest::newRow("empty") << Pairs{} << 0;
        QTest::newRow("diamond") << Pairs{{0, 1}, {0, 2}, {1, 4}, {2, 4}} << 0;
        QTest::newRow("itself") << Pairs{{4, 4}} << 1;
        QTest::newRow("pair") << Pairs{{0, 1}, {1, 0}} << 2;
        QTest::newRow("tail in") << Pairs{{7, 8}, {8, 0}, {0, 1}, {1, 2}, {2, 0}} << 3;
        QTest::newRow("tail out") << Pairs{{0, 1}, {1, 2}, {2, 0}, {2, 7}, {7, 8}, {8, 9}} << 3;
        QTest::newRow("two") << Pairs{{0, 1}, {1, 0}, {3, 4}, {4, 3}, {1, 3}} << 2;
    }
    void cycles()
    {
        using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
        QFETCH(Pairs, pairs);
        QFETCH(int, length);
        const ServesGraph graph = graphOf(pairs);
        const auto cycle = graph.findCycle();
        QCOMPARE(static_cast<int>(cycle.size()), length);
        for (std::size_t i = 0; i < cycle.size(); ++i) { // each serves the next
            bool serves = false;
            for (const auto& edge : graph.servedBy(cycle[i]))
                serves = serves || edge.to == cycle[(i + 1) % cycle.size()];
            QVERIFY(serves);
        }
    }
};

QTEST_APPLESS_MAIN(TestServesGraph)
#include "tst_servesgraph.moc"
