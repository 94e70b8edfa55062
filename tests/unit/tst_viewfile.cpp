// *.view.json: what is written comes back, and what is wrong is said with its line.
#include "app/scenery/viewfile.h"
#include "model/rollout/date.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <numbers>

using namespace gigahall;
using app::Overlay;

class TestViewFile : public QObject
{
    Q_OBJECT

private slots:
    void comesBack_data();
    void comesBack();
    void throughAFile();
    void partsAreOptional();
    void scenarioComesBack();
    void overlayOfAFile();
    void dateComesBack_data();
    void dateComesBack();
    void shiftsComeBack();
    void minusComesBack_data();
    void minusComesBack();
    void recordingsLieBesideTheFile();
    void complains_data();
    void complains();
    void allProblemsAtOnce();
    void themesByName();
};

void TestViewFile::comesBack_data()
{
    QTest::addColumn<bool>("orthographic");
    QTest::addColumn<int>("rangeMode");
    QTest::addColumn<int>("theme");
    QTest::newRow("perspective, metric's range, light")
        << false << int(Overlay::RangeMode::Metric) << int(render::Theme::Light);
    QTest::newRow("orthographic, auto, dark") << true << int(Overlay::RangeMode::Auto) << int(render::Theme::Dark);
    QTest::newRow("perspective, fixed, print") << false << int(Overlay::RangeMode::Fixed) << int(render::Theme::Print);
}

void TestViewFile::comesBack()
{
    QFETCH(bool, orthographic);
    QFETCH(int, rangeMode);
    QFETCH(int, theme);
    render::View view;
    view.eyeM = {-1234.5678, 2345.25, 87.125};
    view.targetM = {10.0625, -20, 3};
    view.up = {0, 1, 0};
    view.fovYRad = 27.5 * std::numbers::pi / 180;
    view.orthographic = orthographic;
    view.orthoHeightM = 321.5;
    view.nearM = 1.25;
    Overlay overlay;
    overlay.metric = model::Metric::RackLiquidFlow;
    overlay.rangeMode = Overlay::RangeMode(rangeMode);
    overlay.lo = 12.5f;
    overlay.hi = 80;
    overlay.colormap = "turbo";
    auto file = app::ViewFile::from(view, overlay, 4321.5, render::Theme(theme));
    file.selection = "P03-B2-H1-R07-K05";

    const auto read = app::parseViewFile(app::viewFileText(file), "a.view.json");
    QVERIFY2(read.view, read.problems.empty() ? "" : read.problems.front().text().c_str());
    const auto& camera = *read.view->camera;
    QVERIFY(glm::length(camera.eyeM - view.eyeM) < 1e-3);
    QVERIFY(glm::length(camera.targetM - view.targetM) < 1e-3);
    QCOMPARE(camera.up, view.up);
    QVERIFY(std::abs(camera.fovYRad - view.fovYRad) < 1e-7);
    QCOMPARE(camera.orthographic, orthographic);
    if (orthographic)
        QCOMPARE(camera.orthoHeightM, view.orthoHeightM);
    QCOMPARE(camera.nearM, view.nearM);
    QCOMPARE(*read.view->timeS, 4321.5);
    QCOMPARE(*read.view->theme, render::Theme(theme));
    QCOMPARE(read.view->selection, file.selection);
    Overlay back;
    read.view->applyTo(back);
    if (overlay.rangeMode != Overlay::RangeMode::Fixed)
        overlay.lo = back.lo, overlay.hi = back.hi;
    QVERIFY(back == overlay);
}

void TestViewFile::throughAFile()
{
    QTemporaryDir folder;
    const auto path = folder.filePath("b.view.json").toStdString();
    app::ViewFile file;
    file.timeS = 7;
    QCOMPARE(app::writeViewFile(path, file), std::string());
    const auto read = app::readViewFile(path);
    QVERIFY(read.view);
    QCOMPARE(*read.view->timeS, 7.0);
    QVERIFY(!app::writeViewFile(folder.filePath("none/b.view.json").toStdString(), file).empty());
    QVERIFY(!app::readViewFile(folder.filePath("absent.view.json").toStdString()).view);
}

void TestViewFile::partsAreOptional()
{
    const auto read = app::parseViewFile(R"({"format": "gigahall/view"})", "c.view.json");
    QVERIFY(read.view);
    QVERIFY(
        !read.view->camera && !read.view->timeS && !read.view->metric && !read.view->rangeMode && !read.view->theme);
    Overlay overlay;
    overlay.metric = model::Metric::RackPower;
    overlay.colormap = "turbo";
    const auto before = overlay;
    read.view->applyTo(overlay);
    QVERIFY(overlay == before);
}

