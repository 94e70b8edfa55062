// gigahall animate: videos as they were asked for, the same pictures every time, and nothing half made.
#include "tests/support/program.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using gigahall::test::Answer;
using gigahall::test::runProgram;

namespace {

// Two seconds of flight over one hall, with all that can be on a picture.
const char* const kStory = R"({
  "format": "gigahall/story", "version": 1, "title": {"en": "Short", "de": "Kurz"}, "campus": "one-hall",
  "overlay": {"metric": "gpu.utilization"},
  "keys": [
    {"at": 0, "camera": {"position": [34, -266, 263], "focalPoint": [143, 91, 2]}, "date": "2026-01-01",
      "caption": {"en": "Then", "de": "Dann"}, "totals": "rollout", "gantt": true, "legend": true,
      "callouts": [{"asset": "P01-B1", "text": {"en": "A building", "de": "Ein Bau"}}]},
    {"at": 2, "camera": {"position": [60, -240, 240], "focalPoint": [143, 91, 2]}, "date": "2026-12-31",
      "caption": {"en": "Now", "de": "Jetzt"}}
  ]
})";

QString probe(const QString& file, const QString& entries)
{
    QProcess process;
    process.start(QStringLiteral("ffprobe"),
        {"-v", "error", "-select_streams", "v:0", "-count_frames", "-show_entries", entries, "-of",
            "default=noprint_wrappers=1", file});
    process.waitForFinished(60000);
    return QString::fromUtf8(process.readAllStandardOutput());
}

} // namespace

class TestCliAnimate : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void videos_data();
    void videos();
    void pictures();
    void samePicturesEveryTime();
    void milestones();
    void partOfAStory();
    void withoutFfmpeg();
    void cancelled_data();
    void cancelled();
    void ffmpegThatFails();
    void wrongUse_data();
    void wrongUse();
    void badStories();
    void check();

private:
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QStringList small(const QStringList& more) const
    {
        return QStringList{"animate", m_story, "--resolution", "320,180", "--frame-rate", "10"} + more;
    }
    void write(const char* name, const QByteArray& text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QTemporaryDir m_folder;
    QString m_story;
};

void TestCliAnimate::initTestCase()
{
    write("short.story.json", kStory);
    m_story = path("short.story.json");
}

void TestCliAnimate::videos_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("codec");
    QTest::newRow("mp4") << "a.mp4"
                         << "h264";
    QTest::newRow("webm") << "a.webm"
                          << "vp9";
    QTest::newRow("gif") << "a.gif"
                         << "gif";
}

void TestCliAnimate::videos()
{
    QFETCH(QString, name);
    QFETCH(QString, codec);
    if (QStandardPaths::findExecutable("ffprobe").isEmpty())
        QSKIP("ffmpeg is not installed");
    const QString file = m_folder.filePath(name);
    const Answer answer = runProgram(small({"--output", file, "--language", "de", "--costs"}));
    QVERIFY2(answer.exitCode == 0, qPrintable(answer.error));
    QVERIFY2(answer.out.contains("20 pictures, 320 x 180, 2.0 s"), qPrintable(answer.out));
    QVERIFY2(answer.out.contains("ms a picture"), qPrintable(answer.out));
    const QString facts = probe(file, "stream=codec_name,width,height,nb_read_frames,r_frame_rate");
    QVERIFY2(facts.contains("codec_name=" + codec), qPrintable(facts));
    QVERIFY2(facts.contains("width=320\n") && facts.contains("height=180\n"), qPrintable(facts));
    QVERIFY2(facts.contains("nb_read_frames=20"), qPrintable(facts));
    QVERIFY2(facts.contains("r_frame_rate=10/1"), qPrintable(facts));
    const double length = probe(file, "format=duration").section('=', 1).toDouble();
    QVERIFY2(std::abs(length - 2) < 0.11, qPrintable(QString::number(length)));
    QCOMPARE(QDir(m_folder.path()).entryList({"*.part"}).size(), 0);
}

