// *.story.json: what is written comes back, and what is wrong is said with its line.
#include "app/story/storyfile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gigahall;

namespace {

app::Story sampleStory()
{
    app::Story story;
    story.title = {"A field", "Ein Feld"};
    story.campus = "one-hall";
    story.plan = {"late.csv", {{"P02", 0, 6}}};
    story.theme = render::Theme::Dark;
    story.overlay.metric = model::Metric::Loading;
    story.timeS = 43200.5;
    std::string problem;
    story.scenario.emplace().events.push_back(*app::readEvent("600 fail P01", problem));
    story.sources = {"a page", "another one"};
    app::StoryKey first;
    first.camera.emplace();
    first.camera->eyeM = {1.5, -2000.0625, 300};
    first.camera->targetM = {10, 20, 5.25};
    first.date = model::parseDay("2026-12-31");
    first.caption = model::LocalizedText{"An empty field", "Ein leeres Feld"};
    first.note = model::LocalizedText{"letter of intent", ""};
    first.totals = app::StoryTotals::Rollout;
    first.gantt = true;
    first.holdS = 1.25;
    app::StoryKey second;
    second.atS = 7.5;
    second.stops = true;
    second.timeS = 50000;
    second.overlay.rangeMode = app::Overlay::RangeMode::Fixed;
    second.overlay.lo = 2;
    second.overlay.hi = 8;
    second.caption = model::LocalizedText{};
    second.callouts = {{"P01-B1", {"One", "Eins"}, {"of many", "von vielen"}}, {"P01", {"All", ""}, {}}};
    second.legend = false;
    story.keys = {first, second};
    return story;
}

const char* const kGoodKey = R"({"at": 0, "camera": {"position": [0, 0, 9], "focalPoint": [1, 1, 1]}})";

} // namespace

class TestStoryFile : public QObject
{
    Q_OBJECT

private slots:
    void comesBack();
    void throughAFile();
    void absentPartsStayAbsent();
    void complains_data();
    void complains();
    void allProblemsAtOnce();
    void shippedOnesAreGood();
};

void TestStoryFile::comesBack()
{
    const app::Story story = sampleStory();
    const std::string text = app::storyText(story);
    const auto read = app::parseStory(text, "a.story.json");
    QVERIFY2(read.story, read.problems.empty() ? "" : read.problems.front().text().c_str());
    QCOMPARE(app::storyText(*read.story), text);
    const app::Story& back = *read.story;
    QCOMPARE(back.title.de, story.title.de);
    QCOMPARE(back.plan, story.plan);
    QCOMPARE(*back.theme, render::Theme::Dark);
    QVERIFY(back.overlay == story.overlay);
    QCOMPARE(back.timeS, story.timeS);
    QCOMPARE(back.scenario->events.front().text, std::string("600 fail P01"));
    QCOMPARE(back.sources, story.sources);
    QCOMPARE(back.keys.size(), std::size_t(2));
    const app::StoryKey &first = back.keys[0], &second = back.keys[1];
    QCOMPARE(first.camera->eyeM, story.keys[0].camera->eyeM);
    QCOMPARE(first.camera->targetM, story.keys[0].camera->targetM);
    QVERIFY(first.date == story.keys[0].date);
    QCOMPARE(first.holdS, 1.25);
    QVERIFY(!first.stops && second.stops);
    QCOMPARE(first.caption->de, std::string("Ein leeres Feld"));
    QCOMPARE(first.note->en, std::string("letter of intent"));
    QVERIFY(first.totals == app::StoryTotals::Rollout && !second.totals);
    QVERIFY(first.gantt == true && !first.legend && second.legend == false);
    QVERIFY(second.overlay == story.keys[1].overlay);
    QVERIFY(second.caption && second.caption->en.empty());
    QCOMPARE(second.callouts.size(), std::size_t(2));
    QCOMPARE(second.callouts[0].detail.de, std::string("von vielen"));
    QCOMPARE(second.callouts[1].asset, std::string("P01"));
    QCOMPARE(read.keyLines.size(), std::size_t(2));
    QVERIFY(read.keyLines[1] > read.keyLines[0]);
}

