// The commands that know plans: plan, check, info.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "app/cli/check.h"
#include "app/cli/commandline.h"
#include "app/cli/info.h"
#include "app/cli/plan.h"
#include "tests/support/planfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <sstream>

using namespace gigahall;
using namespace gigahall::app;

namespace {

const std::string kPlans = SOURCE_DIR "/tests/fixtures/plan/", kSite = kPlans + "site.campus.json";

QString text(const std::ostringstream& stream)
{
    return QString::fromStdString(stream.str());
}

} // namespace

class TestAppPlan : public QObject
{
    Q_OBJECT

private slots:
    void writesCsv();
    void writesWhatItReads();
    void refuses();
    void checks();
    void checksLayouts();
    void tellsInfo();
    void tellsInfoAsJson();
    void options();

private:
    QTemporaryDir m_folder;
};

void TestAppPlan::writesCsv()
{
    std::ostringstream out, err;
    QCOMPARE(runPlan({kSite, {}, "-"}, out, err), 0);
    QVERIFY2(
        text(out).contains("\nP2-B2-H2/energised,Energised,In Betrieb,energised,P2-B2-H2,"), qPrintable(text(out)));
}

void TestAppPlan::writesWhatItReads()
{
    const std::string first = m_folder.filePath("a.csv").toStdString(),
                      second = m_folder.filePath("b.csv").toStdString();
    std::ostringstream out, err;
    QCOMPARE(runPlan({kSite, {kPlans + "good.xml", {}}, first}, out, err), 0);
    QVERIFY(text(err).contains("good.xml:60: warning: task 9 'Board meeting' is left out"));
    std::ostringstream none;
    QCOMPARE(runPlan({kSite, {first, {}}, second}, out, none), 0);
    QVERIFY2(text(none).isEmpty() && text(out).isEmpty(), qPrintable(text(none)));
    const QByteArray written = test::readAll(QString::fromStdString(first));
    QVERIFY(written.contains("P1-B1/shell SS-2; P1/power FF"));
    QCOMPARE(test::readAll(QString::fromStdString(second)), written);
}

void TestAppPlan::refuses()
{
    std::ostringstream out, err;
    QCOMPARE(runPlan({kSite, {"/nowhere.csv", {}}, "-"}, out, err), 1);
    QVERIFY(text(err).startsWith("/nowhere.csv: can't be read: "));
    QCOMPARE(runPlan({"no-such-campus", {}, "-"}, out, err), 1);
    std::ostringstream unwritable;
    QCOMPARE(runPlan({kSite, {}, m_folder.filePath("none/plan.csv").toStdString()}, out, unwritable), 1);
    QVERIFY2(text(unwritable).contains("can't be written"), qPrintable(text(unwritable)));
    QVERIFY(text(out).isEmpty());
}

void TestAppPlan::checks()
{
    QByteArray csv = test::readAll(QString::fromStdString(kPlans + "good.csv"));
    csv.replace(",shell,P1-B2", ",shel,P1-B9");
    const QString bad = test::writeAll(m_folder.filePath("bad.csv"), csv);
    std::ostringstream out, err;
    QCOMPARE(runCheck({kPlans + "good.csv", kPlans + "good.xml", bad.toStdString()}, out, err, kSite), 1);
    QVERIFY2(
        text(out).contains("good.csv: valid, 14 activities from 2027-01-04 to 2027-10-15\n"), qPrintable(text(out)));
    QVERIFY(text(out).contains("good.xml: valid, 6 activities from"));
    QVERIFY(!text(out).contains("bad.csv"));
    QVERIFY2(text(err).contains(bad + ":16: kind: 'shel' is no kind of work (did you mean 'shell'?)"),
        qPrintable(text(err)));
    QVERIFY(text(err).contains(bad + ":16: scope: 'P1-B9' is no space of campus 'site'"));
    QVERIFY(text(err).endsWith("2 problems\n2 warnings\n"));
    std::ostringstream good;
    QCOMPARE(runCheck({kPlans + "good.csv"}, out, good, kSite), 0);
    QVERIFY(text(good).isEmpty());
}

