// The program from the shell: exit codes and messages, without a display.
#include "tests/support/program.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace gigahall;

class TestCli : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        write("broken.campus.json", "{\n  \"format\": \"gigahall/campus\",\n  \"phases\": 3\n}\n");
        write("no.view.json",
            "{\n  \"format\": \"gigahall/view\",\n  \"camera\": {\"position\": [0, 0], \"focalPoint\": [0, 0, "
            "0]}\n}\n");
        write("mars.view.json", "{\"format\": \"gigahall/view\", \"scenario\": {\"weather\": \"mars\"}}");
        write("nobody.view.json", "{\"format\": \"gigahall/view\", \"selection\": \"P99-B1\"}");
    }

    void answers_data();
    void answers();
    void files_data();
    void files() { answers(); }
    void rendersWithoutDisplay();
    void infoAsJson();
    void rendersOtherHardware();

private:
    static void addColumns()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("out"); // part of it; empty = must be empty
        QTest::addColumn<QString>("error"); // likewise
    }
    static void row(const char* name, const char* arguments, int exitCode, const char* out, const char* error)
    {
        QTest::newRow(name) << QString::fromLatin1(arguments) << exitCode << QString::fromLatin1(out)
                            << QString::fromLatin1(error);
    }
    void write(const char* name, const char* text)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    test::Answer run(QStringList arguments)
    {
        for (auto& argument : arguments)
            argument.replace(QLatin1String("DIR"), m_folder.path());
        return test::runProgram(arguments);
    }

    QTemporaryDir m_folder;
};

void TestCli::answers_data()
{
    addColumns();
    row("help", "--help", 0, "gigahall [CAMPUS] opens the window", "");
    row("help of render", "render --help", 0, "--camera-focal-point", "");
    row("help of check", "check --help", 0, "FILE", "");
    row("help of info", "info --help", 0, "--json", "");
    row("help of import", "import --help", 0, "--rack-pattern", "");
    row("help of view", "view --help", 0, "--replay", "");
    row("version", "--version", 0, "Qt 6", "");
    row("gpus", "--list-gpus", 0, "(", "");

    row("unknown option", "--colour", 2, "", "--colour is not expected here");
    row("near miss", "render --ouput a.png", 2, "", "did you mean '--output'?");
    row("no output", "render", 2, "", "--output F.png is missing");
    row("output and gallery", "render --output a.png --gallery g", 2, "", "exclude each other");
    row("resolution, one number", "render --output a.png --resolution 1920", 2, "", "expected W,H in pixels");
    row("resolution, zero", "render --output a.png --resolution 0,100", 2, "", "expected W,H in pixels");
    row("resolution, too large", "render --output a.png --resolution 16385,16", 2, "", "1 to 16384");
    row("resolution, fraction", "render --output a.png --resolution 10.5,16", 2, "", "expected W,H in pixels");
    row("resolution, missing", "render --output a.png --resolution", 2, "", "--resolution");
    row("view", "render --output a.png --view moon", 2, "", "expected overview, top");
    row("view without id", "render --output a.png --view hall:", 2, "", "expected overview, top");
    row("position", "render --output a.png --camera-position 1,2", 2, "", "expected X,Y,Z in metres");
    row("position, not finite", "render --output a.png --camera-position 1,2,inf", 2, "", "expected X,Y,Z in metres");
    row("camera on its focus", "render --output a.png --camera-position 1,2,3 --camera-focal-point 1,2,3", 2, "",
        "the same point");
    row("up", "render --output a.png --camera-view-up 0,0,0", 2, "", "expected a direction");
    row("angle", "render --output a.png --camera-view-angle 170", 2, "", "degrees from 1 to 150");
    row("overlay", "render --output a.png --overlay rack.pwer", 2, "", "did you mean 'rack.power'?");
    row("overlay of the window", "view --overlay heat", 2, "", "gpu.utilization, gpu.power");
    row("colour map", "render --output a.png --colormap jet", 2, "", "viridis, cividis");
    row("range, one number", "render --output a.png --range 5", 2, "", "expected A,B with A below B");
    row("range, turned around", "render --output a.png --range 9,5", 2, "", "expected A,B with A below B");
    row("time", "render --output a.png --time noon", 2, "", "expected a number of seconds");
    row("seed", "render --output a.png --seed -1", 2, "", "expected a whole number");
    row("theme", "render --output a.png --theme blue", 2, "", "expected light, dark or print");
    row("theme of the window", "--theme print", 2, "", "expected light or dark");
    row("language", "render --output a.png --language fr", 2, "", "expected en or de");
    row("quality", "render --output a.png --quality best", 2, "", "expected plain or fine");
    row("hardware, no type", "info --hardware P03=", 2, "", "expected ASSET=TYPE, e.g. P03=gb300-nvl72");
    row("hardware, no space", "view --hardware gb300-nvl72", 2, "", "expected ASSET=TYPE");
    row("hardware, nothing", "render --output a.png --hardware", 2, "", "--hardware");
    row("replay without mapping", "render one-hall --output DIR/a.png --replay DIR/none.csv", 1, "", "none.csv");
    row("mapping without replay", "render --output a.png --mapping a.csv", 2, "", "--replay");
    row("two campuses", "render default one-hall --output a.png", 2, "", "one-hall is not expected here");
    row("check nothing", "check", 2, "", "FILE");
    row("info with option", "info --xml", 2, "", "--xml is not expected here");
    row("import without pattern", "import scene.glb", 2, "", "--rack-pattern");
}

