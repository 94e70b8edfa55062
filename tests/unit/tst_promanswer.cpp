// labels: sanitize
// Answers of the Prometheus API, good and broken, in pieces of any size.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/feeds/promanswer.h"

#include <QtTest>

#include <cmath>
#include <random>
#include <string>
#include <vector>

using namespace gigahall::model;

namespace {

struct Seen
{
    std::vector<std::string> labels;
    std::vector<std::vector<PromSample>> samples;
    bool good = false;
    std::string problem;
    PromEnvelope envelope;
};

/// Reads a text in pieces of `step` bytes, 0 = at once.
Seen read(const std::string& text, std::size_t step = 0)
{
    Seen seen;
    PromAnswer answer([&seen](std::string_view labels, std::span<const PromSample> samples) {
        seen.labels.emplace_back(labels);
        seen.samples.emplace_back(samples.begin(), samples.end());
    });
    if (step == 0)
        step = std::max<std::size_t>(1, text.size());
    for (std::size_t at = 0; at < text.size(); at += step)
        if (!answer.add(std::string_view(text).substr(at, step)))
            break;
    seen.good = answer.finish();
    seen.problem = answer.problem();
    seen.envelope = answer.envelope();
    return seen;
}

std::string vectorOf(const std::string& series, const std::string& behind = {})
{
    return R"({"status":"success","data":{"resultType":"vector","result":[)" + series + "]}" + behind + "}";
}

const std::string kOne = R"({"metric":{"rack":"R1"},"value":[1435781430.781,"1.5"]})";

} // namespace

class TestPromAnswer : public QObject
{
    Q_OBJECT
private slots:
    void good_data();
    void good();
    void values_data();
    void values();
    void warnings();
    void refusals_data();
    void refusals();
    void broken_data();
    void broken();
    void cutAnywhere();
    void large();
    void labels();
};

void TestPromAnswer::good_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("series");
    QTest::addColumn<int>("samples");
    QTest::newRow("nothing") << QString::fromStdString(vectorOf("")) << 0 << 0;
    QTest::newRow("one") << QString::fromStdString(vectorOf(kOne)) << 1 << 1;
    QTest::newRow("two, spaces") << QString::fromStdString(vectorOf(" " + kOne + " ,\n " + kOne + " ")) << 2 << 2;
    QTest::newRow("value first") << QString::fromStdString(vectorOf(R"({"value":[1,"2"],"metric":{}})")) << 1 << 1;
    QTest::newRow("braces in labels") << QString::fromStdString(
        vectorOf(R"({"metric":{"a":"}]\"[{\\"},"value":[1,"2"]})"))
                                      << 1 << 1;
    QTest::newRow("matrix")
        << R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"2"],[2,"3"],[2,"3"]]}]}})"
        << 1 << 3;
    QTest::newRow("scalar") << R"({"status":"success","data":{"resultType":"scalar","result":[1435781451.5,"7"]}})" << 1
                            << 1;
    QTest::newRow("result before its type")
        << R"({"data":{"result":[{"metric":{},"value":[1,"2"]}],"resultType":"vector"},"status":"success"})" << 1 << 1;
    QTest::newRow("VictoriaMetrics")
        << R"({"status":"success","isPartial":false,"data":{"resultType":"vector","result":[{"metric":{},"value":[1,"2"]}]},"stats":{"seriesFetched":"1"}})"
        << 1 << 1;
    QTest::newRow("fields of a later version")
        << R"( {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"2"],"x":[{"y":[1]}]}],"z":{"result":[1]}}} )"
        << 1 << 1;
    QTest::newRow("histogram beside") << QString::fromStdString(
        vectorOf(R"({"metric":{},"histogram":[1,{"count":"2"}]},)" + kOne))
                                      << 2 << 1;
}

void TestPromAnswer::good()
{
    QFETCH(QString, text);
    QFETCH(int, series);
    QFETCH(int, samples);
    Q_UNUSED(series);
    for (const std::size_t step : {0, 1, 2, 7}) {
        const Seen seen = read(text.toStdString(), step);
        QVERIFY2(seen.good, seen.problem.c_str());
        QVERIFY(seen.envelope.success);
        std::size_t count = 0;
        for (const auto& some : seen.samples)
            count += some.size();
        QCOMPARE(count, std::size_t(samples));
    }
}

void TestPromAnswer::values_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value");
    const double infinity = std::numeric_limits<double>::infinity();
    QTest::newRow("whole") << "5" << 5.0;
    QTest::newRow("exponent") << "1.5e-05" << 1.5e-5;
    QTest::newRow("capital exponent") << "2E+03" << 2000.0;
    QTest::newRow("negative") << "-0.25" << -0.25;
    QTest::newRow("NaN") << "NaN" << std::nan("");
    QTest::newRow("+Inf") << "+Inf" << infinity;
    QTest::newRow("-Inf") << "-Inf" << -infinity;
    QTest::newRow("too large") << "1e999" << infinity;
}

