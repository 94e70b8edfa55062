// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "assets/import/csv.h"
#include "assets/import/csvunits.h"

#include <QtTest>

#include <clocale>
#include <cmath>

using namespace gigahall;

/// The CSV reader, numbers, units and time stamps.
class TestTelemetryCsv : public QObject
{
    Q_OBJECT
private slots:
    void records_data();
    void records();
    void errors_data();
    void errors();
    void linesOfRecords();
    void longerThanABlock();
    void numbers_data();
    void numbers();
    void locale();
    void missing();
    void units_data();
    void units();
    void unitsInNames_data();
    void unitsInNames();
    void times_data();
    void times();

private:
    std::string write(const QByteArray& text)
    {
        QFile file(m_folder.filePath("t.csv"));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("can't write a test file");
        return file.fileName().toStdString();
    }

    QTemporaryDir m_folder;
};

namespace {

/// Records as "a|b/c|d".
QString flattened(assets::CsvReader& reader)
{
    QStringList rows;
    std::vector<std::string_view> fields;
    while (reader.next(fields)) {
        QStringList row;
        for (const std::string_view field : fields)
            row << QString::fromUtf8(field.data(), qsizetype(field.size()));
        rows << row.join('|');
    }
    return rows.join('/');
}

} // namespace

void TestTelemetryCsv::records_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << QByteArray("a,b\n1,2\n") << "a|b/1|2";
    QTest::newRow("no last line break") << QByteArray("a,b\n1,2") << "a|b/1|2";
    QTest::newRow("CRLF") << QByteArray("a,b\r\n1,2\r\n") << "a|b/1|2";
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                   "a,b\n1,2\n")
                                     << "a|b/1|2";
    QTest::newRow("semicolon") << QByteArray("a;b\n1,5;2,5\n") << "a|b/1,5|2,5";
    QTest::newRow("tab") << QByteArray("a\tb\n1\t2\n") << "a|b/1|2";
    QTest::newRow("comma in a quoted header") << QByteArray("\"x,y,z\";b\n1;2\n") << "x,y,z|b/1|2";
    QTest::newRow("quoted") << QByteArray("\"a b\",\"c\"\"d\"\n\"1,2\",\"\"\n") << "a b|c\"d/1,2|";
    QTest::newRow("line break in quotes") << QByteArray("\"a\nb\",c\n1,2\n") << "a\nb|c/1|2";
    QTest::newRow("blanks around fields") << QByteArray(" a , b \n 1,\t2 \n") << "a|b/1|2";
    QTest::newRow("blanks around quotes") << QByteArray("a, \" b \" \n1,2\n") << "a| b /1|2";
    QTest::newRow("blank lines") << QByteArray("\n\na,b\n  \n\r\n1,2\n\n") << "a|b/1|2";
    QTest::newRow("empty cells") << QByteArray("a,b,c\n,,\n1,,\n") << "a|b|c/||/1||";
    QTest::newRow("empty file") << QByteArray() << "";
    QTest::newRow("only a byte order mark") << QByteArray("\xef\xbb\xbf") << "";
    QTest::newRow("quote inside a field") << QByteArray("a\"b,c\n") << "a\"b|c";
}

void TestTelemetryCsv::records()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    assets::CsvReader reader(write(text));
    QVERIFY(reader.isOpen());
    QCOMPARE(flattened(reader), expected);
    QCOMPARE(QString::fromStdString(reader.error()), QString());
}

void TestTelemetryCsv::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("what");
    QTest::newRow("open quote") << QByteArray("a,b\n1,\"2\n3,4\n") << 2 << "no closing quote";
    QTest::newRow("text after quote") << QByteArray("a,b\n1,2\n\"3\"x,4\n") << 3 << "after the closing quote";
    QTest::newRow("binary") << QByteArray("a,b\n1,\0\n", 8) << 2 << "NUL";
}

void TestTelemetryCsv::errors()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, what);
    assets::CsvReader reader(write(text));
    flattened(reader);
    QVERIFY2(QString::fromStdString(reader.error()).contains(what), reader.error().c_str());
    QCOMPARE(reader.line(), line);
    std::vector<std::string_view> fields;
    QVERIFY(!reader.next(fields));
}

