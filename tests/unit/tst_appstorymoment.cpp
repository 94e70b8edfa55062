// What a story shows at a time: tracks, camera path, words; and that the camera stays out of walls and ground.
#include "app/story/stagedstory.h"
#include "app/story/storyfile.h"
#include "app/story/storymoment.h"
#include "assets/import/campusfile.h"
#include "tests/support/tinycampus.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <random>

using namespace gigahall;
using app::Track;

namespace {

app::StoryKey keyAt(double atS, glm::dvec3 eye, glm::dvec3 target)
{
    app::StoryKey key;
    key.atS = atS;
    key.camera.emplace();
    key.camera->eyeM = eye;
    key.camera->targetM = target;
    return key;
}

app::Story storyOf(std::vector<app::StoryKey> keys)
{
    app::Story story;
    story.keys = std::move(keys);
    return story;
}

// 100 x 100 m of walls and roof, 12 m high, around a point.
model::Campus campusWithBuilding(glm::vec2 middle = {0, 0})
{
    model::Campus campus = tests::makeTinyCampus();
    campus.shells.clear();
    for (const auto role : {model::ShellRole::Wall, model::ShellRole::Roof}) {
        model::ShellBox box;
        box.role = role;
        box.building = 0;
        box.minM = glm::vec3(middle - 50.0f, role == model::ShellRole::Roof ? 11.0f : 0.0f);
        box.sizeM = {100, 100, role == model::ShellRole::Roof ? 1.0f : 11.0f};
        campus.shells.push_back(box);
    }
    return campus;
}

bool isInside(const app::Obstacle& box, const glm::dvec3& p)
{
    return glm::all(glm::greaterThan(p, box.minM)) && glm::all(glm::lessThan(p, box.maxM));
}

} // namespace

class TestStoryMoment : public QObject
{
    Q_OBJECT

private slots:
    void trackPassesItsKnots();
    void trackNeverOvershoots();
    void trackHasNoJumps();
    void trackRests();
    void cameraKeepsItsKeys();
    void cameraTurnsTheShortWay();
    void cameraIsLiftedOverABuilding();
    void cameraInAWallIsNamed_data();
    void cameraInAWallIsNamed();
    void cameraStaysOutside();
    void shippedCamerasStayOutside();
    void datesMoveSlowly();
    void whenADayIsReached();
    void captionsFade();
    void switchesFade();
    void quantitiesCrossFade();
    void calloutsNeedTheirAsset();
};

void TestStoryMoment::trackPassesItsKnots()
{
    const Track track({{0, 1, 5, false, 0}, {3, 3, 9, false, 0.7}, {8, 8, -2, true, 0}, {9, 9, -1, false, 0}});
    for (const auto& [s, value] :
        {std::pair{-1.0, 5.0}, {0.0, 5.0}, {0.7, 5.0}, {1.0, 5.0}, {3.0, 9.0}, {8.0, -2.0}, {9.0, -1.0}, {20.0, -1.0}})
        QVERIFY2(std::abs(track.at(s) - value) < 1e-9, qPrintable(QString::number(s)));
    QCOMPARE(Track().at(3), 0.0);
}

void TestStoryMoment::trackNeverOvershoots()
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> value(-100, 100), early(-5, 5), length(0.2, 9);
    for (int round = 0; round < 200; ++round) {
        std::vector<Track::Knot> knots;
        double s = 0;
        for (int i = 0; i < 6; ++i, s += length(random))
            knots.push_back({s, s, value(random), i % 3 == 2, early(random)});
        const Track track(knots);
        for (std::size_t i = 0; i + 1 < knots.size(); ++i)
            for (int n = 0; n <= 20; ++n) {
                const double at = track.at(std::lerp(knots[i].fromS, knots[i + 1].fromS, n / 20.0));
                QVERIFY(at >= std::min(knots[i].value, knots[i + 1].value) - 1e-6);
                QVERIFY(at <= std::max(knots[i].value, knots[i + 1].value) + 1e-6);
            }
    }
}

void TestStoryMoment::trackHasNoJumps()
{
    // Neither of place nor of speed: what it does in one step it does in the next.
    const Track track({{0, 2, 0, false, 2}, {5, 5, 10, false, -3}, {9, 9, 12, false, 0}, {14, 16, 40, false, 0}});
    constexpr double h = 1e-4;
    for (double s = 0; s < 18; s += 0.01) {
        const double before = (track.at(s) - track.at(s - h)) / h, after = (track.at(s + h) - track.at(s)) / h;
        QVERIFY2(std::abs(after - before) < 0.05, qPrintable(QString::number(s)));
    }
}

