// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "assets/import/weatherfile.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace gigahall;
using model::Weather;

namespace {

const QByteArray kEpwHeader = "LOCATION,Test.Field,TX,USA,TMYx,722590,32.9,-97.0,-6.0,170.7\r\n"
                              "DESIGN CONDITIONS,0\r\nTYPICAL/EXTREME PERIODS,0\r\nGROUND TEMPERATURES,0\r\n"
                              "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0\r\nCOMMENTS 1,\"one, two\"\r\nCOMMENTS 2,\r\n"
                              "DATA PERIODS,1,1,Data,Sunday,1/ 1,12/31\r\n";

/// Rows of hours 1, 2, ... whose dry bulb is a tenth of their number modulo 300, with `broken` in place of row `at`.
QByteArray epw(int rows, int at = -1, const QByteArray& broken = {})
{
    QByteArray text = kEpwHeader;
    for (int i = 0; i < rows; ++i)
        text += i == at ? broken
                        : "2021,1,1," + QByteArray::number(i % 24 + 1) + ",0,?9?9," + QByteArray::number(i % 300 / 10.0)
                + ",1.0,90,98000\r\n";
    return text;
}

QByteArray table(const QByteArray& header, int rows, double step)
{
    QByteArray text = header + "\n";
    for (int i = 0; i < rows; ++i)
        text += QByteArray::number(i * step) + "," + QByteArray::number(10 + i) + "\n";
    return text;
}

bool close(double got, double want)
{
    if (std::abs(got - want) <= 1e-9)
        return true;
    qWarning("%.12g, expected %.12g", got, want);
    return false;
}

} // namespace

/// Weather over time, and the files it comes from, good and bad.
class TestWeather : public QObject
{
    Q_OBJECT
private slots:
    void interpolation_data();
    void interpolation();
    void constant();
    void series();
    void tables();
    void epwYear();
    void problems_data();
    void problems();
    void manyProblemsAreBounded();
    void absentFile();
    void dallas();

private:
    assets::WeatherResult load(const QByteArray& text)
    {
        QFile file(m_folder.filePath("weather.csv"));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("can't write a test file");
        file.close();
        return assets::loadWeather(file.fileName().toStdString());
    }

    QTemporaryDir m_folder;
};

void TestWeather::interpolation_data()
{
    QTest::addColumn<double>("hour");
    QTest::addColumn<double>("expected");
    // Element h of the day is h^2.
    QTest::newRow("midnight") << 0.0 << 0.0;
    QTest::newRow("on the hour") << 13.0 << 169.0;
    QTest::newRow("half past") << 13.5 << (169 + 196) / 2.0;
    QTest::newRow("quarter to") << 13.75 << 169 * 0.25 + 196 * 0.75;
    QTest::newRow("last hour") << 23.0 << 529.0;
    QTest::newRow("to midnight") << 23.5 << 529 / 2.0;
    QTest::newRow("next day") << 24.0 << 0.0;
    QTest::newRow("days later") << 24 * 1000 + 13.5 << (169 + 196) / 2.0;
    QTest::newRow("the day before") << -1.0 << 529.0;
    QTest::newRow("days before") << -24 * 7 - 0.5 << 529 / 2.0;
    QTest::newRow("just before midnight") << -1e-18 << 0.0;
    QTest::newRow("never") << std::numeric_limits<double>::infinity() << 0.0;
    QTest::newRow("no time") << std::nan("") << 0.0;
}

void TestWeather::interpolation()
{
    QFETCH(double, hour);
    QFETCH(double, expected);
    model::DayWeather day{"typical", {}, "a test"};
    for (std::size_t h = 0; h < day.dryBulbC.size(); ++h)
        day.dryBulbC[h] = static_cast<double>(h * h);
    const Weather weather = Weather::repeated(day);
    QVERIFY(close(weather.dryBulbC(hour * 3600), expected));
    QCOMPARE(weather.name(), std::string("typical"));
    QCOMPARE(weather.source(), std::string("a test"));
    QCOMPARE(weather.periodS(), 86400.0);
}

void TestWeather::constant()
{
    QCOMPARE(Weather().dryBulbC(12345), 20.0);
    const Weather weather = Weather::constant(36, "limit");
    for (const double timeS : {-1e9, 0.0, 1799.0, 1e12})
        QCOMPARE(weather.dryBulbC(timeS), 36.0);
    QCOMPARE(weather.name(), std::string("limit"));
    QCOMPARE(Weather::series({}, 3600, "", "").dryBulbC(0), 20.0);
}

