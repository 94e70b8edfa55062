// labels: sanitize
// Plans with one mistake each: what is said, and where.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "tests/support/planfixture.h"

#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace gigahall;

class TestPlanProblems : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void broken_data();
    void broken();
    void bad_data();
    void bad();
    void whole_data();
    void whole();
    void sections_data();
    void sections();
    void longLists();
    void damaged_data();
    void damaged();

private:
    static void csv();
    static void xml();
    static void json();
    QByteArray edited(const QString& fixture, const QByteArray& find, const QByteArray& replace);

    QTemporaryDir m_folder;
    std::optional<model::Campus> m_campus;
};

namespace {

const QString kFixtures = QStringLiteral(SOURCE_DIR "/tests/fixtures/plan/");

/// `find` becomes `replace`, on `line` of the fixture or of what became of it.
void row(const char* name, const char* fixture, const QByteArray& find, const QByteArray& replace, int line,
    const QString& says)
{
    QTest::newRow(name) << QString::fromLatin1(fixture) << find << replace << line << says;
}

void columns()
{
    QTest::addColumn<QString>("fixture");
    QTest::addColumn<QByteArray>("find");
    QTest::addColumn<QByteArray>("replace");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("says");
}

} // namespace

void TestPlanProblems::initTestCase()
{
    auto result = assets::loadCampus((kFixtures + "site.campus.json").toStdString());
    QVERIFY2(result.campus, qPrintable(test::textOf(result.problems)));
    m_campus = std::move(result.campus);
}

QByteArray TestPlanProblems::edited(const QString& fixture, const QByteArray& find, const QByteArray& replace)
{
    QByteArray text = test::readAll(kFixtures + fixture);
    const auto at = text.indexOf(find);
    return at < 0 ? "the fixture has no '" + find + '\'' : text.replace(at, find.size(), replace);
}

void TestPlanProblems::csv()
{
    const auto bad = [](const char* name, const QByteArray& find, const QByteArray& replace, int line,
                         const QString& says) { row(name, "good.csv", find, replace, line, says); };
    bad("circle", "P1/clear,P1-T01", "P1-B1/on,P1-T01", 10, "'P1-B1/on' -> 'P1/main-1' -> ");
    bad("waits for itself", "P1-B1/foundations,,grow,\nP1-B1/power", "P1-B1/shell,,grow,\nP1-B1/power", 11,
        "waits for itself: 'P1-B1/shell' -> 'P1-B1/shell'; expected no circles");
    bad("ends before its start", "P1-B1,2027-04-01,2027-05-31", "P1-B1,2027-05-31,2027-04-01", 11,
        "'P1-B1/shell' has its planned finish 2027-04-01 before its start 2027-05-31; expected the same day or a "
        "later one");
    bad("baseline ends before its start", "2027-01-01,2027-01-26", "2027-01-26,2027-01-01", 7,
        "has its baseline finish 2027-01-01 before its start 2027-01-26");
    bad("actual end before its start", "2027-01-04,2027-01-28", "2027-01-04,2027-01-03", 7,
        "has its actual finish 2027-01-03");
    bad("no such day", "2027-06-30,,,2027-02-02", "2027-06-31,,,2027-02-02", 8,
        "finish: '2027-06-31' is no day of the calendar; expected YYYY-MM-DD");
    bad("a day in words", "power,P1,2027-02-01", "power,P1,1 Feb 2027", 8, "start: '1 Feb 2027' is no day");
    bad("American day", "2027-02-02", "02/02/2027", 8, "actual_start: '02/02/2027' is no day");
    bad("no day", "shell,P1-B1,2027-04-01,", "shell,P1-B1,,", 11, "start: is empty; expected a day YYYY-MM-DD");
    bad("half a baseline", "2027-01-01,2027-01-26", "2027-01-01,", 7,
        "baseline_finish: is empty; expected both days of the baseline, or none");
    bad("unknown asset", "foundations,P1-B1,", "foundations,P1_B1,", 10,
        "scope: 'P1_B1' is no space of campus 'site' (did you mean 'P1-B1'?); expected a name such as 'P1'");
    bad("a rack as scope", "foundations,P1-B1,", "foundations,P1-B1-H1-R01-K01,", 10,
        "is too small to be worked at; expected the campus, a phase, a building or a hall");
    bad("brings nothing there is", "P1-T01", "P1-T99", 8, "brings: 'P1-T99' is no asset of campus 'site'");
    bad("unknown kind", ",foundations,P1-B1,", ",fundations,P1-B1,", 10,
        "kind: 'fundations' is no kind of work (did you mean 'foundations'?); expected one of clearSite, ");
    bad("unknown style", "highlight", "fade", 8, "style: 'fade' is no style; expected grow, appear or highlight");
    bad("key twice", "P1-B1/power,Power", "P1-B1/shell,Power", 12,
        "key: 'P1-B1/shell' is used twice, first in line 11; expected keys that differ");
    bad("no key", "P1-B2/racks,Racks", ",Racks", 18, "key: '' is no key; expected a text");
    bad("key with a comma", "P1-B2/racks,Racks", "\"P1,racks\",Racks", 18, "key: 'P1,racks' is no key");
    bad("unknown predecessor", "P1/clear FS+2", "P1/cleer FS+2", 10,
        "predecessors: 'P1/cleer' is no activity of this plan (did you mean 'P1/clear'?); expected the key of one");
    bad("lag in parts", "P1/clear FS+2", "P1/clear FS+50%", 10, "predecessors: 'P1/clear FS+50%' is no activity");
    bad("missing column", ",scope,", ",place,", 6, "scope: column is missing; expected a header with key,kind,scope,");
    bad("column twice", "label_de", "label", 6, "label: column appears twice");
    bad("a field too many", "contract 17", "contract 17,18", 8, "has 16 fields; expected 15");
    bad("an open quote", "\"\"deep\"\" ones\"", "\"\"deep\"\" ones", 10,
        "a quoted field that starts here has no closing quote");
    bad("not UTF-8", "Baufeld r\xc3\xa4umen", "Baufeld r\xe4umen", 7,
        "is not UTF-8; expected the file saved as \"CSV UTF-8\"");
    bad("remark not UTF-8", "Erste H\xc3\xa4lfte", "Erste H\xe4lfte", 3, "is not UTF-8");
    bad("status in words", "# status: 2027-03-01", "# status: March", 5, "status: 'March' is no day of the calendar");
    row("German: unknown predecessor", "good-de.csv", "P1-B1/shell EA+1w", "P1-B1/shel EA+1w", 4,
        "did you mean 'P1-B1/shell'?");
    row("German: no such day", "good-de.csv", "31.03.2027", "31.02.2027", 2, "finish: '31.02.2027' is no day");
}

