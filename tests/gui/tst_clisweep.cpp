// `gigahall sweep` from the shell.
#include "tests/support/program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace gigahall;

class TestCliSweep : public QObject
{
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void fileAndSummary();
    void csvOnStdout();
    void jsonSaysTheSame();
    void wholeOrNotAtAll();

private:
    static constexpr auto kHeader = "rank,element,type,result,lost_mw,racks_dark,gpus_dark,jobs_stopped,racks_hot,"
                                    "worst_loading,worst_element,ride_through_s";

    /// Lines of cells; nothing in these campuses is quoted.
    static QList<QStringList> rows(const QString& csv)
    {
        QList<QStringList> rows;
        for (const QString& line : csv.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            rows.append(line.split(QLatin1Char(',')));
        return rows;
    }
    static QString contents(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
};

void TestCliSweep::answers_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("out"); // part of it; empty = must be empty
    QTest::addColumn<QString>("error"); // likewise
    const auto row = [](const char* name, const char* arguments, int exitCode, const char* out, const char* error) {
        QTest::newRow(name) << QString::fromLatin1(arguments) << exitCode << QString::fromLatin1(out)
                            << QString::fromLatin1(error);
    };
    row("help", "sweep --help", 0, "--output", "");
    row("help names it", "--help", 0, "sweep", "");
    row("no output", "sweep one-hall", 2, "", "--output F.csv is missing (or --json)");
    row("two for standard output", "sweep one-hall --output - --json", 2, "", "exclude each other");
    row("utilisation above 1", "sweep --json --gpu-utilization 1.01", 2, "", "expected a share from 0 to 1");
    row("utilisation in words", "sweep --json --cpu-utilization full", 2, "", "expected a share from 0 to 1");
    row("too hot", "sweep --json --dry-bulb 71", 2, "", "degrees Celsius from -70 to 70");
    row("near miss", "sweep --json --gpu-utilisation 1", 2, "", "did you mean '--gpu-utilization'?");
    row("no such campus", "sweep nowhere.campus.json --json", 1, "", "nowhere.campus.json");
    row("no such folder", "sweep one-hall --output /nowhere/sweep.csv", 1, "",
        "gigahall sweep: /nowhere/sweep.csv: cannot be written: No such file or directory");
    row("a folder", "sweep one-hall --output /", 1, "", "gigahall sweep: /: cannot be written");
    row("CSV", "sweep one-hall --output -", 0, kHeader, "");
    row("JSON", "sweep one-hall --json --gpu-utilization 0.5 --cpu-utilization 0 --dry-bulb -10", 0, "\"failures\"",
        "");
}

void TestCliSweep::answers()
{
    QFETCH(QString, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, out);
    QFETCH(QString, error);
    const auto answer = test::runProgram(arguments.split(QLatin1Char(' ')));
    const auto seen
        = QStringLiteral("exit code %1\nstdout: %2\nstderr: %3").arg(answer.exitCode).arg(answer.out, answer.error);
    QVERIFY2(answer.exitCode == exitCode, qPrintable(seen));
    QVERIFY2(out.isEmpty() ? answer.out.isEmpty() : answer.out.contains(out), qPrintable(seen));
    QVERIFY2(error.isEmpty() ? answer.error.isEmpty() : answer.error.contains(error), qPrintable(seen));
    QCOMPARE(answer.error.contains(QLatin1String("--help for what there is")), exitCode == 2);
}

void TestCliSweep::fileAndSummary()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("sweep.csv");
    const auto answer = test::runProgram({"sweep", "frontier", "--output", path});
    QVERIFY2(answer.exitCode == 0 && answer.error.isEmpty(), qPrintable(answer.error));
    // One feed, and 25 CDUs that nothing stands in for.
    QVERIFY(answer.out.contains("26 single failures: 0 nothing, 0 overload, 1 dark, 25 hot"));
    QVERIFY(answer.out.contains("All of them: " + path));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{"sweep.csv"});
    const auto table = rows(contents(path));
    QCOMPARE(table.size(), 27);
    QCOMPARE(table[0].join(','), QString(kHeader));
    QCOMPARE(table[1].mid(0, 4), QStringList({"1", "P01-B1-GF01", "grid-feed", "dark"}));
    QCOMPARE(table[1][5], QString("74"));
    QCOMPARE(table[1].last(), QString("0.0"));
    for (qsizetype i = 2; i < table.size(); ++i) {
        QCOMPARE(table[i].size(), 12);
        QCOMPARE(table[i][0].toInt(), i);
        QCOMPARE(table[i][3], QString("hot"));
        QCOMPARE(table[i][5], table[i][8]);
        QVERIFY(table[i][4].toDouble() > 0.7 && table[i][4].toDouble() <= table[i - 1][4].toDouble());
        QVERIFY(table[i].last().isEmpty());
    }
    const auto again = test::runProgram({"sweep", "frontier", "--output", path});
    QCOMPARE(again.out, answer.out);
}

void TestCliSweep::csvOnStdout()
{
    const auto answer = test::runProgram({"sweep", "one-hall", "--output", "-"});
    const auto whole = test::runProgram({"sweep", "one-hall", "--halls", "--output", "-"});
    const auto table = rows(answer.out), with = rows(whole.out);
    QCOMPARE(with.size(), table.size() + 1);
    // As bad as its only transformer, which comes first in the table.
    QCOMPARE(with[1].mid(1, 3), QStringList({"P01-B1-MT01", "main-transformer", "dark"}));
    QCOMPARE(with[2].mid(1, 3), QStringList({"P01-B1-H1", "hall", "dark"}));
    for (const int i : {1, 2})
        QCOMPARE(with[i].mid(5, 2), QStringList({"96", QString::number(96 * 144)}));
}

void TestCliSweep::jsonSaysTheSame()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("sweep.csv");
    const auto answer = test::runProgram({"sweep", "one-hall", "--json", "--output", path, "--dry-bulb", "42"});
    const auto json = QJsonDocument::fromJson(answer.out.toUtf8()).object();
    const auto failures = json["failures"].toArray();
    const auto table = rows(contents(path));
    QCOMPARE(failures.size(), table.size() - 1);
    QCOMPARE(json["dryBulbC"].toDouble(), 42.0);
    int results = 0;
    for (const auto& count : json["results"].toObject())
        results += count.toInt();
    QCOMPARE(results, int(failures.size()));
    for (qsizetype i = 0; i < failures.size(); ++i) {
        const auto failure = failures[i].toObject();
        QCOMPARE(failure["rank"].toInt(), i + 1);
        QCOMPARE(failure["element"].toString(), table[i + 1][1]);
        QCOMPARE(failure["result"].toString(), table[i + 1][3]);
        QVERIFY(std::abs(failure["lostMw"].toDouble(-1) - table[i + 1][4].toDouble()) < 1e-6);
        QCOMPARE(failure["worstElement"].isNull(), table[i + 1][10].isEmpty());
        QCOMPARE(failure["rideThroughS"].isNull(), table[i + 1][11].isEmpty());
    }
}

void TestCliSweep::wholeOrNotAtAll()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir("sweep.csv"));
    const auto answer = test::runProgram({"sweep", "one-hall", "--output", folder.filePath("sweep.csv")});
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.error.contains("cannot be written"), qPrintable(answer.error));
    QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
}

QTEST_GUILESS_MAIN(TestCliSweep)
#include "tst_clisweep.moc"
