// labels: sanitize
// Keys of telemetry and the assets they stand for.
#include "model/telemetry/keymap.h"
#include "model/telemetry/keypattern.h"
#include "tests/support/tinycampus.h"

#include <QTest>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;

class TestKeyMap : public QObject
{
    Q_OBJECT

private slots:
    void patterns_data();
    void patterns();
    void mistakes_data();
    void mistakes();
    void namesOfAssets();
    void exactBeforePatterns();
    void severalLinesOfOneKey();
    void sources();
    void spacesAreTheirRacks();
    void wholeCampusByOneLine();

private:
    std::shared_ptr<const Campus> m_campus = std::make_shared<const Campus>(makeTinyCampus());
};

void TestKeyMap::patterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("asset");
    QTest::addColumn<QString>("expected"); // empty = does not fit
    const auto row = [](const char* pattern, const char* key, const char* asset, const char* expected) {
        QTest::addRow("%s with %s to %s", pattern, key, asset)
            << QString::fromLatin1(pattern) << QString::fromLatin1(key) << QString::fromLatin1(asset)
            << QString::fromLatin1(expected);
    };
    row("node-*", "node-7", "K{1}", "K7");
    row("node-*", "node-7", "K{1:02}", "K07");
    row("node-*", "node-123", "K{1:02}", "K123");
    row("node-*", "node-", "K{1}", "");
    row("node-*", "mode-7", "K{1}", "");
    row("h*r*", "h2r13", "R{2:02}-H{1}", "R13-H2");
    row("*/*", "a/b/c", "{1}:{2}", "a:b/c"); // the first takes as little as it can
    row("n?5?-*", "n051-x", "{1}", "x");
    row("n?5?-*", "n51-x", "{1}", "");
    row("*", "anything", "same", "same");
    row("node-*", "node-1", "R{(#1-1)/8+1:02}-K{(#1-1)%8+1:02}", "R01-K01");
    row("node-*", "node-0009", "R{(#1-1)/8+1:02}-K{(#1-1)%8+1:02}", "R02-K01");
    row("node-*", "node-24", "R{(#1-1)/8+1:02}-K{(#1-1)%8+1:02}", "R03-K08");
    row("n*-*", "n3-4", "{#1*#2+2*(1+#1)}", "20");
    row("n*", "n-7", "{(0-7)/2}", "-4"); // down, not towards zero
    row("n*", "n-7", "{(0-7)%2}", "1");
}

void TestKeyMap::patterns()
{
    QFETCH(QString, pattern);
    QFETCH(QString, key);
    QFETCH(QString, asset);
    QFETCH(QString, expected);
    const auto captures = matchPattern(pattern.toStdString(), key.toStdString());
    QCOMPARE(captures.has_value(), !expected.isEmpty());
    if (!captures)
        return;
    std::string problem;
    const auto filled = fillIn(asset.toStdString(), *captures, problem);
    QVERIFY2(filled, problem.c_str());
    QCOMPARE(QString::fromStdString(*filled), expected);
}

void TestKeyMap::mistakes_data()
{
    QTest::addColumn<QString>("asset");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* asset, const char* said) {
        QTest::newRow(asset) << QString::fromLatin1(asset) << QString::fromLatin1(said);
    };
    row("K{2}", "there is no 2; the key has 1 *");
    row("K{0}", "there is no 0");
    row("K{#2+1}", "there is no #2");
    row("K{1", "a } is missing");
    row("K{1:x}", "\"x\" is no width");
    row("K{1:99}", "is no width");
    row("K{#1+}", "it ends too early; expected a number");
    row("K{(#1+1}", "a ) is missing");
    row("K{#1 1}", "is not understood");
    row("K{#1/0}", "divides by zero");
    row("K{#1%(1-1)}", "divides by zero");
    row("K{999999999*999999999}", "grows too large");
    row("K{99999999999999999999}", "there is no 99999999999999999999");
    row("K{1+99999999999999999999}", "is no whole number");
    row("K{}", "it ends too early");
    row("K{a}", "is not understood; expected a number");
}