void TestPlanProblems::xml()
{
    const auto bad = [](const char* name, const QByteArray& find, const QByteArray& replace, int line,
                         const QString& says) { row(name, "good.xml", find, replace, line, says); };
    bad("XML: another root", "Project", "Projekt", 70, "is broken XML or ends too early");
    bad("XML: an end without start", "</Baseline>\n    </Task>", "</Baseline>\n    </Tusk>", 26,
        "is broken XML or ends too early (Start-end tags mismatch)");
    bad("XML: DOCTYPE", "<Project ", "<!DOCTYPE Project [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<Project ", 2,
        "has a DOCTYPE; expected none");
    bad("XML: another encoding", "UTF-8", "windows-1252", 1, "is in 'windows-1252'; expected UTF-8");
    bad("XML: not UTF-8", "Umspannwerk",
        "Umspannwerk S\xfc"
        "d",
        28, "is not UTF-8");
    bad("XML: no such day", "2027-02-03T08", "2027-02-30T08", 38,
        "Start '2027-02-30T08:00:00' is no day of the calendar");
    bad("XML: a day missing", "<Start>2027-02-03T08:00:00</Start>", "", 36, "Start '' is no day");
    bad("XML: ends before its start", "2027-03-31T12", "2027-02-02T12", 36, "has its planned finish 2027-02-02 before");
    bad("XML: unknown asset", "<Value>P1-B1</Value>", "<Value>P1-B11</Value>", 53,
        "task 8 'First light': 'P1-B11' is no space of campus 'site' (did you mean 'P1-B1'?)");
    bad("XML: unknown kind", "<Value>energised</Value>", "<Value>lunch</Value>", 53,
        "task 8 'First light': 'lunch' is no kind of work; expected one of");
    bad("XML: unknown UID", "<PredecessorUID>4<", "<PredecessorUID>44<", 44,
        "task 5 'Steel and roof' waits for UID '44', and no task has it; expected the UID of one");
    bad("XML: UID twice", "<UID>5</UID>", "<UID>4</UID>", 41, "the UID 4 is used twice");
    bad("XML: circle", "<LinkLag>14400</LinkLag><LagFormat>7</LagFormat></PredecessorLink>",
        "</PredecessorLink><PredecessorLink><PredecessorUID>5</PredecessorUID></PredecessorLink>", 41,
        "waits for itself: 'P1-B1/shell' -> 'P1-B1/foundations' -> ");
    bad("XML: unknown type", "<Type>3</Type>", "<Type>7</Type>", 49,
        "the type of a link is '7'; expected 0 (FF), 1 (FS)");
    bad("XML: lag in words", "<LinkLag>-7200<", "<LinkLag>soon<", 49, "the lag is 'soon'; expected tenths of a minute");
    bad("XML: a huge lag", "<LinkLag>-7200<", "<LinkLag>99999999999999<", 49, "up to 36500 days");
    bad("XML: no working day", "<MinutesPerDay>480", "<MinutesPerDay>0", 5, "MinutesPerDay is not from 1 to 1440");
}