/// What is bad about a layout's own rollout is told, of the standard one nothing.
void TestAppPlan::checksLayouts()
{
    QByteArray layout = test::readAll(QString::fromStdString(kSite));
    QByteArray section = test::readAll(QString::fromStdString(kPlans + "good.rollout.json"));
    section.replace("\"format\": \"gigahall/rollout\",", "").replace("\"start\": -140", "\"start\": -150");
    layout.replace("  \"power\": [", "  \"rollout\": " + section + ",\n  \"power\": [");
    const QString path = test::writeAll(m_folder.filePath("early.campus.json"), layout);
    std::ostringstream out, err;
    QCOMPARE(runCheck({path.toStdString(), kSite}, out, err), 0);
    QCOMPARE(text(out).count('\n'), 2);
    QVERIFY2(text(err).contains("warning: 'P1-B1/shell' starts on 2027-08-03, 10 days before"), qPrintable(text(err)));
    for (const QString& line : text(err).split('\n', Qt::SkipEmptyParts).mid(0, 2))
        QVERIFY2(line.startsWith(path + ':'), qPrintable(line));
}

void TestAppPlan::tellsInfo()
{
    std::ostringstream out, err;
    QCOMPARE(runInfo(kSite, {}, false, out, err, {kPlans + "good.csv", {}}), 0);
    const QString all = text(out);
    QVERIFY2(all.contains("good.csv: 14 activities from 2027-01-04 to 2027-10-15, 12 of them an assumption."),
        qPrintable(all));
    QVERIFY(all.contains("Assumed: as long as the last one took"));
    QVERIFY2(all.contains(QRegularExpression("P1 +2027-01-04 +2027-08-01 +2027-10-15 +letter\n")), qPrintable(all));
    for (const QString& line : all.split('\n'))
        QVERIFY(!line.endsWith(' '));
    std::ostringstream none;
    QCOMPARE(runInfo("hundred-gw", {}, false, none, err), 0); // no phase has a day
    QVERIFY(!text(none).contains("Rollout"));
}

void TestAppPlan::tellsInfoAsJson()
{
    std::ostringstream out, err;
    QCOMPARE(runInfo("default", {}, true, out, err), 0);
    const auto plan = QJsonDocument::fromJson(QByteArray::fromStdString(out.str())).object()["plan"].toObject();
    QCOMPARE(plan["activities"].toInt(), 840);
    QCOMPARE(plan["assumptions"].toInt(), 839);
    QCOMPARE(plan["start"].toString() + ' ' + plan["finish"].toString(), "2025-06-24 2030-06-30");
    const QJsonObject first = plan["phases"].toArray()[0].toObject();
    QCOMPARE(first["firstEnergised"].toString() + ' ' + first["allEnergised"].toString(), "2026-07-15 2026-12-31");
}

void TestAppPlan::options()
{
    const char* const plan[] = {"gigahall", "plan", "one-hall", "--plan", "p.xml", "--output", "p.csv"};
    const Command kept = parseCommandLine(7, plan);
    QVERIFY(std::holds_alternative<PlanCommand>(kept));
    QCOMPARE(std::get<PlanCommand>(kept).plan.file, std::string("p.xml"));
    QCOMPARE(std::get<PlanCommand>(kept).output, std::string("p.csv"));
    const char* const check[] = {"gigahall", "check", "p.csv", "--campus", "one-hall"};
    QCOMPARE(std::get<CheckCommand>(parseCommandLine(5, check)).campus, std::string("one-hall"));
    const char* const info[] = {"gigahall", "info", "--plan", "p.csv", "--shift", "P03=6mo", "--shift", "P01=-2w"};
    const PlanChoice expected{"p.csv", {{"P03", 0, 6}, {"P01", -14, 0}}};
    QCOMPARE(std::get<InfoCommand>(parseCommandLine(8, info)).plan, expected);
}

QTEST_GUILESS_MAIN(TestAppPlan)
#include "tst_appplan.moc"
