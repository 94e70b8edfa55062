// labels: sanitize
#include "tests/support/brokenlayout.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gigahall;

namespace {

QByteArray fixture()
{
    return test::readLayout(SOURCE_DIR "/tests/fixtures/layout/small.campus.json");
}

} // namespace

class TestLayoutProblems : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    assets::CampusResult load(const QByteArray& text)
    {
        return test::loadLayout(text, m_folder.filePath("bad.campus.json"));
    }

private:
    static void row(const char* name, const QByteArray& find, const QByteArray& replace, const QByteArray& where,
        const QString& pointer, const QString& says)
    {
        QTest::newRow(name) << find << replace << where << pointer << says;
    }
    static void brokenText()
    {
        // JSON itself
        row("comma missing", "\"version\": 1,", "\"version\": 1", "\"id\": \"small\"", "", "not JSON: syntax error");
        row("wrong bracket", "\"bearing\": 0}", "\"bearing\": 0]", "\"bearing\": 0]", "", "not JSON: syntax error");
        row("number too large", "\"rating\": 100", "\"rating\": 1e999", "\"rating\": 1e999", "", "number overflow");
        row("NaN", "\"rating\": 100", "\"rating\": NaN", "\"rating\": NaN", "", "invalid literal");
        row("key twice", "\"trays\": 5,", "\"trays\": 5, \"trays\": 6,", "\"trays\": 5", "/types/gpu-rack/trays",
            "the key 'trays' occurs twice");
        row("bad UTF-8", "invented\",\n      \"extras", "inv\xff\xfe\",\n      \"extras", "\"inv\xff", "",
            "ill-formed UTF-8");
    }
    static void brokenShapes()
    {
        // Shape
        row("another format", "gigahall/campus\"", "gigahall/story\"", "gigahall/story", "/format",
            "expected \"gigahall/campus\"");
        row("another version", "\"version\": 1", "\"version\": 2", "\"version\": 2", "/version", "is 2; expected 1");
        row("id missing", "\"id\": \"small\",", "", "{", "", "'id' is missing; expected text");
        row("id with slash", "\"id\": \"small\"", "\"id\": \"a/b\"", "\"id\": \"a/b\"", "/id",
            "is \"a/b\"; expected text like");
        const QByteArray id = "\"id\": \"small\",";
        row("announced by nobody", id, id + "\n\"announcement\": {\"powerGw\": 2},", "{\"powerGw\"", "/announcement",
            "'source' is missing");
        row("announced backwards", id, id + "\n\"announcement\": {\"source\": \"x\", \"gpus\": [5, 4]},", "[5, 4]",
            "/announcement/gpus", "goes from 5 to 4; expected the lower number first");
        row("stake without a way", id, id + "\n\"announcement\": {\"source\": \"x\", \"stakeBnUsd\": 5},",
            "{\"source\": \"x\"", "/announcement", "together, or neither");
        row("phases missing", "\"phases\": [", "\"x-phases\": [", "{", "",
            "'phases' is missing; expected an array of at least 1");
        row("size is text", "\"size\": [0.6, 1.1, 2.2],\n      \"mesh\"", "\"size\": \"big\",\n      \"mesh\"",
            "\"size\": \"big\"", "/types/gpu-rack/size", "is \"big\"; expected an array of 3");
        row("size of two", "\"size\": [0.9, 1.2, 2.3]", "\"size\": [0.9, 1.2]", "\"size\": [0.9, 1.2]",
            "/types/cdu/size", "is an array of 2; expected an array of 3");
        row("negative size", "\"size\": [0.9, 1.2, 2.3]", "\"size\": [0.9, -1.2, 2.3]", "-1.2", "/types/cdu/size/1",
            "is -1.2; expected a number above 0");
        row("zero size", "\"size\": [3, 2, 2.5]", "\"size\": [0, 2, 2.5]", "[0, 2, 2.5]", "/types/feeder/size/0",
            "is 0; expected a number above 0");
        row("trays of a half", "\"trays\": 5", "\"trays\": 5.5", "\"trays\": 5.5", "/types/gpu-rack/trays",
            "expected a whole number from 1");
        row("unknown class", "\"class\": \"plant\",\n      \"size\": [0.9",
            "\"class\": \"machine\",\n      \"size\": [0.9", "machine", "/types/cdu/class",
            "expected one of \"computeRack\", \"supportRack\"");
        row("category missing", "\"category\": \"cdu\",", "", "\"cdu\": {", "/types/cdu", "'category' is missing");
        row("unknown material", "\"material\": \"gravel\"", "\"material\": \"lava\"", "lava",
            "/templates/kits/yard/shells/0/material", "is \"lava\"; expected one of \"ground\"");
        row("box of five", "[0, 0, 0, 10, 20, 0]", "[0, 0, 0, 10, 20]", "[0, 0, 0, 10, 20]",
            "/templates/kits/yard/shells/0/boxes/0", "is an array of 5; expected an array of 6");
        row("box below zero", "[4, 2.9, 0, 20, 0.1, 4]", "[4, 2.9, 0, 20, 0.1, -4]", "0.1, -4]",
            "/templates/halls/hall-a/shells/0/boxes/0/5", "is -4; expected a number from 0");
        row("colour", "#808080", "#80808", "\"#80808\"", "/types/gpu-rack/colour", "expected text like");
        row("count of zero", "\"type\": \"net-rack\", \"count\": 1", "\"type\": \"net-rack\", \"count\": 0",
            "\"count\": 0", "/templates/rows/row-a/segments/0/count", "is 0; expected a whole number from 1");
        row("longitude", "\"longitude\": 8.6", "\"longitude\": 208.6", "208.6", "/site/longitude",
            "expected a number from -180 to 180");
        row("label without English", "{\"en\": \"Small campus\", ", "{", "Kleiner Campus", "/label", "'en' is missing");
        row("kit at an angle", "\"at\": [10, 0], \"turn\": 90", "\"at\": [10, 0], \"turn\": 45", "\"turn\": 45}",
            "/templates/kits/yard/kits/0/turn", "is 45; expected one of 0, 90");
        row("PUE below 1", "\"peakPue\": 1.25", "\"peakPue\": 0.9", "0.9\n", "/phases/0/peakPue",
            "is 0.9; expected a number from 1 to 5");
        row("bad name of a type", "\"feeder\": {", "\"fee der\": {", "\"fee der\"", "/types/fee der", "is not a name");
        row("misspelt key", "\"count\": 3, \"pitch\": 0.6", "\"count\": 3, \"picth\": 0.6", "picth",
            "/templates/rows/row-a/segments/1/picth", "unknown key 'picth'; expected 'pitch'");
        row("misspelt section", "\"coolant\": [", "\"coolent\": [", "coolent", "/coolent", "expected 'coolant'");
    }
    static void brokenReferences()
    {
        // References
        row("unknown type", "{\"type\": \"cdu\"", "{\"type\": \"cduu\"", "cduu",
            "/templates/halls/hall-a/assets/0/type",
            "unknown type 'cduu' (did you mean 'cdu'?); expected one of gpu-rack, big-rack");
        row("unknown row", "\"row\": \"row-a\",\n", "\"row\": \"row-b\",\n", "row-b",
            "/templates/halls/hall-a/rows/0/row", "unknown row template 'row-b'");
        row("unknown hall", "\"hall\": \"hall-b\"", "\"hall\": \"hall-c\"", "hall-c",
            "/templates/buildings/annex/halls/0/hall", "unknown hall template");
        row("unknown building", "\"building\": \"annex\"", "\"building\": \"anex\"", "\"anex\"",
            "/templates/phases/lab/buildings/0/building", "did you mean 'annex'?");
        row("unknown phase template", "\"template\": \"lab\"", "\"template\": \"lap\"", "\"lap\"", "/phases/1/template",
            "did you mean 'lab'?");
        row("unknown kit", "\"kit\": \"corner\"", "\"kit\": \"edge\"", "edge", "/templates/kits/yard/kits/0/kit",
            "unknown kit 'edge'");
        row("kit in itself", "\"kit\": \"corner\"", "\"kit\": \"yard\"", "\"kit\": \"yard\"",
            "/templates/kits/yard/kits", "contains itself");
        row("mesh missing", "compute-rack.glb", "no-such-rack.glb", "no-such", "/types/gpu-rack/mesh",
            "no file 'no-such-rack.glb'");
        row("rule to nothing", "\"to\": \"rack\"", "\"to\": \"racks\"", "\"to\": \"racks\"", "/power/0/to",
            "did you mean 'rack'?");
        row("phase id twice", "\"id\": \"LAB\"", "\"id\": \"P{n:02}\"",
            "\"id\": \"P{n:02}\",\n      \"template\": \"lab\"", "/phases/1/id", "is used twice");
        row("rack id twice", "\"id\": \"A02\"", "\"id\": \"A01\"", "\"at\": [8, 5]",
            "/templates/halls/hall-b/racks/1/id", "the id 'A01' is that of");
    }
    static void brokenMeaning()
    {
        // Meaning
        row("no trays", "\"trays\": 5,", "", "\"gpu-rack\": {", "/types/gpu-rack",
            "'trays' is missing; expected it in a type of class computeRack");
        row("idle above full", "\"gpuIdleW\": 100", "\"gpuIdleW\": 5000", "5000", "/types/gpu-rack/gpuIdleW",
            "more than gpuMaxW = 1000 W");
        row("GPUs above the rack", "\"rating\": 100", "\"rating\": 10", "gpuMaxW", "/types/gpu-rack/gpuMaxW",
            "30 GPUs of 1000 W draw 30 kW");
        row("racks overlap", "\"pitch\": 0.6}", "\"pitch\": 0.5}", "0.5}", "/templates/rows/row-a/segments/1/pitch",
            "pitch 0.5 m is less than the width 0.6 m of 'gpu-rack'");
        row("assets overlap", "\"count\": 2, \"pitch\": 3}", "\"count\": 2, \"pitch\": 1}", "\"pitch\": 1}",
            "/templates/kits/corner/assets/0/pitch", "less than the width 2 m of 'cooler'");
        row("rows overlap", "[2.5, 2.9]", "[2.5, 0.9]", "[2.5, 0.9]", "/templates/halls/hall-a/rows/0/array/pitch/1",
            "pitch 0.9 m is less than the 1.1 m that row 'row-a' takes along y");
        row("halls overlap", "\"pitch\": [0, 20]", "\"pitch\": [0, 15]", "[0, 15]",
            "/templates/buildings/house/halls/0/array/pitch/1", "hall 'hall-a' takes along y");
        row("row outside", "\"at\": [5, 5, 0.1],\n            \"array\"",
            "\"at\": [15, 5, 0.1],\n            \"array\"", "{\n            \"row\": \"row-a\"",
            "/templates/halls/hall-a/rows/0", "outside the white space; expected 4 to 24");
        row("building outside", "\"at\": [75, 50]", "\"at\": [95, 50]", "[95, 50]", "/templates/phases/lot/buildings/1",
            "outside the phase; expected 0 to 150");
        row("white space outside", "\"size\": [20, 14, 4]", "\"size\": [20, 18, 4]", "[20, 18, 4]",
            "/templates/halls/hall-a/whiteSpace", "outside the hall");
        row("buildings overlap", "\"at\": [75, 50]", "\"at\": [60, 45]", "[60, 45]",
            "/templates/phases/lot/buildings/1",
            "building 'house' overlaps building 'house' at /templates/phases/lot/buildings/0");
        row("phases overlap", "\"at\": [100, 200],", "\"at\": [100, 50],", "{\n      \"id\": \"LAB\"", "/phases/1",
            "phase 'LAB' overlaps phase 'P{n:02}'");
        row("rack among plant", "{\"type\": \"cdu\", \"at\": [18", "{\"type\": \"net-rack\", \"at\": [18",
            "\"net-rack\", \"at\": [18", "/templates/halls/hall-a/assets/0/type",
            "'net-rack' is a rack; expected racks in the segments");
        row("plant among racks", "\"id\": \"B01\", \"type\": \"net-rack\"", "\"id\": \"B01\", \"type\": \"cdu\"",
            "\"B01\"", "/templates/halls/hall-b/racks/2/type", "'cdu' is no rack");
        row("no such day", "2027-06-30", "2027-06-31", "06-31", "/phases/0/ready",
            "'2027-06-31' is no day of the calendar");
        row("date in words", "2027-06-30", "summer", "summer", "/phases/0/ready", "is \"summer\"; expected text like");
        row("pattern with unknown field", "R{row:02}-K{rack:02}", "R{row:02}-K{slot:02}", "{slot", "/names/rack",
            "unknown field {slot}");
        row("pattern with open brace", "{parent}-{tag}{n:02}", "{parent}-{tag}{n:02", "{n:02\"", "/names/plant",
            "has a '{' without '}'");
        row("pattern that repeats names", "R{row:02}-K{rack:02}", "K{rack:02}", "\"names\"", "/names",
            "two assets are called 'P01-B1-H1-K01'");
        row("array without number", "\"id\": \"P{n:02}\"", "\"id\": \"P\"", "\"id\": \"P\"", "/phases/0/id",
            "'P' would name 2 phases");
        row("feeds of each to each", "\"join\": \"roundRobin\"", "\"feeds\": 2", "\"feeds\": 2", "/power/0/feeds",
            "has no meaning without");
        row("too many groups", "\"groups\": 3", "\"groups\": 4", "\"groups\": 4", "/coolant/1",
            "has 4 groups, but a hall has 3 'cdu' and 18 'gpu-rack'");
        row("rule without effect", "\"to\": \"cdu\", \"scope\": \"building\"", "\"to\": \"cdu\", \"scope\": \"row\"",
            "\"scope\": \"row\"", "/coolant/0", "connects nothing: no 'cooler' and 'cdu' are in the same row");
        row("cycle", "\"from\": \"cdu\", \"to\": \"gpu-rack\", \"scope\": \"hall\", \"groups\": 3",
            "\"from\": \"cdu\", \"to\": \"cooler\", \"scope\": \"building\"", "\"coolant\"", "/coolant",
            "assets serve themselves: ");
        row("bad regular expression", "\"shells\": [{\"material\": \"road\"",
            "\"backdrops\": [{\"mesh\": \"tree.glb\", \"exclude\": \"(\"}], \"shells\": [{\"material\": \"road\"",
            "tree.glb", "/backdrops/0/exclude", "expected an ECMAScript regular expression");
    }
    static void beyondLimits()
    {
        // Limits: a message, never all memory
        row("row longer than the hall", "\"count\": 3, \"pitch\": 0.6", "\"count\": 900000, \"pitch\": 0.6",
            "{\n            \"row\": \"row-a\"", "/templates/halls/hall-a/rows/0", "outside the white space");
        row("too many GPUs", "\"trays\": 3,\n      \"gpusPerTray\": 7", "\"trays\": 4096,\n      \"gpusPerTray\": 4096",
            "{", "", "GPUs; expected at most 268435455");
        row("too many decor assets", "\"count\": 10, \"pitch\": 8",
            "\"count\": 999999, \"pitch\": 8, \"array\": {\"count\": [1, 1000000], \"pitch\": [1, 1]}", "{", "",
            "999999000000 decor assets; expected at most 4000000");
        row("count too large", "\"count\": 10, \"pitch\": 8", "\"count\": 4000000000000, \"pitch\": 8", "4000000000000",
            "/assets/0/count", "expected a whole number from 1 to 1000000");
    }

