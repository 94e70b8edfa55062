// labels: sanitize
// From labels to assets and back: key templates, the join of series, regular expressions of keys.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/feeds/keyselector.h"
#include "model/feeds/promquery.h"
#include "model/feeds/seriesjoin.h"
#include "model/telemetry/keytemplate.h"
#include "tests/support/tinycampus.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <map>
#include <regex>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

std::shared_ptr<const KeyMap> keysOf(std::vector<KeyRule> rules = {})
{
    return std::make_shared<KeyMap>(std::make_shared<Campus>(makeTinyCampus()), std::move(rules));
}

ProfileEntry entryOf(Metric metric, const std::string& key, bool perGpu = false)
{
    ProfileEntry entry;
    entry.metric = metric;
    entry.key = key;
    entry.perGpu = perGpu;
    return entry;
}

KeyRule rule(const std::string& key, const std::string& asset, float share = 1)
{
    KeyRule made;
    made.key = key;
    made.asset = asset;
    made.share = share;
    return made;
}

/// What one answer says, by name of the asset.
std::map<std::string, Reading> joined(SeriesJoin& join, const std::vector<std::pair<std::string, float>>& series)
{
    std::vector<SeriesJoin::Value> values;
    for (const auto& [labels, value] : series)
        values.push_back({join.seriesOf(labels), value, 100});
    std::vector<Reading> readings;
    join.combine(values, readings);
    std::map<std::string, Reading> out;
    for (const Reading& reading : readings)
        out["?"] = out[keysOf()->campus().name(reading.asset)] = reading;
    out.erase("?");
    return out;
}

/// As RE2 would: the text of the query stands between double quotes.
bool selects(const std::string& regex, const std::string& key)
{
    std::string unquoted;
    for (std::size_t i = 0; i < regex.size(); ++i)
        unquoted += regex[i] == '\\' ? regex[++i] : regex[i];
    return std::regex_match(key, std::regex("(?:" + unquoted + ")", std::regex::ECMAScript));
}

} // namespace

class TestSeriesJoin : public QObject
{
    Q_OBJECT
private slots:
    void templates_data();
    void templates();
    void badTemplates_data();
    void badTemplates();
    void sumsAndMeans();
    void notNumbers();
    void scaleAndShare();
    void spaces();
    void gpusOfHosts_data();
    void gpusOfHosts();
    void unknownKeys();
    void strangeLabels();
    void knownAgain();
    void hashIndex();
    void hallRegex();
    void mappedRegex();
    void numberedRegex();
    void wrappedNames();
    void queryText();
};

void TestSeriesJoin::templates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key"); // empty = no key
    QTest::newRow("new label") << "{hostname|Hostname}/{gpu}"
                               << "new/3";
    QTest::newRow("old label") << "{Hostname|hostname}/{gpu}"
                               << "Old/3";
    QTest::newRow("text around") << "a-{gpu}-b"
                                 << "a-3-b";
    QTest::newRow("second of two") << "{rack|gpu}"
                                   << "3";
    QTest::newRow("not there") << "{rack}"
                               << "";
    QTest::newRow("empty label") << "{empty|rack}"
                                 << "";
}

void TestSeriesJoin::templates()
{
    QFETCH(QString, text);
    QFETCH(QString, key);
    QCOMPARE(KeyTemplate::mistakeIn(text.toStdString()), std::string());
    const std::map<std::string, std::string, std::less<>> labels{
        {"hostname", "new"}, {"Hostname", "Old"}, {"gpu", "3"}, {"empty", ""}};
    std::string missing;
    const auto made = KeyTemplate(text.toStdString())
                          .fill(
                              [&labels](std::string_view name) {
                                  const auto found = labels.find(name);
                                  return found == labels.end() ? std::string_view() : std::string_view(found->second);
                              },
                              missing);
    QCOMPARE(QString::fromStdString(made.value_or("")), key);
    QCOMPARE(missing.empty(), made.has_value());
}

void TestSeriesJoin::badTemplates_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "rack", "{", "{rack", "rack}", "{a{b}}", "{}", "{a|}", "{a}}"})
        QTest::newRow(*text ? text : "empty") << text;
}

void TestSeriesJoin::badTemplates()
{
    QFETCH(QString, text);
    QVERIFY(!KeyTemplate::mistakeIn(text.toStdString()).empty());
}

