#include "guitest.h"

#include "app/docks/whatifpanel.h"
#include "app/live/livesetup.h"
#include "app/scenery/viewfile.h"
#include "app/window/timebar.h"
#include "app/window/whatif.h"
#include "model/feeds/recording.h"
#include "model/simulation/simulator.h"

#include <QDockWidget>
#include <QLabel>
#include <QMenu>

#include <cmath>

using namespace gigahall;
using model::AssetKind;

namespace {

constexpr double kStartS = 20300.0 * 86400 + 43200; // 2025-07-31 12:00 UTC

/// Twenty seconds of a simulated hall as something that was recorded then.
bool record(const model::Campus& campus, const std::string& path)
{
    model::RecordingOptions options;
    options.sinceEpoch = true;
    model::Recorder recorder(campus, path, options);
    model::Simulator simulator(campus, 3);
    for (int s = 0; s < 20; ++s) {
        model::TelemetryFrame frame = *simulator.frame(43200 + s, {});
        frame.timeS = kStartS + s;
        if (!recorder.add(frame).empty())
            return false;
    }
    return recorder.close().empty();
}

} // namespace

/// What-ifs on top of a recording and of live sources, and the way back.
class TestWhatIfFork : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void failsOnARecording();
    void undoAndRedo();
    void saysSo();
    void weatherHasATime();
    void playsBeyondTheEnd();
    void viewFilesKeepIt();
    void noOtherHardware();
    void live();

private:
    app::MainWindow& window() { return *m_open->window; }
    model::FramePtr frameWhere(const std::function<bool(const model::TelemetryFrame&)>& holds)
    {
        const bool there = QTest::qWaitFor([&] { return window().frame() && holds(*window().frame()); }, 20000);
        return there ? window().frame() : nullptr;
    }
    model::FramePtr forked()
    {
        return frameWhere([](const model::TelemetryFrame& frame) { return frame.forkedAtS.has_value(); });
    }
    model::FramePtr asRecorded()
    {
        return frameWhere([](const model::TelemetryFrame& frame) { return !frame.forkedAtS; });
    }
    QString text(const char* label) { return window().findChild<QLabel*>(QLatin1String(label))->text(); }

    QTemporaryDir m_folder;
    std::unique_ptr<test::OpenWindow> m_open;
    static constexpr double kShownS = kStartS + 10;
};

void TestWhatIfFork::initTestCase()
{
    const std::string file = m_folder.filePath("hall.h5").toStdString();
    std::vector<assets::Problem> problems;
    const auto session = app::Session::open({.campus = "one-hall"}, problems);
    QVERIFY(session && record(*session->campus(), file));
    app::ViewOptions options = test::options();
    options.scene.session.replay = file;
    options.scene.timeS = kShownS;
    m_open = std::make_unique<test::OpenWindow>(options);
    QVERIFY(m_open->ok);
}

void TestWhatIfFork::init()
{
    window().select({});
    if (!(window().whatIf().scenario() == model::Scenario())) {
        window().action(QStringLiteral("asPlanned"))->trigger();
        QVERIFY(asRecorded() != nullptr);
    }
    window().worker()->setTime(kShownS);
    QVERIFY(frameWhere([](const model::TelemetryFrame& frame) { return frame.timeS == kShownS; }));
}

