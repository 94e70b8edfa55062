// `gigahall simulate` and `gigahall verify` from the shell.
#include "tests/support/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace gigahall;

class TestCliSimulate : public QObject
{
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void frontier_data();
    void frontier();
    void steadyKeys();
    void failures();
    void overloads();
    void hardware();
    void verifies();

private:
    static QJsonObject steady(const QString& arguments)
    {
        const auto answer
            = test::runProgram((QStringLiteral("simulate --steady --json ") + arguments).split(QLatin1Char(' ')));
        if (answer.exitCode != 0 || !answer.error.isEmpty())
            qWarning("%d: %s", answer.exitCode, qPrintable(answer.error));
        return QJsonDocument::fromJson(answer.out.toUtf8()).object();
    }
    static bool close(const QJsonValue& value, double expected, double tolerance)
    {
        if (value.isDouble() && std::abs(value.toDouble() - expected) <= tolerance)
            return true;
        qWarning("%.12g, expected %.12g", value.toDouble(std::nan("")), expected);
        return false;
    }
};

void TestCliSimulate::answers_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("out"); // part of it; empty = must be empty
    QTest::addColumn<QString>("error"); // likewise
    const auto row = [](const char* name, const char* arguments, int exitCode, const char* out, const char* error) {
        QTest::newRow(name) << QString::fromLatin1(arguments) << exitCode << QString::fromLatin1(out)
                            << QString::fromLatin1(error);
    };
    row("help", "simulate --help", 0, "--gpu-utilization", "");
    row("help of verify", "verify --help", 0, "--data", "");
    row("help names both", "--help", 0, "simulate", "");

    row("neither steady nor for a time", "simulate one-hall", 2, "", "--duration is missing");
    row("utilisation above 1", "simulate --steady --gpu-utilization 1.01", 2, "", "expected a share from 0 to 1");
    row("utilisation below 0", "simulate --steady --cpu-utilization -0.1", 2, "", "expected a share from 0 to 1");
    row("utilisation in words", "simulate --steady --gpu-utilization full", 2, "", "expected a share from 0 to 1");
    row("utilisation, not a number", "simulate --steady --gpu-utilization nan", 2, "", "expected a share from 0 to 1");
    row("too hot", "simulate --steady --dry-bulb 71", 2, "", "degrees Celsius from -70 to 70");
    row("overload", "simulate --steady --overload sheed", 2, "", "did you mean 'shed'?");
    row("fail what", "simulate --steady --fail", 2, "", "--fail");
    row("near miss", "simulate --steady --gpu-utilisation 1", 2, "", "did you mean '--gpu-utilization'?");
    row("verify what", "verify frontier", 2, "", "frontier is not expected here");

    row("hardware without type", "simulate --steady --hardware P03", 2, "",
        "expected ASSET=TYPE, e.g. P03=gb300-nvl72");
    row("hardware of nothing", "simulate --steady --hardware =gb300-nvl72", 2, "", "expected ASSET=TYPE");
    row("no such hardware", "simulate --steady --hardware P03=gb300-nvl27", 1, "", "did you mean 'gb300-nvl72'?");

    row("no such campus", "simulate nowhere.campus.json --steady", 1, "", "nowhere.campus.json");
    row("no such asset", "simulate one-hall --steady --fail P01-B1-H9", 1, "", "did you mean 'P01-B1-H1'?");
    row("nothing like it", "simulate one-hall --steady --fail boiler", 1, "",
        "campus \"one-hall\" has no \"boiler\"; expected plant, a rack or a space, for example P01-");
    row("one GPU", "simulate one-hall --steady --fail P01-B1-H1-R01-K01-T01-G1", 1, "", "a part of a rack");
    row("no data", "verify --data /nowhere", 1, "", "/nowhere: expected a folder with mlperf-power");

    row("steady", "simulate one-hall --steady", 0, "Most loaded", "");
    row("steady, all options",
        "simulate one-hall --steady --gpu-utilization 0.5 --cpu-utilization 0 --dry-bulb -10 --fail P01-B1-H1-R01 "
        "--fail P01-B1-H1-R02 --overload cap",
        0, "16 of 96 dark", "");
    row("verify", "verify", 0, "0 fail", "");
}

