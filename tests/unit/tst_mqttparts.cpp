// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/feeds/mqttaddress.h"
#include "model/feeds/mqttpayload.h"
#include "model/feeds/mqttreader.h"
#include "model/feeds/mqtttopic.h"
#include "model/feeds/mqttunits.h"
#include "model/feeds/mqttvalue.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace gigahall::model;

/// What MQTT feeds are made of: values, units, topics, payloads, addresses, the order of samples.
class TestMqttParts : public QObject
{
    Q_OBJECT

private slots:
    void values_data();
    void values();
    void brokenValues_data();
    void brokenValues();
    void hugeValueIsRefused();
    void numbersAreTheNearest();
    void cutValuesAreRefused();
    void units_data();
    void units();
    void topics_data();
    void topics();
    void filters_data();
    void filters();
    void tableKeepsTopicsApart();
    void payloads_data();
    void payloads();
    void addresses_data();
    void addresses();
    void order();
    void clockPutBack();
    void clockDifference();
};

void TestMqttParts::values_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<double>("value"); // NaN = null
    QTest::addColumn<double>("timeS");
    QTest::addColumn<bool>("good");
    const double t = 1743620423;
    QTest::newRow("plain") << QByteArray(R"({"value":22.96215,"timestamp":1743620423000,"quality":1})") << 22.96215 << t
                           << true;
    QTest::newRow("spaces") << QByteArray(
        " { \"value\" : -0.5 ,\n\t\"timestamp\": 1743620423250 , \"quality\": 1 } \r\n")
                            << -0.5 << t + 0.25 << true;
    QTest::newRow("other order") << QByteArray(R"({"quality":1,"timestamp":1743620423000,"value":1e3})") << 1000.0 << t
                                 << true;
    QTest::newRow("null") << QByteArray(R"({"value":null,"timestamp":1743620423000,"quality":1})") << std::nan("") << t
                          << true;
    QTest::newRow("bad quality") << QByteArray(R"({"value":7,"timestamp":1743620423000,"quality":0})") << 7.0 << t
                                 << false;
    QTest::newRow("other bad quality") << QByteArray(R"({"value":7,"timestamp":1743620423000,"quality":-192})") << 7.0
                                       << t << false;
    QTest::newRow("null of bad quality") << QByteArray(R"({"value":null,"timestamp":1743620423000,"quality":0})")
                                         << std::nan("") << t << false;
    QTest::newRow("more fields") << QByteArray(
        R"({"value":7,"timestamp":1743620423000,"quality":1,"extra":{"a":[1,2]},"unit":"kW"})")
                                 << 7.0 << t << true;
    QTest::newRow("escaped name") << QByteArray(R"({"\u0076alue":7,"timestamp":1743620423000,"quality":1})") << 7.0 << t
                                  << true;
    QTest::newRow("exponent") << QByteArray(R"({"value":1.25E-2,"timestamp":1.743620423e12,"quality":1})") << 0.0125
                              << t << true;
    QTest::newRow("many digits") << QByteArray(
        R"({"value":3.14159265358979323846264338327950288,"timestamp":1743620423000,"quality":1})")
                                 << 3.14159265358979323846 << t << true;
}

void TestMqttParts::values()
{
    QFETCH(QByteArray, json);
    QFETCH(double, value);
    BmsValue read;
    std::string problem;
    QVERIFY2(readBmsValue(json.toStdString(), read, problem), problem.c_str());
    QVERIFY(std::isnan(value) ? std::isnan(read.value) : read.value == value);
    QTEST(read.timeS, "timeS");
    QTEST(read.good, "good");
}

