// `gigahall simulate --duration` from the shell: rows, events, weather, mistakes.
#include "tests/support/program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>

using namespace gigahall;

namespace {

/// A CSV table without quotes.
struct Rows
{
    QStringList head;
    QList<QStringList> rows;

    explicit Rows(const QString& text)
    {
        for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            rows.append(line.split(QLatin1Char(',')));
        if (!rows.isEmpty())
            head = rows.takeFirst();
    }
    double value(qsizetype row, const char* column) const
    {
        return rows.value(row).value(head.indexOf(QLatin1String(column))).toDouble();
    }
};

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestCliRun : public QObject
{
    Q_OBJECT

private slots:
    void mistakes_data();
    void mistakes();
    void goodRuns_data();
    void goodRuns();
    void columns();
    void levels();
    void energyCloses();
    void sameSeedSameBytes();
    void failsAndRestores();
    void eventsBetweenSteps();
    void capsAndSupply();
    void weatherFile();
    void json();
    void files();
    void interrupted();

private:
    static test::Answer simulate(const QStringList& arguments)
    {
        return test::runProgram(QStringList{QStringLiteral("simulate")} + arguments);
    }
    static Rows rows(const QStringList& arguments)
    {
        const test::Answer answer = simulate(arguments);
        if (answer.exitCode != 0 || !answer.error.isEmpty())
            qWarning("%d: %s", answer.exitCode, qPrintable(answer.error));
        return Rows(answer.out);
    }
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    QStringList filesLeft() const { return QDir(m_folder.path()).entryList(QDir::Files); }

    QTemporaryDir m_folder;
};

void TestCliRun::mistakes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("error"); // part of it
    const auto row = [](const char* name, const QStringList& arguments, int exitCode, const char* error) {
        QTest::newRow(name) << arguments << exitCode << QString::fromLatin1(error);
    };
    const auto event = [&](const char* text, int exitCode, const char* error) {
        row(text, {"one-hall", "--duration", "60", "--event", text}, exitCode, error);
    };
    row("no duration", {"--step", "5"}, 2, "--duration is missing");
    row("both", {"--steady", "--duration", "60"}, 2, "exclude each other");
    row("seed of steady", {"--steady", "--seed", "2"}, 2, "--seed is for a run (--duration), not for --steady");
    row("event of steady", {"--steady", "--event", "1 weather 2"}, 2, "--event is for a run");
    row("fail in a run", {"--duration", "60", "--fail", "P01"}, 2, "--event \"T fail ID\"");
    row("dry bulb in a run", {"--duration", "60", "--dry-bulb", "30"}, 2, "--weather or --event \"T weather C\"");
    row("utilisation in a run", {"--duration", "60", "--gpu-utilization", "1"}, 2, "is for --steady only");
    row("duration of none", {"--duration", "0"}, 2, "expected seconds above 0");
    row("step of none", {"--duration", "60", "--step", "0"}, 2, "from 0.001 to 3600");
    row("long step", {"--duration", "60", "--step", "3601"}, 2, "from 0.001 to 3600");
    row("before the start", {"--duration", "60", "--start", "-1"}, 2, "expected seconds from 0");
    row("seed in words", {"--duration", "60", "--seed", "one"}, 2, "a whole number from 0");
    row("every none", {"--duration", "60", "--every", "0"}, 2, "a whole number from 1");
    row("level", {"--duration", "60", "--level", "hal"}, 2, "did you mean 'hall'?");
    row("metric", {"--duration", "60", "--metrics", "pue,rack.powr"}, 2, "did you mean 'rack.power'?");
    row("metric, all named", {"--duration", "60", "--metrics", "x"}, 2, "rack.power, loading, power.ramp");
    row("metric of GPUs one by one", {"--duration", "60", "--metrics", "gpu.temperature"}, 2, "is no metric of a run");
    row("metric of a hall", {"--duration", "60", "--level", "hall", "--metrics", "pue"}, 2, "the whole campus only");
    row("no such campus", {"nowhere.campus.json", "--duration", "60"}, 1, "nowhere.campus.json");
    row("no such day", {"one-hall", "--duration", "60", "--weather", "hott"}, 1, "did you mean 'hot'?");
    row("no such folder", {"one-hall", "--duration", "60", "--output", "/nowhere/x.csv"}, 1, "can't be written");