void TestSeriesJoin::sumsAndMeans()
{
    const auto keys = keysOf({rule("m1", "P01-B1-H1-R01-K01"), rule("m2", "P01-B1-H1-R01-K01")});
    const std::vector<std::pair<std::string, float>> both{{R"({"m":"m1"})", 30.0f}, {R"({"m":"m2"})", 50.0f}};
    SeriesJoin power(keys, "feed", entryOf(Metric::RackPower, "{m}"));
    QCOMPARE(joined(power, both).at("P01-B1-H1-R01-K01").value, 80.0f);
    QCOMPARE(joined(power, both).at("P01-B1-H1-R01-K01").value, 80.0f); // nothing is left of the answer before
    SeriesJoin warmth(keys, "feed", entryOf(Metric::RackLiquidSupplyTemperature, "{m}"));
    QCOMPARE(joined(warmth, both).at("P01-B1-H1-R01-K01").value, 40.0f);
    SeriesJoin gpu(keys, "feed", entryOf(Metric::GpuPower, "{m}")); // means over GPUs
    QCOMPARE(joined(gpu, both).at("P01-B1-H1-R01-K01").value, 40.0f);
}

void TestSeriesJoin::notNumbers()
{
    const auto keys = keysOf({rule("m1", "P01-B1-H1-R01-K01"), rule("m2", "P01-B1-H1-R01-K01")});
    SeriesJoin power(keys, "feed", entryOf(Metric::RackPower, "{m}"));
    SeriesJoin warmth(keys, "feed", entryOf(Metric::RackLiquidSupplyTemperature, "{m}"));
    const std::string m1 = R"({"m":"m1"})", m2 = R"({"m":"m2"})", rack = "P01-B1-H1-R01-K01";
    QVERIFY(std::isnan(joined(power, {{m1, 30.0f}, {m2, kNan}}).at(rack).value)); // a part is not the whole
    QCOMPARE(joined(warmth, {{m1, 30.0f}, {m2, kNan}}).at(rack).value, 30.0f);
    const Reading missing = joined(warmth, {{m1, kNan}, {m2, kNan}}).at(rack);
    QVERIFY(std::isnan(missing.value) && missing.good);
    QVERIFY(!joined(power, {{m1, kInfinity}, {m2, 1.0f}}).at(rack).good);
    QVERIFY(!joined(power, {{m1, -kInfinity}}).at(rack).good);
    QVERIFY(joined(power, {{m1, 2.0f}}).at(rack).good); // and recovers
}

void TestSeriesJoin::scaleAndShare()
{
    const auto keys = keysOf({rule("pair", "P01-B1-H1-R01-K01", 0.5f), rule("pair", "P01-B1-H1-R01-K02", 0.5f)});
    ProfileEntry entry = entryOf(Metric::RackPower, "{m}");
    entry.scale = 0.001f;
    entry.offset = 2;
    SeriesJoin join(keys, "feed", entry);
    const auto readings = joined(join, {{R"({"m":"pair"})", 8000.0f}});
    QCOMPARE(readings.size(), std::size_t(2));
    QCOMPARE(readings.at("P01-B1-H1-R01-K02").value, 5.0f);
    QCOMPARE(readings.at("P01-B1-H1-R01-K02").timeS, 100.0);
}

void TestSeriesJoin::spaces()
{
    SeriesJoin join(keysOf(), "feed", entryOf(Metric::RackLiquidSupplyTemperature, "{hall}"));
    QCOMPARE(joined(join, {{R"({"hall":"P01-B1-H1"})", 40.0f}}).size(), std::size_t(12));
}

