// Numbers, ranges, colours, words of the command line, and the atlas that text is packed into.
#include "app/cli/values.h"
#include "app/overlay.h"
#include "app/scenery/colormaps.h"
#include "app/scenery/format.h"
#include "app/scenery/spriteatlas.h"
#include "app/scenery/viewcube.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace gigahall;
using model::Metric;

class TestAppFormat : public QObject
{
    Q_OBJECT

private slots:
    void power_data();
    void power();
    void metrics_data();
    void metrics();
    void ticks_data();
    void ticks();
    void niceRanges_data();
    void niceRanges();
    void percentileRange();
    void colourMaps();
    void resolutions_data();
    void resolutions();
    void numbers();
    void atlasKeepsWhatItHas();
    void atlasStartsAgainWhenFull();
    void cubeFaces();
};

namespace {
const QLocale kEnglish(QLocale::English, QLocale::UnitedStates);
const QLocale kGerman(QLocale::German, QLocale::Germany);
QString spaced(QString text)
{
    return text.replace(QChar(0x202f), QLatin1Char('_'));
}
} // namespace

void TestAppFormat::power_data()
{
    QTest::addColumn<double>("kw");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("german");
    QTest::newRow("campus") << 6.2123e6 << "6.21_GW"
                            << "6,21_GW";
    QTest::newRow("phase") << 688'400.0 << "688_MW"
                           << "688_MW";
    QTest::newRow("building") << 86'123.0 << "86.1_MW"
                              << "86,1_MW";
    QTest::newRow("row") << 1790.0 << "1.79_MW"
                         << "1,79_MW";
    QTest::newRow("rack") << 231.4 << "231_kW"
                          << "231_kW";
    QTest::newRow("trailing zero stays") << 86'000.0 << "86.0_MW"
                                         << "86,0_MW";
    QTest::newRow("rounds into the next unit") << 999.96 << "1.00_MW"
                                               << "1,00_MW";
    QTest::newRow("stays just below") << 999.4 << "999_kW"
                                      << "999_kW";
    QTest::newRow("gpu") << 0.8123 << "812_W"
                         << "812_W";
    QTest::newRow("nothing") << 0.0 << "0_kW"
                             << "0_kW";
    QTest::newRow("fed back") << -1500.0 << "-1.50_MW"
                              << "-1,50_MW";
    QTest::newRow("unknown") << std::numeric_limits<double>::quiet_NaN() << QString(QChar(0x2013))
                             << QString(QChar(0x2013));
}

void TestAppFormat::power()
{
    QFETCH(double, kw);
    QFETCH(QString, english);
    QFETCH(QString, german);
    QCOMPARE(spaced(app::formatPower(kw, kEnglish)), english);
    QCOMPARE(spaced(app::formatPower(kw, kGerman)), german);
}

void TestAppFormat::metrics_data()
{
    QTest::addColumn<int>("metric");
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("digits");
    QTest::addColumn<QString>("text");
    QTest::newRow("load") << int(Metric::GpuUtilization) << 0.9412 << 3 << "94.1_%";
    QTest::newRow("full load") << int(Metric::GpuUtilization) << 1.0 << 3 << "100_%";
    QTest::newRow("temperature") << int(Metric::GpuTemperature) << 71.23 << 3 << QStringLiteral("71.2_\u00b0C");
    QTest::newRow("rack power, four digits") << int(Metric::RackPower) << 231.44 << 4 << "231.4_kW";
    QTest::newRow("gpu power") << int(Metric::GpuPower) << 812.3 << 3 << "812_W";
    QTest::newRow("gpu power, large") << int(Metric::GpuPower) << 1812.3 << 3 << "1.81_kW";
    QTest::newRow("flow") << int(Metric::RackLiquidFlow) << 318.2 << 3 << "318_L/min";
    QTest::newRow("below zero") << int(Metric::RackLiquidSupplyTemperature) << -4.56 << 3
                                << QStringLiteral("-4.56_\u00b0C");
    QTest::newRow("next to nothing") << int(Metric::PowerRamp) << -3e-13 << 3 << "0_kW/s";
    QTest::newRow("missing") << int(Metric::RackPower) << std::numeric_limits<double>::quiet_NaN() << 3
                             << QString(QChar(0x2013));
}

void TestAppFormat::metrics()
{
    QFETCH(int, metric);
    QFETCH(double, value);
    QFETCH(int, digits);
    QFETCH(QString, text);
    QCOMPARE(spaced(app::formatMetric(value, model::metricInfo(Metric(metric)), kEnglish, digits)), text);
}

void TestAppFormat::ticks_data()
{
    QTest::addColumn<int>("metric");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("percent") << int(Metric::GpuUtilization) << 0.75 << "75";
    QTest::newRow("half percent") << int(Metric::GpuUtilization) << 0.875 << "87.5";
    QTest::newRow("float noise") << int(Metric::GpuUtilization) << double(0.3f) << "30";
    QTest::newRow("kW") << int(Metric::RackPower) << 190.0 << "190";
    QTest::newRow("zero") << int(Metric::RackLiquidFlow) << 0.0 << "0";
    QTest::newRow("fine steps") << int(Metric::GpuTemperature) << 52.25 << "52.25";
    QTest::newRow("thousands") << int(Metric::GpuPower) << 1250.0 << "1,250";
}