void TestWhatIfFork::failsOnARecording()
{
    const model::Campus& campus = *window().session()->campus();
    const model::FramePtr before = window().frame();
    QVERIFY(!before->impact && before->stateCounts[std::size_t(model::DataState::Recorded)] > 0);
    const QImage picture = m_open->picture();
    window().select({AssetKind::Row, 1});
    QVERIFY(window().action(QStringLiteral("fail"))->isEnabled());
    QTest::keyClick(&window(), Qt::Key_Delete);
    const model::FramePtr frame = forked();
    QVERIFY(frame && frame->impact && frame->balance);
    QCOMPARE(*frame->forkedAtS, kShownS);
    QCOMPARE(frame->timeS, kShownS);
    QCOMPARE(frame->impact->darkRacks, campus.rows[1].racks.count);
    const auto power = std::size_t(model::Metric::RackPower);
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r) {
        const bool dark = r >= campus.rows[1].racks.first && r < campus.rows[1].racks.end();
        if (!dark)
            QCOMPARE(frame->rack[power][r], before->rack[power][r]);
    }
    QVERIFY(m_open->drawn());
    QVERIFY(m_open->picture() != picture);
    // Back.
    window().action(QStringLiteral("asPlanned"))->trigger();
    const model::FramePtr after = asRecorded();
    QVERIFY(after && after->rack == before->rack && !after->impact);
    QVERIFY(!window().action(QStringLiteral("asPlanned"))->isEnabled());
}

void TestWhatIfFork::undoAndRedo()
{
    window().fail({AssetKind::Rack, 4});
    QVERIFY(forked());
    window().fail({AssetKind::Rack, 9});
    QVERIFY(frameWhere([](const auto& frame) { return frame.impact && frame.impact->darkRacks == 2; }));
    window().action(QStringLiteral("undo"))->trigger();
    QVERIFY(frameWhere([](const auto& frame) { return frame.impact && frame.impact->darkRacks == 1; }));
    window().action(QStringLiteral("undo"))->trigger();
    QVERIFY(asRecorded());
    window().action(QStringLiteral("redo"))->trigger();
    QVERIFY(frameWhere([](const auto& frame) { return frame.impact && frame.impact->darkRacks == 1; }));
    window().restore({AssetKind::Rack, 4});
    QVERIFY(frameWhere([](const auto& frame) { return frame.impact && frame.impact->darkRacks == 0; }));
    QCOMPARE(*window().frame()->forkedAtS, kShownS);
}

void TestWhatIfFork::saysSo()
{
    QVERIFY(text("statusSource").contains("recorded hall.h5"));
    QVERIFY(!text("statusSource").contains("what if"));
    window().fail({AssetKind::Row, 0});
    QVERIFY(forked());
    const QString clock = app::clockText(kShownS, window().locale());
    QVERIFY(clock.contains("12:00:10"));
    for (const char* label : {"statusSource", "whatIfFork"}) {
        QVERIFY2(text(label).contains(clock) && text(label).contains("hall.h5"), qPrintable(text(label)));
        QVERIFY(text(label).contains("what if", Qt::CaseInsensitive));
    }
    QVERIFY(text("timeSource").contains("what if"));
    QVERIFY(!window().findChild<QLabel*>("whatIfFork")->isHidden());
    QCOMPARE(window().action(QStringLiteral("asPlanned"))->iconText(), QString("As recorded"));
    window().setLanguage(QStringLiteral("de"));
    QVERIFY2(text("statusSource").contains(QString::fromUtf8("Was w\u00e4re, wenn")), qPrintable(text("statusSource")));
    QVERIFY(text("whatIfFork").contains(QString::fromUtf8("Was w\u00e4re, wenn")));
    window().setLanguage(QStringLiteral("en"));
}

/// Weather and what becomes of overloads are no events: the fork begins at what is shown all the same.
void TestWhatIfFork::weatherHasATime()
{
    window().whatIf().setPolicy(model::OverloadPolicy::Cap, "capped");
    const model::FramePtr frame = forked();
    QVERIFY(frame);
    QCOMPARE(*frame->forkedAtS, kShownS);
    QCOMPARE(window().whatIf().scenario().fromS, std::optional(kShownS));
    app::ViewFile view;
    view.scenario = app::writtenScenario(window().whatIf().scenario(), *window().session()->campus());
    const app::ViewFileResult again = app::parseViewFile(app::viewFileText(view), "a.view.json");
    QVERIFY(again.view && again.view->scenario);
    QCOMPARE(again.view->scenario->fromS, std::optional(kShownS));
}