void TestMqttParts::brokenValues_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("says");
    const QByteArray notJson = "no whole JSON object";
    QTest::newRow("empty") << QByteArray() << notJson;
    QTest::newRow("half") << QByteArray(R"({"value":22.9)") << notJson;
    QTest::newRow("without end") << QByteArray(R"({"value":22.9,"timestamp":1743620423000,"quality":1)") << notJson;
    QTest::newRow("more behind") << QByteArray(R"({"value":1,"timestamp":1743620423000,"quality":1}x)") << notJson;
    QTest::newRow("two") << QByteArray(R"({"value":1,"timestamp":1743620423000,"quality":1}{})") << notJson;
    QTest::newRow("list") << QByteArray("[1,2]") << notJson;
    QTest::newRow("number") << QByteArray("12.5") << notJson;
    QTest::newRow("text") << QByteArray("offline") << notJson;
    QTest::newRow("binary") << QByteArray("\x00\x01\xff\xfe", 4) << notJson;
    QTest::newRow("NaN") << QByteArray(R"({"value":NaN,"timestamp":1743620423000,"quality":1})") << notJson;
    QTest::newRow("Infinity") << QByteArray(R"({"value":-Infinity,"timestamp":1743620423000,"quality":1})") << notJson;
    QTest::newRow("nan") << QByteArray(R"({"value":nan,"timestamp":1743620423000,"quality":1})") << notJson;
    QTest::newRow("leading zero") << QByteArray(R"({"value":012,"timestamp":1743620423000,"quality":1})") << notJson;
    QTest::newRow("no decimals") << QByteArray(R"({"value":12.,"timestamp":1743620423000,"quality":1})") << notJson;
    QTest::newRow("no whole") << QByteArray(R"({"value":.5,"timestamp":1743620423000,"quality":1})") << notJson;
    QTest::newRow("plus") << QByteArray(R"({"value":+5,"timestamp":1743620423000,"quality":1})") << notJson;
    QTest::newRow("decimal comma") << QByteArray(R"({"value":1,5,"timestamp":1743620423000,"quality":1})") << notJson;
    QTest::newRow("trailing comma") << QByteArray(R"({"value":1,"timestamp":1743620423000,"quality":1,})") << notJson;
    QTest::newRow("single quotes") << QByteArray("{'value':1,'timestamp':1743620423000,'quality':1}") << notJson;
    QTest::newRow("too large") << QByteArray(R"({"value":1e999,"timestamp":1743620423000,"quality":1})")
                               << QByteArray();
    QTest::newRow("larger than float") << QByteArray(R"({"value":1e200,"timestamp":1743620423000,"quality":1})")
                                       << QByteArray("infinite");
    QTest::newRow("text value") << QByteArray(R"({"value":"12","timestamp":1743620423000,"quality":1})")
                                << QByteArray("\"value\" is string");
    QTest::newRow("true") << QByteArray(R"({"value":true,"timestamp":1743620423000,"quality":1})")
                          << QByteArray("\"value\" is boolean");
    QTest::newRow("list value") << QByteArray(R"({"value":[1],"timestamp":1743620423000,"quality":1})")
                                << QByteArray("\"value\" is array");
    QTest::newRow("no value") << QByteArray(R"({"timestamp":1743620423000,"quality":1})") << QByteArray("no \"value\"");
    QTest::newRow("no time") << QByteArray(R"({"value":1,"quality":1})") << QByteArray("no \"timestamp\"");
    QTest::newRow("no quality") << QByteArray(R"({"value":1,"timestamp":1743620423000})")
                                << QByteArray("no \"quality\"");
    QTest::newRow("null time") << QByteArray(R"({"value":1,"timestamp":null,"quality":1})")
                               << QByteArray("\"timestamp\" is null");
    QTest::newRow("text time") << QByteArray(R"({"value":1,"timestamp":"2025-04-02T19:00:23Z","quality":1})")
                               << QByteArray("\"timestamp\" is string");
    QTest::newRow("seconds") << QByteArray(R"({"value":1,"timestamp":1743620423,"quality":1})")
                             << QByteArray("milliseconds since 1970");
    QTest::newRow("nanoseconds") << QByteArray(R"({"value":1,"timestamp":1743620423000000000,"quality":1})")
                                 << QByteArray("milliseconds since 1970");
    QTest::newRow("negative time") << QByteArray(R"({"value":1,"timestamp":-1743620423000,"quality":1})")
                                   << QByteArray("milliseconds since 1970");
    QTest::newRow("null quality") << QByteArray(R"({"value":1,"timestamp":1743620423000,"quality":null})")
                                  << QByteArray("\"quality\" is null");
    QTest::newRow("text quality") << QByteArray(R"({"value":1,"timestamp":1743620423000,"quality":"good"})")
                                  << QByteArray("\"quality\" is string");
}

void TestMqttParts::brokenValues()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, says);
    BmsValue read;
    std::string problem;
    QVERIFY(!readBmsValue(json.toStdString(), read, problem));
    QVERIFY2(!problem.empty() && QByteArray::fromStdString(problem).contains(says), problem.c_str());
}