void TestAppFormat::ticks()
{
    QFETCH(int, metric);
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(app::formatTick(value, model::metricInfo(Metric(metric)), kEnglish), text);
}

void TestAppFormat::niceRanges_data()
{
    QTest::addColumn<float>("lo");
    QTest::addColumn<float>("hi");
    QTest::addColumn<float>("width");
    QTest::newRow("kW") << 43.0f << 236.0f << 200.0f;
    QTest::newRow("already even") << 40.0f << 60.0f << 20.0f;
    QTest::newRow("share") << 0.0f << 1.0f << 1.0f;
    QTest::newRow("narrow") << 52.11f << 52.73f << 0.8f;
    QTest::newRow("around zero") << -3.0f << 4.5f << 8.0f;
}

void TestAppFormat::niceRanges()
{
    QFETCH(float, lo);
    QFETCH(float, hi);
    QFETCH(float, width);
    const auto range = app::niceRange(lo, hi);
    // Covers what it was given in four even steps, and no wider than it must.
    QVERIFY(range.lo <= lo + 1e-4f * (hi - lo) && range.hi >= hi - 1e-4f * (hi - lo));
    const double step = (double(range.hi) - double(range.lo)) / 4;
    const double mantissa = step / std::pow(10.0, std::floor(std::log10(step) + 1e-6));
    QVERIFY2(std::abs(mantissa - 1) < 1e-3 || std::abs(mantissa - 2) < 1e-3 || std::abs(mantissa - 2.5) < 1e-3
            || std::abs(mantissa - 5) < 1e-3,
        qPrintable(QString::number(mantissa)));
    const double starts = range.lo / step * 20;
    QVERIFY(std::abs(starts - std::round(starts)) < 0.05);
    QVERIFY2(std::abs(range.hi - range.lo - width) < 1e-3f * width, qPrintable(QString::number(range.hi - range.lo)));
    for (const float same : {0.0f, 5.0f, -7.0f}) {
        const auto single = app::niceRange(same, same);
        QVERIFY(single.lo < single.hi && single.lo <= same && single.hi >= same);
    }
}

void TestAppFormat::percentileRange()
{
    model::TelemetryFrame frame;
    const auto& info = model::metricInfo(Metric::RackPower);
    auto& plane = frame.rack[std::size_t(Metric::RackPower)];
    for (int i = 0; i < 1000; ++i)
        plane.push_back(model::quantise(info, float(100 + i % 100)));
    plane[0] = model::quantise(info, 1900); // one outlier must not stretch the colours
    plane[1] = model::kMissing16;
    app::Overlay overlay;
    overlay.metric = Metric::RackPower;
    overlay.rangeMode = app::Overlay::RangeMode::Auto;
    const auto range = app::resolveRange(overlay, &frame);
    QCOMPARE(range.lo, 100.0f);
    QCOMPARE(range.hi, 200.0f);
    // Without values the metric's own range, never an empty one.
    plane.assign(10, model::kMissing16);
    QCOMPARE(app::resolveRange(overlay, &frame).lo, info.rangeLo);
    QCOMPARE(app::resolveRange(overlay, nullptr).hi, info.rangeHi);
    overlay.rangeMode = app::Overlay::RangeMode::Fixed;
    overlay.lo = 5;
    overlay.hi = 4;
    QVERIFY(app::resolveRange(overlay, &frame).lo < app::resolveRange(overlay, &frame).hi);
}

void TestAppFormat::colourMaps()
{
    for (const auto name : app::colormapNames()) {
        const auto map = app::colormap(name);
        QCOMPARE(map.size(), std::size_t(256));
        for (const auto& c : map)
            QVERIFY(c.r >= 0 && c.r <= 1 && c.g >= 0 && c.g <= 1 && c.b >= 0 && c.b <= 1 && c.a == 1);
    }
    for (const auto& info : model::allMetrics())
        QVERIFY2(!app::colormap(info.colormap).empty(), std::string(info.colormap).c_str());
    QVERIFY(app::colormap("jet").empty());
    // Ends as published.
    QCOMPARE(app::colormap("viridis")[0], glm::vec4(0x44, 0x01, 0x54, 255) / 255.0f);
    QCOMPARE(app::colormap("viridis")[255], glm::vec4(0xfd, 0xe7, 0x25, 255) / 255.0f);
    // Sequential maps only get lighter, so that they survive a black and white print; the diverging one peaks in the
    // middle.
    const auto light = [](glm::vec4 c) { return 0.2126f * c.r + 0.7152f * c.g + 0.0722f * c.b; };
    for (const auto* name : {"viridis", "cividis", "inferno"})
        for (std::size_t i = 8; i < 256; i += 8)
            QVERIFY2(light(app::colormap(name)[i]) > light(app::colormap(name)[i - 8]) - 0.005f, name);
    const auto diverging = app::colormap("diverging");
    for (std::size_t i = 8; i < 128; i += 8)
        QVERIFY(light(diverging[i]) > light(diverging[i - 8]) && light(diverging[255 - i]) > light(diverging[263 - i]));
}

