// labels: sanitize
// Plans from layouts, tables and Microsoft Project XML; tst_planproblems.cpp has those with mistakes.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "assets/import/plancsv.h"
#include "assets/import/planlinks.h"
#include "assets/import/plantext.h"
#include "assets/import/planwords.h"
#include "model/rollout/totals.h"
#include "tests/support/planfixture.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace gigahall;
using model::Activity;
using model::ActivityKind;
using model::LinkKind;
using model::Plan;

namespace {

const QString kFixtures = QStringLiteral(SOURCE_DIR "/tests/fixtures/plan/");

const Activity* find(const Plan& plan, std::string_view key)
{
    const auto at = std::ranges::find(plan.activities, key, &Activity::key);
    return at == plan.activities.end() ? nullptr : &*at;
}

/// "P1/clear FS+2; P1/main-1 SS-4"
QString linksOf(const Plan& plan, std::string_view key)
{
    QStringList out;
    for (const model::Link& link : find(plan, key)->after)
        out << QString::fromStdString(assets::linkText(link, plan.activities[link.activity].key));
    return out.join("; ");
}

QString days(const std::optional<model::Work>& work)
{
    return work ? QString::fromStdString(model::dayText(work->start) + " " + model::dayText(work->finish)) : QString();
}

QString day(const std::optional<model::Day>& day)
{
    return day ? QString::fromStdString(model::dayText(*day)) : QString();
}

/// All of an activity but its row.
bool isSame(const Activity& a, const Activity& b)
{
    return a.key == b.key && a.label.en == b.label.en && a.label.de == b.label.de && a.kind == b.kind
        && a.scope == b.scope && a.planned == b.planned && a.baseline == b.baseline && a.actualStart == b.actualStart
        && a.actualFinish == b.actualFinish && a.after == b.after && a.brings == b.brings && a.style == b.style
        && a.source == b.source;
}

} // namespace

class TestPlanFiles : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void standard_data();
    void standard();
    void firstGigawatt();
    void ownSection();
    void withoutDays();
    void rolloutFile();
    void csv();
    void germanCsv();
    void roundTrip_data();
    void roundTrip();
    void xml();
    void xmlWithoutNames();
    void links_data();
    void links();
    void words_data();
    void words();
    void utf8_data();
    void utf8();

private:
    Plan load(const QString& fixture);

    QTemporaryDir m_folder;
    model::Campus m_site;
};

void TestPlanFiles::initTestCase()
{
    auto result = assets::loadCampus((kFixtures + "site.campus.json").toStdString());
    QVERIFY2(result.campus, qPrintable(test::textOf(result.problems)));
    m_site = std::move(*result.campus);
}

Plan TestPlanFiles::load(const QString& fixture)
{
    assets::PlanResult result = assets::loadPlan((kFixtures + fixture).toStdString(), m_site);
    if (!result.plan)
        QTest::qFail(qPrintable(test::textOf(result.problems)), __FILE__, __LINE__);
    return result.plan.value_or(Plan());
}

void TestPlanFiles::standard_data()
{
    QTest::addColumn<QString>("campus");
    QTest::addColumn<int>("activities");
    QTest::addColumn<QString>("extent");
    QTest::newRow("default") << "default" << 840 << "2025-06-24 2030-06-30";
    QTest::newRow("variant-b") << "variant-b" << 840 << "2025-06-24 2030-06-30";
    QTest::newRow("one-hall") << "one-hall" << 11 << "2025-12-10 2026-12-31";
    QTest::newRow("frontier") << "frontier" << 3 << "2021-10-02 2022-05-30";
}

/// What ships has nothing bad in it, and all of it runs in the end.
void TestPlanFiles::standard()
{
    QFETCH(QString, campus);
    const auto loaded = assets::loadCampus(assets::resolveCampusPath(campus.toStdString()));
    QVERIFY2(loaded.campus, qPrintable(test::textOf(loaded.problems)));
    const assets::PlanResult result = assets::loadPlan({}, *loaded.campus);
    QVERIFY2(result.plan, qPrintable(test::textOf(result.problems)));
    QVERIFY2(result.warnings.empty(), qPrintable(test::textOf(result.warnings)));
    QTEST(int(result.plan->activities.size()), "activities");
    QTEST(days(result.plan->extent()), "extent");
    QVERIFY(result.plan->file.empty() && !result.plan->assumption.empty());
    for (const Activity& activity : result.plan->activities)
        QVERIFY(!activity.label.de.empty() && activity.row > 0);
    const model::RolloutCurve curve(*loaded.campus, model::buildup(*loaded.campus, *result.plan));
    QCOMPARE(curve.whole().racks, loaded.campus->rackCount());
}

