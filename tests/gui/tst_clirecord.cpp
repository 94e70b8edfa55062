// `gigahall record` from the shell, and what other programs make of its files; killed at any moment.
#include "app/session.h"
#include "model/campus/campus.h"
#include "tests/support/program.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <cmath>
#include <csignal>

using namespace gigahall;

namespace {

struct Ran
{
    int exitCode;
    QString out;
};

Ran run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(120'000))
        return {-1, QStringLiteral("did not end")};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
        QString::fromUtf8(process.readAllStandardOutput())};
}

} // namespace

class TestCliRecord : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void mistakes_data();
    void mistakes();
    void recordsTheSimulator();
    void byTheClock();
    void interrupted();
    void converts();
    void rendersARecording();
    void forksARecording();
    void replayWithoutMapping();
    void diskFull();
    void h5dumpReadsIt();
    void h5pyReadsIt();
    void killed();

private:
    static test::Answer record(const QStringList& arguments)
    {
        return test::runProgram(QStringList{QStringLiteral("record")} + arguments);
    }
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    void write(const char* name, const QByteArray& text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    std::unique_ptr<model::TelemetrySource> play(const char* name, const char* campus = "one-hall")
    {
        app::SessionOptions options;
        options.campus = campus;
        options.replay = path(name).toStdString();
        std::vector<assets::Problem> problems;
        m_session = app::Session::open(options, problems);
        if (!m_session)
            qWarning("%s", problems.empty() ? "?" : problems.front().text().c_str());
        return m_session ? m_session->takeSource() : nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::Session> m_session;
};

void TestCliRecord::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestCliRecord::mistakes_data()
{
    QTest::addColumn<QStringList>("arguments"); // DIR stands for the folder
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const QStringList& arguments, int exitCode, const char* error) {
        QTest::newRow(name) << arguments << exitCode << QString::fromLatin1(error);
    };
    const QString out = QStringLiteral("--output"), file = QStringLiteral("DIR/r.h5");
    row("no output", {"one-hall"}, 2, "--output is required");
    row("fast without an end", {out, file, "--fast"}, 2, "--fast needs --duration");
    row("no duration at all", {out, file, "--duration", "0"}, 2, "seconds above 0");
    row("interval", {out, file, "--interval", "0"}, 2, "seconds from 0.01");
    row("metric", {out, file, "--metrics", "rack.powr"}, 2, "did you mean 'rack.power'?");
    row("mapping alone", {out, file, "--mapping", "m.csv"}, 2, "--mapping is for --replay or --from");
    row("two sources", {out, file, "--replay", "a.h5", "--from", "mqtt://x"}, 2, "excludes");
    row("event of a replay", {out, file, "--replay", "a.h5", "--event", "1 weather 2"}, 2, "excludes");
    row("server without profile", {out, file, "--from", "mqtt://localhost"}, 2, "--from needs --profile");
    row("fast server", {out, file, "--from", "mqtt://x", "--profile", "p", "--fast"}, 2, "a server has its own clock");
    row("profile alone", {out, file, "--profile", "p"}, 2, "requires --from");
    row("no campus", {"nowhere.campus.json", out, file, "--fast", "--duration", "1"}, 1, "nowhere.campus.json");
    row("no folder", {"one-hall", out, "DIR/no/r.h5", "--fast", "--duration", "1"}, 1, "No such file or directory");
    row("exists", {"one-hall", out, "DIR/old.h5", "--fast", "--duration", "1"}, 1,
        "old.h5 exists; expected a new name");
    row("no replay", {"one-hall", out, file, "--replay", "DIR/none.h5"}, 1, "none.h5");
    row("replay of nothing", {"one-hall", out, file, "--replay", "DIR/old.h5"}, 1, "old.h5");
    row("after the end", {"one-hall", out, file, "--replay", "DIR/wide.csv", "--start", "99", "--fast"}, 1,
        "nothing was recorded from 99 s on");
    row("unknown asset", {"one-hall", out, file, "--fast", "--duration", "2", "--event", "1 fail P99"}, 1, "P99");
}

void TestCliRecord::mistakes()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, error);
    write("old.h5", "precious");
    write("wide.csv", "t_s,P01-B1-H1-R01-K01\n0,1000\n1,2000\n");
    arguments.replaceInStrings(QStringLiteral("DIR"), m_folder->path());
    const test::Answer answer = record(arguments);
    QVERIFY2(answer.error.contains(error), qPrintable(answer.error));
    QCOMPARE(answer.exitCode, exitCode);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), qsizetype(2)); // and no draft
    QFile old(path("old.h5"));
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("precious"));
}