void TestPromAnswer::values()
{
    QFETCH(QString, text);
    QFETCH(double, value);
    const Seen seen = read(vectorOf(R"({"metric":{},"value":[7.5,")" + text.toStdString() + "\"]}"));
    QVERIFY2(seen.good, seen.problem.c_str());
    const PromSample sample = seen.samples.at(0).at(0);
    QCOMPARE(sample.timeS, 7.5);
    QVERIFY(std::isnan(value) ? std::isnan(sample.value) : sample.value == value);
}

void TestPromAnswer::warnings()
{
    const Seen seen
        = read(vectorOf(kOne, R"(,"warnings":["store s1 is away"],"infos":["metric might not be a counter"])"));
    QVERIFY(seen.good);
    QCOMPARE(seen.envelope.warnings, (std::vector<std::string>{"store s1 is away", "metric might not be a counter"}));
    const Seen partial = read(R"({"status":"success","isPartial":true,"data":{"resultType":"vector","result":[]}})");
    QVERIFY(partial.good);
    QVERIFY(partial.envelope.warnings.at(0).find("partial") != std::string::npos);
    const Seen histogram = read(vectorOf(R"({"metric":{},"histogram":[1,{}]})"));
    QVERIFY(histogram.envelope.warnings.at(0).find("histogram") != std::string::npos);
}

void TestPromAnswer::refusals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("error");
    QTest::newRow("Prometheus") << R"({"status":"error","errorType":"bad_data","error":"1:5: parse error"})"
                                << "1:5: parse error";
    QTest::newRow("Mimir") << R"({"status":"error","errorType":"execution","error":"hit the max series limit"})"
                           << "hit the max series limit";
    QTest::newRow("Thanos")
        << R"({"status":"error","errorType":"internal","error":"rpc error","warnings":["No StoreAPIs matched"]})"
        << "rpc error";
    QTest::newRow("VictoriaMetrics")
        << R"({"status":"error","errorType":"422","error":"cannot select more than 300000 series"})"
        << "cannot select more than 300000 series";
    QTest::newRow("with data") << R"({"status":"error","data":{"resultType":"vector","result":[]},"error":"late"})"
                               << "late";
}

void TestPromAnswer::refusals()
{
    QFETCH(QString, text);
    QFETCH(QString, error);
    const Seen seen = read(text.toStdString());
    QVERIFY2(seen.good, seen.problem.c_str());
    QVERIFY(!seen.envelope.success);
    QCOMPARE(QString::fromStdString(seen.envelope.error), error);
}