void TestSeriesJoin::gpusOfHosts_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("gpu");
    QTest::addColumn<QString>("asset"); // empty = unknown
    QTest::newRow("tray by name") << "P01-B1-H1-R01-K02-T03"
                                  << "0"
                                  << "P01-B1-H1-R01-K02-T03-G1";
    QTest::newRow("last of a tray") << "P01-B1-H1-R01-K02-T03"
                                    << "3"
                                    << "P01-B1-H1-R01-K02-T03-G4";
    QTest::newRow("beyond a tray") << "P01-B1-H1-R01-K02-T03"
                                   << "4"
                                   << "";
    QTest::newRow("rack") << "P01-B1-H1-R01-K02"
                          << "5"
                          << "P01-B1-H1-R01-K02-T02-G2";
    QTest::newRow("beyond a rack") << "P01-B1-H1-R01-K02"
                                   << "24"
                                   << "";
    QTest::newRow("mapped host") << "node-7"
                                 << "1"
                                 << "P02-B1-H1-R01-K01-T01-G2";
    QTest::newRow("mapped GPU") << "node-8"
                                << "9"
                                << "P02-B1-H1-R01-K01-T02-G1";
    QTest::newRow("no number") << "node-7"
                               << "x"
                               << "";
    QTest::newRow("negative") << "node-7"
                              << "-1"
                              << "";
    QTest::newRow("hall") << "P01-B1-H1"
                          << "0"
                          << "";
}

void TestSeriesJoin::gpusOfHosts()
{
    QFETCH(QString, host);
    QFETCH(QString, gpu);
    QFETCH(QString, asset);
    const auto keys = keysOf({rule("node-7", "P02-B1-H1-R01-K01-T01"), rule("node-8/9", "P02-B1-H1-R01-K01-T02-G1")});
    for (const char* label : {"hostname", "Hostname"}) {
        SeriesJoin join(keys, "feed", entryOf(Metric::GpuPower, "{hostname|Hostname}/{gpu}", true));
        const std::string labels
            = QStringLiteral(R"({"%1":"%2","gpu":"%3"})").arg(QLatin1String(label), host, gpu).toStdString();
        const auto readings = joined(join, {{labels, 700.0f}});
        QCOMPARE(readings.size(), std::size_t(asset.isEmpty() ? 0 : 1));
        if (!asset.isEmpty())
            QCOMPARE(QString::fromStdString(readings.begin()->first), asset);
        QCOMPARE(join.unknownCount(), std::uint64_t(asset.isEmpty() ? 1 : 0));
    }
}

void TestSeriesJoin::unknownKeys()
{
    SeriesJoin join(keysOf(), "feed", entryOf(Metric::RackPower, "{rack}"));
    for (int round = 0; round < 2; ++round)
        for (int i = 0; i < 250; ++i)
            join.seriesOf(R"({"rack":"nobody-)" + std::to_string(i) + "\"}");
    join.seriesOf(R"({"host":"a"})");
    QCOMPARE(join.unknownCount(), std::uint64_t(251));
    QCOMPARE(join.unknown().size(), std::size_t(100));
    QCOMPARE(join.unknown().front(), std::string("nobody-0"));
    SeriesJoin other(keysOf(), "feed", entryOf(Metric::RackPower, "{rack}"));
    other.seriesOf(R"({"host":"a"})");
    QVERIFY(other.unknown().front().find("no label rack") != std::string::npos);
}

void TestSeriesJoin::strangeLabels()
{
    SeriesJoin join(keysOf(), "feed", entryOf(Metric::RackPower, "{rack}"));
    QCOMPARE(join.seriesOf(R"({"rack":5})"), SeriesJoin::kNoLabels);
}

void TestSeriesJoin::knownAgain()
{
    SeriesJoin join(keysOf(), "feed", entryOf(Metric::RackPower, "{rack}"));
    const std::string a = R"({"rack":"P01-B1-H1-R01-K01"})", b = R"({"rack":"P01-B1-H1-R01-K02"})";
    const std::uint32_t first = join.seriesOf(a);
    QVERIFY(join.seriesOf(b) != first);
    QCOMPARE(join.seriesOf(a), first);
    QCOMPARE(join.seriesCount(), std::size_t(2));
    joined(join, {{a, 1.0f}});
    QCOMPARE(join.takeNewAssets().size(), std::size_t(1));
    joined(join, {{a, 1.0f}, {b, 1.0f}});
    QCOMPARE(join.takeNewAssets().size(), std::size_t(1));
    QCOMPARE(join.partsOf(first).size(), std::size_t(1));
}

void TestSeriesJoin::hashIndex()
{
    HashIndex index;
    for (std::uint32_t i = 0; i < 5000; ++i)
        index.add(std::uint64_t(i) << 40, i); // all in one place
    for (std::uint32_t i = 0; i < 5000; ++i)
        QCOMPARE(index.find(std::uint64_t(i) << 40), i);
    QCOMPARE(index.find(1), HashIndex::kNone);
    QCOMPARE(index.size(), std::size_t(5000));
}