void TestCliRecord::recordsTheSimulator()
{
    const test::Answer answer = record({"one-hall", "--output", path("r.h5"), "--fast", "--duration", "60", "--start",
        "3600", "--interval", "5", "--seed", "3", "--gpu", "--event", "3630 fail P01-B1-H1-R01"});
    QCOMPARE(answer.error, QString());
    QCOMPARE(answer.exitCode, 0);
    QVERIFY2(answer.out.contains("12 moments from 3600 s to 3655 s"), qPrintable(answer.out));
    const auto source = play("r.h5");
    QVERIFY(source);
    app::SessionOptions simulated;
    simulated.campus = "one-hall";
    simulated.seed = 3;
    std::string wrong;
    simulated.whatIf.events = {*app::readEvent("3630 fail P01-B1-H1-R01", wrong)};
    std::vector<assets::Problem> problems;
    const auto session = app::Session::open(simulated, problems);
    QVERIFY(session);
    for (const double timeS : {3600.0, 3625.0, 3655.0}) {
        const auto planes = model::MetricSet().set();
        const auto was = session->source()->frame(timeS, planes), is = source->frame(timeS, planes);
        for (const model::MetricInfo& info : model::allMetrics()) {
            const auto m = std::size_t(info.metric);
            QCOMPARE(is->gpu[m], was->gpu[m]);
            if (!model::isCategory(info.metric))
                QCOMPARE(is->rack[m], was->rack[m]);
            QCOMPARE(is->plant[m].size(), was->plant[m].size());
            for (std::size_t p = 0; p < was->plant[m].size(); ++p)
                QVERIFY(is->plant[m][p] == was->plant[m][p] || std::isnan(was->plant[m][p]));
        }
        QCOMPARE(is->stateCounts[std::size_t(model::DataState::Recorded)],
            was->stateCounts[std::size_t(model::DataState::Simulated)]);
    }
}

void TestCliRecord::byTheClock()
{
    QElapsedTimer timer;
    timer.start();
    const test::Answer answer = record({"one-hall", "--output", path("r.h5"), "--duration", "2", "--interval", "0.5"});
    QCOMPARE(answer.exitCode, 0);
    QVERIFY(timer.elapsed() >= 1500); // four moments, half a second apart
    QVERIFY2(answer.out.contains("moments from 0 s to 1.5 s"), qPrintable(answer.out + answer.error));
}

void TestCliRecord::interrupted()
{
    QProcess process;
    process.start(
        QStringLiteral(GIGAHALL_BINARY), {"record", "one-hall", "--output", path("r.h5"), "--interval", "0.1"});
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("r.h5")), 20'000);
    QThread::msleep(700);
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    const QString out = QString::fromUtf8(process.readAllStandardOutput());
    QVERIFY2(out.contains(QRegularExpression("[0-9]+ moments from 0 s to [0-9.]+ s, [0-9.]+ MB")), qPrintable(out));
    const auto source = play("r.h5");
    QVERIFY(source && source->timeSpan().lastS > 0);
    if (const QString dump = QStandardPaths::findExecutable("h5dump"); !dump.isEmpty())
        QCOMPARE(run(dump, {"-H", path("r.h5")}).exitCode, 0); // closed: nothing has to be cleared
}

void TestCliRecord::converts()
{
    write("wide.csv", "t_s,P01-B1-H1-R01-K01,other\n0,10000,1\n2,20000,1\n4,,1\n6,40000,1\n");
    const test::Answer answer = record({"one-hall", "--output", path("r.h5"), "--fast", "--replay", path("wide.csv")});
    QCOMPARE(answer.exitCode, 0);
    QVERIFY2(answer.error.contains("Warning:") && answer.error.contains("'other'"), qPrintable(answer.error));
    QVERIFY2(answer.out.contains("4 moments from 0 s to 6 s"), qPrintable(answer.out));
    QVERIFY2(answer.out.contains("Racks at the end: 95 missing, 1 recorded\n"), qPrintable(answer.out));
    const auto source = play("r.h5");
    QVERIFY(source);
    const auto rack = m_session->campus()->find("P01-B1-H1-R01-K01");
    QVERIFY(rack);
    for (const auto& [timeS, kw] : {std::pair(0.0, 10.0f), {2.0, 20.0f}, {6.0, 40.0f}})
        QVERIFY(std::abs(source->valueAt(timeS, model::Metric::RackPower, *rack) - kw) < 0.1f);
    // A recording again, in part.
    const test::Answer again = record(
        {"one-hall", "--output", path("s.h5"), "--fast", "--replay", path("r.h5"), "--start", "2", "--duration", "2"});
    QVERIFY2(again.out.contains("1 moments from 2 s to 2 s"), qPrintable(again.out + again.error));
}