void TestWeather::series()
{
    std::vector<double> hours(8760);
    std::iota(hours.begin(), hours.end(), 0);
    const Weather year = Weather::series(hours, 3600, "year", "");
    QVERIFY(close(year.dryBulbC(4000.25 * 3600), 4000.25));
    QVERIFY(close(year.dryBulbC(8759.5 * 3600), 8759 / 2.0));
    QVERIFY(close(year.dryBulbC((8760 + 10.5) * 3600), 10.5));
    QCOMPARE(year.maxC(), 8759.0);
    for (double timeS = -1e8; timeS < 1e8; timeS += 77777.7) {
        const double c = year.dryBulbC(timeS);
        QVERIFY(c >= 0 && c <= 8759);
    }
}

void TestWeather::tables()
{
    const auto day = load(table("hour,dry_bulb_c", 24, 1));
    QVERIFY(day.weather);
    QVERIFY(close(day.weather->dryBulbC(13.5 * 3600), 23.5));
    QCOMPARE(day.weather->name(), std::string("weather.csv"));
    const auto quarters = load(table("time_s,dry_bulb_c", 5, 900));
    QVERIFY(quarters.weather);
    QCOMPARE(quarters.weather->stepS(), 900.0);
    QVERIFY(close(quarters.weather->dryBulbC(1350), 11.5));
    const auto one = load("\xef\xbb\xbfhour;wet_bulb_c;dry_bulb_c\r\n0;12;36,5\r\n");
    QVERIFY(one.weather);
    QCOMPARE(one.weather->dryBulbC(5e6), 36.5);
    QVERIFY(load("time_s,dry_bulb_c\n0,-12\n").weather);
    QVERIFY(load(table("hour,dry_bulb_c", 48, 1)).weather);
}

void TestWeather::epwYear()
{
    for (const int hours : {8760, 8784}) {
        const auto result = load(epw(hours));
        QVERIFY2(result.weather, result.weather ? "" : result.problems.front().text().c_str());
        QCOMPARE(result.weather->valuesC().size(), std::size_t(hours));
        // Hour 1 is over at 01:00; the last hour of the year is the first midnight.
        QVERIFY(close(result.weather->dryBulbC(3600), 0));
        QVERIFY(close(result.weather->dryBulbC(2 * 3600), 0.1));
        QVERIFY(close(result.weather->dryBulbC(0), (hours - 1) % 300 / 10.0));
        QCOMPARE(result.weather->name(), std::string("Test.Field, TX, USA"));
        QCOMPARE(result.weather->source(), std::string("weather.csv: EPW TMYx, WMO 722590"));
    }
}