void TestAppFormat::resolutions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("width"); // 0 = refused
    QTest::newRow("comma") << "1920,1080" << 1920;
    QTest::newRow("x") << "1920x1080" << 1920;
    QTest::newRow("largest") << "16384,16384" << 16384;
    QTest::newRow("too large") << "16385,1" << 0;
    QTest::newRow("zero") << "0,1" << 0;
    QTest::newRow("negative") << "-5,1" << 0;
    QTest::newRow("fraction") << "5.5,1" << 0;
    QTest::newRow("one") << "5" << 0;
    QTest::newRow("three") << "5,5,5" << 0;
    QTest::newRow("rest") << "5,5px" << 0;
    QTest::newRow("empty") << "" << 0;
    QTest::newRow("space") << "5, 5" << 0;
}

void TestAppFormat::resolutions()
{
    QFETCH(QString, text);
    QFETCH(int, width);
    const auto size = app::parseResolution(text.toStdString());
    QCOMPARE(size ? int(size->x) : 0, width);
}

void TestAppFormat::numbers()
{
    QCOMPARE(*app::parseNumber("-1.5e3"), -1500.0);
    QCOMPARE(*app::parseNumber("+2"), 2.0);
    for (const auto* bad : {"", "nan", "inf", "1,5", " 1", "1 ", "0x10", "1e999", "--1"})
        QVERIFY2(!app::parseNumber(bad), bad);
    QCOMPARE(*app::parseTriple("1,-2,3.5"), glm::dvec3(1, -2, 3.5));
    QVERIFY(!app::parseTriple("1,2"));
    QVERIFY(!app::parsePair("1,2,3"));
}

void TestAppFormat::atlasKeepsWhatItHas()
{
    app::SpriteAtlas atlas;
    int painted = 0;
    const auto paint = [&](int width, int height, QColor colour) {
        return [&painted, width, height, colour] {
            ++painted;
            QImage image(width, height, QImage::Format_RGBA8888_Premultiplied);
            image.fill(colour);
            return image;
        };
    };
    QList<app::SpriteAtlas::Slot> slots_;
    for (int i = 0; i < 300; ++i)
        slots_.append(
            *atlas.get(QString::number(i), paint(40 + i % 90, 10 + i % 30, QColor(i % 256, 255 - i % 256, 7))));
    QCOMPARE(painted, 300);
    for (int i = 0; i < 300; ++i) {
        const auto slot = *atlas.get(QString::number(i), paint(1, 1, Qt::black));
        QCOMPARE(slot.minPx, slots_[i].minPx);
        QVERIFY(slot.minPx.x + slot.sizePx.x <= float(atlas.image().sizePx.x));
        QVERIFY(slot.minPx.y + slot.sizePx.y <= float(atlas.image().sizePx.y));
        // All four corners are this picture's: nobody painted over it, and growing moved nothing.
        for (const float dx : {0.0f, slot.sizePx.x - 1})
            for (const float dy : {0.0f, slot.sizePx.y - 1}) {
                const auto at
                    = (std::size_t(slot.minPx.y + dy) * atlas.image().sizePx.x + std::size_t(slot.minPx.x + dx)) * 4;
                QCOMPARE(int(atlas.image().rgba[at]), i % 256);
            }
    }
    QCOMPARE(painted, 300);
    QCOMPARE(atlas.generation(), std::uint64_t(1));
    const auto before = atlas.revision();
    const auto replaced = *atlas.replace("5", paint(45, 15, Qt::white));
    QCOMPARE(replaced.minPx, slots_[5].minPx);
    QVERIFY(atlas.revision() > before);
}

void TestAppFormat::atlasStartsAgainWhenFull()
{
    app::SpriteAtlas atlas;
    const auto paint = [] { return QImage(1000, 1000, QImage::Format_RGBA8888_Premultiplied); };
    for (int i = 0; i < 40; ++i)
        QVERIFY(atlas.get(QString::number(i), paint));
    QVERIFY(atlas.generation() > 1);
    QVERIFY(atlas.image().sizePx.x <= app::SpriteAtlas::kMaxPx && atlas.image().sizePx.y <= app::SpriteAtlas::kMaxPx);
    QVERIFY(!atlas.get("too large", [] { return QImage(5000, 10, QImage::Format_RGBA8888_Premultiplied); }));
    QVERIFY(!atlas.get("empty", [] { return QImage(); }));
}

void TestAppFormat::cubeFaces()
{
    render::View view;
    view.eyeM = {0, -100, 60};
    view.targetM = {0, 0, 0};
    QCOMPARE(app::viewCubeFace(view, {0.5, 0.65}), glm::dvec3(0, -1, 0));
    QCOMPARE(app::viewCubeFace(view, {0.5, 0.3}), glm::dvec3(0, 0, 1));
    QCOMPARE(app::viewCubeFace(view, {0.02, 0.02}), glm::dvec3(0));
}

QTEST_GUILESS_MAIN(TestAppFormat)
#include "tst_appformat.moc"