void TestViewFile::scenarioComesBack()
{
    const std::string body
        = R"("scenario": {"events": ["600 fail P01-MT01 P01-B1", "900 restore P01-B1"], "weather": "hot", "overload": "cap"})";
    const auto read = app::parseViewFile("{\"format\": \"gigahall/view\", " + body + "}", "s.view.json");
    QVERIFY2(read.view, read.problems.empty() ? "" : read.problems.front().text().c_str());
    const auto again = app::parseViewFile(app::viewFileText(*read.view), "t.view.json");
    QVERIFY(again.view && again.view->scenario);
    const app::WrittenScenario& scenario = *again.view->scenario;
    QCOMPARE(scenario.events.size(), std::size_t{2});
    QCOMPARE(scenario.events[0].text, std::string("600 fail P01-MT01 P01-B1"));
    QCOMPARE(scenario.events[0].names, (std::vector<std::string>{"P01-MT01", "P01-B1"}));
    QCOMPARE(scenario.events[1].timeS, 900.0);
    QCOMPARE(scenario.weather, std::string("hot"));
    QVERIFY(scenario.overload == model::OverloadPolicy::Cap);
    // Nothing happens, or nothing is said of it: two things.
    const auto calm = app::parseViewFile(R"({"format": "gigahall/view", "scenario": {}})", "u.view.json");
    QVERIFY(calm.view && calm.view->scenario && calm.view->scenario->isEmpty());
    QVERIFY(app::viewFileText(*calm.view).find("scenario") != std::string::npos);
}

void TestViewFile::overlayOfAFile()
{
    // Another quantity does not inherit the range and colours of the one before.
    Overlay overlay{.metric = model::Metric::RackPower,
        .rangeMode = Overlay::RangeMode::Fixed,
        .lo = 1,
        .hi = 2,
        .colormap = "turbo"};
    const auto read
        = app::parseViewFile(R"({"format": "gigahall/view", "overlay": {"metric": "gpu.temperature"}})", "d.view.json");
    QVERIFY(read.view);
    read.view->applyTo(overlay);
    QCOMPARE(overlay.metric, model::Metric::GpuTemperature);
    QCOMPARE(overlay.rangeMode, Overlay::RangeMode::Metric);
    QCOMPARE(overlay.colormapName(), std::string("inferno"));
}

void TestViewFile::dateComesBack_data()
{
    QTest::addColumn<double>("day");
    QTest::addColumn<QString>("text");
    QTest::newRow("a day") << model::dayNumber(*model::parseDay("2027-05-01")) << "\"date\": \"2027-05-01\"";
    QTest::newRow("some time of a day") << model::dayNumber(*model::parseDay("2027-05-01")) - 0.4
                                        << "\"date\": \"2027-05-01\"";
    QTest::newRow("all of it stands") << std::numeric_limits<double>::infinity() << "\"date\": \"complete\"";
}

void TestViewFile::dateComesBack()
{
    QFETCH(double, day);
    QFETCH(QString, text);
    app::ViewFile file;
    file.day = day;
    const std::string written = app::viewFileText(file);
    QVERIFY2(QString::fromStdString(written).contains(text), written.c_str());
    const auto read = app::parseViewFile(written, "d.view.json");
    QVERIFY2(read.view, read.problems.empty() ? "" : read.problems.front().text().c_str());
    QCOMPARE(*read.view->day, std::ceil(day));
    QVERIFY(!app::parseViewFile(R"({"format": "gigahall/view"})", "e.view.json").view->day);
}

void TestViewFile::shiftsComeBack()
{
    app::ViewFile file;
    file.shifts = {{"P03", 0, 6}, {"P01/clear", -3, 0}};
    const std::string written = app::viewFileText(file);
    QVERIFY2(written.find(R"("shifts": ["P03=6mo", "P01/clear=-3d"])") != std::string::npos, written.c_str());
    QCOMPARE(app::parseViewFile(written, "s.view.json").view->shifts, file.shifts);
    file.shifts->clear(); // as planned is something else than whatever it is
    QVERIFY(app::parseViewFile(app::viewFileText(file), "s.view.json").view->shifts->empty());
    QVERIFY(!app::parseViewFile(R"({"format": "gigahall/view"})", "s.view.json").view->shifts);
}