void TestCliRecord::rendersARecording()
{
    QCOMPARE(record({"one-hall", "--output", path("r.h5"), "--fast", "--duration", "3"}).exitCode, 0);
    const test::Answer answer = test::runProgram(
        {"render", "one-hall", "--replay", path("r.h5"), "--resolution", "320,200", "--output", path("p.png")});
    QCOMPARE(answer.error, QString());
    QCOMPARE(answer.exitCode, 0);
    QVERIFY(QFile(path("p.png")).size() > 1000);
}

/// A what-if on top of a recording is a picture like any other: the same again from what stands in it.
void TestCliRecord::forksARecording()
{
    QCOMPARE(record({"one-hall", "--output", path("r.h5"), "--fast", "--start", "100", "--duration", "9"}).exitCode, 0);
    const auto render = [this](const char* file, const QStringList& more) {
        return test::runProgram(QStringList{"render", "one-hall", "--replay", path("r.h5"), "--overlay", "rack.power",
                                    "--resolution", "320,200", "--output", path(file)}
            + more);
    };
    const auto bytes = [this](const char* file) {
        const QImage image(path(file));
        return QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes());
    };
    QCOMPARE(render("recorded.png", {"--time", "105"}).exitCode, 0);
    const test::Answer fork = render("fork.png", {"--time", "105", "--event", "104 fail P01-B1-H1-R02"});
    QVERIFY2(fork.exitCode == 0 && fork.error.isEmpty(), qPrintable(fork.error));
    QVERIFY(bytes("fork.png") != bytes("recorded.png"));
    const QImage picture(path("fork.png"));
    QVERIFY2(
        picture.text("gigahall:source").contains("\"forkedAtS\":104"), qPrintable(picture.text("gigahall:source")));
    QVERIFY(picture.text("gigahall:view").contains("104 fail P01-B1-H1-R02"));
    write("again.view.json", picture.text("gigahall:view").toUtf8());
    const test::Answer again = render("again.png", {"--view", path("again.view.json")});
    QVERIFY2(again.exitCode == 0, qPrintable(again.error));
    // Views have their camera to a tenth of a millimetre: some edges may fall on other pixels.
    const QImage other(path("again.png"));
    int differ = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            differ += picture.pixel(x, y) != other.pixel(x, y) ? 1 : 0;
    QVERIFY2(differ < picture.width() * picture.height() / 500, qPrintable(QString::number(differ)));
    QCOMPARE(other.text("gigahall:view"), picture.text("gigahall:view"));
    QCOMPARE(other.text("gigahall:states"), picture.text("gigahall:states"));
    // Before the fork it is the recording; without a time it is the moment of the event.
    QCOMPARE(render("before.png", {"--time", "103", "--event", "104 fail P01-B1-H1-R02"}).exitCode, 0);
    QVERIFY(!QImage(path("before.png")).text("gigahall:source").contains("forkedAtS"));
    QCOMPARE(render("default.png", {"--event", "104 fail P01-B1-H1-R02"}).exitCode, 0);
    QVERIFY(QImage(path("default.png")).text("gigahall:view").contains("\"time\":104"));
    const test::Answer early = render("early.png", {"--event", "50 fail P01-B1-H1-R02"});
    QCOMPARE(early.exitCode, 1);
    QVERIFY2(early.error.contains("r.h5: --event: 50 s is before the recording begins; expected 100 s or later"),
        qPrintable(early.error));
}

void TestCliRecord::replayWithoutMapping()
{
    write("wide.csv", "t_s,node_1\n0,10000\n");
    write("long.csv", "time,key,value\n0,P01-B1-H1-R01-K01,10000\n");
    const auto render = [this](const char* file) {
        return test::runProgram(
            {"render", "one-hall", "--replay", path(file), "--resolution", "64,64", "--output", path("p.png")});
    };
    const test::Answer wide = render("wide.csv");
    QCOMPARE(wide.exitCode, 1);
    QVERIFY2(wide.error.contains("no column is the name of an asset"), qPrintable(wide.error));
    QCOMPARE(render("long.csv").exitCode, 0);
}

void TestCliRecord::diskFull()
{
    const Ran ran = run(QStringLiteral("/bin/sh"),
        {"-c",
            QStringLiteral("trap '' XFSZ; ulimit -f 200000; exec '%1' record one-hall "
                           "--interval 0.01 --gpu --output '%2'")
                .arg(QStringLiteral(GIGAHALL_BINARY), path("r.h5"))});
    QCOMPARE(ran.exitCode, 1);
    QVERIFY2(ran.out.contains("can't be written any more: File too large; it keeps "), qPrintable(ran.out));
    const auto source = play("r.h5");
    QVERIFY(source && source->timeSpan().lastS > 0);
}