void TestMqttParts::hugeValueIsRefused()
{
    BmsValue read;
    std::string problem;
    QVERIFY(!readBmsValue(
        R"({"value":1,"timestamp":1743620423000,"quality":1,"more":")" + std::string(100'000, 'x') + "\"}", read,
        problem));
    QVERIFY2(problem.find("expected at most 65536") != std::string::npos, problem.c_str());
    QVERIFY(!readBmsValue(std::string(60'000, '['), read, problem)); // deep
}

void TestMqttParts::numbersAreTheNearest()
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 20'000; ++i) {
        const double magnitude = std::pow(10.0, std::uniform_real_distribution<>(-12, 15)(random));
        const double number = std::uniform_real_distribution<>(-1, 1)(random) * magnitude;
        const QByteArray text = QByteArray::number(number, i % 2 ? 'g' : 'f', int(random() % 18));
        std::string_view rest(text.constData(), std::size_t(text.size()));
        double read = 0;
        QVERIFY2(takeNumber(rest, read) && rest.empty(), text.constData());
        QVERIFY2(read == std::strtod(text.constData(), nullptr), text.constData());
    }
}

void TestMqttParts::cutValuesAreRefused()
{
    const std::string whole = R"({"value": 22.96215, "timestamp": 1743620423000, "quality": 1})";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        BmsValue read;
        std::string problem;
        QVERIFY(!readBmsValue(std::string_view(whole).substr(0, length), read, problem));
    }
}

void TestMqttParts::units_data()
{
    QTest::addColumn<QString>("unit");
    QTest::addColumn<int>("metric");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to"); // NaN = refused
    const int power = int(Metric::RackPower), supply = int(Metric::RackLiquidSupplyTemperature);
    const int flow = int(Metric::RackLiquidFlow), gpu = int(Metric::GpuPower), load = int(Metric::GpuUtilization);
    const double no = std::nan("");
    const auto row = [](const char* unit, int metric, double from, double to) {
        QTest::addRow("%s for %d", unit, metric) << QString::fromUtf8(unit) << metric << from << to;
    };
    row("kW", power, 132, 132);
    row("W", power, 132'000, 132);
    row("MW", power, 1.32, 1320);
    row("KW", power, 132, 132);
    row(" kW ", power, 132, 132);
    row("mW", power, 1, no);
    row("kVA", power, 1, no);
    row("kWh", power, 1, no);
    row("", power, 1, no);
    row("kW", gpu, 0.7, 700);
    row("C", supply, 40, 40);
    row("\u00b0C", supply, 40, 40);
    row("degC", supply, 40, 40);
    row("F", supply, 104, 40);
    row("\u00b0F", supply, 32, 0);
    row("K", supply, 313.15, 40);
    row("kW", supply, 1, no);
    row("LPM", flow, 150, 150);
    row("L/min", flow, 150, 150);
    row("l/min", flow, 150, 150);
    row("L/s", flow, 2.5, 150);
    row("m3/h", flow, 9, 150);
    row("m\u00b3/h", flow, 9, 150);
    row("m^3/h", flow, 9, 150);
    row("GPM", flow, 1, 3.785411784);
    row("kg/s", flow, 1, no);
    row("%", load, 55, 0.55);
    row("C", load, 1, no);
    row("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", flow, 1, no);
}

void TestMqttParts::units()
{
    QFETCH(QString, unit);
    QFETCH(int, metric);
    QFETCH(double, from);
    QFETCH(double, to);
    const auto conversion = unitConversion(unit.toStdString(), Metric(metric));
    QCOMPARE(conversion.has_value(), !std::isnan(to));
    if (conversion)
        QVERIFY(std::abs(conversion->offset + conversion->scale * from - to) < 1e-9 * (1 + std::abs(to)));
}

void TestMqttParts::topics_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("topic");
    QTest::addColumn<bool>("fits");
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char* filter, const char* topic, bool fits, const QStringList& parts) {
        QTest::addRow("%s: %s", filter, topic) << filter << topic << fits << parts;
    };
    row("a/b", "a/b", true, {});
    row("a/b", "a/c", false, {});
    row("a/b", "a", false, {});
    row("a/b", "a/b/c", false, {});
    row("gigahall/+/+", "gigahall/K01/rack.power", true, {"K01", "rack.power"});
    row("gigahall/+/power", "gigahall//power", true, {""});
    row("+/b", "a/b", true, {"a"});
    row("+", "a/b", false, {});
    row("#", "a/b/c", true, {"a/b/c"});
    row("a/#", "a/b/c", true, {"b/c"});
    row("a/#", "a", true, {""});
    row("a/#", "b/c", false, {});
    row("+/+/#", "a/b/c/d", true, {"a", "b", "c/d"});
    row("a/+", "a", false, {});
}