void TestStoryFile::throughAFile()
{
    QTemporaryDir folder;
    const auto path = folder.filePath("b.story.json").toStdString();
    QFile plan(folder.filePath("late.csv"));
    QVERIFY(plan.open(QIODevice::WriteOnly));
    QCOMPARE(app::writeStory(path, sampleStory()), std::string());
    const auto read = app::readStory(path);
    QVERIFY(read.story);
    // Files beside the story are found from anywhere.
    QCOMPARE(QString::fromStdString(read.story->plan.file), folder.filePath("late.csv"));
    QCOMPARE(read.story->campus, std::string("one-hall"));
    QVERIFY(!app::writeStory(folder.filePath("none/b.story.json").toStdString(), sampleStory()).empty());
    QVERIFY(!app::readStory(folder.filePath("absent.story.json").toStdString()).story);
}

void TestStoryFile::absentPartsStayAbsent()
{
    const auto read = app::parseStory(
        R"({"format": "gigahall/story", "version": 1, "title": {"en": "x"}, "keys": [)" + std::string(kGoodKey) + "]}",
        "c.story.json");
    QVERIFY2(read.story, read.problems.empty() ? "" : read.problems.front().text().c_str());
    const app::StoryKey& key = read.story->keys.front();
    QVERIFY(!key.date && !key.timeS && !key.caption && !key.note && !key.totals && !key.gantt && !key.legend);
    QVERIFY(key.overlay.isEmpty() && key.callouts.empty() && !read.story->theme && !read.story->scenario);
    QCOMPARE(read.story->campus, std::string("default"));
    QVERIFY(!read.story->hasDates() && !read.story->hasTimes());
    QCOMPARE(read.story->lengthS(), 0.0);
}

void TestStoryFile::complains_data()
{
    QTest::addColumn<QString>("body"); // lines after the first three
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const QString& body, const char* message) {
        QTest::newRow(name) << body << QString::fromLatin1(message);
    };
    const QString good = QStringLiteral("\"keys\": [%1]").arg(QLatin1String(kGoodKey));
    // Further members of the first key, or a second key.
    const auto member = [](const char* more) {
        return QStringLiteral("\"keys\": [%1]")
            .arg(QString::fromLatin1(kGoodKey).replace(
                QLatin1String("\"at\": 0"), QLatin1String("\"at\": 0,\n") + QLatin1String(more)));
    };
    const auto second
        = [](const char* key) { return QStringLiteral("\"keys\": [%1,\n%2]").arg(kGoodKey, QLatin1String(key)); };
    row("no keys", "\"time\": 1", "has no \"keys\"");
    row("empty keys", "\"keys\": []", "/keys: is empty");
    row("keys of another type", "\"keys\": {}", "/keys: is object, expected a list");
    row("unknown word", good + ",\n\"camups\": \"default\"", ":5: /camups: is not known (did you mean 'campus'?)");
    row("campus", good + ", \"campus\": 5", "/campus: is number, expected a string");
    row("theme", good + ", \"theme\": \"blue\"", "/theme: is \"blue\", expected one of light, dark, print");
    row("event", good + ", \"scenario\": {\"events\": [\"5 fial A\"]}", "/scenario/events/0: \"5 fial A\"");
    row("sources", good + ", \"sources\": [1]", "/sources/0: is number, expected a text");
    row("key of another type", second("7"), ":5: /keys/1: is number, expected an object");
    row("unknown word of a key", member("\"captoin\": {}"),
        ":5: /keys/0/captoin: is not known (did you mean 'caption'?)");
    row("no at", "\"keys\": [{}]", "/keys/0: has no \"at\"");
    row("negative at", "\"keys\": [{\"at\": -1}]", "/keys/0/at: is -1, expected a number from 0");
    row("does not begin at 0", QString(good).replace("\"at\": 0", "\"at\": 2"), "/keys/0/at: is 2, expected 0");
    row("no camera", "\"keys\": [{\"at\": 0}]", "/keys/0: has no camera");
    row("not later", second("{\"at\": 0}"), ":5: /keys/1/at: is 0, expected a time after key 1");
    row("within a hold", QString(second("{\"at\": 3}")).replace("\"at\": 0", "\"at\": 0, \"hold\": 4"),
        "/keys/1/at: is 3, expected a time after key 1, which ends at 4 s");
    row("hold", member("\"hold\": \"long\""), "/keys/0/hold: is string, expected a number");
    row("ease", member("\"ease\": \"slow\""), "/keys/0/ease: is \"slow\", expected one of through, stop");
    row("date", member("\"date\": \"2026-02-30\""), ":5: /keys/0/date: is \"2026-02-30\", expected a day such as");
    row("date as number", member("\"date\": 2026"), "/keys/0/date: is number, expected a string");
    row("time", member("\"time\": \"noon\""), "/keys/0/time: is string");
    row("metric", member("\"overlay\": {\"metric\": \"gpu.powr\"}"), "did you mean 'gpu.power'?");
    row("caption as text", member("\"caption\": \"A\""), "/keys/0/caption: is string, expected an object");
    row("caption without English", member("\"caption\": {\"de\": \"A\"}"), "/keys/0/caption: has no \"en\"");
    row("language", member("\"caption\": {\"en\": \"A\", \"fr\": \"B\"}"), "/keys/0/caption/fr: is not known");
    row("callouts", member("\"callouts\": {}"), "/keys/0/callouts: is object, expected a list");
    row("callout without asset", member("\"callouts\": [{\"text\": {\"en\": \"A\"}}]"),
        "/keys/0/callouts/0: has no \"asset\"");
    row("callout without text", member("\"callouts\": [{\"asset\": \"P01\"}]"), "/keys/0/callouts/0: has no \"text\"");
    row("totals", member("\"totals\": true"), "/keys/0/totals: is boolean, expected a string");
    row("totals by another name", member("\"totals\": \"rolout\""),
        "expected one of off, rollout, load, loss (did you mean 'rollout'?)");
    row("gantt", member("\"gantt\": \"on\""), "/keys/0/gantt: is string, expected true or false");
    row("orthographic",
        "\"keys\": [{\"at\": 0, \"camera\": {\"position\": [0, 0, 9], \"focalPoint\": [0, 0, 0], "
        "\"orthographic\": true}}]",
        "/keys/0/camera/orthographic: is true, expected a perspective camera");
    row("no comma", "\"time\": 1 \"keys\": []", ":4:");
}