void TestPlanProblems::json()
{
    const auto bad = [](const char* name, const QByteArray& find, const QByteArray& replace, int line,
                         const QString& says) { row(name, "good.rollout.json", find, replace, line, says); };
    bad("JSON: comma missing", "\"made up\",", "\"made up\"", 4, "not JSON: syntax error");
    bad("JSON: another format", "gigahall/rollout", "gigahall/story", 2, "/format: is \"gigahall/story\"; expected");
    bad("JSON: misspelt key", "\"stagger\": 10,\n      \"after\": [{\"activity\": \"clear",
        "\"staggger\": 10,\n      \"after\": [{\"activity\": \"clear", 13,
        "unknown key 'staggger'; expected 'stagger'");
    bad("JSON: no days", "\"days\": 100", "\"days\": 0", 17,
        "/activities/2/days: is 0; expected a whole number from 1 to 36500");
    bad("JSON: half a day", "\"start\": -200", "\"start\": -200.5", 5,
        "is -200.5; expected a whole number from -36500");
    bad("JSON: kind", "\"kind\": \"shell\"", "\"kind\": \"house\"", 9, "is \"house\"; expected one of \"clearSite\"");
    bad("JSON: each", "\"each\": \"hall\"", "\"each\": \"row\"", 30,
        "is \"row\"; expected one of \"campus\", \"phase\"");
    bad("JSON: kind missing", "\"kind\": \"racks\",\n", "\n", 18, "'kind' is missing; expected one of");
    bad("JSON: unknown activity", "{\"activity\": \"racks\"}", "{\"activity\": \"raks\"}", 35,
        "unknown activity 'raks' (did you mean 'racks'?); expected one of clear, shell");
    bad("JSON: id twice", "\"id\": \"on\"", "\"id\": \"racks\"", 28, "the id 'racks' is used twice");
    bad("JSON: circle", "\"days\": 60, \"x-crew\": 12", "\"days\": 60, \"after\": [{\"activity\": \"racks\"}]", 6,
        "waits for itself: 'shell' -> 'racks' -> 'clear' -> 'shell'");
    bad("JSON: of another space", "\"activity\": \"racks\"}", "\"activity\": \"racks\", \"previous\": true}", 35,
        "has no meaning here: 'racks' is for each building, 'on' for each hall; expected the same");
    bad("JSON: a long milestone", "\"start\": -20,\n      \"days\": 1", "\"start\": -20,\n      \"days\": 2", 32,
        "is 2; expected 1: being energised is a milestone");
    bad("JSON: style", "\"appear\"", "\"pop\"", 15, "is \"pop\"; expected one of \"grow\"");
}

void TestPlanProblems::broken_data()
{
    columns();
    csv();
    xml();
    json();
}

void TestPlanProblems::broken()
{
    QFETCH(QString, fixture);
    QFETCH(QByteArray, find);
    QFETCH(QByteArray, replace);
    QFETCH(int, line);
    QFETCH(QString, says);
    const QString path = test::writeAll(m_folder.filePath(fixture), edited(fixture, find, replace));
    const assets::PlanResult result = assets::loadPlan(path.toStdString(), *m_campus);
    QVERIFY(!result.plan);
    const QString all = test::textOf(result.problems);
    const auto found = std::ranges::any_of(result.problems, [&](const assets::Problem& problem) {
        const QString text = QString::fromStdString(problem.text());
        return text.startsWith(QStringLiteral("%1:%2: ").arg(path).arg(line)) && text.contains(says);
    });
    QVERIFY2(found, qPrintable(QStringLiteral("expected line %1: %2\ngot\n%3").arg(line).arg(says, all)));
    QVERIFY2(result.problems.size() <= 3, qPrintable("one mistake, many messages:\n" + all));
}