    event("", 2, "expected seconds from 0");
    event("soon fail P01", 2, "expected seconds from 0");
    event("5 fial P01", 2, "\"5 fial P01\": expected fail, restore, supply, weather or cap");
    event("5 fail", 2, "expected T fail ID");
    event("5 supply 30", 2, "from -20 to 20 K");
    event("5 weather hot", 2, "from -70 to 70");
    event("5 cap P01 2", 2, "from 0 to 1");
    event("60 fail P01", 2, "expected a time from 0 s to before 60 s");
    event("5 fail P01-B1-H9", 1, "did you mean 'P01-B1-H1'?");
    event("5 cap P01-B1-H1-US01 0.5", 1, "has no compute racks");
    event("5 restore P01-B1-H1", 1, "P01-B1-H1 is not out at 5 s");
    row("restored before it fails",
        {"one-hall", "--duration", "60", "--event", "20 fail P01-B1-H1", "--event", "10 restore P01-B1-H1"}, 1,
        "\"10 restore P01-B1-H1\": P01-B1-H1 is not out at 10 s");
    row("restored in part", {"one-hall", "--duration", "60", "--event", "5 fail P01", "--event", "9 restore P01-B1-H1"},
        1, "is not out at 9 s; expected P01");
}

void TestCliRun::mistakes()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, error);
    const test::Answer answer = simulate(arguments);
    const auto seen
        = QStringLiteral("exit code %1\nstdout: %2\nstderr: %3").arg(answer.exitCode).arg(answer.out, answer.error);
    QVERIFY2(answer.exitCode == exitCode && answer.out.isEmpty() && answer.error.contains(error), qPrintable(seen));
    QCOMPARE(answer.error.contains(QLatin1String("--help for what there is")), exitCode == 2);
}

void TestCliRun::goodRuns_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("lastS");
    const auto row = [](const char* name, const QStringList& arguments, int count, double lastS) {
        QTest::newRow(name) << arguments << count << lastS;
    };
    row("minute", {"--duration", "60"}, 4, 60);
    row("standard output", {"--duration", "60", "--output", "-"}, 4, 60);
    row("no multiple", {"--duration", "50"}, 4, 50);
    row("one long step", {"--duration", "3600", "--step", "3600"}, 1, 3600);
    row("rounding is no step", {"--duration", "0.3", "--step", "0.1"}, 3, 0.3);
    row("later", {"--duration", "60", "--start", "43200", "--step", "30"}, 2, 43260);
    row("every other", {"--duration", "60", "--every", "2"}, 2, 60);
    row("every fifth", {"--duration", "60", "--every", "5"}, 0, 0);
    row("halls", {"--duration", "60", "--level", "hall"}, 4, 60);
    row("racks", {"--duration", "60", "--level", "rack", "--every", "4"}, 96, 60);
    row("a day", {"--duration", "60", "--weather", "hot", "--overload", "cap"}, 4, 60);
    row("an event at the start", {"--duration", "60", "--event", "0 weather -10"}, 4, 60);
}

void TestCliRun::goodRuns()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, count);
    QFETCH(double, lastS);
    const Rows table = rows(QStringList{"one-hall"} + arguments);
    QVERIFY(table.head.size() > 3);
    QCOMPARE(int(table.rows.size()), count);
    for (const QStringList& row : table.rows)
        QCOMPARE(row.size(), table.head.size());
    if (count > 0)
        QVERIFY(std::abs(table.value(count - 1, "time_s") - lastS) < 1e-9);
}