/// Only the day of the first gigawatt is known; all else is an assumption.
void TestPlanFiles::firstGigawatt()
{
    const auto loaded = assets::loadCampus(assets::resolveCampusPath("default"));
    const assets::PlanResult result = assets::loadPlan({}, *loaded.campus);
    for (const Activity& activity : result.plan->activities) {
        const bool isFirst = activity.key == "P01-B8-H4/energised";
        QCOMPARE(activity.isAssumption(), !isFirst);
        if (isFirst)
            QVERIFY(activity.source.find("September 2025, letter of intent") != std::string::npos);
    }
    const model::RolloutCurve curve(*loaded.campus, model::buildup(*loaded.campus, *result.plan));
    QCOMPARE(curve.at(model::dayNumber(*model::parseDay("2026-12-31"))).phases, 1u);
    QCOMPARE(curve.at(model::dayNumber(*model::parseDay("2026-12-30"))).phases, 0u);
}

void TestPlanFiles::ownSection()
{
    QByteArray text = test::readAll(kFixtures + "site.campus.json");
    QByteArray section = test::readAll(kFixtures + "good.rollout.json");
    section.replace("\"format\": \"gigahall/rollout\",", "");
    text.replace("  \"power\": [", "  \"rollout\": " + section + ",\n  \"power\": [");
    const QString path = test::writeAll(m_folder.filePath("own.campus.json"), text);
    const auto loaded = assets::loadCampus(path.toStdString());
    QVERIFY2(loaded.campus, qPrintable(test::textOf(loaded.problems)));
    const assets::PlanResult result = assets::loadPlan({}, *loaded.campus);
    QVERIFY2(result.plan && result.warnings.empty(), qPrintable(test::textOf(result.problems)));
    QCOMPARE(result.plan->activities.size(), std::size_t(20));
    QCOMPARE(result.plan->assumption, std::string("made up"));
    const Activity& last = *find(*result.plan, "P2-B2-H2/on");
    QCOMPARE(day(last.planned.finish), QStringLiteral("2027-12-31"));
    QCOMPARE(last.source, std::string("letter of 2026")); // as the day of its phase
    QVERIFY(find(*result.plan, "P2-B2-H1/on")->isAssumption());
    const int line = int(text.left(text.indexOf("\"id\": \"on\"")).count('\n'));
    QCOMPARE(last.row, line); // of its brace, the line before
}

void TestPlanFiles::withoutDays()
{
    model::Campus campus = m_site;
    for (model::Phase& phase : campus.phases)
        phase.readyDate.clear();
    campus.path.clear();
    const assets::PlanResult result = assets::loadPlan({}, campus);
    QVERIFY(result.plan && result.problems.empty() && result.plan->activities.empty());
}

void TestPlanFiles::rolloutFile()
{
    const Plan plan = load("good.rollout.json");
    QCOMPARE(plan.activities.size(), std::size_t(20));
    QCOMPARE(linksOf(plan, "P1-B2/shell"), QStringLiteral("P1/clear; P1-B1/shell SS+10"));
    QCOMPARE(linksOf(plan, "P1-B2/racks"), QStringLiteral("P1-B2/shell FF+5"));
    QCOMPARE(find(plan, "P2-B1/shell")->style, model::BuildStyle::Appear);
    QCOMPARE(find(plan, "P2/power")->source, std::string("contract"));
    QCOMPARE(find(plan, "P2/clear")->label.en, std::string("clear"));
    QVERIFY(plan.file.ends_with("good.rollout.json"));
}