void TestWhatIfFork::playsBeyondTheEnd()
{
    window().fail({AssetKind::Row, 1});
    QVERIFY(forked());
    QVERIFY(std::isinf(window().worker()->timeSpan().lastS));
    window().worker()->setTime(kStartS + 7300);
    const model::FramePtr frame = frameWhere([](const auto& f) { return f.timeS == kStartS + 7300; });
    QVERIFY(frame);
    QCOMPARE(frame->stateCounts[std::size_t(model::DataState::Recorded)], 0u);
    auto* track = window().findChild<app::TimeTrack*>();
    QVERIFY(track->firstS() == kStartS && track->lastS() > kStartS + 7300);
    window().action(QStringLiteral("asPlanned"))->trigger();
    QVERIFY(asRecorded());
    QCOMPARE(window().worker()->timeSpan().lastS, kStartS + 19);
    QCOMPARE(track->lastS(), kStartS + 19);
}

void TestWhatIfFork::viewFilesKeepIt()
{
    window().fail({AssetKind::Row, 1});
    QVERIFY(forked());
    const model::Scenario scenario = window().whatIf().scenario();
    app::ViewFile view;
    view.timeS = kShownS;
    view.scenario = app::writtenScenario(scenario, *window().session()->campus());
    const QString path = m_folder.filePath("a.view.json");
    QCOMPARE(app::writeViewFile(path.toStdString(), view), std::string());
    window().action(QStringLiteral("asPlanned"))->trigger();
    QVERIFY(asRecorded());
    window().openFile(path);
    QVERIFY(forked());
    QCOMPARE(window().whatIf().scenario().events.size(), std::size_t{1});
    QVERIFY(window().whatIf().scenario() == scenario);
    // What happened to a simulation at another time does not concern a recording.
    view.scenario->events[0].text = "600 fail P01-B1-H1";
    QCOMPARE(app::writeViewFile(path.toStdString(), view), std::string());
    window().openFile(path);
    QVERIFY(window().whatIf().scenario() == scenario);
}

void TestWhatIfFork::noOtherHardware()
{
    QVERIFY(window().action(QStringLiteral("fail")) != nullptr);
    for (const QMenu* menu : window().findChildren<QMenu*>())
        QVERIFY(menu->title() != QLatin1String("Hardware"));
}

/// Nobody answers at that address: nothing is known of any rack, and that stays so.
void TestWhatIfFork::live()
{
    window().fail({AssetKind::Rack, 4});
    QVERIFY(forked());
    window().connectLive({app::connectionOf("mqtt://127.0.0.1:1", "dsx-bms", {})});
    QVERIFY(window().live());
    QVERIFY(window().whatIf().scenario() == model::Scenario()); // that was of the recording
    QVERIFY(frameWhere([](const auto& frame) { return !frame.forkedAtS && frame.timeS > kStartS + 1e6; }));
    window().fail({AssetKind::Row, 1});
    const model::FramePtr frame = forked();
    QVERIFY(frame && frame->impact);
    const model::Campus& campus = *window().session()->campus();
    QCOMPARE(frame->impact->darkRacks, campus.rows[1].racks.count);
    QCOMPARE(frame->impact->assumedRacks, campus.rackCount());
    QCOMPARE(frame->stateCounts[std::size_t(model::DataState::Missing)], campus.rackCount());
    QVERIFY(text("whatIfFork").contains("not measured"));
    QVERIFY(window().action(QStringLiteral("backToLive"))->isEnabled());
    window().action(QStringLiteral("backToLive"))->trigger();
    QVERIFY(asRecorded());
    QVERIFY(window().live() && window().whatIf().scenario() == model::Scenario());
    // And the same again.
    window().action(QStringLiteral("undo"))->trigger();
    QVERIFY(forked());
}

GIGAHALL_GUI_TEST(TestWhatIfFork)
#include "tst_whatiffork.moc"