void TestStoryFile::complains()
{
    QFETCH(QString, body);
    QFETCH(QString, message);
    const auto text = "{\n\"format\": \"gigahall/story\", \"version\": 1,\n\"title\": {\"en\": \"A\"},\n"
        + body.toStdString() + "\n}\n";
    const auto read = app::parseStory(text, "x.story.json");
    QVERIFY(!read.story);
    QVERIFY(!read.problems.empty());
    const auto said = QString::fromStdString(read.problems.front().text());
    QVERIFY2(said.startsWith("x.story.json:"), qPrintable(said));
    QVERIFY2(said.contains(message), qPrintable(said));
}

void TestStoryFile::allProblemsAtOnce()
{
    const auto read = app::parseStory(R"({"format": "gigahall/view", "version": 2, "theme": 1, "keys": 3})", "y");
    QVERIFY(!read.story);
    QCOMPARE(read.problems.size(), std::size_t(5)); // those four, and no title
    QVERIFY(!app::parseStory("[]", "z").story);
    QVERIFY(!app::parseStory("", "z").story);
    QVERIFY(!app::parseStory("{}", "z").story);
}

void TestStoryFile::shippedOnesAreGood()
{
    const auto stories = app::shippedStories();
    QCOMPARE(stories.size(), std::size_t(3));
    for (const std::string& path : stories) {
        const auto read = app::readStory(path);
        QVERIFY2(read.story, read.problems.empty() ? path.c_str() : read.problems.front().text().c_str());
        const app::Story& story = *read.story;
        QVERIFY2(story.lengthS() >= 60 && story.lengthS() <= 90, path.c_str());
        QVERIFY2(!story.sources.empty(), path.c_str());
        // Both languages, everywhere.
        QVERIFY(!story.title.de.empty());
        for (const app::StoryKey& key : story.keys) {
            QVERIFY2(!key.caption || key.caption->en.empty() == key.caption->de.empty(), path.c_str());
            QVERIFY2(!key.note || key.note->en.empty() == key.note->de.empty(), path.c_str());
            for (const app::StoryCallout& callout : key.callouts) {
                QVERIFY2(!callout.text.de.empty(), path.c_str());
                QVERIFY2(callout.detail.en.empty() == callout.detail.de.empty(), path.c_str());
            }
        }
        // By name as well, with and without its ending.
        const QString name = QFileInfo(QString::fromStdString(path)).fileName();
        QCOMPARE(app::resolveStoryPath(name.toStdString()), path);
        QCOMPARE(app::resolveStoryPath(name.chopped(11).toStdString()), path);
    }
    QCOMPARE(app::resolveStoryPath("nothing-like-it"), std::string("nothing-like-it"));
}

QTEST_GUILESS_MAIN(TestStoryFile)
#include "tst_appstoryfile.moc"