/// Plans that can be shown: they load, and the line says what is bad about them.
void TestPlanProblems::bad_data()
{
    columns();
    row("before its feeder", "good.csv", "power,P1-B1,2027-06-01,2027-06-30", "power,P1-B1,2027-06-01,2027-09-30", 15,
        "'P1-B1/on' energises 8 racks before what feeds them is there: P1-B1-H2-W01 comes with 'P1-B1/power', "
        "finished on 2027-09-30");
    row("before its cooling", "good.csv", "cooling,P1-B1,2027-05-01,2027-06-30", "cooling,P1-B1,2027-05-01,2027-08-02",
        15, "'P1-B1/on' energises 8 racks before what cools them is there");
    row("more than the substation", "good.csv", "power,P1,2027-02-01,2027-08-31", "power,P1,2027-02-01,2027-12-31", 19,
        "'P1-B2-H1/on' brings phase P1 to 1.5 MW on 2027-10-01, but 'main' there carry 1.2 MW; expected no more than "
        "that");
    row("too early", "good.csv", "P1-B2,2027-09-01,2027-09-30", "P1-B2,2027-08-25,2027-09-30", 18,
        "'P1-B2/racks' starts on 2027-08-25, 7 days before what it waits for allows; expected 2027-09-01 or later");
    row("unused column", "good.csv", "key,label,label_de", "key,label,Label-DE", 6,
        "Label-DE: column is not used (did you mean 'label_de'?)");
    row("XML: no word for it", "good.xml", ">Fundamente<", ">Halten<", 36,
        "task 4 'Halten' is left out: no word tells the kind of work");
    row("XML: share as lag", "good.xml", "<LinkLag>14400</LinkLag><LagFormat>7<", "<LinkLag>50</LinkLag><LagFormat>19<",
        39, "the lag is a share of a duration, which is not supported; 0 is taken");
    row("JSON: too early", "good.rollout.json", "\"start\": -140,\n      \"days\": 60",
        "\"start\": -150,\n      \"days\": 60", 6, "'P1-B1/shell' starts on 2027-08-03, 10 days before");
}

void TestPlanProblems::bad()
{
    QFETCH(QString, fixture);
    QFETCH(QByteArray, find);
    QFETCH(QByteArray, replace);
    QFETCH(int, line);
    QFETCH(QString, says);
    const QString path = test::writeAll(m_folder.filePath(fixture), edited(fixture, find, replace));
    const assets::PlanResult result = assets::loadPlan(path.toStdString(), *m_campus);
    QVERIFY2(result.plan, qPrintable(test::textOf(result.problems)));
    const auto found = std::ranges::any_of(result.warnings, [&](const assets::Problem& problem) {
        const QString text = QString::fromStdString(problem.text());
        return text.startsWith(QStringLiteral("%1:%2: ").arg(path).arg(line)) && text.contains(says);
    });
    QVERIFY2(found,
        qPrintable(QStringLiteral("expected line %1: %2\ngot\n%3").arg(line).arg(says, test::textOf(result.warnings))));
}

/// Files that are none at all.
void TestPlanProblems::whole_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const QByteArray xml = test::readAll(kFixtures + "good.xml"), csv = test::readAll(kFixtures + "good.csv");
    const auto file = [](const char* name, const char* suffix, const QByteArray& text, const QString& says) {
        QTest::newRow(name) << QStringLiteral("plan.") + QString::fromLatin1(suffix) << text << says;
    };
    file("empty CSV", "csv", "", ": is empty; expected a header with key,kind,scope,start,finish");
    file("remarks only", "csv", "# nothing\n", ": is empty; expected a header");
    file("header only", "csv", csv.left(csv.indexOf("P1/clear,")),
        ": has no line after its header; expected at least one activity");
    file("another table", "csv", "time,kw\n1,2\n", ":1: key: column is missing");
    file("a picture", "csv", QByteArray("\x89PNG\r\n\x1a\n\0\0", 10), ": key: column is missing");
    file("empty XML", "xml", "", ": is empty, or can't be read; expected a file that Microsoft Project saved as XML");
    file("half an XML file", "xml", xml.left(xml.indexOf("<UID>5</UID>")), ":42: is broken XML or ends too early");
    file("wrong root", "xml", "<?xml version=\"1.0\"?>\n<Campus/>\n", ":2: begins with <Campus>; expected <Project>");
    file("text", "xml", "key,kind\n", ": is broken XML or ends too early");
    file("UTF-16", "xml", QByteArray("\xff\xfe<\0", 4), ": is UTF-16; expected UTF-8");
    file("no tasks", "xml", "<Project>\n<Tasks/></Project>", ":1: has no tasks; expected at least one");
    file("no task of ours", "xml",
        "<Project><Tasks><Task><UID>1</UID><Name>Lunch</Name><Start>2027-01-01T00:00:00</Start>"
        "<Finish>2027-01-01T00:00:00</Finish></Task></Tasks></Project>",
        ":1: has no task of which asset and kind of work are known; expected names such as \"P01-B1/shell\"");
    file("a layout", "json", test::readAll(kFixtures + "site.campus.json"),
        ":3: /format: is \"gigahall/campus\"; expected");
    file("no activities", "json", "{\"format\": \"gigahall/rollout\",\n\"activities\": []}",
        ":2: /activities: is an array of 0; expected");
    file("a list", "json", "[]", ":1: is an array of 0; expected an object");
    file("MPP", "mpp", "x", ": is a file of Microsoft Project's own format; expected it saved as XML, or CSV");
}