void TestPlanFiles::csv()
{
    const assets::PlanResult result = assets::loadPlan((kFixtures + "good.csv").toStdString(), m_site);
    QVERIFY2(result.plan && result.warnings.empty(), qPrintable(test::textOf(result.problems)));
    const Plan& plan = *result.plan;
    QCOMPARE(plan.activities.size(), std::size_t(14));
    QCOMPARE(QString::fromStdString(plan.label.in("de")), QStringLiteral("Erste H\u00e4lfte"));
    QCOMPARE(plan.assumption, std::string("as long as the last one took"));
    QCOMPARE(day(plan.statusDay), QStringLiteral("2027-03-01"));
    const Activity& clear = plan.activities[0];
    QCOMPARE(clear.row, 7);
    QCOMPARE(clear.kind, ActivityKind::ClearSite);
    QCOMPARE(m_site.name(clear.scope), std::string("P1"));
    QCOMPARE(days(clear.planned), QStringLiteral("2027-01-04 2027-01-29"));
    QCOMPARE(days(clear.baseline), QStringLiteral("2027-01-01 2027-01-26"));
    QCOMPARE(day(clear.actualStart) + ' ' + day(clear.actualFinish), QStringLiteral("2027-01-04 2027-01-28"));
    const Activity& main = *find(plan, "P1/main-1");
    QCOMPARE(main.brings, std::vector{*m_site.find("P1-T01")});
    QCOMPARE(main.style, model::BuildStyle::Highlight);
    QVERIFY(!main.isAssumption() && !main.baseline && !main.actualFinish);
    QCOMPARE(find(plan, "P1-B1/foundations")->label.en, std::string("Foundations, \"deep\" ones"));
    QCOMPARE(linksOf(plan, "P1-B1/foundations"), QStringLiteral("P1/clear FS+2; P1/main-1 SS-4"));
    QCOMPARE(linksOf(plan, "P1-B1/racks"), QStringLiteral("P1-B1/power; P1-B1/cooling FS-2"));
    QCOMPARE(find(plan, "P1-B2-H1/on")->label.en, std::string("P1-B2-H1/on"));
}

void TestPlanFiles::germanCsv()
{
    const Plan plan = load("good-de.csv");
    QCOMPARE(plan.activities.size(), std::size_t(4));
    QCOMPARE(find(plan, "P1-B1/shell")->label.en, std::string("Steel; walls; roof"));
    QCOMPARE(days(find(plan, "P1-B1/shell")->planned), QStringLiteral("2027-03-01 2027-05-31"));
    QCOMPARE(linksOf(plan, "P1-B1/shell"), QStringLiteral("P1-B1/foundations SS+28"));
    QCOMPARE(linksOf(plan, "P1-B1/racks"), QStringLiteral("P1-B1/shell FS+7"));
    QCOMPARE(linksOf(plan, "P1-B1/on"), QStringLiteral("P1-B1/racks; P1-B1/shell FF+31"));
    QCOMPARE(find(plan, "P1-B1/on")->row, 6);
}

void TestPlanFiles::roundTrip_data()
{
    QTest::addColumn<QString>("fixture");
    for (const char* name : {"good.csv", "good-de.csv", "good.xml", "good.rollout.json", ""})
        QTest::newRow(*name ? name : "odd texts") << QString::fromLatin1(name);
}

void TestPlanFiles::roundTrip()
{
    QFETCH(QString, fixture);
    Plan plan = load(fixture.isEmpty() ? QStringLiteral("good.csv") : fixture);
    if (fixture.isEmpty()) {
        plan.activities[1].key = "P1/FS+2";
        plan.activities[2].key = "P1/FS";
        plan.activities[3].label = {"  two lines\n\"quoted\";\tend ", "\u00df\u4e2d"};
        plan.activities[4].source = "#1, page 2; or so";
        plan.activities[5].after.push_back({1, LinkKind::StartToFinish, -36500});
        plan.activities[5].after.push_back({2, LinkKind::FinishToFinish, 1});
        plan.label = {"# plan:", ""};
    }
    const std::string text = assets::planCsvText(m_site, plan);
    const QString path = test::writeAll(m_folder.filePath("trip.csv"), QByteArray::fromStdString(text));
    const assets::PlanResult read = assets::loadPlan(path.toStdString(), m_site);
    QVERIFY2(read.plan, qPrintable(test::textOf(read.problems)));
    QCOMPARE(read.plan->activities.size(), plan.activities.size());
    for (std::size_t i = 0; i < plan.activities.size(); ++i)
        QVERIFY2(isSame(plan.activities[i], read.plan->activities[i]), plan.activities[i].key.c_str());
    QCOMPARE(read.plan->statusDay, plan.statusDay);
    QCOMPARE(read.plan->assumption, plan.assumption);
    QCOMPARE(QString::fromStdString(assets::planCsvText(m_site, *read.plan)), QString::fromStdString(text));
}