void TestTelemetryCsv::linesOfRecords()
{
    assets::CsvReader reader(write("a,b\n\n\"x\ny\",2\n3,4\n"));
    std::vector<std::string_view> fields;
    QList<int> lines;
    while (reader.next(fields))
        lines << reader.line();
    QCOMPARE(lines, (QList<int>{1, 3, 5}));
}

void TestTelemetryCsv::longerThanABlock()
{
    QByteArray text("key,value\n");
    for (int i = 0; i < 60000; ++i)
        text += QByteArray::number(i) + ",\"" + QByteArray::number(i * 2) + "\"\r\n";
    QVERIFY(text.size() > 2 * 256 * 1024);
    assets::CsvReader reader(write(text));
    std::vector<std::string_view> fields;
    QVERIFY(reader.next(fields));
    for (int i = 0; i < 60000; ++i) {
        QVERIFY(reader.next(fields));
        QCOMPARE(assets::csvNumber(fields[0]), std::optional<double>(i));
        QCOMPARE(assets::csvNumber(fields[1]), std::optional<double>(2 * i));
        QCOMPARE(reader.line(), i + 2);
    }
    QVERIFY(!reader.next(fields));
}

void TestTelemetryCsv::numbers_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<bool>("decimalComma");
    QTest::addColumn<double>("expected"); // NaN = no number
    const double none = std::nan("");
    QTest::newRow("integer") << "42" << false << 42.0;
    QTest::newRow("plus") << "+4.5" << false << 4.5;
    QTest::newRow("exponent") << "-1.5e3" << false << -1500.0;
    QTest::newRow("long") << "1013384.9879999999" << false << 1013384.9879999999;
    QTest::newRow("comma") << "12,5" << true << 12.5;
    QTest::newRow("comma not asked for") << "12,5" << false << none;
    QTest::newRow("thousands") << "1.234,5" << true << none;
    QTest::newRow("unit in the cell") << "12 W" << false << none;
    QTest::newRow("text") << "abc" << false << none;
    QTest::newRow("hex") << "0x10" << false << none;
    QTest::newRow("infinite") << "inf" << false << none;
    QTest::newRow("too large") << "1e999" << false << none;
    QTest::newRow("empty") << "" << false << none;
    QTest::newRow("two signs") << "+-1" << false << none;
}

void TestTelemetryCsv::numbers()
{
    QFETCH(QString, cell);
    QFETCH(bool, decimalComma);
    QFETCH(double, expected);
    const auto number = assets::csvNumber(cell.toStdString(), decimalComma);
    QCOMPARE(number.has_value(), !std::isnan(expected));
    if (number)
        QCOMPARE(*number, expected);
}

void TestTelemetryCsv::locale()
{
    // A German user's C locale must not change what a file means.
    const std::string before = std::setlocale(LC_ALL, nullptr);
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    const auto number = assets::csvNumber("12.5");
    std::setlocale(LC_ALL, before.c_str());
    QCOMPARE(number, std::optional<double>(12.5));
}

void TestTelemetryCsv::missing()
{
    for (const char* word : {"", "NaN", "nan", "NA", "n/a", "null", "None", "-"})
        QVERIFY2(assets::csvMissing(word), word);
    for (const char* word : {"0", "nano", "x", "--"})
        QVERIFY2(!assets::csvMissing(word), word);
}

void TestTelemetryCsv::units_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("expected"); // NaN = not a unit of this metric
    const double none = std::nan("");
    QTest::newRow("W") << "rack.power"
                       << "W" << 1500.0 << 1.5;
    QTest::newRow("kW") << "rack.power"
                        << "kW" << 1.5 << 1.5;
    QTest::newRow("MW") << "rack.power"
                        << "MW" << 0.2 << 200.0;
    QTest::newRow("GPU in W") << "gpu.power"
                              << "W" << 700.0 << 700.0;
    QTest::newRow("GPU in kW") << "gpu.power"
                               << "kW" << 0.7 << 700.0;
    QTest::newRow("percent") << "gpu.utilization"
                             << "%" << 50.0 << 0.5;
    QTest::newRow("kelvin") << "gpu.temperature"
                            << "K" << 300.0 << 26.85;
    QTest::newRow("fahrenheit") << "rack.liquidSupplyTemperature"
                                << "degF" << 113.0 << 45.0;
    QTest::newRow("degree sign") << "rack.liquidReturnTemperature"
                                 << QString::fromUtf8("\xc2\xb0"
                                                      "C")
                                 << 55.0 << 55.0;
    QTest::newRow("L/s") << "rack.liquidFlow"
                         << "L/s" << 2.0 << 120.0;
    QTest::newRow("m3/h") << "rack.liquidFlow"
                          << "m3/h" << 6.0 << 100.0;
    QTest::newRow("wrong quantity") << "rack.power"
                                    << "C" << 1.0 << none;
    QTest::newRow("unknown") << "rack.power"
                             << "hp" << 1.0 << none;
}

