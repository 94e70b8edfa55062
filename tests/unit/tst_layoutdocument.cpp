// labels: sanitize
#include "assets/import/campusdocument.h"
#include "assets/import/campusschema.h"
#include "assets/import/jsonformat.h"
#include "assets/import/nearmiss.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace gigahall::assets;
using Json = nlohmann::ordered_json;

namespace {

const std::string kFixture = SOURCE_DIR "/tests/fixtures/layout/small.campus.json";

std::string contents(const std::string& path)
{
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
}

} // namespace

class TestLayoutDocument : public QObject
{
    Q_OBJECT

private slots:
    void everythingSurvivesASave()
    {
        auto read = CampusDocument::load(kFixture);
        QVERIFY(read.document);
        read.document->root()["x-new"] = {{"kept", "yes"}, {"numbers", {1, 2.5, -3e20}}};
        QTemporaryDir folder;
        const std::string path = folder.filePath("copy.campus.json").toStdString();
        QCOMPARE(read.document->save(path), std::string());
        const auto again = CampusDocument::load(path);
        QVERIFY(again.document);
        QVERIFY(again.document->root() == read.document->root()); // ordered: keys in the same order
        QVERIFY(again.document->root()["x-owner"]["list"][2].is_null());
        QVERIFY(again.document->root()["types"]["gpu-rack"]["extras"]["mass kg"] == 1400);
        QCOMPARE(again.document->text(), contents(path));
        QVERIFY(!QFile::exists(QString::fromStdString(path + ".part")));
    }

    void savingWhereNothingCanBe()
    {
        const auto read = CampusDocument::load(kFixture);
        QVERIFY(!read.document->save("/no/such/folder/x.campus.json").empty());
    }

    void lines_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<int>("line");
        QTest::newRow("root") << "" << 1;
        QTest::newRow("key") << "/a" << 2;
        QTest::newRow("inner") << "/a/b" << 3;
        QTest::newRow("number at the end of a line") << "/a/c" << 4;
        QTest::newRow("array") << "/list" << 6;
        QTest::newRow("item") << "/list/0" << 7;
        QTest::newRow("last item") << "/list/2" << 9;
        QTest::newRow("escaped") << "/x~1y~0z" << 11;
        QTest::newRow("not there") << "/list/2/deep/er" << 9;
        QTest::newRow("nor that") << "/nothing" << 1;
    }
    void lines()
    {
        QFETCH(QString, pointer);
        QFETCH(int, line);
        const auto read = CampusDocument::parse("{\n \"a\": {\n  \"b\": true,\n  \"c\": 12\n },\n \"list\": [\n  1,\n  "
                                                "\"\\n\",\n  3\n ],\n \"x/y~z\": null}",
            "f");
        QVERIFY(read.document);
        QCOMPARE(read.document->lineOf(pointer.toStdString()), line);
    }

    void formatting()
    {
        const Json value
            = Json::parse(R"({"a": [1, 2.5], "long": ["aaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbb"], "e": {}})");
        QCOMPARE(formatJson(value, 40),
            std::string("{\n  \"a\": [1, 2.5],\n  \"long\": [\n    \"aaaaaaaaaaaaaaaaaaaa\",\n    "
                        "\"bbbbbbbbbbbbbbbbbbbb\"\n  ],\n  \"e\": {}\n}\n"));
    }

    void schemaIsTheShippedOne()
    {
        QCOMPARE(std::string(campusSchemaText()), contents(SOURCE_DIR "/assets/campuses/campus.schema.json"));
        const Json schema = Json::parse(campusSchemaText());
        QVERIFY(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
        std::vector<const Json*> open{&schema};
        while (!open.empty()) { // every reference has a target
            const Json& at = *open.back();
            open.pop_back();
            if (at.is_object() && at.contains("$ref"))
                QVERIFY(schema.contains(Json::json_pointer(at["$ref"].get<std::string>().substr(1))));
            for (const Json& child : at)
                if (child.is_structured())
                    open.push_back(&child);
        }
    }

    void shippedCampusesFollowTheSchema()
    {
        int files = 0;
        for (const QFileInfo& info : QDir(SOURCE_DIR "/assets/campuses").entryInfoList({"*.campus.json"})) {
            const auto read = CampusDocument::load(info.filePath().toStdString());
            QVERIFY(read.document && read.problems.empty());
            for (const Problem& problem : checkAgainstSchema(*read.document))
                QFAIL(problem.text().c_str());
            ++files;
        }
        QVERIFY(files >= 4);
    }

    void nearMisses_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("meant");
        QTest::newRow("swapped") << "picth"
                                 << "pitch";
        QTest::newRow("case") << "Pitch"
                              << "pitch";
        QTest::newRow("dashes") << "gpus_per_tray"
                                << "gpusPerTray";
        QTest::newRow("plural") << "counts"
                                << "count";
        QTest::newRow("far") << "colour"
                             << "";
        QTest::newRow("short") << "xy"
                               << "";
    }
    void nearMisses()
    {
        QFETCH(QString, written);
        QFETCH(QString, meant);
        static constexpr std::string_view kKnown[] = {"pitch", "count", "gpusPerTray", "at"};
        QCOMPARE(QString::fromStdString(std::string(nearMiss(written.toStdString(), kKnown))), meant);
    }

    void problemText()
    {
        QCOMPARE((Problem{"a.json", 3, "/x/0", "is wrong"}.text()), std::string("a.json:3: /x/0: is wrong"));
        QCOMPARE((Problem{"a.json", 0, "", "can't be read"}.text()), std::string("a.json: can't be read"));
    }
};

QTEST_APPLESS_MAIN(TestLayoutDocument)
#include "tst_layoutdocument.moc"