void TestKeyMap::mistakes()
{
    QFETCH(QString, asset);
    QFETCH(QString, said);
    const auto mistake = QString::fromStdString(patternMistake("node-*", asset.toStdString()));
    QVERIFY2(mistake.contains(said), qPrintable(mistake));
    QCOMPARE(patternMistake("node-*", "K{1:02}"), std::string());
}

void TestKeyMap::namesOfAssets()
{
    const KeyMap map(m_campus);
    for (const AssetId id : {AssetId(AssetKind::Rack, 5), AssetId(AssetKind::Gpu, 17), AssetId(AssetKind::Tray, 3)}) {
        const auto found = map.find("any", m_campus->name(id));
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(found.front() == (KeyTarget{id}));
    }
    QVERIFY(map.find("any", "nobody").empty());
    QVERIFY(map.find("any", "").empty());
}

void TestKeyMap::exactBeforePatterns()
{
    const std::string first = m_campus->name({AssetKind::Rack, 0}), second = m_campus->name({AssetKind::Rack, 1});
    const KeyMap map(m_campus, {{"", "node-*", first}, {"", "node-7", second}});
    QCOMPARE(map.find("s", "node-7").front().asset, AssetId(AssetKind::Rack, 1));
    QCOMPARE(map.find("s", "node-8").front().asset, AssetId(AssetKind::Rack, 0));
    // A rule that leads to no asset is no answer: the name of an asset still is.
    const KeyMap wrong(m_campus, {{"", first, "nowhere"}});
    QCOMPARE(wrong.find("s", first).front().asset, AssetId(AssetKind::Rack, 0));
}

void TestKeyMap::severalLinesOfOneKey()
{
    const std::string first = m_campus->name({AssetKind::Rack, 0}), second = m_campus->name({AssetKind::Rack, 1});
    const KeyMap map(m_campus,
        {{"", "meter", first, Metric::RackPower, 0.5f}, {"", "meter", second, Metric::RackPower, 0.25f},
            {"", "pair-*", first}, {"", "pair-*", second}, {"", "pair-x", first}});
    const auto found = map.find("s", "meter");
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].share + found[1].share, 0.75f);
    QVERIFY(found[0].metric == Metric::RackPower);
    QCOMPARE(map.find("s", "pair-1").size(), std::size_t{2});
    QCOMPARE(map.find("s", "pair-x").size(), std::size_t{1});
}

void TestKeyMap::sources()
{
    const std::string first = m_campus->name({AssetKind::Rack, 0}), second = m_campus->name({AssetKind::Rack, 1});
    const KeyMap map(m_campus, {{"east", "n1", first}, {"west", "n1", second}});
    QCOMPARE(map.find("east", "n1").front().asset, AssetId(AssetKind::Rack, 0));
    QCOMPARE(map.find("west", "n1").front().asset, AssetId(AssetKind::Rack, 1));
    QVERIFY(map.find("south", "n1").empty());
}

void TestKeyMap::spacesAreTheirRacks()
{
    const AssetId row(AssetKind::Row, 1);
    const KeyMap map(m_campus, {{"", "busway-2", m_campus->name(row)}});
    const auto found = map.find("s", "busway-2");
    QCOMPARE(found.size(), std::size_t(m_campus->racksOf(row).count));
    QCOMPARE(found.front().asset, AssetId(AssetKind::Rack, m_campus->racksOf(row).first));
}

/// Nodes numbered through a campus, as sites do: one line maps them all, each to a rack of its own.
void TestKeyMap::wholeCampusByOneLine()
{
    // 2 phases, 1 building, 2 halls, 3 rows, 4 racks: 48 racks.
    const KeyMap map(
        m_campus, {{"", "node-*", "P{(#1-1)/24+1:02}-B1-H{(#1-1)/12%2+1}-R{(#1-1)/4%3+1:02}-K{(#1-1)%4+1:02}"}});
    QCOMPARE(m_campus->rackCount(), 48u);
    for (std::uint32_t rack = 0; rack < m_campus->rackCount(); ++rack) {
        const auto found = map.find("s", "node-" + std::to_string(rack + 1));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().asset, AssetId(AssetKind::Rack, rack));
    }
    QVERIFY(map.find("s", "node-49").empty() && map.find("s", "node-x").empty());
}

QTEST_APPLESS_MAIN(TestKeyMap)
#include "tst_keymap.moc"