void TestCliAnimate::pictures()
{
    const QString folder = path("frames");
    const Answer answer = runProgram(small({"--output", folder + "/f%03d.png", "--theme", "dark"}));
    QVERIFY2(answer.exitCode == 0, qPrintable(answer.error));
    const QStringList files = QDir(folder).entryList({"*.png"}, QDir::Files, QDir::Name);
    QCOMPARE(files.size(), 20);
    QCOMPARE(files.front(), QStringLiteral("f000.png"));
    QCOMPARE(files.back(), QStringLiteral("f019.png"));
    const QImage first(folder + "/f000.png"), last(folder + "/f019.png");
    QCOMPARE(first.size(), QSize(320, 180));
    QVERIFY(first != last);
}

void TestCliAnimate::samePicturesEveryTime()
{
    QByteArray lists[2];
    for (int run = 0; run < 2; ++run) {
        const QString list = path(run == 0 ? "one.txt" : "two.txt");
        const Answer answer
            = runProgram(small({"--output", path("same") + QStringLiteral("/%02d.png"), "--hashes", list}));
        QVERIFY2(answer.exitCode == 0, qPrintable(answer.error));
        QFile file(list);
        QVERIFY(file.open(QIODevice::ReadOnly));
        lists[run] = file.readAll();
    }
    QCOMPARE(lists[0].count('\n'), 20);
    QCOMPARE(lists[0], lists[1]);
    QVERIFY(lists[0].left(64) != lists[0].right(65).left(64));
}

void TestCliAnimate::milestones()
{
    const Answer answer
        = runProgram({"animate", m_story, "--resolution", "640,360", "--milestones", path("milestones")});
    QVERIFY2(answer.exitCode == 0, qPrintable(answer.error));
    const QStringList files = QDir(path("milestones")).entryList({"*.png"});
    QCOMPARE(files.size(), 1); // one phase
    QVERIFY2(files.front().endsWith("-P01.png") && files.front().startsWith("2026-"), qPrintable(files.front()));
    QVERIFY(answer.out.contains(files.front()));
}

void TestCliAnimate::partOfAStory()
{
    const Answer answer
        = runProgram(small({"--output", path("part") + QStringLiteral("/%d.png"), "--from", "0.5", "--to", "1"}));
    QVERIFY2(answer.exitCode == 0, qPrintable(answer.error));
    QCOMPARE(QDir(path("part")).entryList({"*.png"}).size(), 5);
    const Answer none
        = runProgram(small({"--output", path("part") + QStringLiteral("/%d.png"), "--from", "5", "--to", "9"}));
    QCOMPARE(none.exitCode, 1);
    QVERIFY2(none.error.contains("the story is 2 s long"), qPrintable(none.error));
}

void TestCliAnimate::withoutFfmpeg()
{
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", path("nowhere").toUtf8());
    const Answer video = runProgram(small({"--output", path("none.mp4")}));
    const Answer pictures = runProgram(small({"--output", path("still") + "/%d.png", "--to", "0.1"}));
    qputenv("PATH", before);
    QCOMPARE(video.exitCode, 1);
    QVERIFY2(video.error.contains("ffmpeg") && video.error.contains("apt install ffmpeg"), qPrintable(video.error));
    QVERIFY(!QFile::exists(path("none.mp4")));
    QVERIFY2(pictures.exitCode == 0, qPrintable(pictures.error));
}

void TestCliAnimate::cancelled_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("mp4") << "long.mp4";
    QTest::newRow("pictures") << "long/%04d.png";
}

void TestCliAnimate::cancelled()
{
    QFETCH(QString, name);
    if (name.endsWith(".mp4") && QStandardPaths::findExecutable("ffmpeg").isEmpty())
        QSKIP("ffmpeg is not installed");
    QProcess process;
    process.start(QStringLiteral(GIGAHALL_BINARY),
        {"animate", m_story, "--resolution", "640,360", "--frame-rate", "120", "--output", m_folder.filePath(name)});
    QVERIFY(process.waitForStarted());
    const auto begun = [&] {
        return !QDir(m_folder.path()).entryList({"long.mp4.*"}).isEmpty()
            || !QDir(path("long")).entryList({"0005.png"}).isEmpty();
    };
    QVERIFY(QTest::qWaitFor(begun, 60000));
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(QDir(m_folder.path()).entryList({"long*"}).size(), 0);
}

