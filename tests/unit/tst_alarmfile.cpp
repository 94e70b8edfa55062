// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "assets/import/alarmfile.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fstream>

using namespace gigahall;
using model::AlarmKind;
using model::AlarmLevel;
using model::AlarmRule;

class TestAlarmFile : public QObject
{
    Q_OBJECT

private slots:
    void good();
    void shipped();
    void roundTrip_data();
    void roundTrip();
    void broken_data();
    void broken();
    void allProblemsAtOnce();
    void unreadable();
};

namespace {

std::string file(const std::string& rule)
{
    return "{\"format\": \"gigahall/alarms\",\n\"rules\": [\n" + rule + "\n]}";
}

} // namespace

void TestAlarmFile::good()
{
    const auto read = assets::parseAlarmFile(file(R"({"id": "hot", "label": {"en": "Hot", "de": "Warm"},
        "severity": "critical", "level": "gpu", "where": "P01", "metric": "gpu.temperature", "aboveC": 87.5,
        "hysteresisC": 3, "delayOnS": 30, "delayOffS": 5, "latched": true, "source": "data sheet"},
        {"id": "drop", "label": "Power falls", "level": "phase", "metric": "rack.power", "fallingKwPerMin": 900,
        "hysteresisKwPerMin": 100, "windowS": 30},
        {"id": "stale", "label": "Stale", "state": "stale", "severity": "info"})"),
        "a.json");
    QVERIFY2(read.rules, read.problems.empty() ? "" : read.problems.front().text().c_str());
    QCOMPARE(read.rules->size(), std::size_t(3));
    AlarmRule hot;
    hot.id = "hot";
    hot.label = {"Hot", "Warm"};
    hot.severity = model::AlarmSeverity::Critical;
    hot.level = AlarmLevel::Gpu;
    hot.where = "P01";
    hot.metric = model::Metric::GpuTemperature;
    hot.limit = 87.5;
    hot.hysteresis = 3;
    hot.delayOnS = 30;
    hot.delayOffS = 5;
    hot.latched = true;
    hot.source = "data sheet";
    QVERIFY(read.rules->at(0) == hot);
    const AlarmRule& drop = read.rules->at(1);
    QVERIFY(drop.kind == AlarmKind::Falling && drop.limit == 900 && drop.rateUnitS == 60 && drop.hysteresis == 100);
    QVERIFY(drop.windowS == 30 && drop.statistic == model::AlarmStatistic::Sum);
    QVERIFY(read.rules->at(2).kind == AlarmKind::State && read.rules->at(2).state == model::DataState::Stale);
}

void TestAlarmFile::shipped()
{
    const auto read = assets::readAlarmFile(assets::defaultAlarmFile());
    QVERIFY2(read.rules, read.problems.empty() ? "" : read.problems.front().text().c_str());
    QVERIFY(read.rules->size() >= 8);
    const auto campus = assets::loadCampus(assets::resolveCampusPath("default"));
    QVERIFY(campus.campus);
    for (const AlarmRule& rule : *read.rules) {
        QCOMPARE(model::placeMistake(rule, *campus.campus), std::string());
        QVERIFY(!rule.label.de.empty());
    }
}

void TestAlarmFile::roundTrip_data()
{
    QTest::addColumn<AlarmRule>("rule");
    AlarmRule rule;
    rule.id = "a-1";
    rule.label.en = "A \"rule\"";
    QTest::newRow("plain") << rule;
    rule.label.de = "Eine Regel";
    rule.where = "*-K0?";
    rule.latched = true;
    rule.delayOffS = 0.25;
    rule.limit = 99.5;
    rule.hysteresis = 1;
    rule.source = "a page";
    QTest::newRow("everything") << rule;
    for (const model::MetricInfo& info : model::allMetrics()) {
        if (model::isCategory(info.metric))
            continue;
        AlarmRule of = rule;
        of.metric = info.metric;
        of.kind = AlarmKind::Outside;
        of.lower = -3;
        of.level = AlarmLevel::Hall;
        of.statistic = model::AlarmStatistic::Mean;
        QTest::addRow("%s", info.name.data()) << of;
        of.kind = AlarmKind::Rising;
        of.lower = 0;
        of.rateUnitS = 60;
        of.windowS = 12;
        if (info.metric != model::Metric::PowerRamp)
            QTest::addRow("rate of %s", info.name.data()) << of;
    }
    for (const auto state : {model::DataState::Stale, model::DataState::Missing, model::DataState::Bad}) {
        AlarmRule of;
        of.id = "s";
        of.label.en = "s";
        of.kind = AlarmKind::State;
        of.state = state;
        QTest::addRow("state %d", int(state)) << of;
    }
}