void TestPromAnswer::broken_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const auto series = [](const char* text) { return QString::fromStdString(vectorOf(text)); };
    QTest::newRow("empty") << ""
                           << "empty";
    QTest::newRow("space") << "  \n"
                           << "breaks off";
    QTest::newRow("page") << "<html><body>Sign in</body></html>"
                          << "begins with \"<";
    QTest::newRow("text") << "not found"
                          << "begins with";
    QTest::newRow("array") << "[1,2]"
                           << "begins with";
    QTest::newRow("number") << "17"
                            << "begins with";
    QTest::newRow("empty object") << "{}"
                                  << "status";
    QTest::newRow("other API") << R"({"results":[{"series":[]}]})"
                               << "status";
    QTest::newRow("status is no text") << R"({"status":1,"data":{}})"
                                       << "status";
    QTest::newRow("no data") << R"({"status":"success"})"
                             << "data";
    QTest::newRow("data is a list") << R"({"status":"success","data":["a"]})"
                                    << "data";
    QTest::newRow("no type") << R"({"status":"success","data":{"result":[]}})"
                             << "resultType";
    QTest::newRow("string result") << R"({"status":"success","data":{"resultType":"string","result":[1,"a"]}})"
                                   << "a";
    QTest::newRow("no result") << R"({"status":"success","data":{"resultType":"vector"}})"
                               << "result";
    QTest::newRow("result is an object") << R"({"status":"success","data":{"resultType":"vector","result":{}}})"
                                         << "result";
    QTest::newRow("half") << R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"ra)"
                          << "breaks off after";
    QTest::newRow("no end") << QString::fromStdString(vectorOf(kOne)).chopped(1) << "breaks off after";
    QTest::newRow("two answers") << QString::fromStdString(vectorOf(kOne) + vectorOf(kOne)) << "behind the end";
    QTest::newRow("series is a number") << series("5,6") << "no series";
    QTest::newRow("series is null") << series("null") << "no series";
    QTest::newRow("series is a list") << series("[]") << "no series";
    QTest::newRow("no metric") << series(R"({"value":[1,"2"]})") << "metric";
    QTest::newRow("metric is a text") << series(R"({"metric":"up","value":[1,"2"]})") << "labels";
    QTest::newRow("no value") << series(R"({"metric":{}})") << "value";
    QTest::newRow("value is a number") << series(R"({"metric":{},"value":5})") << "value";
    QTest::newRow("value without text") << series(R"({"metric":{},"value":[1,5]})") << "no text";
    QTest::newRow("value without time") << series(R"({"metric":{},"value":["1","5"]})") << "no number";
    QTest::newRow("value is null") << series(R"({"metric":{},"value":[1,null]})") << "no text";
    QTest::newRow("value is a word") << series(R"({"metric":{},"value":[1,"warm"]})") << "warm";
    QTest::newRow("value has a unit") << series(R"({"metric":{},"value":[1,"5 kW"]})") << "5 kW";
    QTest::newRow("value is empty") << series(R"({"metric":{},"value":[1,""]})") << "\"\"";
    QTest::newRow("one part") << series(R"({"metric":{},"value":[1]})") << "parts";
    QTest::newRow("three parts") << series(R"({"metric":{},"value":[1,"2",3]})") << "parts";
    QTest::newRow("values of numbers") << series(R"({"metric":{},"values":[1,2]})") << "array";
    QTest::newRow("wrong bracket") << series(R"({"metric":{},"value":[1,"2"})") << "";
    QTest::newRow("double comma") << QString::fromStdString(vectorOf(kOne + ",," + kOne)) << "";
    QTest::newRow("comma at the end") << QString::fromStdString(vectorOf(kOne + ",")) << "";
    QTest::newRow("comma alone") << series(",") << "";
    QTest::newRow("missing comma") << QString::fromStdString(vectorOf(kOne + " " + kOne)) << "";
    QTest::newRow("no colon") << series(R"({"metric" {},"value":[1,"2"]})") << "";
    QTest::newRow("bare word") << series(R"({"metric":{},"value":[1,NaN]})") << "";
    QTest::newRow("envelope breaks") << R"({"status":"success" "data":{"resultType":"vector","result":[]}})"
                                     << "JSON";
    QTest::newRow("deep") << (R"({"status":)" + QString(100, u'[')) << "deeply";
    QTest::newRow("binary") << QString::fromLatin1("\x1f\x8b\x08", 3) << "begins with";
}

void TestPromAnswer::broken()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    for (const std::size_t step : {0, 1, 3}) {
        const Seen seen = read(text.toStdString(), step);
        QVERIFY(!seen.good);
        QVERIFY(!seen.problem.empty());
        QVERIFY2(QString::fromStdString(seen.problem).contains(says), seen.problem.c_str());
    }
}

void TestPromAnswer::cutAnywhere()
{
    const std::string whole = vectorOf(kOne + "," + kOne, R"(,"warnings":["x"])");
    for (std::size_t length = 0; length < whole.size(); ++length)
        QVERIFY2(!read(whole.substr(0, length), 5).good, std::to_string(length).c_str());
    QVERIFY(read(whole).good);
}

/// Many batches; pieces of sizes that are none of ours.
void TestPromAnswer::large()
{
    std::string series;
    constexpr int kCount = 20000;
    for (int i = 0; i < kCount; ++i)
        series += (i ? "," : "") + std::string(R"({"metric":{"rack":"R)") + std::to_string(i) + R"("},"value":[1,")"
            + std::to_string(i) + "\"]}";
    const std::string text = vectorOf(series);
    std::mt19937 random(7);
    PromAnswer* self = nullptr;
    int count = 0;
    bool inOrder = true;
    PromAnswer answer([&](std::string_view labels, std::span<const PromSample> samples) {
        inOrder = inOrder && samples[0].value == count && labels == R"({"rack":"R)" + std::to_string(count) + "\"}";
        ++count;
    });
    self = &answer;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t step = 1 + random() % 90000;
        QVERIFY2(self->add(std::string_view(text).substr(at, step)), answer.problem().c_str());
        at += step;
    }
    QVERIFY(answer.finish());
    QVERIFY(inOrder);
    QCOMPARE(count, kCount);
}

void TestPromAnswer::labels()
{
    PromLabels labels;
    QVERIFY(labels.read(R"({"hostname":"n\u0031","gpu":"3","empty":""})"));
    QCOMPARE(labels["hostname"], std::string_view("n1"));
    QCOMPARE(labels["gpu"], std::string_view("3"));
    QVERIFY(labels["rack"].empty());
    QVERIFY(labels.read("{}"));
    QVERIFY(labels["gpu"].empty());
    for (const char* broken : {"", "[]", "{", R"({"a":1})", R"({"a":{}})", R"({"a":"b")"})
        QVERIFY2(!labels.read(broken), broken);
}

QTEST_GUILESS_MAIN(TestPromAnswer)
#include "tst_promanswer.moc"