void TestStoryMoment::trackRests()
{
    const Track track({{0, 0, 0, false, 0}, {4, 4, 10, true, 0}, {8, 8, 20, false, 0}});
    constexpr double h = 1e-3;
    QVERIFY(std::abs(track.at(4 + h) - track.at(4 - h)) / (2 * h) < 0.02);
    const Track through({{0, 0, 0, false, 0}, {4, 4, 10, false, 0}, {8, 8, 20, false, 0}});
    QVERIFY((through.at(4 + h) - through.at(4 - h)) / (2 * h) > 2);
}

void TestStoryMoment::cameraKeepsItsKeys()
{
    const auto story = storyOf({keyAt(0, {0, -900, 400}, {300, 0, 0}), keyAt(6, {500, -100, 90}, {600, 20, 0}),
        keyAt(12, {-3000, -4000, 3000}, {100, 100, 0})});
    const app::CameraPath path(story, tests::makeTinyCampus());
    QVERIFY(path.problems().empty());
    for (const app::StoryKey& key : story.keys) {
        const render::View view = path.at(key.atS);
        QVERIFY(glm::length(view.eyeM - key.camera->eyeM) < 1e-6);
        QVERIFY(glm::length(view.targetM - key.camera->targetM) < 1e-6);
        QVERIFY(std::abs(view.fovYRad - key.camera->fovYRad) < 1e-12);
    }
}

void TestStoryMoment::cameraTurnsTheShortWay()
{
    // From just west of south to just east of it, round the back of the unit circle: 20 degrees, not 340.
    const auto at = [](double deg) {
        const double a = deg * std::numbers::pi / 180;
        return glm::dvec3(500 * std::cos(a), 500 * std::sin(a), 200);
    };
    const auto story = storyOf({keyAt(0, at(170), {0, 0, 0}), keyAt(5, at(-170), {0, 0, 0})});
    const app::CameraPath path(story, tests::makeTinyCampus());
    for (double s = 0; s <= 5; s += 0.25)
        QVERIFY(path.at(s).eyeM.x < -450);
}

void TestStoryMoment::cameraIsLiftedOverABuilding()
{
    const model::Campus campus = campusWithBuilding();
    const auto story = storyOf({keyAt(0, {-300, 0, 6}, {-100, 0, 5}), keyAt(8, {300, 0, 6}, {500, 0, 5})});
    const app::CameraPath path(story, campus);
    QVERIFY(path.problems().empty());
    double highest = 0;
    for (double s = 0; s <= 8; s += 0.02) {
        const glm::dvec3 eye = path.at(s).eyeM;
        for (const app::Obstacle& box : app::obstaclesOf(campus))
            QVERIFY2(!isInside(box, eye), qPrintable(QString::number(s)));
        highest = std::max(highest, eye.z);
    }
    QVERIFY(highest > 12 + app::CameraPath::kClearanceM - 0.1);
    QVERIFY(std::abs(path.at(0).eyeM.z - 6) < 1e-9 && std::abs(path.at(8).eyeM.z - 6) < 1e-9);
}

void TestStoryMoment::cameraInAWallIsNamed_data()
{
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("z");
    QTest::addColumn<QString>("what");
    QTest::newRow("in a building") << 20.0 << 5.0 << QStringLiteral("building P01-B1");
    QTest::newRow("on its roof") << 20.0 << 12.5 << QStringLiteral("building P01-B1");
    QTest::newRow("under the ground") << 300.0 << -3.0 << QStringLiteral("the ground");
    QTest::newRow("at the wall") << 51.0 << 5.0 << QStringLiteral("building P01-B1");
}

void TestStoryMoment::cameraInAWallIsNamed()
{
    QFETCH(double, x);
    QFETCH(double, z);
    QFETCH(QString, what);
    const auto story = storyOf({keyAt(0, {-300, 0, 60}, {0, 0, 5}), keyAt(8, {x, 0, z}, {0, 10, 5})});
    const app::StoryTimeline timeline(story, campusWithBuilding());
    QCOMPARE(timeline.problems().size(), std::size_t(1));
    QCOMPARE(timeline.problems().front().key, std::size_t(1));
    const QString said = QString::fromStdString(timeline.problems().front().text());
    QVERIFY2(said.startsWith("key 2 (8 s): ") && said.contains(what), qPrintable(said));
}