void TestViewFile::minusComesBack_data()
{
    using Kind = app::Minus::Kind;
    QTest::addColumn<app::Minus>("minus");
    QTest::addColumn<QString>("text");
    QTest::newRow("planned") << app::Minus{Kind::Planned, 0, {}, {}} << "\"minus\": \"planned\"";
    QTest::newRow("a time") << app::Minus{Kind::Time, 3600.5, {}, {}} << "\"time\": 3600.5";
    QTest::newRow("earlier") << app::Minus{Kind::Earlier, 600, {}, {}} << "\"earlier\": 600";
    QTest::newRow("a recording") << app::Minus{Kind::Recording, 0, "/a/b.h5", {}} << "\"recording\": \"/a/b.h5\"";
    QTest::newRow("a recording that starts")
        << app::Minus{Kind::Recording, 0, "/a/b.h5", 43200.0} << "\"startsAt\": 43200";
    QTest::newRow("nothing") << app::Minus() << "";
}

void TestViewFile::minusComesBack()
{
    QFETCH(app::Minus, minus);
    QFETCH(QString, text);
    app::ViewFile file;
    file.metric = model::Metric::RackPower;
    file.minus = minus;
    const std::string written = app::viewFileText(file);
    QVERIFY2(QString::fromStdString(written).contains(text), written.c_str());
    const auto read = app::parseViewFile(written, "m.view.json");
    QVERIFY2(read.view, read.problems.empty() ? "" : read.problems.front().text().c_str());
    QVERIFY(read.view->minus && *read.view->minus == minus);
    // Who says nothing of colours says nothing of differences.
    QVERIFY(!app::parseViewFile(R"({"format": "gigahall/view"})", "n.view.json").view->minus);
}

void TestViewFile::recordingsLieBesideTheFile()
{
    QTemporaryDir folder;
    const auto path = folder.filePath("m.view.json").toStdString();
    app::ViewFile file;
    file.minus = app::Minus{app::Minus::Kind::Recording, 0, "b.h5", {}};
    QCOMPARE(app::writeViewFile(path, file), std::string());
    const auto read = app::readViewFile(path);
    QVERIFY(read.view && read.view->minus);
    QCOMPARE(read.view->minus->file, folder.filePath("b.h5").toStdString());
    // Written again it is beside it again; what lies elsewhere stays there.
    file.minus->file = read.view->minus->file;
    QCOMPARE(app::writeViewFile(path, file), std::string());
    QFile text(QString::fromStdString(path));
    QVERIFY(text.open(QIODevice::ReadOnly) && text.readAll().contains("\"recording\": \"b.h5\""));
    file.minus->file = "/elsewhere/b.h5";
    QCOMPARE(app::writeViewFile(path, file), std::string());
    QCOMPARE(app::readViewFile(path).view->minus->file, std::string("/elsewhere/b.h5"));
}