void TestPlanFiles::xml()
{
    const assets::PlanResult result = assets::loadPlan((kFixtures + "good.xml").toStdString(), m_site);
    QVERIFY2(result.plan, qPrintable(test::textOf(result.problems)));
    const Plan& plan = *result.plan;
    QCOMPARE(plan.label.en, std::string("Build-out of phase 1 & 2"));
    QCOMPARE(day(plan.statusDay), QStringLiteral("2027-03-01"));
    QStringList keys;
    for (const Activity& activity : plan.activities)
        keys << QString::fromStdString(activity.key);
    QCOMPARE(keys.join(' '),
        QStringLiteral("P1/clearSite P1/power P1-B1/foundations P1-B1/shell P1-B1/racks P1-B1/energised"));
    const Activity& clear = plan.activities[0];
    QCOMPARE(clear.row, 20);
    QCOMPARE(days(clear.baseline), QStringLiteral("2027-01-01 2027-01-26")); // until midnight
    QCOMPARE(day(clear.actualFinish), QStringLiteral("2027-01-28"));
    QCOMPARE(linksOf(plan, "P1-B1/foundations"), QStringLiteral("P1/clearSite FS+3"));
    QCOMPARE(linksOf(plan, "P1-B1/shell"), QStringLiteral("P1-B1/foundations FS-1")); // in the afternoon
    QCOMPARE(linksOf(plan, "P1-B1/racks"), QStringLiteral("P1-B1/shell SS-2; P1/power FF"));
    QCOMPARE(linksOf(plan, "P1-B1/energised"), QStringLiteral("P1-B1/racks FS+2")); // two elapsed days
    QCOMPARE(find(plan, "P1-B1/racks")->label.en, std::string("Racks, row by row"));
    QVERIFY(find(plan, "P1-B1/energised")->isMilestone());
    const QString warnings = test::textOf(result.warnings);
    QVERIFY(warnings.contains("good.xml:51: task 6 'P1-B1/racks Racks, row by row' waits for UID 3, a summary"));
    QVERIFY(warnings.contains("good.xml:60: task 9 'Board meeting' is left out: nothing tells the asset"));
    QCOMPARE(result.warnings.size(), std::size_t(2));
}

/// Nothing is fetched or expanded, and two tasks of a kind get keys that differ.
void TestPlanFiles::xmlWithoutNames()
{
    QByteArray text = "<Project><Tasks>";
    for (int i = 1; i <= 2; ++i)
        text += "<Task><UID>" + QByteArray::number(i)
            + "</UID><Name>P2 &other; Roads</Name><OutlineLevel>1</OutlineLevel><Start>2027-01-01</Start>"
              "<Finish>2027-01-05T17:00:00</Finish></Task>";
    const QString path = test::writeAll(m_folder.filePath("two.xml"), text + "</Tasks></Project>");
    const assets::PlanResult result = assets::loadPlan(path.toStdString(), m_site);
    QVERIFY2(result.plan, qPrintable(test::textOf(result.problems)));
    QCOMPARE(result.plan->activities.size(), std::size_t(2));
    QCOMPARE(result.plan->activities[0].key, std::string("P2/foundations"));
    QCOMPARE(result.plan->activities[1].key, std::string("P2/foundations-2"));
    QCOMPARE(result.plan->activities[0].label.en, std::string("P2 &other; Roads"));
    QCOMPARE(QString::fromStdString(result.plan->label.en), QStringLiteral("Site"));
}

