// labels: sanitize
// Profiles of metrics: those that ship, and files with mistakes.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "assets/import/profilefile.h"

#include <QtTest>

#include <algorithm>

using namespace gigahall;
using assets::ProfileResult;
using model::FeedKind;

namespace {

QString textOf(const ProfileResult& result)
{
    QString out;
    for (const assets::Problem& problem : result.problems)
        out += QString::fromStdString(problem.text()) + QLatin1Char('\n');
    return out;
}

QString profile(const QString& entries, const QString& kind = QStringLiteral("prometheus"))
{
    return QStringLiteral("{\"format\": \"gigahall/profile\",\n\"name\": \"x\", \"label\": \"X\",\n\"kind\": \"%1\",\n"
                          "\"entries\": [\n%2\n]}")
        .arg(kind, entries);
}

} // namespace

class TestProfileFile : public QObject
{
    Q_OBJECT
private slots:
    void shipped_data();
    void shipped();
    void allShip();
    void entry();
    void otherKinds();
    void broken_data();
    void broken();
    void notThere();
};

void TestProfileFile::shipped_data()
{
    QTest::addColumn<QString>("name");
    for (const std::string& name : assets::shippedProfiles())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void TestProfileFile::shipped()
{
    QFETCH(QString, name);
    const ProfileResult result = assets::loadProfile(name.toStdString());
    QVERIFY2(result.profile, qPrintable(textOf(result)));
    QCOMPARE(QString::fromStdString(result.profile->name), name);
    QVERIFY(!result.profile->label.empty() && !result.profile->source.empty());
    for (const model::ProfileEntry& entry : result.profile->entries)
        if (result.profile->kind == FeedKind::Prometheus)
            QVERIFY(entry.query.find("{hall}") != std::string::npos); // a server may refuse the whole campus
}

void TestProfileFile::allShip()
{
    const std::vector<std::string> names = assets::shippedProfiles();
    for (const char* name : {"dcgm", "dcgm-hosts", "generic", "ipmi"})
        QVERIFY2(std::find(names.begin(), names.end(), name) != names.end(), name);
}

void TestProfileFile::entry()
{
    const ProfileResult result = assets::parseProfile(
        profile(
            QStringLiteral(
                R"({"metric":"rack.power","query":"w{a=~\"{hall}\"}","key":"{a|b}","scale":0.001,"offset":2,"x-mine":[1]},
            {"metric":"gpu.power","query":"g{a=~\"{hall}\"}","key":"{a}/{gpu}","perGpu":true,"note":"of a board"})"))
            .toStdString(),
        "file");
    QVERIFY2(result.profile, qPrintable(textOf(result)));
    const model::ProfileEntry& first = result.profile->entries.at(0);
    QCOMPARE(first.metric, model::Metric::RackPower);
    QCOMPARE(first.scale, 0.001f);
    QCOMPARE(first.offset, 2.0f);
    QCOMPARE(first.key, std::string("{a|b}"));
    QVERIFY(!first.perGpu && result.profile->entries.at(1).perGpu);
    QVERIFY(result.profile->kind == FeedKind::Prometheus);
}

void TestProfileFile::otherKinds()
{
    const ProfileResult topics = assets::parseProfile(
        profile(
            QStringLiteral(
                R"({"metric":"rack.power","topic":"a/+/b","pointer":"/v","timePointer":"/t","timeScaleS":0.001,"key":"{1}"})"),
            QStringLiteral("mqtt-topics"))
            .toStdString(),
        "file");
    QVERIFY2(topics.profile, qPrintable(textOf(topics)));
    QCOMPARE(topics.profile->entries.at(0).timeScaleS, 0.001);
    const ProfileResult bms = assets::parseProfile(
        profile(
            QStringLiteral(
                R"({"metric":"rack.power","pointType":"Rack/RackPower","units":["kW","W"],"processArea":"Supply","key":"{rackLocationId}"})"),
            QStringLiteral("mqtt-bms"))
            .toStdString(),
        "file");
    QVERIFY2(bms.profile, qPrintable(textOf(bms)));
    QCOMPARE(bms.profile->entries.at(0).units, (std::vector<std::string>{"kW", "W"}));
}

void TestProfileFile::broken_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::addColumn<int>("line");
    const auto row = [](const char* name, const QString& text, const char* says, int line) {
        QTest::newRow(name) << text << QString::fromLatin1(says) << line;
    };
    row("no JSON", QStringLiteral("{\n\"format\": }"), "not JSON", 2);
    row("a list", QStringLiteral("[]"), "gigahall/profile", 1);
    row("other format", profile(QString()).replace(QStringLiteral("gigahall/profile"), QStringLiteral("x")),
        "expected \"format\"", 1);
    row("no entries", profile(QString()), "at least one", 4);
    row("unknown kind", profile(QStringLiteral("{}"), QStringLiteral("promethous")), "did you mean 'prometheus'", 3);
    row("unknown key", profile(QStringLiteral("{}")).replace(QStringLiteral("\"label\""), QStringLiteral("\"lable\"")),
        "did you mean 'label'", 2);
    row("no name", profile(QStringLiteral("{}")).replace(QStringLiteral("\"name\": \"x\","), QString()), "\"name\"", 1);
    row("twice", profile(QStringLiteral(R"({"metric":"rack.power","key":"{a}","key":"{b}","query":"q"})")), "twice", 5);
    row("entry is a text", profile(QStringLiteral("\"rack.power\"")), "lacks", 5);
    row("empty entry", profile(QStringLiteral("{}")), "lacks \"metric\"", 5);
    row("misspelt", profile(QStringLiteral(R"({"metric":"rack.power","key":"{a}","qurey":"q"})")),
        "did you mean 'query'", 5);
    row("no query", profile(QStringLiteral(R"({"metric":"rack.power","key":"{a}"})")), "lacks \"query\"", 5);
    row("empty query", profile(QStringLiteral(R"({"metric":"rack.power","key":"{a}","query":""})")), "lacks \"query\"",
        5);
    row("unknown metric", profile(QStringLiteral(R"({"metric":"rack.powr","key":"{a}","query":"q"})")),
        "did you mean 'rack.power'", 5);
    row("category", profile(QStringLiteral(R"({"metric":"job","key":"{a}","query":"q"})")), "unknown metric", 5);
    row("metric is a number", profile(QStringLiteral(R"({"metric":3,"key":"{a}","query":"q"})")), "expected a text", 5);
    row("scale is a text", profile(QStringLiteral(R"({"metric":"rack.power","key":"{a}","query":"q","scale":"0.1"})")),
        "expected a number", 5);
    row("scale is nothing", profile(QStringLiteral(R"({"metric":"rack.power","key":"{a}","query":"q","scale":0})")),
        "not 0", 5);
    row("key without names", profile(QStringLiteral(R"({"metric":"rack.power","key":"rack","query":"q"})")),
        "names nothing", 5);
    row("key with half a brace", profile(QStringLiteral(R"({"metric":"rack.power","key":"{a","query":"q"})")),
        "lacks a }", 5);
    row("every GPU at once", profile(QStringLiteral(R"({"metric":"gpu.power","key":"{a}","query":"q","perGpu":true})")),
        "{hall}", 5);
    row("GPUs of a rack metric",
        profile(QStringLiteral(R"({"metric":"rack.power","key":"{a}","query":"q{a=~\"{hall}\"}","perGpu":true})")),
        "metric of racks", 5);
    row("perGpu is a number", profile(QStringLiteral(R"({"metric":"gpu.power","key":"{a}","query":"q","perGpu":1})")),
        "true or false", 5);
    row("field of MQTT", profile(QStringLiteral(R"({"metric":"rack.power","key":"{a}","query":"q","topic":"t"})")),
        "belongs to profiles of kind mqtt-topics", 5);
    row("pointer without slash",
        profile(QStringLiteral(R"({"metric":"rack.power","topic":"a/+","pointer":"v","key":"{1}"})"),
            QStringLiteral("mqtt-topics")),
        "begins with /", 5);
    row("time runs backwards",
        profile(QStringLiteral(R"({"metric":"rack.power","topic":"a/+","timeScaleS":-1,"key":"{1}"})"),
            QStringLiteral("mqtt-topics")),
        "above 0", 5);
    row("units are a text",
        profile(QStringLiteral(R"({"metric":"rack.power","pointType":"p","units":"kW","key":"{r}"})"),
            QStringLiteral("mqtt-bms")),
        "array of texts", 5);
}

void TestProfileFile::broken()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    QFETCH(int, line);
    const ProfileResult result = assets::parseProfile(text.toStdString(), "some.profile.json");
    QVERIFY(!result.profile);
    const QString said = textOf(result);
    QVERIFY2(said.contains(says), qPrintable(said));
    const bool there = std::any_of(result.problems.begin(), result.problems.end(), [&](const assets::Problem& problem) {
        return problem.line == line && QString::fromStdString(problem.what).contains(says);
    });
    QVERIFY2(there, qPrintable(said));
}

void TestProfileFile::notThere()
{
    QVERIFY(textOf(assets::loadProfile("dcmg")).contains(QStringLiteral("did you mean 'dcgm'")));
    QVERIFY(textOf(assets::loadProfile("/nowhere/x.profile.json")).contains(QStringLiteral("/nowhere/")));
}

QTEST_GUILESS_MAIN(TestProfileFile)
#include "tst_profilefile.moc"