void TestCliAnimate::ffmpegThatFails()
{
    // One that says why and ends at once, while pictures are still coming.
    const QString folder = path("tools");
    QDir().mkpath(folder);
    QFile tool(folder + "/ffmpeg");
    QVERIFY(tool.open(QIODevice::WriteOnly));
    tool.write("#!/bin/sh\necho first >&2\necho 'the disk is full' >&2\nexit 3\n");
    tool.close();
    tool.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner);
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", folder.toUtf8() + ':' + before);
    const Answer answer = runProgram(small({"--output", path("bad.mp4")}));
    qputenv("PATH", before);
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(
        answer.error.contains("bad.mp4 can't be written: ffmpeg failed: the disk is full"), qPrintable(answer.error));
    QVERIFY(!QFile::exists(path("bad.mp4")));
}

void TestCliAnimate::wrongUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    const QStringList story{"animate", "x.story.json"};
    QTest::newRow("no story") << QStringList{"animate"} << "STORY";
    QTest::newRow("no output") << story << "--output F.mp4 is missing";
    QTest::newRow("ending") << story + QStringList{"--output", "a.avi"} << "expected F.mp4, F.webm, F.gif";
    QTest::newRow("no number") << story + QStringList{"--output", "a.png"} << "DIR/%05d.png";
    QTest::newRow("odd") << story + QStringList{"--output", "a.mp4", "--resolution", "321,180"} << "even sizes";
    QTest::newRow("resolution") << story + QStringList{"--output", "a.mp4", "--resolution", "10"}
                                << "--resolution: \"10\" does not fit";
    QTest::newRow("rate") << story + QStringList{"--output", "a.mp4", "--frame-rate", "0"} << "a number from 1 to 120";
    QTest::newRow("order") << story + QStringList{"--output", "a.mp4", "--from", "5", "--to", "2"}
                           << "--from is not before --to";
    QTest::newRow("language") << story + QStringList{"--output", "a.mp4", "--language", "fr"} << "en or de";
    QTest::newRow("hashes of nothing") << story + QStringList{"--milestones", "d", "--hashes", "h"}
                                       << "--hashes needs --output";
    QTest::newRow("unknown") << story + QStringList{"--output", "a.mp4", "--framerate", "3"}
                             << "did you mean '--frame-rate'?";
}

void TestCliAnimate::wrongUse()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, message);
    const Answer answer = runProgram(arguments);
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.error.contains(message), qPrintable(answer.error));
}

void TestCliAnimate::badStories()
{
    write("bad.story.json", QByteArray(kStory).replace("\"gantt\"", "\"gant\""));
    const Answer bad = runProgram({"animate", path("bad.story.json"), "--output", path("b") + "/%d.png"});
    QCOMPARE(bad.exitCode, 1);
    QVERIFY2(bad.error.contains("bad.story.json:6: /keys/0/gant: is not known (did you mean 'gantt'?)"),
        qPrintable(bad.error));
    const Answer none = runProgram({"animate", path("no.story.json"), "--output", path("b") + "/%d.png"});
    QCOMPARE(none.exitCode, 1);
    QVERIFY2(none.error.contains("no.story.json"), qPrintable(none.error));
}

void TestCliAnimate::check()
{
    const Answer good = runProgram({"check", m_story});
    QVERIFY2(good.exitCode == 0, qPrintable(good.error));
    QVERIFY2(good.out.contains("valid, 2 keys, 2.0 s on one-hall"), qPrintable(good.out));
    // The second key in a wall, and a callout that leads nowhere.
    write("wall.story.json",
        QByteArray(kStory).replace("[60, -240, 240]", "[130, 100, 5]").replace("\"P01-B1\"", "\"P01-B7\""));
    const Answer wall = runProgram({"check", path("wall.story.json")});
    QCOMPARE(wall.exitCode, 1);
    QVERIFY2(wall.error.contains("wall.story.json:5: /keys/0: key 1 (0 s): campus \"one-hall\" has no \"P01-B7\""),
        qPrintable(wall.error));
    QVERIFY2(wall.error.contains("key 2 (2 s): the camera is 5.0 m up") && wall.error.contains("building P01-B1"),
        qPrintable(wall.error));
    QVERIFY2(wall.error.contains("2 problems"), qPrintable(wall.error));
}

QTEST_GUILESS_MAIN(TestCliAnimate)
#include "tst_clianimate.moc"