void TestPlanFiles::links_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("link");
    const auto row = [](const char* text, const char* key, const char* link) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(key) << QString::fromLatin1(link);
    };
    row("a", "a", "a");
    row(" a ", "a", "a");
    row("a FS", "a", "a");
    row("a+3", "a", "a FS+3");
    row("a -3", "a", "a FS-3");
    row("a SS+22", "a", "a SS+22");
    row("aSS+22", "a", "a SS+22");
    row("a FF - 4 days", "a", "a FF-4");
    row("a SF+1d", "a", "a SF+1");
    row("a EA+2 Tage", "a", "a FS+2");
    row("a AA", "a", "a SS");
    row("a EE+3 t", "a", "a FF+3");
    row("aAE-2 Wochen", "a", "a SF-14");
    row("a SS+2 Weeks", "a", "a SS+14");
    row("b-1", "b-1", "b-1"); // a key that ends like a lag
    row("b-1+1", "b-1", "b-1 FS+1");
    row("c SS", "c SS", "c SS"); // or like a link
    row("c SS SS+1", "c SS", "c SS SS+1");
    row("d", "d", "");
    row("d SS+1", "d", "");
    row("a SS+99999", "a SS+99999", "");
    row("a SS+1.5", "a SS+1.5", "");
    row("", "", "");
}

void TestPlanFiles::links()
{
    QFETCH(QString, text);
    const std::string source = text.toStdString();
    const std::vector<std::string> keys{"a", "b-1", "c SS"};
    const assets::LinkText read = assets::readLink(source, [&](std::string_view key) -> std::optional<std::uint32_t> {
        const auto at = std::ranges::find(keys, key);
        return at == keys.end() ? std::nullopt : std::optional(std::uint32_t(at - keys.begin()));
    });
    QTEST(QString::fromStdString(std::string(read.key)), "key");
    const QString link
        = read.link ? QString::fromStdString(assets::linkText(*read.link, keys[read.link->activity])) : QString();
    QTEST(link, "link");
}

void TestPlanFiles::words_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char* name, const char* kind) { QTest::newRow(name) << QString(name) << QString(kind); };
    row("Foundations", "foundations");
    row("Fundamente", "foundations");
    row("Transformer foundations", "foundations");
    row("Streifenfundamente S\u00fcd", "foundations");
    row("STRA\u00dfEN", "foundations");
    row("Stra\u00dfen und H\u00f6fe", "foundations");
    row("Site clearing and grading", "clearSite");
    row("Baufeldfreimachung", "clearSite");
    row("Steel and roof", "shell");
    row("Flachdach", "shell");
    row("H\u00dcLLE", "shell");
    row("Substation", "power");
    row("Notstromdiesel", "power");
    row("Chillers", "cooling");
    row("K\u00fchlung", "cooling");
    row("K\u00dcHLUNG", "cooling");
    row("Rack roll-in", "racks");
    row("Tracking", ""); // no rack
    row("Commissioning of cooling", "commissioning");
    row("Inbetriebnahme", "commissioning");
    row("Hall 3 energised", "energised");
    row("Halle 3 in Betrieb", "energised");
    row("Lunch", "");
    row("", "");
}

void TestPlanFiles::words()
{
    QFETCH(QString, name);
    const auto kind = assets::kindOfWork(name.toStdString());
    QTEST(kind ? QString::fromStdString(std::string(model::activityKey(*kind))) : QString(), "kind");
}

void TestPlanFiles::utf8_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isUtf8");
    QTest::newRow("nothing") << QByteArray() << true;
    QTest::newRow("letters") << QByteArray("aZ\xc3\x9f\xe4\xb8\xad\xf0\x9f\x8f\xad") << true;
    QTest::newRow("Latin 1") << QByteArray("gr\xfcn") << false;
    QTest::newRow("cut off") << QByteArray("\xe4\xb8") << false;
    QTest::newRow("only a tail") << QByteArray("\x80") << false;
    QTest::newRow("over-long") << QByteArray("\xc0\xaf") << false;
    QTest::newRow("over-long of three") << QByteArray("\xe0\x80\xaf") << false;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
    QTest::newRow("last code point") << QByteArray("\xf4\x8f\xbf\xbf") << true;
    QTest::newRow("beyond it") << QByteArray("\xf4\x90\x80\x80") << false;
}

void TestPlanFiles::utf8()
{
    QFETCH(QByteArray, text);
    QTEST(assets::isUtf8(std::string_view(text.constData(), std::size_t(text.size()))), "isUtf8");
}

QTEST_GUILESS_MAIN(TestPlanFiles)
#include "tst_planfiles.moc"
