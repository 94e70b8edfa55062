// What the program draws, against pictures in this folder. Tolerance: at most 0.5 % of the pixels differ by more than 1
// and none by more than 3 of 255; held on one version of the software driver (tests/support/imagecompare.h).
// GIGAHALL_BLESS=1 writes them anew.
#include "tests/support/imagecompare.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Line
{
    QString name;
    QStringList arguments;
};

QList<Line> pictures()
{
    QList<Line> lines;
    QFile file(QStringLiteral(SOURCE_DIR "/tests/golden/pictures.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return lines;
    for (const auto& raw : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const auto colon = raw.indexOf(QLatin1String(": "));
        if (raw.startsWith(QLatin1Char('#')) || colon < 0)
            continue;
        lines.append({raw.left(colon), raw.mid(colon + 2).split(QLatin1Char(' '), Qt::SkipEmptyParts)});
    }
    return lines;
}

} // namespace

class TestGolden : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QVERIFY2(pictures().size() >= 12, "tests/golden/pictures.txt has too few pictures");
    }

    void looksTheSame_data()
    {
        QTest::addColumn<QStringList>("arguments");
        for (const auto& line : pictures())
            QTest::newRow(qPrintable(line.name)) << line.arguments;
    }

    void looksTheSame()
    {
        QFETCH(QStringList, arguments);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        const QString path = m_folder.filePath(name + QLatin1String(".png"));
        QStringList all{QStringLiteral("render"), QStringLiteral("--output"), path, QStringLiteral("--resolution"),
            QStringLiteral("640,360")};
        if (!arguments.contains(QLatin1String("--quality")))
            all << QStringLiteral("--quality") << QStringLiteral("plain");
        if (const auto gpu = qEnvironmentVariable("GIGAHALL_GPU"); !gpu.isEmpty())
            all << QStringLiteral("--gpu") << gpu;
        QProcess process;
        process.start(QStringLiteral(GIGAHALL_BINARY), all + arguments);
        QVERIFY(process.waitForFinished(300'000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());

        const QImage picture(path);
        QCOMPARE(picture.size(), QSize(640, 360));
        const auto driver = picture.text(QStringLiteral("gigahall:driver")).toStdString();
        const auto result = gigahall::tests::checkGolden(picture, name, driver);
        if (result.verdict == gigahall::tests::GoldenVerdict::Skip)
            QSKIP(qPrintable(result.message));
        QVERIFY2(result.verdict == gigahall::tests::GoldenVerdict::Pass, qPrintable(result.message));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestGolden)
#include "tst_golden.moc"