void TestCliRun::columns()
{
    const Rows usual = rows({"one-hall", "--duration", "15"});
    QCOMPARE(usual.head.mid(0, 9).join(QLatin1Char(',')),
        QStringLiteral("time_s,level,asset,supplied_kw,it_kw,cooling_kw,loss_kw,charging_kw,pue"));
    const Rows some = rows({"one-hall", "--duration", "15", "--metrics",
        QStringLiteral("rack.power,loading,power.ramp,rack.liquidSupplyTemperature,rack.liquidReturnTemperature,")
            + QStringLiteral("rack.liquidFlow,gpu.utilization,gpu.power,ride_through_s")});
    QCOMPARE(some.head.join(QLatin1Char(',')),
        QStringLiteral("time_s,level,asset,rack.power_kw,loading,power.ramp_kw_per_s,rack.liquidSupplyTemperature_c,"
                       "rack.liquidReturnTemperature_c,rack.liquidFlow_lpm,gpu.utilization,gpu.power_w,"
                       "ride_through_s"));
    QCOMPARE(some.rows[0].mid(0, 3).join(QLatin1Char(',')), QStringLiteral("15,campus,one-hall"));
    QVERIFY(some.rows[0].last().isEmpty()); // nothing lives on batteries
    QVERIFY(some.value(0, "gpu.utilization") > 0.1 && some.value(0, "gpu.utilization") < 1);
    QVERIFY(some.value(0, "gpu.power_w") > 100);
    QVERIFY(some.value(0, "rack.liquidReturnTemperature_c") > some.value(0, "rack.liquidSupplyTemperature_c") + 1);
}

void TestCliRun::levels()
{
    const QStringList run{"--duration", "30", "--step", "30", "--event", "10 fail P02-B1-H1 P03", "--metrics",
        "rack.power,rack.liquidFlow,power.ramp,gpu.utilization"};
    QList<Rows> tables;
    for (const char* level : {"campus", "phase", "hall", "rack"})
        tables.append(rows(run + QStringList{"--level", level}));
    QCOMPARE(tables[0].rows.size(), 1);
    QCOMPARE(tables[1].rows.size(), 10);
    QCOMPARE(tables[3].rows.size(), 30720);
    for (const char* column : {"rack.power_kw", "rack.liquidFlow_lpm", "power.ramp_kw_per_s"}) {
        const double whole = tables[0].value(0, column);
        for (const Rows& table : tables) {
            double sum = 0;
            for (qsizetype i = 0; i < table.rows.size(); ++i)
                sum += table.value(i, column);
            QVERIFY2(std::abs(sum - whole) < 1e-6 * std::abs(whole), column);
        }
    }
    QCOMPARE(tables[1].rows[2].value(2), QStringLiteral("P03"));
    QCOMPARE(tables[1].value(2, "rack.power_kw"), 0.0);
    QCOMPARE(tables[1].value(2, "gpu.utilization"), 0.0);
}

void TestCliRun::energyCloses()
{
    const Rows table = rows({"--duration", "600", "--event", "100 fail P01", "--event", "333 weather 45", "--event",
        "400 restore P01", "--metrics",
        QStringLiteral("supplied_kw,it_kw,cooling_kw,loss_kw,charging_kw,heat_in_kw,heat_out_kw,heat_stored_kw,")
            + QStringLiteral("power_residual,heat_residual,dry_bulb_c,dark_racks")});
    QCOMPARE(table.rows.size(), 40);
    double supplied = 0, used = 0;
    for (qsizetype i = 0; i < table.rows.size(); ++i) {
        supplied += table.value(i, "supplied_kw");
        used += table.value(i, "it_kw") + table.value(i, "cooling_kw") + table.value(i, "loss_kw")
            + table.value(i, "charging_kw");
        const double heatKw = table.value(i, "heat_in_kw");
        QVERIFY(std::abs(heatKw - table.value(i, "heat_out_kw") - table.value(i, "heat_stored_kw")) < 1e-6 * heatKw);
        QVERIFY(std::abs(table.value(i, "power_residual")) < 1e-9);
        QVERIFY(std::abs(table.value(i, "heat_residual")) < 1e-9);
    }
    QVERIFY(supplied > 0 && std::abs(supplied - used) < 1e-6 * supplied);
    QCOMPARE(table.value(39, "dry_bulb_c"), 45.0);
    QCOMPARE(table.value(10, "dark_racks"), 3072.0);
    QCOMPARE(table.value(39, "dark_racks"), 0.0);
}