// Wherever keys are, if the story is taken the camera never is in a wall or under the ground.
void TestStoryMoment::cameraStaysOutside()
{
    const model::Campus campus = campusWithBuilding({20, -10});
    const auto obstacles = app::obstaclesOf(campus);
    QVERIFY(!obstacles.empty());
    std::mt19937 random(11);
    std::uniform_real_distribution<double> place(-400, 400), height(2.5, 80), pause(1, 9);
    int taken = 0, lifted = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<app::StoryKey> keys;
        double s = 0;
        for (int i = 0; i < 5; ++i, s += pause(random)) {
            keys.push_back(keyAt(
                s, {place(random), place(random), height(random)}, {place(random), place(random), height(random) / 8}));
            keys.back().stops = i % 2 == 0;
        }
        const app::CameraPath path(storyOf(keys), campus);
        if (!path.problems().empty())
            continue;
        ++taken;
        for (double at = 0; at <= keys.back().atS; at += 0.05) {
            const glm::dvec3 eye = path.at(at).eyeM;
            QVERIFY2(eye.z > 0, qPrintable(QString::number(at)));
            for (const app::Obstacle& box : obstacles)
                QVERIFY2(!isInside(box, eye), qPrintable(QString::number(at)));
            lifted += eye.z > 90;
        }
    }
    QVERIFY(taken > 100);
    QVERIFY(lifted > 0);
}

void TestStoryMoment::shippedCamerasStayOutside()
{
    for (const std::string& file : app::shippedStories()) {
        std::vector<assets::Problem> problems;
        const auto staged = app::openStory(file, problems);
        QVERIFY2(staged, problems.empty() ? "" : problems.front().text().c_str());
        const auto obstacles = app::obstaclesOf(staged->campus());
        render::View last = staged->timeline->at(0).view;
        for (double s = 0; s <= staged->timeline->lengthS(); s += 1 / 30.0) {
            const render::View view = staged->timeline->at(s).view;
            QVERIFY(view.eyeM.z >= app::CameraPath::kClearanceM - 0.01);
            for (const app::Obstacle& box : obstacles)
                QVERIFY2(!isInside(box, view.eyeM), qPrintable(QString::number(s)));
            // Slow: a picture turns by less than a degree, and nothing rushes by.
            QVERIFY2(glm::dot(view.forward(), last.forward()) > std::cos(0.0175), qPrintable(QString::number(s)));
            const double distance = glm::length(view.targetM - view.eyeM);
            QVERIFY2(glm::length(view.eyeM - last.eyeM) < 0.04 * distance, qPrintable(QString::number(s)));
            last = view;
        }
    }
}

void TestStoryMoment::datesMoveSlowly()
{
    auto first = keyAt(0, {0, 0, 100}, {1, 1, 0}), second = keyAt(4, {0, 0, 100}, {1, 1, 0}), third = second;
    first.date = model::parseDay("2026-01-01");
    second.caption = model::LocalizedText{"no date"};
    third.atS = 10;
    third.date = model::parseDay("2026-07-01");
    third.holdS = 2;
    const app::StoryTimeline timeline(storyOf({first, second, third}), tests::makeTinyCampus());
    const double from = model::dayNumber(*first.date), to = model::dayNumber(*third.date);
    QCOMPARE(*timeline.at(0).day, from);
    QCOMPARE(*timeline.at(10).day, to);
    QCOMPARE(*timeline.at(12).day, to);
    QCOMPARE(timeline.lengthS(), 12.0);
    QVERIFY(std::abs(*timeline.at(5).day - (from + to) / 2) < 1); // eased alike at both ends
    double last = from;
    for (double s = 0; s <= 12; s += 0.1) {
        QVERIFY(*timeline.at(s).day >= last);
        last = *timeline.at(s).day;
    }
}

void TestStoryMoment::whenADayIsReached()
{
    auto first = keyAt(0, {0, 0, 100}, {1, 1, 0}), last = keyAt(10, {0, 0, 100}, {1, 1, 0});
    first.date = model::parseDay("2026-01-01");
    last.date = model::parseDay("2026-12-31");
    const app::StoryTimeline timeline(storyOf({first, last}), tests::makeTinyCampus());
    const double day = model::dayNumber(*model::parseDay("2026-05-05"));
    const auto when = timeline.whenDay(day);
    QVERIFY(when);
    QVERIFY(*timeline.at(*when).day >= day && *timeline.at(*when - 0.06).day < day);
    QCOMPARE(*timeline.whenDay(model::dayNumber(*last.date)), 10.0);
    QVERIFY(!timeline.whenDay(model::dayNumber(*last.date) + 1));
}