void TestMqttParts::topics()
{
    QFETCH(QString, filter);
    QFETCH(QString, topic);
    QFETCH(bool, fits);
    QFETCH(QStringList, parts);
    const auto found = matchTopic(filter.toStdString(), topic.toStdString());
    QCOMPARE(found.has_value(), fits);
    if (!found)
        return;
    QStringList texts;
    for (const std::string& part : *found)
        texts << QString::fromStdString(part);
    QCOMPARE(texts, parts);
}

void TestMqttParts::filters_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("fine");
    for (const char* fine : {"a", "#", "+", "a/+/b/#", "/", "a//b"})
        QTest::newRow(fine) << QString(fine) << true;
    for (const char* wrong : {"", "a/#/b", "a#", "a/b+", "#/a", "a/++"})
        QTest::newRow(wrong) << QString(wrong) << false;
}

void TestMqttParts::filters()
{
    QFETCH(QString, filter);
    QFETCH(bool, fine);
    QCOMPARE(filterMistake(filter.toStdString()).empty(), fine);
}

void TestMqttParts::tableKeepsTopicsApart()
{
    TopicTable table;
    QCOMPARE(table.find("a"), TopicTable::kNone);
    constexpr std::uint32_t kCount = 50'000;
    for (std::uint32_t i = 0; i < kCount; ++i)
        QCOMPARE(table.add("site/" + std::to_string(i)), i);
    for (std::uint32_t i = 0; i < kCount; ++i) {
        QCOMPARE(table.find("site/" + std::to_string(i)), i);
        QCOMPARE(table.name(i), "site/" + std::to_string(i));
    }
    QCOMPARE(table.find("site/50000"), TopicTable::kNone);
    QVERIFY(table.bytes() / kCount < 80);
}

void TestMqttParts::payloads_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("number");
    const int number = int(PayloadValue::Kind::Number), null = int(PayloadValue::Kind::Null);
    const int wrong = int(PayloadValue::Kind::Wrong);
    const auto row = [](const char* payload, const char* pointer, int kind, double value) {
        QTest::addRow("%s at %s", payload, pointer) << QByteArray(payload) << QByteArray(pointer) << kind << value;
    };
    row("12.5", "", number, 12.5);
    row(" -3e2\n", "", number, -300);
    row("null", "", null, 0);
    row("", "", wrong, 0);
    row("12,5", "", wrong, 0);
    row("12.5 kW", "", wrong, 0);
    row("nan", "", wrong, 0);
    row("inf", "", wrong, 0);
    row("1e99", "", wrong, 0);
    row("{\"value\":12.5}", "/value", number, 12.5);
    row("{\"a\":{\"b\":[1,2,{\"c\":7}]}}", "/a/b/2/c", number, 7);
    row("{\"a/b\":1,\"c~d\":2}", "/a~1b", number, 1);
    row("{\"a/b\":1,\"c~d\":2}", "/c~0d", number, 2);
    row("{\"v\":18446744073709551615}", "/v", number, 18446744073709551615.0);
    row("{\"v\":null}", "/v", null, 0);
    row("{\"v\":\"12\"}", "/v", wrong, 0);
    row("{\"v\":true}", "/v", wrong, 0);
    row("{\"v\":[]}", "/v", wrong, 0);
    row("{\"v\":{}}", "/v", wrong, 0);
    row("{\"v\":1}", "/w", wrong, 0);
    row("{\"v\":1}", "/v/w", wrong, 0);
    row("[1,2]", "/5", wrong, 0);
    row("{\"v\":1", "/v", wrong, 0);
    row("{\"v\":NaN}", "/v", wrong, 0);
    row("{\"v\":1e999}", "/v", wrong, 0);
    row("\xff", "/v", wrong, 0);
    row("", "/v", wrong, 0);
}

