// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/telemetry/frame.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace gigahall::model;

/// Metrics by name, and planes: value -> 16 bit -> value.
class TestTelemetry : public QObject
{
    Q_OBJECT
private slots:
    void metrics_data();
    void metrics();
    void unknownMetric();
    void roundTrip_data();
    void roundTrip();
    void edges_data();
    void edges();
    void arrayEqualsScalar();
};

void TestTelemetry::metrics_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<bool>("perGpu");
    QTest::newRow("load") << "gpu.utilization"
                          << "" << true;
    QTest::newRow("gpu power") << "gpu.power"
                               << "W" << true;
    QTest::newRow("die") << "gpu.temperature"
                         << "C" << true;
    QTest::newRow("rack power") << "rack.power"
                                << "kW" << false;
    QTest::newRow("supply") << "rack.liquidSupplyTemperature"
                            << "C" << false;
    QTest::newRow("return") << "rack.liquidReturnTemperature"
                            << "C" << false;
    QTest::newRow("flow") << "rack.liquidFlow"
                          << "L/min" << false;
}

void TestTelemetry::metrics()
{
    QFETCH(QString, name);
    QFETCH(QString, unit);
    QFETCH(bool, perGpu);
    const auto metric = metricByName(name.toStdString());
    QVERIFY(metric);
    const MetricInfo& info = metricInfo(*metric);
    QCOMPARE(info.metric, *metric);
    QCOMPARE(QString::fromStdString(std::string(info.name)), name);
    QCOMPARE(QString::fromStdString(std::string(info.unit)), unit);
    QCOMPARE(info.level == MetricLevel::Gpu, perGpu);
    QVERIFY(info.planeLo <= info.rangeLo && info.rangeLo < info.rangeHi && info.rangeHi <= info.planeHi);
    QVERIFY(!info.colormap.empty());
}

void TestTelemetry::unknownMetric()
{
    QVERIFY(!metricByName("gpu.Power"));
    QVERIFY(!metricByName(""));
    QCOMPARE(allMetrics().size(), kMetricCount);
}

void TestTelemetry::roundTrip_data()
{
    QTest::addColumn<int>("metric");
    QTest::addColumn<float>("value");
    for (const MetricInfo& info : allMetrics())
        for (const float part : {0.0f, 0.1234f, 0.5f, 0.777f, 1.0f})
            QTest::addRow("%s %g", std::string(info.name).c_str(), double(part))
                << int(info.metric) << info.planeLo + part * (info.planeHi - info.planeLo);
}

void TestTelemetry::roundTrip()
{
    QFETCH(int, metric);
    QFETCH(float, value);
    const MetricInfo& info = metricInfo(static_cast<Metric>(metric));
    const float step = (info.planeHi - info.planeLo) / kPlaneSteps;
    const float back = dequantise(info, quantise(info, value));
    QVERIFY2(std::abs(back - value) <= 0.51f * step, qPrintable(QString("%1 -> %2").arg(value).arg(back)));
}

void TestTelemetry::edges_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("expected");
    constexpr float kInf = std::numeric_limits<float>::infinity();
    QTest::newRow("NaN is missing") << std::numeric_limits<float>::quiet_NaN() << int(kMissing16);
    QTest::newRow("zero is a value") << 0.0f << 0;
    QTest::newRow("below clamps") << -5.0f << 0;
    QTest::newRow("above clamps") << 1e9f << 65534;
    QTest::newRow("infinity clamps") << kInf << 65534;
    QTest::newRow("minus infinity clamps") << -kInf << 0;
    QTest::newRow("top") << metricInfo(Metric::GpuPower).planeHi << 65534;
}

void TestTelemetry::edges()
{
    QFETCH(float, value);
    QFETCH(int, expected);
    const MetricInfo& info = metricInfo(Metric::GpuPower);
    QCOMPARE(int(quantise(info, value)), expected);
    if (expected == kMissing16)
        QVERIFY(std::isnan(dequantise(info, kMissing16)));
}

void TestTelemetry::arrayEqualsScalar()
{
    const MetricInfo& info = metricInfo(Metric::GpuTemperature);
    std::vector<float> values;
    for (int i = 0; i < 200003; ++i)
        values.push_back(i % 97 == 0 ? std::numeric_limits<float>::quiet_NaN() : -30.0f + 0.0011f * float(i));
    Plane plane(values.size());
    quantise(info, values, plane);
    for (std::size_t i = 0; i < values.size(); ++i)
        QCOMPARE(plane[i], quantise(info, values[i]));
}

QTEST_APPLESS_MAIN(TestTelemetry)
#include "tst_telemetry.moc"