void TestCliRun::sameSeedSameBytes()
{
    const QStringList run{"--duration", "60", "--level", "hall", "--event", "20 fail P04", "--seed"};
    const test::Answer first = simulate(run + QStringList{"5"}), second = simulate(run + QStringList{"5"});
    QVERIFY(first.exitCode == 0 && !first.out.isEmpty());
    QCOMPARE(first.out, second.out);
    QVERIFY(first.out != simulate(run + QStringList{"6"}).out);
}

void TestCliRun::failsAndRestores()
{
    const Rows table = rows({"one-hall", "--duration", "60", "--event", "15 fail P01-B1-H1-R01", "--event",
        "30 restore P01-B1-H1-R01", "--metrics", "dark_racks,lost_kw,stopped_jobs"});
    const QList<double> dark{0, 8, 0, 0}; // an event at the time of a row shows in the next
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(table.value(i, "dark_racks"), dark[i]);
        QCOMPARE(table.value(i, "lost_kw") > 0, dark[i] > 0);
        QVERIFY(dark[i] > 0 || table.value(i, "stopped_jobs") == 0);
    }
}

void TestCliRun::eventsBetweenSteps()
{
    // One long step with two events in it is the same as steps that end where they are.
    const QStringList events{"--event", "10 fail P01-B1-H1-R01", "--event", "17.5 weather 40"};
    const Rows one = rows(QStringList{"one-hall", "--duration", "30", "--step", "30"} + events);
    const Rows many = rows(QStringList{"one-hall", "--duration", "30", "--step", "2.5"} + events);
    QCOMPARE(many.rows.size(), 12);
    QCOMPARE(one.value(0, "dark_racks"), 8.0);
    QCOMPARE(one.value(0, "it_kw"), many.value(11, "it_kw"));
    for (int i = 0; i < 12; ++i)
        QCOMPARE(many.value(i, "dark_racks"), i < 4 ? 0.0 : 8.0);
    QVERIFY(many.value(6, "dry_bulb_c") < 40 && many.value(7, "dry_bulb_c") == 40);
}

void TestCliRun::capsAndSupply()
{
    const QStringList run{"one-hall", "--duration", "900", "--step", "60", "--every", "15", "--metrics",
        "rack.power,capped_racks,dark_racks,rack.liquidSupplyTemperature"};
    const Rows free = rows(run), held = rows(run + QStringList{"--event", "0 cap P01-B1-H1 0.3"});
    QCOMPARE(free.value(0, "capped_racks"), 0.0);
    QVERIFY(held.value(0, "capped_racks") > 48);
    QCOMPARE(held.value(0, "dark_racks"), 0.0);
    QVERIFY(held.value(0, "rack.power_kw") < 0.8 * free.value(0, "rack.power_kw"));
    const Rows cool = rows(run + QStringList{"--event", "0 supply -2"});
    QVERIFY(cool.value(0, "rack.liquidSupplyTemperature_c") < free.value(0, "rack.liquidSupplyTemperature_c") - 1);
}