void TestMqttParts::payloads()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, pointer);
    QFETCH(int, kind);
    QFETCH(double, number);
    MqttPayload reader;
    reader.set(std::string_view(payload.constData(), std::size_t(payload.size())));
    const PayloadValue& value = reader.value(pointer.toStdString());
    QCOMPARE(int(value.kind), kind);
    if (value.kind == PayloadValue::Kind::Number)
        QCOMPARE(value.number, number);
    if (value.kind == PayloadValue::Kind::Wrong)
        QVERIFY(!value.problem.empty());
}

void TestMqttParts::addresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("host"); // empty = refused
    QTest::addColumn<int>("port");
    QTest::addColumn<bool>("tls");
    const auto row = [](const char* url, const char* host, int port, bool tls) {
        QTest::newRow(url) << QString(url) << QString(host) << port << tls;
    };
    row("mqtt://broker", "broker", 1883, false);
    row("mqtts://broker.example.com/", "broker.example.com", 8883, true);
    row("mqtt://127.0.0.1:18830", "127.0.0.1", 18830, false);
    row("mqtts://[::1]:9000", "::1", 9000, true);
    row("mqtt://[fe80::1]", "fe80::1", 1883, false);
    row("broker:1883", "", 0, false);
    row("http://broker", "", 0, false);
    row("mqtt://", "", 0, false);
    row("mqtt://user:secret@broker", "", 0, false);
    row("mqtt://broker:0", "", 0, false);
    row("mqtt://broker:70000", "", 0, false);
    row("mqtt://broker:18a", "", 0, false);
    row("mqtt://broker:", "", 0, false);
    row("mqtt://broker/path", "", 0, false);
    row("mqtt://[::1", "", 0, false);
    row("mqtt://[::1]1883", "", 0, false);
}

void TestMqttParts::addresses()
{
    QFETCH(QString, url);
    QFETCH(QString, host);
    std::string problem;
    const auto address = brokerAddress(url.toStdString(), problem);
    QCOMPARE(address.has_value(), !host.isEmpty());
    if (!address) {
        QVERIFY(problem.find("mqtt://HOST:PORT") != std::string::npos);
        QVERIFY2(problem.find("secret") == std::string::npos, "no password in a message");
        return;
    }
    QCOMPARE(QString::fromStdString(address->host), host);
    QTEST(int(address->port), "port");
    QTEST(address->tls, "tls");
}

void TestMqttParts::order()
{
    using Verdict = SampleOrder::Verdict;
    SampleOrder order;
    QCOMPARE(order.take(1000, 1), Verdict::News);
    QCOMPARE(order.take(1001, 2), Verdict::News);
    QCOMPARE(order.take(1001, 3), Verdict::Old); // twice
    QCOMPARE(order.take(1000.5, 4), Verdict::Old); // late
    QCOMPARE(order.take(1000.6, 5), Verdict::Old);
    QCOMPARE(order.take(1001, 2 + SampleOrder::kConfirmS), Verdict::Confirmed);
    QCOMPARE(order.take(1001, 3 + SampleOrder::kConfirmS), Verdict::Old);
    QCOMPARE(order.take(1002, 50), Verdict::News);
}

void TestMqttParts::clockPutBack()
{
    using Verdict = SampleOrder::Verdict;
    SampleOrder order;
    QCOMPARE(order.take(10'000, 1), Verdict::News);
    QCOMPARE(order.take(6400, 2), Verdict::Old); // one may be a straggler
    QCOMPARE(order.take(6400, 3), Verdict::Old); // the same once more says nothing new
    QCOMPARE(order.take(6401, 4), Verdict::News); // an hour back, and going on
    QCOMPARE(order.take(6402, 5), Verdict::News);
    QCOMPARE(order.take(90'000, 6), Verdict::News); // and forward
}

void TestMqttParts::clockDifference()
{
    ClockDifference clock;
    QVERIFY(std::isnan(clock.aheadS()));
    clock.add(1010, 1000.25); // 10 s ahead, and 0.25 s on the way
    clock.add(1020, 1010.02);
    clock.add(1030, 1020.5);
    QVERIFY(std::abs(clock.aheadS() - 9.98) < 1e-9);
    for (int i = 0; i < 30; ++i) // set right
        clock.add(1100 + 10 * i, 1100.01 + 10 * i);
    QVERIFY(std::abs(clock.aheadS() + 0.01) < 1e-9);
}

QTEST_GUILESS_MAIN(TestMqttParts)
#include "tst_mqttparts.moc"
