#include <QImage>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

/// The real program in a real X server: what no offscreen platform can show.
class TestXvfb : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void windowShowsACampusAndListens();

private:
    QByteArray run(const QString& program, const QStringList& arguments);
    QString findWindow();
    QImage screen();

    QTemporaryDir m_folder;
    QProcess m_server, m_program;
    QProcessEnvironment m_environment;
};

void TestXvfb::initTestCase()
{
    for (const char* tool : {"Xvfb", "xdotool", "import"}) {
        if (QStandardPaths::findExecutable(QString::fromLatin1(tool)).isEmpty())
            QSKIP(qPrintable(QStringLiteral("%1 is not installed").arg(QLatin1String(tool))));
    }
    // The server says which display was free.
    m_server.setProcessChannelMode(QProcess::SeparateChannels);
    m_server.start(QStringLiteral("Xvfb"),
        {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
            QStringLiteral("1280x720x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
    QVERIFY(m_server.waitForStarted());
    QVERIFY(QTest::qWaitFor([this] { return m_server.canReadLine(); }, 30000));
    const QString display = QStringLiteral(":") + QString::fromLatin1(m_server.readLine().trimmed());

    m_environment = QProcessEnvironment::systemEnvironment();
    m_environment.insert(QStringLiteral("DISPLAY"), display);
    m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    m_environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.path());
    m_environment.insert(QStringLiteral("HOME"), m_folder.path());
    m_environment.insert(QStringLiteral("TMPDIR"), m_folder.path());
}

void TestXvfb::cleanupTestCase()
{
    for (QProcess* process : {&m_program, &m_server}) {
        process->terminate();
        process->waitForFinished(20000);
    }
}

QByteArray TestXvfb::run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(program, arguments);
    process.waitForFinished(60000);
    return process.readAllStandardOutput().trimmed();
}

QString TestXvfb::findWindow()
{
    return QString::fromLatin1(run(QStringLiteral("xdotool"),
                                   {QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"),
                                       QStringLiteral("Gigahall")}))
        .section(QLatin1Char('\n'), 0, 0);
}

QImage TestXvfb::screen()
{
    const QString path = m_folder.filePath(QStringLiteral("screen.png"));
    run(QStringLiteral("import"), {QStringLiteral("-window"), QStringLiteral("root"), path});
    return QImage(path);
}

void TestXvfb::windowShowsACampusAndListens()
{
    m_program.setProcessEnvironment(m_environment);
    m_program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_program.start(QStringLiteral(GIGAHALL_BINARY),
        {QStringLiteral("one-hall"), QStringLiteral("--language"), QStringLiteral("en")});
    QVERIFY(m_program.waitForStarted());
    QString id;
    QVERIFY(QTest::qWaitFor([&] { return !(id = findWindow()).isEmpty(); }, 60000));
    run(QStringLiteral("xdotool"),
        {QStringLiteral("windowmove"), id, QStringLiteral("0"), QStringLiteral("0"), QStringLiteral("windowsize"), id,
            QStringLiteral("1280"), QStringLiteral("720")});

    const auto colours = [](const QImage& image) {
        QSet<QRgb> seen;
        for (int y = 100; y < 600; y += 3) {
            for (int x = 300; x < 960; x += 3)
                seen.insert(image.pixel(x, y) & 0xfff0f0f0u);
        }
        return seen.size();
    };
    QImage before;
    QVERIFY(QTest::qWaitFor(
        [&] {
            before = screen();
            return before.width() == 1280 && colours(before) > 40;
        },
        60000));

    // Space stops the clock, 7 looks down: the picture has to follow.
    run(QStringLiteral("xdotool"),
        {QStringLiteral("windowfocus"), id, QStringLiteral("key"), QStringLiteral("space"), QStringLiteral("key"),
            QStringLiteral("7")});
    QVERIFY(QTest::qWaitFor(
        [&] {
            const QImage after = screen();
            long different = 0;
            for (int y = 100; y < 600; ++y) {
                for (int x = 300; x < 960; ++x)
                    different += after.pixel(x, y) != before.pixel(x, y);
            }
            return different > 660 * 500 / 10 && colours(after) > 40;
        },
        60000));

    run(QStringLiteral("xdotool"), {QStringLiteral("key"), QStringLiteral("ctrl+q")});
    QVERIFY(m_program.waitForFinished(30000));
    QCOMPARE(m_program.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestXvfb)
#include "tst_xvfb.moc"