void TestViewFile::complains_data()
{
    QTest::addColumn<QString>("body"); // lines after the first two
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const char* body, const char* message) {
        QTest::newRow(name) << QString::fromLatin1(body) << QString::fromLatin1(message);
    };
    row("unknown key", "\"camra\": {}", ":3: /camra: is not known (did you mean 'camera'?)");
    row("camera of another type", "\"camera\": 5", ":3: /camera: is number, expected an object");
    row("no focal point", "\"camera\": {\"position\": [0, 0, 1]}", ":3: /camera: has no \"focalPoint\"");
    row("two coordinates", "\"camera\": {\"position\": [0, 1],\n\"focalPoint\": [0, 0, 0]}",
        "expected three numbers in metres");
    row("text as coordinate", "\"camera\": {\n\"position\": [0, 1, \"2\"],\n\"focalPoint\": [0, 0, 0]}",
        ":4: /camera/position");
    row("far out", "\"camera\": {\"position\": [0, 1, 1e9], \"focalPoint\": [0, 0, 0]}", "/camera/position");
    row("on its focus", "\"camera\": {\"position\": [1, 1, 1], \"focalPoint\": [1, 1, 1]}",
        "/camera/focalPoint: is where the camera is");
    row("no up", "\"camera\": {\"position\": [1, 1, 1], \"focalPoint\": [0, 0, 0], \"viewUp\": [0, 0, 0]}",
        "/camera/viewUp: has no direction");
    row("angle", "\"camera\": {\"position\": [1, 1, 1], \"focalPoint\": [0, 0, 0], \"viewAngle\": 180}",
        "/camera/viewAngle: is 180");
    row("orthographic", "\"camera\": {\"position\": [1, 1, 1], \"focalPoint\": [0, 0, 0], \"orthographic\": 1}",
        "expected true or false");
    row("time", "\"time\": \"noon\"", "/time: is string, expected a number");
    row("no day", "\"date\": \"2027-02-29\"",
        ":3: /date: is \"2027-02-29\", expected a day such as 2026-12-31, or complete");
    row("no list of shifts", "\"shifts\": \"P03=6mo\"", "/shifts: is string, expected");
    row("no shift", "\"shifts\": [\"P03=6mo\",\n\"P03\"]", ":4: /shifts/1: is \"P03\", expected ASSET=TIME");
    row("a number", "\"shifts\": [6]", "/shifts/0: is 6, expected ASSET=TIME");
    row("overlay", "\"overlay\": []", "/overlay: is array, expected an object");
    row("metric", "\"overlay\": {\"metric\": \"heat\"}",
        "/overlay/metric: is \"heat\", expected one of gpu.utilization");
    row("colour map", "\"overlay\": {\"colormap\": \"jet\"}", "/overlay/colormap: is \"jet\", expected one of viridis");
    row("range turned around", "\"overlay\": {\"range\": [3, 2]}",
        "/overlay/range: expected two numbers, the lower first");
    row("range of one", "\"overlay\": {\"range\": [3]}", "/overlay/range");
    row("minus of another kind", "\"overlay\": {\"minus\": \"plan\"}",
        ":3: /overlay/minus: expected \"planned\", {\"time\": SECONDS}");
    row("minus two things", "\"overlay\": {\"minus\": {\"time\": 3, \"earlier\": 4}}", "/overlay/minus: expected");
    row("minus a word", "\"overlay\": {\"minus\": {\"time\": \"noon\"}}", "/overlay/minus/time: is string");
    row("minus later", "\"overlay\": {\"minus\": {\"earlier\": -5}}", "/overlay/minus/earlier: is -5");
    row("start of no recording", "\"overlay\": {\"minus\": {\"time\": 3, \"startsAt\": 4}}",
        "/overlay/minus/startsAt: is for a recording");
    row("key of minus", "\"overlay\": {\"minus\": {\"tiem\": 3}}", "(did you mean 'time'?)");
    row("theme", "\"theme\": \"blue\"", "/theme: is \"blue\", expected one of light, dark, print");
    row("selection", "\"selection\": 3", "/selection: is number, expected a string");
    row("scenario", "\"scenario\": []", ":3: /scenario: is array, expected an object");
    row("events", "\"scenario\": {\"events\": 5}", "/scenario/events: is number, expected a list");
    row("number as event", "\"scenario\": {\"events\": [5]}", "/scenario/events/0: is number, expected an event");
    row("unknown event", "\"scenario\": {\"events\": [\"5 fail A\",\n\"5 fial B\"]}",
        ":4: /scenario/events/1: \"5 fial B\": expected fail");
    row("overload", "\"scenario\": {\"overload\": \"drop\"}",
        "/scenario/overload: is \"drop\", expected one of shed, cap, carry");
    row("key of a scenario", "\"scenario\": {\"event\": []}", "/scenario/event: is not known (did you mean 'events'?)");
    row("no comma", "\"time\": 1 \"theme\": \"dark\"", ":3:");
}

void TestViewFile::complains()
{
    QFETCH(QString, body);
    QFETCH(QString, message);
    const auto text = "{\n\"format\": \"gigahall/view\",\n" + body.toStdString() + "\n}\n";
    const auto read = app::parseViewFile(text, "x.view.json");
    QVERIFY(!read.view);
    QVERIFY(!read.problems.empty());
    const auto said = QString::fromStdString(read.problems.front().text());
    QVERIFY2(said.startsWith("x.view.json:"), qPrintable(said));
    QVERIFY2(said.contains(message), qPrintable(said));
}

void TestViewFile::allProblemsAtOnce()
{
    const auto read = app::parseViewFile(R"({"format": "gigahall/scene", "time": true, "theme": 1})", "y.view.json");
    QVERIFY(!read.view);
    QCOMPARE(read.problems.size(), std::size_t(3));
    QVERIFY(!app::parseViewFile("[]", "z.view.json").view);
    QVERIFY(!app::parseViewFile("", "z.view.json").view);
    QVERIFY(!app::parseViewFile("{}", "z.view.json").view);
}

void TestViewFile::themesByName()
{
    for (const auto theme : {render::Theme::Light, render::Theme::Dark, render::Theme::Print})
        QCOMPARE(*app::themeByName(app::themeName(theme)), theme);
    QVERIFY(!app::themeByName("Light"));
}

QTEST_GUILESS_MAIN(TestViewFile)
#include "tst_viewfile.moc"