void TestStoryMoment::captionsFade()
{
    auto first = keyAt(0, {0, 0, 100}, {1, 1, 0}), second = keyAt(5, {0, 0, 100}, {1, 1, 0}), third = second;
    first.caption = model::LocalizedText{"one"};
    second.caption = model::LocalizedText{"two"};
    third.atS = 9;
    const app::StoryTimeline timeline(storyOf({first, second, third}), tests::makeTinyCampus());
    // There from the first picture on, whole at each key, never two at once.
    QCOMPARE(timeline.at(0).captions.front().alpha, 1.0f);
    for (double s = 0; s <= 9; s += 0.05) {
        const auto shown = timeline.at(s).captions;
        QVERIFY(shown.size() <= 1);
        if (!shown.empty())
            QCOMPARE(shown.front().key, std::size_t(s > 4.5 ? 1 : 0));
    }
    QCOMPARE(timeline.at(5).captions.front().key, std::size_t(1));
    QCOMPARE(timeline.at(5).captions.front().alpha, 1.0f);
    QVERIFY(timeline.at(4.5).captions.empty());
    const float half = timeline.at(4.75).captions.front().alpha;
    QVERIFY(half > 0.2f && half < 0.8f);
    QCOMPARE(timeline.at(9).captions.front().alpha, 1.0f); // it stays to the end
}

void TestStoryMoment::switchesFade()
{
    auto first = keyAt(0, {0, 0, 100}, {1, 1, 0}), second = keyAt(5, {0, 0, 100}, {1, 1, 0}), third = second;
    first.gantt = false;
    first.totals = app::StoryTotals::Load;
    second.gantt = true;
    second.totals = app::StoryTotals::Loss;
    third.atS = 9;
    third.gantt = true;
    const app::StoryTimeline timeline(storyOf({first, second, third}), tests::makeTinyCampus());
    QCOMPARE(timeline.at(0).gantt, 0.0f);
    QCOMPARE(timeline.at(3).gantt, 0.0f);
    QCOMPARE(timeline.at(5).gantt, 1.0f);
    QCOMPARE(timeline.at(8.9).gantt, 1.0f);
    QCOMPARE(timeline.at(9).gantt, 1.0f);
    QVERIFY(timeline.at(3).totals == app::StoryTotals::Load && timeline.at(5).totals == app::StoryTotals::Loss);
    float last = timeline.at(3.9).totalsAlpha;
    for (double s = 3.9; s <= 5; s += 1 / 60.0) { // one is gone before the other comes
        const auto moment = timeline.at(s);
        QVERIFY(std::abs(moment.totalsAlpha - last) < 0.15f);
        last = moment.totalsAlpha;
    }
}

void TestStoryMoment::quantitiesCrossFade()
{
    auto first = keyAt(0, {0, 0, 100}, {1, 1, 0}), second = keyAt(5, {0, 0, 100}, {1, 1, 0});
    first.overlay.metric = model::Metric::RackPower;
    second.overlay.metric = model::Metric::Loading;
    const app::StoryTimeline timeline(storyOf({first, second}), tests::makeTinyCampus());
    QCOMPARE(timeline.at(0).overlayShare, 1.0f);
    QCOMPARE(timeline.at(0).overlay.metric, model::Metric::RackPower);
    const auto between = timeline.at(4.7);
    QCOMPARE(between.before.metric, model::Metric::RackPower);
    QCOMPARE(between.overlay.metric, model::Metric::Loading);
    QVERIFY(between.overlayShare > 0.2f && between.overlayShare < 0.8f);
    QCOMPARE(timeline.at(5).overlayShare, 1.0f);
}

void TestStoryMoment::calloutsNeedTheirAsset()
{
    auto key = keyAt(0, {0, 0, 100}, {1, 1, 0});
    key.callouts = {{"P01-B1", {"there", {}}, {}}, {"P77", {"not there", {}}, {}}};
    const app::StoryTimeline timeline(storyOf({key}), tests::makeTinyCampus());
    QCOMPARE(timeline.problems().size(), std::size_t(1));
    QVERIFY(timeline.problems().front().what.find("\"P77\"") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestStoryMoment)
#include "tst_appstorymoment.moc"