void TestPlanProblems::whole()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const QString path = test::writeAll(m_folder.filePath(name), text);
    const assets::PlanResult result = assets::loadPlan(path.toStdString(), *m_campus);
    const QString all = test::textOf(result.problems);
    QVERIFY(!result.plan);
    QVERIFY2(all.startsWith(path) && all.contains(says), qPrintable(all));
}

/// Mistakes in the section of a layout are mistakes of the layout.
void TestPlanProblems::sections_data()
{
    QTest::addColumn<QByteArray>("activities");
    QTest::addColumn<QString>("says");
    QTest::newRow("days") << QByteArray(R"({"id": "a", "kind": "shell", "each": "phase", "start": 0, "days": 0})")
                          << "/rollout/activities/0/days: is 0; expected a whole number from 1";
    QTest::newRow("unknown") << QByteArray(
        R"({"id": "a", "kind": "shell", "each": "phase", "start": 0, "days": 1, "after": [{"activity": "b"}]})")
                             << "/rollout/activities/0/after/0/activity: unknown activity 'b'; expected one of a";
    QTest::newRow("key") << QByteArray(
        R"({"id": "a", "kind": "shell", "each": "phase", "start": 0, "days": 1, "stager": 2})")
                         << "unknown key 'stager'; expected 'stagger'";
}

void TestPlanProblems::sections()
{
    QFETCH(QByteArray, activities);
    QFETCH(QString, says);
    const QByteArray text = edited(
        "site.campus.json", "  \"power\": [", "  \"rollout\": {\"activities\": [" + activities + "]},\n  \"power\": [");
    const QString path = test::writeAll(m_folder.filePath("bad.campus.json"), text);
    const assets::CampusResult result = assets::loadCampus(path.toStdString());
    QVERIFY(!result.campus);
    QCOMPARE(result.problems.size(), std::size_t(1));
    QVERIFY2(test::textOf(result.problems).contains(says), qPrintable(test::textOf(result.problems)));
}

/// A file that is wrong in every line gets a bounded list.
void TestPlanProblems::longLists()
{
    QByteArray text = "key,kind,scope,start,finish\n";
    for (int i = 0; i < 5000; ++i)
        text += "a" + QByteArray::number(i) + ",shel,P1,2027-01-01,2027-01-01\n";
    const QString path = test::writeAll(m_folder.filePath("long.csv"), text);
    const assets::PlanResult result = assets::loadPlan(path.toStdString(), *m_campus);
    QCOMPARE(result.problems.size(), std::size_t(51));
    QVERIFY(test::textOf(result.problems).contains("has 4950 more problems like these"));
}

void TestPlanProblems::damaged_data()
{
    QTest::addColumn<QString>("fixture");
    for (const char* name : {"good.csv", "good-de.csv", "good.xml", "good.rollout.json"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// Whatever a file holds gives a plan or says why not.
void TestPlanProblems::damaged()
{
    QFETCH(QString, fixture);
    const QByteArray good = test::readAll(kFixtures + fixture);
    std::mt19937 random(7);
    for (int i = 0; i < 400; ++i) {
        QByteArray text = i < 100 ? good.left(good.size() * i / 100) : good;
        for (int k = 0; i >= 100 && k < 1 + i % 4; ++k)
            text[int(random() % unsigned(text.size()))]
                = char(i % 2 ? random() : "0123456789-/<>\",;\n"[random() % 18]);
        const QString path = test::writeAll(m_folder.filePath(fixture), text);
        const assets::PlanResult result = assets::loadPlan(path.toStdString(), *m_campus);
        QVERIFY(result.plan.has_value() == result.problems.empty());
    }
}

QTEST_GUILESS_MAIN(TestPlanProblems)
#include "tst_planproblems.moc"