void TestCliRun::weatherFile()
{
    QFile file(path("day.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("time_s,dry_bulb_c\n0,10\n3600,10\n7200,30\n");
    file.close();
    // Three hours over and over: noon is the start of the fifth time, an hour later it is still 10 C, then it warms up.
    const Rows table = rows(
        {"one-hall", "--duration", "7200", "--step", "1800", "--weather", path("day.csv"), "--metrics", "dry_bulb_c"});
    QCOMPARE(table.value(0, "dry_bulb_c"), 10.0);
    QCOMPARE(table.value(2, "dry_bulb_c"), 20.0);
    QCOMPARE(table.value(3, "dry_bulb_c"), 30.0);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("time_s,wet_bulb_c\n0,10\n");
    file.close();
    const test::Answer bad = simulate({"one-hall", "--duration", "60", "--weather", path("day.csv")});
    QCOMPARE(bad.exitCode, 1);
    QVERIFY2(bad.error.contains(QLatin1String("dry_bulb_c")), qPrintable(bad.error));
    QVERIFY(file.remove());
}

void TestCliRun::json()
{
    const QStringList run{"one-hall", "--duration", "60", "--metrics", "it_kw,ride_through_s"};
    const auto json = QJsonDocument::fromJson(simulate(run + QStringList{"--json"}).out.toUtf8()).object();
    const Rows table = rows(run);
    const QJsonArray list = json["rows"].toArray();
    QCOMPARE(list.size(), table.rows.size());
    for (qsizetype i = 0; i < list.size(); ++i) {
        QCOMPARE(list[i].toObject()["it_kw"].toDouble(), table.value(i, "it_kw"));
        QVERIFY(list[i].toObject()["ride_through_s"].isNull());
        QCOMPARE(list[i].toObject()["asset"].toString(), QStringLiteral("one-hall"));
    }
    const QJsonObject summary = json["summary"].toObject();
    QVERIFY(summary["meanPue"].toDouble() > 1);
    QCOMPARE(summary["racks"].toObject()["simulated"].toInt(), 96);
    QCOMPARE(summary["racks"].toObject()["missing"].toInt(-1), 0);
    QVERIFY(std::abs(summary["energyResidual"].toDouble(1)) < 1e-6);
    double itMwh = 0;
    for (qsizetype i = 0; i < list.size(); ++i)
        itMwh += table.value(i, "it_kw") * 15 / 3.6e6;
    QVERIFY(std::abs(summary["itMwh"].toDouble() - itMwh) < 1e-6 * itMwh);
    QCOMPARE(summary["changes"].toArray().size(), 0);
}

void TestCliRun::files()
{
    const QStringList run{"one-hall", "--duration", "60", "--event", "20 fail P01-B1-H1-R01"};
    const test::Answer shown = simulate(run), kept = simulate(run + QStringList{"--output", path("run.csv")});
    QCOMPARE(kept.exitCode, 0);
    QCOMPARE(contents(path("run.csv")), shown.out.toUtf8());
    QVERIFY2(kept.out.contains(QLatin1String("By 30 s: 8 racks dark")), qPrintable(kept.out));
    QVERIFY(kept.out.contains(QLatin1String("P01-B1-H1 8")) && kept.out.contains(QLatin1String("Supplied")));
    // What fails leaves the old file as it was and nothing beside it.
    const test::Answer failed
        = simulate({"one-hall", "--duration", "60", "--event", "20 restore P01", "--output", path("run.csv")});
    QCOMPARE(failed.exitCode, 1);
    QCOMPARE(contents(path("run.csv")), shown.out.toUtf8());
    const test::Answer short_ = simulate({"one-hall", "--duration", "30", "--json", "--output", path("run.csv")});
    QCOMPARE(Rows(QString::fromUtf8(contents(path("run.csv")))).rows.size(), 2);
    QCOMPARE(QJsonDocument::fromJson(short_.out.toUtf8()).object()["durationS"].toDouble(), 30.0);
    QCOMPARE(filesLeft(), QStringList{"run.csv"});
    QVERIFY(QFile::remove(path("run.csv")));
}

void TestCliRun::interrupted()
{
    QProcess process;
    process.start(QStringLiteral(GIGAHALL_BINARY), {"simulate", "--duration", "864000", "--output", path("day.csv")});
    QVERIFY(process.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(filesLeft().size(), 1, 30'000);
    QVERIFY(filesLeft().first() != QLatin1String("day.csv"));
    QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(filesLeft(), QStringList());
}

QTEST_GUILESS_MAIN(TestCliRun)
#include "tst_clirun.moc"