/// The arguments are fine, what they name is not.
void TestCli::files_data()
{
    addColumns();
    row("check", "check default", 0, "valid", "");
    row("check broken", "check DIR/broken.campus.json", 1, "", "broken.campus.json:3: /phases: ");
    row("check absent", "check DIR/absent.campus.json", 1, "", "absent.campus.json");
    row("info", "info one-hall", 0, "hall", "");
    row("info absent", "info DIR/absent.campus.json", 1, "", "absent.campus.json");
    row("render absent", "render DIR/absent.campus.json --output DIR/a.png", 1, "", "absent.campus.json");
    row("render broken", "render DIR/broken.campus.json --output DIR/a.png", 1, "", "broken.campus.json:3: /phases: ");
    row("no such space", "info --hardware P3=gb300-nvl72", 1, "", "has no \"P3\" (did you mean 'P03'?)");
    row("too wide", "render variant-b --output DIR/a.png --hardware P03=kyber-nvl576", 1, "", "overlap by 0.6 m");
    row("no such hall", "render one-hall --output DIR/a.png --view hall:P99-B9-H9", 1, "", "has no hall \"P99-B9-H9\"");
    row("no such phase", "render one-hall --output DIR/a.png --view phase:77", 1, "", "has no phase \"77\"");
    row("hall as rack", "render default --output DIR/a.png --view rack:P01-B1-H1", 1, "", "has no rack \"P01-B1-H1\"");
    row("broken view file", "render one-hall --output DIR/a.png --view DIR/no.view.json", 1, "",
        "no.view.json:3: /camera/position: ");
    row("absent view file", "render one-hall --output DIR/a.png --view DIR/absent.view.json", 1, "",
        "absent.view.json");
    row("selection not there", "render one-hall --output DIR/a.png --view DIR/nobody.view.json", 1, "",
        "has no \"P99-B1\"");
    row("event in words", "render one-hall --output DIR/a.png --event soon", 2, "",
        "--event: \"soon\": expected seconds");
    row("weather of a recording", "render one-hall --output DIR/a.png --replay DIR/none.csv --weather hot", 1, "",
        "none.csv");
    row("no such day", "render one-hall --output DIR/a.png --weather hott", 1, "",
        "--weather: \"hott\" is neither a day of campus \"one-hall\" nor a file; expected typical, hot");
    row("weather of a view file", "render one-hall --output DIR/a.png --view DIR/mars.view.json", 1, "",
        "mars.view.json: --weather: \"mars\" is neither");
    row("minus two things", "render --output a.png --minus planned --minus-time 5", 2, "", "excludes");
    row("start of nothing", "render --output a.png --minus-start 5", 2, "", "--minus");
    row("start of a plan", "render --output a.png --minus planned --minus-start 5", 2, "", "is for --minus FILE");
    row("minus later", "view --minus-earlier -5", 2, "", "expected a number of seconds above 0");
    row("minus names", "render one-hall --output DIR/a.png --overlay job --minus planned", 1, "",
        "job are names, which have no difference");
    row("minus an absent file", "render one-hall --output DIR/a.png --minus DIR/none.h5", 1, "", "none.h5");
    row("no such device", "render one-hall --output DIR/a.png --gpu QuantumCard", 1, "", "QuantumCard");
    row("no such folder", "render one-hall --output DIR/none/a.png --resolution 64,64", 1, "", "cannot be written");
    row("replay absent", "render one-hall --output DIR/a.png --replay DIR/none.csv --mapping DIR/none.csv", 1, "",
        "none.csv");
}