void TestCliSimulate::answers()
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

void TestCliSimulate::frontier_data()
{
    QTest::addColumn<double>("gpu");
    QTest::addColumn<double>("cpu");
    QTest::addColumn<double>("systemMw");
    QTest::addColumn<double>("rackKw");
    QTest::addColumn<double>("sivocMw");
    QTest::addColumn<double>("rectifierMw");
    // ExaDigiT RAPS.
    QTest::newRow("idle") << 0.0 << 0.0 << 7.306524 << 95.874150 << 0.246709 << 0.324943;
    QTest::newRow("peak") << 1.0 << 1.0 << 28.227884 << 378.595238 << 0.648399 << 1.161798;
    // By hand: 280 + 4 (88 + 472 / 4) + 184.26 W a node, (P + 13) / 0.98; 16 of them and 1 kW a chassis, (P / 4 + 17) /
    // 0.96; 900 W are lost in rectifiers of a rack that is missing.
    QTest::newRow("quarter") << 0.25 << 1.0 << 13.971557838 << 185.942176871 << 0.374677525 << 0.590644844 + 0.0009;
}

void TestCliSimulate::frontier()
{
    QFETCH(double, gpu);
    QFETCH(double, cpu);
    QFETCH(double, systemMw);
    QFETCH(double, rackKw);
    QFETCH(double, sivocMw);
    QFETCH(double, rectifierMw);
    const auto json = steady(QStringLiteral("frontier --gpu-utilization %1 --cpu-utilization %2").arg(gpu).arg(cpu));
    QVERIFY(close(json["systemMw"], systemMw, 1e-6));
    QVERIFY(close(json["facilityMw"], systemMw, 1e-6));
    QVERIFY(close(json["rackKw"], rackKw, 1e-6));
    const auto losses = json["stageLossMw"].toObject();
    QVERIFY(close(losses["SIVOC"], sivocMw, 1e-6));
    QVERIFY(close(losses["Rectifiers"], rectifierMw, 1e-6));
    QVERIFY(close(json["efficiency"], 1 - (sivocMw + rectifierMw) / systemMw, 1e-6));
    QVERIFY(close(json["coolingMw"], 25 * 0.00847347, 1e-12));
    QCOMPARE(json["darkRacks"].toInt(-1), 0);
    QVERIFY(close(json["co2KgPerH"], 387 * json["systemMw"].toDouble(), 0.01));
}

void TestCliSimulate::steadyKeys()
{
    const auto json = steady(QStringLiteral("--gpu-utilization 0.7 --dry-bulb 30"));
    for (const char* key : {"systemMw", "facilityMw", "itMw", "computeMw", "supportMw", "coolingMw", "lossMw", "pue",
             "efficiency", "rackKw", "powerResidual", "heatResidual", "heatInMw", "heatOutMw", "heatStoredMw",
             "darkRacks", "darkGpus", "cappedRacks", "hotRacks", "lostMw", "co2KgPerH", "costPerH", "dryBulbC",
             "gpuUtilization", "cpuUtilization"})
        QVERIFY2(json[QLatin1String(key)].isDouble(), key);
    QVERIFY(json["overloaded"].isArray());
    QCOMPARE(json["gpuUtilization"].toDouble(), 0.7);
    QCOMPARE(json["cpuUtilization"].toDouble(), 1.0);
    QCOMPARE(json["dryBulbC"].toDouble(), 30.0);
    QVERIFY(close(json["powerResidual"], 0, 1e-9));
    QVERIFY(close(json["heatResidual"], 0, 1e-9));
    const double mw = json["systemMw"].toDouble();
    QVERIFY(close(json["lossMw"], mw - json["itMw"].toDouble() - json["coolingMw"].toDouble(), 1e-6 * mw));
    double stations = 0, stages = 0;
    for (const auto& value : json["stationLossMw"].toObject())
        stations += value.toDouble();
    for (const auto& value : json["stageLossMw"].toObject())
        stages += value.toDouble();
    QVERIFY(close(json["lossMw"], stations, 1e-6 * mw));
    QVERIFY(stages > 0);
    QVERIFY(close(json["efficiency"], 1 - (stations + stages) / mw, 1e-9));
}