void TestSeriesJoin::hallRegex()
{
    const KeySelector selector(keysOf(), "feed");
    const std::string hall = selector.regex(AssetId(AssetKind::Hall, 0));
    QVERIFY(selects(hall, "P01-B1-H1-R01-K01"));
    QVERIFY(selects(hall, "P01-B1-H1-R01-K01-T02"));
    QVERIFY(!selects(hall, "P01-B1-H2-R01-K01"));
    QVERIFY(!selects(hall, "P01xB1xH1xR01xK01"));
    const std::string rack = selector.regex(AssetId(AssetKind::Rack, 1));
    QVERIFY(selects(rack, "P01-B1-H1-R01-K02-T02") && selects(rack, "P01-B1-H1-R01-K02"));
    QVERIFY(!selects(rack, "P01-B1-H1-R01-K01") && !selects(rack, "P01-B1-H1-R01-K021"));
    QVERIFY(selects(selector.regex(AssetId(AssetKind::Gpu, 24)), "P01-B1-H1-R01-K02"));
    QVERIFY(selector.regex(AssetId(AssetKind::Campus, 0)).empty());
}

void TestSeriesJoin::mappedRegex()
{
    KeyRule other = rule("elsewhere", "P01-B1-H1-R01-K01");
    other.source = "another";
    const KeySelector selector(keysOf({rule("node.1", "P01-B1-H1-R01-K01-T01"), rule("node+2/7", "P01-B1-H1-R01-K02"),
                                   rule("far", "P01-B1-H2-R01-K01"), rule("all \"of\\it", "P01"), other}),
        "feed");
    const std::string hall = selector.regex(AssetId(AssetKind::Hall, 0));
    for (const char* key : {"node.1", "node+2", "all \"of\\it", "P01-B1-H1-R01-K01"})
        QVERIFY2(selects(hall, key), key);
    for (const char* key : {"nodex1", "far", "elsewhere", "node+2/7"})
        QVERIFY2(!selects(hall, key), key);
    QVERIFY(!selects(selector.regex(AssetId(AssetKind::Rack, 1)), "node.1"));
}

void TestSeriesJoin::numberedRegex()
{
    const KeySelector selector(keysOf({rule("node-*", "P01-B1-H1-R{(#1-1)/4+1:02}-K{(#1-1)%4+1:02}"),
                                   rule("gpu-*/*", "P01-B1-H2-R01-K{#1:02}-T01-G{#2+1}")}),
        "feed");
    const std::string hall = selector.regex(AssetId(AssetKind::Hall, 0));
    QVERIFY(selects(hall, "node-1") && selects(hall, "node-012") && !selects(hall, "node-13"));
    QVERIFY(!selects(hall, "gpu-1"));
    QVERIFY(selects(selector.regex(AssetId(AssetKind::Hall, 1)), "gpu-04"));
    const std::string rack = selector.regex(AssetId(AssetKind::Rack, 5));
    QVERIFY(selects(rack, "node-6") && !selects(rack, "node-5"));
}

void TestSeriesJoin::wrappedNames()
{
    const KeySelector selector(keysOf({rule("*.example.org", "{1}"), rule("b?c-*-*", "P01-B1-H2-R01-K01")}), "feed");
    const std::string hall = selector.regex(AssetId(AssetKind::Hall, 0));
    QVERIFY(selects(hall, "P01-B1-H1-R01-K01-T01.example.org") && !selects(hall, "P01-B1-H2-R01-K01.example.org"));
    QVERIFY(selects(hall, "bac-x-y")); // more than the hall has: never less
}

void TestSeriesJoin::queryText()
{
    ProfileEntry entry;
    entry.query = R"(a{x=~"{hall}"} or b{y=~"{hall}"})";
    QVERIFY(canBeSharded(entry));
    QCOMPARE(promQueryText(entry, "{hall}.+"), std::string(R"(a{x=~"{hall}.+"} or b{y=~"{hall}.+"})"));
    entry.query = "a";
    QVERIFY(!canBeSharded(entry));
}

QTEST_GUILESS_MAIN(TestSeriesJoin)
#include "tst_seriesjoin.moc"
