#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "tests/support/imagecompare.h"

#include <QtTest>

using namespace gigahall::tests;

class TestImageCompare : public QObject
{
    Q_OBJECT

private slots:
    void differences_data();
    void differences();
    void sizesDiffer();
    void convertsPixels();
    void otherDriver();
    void missingGolden();
};

void TestImageCompare::differences_data()
{
    QTest::addColumn<QColor>("colour");
    QTest::addColumn<int>("pixels");
    QTest::addColumn<int>("maxDelta");
    QTest::addColumn<double>("shareOver");
    QTest::newRow("equal") << QColor(10, 20, 30) << 0 << 0 << 0.0;
    QTest::newRow("at the threshold") << QColor(10, 21, 30) << 5 << 1 << 0.0;
    QTest::newRow("beyond the threshold") << QColor(10, 20, 32) << 5 << 2 << 0.05;
    QTest::newRow("darker counts as well") << QColor(0, 20, 30) << 1 << 10 << 0.01;
    QTest::newRow("all of it") << QColor(255, 20, 30) << 100 << 245 << 1.0;
}

void TestImageCompare::differences()
{
    QFETCH(QColor, colour);
    QFETCH(int, pixels);
    QImage expected(10, 10, QImage::Format_RGB888);
    expected.fill(QColor(10, 20, 30));
    QImage actual = expected;
    for (int i = 0; i < pixels; ++i)
        actual.setPixelColor(i % 10, i / 10, colour);
    const ImageDifference difference = compareImages(actual, expected);
    QVERIFY(difference.sameSize);
    QTEST(difference.maxDelta, "maxDelta");
    QTEST(difference.shareOver, "shareOver");
    QCOMPARE(difference.diff.pixelColor(9, 9) == QColor(Qt::black), pixels < 100);
}

void TestImageCompare::sizesDiffer()
{
    QVERIFY(!compareImages(QImage(4, 4, QImage::Format_RGB888), QImage(4, 5, QImage::Format_RGB888)).sameSize);
    QVERIFY(!compareImages(QImage(), QImage()).sameSize);
}

void TestImageCompare::convertsPixels()
{
    gigahall::render::Image image;
    image.sizePx = {3, 2};
    image.rgba.resize(std::size_t(3) * 2 * 4, 255);
    image.rgba[(3 + 2) * 4 + 1] = 7; // second row, last pixel, green
    const QImage result = toQImage(image);
    QCOMPARE(result.size(), QSize(3, 2));
    QCOMPARE(result.pixelColor(2, 1), QColor(255, 7, 255));
    QCOMPARE(result.pixelColor(2, 0), QColor(255, 255, 255));
}

void TestImageCompare::otherDriver()
{
    const QByteArray before = qgetenv("GIGAHALL_REQUIRE_GOLDEN");
    qputenv("GIGAHALL_REQUIRE_GOLDEN", "0");
    const GoldenResult skipped = checkGolden(QImage(), "none", "driver of another machine 1.0");
    qputenv("GIGAHALL_REQUIRE_GOLDEN", "1");
    const GoldenResult failed = checkGolden(QImage(), "none", "driver of another machine 1.0");
    qputenv("GIGAHALL_REQUIRE_GOLDEN", before);
    QCOMPARE(skipped.verdict, GoldenVerdict::Skip);
    QVERIFY(skipped.message.contains("another machine"));
    QCOMPARE(failed.verdict, GoldenVerdict::Fail);
}

void TestImageCompare::missingGolden()
{
    if (qEnvironmentVariableIntValue("GIGAHALL_BLESS") != 0)
        QSKIP("would bless");
    QTemporaryDir folder;
    const QString before = QDir::currentPath();
    QDir::setCurrent(folder.path());
    const GoldenResult result
        = checkGolden(QImage(2, 2, QImage::Format_RGB888), "there-is-none", "Mesa 22.3.6 (LLVM 15.0.6)");
    QDir::setCurrent(before);
    QCOMPARE(result.verdict, GoldenVerdict::Fail);
    QVERIFY(QFile::exists(folder.filePath("golden-failures/there-is-none.actual.png")));
}

QTEST_GUILESS_MAIN(TestImageCompare)
#include "tst_imagecompare.moc"