void TestCli::answers()
{
    QFETCH(QString, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, out);
    QFETCH(QString, error);
    const auto answer = run(arguments.split(QLatin1Char(' ')));
    const auto seen
        = QStringLiteral("exit code %1\nstdout: %2\nstderr: %3").arg(answer.exitCode).arg(answer.out, answer.error);
    QVERIFY2(answer.exitCode == exitCode, qPrintable(seen));
    QVERIFY2(out.isEmpty() ? answer.out.isEmpty() : answer.out.contains(out), qPrintable(seen));
    QVERIFY2(error.isEmpty() ? answer.error.isEmpty() : answer.error.contains(error), qPrintable(seen));
    // Whoever typed something wrong is told where help is.
    QCOMPARE(answer.error.contains(QLatin1String("--help for what there is")), exitCode == 2);
    QVERIFY2(!QFile::exists(m_folder.filePath(QStringLiteral("a.png"))), "a failed render left a picture");
}

void TestCli::rendersWithoutDisplay()
{
    const auto answer = run({"render", "one-hall", "--output", "DIR/ok.png", "--resolution", "96x64", "--quality",
        "plain", "--camera-position", "-40,-50,30", "--camera-focal-point", "-1,-2,-3", "--range", "-5,5", "--language",
        "de"});
    QVERIFY2(answer.exitCode == 0, qPrintable(answer.error));
    QVERIFY2(answer.error.isEmpty(), qPrintable(answer.error));
    QCOMPARE(QImage(m_folder.filePath(QStringLiteral("ok.png"))).size(), QSize(96, 64));
}

void TestCli::infoAsJson()
{
    const auto answer = run({"info", "--json"});
    QVERIFY2(answer.exitCode == 0, qPrintable(answer.error));
    QVERIFY2(answer.out.contains(QLatin1String("\"gpus\": 4423680")), qPrintable(answer.out.left(400)));
    const auto other = run({"info", "--json", "--hardware", "P03=vr-nvl144-cpx", "--hardware", "P04=gb300-nvl72"});
    QVERIFY2(other.exitCode == 0, qPrintable(other.error));
    for (const char* part : {"\"gpus\": 4866048", "\"gpuPackages\": 2654208", "\"itMw\": 8254.464", "\"itMw\": 1251.84",
             "\"itMw\": 551.424"})
        QVERIFY2(other.out.contains(QLatin1String(part)), part);
}

void TestCli::rendersOtherHardware()
{
    const auto answer = run({"render", "variant-b", "--output", "DIR/other.png", "--resolution", "96x64", "--quality",
        "plain", "--view", "rack:P08-B1-H1-R01-K01", "--hardware", "P08=vr-nvl144"});
    QVERIFY2(answer.exitCode == 0, qPrintable(answer.error));
    QCOMPARE(QImage(m_folder.filePath(QStringLiteral("other.png"))).size(), QSize(96, 64));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
