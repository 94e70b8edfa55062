// labels: sanitize
#include "app/cli/check.h"
#include "app/cli/info.h"
#include "app/cli/numbers.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sstream>

using namespace gigahall::app;

namespace {
const std::string kSmall = SOURCE_DIR "/tests/fixtures/layout/small.campus.json";
}

class TestAppLayout : public QObject
{
    Q_OBJECT

private slots:
    void infoAsJson()
    {
        std::ostringstream out, err;
        QCOMPARE(runInfo("", {}, true, out, err), 0);
        QVERIFY(err.str().empty());
        const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(out.str())).object();
        const std::pair<const char*, double> totals[]
            = {{"buildings", 80}, {"halls", 320}, {"rows", 3840}, {"racks", 30720}, {"supportRacks", 38400},
                {"gpus", 4423680}, {"gpuPackages", 2211840}, {"itMw", 8064}, {"facilityMw", 9999.36}};
        for (const auto& [key, value] : totals)
            QCOMPARE(json[key].toDouble(-1), value);
        const QJsonArray phases = json["phases"].toArray();
        QCOMPARE(phases.size(), 10);
        QCOMPARE(phases[2].toObject()["id"].toString(), "P03");
        for (const auto& [key, value] : totals)
            QVERIFY2(std::abs(phases[2].toObject()[key].toDouble(-1) - value / 10) < 1e-9, key);
    }

    void infoAsTable()
    {
        std::ostringstream out, err;
        QCOMPARE(runInfo(kSmall, {}, false, out, err), 0);
        const QString text = QString::fromStdString(out.str());
        QVERIFY2(text.contains("5,388"), qPrintable(text));
        QVERIFY(text.contains("Small campus (small)"));
        for (const QString& line : text.split('\n'))
            QVERIFY(!line.endsWith(' '));
    }

    void infoOfNothing()
    {
        std::ostringstream out, err;
        QCOMPARE(runInfo("no-such-campus", {}, true, out, err), 1);
        QVERIFY(out.str().empty() && !err.str().empty());
    }

    void check()
    {
        QTemporaryDir folder;
        const QString bad = folder.filePath("bad.campus.json");
        QFile file(bad), good(QString::fromStdString(kSmall));
        QVERIFY(file.open(QIODevice::WriteOnly) && good.open(QIODevice::ReadOnly));
        file.write(good.readAll().replace("\"trays\": 5", "\"trays\": -5").replace("2027-06-30", "2027-06-99"));
        file.close();

        std::ostringstream out, err;
        QCOMPARE(runCheck({kSmall, "default"}, out, err), 0);
        QVERIFY(err.str().empty());
        QCOMPARE(QString::fromStdString(out.str()).count('\n'), 2);

        std::ostringstream out2, err2;
        QCOMPARE(runCheck({bad.toStdString(), kSmall, "nowhere.json"}, out2, err2), 1);
        const QStringList lines = QString::fromStdString(err2.str()).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 4);
        QVERIFY2(lines[0].startsWith(bad + ":21: /types/gpu-rack/trays: is -5; expected"), qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith(bad + ":130: /phases/0/ready: "), qPrintable(lines[1]));
        QVERIFY(lines[2].startsWith("nowhere.json: can't be read"));
        QCOMPARE(lines[3], "3 problems");
        QCOMPARE(QString::fromStdString(out2.str()).count('\n'), 1); // the good one
    }

    void numbers_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<QString>("text");
        QTest::newRow("small") << 7.0 << 0 << "7";
        QTest::newRow("three") << 999.0 << 0 << "999";
        QTest::newRow("four") << 1000.0 << 0 << "1,000";
        QTest::newRow("million") << 4423680.0 << 0 << "4,423,680";
        QTest::newRow("decimals") << 9999.36 << 1 << "9,999.4";
        QTest::newRow("negative") << -123456.0 << 0 << "-123,456";
        QTest::newRow("short negative") << -123.0 << 2 << "-123.00";
    }
    void numbers()
    {
        QFETCH(double, value);
        QFETCH(int, decimals);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(grouped(value, decimals)), text);
    }
};

QTEST_APPLESS_MAIN(TestAppLayout)
#include "tst_applayout.moc"