private slots:
    void fixtureIsValid()
    {
        const auto result = load(fixture());
        QVERIFY2(result.campus, result.problems.empty() ? "" : result.problems[0].text().c_str());
        QVERIFY(result.problems.empty());
    }

    /// Each row breaks one thing: `find` becomes `replace`, the problem is on the line of `where` and says `says`.
    void broken_data()
    {
        QTest::addColumn<QByteArray>("find");
        QTest::addColumn<QByteArray>("replace");
        QTest::addColumn<QByteArray>("where");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("says");
        brokenText();
        brokenShapes();
        brokenReferences();
        brokenMeaning();
        beyondLimits();
    }
    void broken()
    {
        QFETCH(QByteArray, find);
        QFETCH(QByteArray, replace);
        QFETCH(QByteArray, where);
        QFETCH(QString, pointer);
        QFETCH(QString, says);
        const QString path = m_folder.filePath("bad.campus.json");
        const QString told = test::tryEdit(fixture(), {find, replace, where, pointer, says}, path);
        QVERIFY2(told.isEmpty(), qPrintable(told));
    }

    void allProblemsAtOnce()
    {
        QByteArray text = fixture();
        const std::pair<const char*, const char*> edits[]
            = {{"gigahall/campus\"", "gigahall\""}, {"\"trays\": 5", "\"trays\": 0"}, {"2027-06-30", "2027-02-30"},
                {"\"kit\": \"corner\"", "\"kit\": \"edge\""}, {"\"to\": \"rack\"", "\"to\": \"rag\""},
                {"\"pitch\": 0.6}", "\"pitch\": 0.1}"}, {"\"peakPue\": 1.25", "\"peakPue\": \"low\""}};
        for (const auto& [find, replace] : edits) {
            QVERIFY(text.contains(find));
            text.replace(find, replace);
        }
        const auto result = load(text);
        QCOMPARE(result.problems.size(), std::size(edits));
        for (std::size_t i = 1; i < result.problems.size(); ++i)
            QVERIFY(result.problems[i - 1].line <= result.problems[i].line);
    }

    void filesThatAreNone()
    {
        const auto missing = assets::loadCampus(m_folder.filePath("none.campus.json").toStdString());
        QVERIFY(!missing.campus && missing.problems.size() == 1);
        QVERIFY2(missing.problems[0].what.starts_with("can't be read"), missing.problems[0].what.c_str());
        const auto folder = assets::loadCampus(m_folder.path().toStdString());
        QVERIFY(!folder.campus && folder.problems.size() == 1);
        QVERIFY2(folder.problems[0].what.starts_with("is a folder"), folder.problems[0].what.c_str());
        for (const char* text : {"", "[]", "null", "3", "{}", "\"x\"", "\xef\xbb\xbf{}"}) {
            const auto result = load(text);
            QVERIFY(!result.campus && !result.problems.empty());
        }
    }

    void deepNestingIsRefused()
    {
        const auto result = load(QByteArray(200'000, '['));
        QVERIFY(!result.campus);
        QCOMPARE(result.problems.size(), 1u);
        QVERIFY2(result.problems[0].what.starts_with("nested too deeply"), result.problems[0].what.c_str());
    }

    void longTextIsHarmless()
    {
        QByteArray text = fixture();
        text.replace("\"id\": \"small\"", "\"id\": \"" + QByteArray(500'000, 'a') + "!\"");
        QVERIFY(!load(text).campus);
    }

    /// Whatever happens to a file: an answer, never a crash, and a campus only without problems.
    void mutations_data()
    {
        QTest::addColumn<QByteArray>("good");
        QTest::newRow("small") << fixture();
        QTest::newRow("designs") << test::readLayout(SOURCE_DIR "/tests/fixtures/layout/designs.campus.json");
    }
    void mutations()
    {
        QFETCH(QByteArray, good);
        std::uint32_t seed = 7;
        const auto next = [&](qsizetype below) {
            seed = seed * 1664525u + 1013904223u;
            return qsizetype((seed >> 8) % std::uint32_t(below));
        };
        const QByteArrayList pieces{"\"", "{", "}", "[", "]", ",", ":", "-1", "1e308", "0", "null", "true", "\"\"",
            "{}", "[]", "\xff", "99999999999"};
        for (int round = 0; round < 600; ++round) {
            QByteArray text = good;
            if (round % 4 == 0) {
                text.truncate(next(text.size()));
            } else if (round % 4 == 1) {
                for (int i = 0; i < 3; ++i)
                    text[next(text.size())] = char(next(256));
            } else if (round % 4 == 2) {
                text.insert(next(text.size()), pieces[next(pieces.size())]);
            } else { // a whole value becomes another one
                const auto colon = text.indexOf(": ", next(text.size()));
                const auto end = std::min(text.indexOf('\n', colon), text.indexOf(',', colon));
                if (colon > 0 && end > colon)
                    text.replace(colon + 2, end - colon - 2, pieces[next(pieces.size())]);
            }
            const auto result = load(text);
            QCOMPARE(result.campus.has_value(), result.problems.empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestLayoutProblems)
#include "tst_layoutproblems.moc"