void TestCliRecord::h5dumpReadsIt()
{
    const QString dump = QStandardPaths::findExecutable("h5dump");
    if (dump.isEmpty())
        QSKIP("h5dump (hdf5-tools) is not installed");
    QCOMPARE(record({"one-hall", "--output", path("r.h5"), "--fast", "--duration", "3"}).exitCode, 0);
    const Ran ran
        = run(dump, {"-d", "/time", "-d", "/campus/rack", "-d", "/rack/rack.power", "-d", "/rack/state", path("r.h5")});
    QCOMPARE(ran.exitCode, 0);
    for (const char* expected : {"(0): 0, 1, 2", "P01-B1-H1-R01-K01", "\"kW\"", "\"NaN\"", "2 simulated"})
        QVERIFY2(ran.out.contains(expected), expected);
}

void TestCliRecord::h5pyReadsIt()
{
    const QString python = QStringLiteral("/usr/bin/python3");
    if (run(python, {"-c", "import h5py"}).exitCode != 0)
        QSKIP("python3-h5py is not installed");
    QCOMPARE(record({"one-hall", "--output", path("r.h5"), "--fast", "--duration", "4"}).exitCode, 0);
    const Ran ran = run(python,
        {"-c", R"(import h5py, sys
f = h5py.File(sys.argv[1], 'r')
p = f['rack/rack.power']
assert f['time'][:].tolist() == [0, 1, 2, 3]
assert p.shape == (4, len(f['campus/rack'])) and p.dtype == 'float32' and p.attrs['unit'] == b'kW', p.attrs['unit']
assert f['campus/rack'][0] == b'P01-B1-H1-R01-K01'
assert set(f['rack/state'][:].ravel().tolist()) <= set(range(6))
assert f.attrs['format'] == b'gigahall-recording'
print('kW', p[3, 0]))",
            path("r.h5")});
    QVERIFY2(ran.exitCode == 0, qPrintable(ran.out));
    const auto source = play("r.h5");
    QVERIFY(source);
    const float kw = source->valueAt(3, model::Metric::RackPower, {model::AssetKind::Rack, 0});
    QVERIFY2(std::abs(double(kw) - ran.out.section(' ', 1).toDouble()) < 0.02, qPrintable(ran.out));
}

/// The file can be played at once, with all but the last second; others read it after `h5clear -s`.
void TestCliRecord::killed()
{
    const QString clear = QStandardPaths::findExecutable("h5clear"), dump = QStandardPaths::findExecutable("h5dump");
    int complete = 0;
    for (int i = 0; i < 25; ++i) {
        const QString file = m_folder->filePath(QStringLiteral("k%1.h5").arg(i));
        QProcess process;
        // Every moment is flushed at 1 Hz; faster, a flush comes twice a second, and most kills hit one of them or a
        // row.
        process.start(QStringLiteral(GIGAHALL_BINARY),
            {"record", "one-hall", "--output", file, "--interval", i % 2 ? "0.01" : "0.5", "--gpu"});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 20'000);
        QElapsedTimer timer;
        timer.start();
        QThread::usleep(QRandomGenerator::global()->bounded(1'500'000));
        process.kill();
        const double livedS = double(timer.elapsed()) / 1000;
        QVERIFY(process.waitForFinished(10'000));
        const QByteArray name = QStringLiteral("k%1.h5").arg(i).toLatin1();
        auto source = play(name);
        QVERIFY2(source, qPrintable(file));
        const double lastS = source->timeSpan().lastS;
        QVERIFY2(lastS >= livedS - 1.2, qPrintable(QStringLiteral("%1 of %2 s").arg(lastS).arg(livedS)));
        const auto frame = source->frame(lastS, model::MetricSet().set());
        QVERIFY(frame->rollUp[std::size_t(model::Metric::RackPower)].campus.sum > 0);
        QVERIFY(!frame->gpu[std::size_t(model::Metric::GpuPower)].empty());
        complete += lastS > 0;
        source.reset(); // who clears a file wants it alone
        if (clear.isEmpty() || dump.isEmpty())
            continue;
        const Ran cleared = run(clear, {"-s", file});
        QVERIFY2(cleared.exitCode == 0, qPrintable(cleared.out));
        const Ran dumped = run(dump, {"-d", "/rack/rack.power", "-d", "/rack/state", "-d", "/time", file});
        QVERIFY2(dumped.exitCode == 0 && !dumped.out.contains("error"), qPrintable(dumped.out.right(500)));
        const auto again = play(name);
        QVERIFY(again);
        QCOMPARE(again->timeSpan().lastS, lastS);
        QFile::remove(file);
    }
    QVERIFY(complete > 5);
    if (clear.isEmpty() || dump.isEmpty())
        QSKIP("h5clear and h5dump (hdf5-tools) are not installed");
}

QTEST_GUILESS_MAIN(TestCliRecord)
#include "tst_clirecord.moc"