void TestAlarmFile::roundTrip()
{
    QFETCH(AlarmRule, rule);
    QCOMPARE(model::alarmMistake(rule), std::string());
    const QTemporaryDir folder;
    const std::string path = folder.filePath("a.alarms.json").toStdString();
    QCOMPARE(assets::writeAlarmFile(path, {rule}), std::string());
    const auto read = assets::readAlarmFile(path);
    QVERIFY2(read.rules, read.problems.empty() ? "" : read.problems.front().text().c_str());
    QVERIFY2(read.rules->front() == rule, assets::alarmFileText(*read.rules).c_str());
}

void TestAlarmFile::broken_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("says"); // parts, | between
    const auto rule = [](const char* name, const char* body, const char* says, int line = 3) {
        QTest::newRow(name) << QString::fromStdString(file(std::string("{") + body + "}")) << line << QString(says);
    };
    const auto whole = [](const char* name, const char* text, int line, const char* says) {
        QTest::newRow(name) << QString(text) << line << QString(says);
    };
    whole("no JSON", "{\"format\": \"gigahall/alarms\",\n \"rules\": [", 2, "");
    whole("key twice", "{\"format\": \"gigahall/alarms\",\n\"rules\": [],\n\"rules\": []}", 3, "rules");
    whole("a list", "[]", 1, "expected an object");
    whole("no format", "{\"rules\": []}", 1, "gigahall/alarms");
    whole("another format", "{\"format\": \"gigahall/view\",\n\"rules\": []}", 1, "gigahall/view|expected");
    whole("no rules", "{\"format\": \"gigahall/alarms\"}", 1, "expected \"rules\"");
    whole("rules is no list", "{\"format\": \"gigahall/alarms\",\n\"rules\": {}}", 2, "a list");
    whole("key of the file", "{\"format\": \"gigahall/alarms\",\n\"rule\": [],\n\"rules\": []}", 2, "did you mean");
    whole("rule is no object", "{\"format\": \"gigahall/alarms\",\n\"rules\": [\n7]}", 3, "expected an object");
    rule("no id", R"("label": "x", "metric": "rack.power", "aboveKw": 3)", "no \"id\"");
    rule("no label", R"("id": "x", "metric": "rack.power", "aboveKw": 3)", "no \"label\"");
    rule("odd id", R"("id": "x y", "label": "x", "metric": "rack.power", "aboveKw": 3)", "letters");
    rule("label of a number", R"("id": "x", "label": 3, "metric": "rack.power", "aboveKw": 3)",
        "/label|expected a text");
    rule("label in French", R"("id": "x", "label": {"fr": "x"}, "metric": "rack.power", "aboveKw": 3)", "\"en\"");
    rule("no metric", R"("id": "x", "label": "x", "aboveKw": 3)", "no \"metric\"|rack.power");
    rule("near metric", R"("id": "x", "label": "x", "metric": "rack.powr", "aboveKw": 3)", "did you mean 'rack.power'");
    rule("a name", R"("id": "x", "label": "x", "metric": "job", "above": 3)", "\"job\"|expected one of");
    rule("no condition", R"("id": "x", "label": "x", "metric": "rack.power")", "no condition|aboveKw");
    rule("two conditions", R"("id": "x", "label": "x", "metric": "rack.power", "aboveKw": 3, "belowKw": 1)",
        "several conditions|aboveKw, belowKw");
    rule("unit of another metric", R"("id": "x", "label": "x", "metric": "gpu.temperature", "aboveKw": 3)",
        "aboveKw|is not known|aboveC");
    rule("no unit", R"("id": "x", "label": "x", "metric": "rack.power", "above": 3)",
        "is not known of rack.power|expected aboveKw");
    rule("limit is text", R"("id": "x", "label": "x", "metric": "rack.power", "aboveKw": "3")",
        "is string, expected a number");
    rule("unknown severity", R"("id": "x", "label": "x", "severity": "sever", "metric": "rack.power", "aboveKw": 3)",
        "sever|info, warning, critical");
    rule("unknown level", R"("id": "x", "label": "x", "level": "racks", "metric": "rack.power", "aboveKw": 3)",
        "did you mean 'rack'");
    rule("unknown state", R"("id": "x", "label": "x", "state": "stall")", "did you mean 'stale'");
    rule("state and metric", R"("id": "x", "label": "x", "state": "stale", "metric": "rack.power")",
        "expected no metric");
    rule("state of a hall", R"("id": "x", "label": "x", "level": "hall", "metric": "rack.power", "state": "stale")",
        "of a space");
    rule("statistic of racks", R"("id": "x", "label": "x", "metric": "rack.power", "aboveKw": 3, "statistic": "sum")",
        "statistic|is not known");
    rule("unknown statistic",
        R"("id": "x", "label": "x", "level": "hall", "metric": "rack.power", "aboveKw": 3, "statistic": "median")",
        "highest, mean, sum");
    rule("band of one", R"("id": "x", "label": "x", "metric": "rack.power", "outsideKw": [3])", "two numbers");
    rule("band the wrong way", R"("id": "x", "label": "x", "metric": "rack.power", "outsideKw": [5, 3])",
        "lower end first");
    rule("latched is text", R"("id": "x", "label": "x", "metric": "rack.power", "aboveKw": 3, "latched": "yes")",
        "true or false");
    rule("negative delay", R"("id": "x", "label": "x", "metric": "rack.power", "aboveKw": 3, "delayOnS": -1)", "-1 s");
    rule("hysteresis of a rate",
        R"("id": "x", "label": "x", "metric": "rack.power", "risingKwPerS": 3, "hysteresisKw": 1)",
        "hysteresisKw|expected hysteresisKwPerS");
    rule("falling with a sign", R"("id": "x", "label": "x", "metric": "rack.power", "fallingKwPerS": -3)",
        "more than 0");
    rule("flow of a GPU", R"("id": "x", "label": "x", "level": "gpu", "metric": "rack.liquidFlow", "belowLPerMin": 3)",
        "level rack");
    whole("id twice",
        "{\"format\": \"gigahall/alarms\", \"rules\": [\n{\"id\": \"x\", \"label\": \"x\", \"state\": \"bad\"},\n"
        "{\"id\": \"x\", \"label\": \"y\", \"state\": \"stale\"}]}",
        3, "rule 1|one of its own");
}