void TestTelemetryCsv::units()
{
    QFETCH(QString, metric);
    QFETCH(QString, unit);
    QFETCH(double, value);
    QFETCH(double, expected);
    const auto scale = assets::unitScale(*model::metricByName(metric.toStdString()), unit.toStdString());
    QCOMPARE(scale.has_value(), !std::isnan(expected));
    if (scale)
        QVERIFY(std::abs(value * scale->factor + scale->offset - expected) < 1e-9);
}

void TestTelemetryCsv::unitsInNames_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<double>("factor"); // to kW; 0 = none
    QTest::newRow("suffix") << "node_1_W" << 1e-3;
    QTest::newRow("kilo") << "power_kW" << 1.0;
    QTest::newRow("parentheses") << "Rack 7 (kW)" << 1.0;
    QTest::newRow("brackets") << "rack7[W]" << 1e-3;
    QTest::newRow("index in brackets") << "power[1]" << 0.0;
    QTest::newRow("blank") << "rack7 MW" << 1e3;
    QTest::newRow("prometheus") << "ipmi_power_watts" << 1e-3;
    QTest::newRow("only part of a word") << "NEW" << 0.0;
    QTest::newRow("another quantity") << "inlet_C" << 0.0;
    QTest::newRow("nothing") << "rack7" << 0.0;
}

void TestTelemetryCsv::unitsInNames()
{
    QFETCH(QString, column);
    QFETCH(double, factor);
    const auto scale = assets::unitInName(model::Metric::RackPower, column.toStdString());
    QCOMPARE(scale ? scale->factor : 0.0, factor);
}

void TestTelemetryCsv::times_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("cell");
    QTest::addColumn<double>("expected"); // NaN = no time
    const double none = std::nan("");
    QTest::newRow("seconds") << "t_s"
                             << "2.5" << 2.5;
    QTest::newRow("no unit") << "time"
                             << "15.0" << 15.0;
    QTest::newRow("milliseconds") << "time_ms"
                                  << "2500" << 2.5;
    QTest::newRow("minutes") << "Time (min)"
                             << "2" << 120.0;
    QTest::newRow("date") << "timestamp"
                          << "1970-01-02T00:00:01Z" << 86401.0;
    QTest::newRow("date without zone") << "timestamp"
                                       << "2024-04-07 12:00:00" << 1712491200.0;
    QTest::newRow("date with offset") << "timestamp"
                                      << "2024-04-07T14:00:00+02:00" << 1712491200.0;
    QTest::newRow("date with fraction") << "timestamp"
                                        << "2024-04-07T12:00:00.25Z" << 1712491200.25;
    QTest::newRow("no such day") << "timestamp"
                                 << "2024-02-30T12:00:00Z" << none;
    QTest::newRow("no such zone") << "timestamp"
                                  << "2024-02-20T12:00:00X" << none;
    QTest::newRow("text") << "t_s"
                          << "soon" << none;
    QTest::newRow("empty") << "t_s"
                           << "" << none;
}

void TestTelemetryCsv::times()
{
    QFETCH(QString, column);
    QFETCH(QString, cell);
    QFETCH(double, expected);
    const auto time = assets::timeCell(cell.toStdString(), assets::timeScale(column.toStdString()), false);
    QCOMPARE(time.has_value(), !std::isnan(expected));
    if (time)
        QCOMPARE(time->timeS, expected);
}

QTEST_APPLESS_MAIN(TestTelemetryCsv)
#include "tst_telemetrycsv.moc"