void TestWeather::problems_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const QByteArray& text, int line, const char* column, const char* what) {
        QTest::newRow(name) << text << line << column << what;
    };
    const QByteArray hour = "hour,dry_bulb_c\n", time = "time_s,dry_bulb_c\n";
    row("empty", "", 0, "", "is empty; expected an EPW");
    row("neither format", "t,c\n0,1\n", 1, "", "has no such header; expected an EPW");
    row("two times", "hour,time_s,dry_bulb_c\n0,0,1\n", 1, "", "no such header");
    row("column twice", "hour,dry_bulb_c,dry_bulb_c\n0,1,1\n", 1, "dry_bulb_c", "twice");
    row("no rows", hour, 0, "", "no rows after its header");
    row("hour out of order", hour + "0,1\n2,1\n3,1\n", 3, "hour", "'2' is out of order; expected 1");
    row("hours from 1", hour + "1,1\n2,1\n", 2, "hour", "'1' is out of order; expected 0");
    row("half a day", table("hour,dry_bulb_c", 12, 1), 0, "", "has 12 hours; expected whole days of 24");
    row("text for a number", hour + "0,warm\n", 2, "dry_bulb_c", "'warm' is no number");
    row("infinite", hour + "0,inf\n", 2, "dry_bulb_c", "'inf' is no number");
    row("empty cell", hour + "0,\n", 2, "dry_bulb_c", "marks a missing reading");
    row("fahrenheit", hour + "0,104\n", 2, "dry_bulb_c", "104 C is no outdoor air; expected -70 to 70");
    row("short row", hour + "0\n", 2, "", "has 1 fields; expected 2 as in the header");
    row("time starts late", time + "5,1\n", 2, "time_s", "times start at 0");
    row("time stands still", time + "0,1\n0,1\n", 3, "time_s", "'0' is not the next time; expected seconds above 0");
    row("uneven times", time + "0,1\n60,1\n180,1\n240,1\n", 4, "time_s", "'180' is not the next time; expected 120");
    row("time is no number", time + "0,1\nnoon,1\n", 3, "time_s", "'noon' is not");
    row("open quote", hour + "0,\"1\n", 2, "", "no closing quote");
    row("only a location", kEpwHeader.left(kEpwHeader.indexOf('\n') + 1), 0, "", "ends before its header line DESIGN");
    row("a header line is missing", QByteArray(epw(24)).replace("GROUND TEMPERATURES,0\r\n", ""), 8, "",
        "starts with '2021'; expected DATA PERIODS");
    row("four records an hour", QByteArray(epw(8760)).replace("PERIODS,1,1", "PERIODS,1,4"), 8, "", "has '4' records");
    row("EPW without data", kEpwHeader, 0, "", "has 0 hours; expected a year of 8760 or 8784");
    row("a month only", epw(744), 0, "", "has 744 hours");
    row("missing marker", epw(8760, 100, "2021,1,1,5,0,?9?9,99.9,1.0,90,98000\r\n"), 109, "dry bulb",
        "'99.9' marks a missing reading");
    row("hour skipped", epw(8760, 100, ""), 109, "hour", "'6' is out of order; expected 5");
    row("row cut off", epw(8760, 8759, "2021,1,1,24,0,?9?9,1"), 8768, "", "has 7 fields; expected 10");
    row("first row too short", kEpwHeader + "2021,1,1,1\r\n", 9, "", "has 4 fields; expected 35");
    row("zero byte", epw(8760, 100, QByteArray("2021,1,1,5,0,?9\0,1,1,1,1\r\n", 26)), 109, "", "NUL byte");
}

void TestWeather::problems()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, column);
    QFETCH(QString, what);
    const assets::WeatherResult result = load(text);
    QVERIFY(!result.weather);
    QCOMPARE(result.problems.size(), std::size_t{1});
    const assets::Problem& problem = result.problems.front();
    QVERIFY2(problem.line == line && QString::fromStdString(problem.pointer) == column
            && QString::fromStdString(problem.what).contains(what),
        problem.text().c_str());
    QVERIFY(QString::fromStdString(problem.file).endsWith("weather.csv"));
}

void TestWeather::manyProblemsAreBounded()
{
    const assets::WeatherResult result = load("hour,dry_bulb_c\n" + QByteArray("0,x\n").repeated(1000));
    QVERIFY(!result.weather);
    QCOMPARE(result.problems.size(), std::size_t{51});
}

void TestWeather::absentFile()
{
    const auto result = assets::loadWeather(m_folder.filePath("none.epw").toStdString());
    QVERIFY(!result.weather);
    QCOMPARE(result.problems.size(), std::size_t{1});
    QVERIFY(QString::fromStdString(result.problems.front().text()).endsWith("or time_s,dry_bulb_c"));
}

void TestWeather::dallas()
{
    const QString path = QString(SHARED_DIR) + "/data/weather-dallas-epw/USA_TX_Dallas-Fort.Worth.epw";
    if (!QFile::exists(path))
        QSKIP("shared/data is not here");
    const assets::WeatherResult result = assets::loadWeather(path.toStdString());
    QVERIFY2(result.weather, result.weather ? "" : result.problems.front().text().c_str());
    const std::vector<double>& hours = result.weather->valuesC();
    const auto above = [&](double limitC) {
        return std::count_if(hours.begin(), hours.end(), [limitC](double c) { return c > limitC; });
    };
    QCOMPARE(hours.size(), std::size_t{8760});
    QCOMPARE(result.weather->maxC(), 40.0);
    QCOMPARE(above(36), std::ptrdiff_t{197});
    QCOMPARE(above(33), std::ptrdiff_t{678});
    QVERIFY(close(result.weather->dryBulbC(3600), 2.8));
    QCOMPARE(result.weather->name(), std::string("Dallas-Fort.Worth.Intl.AP, TX, USA"));
    QCOMPARE(result.weather->stepS(), 3600.0);
}

QTEST_APPLESS_MAIN(TestWeather)
#include "tst_weather.moc"