void TestCliSimulate::failures()
{
    const auto whole = steady(QStringLiteral("one-hall")),
               row = steady(QStringLiteral("one-hall --fail P01-B1-H1-R01"));
    QCOMPARE(row["darkRacks"].toInt(), 8);
    QCOMPARE(row["darkGpus"].toInt(), 8 * 144);
    QVERIFY(row["lostMw"].toDouble() > 8 * 0.22);
    QVERIFY(close(row["itMw"], whole["itMw"].toDouble() - row["lostMw"].toDouble(), 1e-6));
    QVERIFY(close(row["rackKw"], whole["rackKw"].toDouble(), 1e-9));
    // Nothing is left: no divisions by zero.
    const auto dark = steady(QStringLiteral("one-hall --fail P01"));
    QCOMPARE(dark["darkRacks"].toInt(), 96);
    QCOMPARE(dark["rackKw"].toDouble(-1), 0.0);
    QVERIFY(dark["efficiency"].isDouble());
}

void TestCliSimulate::overloads()
{
    // Two of the four unit substations of each group carry no more than two thirds of it.
    QString out;
    for (const int i : {1, 2, 5, 6, 9, 10})
        out += QStringLiteral(" --fail P01-B1-H1-US%1").arg(i, 2, 10, QLatin1Char('0'));
    const auto shed = steady(QStringLiteral("one-hall --overload shed") + out);
    const auto cap = steady(QStringLiteral("one-hall --overload cap") + out);
    const auto carry = steady(QStringLiteral("one-hall --overload carry") + out);
    for (const auto& json : {shed, cap, carry}) {
        QCOMPARE(json["overloaded"].toArray().size(), 6);
        QCOMPARE(json["overloaded"].toArray()[0].toString(), QStringLiteral("P01-B1-H1-US03"));
    }
    QVERIFY(shed["darkRacks"].toInt() > 0);
    QCOMPARE(shed["cappedRacks"].toInt(), 0);
    QVERIFY(cap["cappedRacks"].toInt() > 0);
    QVERIFY(cap["rackKw"].toDouble() < carry["rackKw"].toDouble());
    const auto stageLoss
        = [](const QJsonObject& json) { return json["stageLossMw"].toObject()["Power shelves"].toDouble(); };
    QVERIFY(stageLoss(cap) > 0 && stageLoss(cap) < stageLoss(carry));
    QCOMPARE(carry["darkRacks"].toInt() + carry["cappedRacks"].toInt(), 0);
}

void TestCliSimulate::hardware()
{
    // 96 racks of 370 kW on 12 unit substations of 3.1 MW: 2.96 MW each, without the support racks.
    const auto plain = steady(QStringLiteral("default")),
               other = steady(QStringLiteral("default --hardware P03=gb300-nvl72 --hardware P03-B1-H1=vr-nvl144-cpx"));
    QCOMPARE(plain["overloaded"].toArray().size(), 0);
    QVERIFY(other["computeMw"].toDouble() < plain["computeMw"].toDouble() - 200);
    const auto overloaded = other["overloaded"].toArray();
    QCOMPARE(overloaded.size(), 12);
    for (const auto& name : overloaded)
        QVERIFY2(name.toString().startsWith(QLatin1String("P03-B1-H1-US")), qPrintable(name.toString()));
    QVERIFY(other["darkRacks"].toInt() > 0 && other["darkRacks"].toInt() <= 96);
}

void TestCliSimulate::verifies()
{
    const auto answer = test::runProgram({"verify", "--json"});
    QVERIFY2(answer.exitCode == 0, qPrintable(answer.error));
    const auto rows = QJsonDocument::fromJson(answer.out.toUtf8()).array();
    QVERIFY(rows.size() > 40);
    for (const auto& row : rows)
        QVERIFY(row.toObject()["status"] == "pass" || row.toObject()["status"] == "skipped");
}

QTEST_GUILESS_MAIN(TestCliSimulate)
#include "tst_clisimulate.moc"