void TestAlarmFile::broken()
{
    QFETCH(QString, text);
    QFETCH(int, line);
    QFETCH(QString, says);
    const auto read = assets::parseAlarmFile(text.toStdString(), "broken.alarms.json");
    QVERIFY(!read.rules);
    QCOMPARE(read.problems.size(), std::size_t(1));
    const QString problem = QString::fromStdString(read.problems.front().text());
    QVERIFY2(read.problems.front().line == line, qPrintable(problem));
    QVERIFY2(problem.startsWith("broken.alarms.json:"), qPrintable(problem));
    for (const QString& part : says.split('|'))
        QVERIFY2(problem.contains(part), qPrintable(problem));
}

void TestAlarmFile::allProblemsAtOnce()
{
    const auto read = assets::parseAlarmFile("{\"format\": \"gigahall/alarms\",\n\"rules\": [\n"
                                             "{\"id\": \"a\", \"label\": \"a\", \"state\": \"old\"},\n"
                                             "{\"id\": \"b\", \"metric\": \"rack.power\", \"aboveC\": 5},\n"
                                             "{\"id\": \"c\", \"label\": \"c\", \"metric\": \"heat\"}]}",
        "x");
    QVERIFY(!read.rules);
    std::vector<int> lines;
    for (const assets::Problem& problem : read.problems)
        lines.push_back(problem.line);
    QCOMPARE(lines, (std::vector<int>{3, 4, 4, 5}));
}

void TestAlarmFile::unreadable()
{
    const auto read = assets::readAlarmFile("/nowhere/x.alarms.json");
    QVERIFY(!read.rules && read.problems.size() == 1);
    QVERIFY(!assets::writeAlarmFile("/nowhere/x.alarms.json", {}).empty());
}

QTEST_GUILESS_MAIN(TestAlarmFile)
#include "tst_alarmfile.moc"
