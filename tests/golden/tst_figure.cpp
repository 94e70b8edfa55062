// Exported pictures: what a PNG says about itself, that it can be made again from that, and that strips add up to the
// whole.
#include "tests/support/imagecompare.h"

#include "app/scenery/viewfile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class TestFigure : public QObject
{
    Q_OBJECT

private slots:
    void metadataMakesTheSamePictureAgain();
    void failuresAreMadeAgain();
    void differenceOfTwoTimes();
    void differenceFromThePlan();
    void differenceFromARecording();
    void sameTwice();
    void stripsEqualWhole();
    void standardOutput();

private:
    struct Result
    {
        int exitCode = -1;
        QByteArray out, error;
    };
    Result render(const QStringList& arguments)
    {
        QProcess process;
        QStringList all{
            QStringLiteral("render"), QStringLiteral("one-hall"), QStringLiteral("--quality"), QStringLiteral("plain")};
        if (const auto gpu = qEnvironmentVariable("GIGAHALL_GPU"); !gpu.isEmpty())
            all << QStringLiteral("--gpu") << gpu;
        process.start(QStringLiteral(GIGAHALL_BINARY), all + arguments);
        if (!process.waitForFinished(300'000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
};

void TestFigure::metadataMakesTheSamePictureAgain()
{
    const QStringList size{QStringLiteral("--resolution"), QStringLiteral("320,200"), QStringLiteral("--no-legend")};
    const auto first = render(size
        + QStringList{"--output", path("a.png"), "--camera-position", "-31.5,-42,23.25", "--camera-focal-point",
            "4,3,1", "--overlay", "gpu.power", "--range", "100,900", "--time", "1234.5", "--theme", "dark"});
    QVERIFY2(first.exitCode == 0, first.error.constData());
    const QImage picture(path("a.png"));
    QVERIFY(!picture.isNull());
    QVERIFY2(picture.text("Software").startsWith("Gigahall "), qPrintable(picture.text("Software")));

    const auto camera = QJsonDocument::fromJson(picture.text("gigahall:camera").toUtf8()).object();
    QCOMPARE(camera["position"].toArray(), QJsonArray({-31.5, -42, 23.25}));
    QCOMPARE(camera["focalPoint"].toArray(), QJsonArray({4, 3, 1}));
    const auto source = QJsonDocument::fromJson(picture.text("gigahall:source").toUtf8()).object();
    QCOMPARE(source["seed"].toInt(), 1);
    const auto states = QJsonDocument::fromJson(picture.text("gigahall:states").toUtf8()).object();
    QCOMPARE(states["metric"].toString(), QString("gpu.power"));
    int racks = 0;
    for (const auto& count : states["racks"].toObject())
        racks += count.toInt();
    QCOMPARE(racks, 96);
    QVERIFY(states["racks"].toObject()["simulated"].toInt() > 60); // others are in maintenance
    QVERIFY(states["gpus"].toObject()["simulated"].toInt() > 5000);

    QFile file(path("again.view.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(picture.text("gigahall:view").toUtf8());
    file.close();
    const auto second = render(size + QStringList{"--output", path("b.png"), "--view", path("again.view.json")});
    QVERIFY2(second.exitCode == 0, second.error.constData());
    const auto difference = gigahall::tests::compareImages(QImage(path("b.png")), picture);
    QVERIFY2(difference.sameSize && difference.maxDelta <= 1, qPrintable(difference.text()));
}

/// What fails on the command line is in the picture and in its metadata; the file gives the same picture.
void TestFigure::failuresAreMadeAgain()
{
    const QStringList size{"--resolution", "320,200", "--no-legend", "--view", "hall:P01-B1-H1"};
    const QStringList look{"--time", "3600", "--overlay", "rack.power"};
    const auto calm = render(size + look + QStringList{"--output", path("calm.png")});
    const auto failed = render(size + look
        + QStringList{"--output", path("failed.png"), "--event", "3000 fail P01-B1-H1-R02", "--weather", "hot"});
    QVERIFY2(calm.exitCode == 0 && failed.exitCode == 0, failed.error.constData());
    const QImage picture(path("failed.png"));
    const auto dark = gigahall::tests::compareImages(QImage(path("calm.png")), picture);
    QVERIFY(dark.sameSize && dark.maxDelta > 50);
    const auto view = QJsonDocument::fromJson(picture.text("gigahall:view").toUtf8()).object();
    QCOMPARE(view["scenario"].toObject()["events"].toArray(), QJsonArray({"3000 fail P01-B1-H1-R02"}));
    QCOMPARE(view["scenario"].toObject()["weather"].toString(), QString("hot"));

    QFile file(path("failed.view.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(picture.text("gigahall:view").toUtf8());
    file.close();
    const auto again = render(
        {"--resolution", "320,200", "--no-legend", "--output", path("again.png"), "--view", path("failed.view.json")});
    QVERIFY2(again.exitCode == 0, again.error.constData());
    const auto difference = gigahall::tests::compareImages(QImage(path("again.png")), picture);
    // Patterns grow in steps: on some rack the rounding of the camera in the file may decide for the next one.
    QVERIFY2(difference.sameSize && difference.shareOver < 0.0005, qPrintable(difference.text()));
}

/// One time minus itself is the middle of the map everywhere; names have no difference.
void TestFigure::differenceOfTwoTimes()
{
    const QStringList common{"--resolution", "320,200", "--no-legend", "--no-labels", "--view", "hall:P01-B1-H1",
        "--overlay", "rack.power", "--time", "3600", "--flat-data"};
    const auto zero = render(common + QStringList{"--minus-time", "3600", "--output", path("zero.png")});
    const auto later = render(common + QStringList{"--minus-time", "30000", "--output", path("later.png")});
    QVERIFY2(zero.exitCode == 0 && later.exitCode == 0, later.error.constData());
    const auto differs = gigahall::tests::compareImages(QImage(path("zero.png")), QImage(path("later.png")));
    QVERIFY(differs.sameSize && differs.maxDelta > 20);
    const QImage picture(path("later.png"));
    QVERIFY(QJsonDocument::fromJson(picture.text("gigahall:states").toUtf8())
                .object()["source"]
                .toString()
                .contains(" - "));
    const auto source = QJsonDocument::fromJson(picture.text("gigahall:source").toUtf8()).object();
    QCOMPARE(source["minusTimeS"].toDouble(), 30000.0);
    const auto names = render({"--minus-time", "0", "--overlay", "job", "--output", path("names.png")});
    QVERIFY(names.exitCode != 0 && names.error.contains("--minus"));
}

/// What an event changed; the view file of the picture makes it again.
void TestFigure::differenceFromThePlan()
{
    const QStringList common{"--resolution", "640,400", "--view", "top", "--overlay", "rack.power", "--time", "3700",
        "--flat-data", "--no-labels"};
    const QStringList failed = common + QStringList{"--event", "3600 fail P01-B1-H1-R02", "--minus", "planned"};
    const auto with = render(failed + QStringList{"--output", path("minus.png")});
    const auto without = render(common + QStringList{"--minus", "planned", "--output", path("zero.png")});
    QVERIFY2(with.exitCode == 0 && without.exitCode == 0, with.error.constData());
    const QImage picture(path("minus.png"));
    const auto differs = gigahall::tests::compareImages(QImage(path("zero.png")), picture);
    QVERIFY(differs.sameSize && differs.maxDelta > 40);
    const auto view = QJsonDocument::fromJson(picture.text("gigahall:view").toUtf8()).object();
    QCOMPARE(view["overlay"].toObject()["minus"].toString(), QStringLiteral("planned"));
    QVERIFY(!view["overlay"].toObject().contains("colormap"));
    QFile file(path("minus.view.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(picture.text("gigahall:view").toUtf8());
    file.close();
    const auto again = render({"--resolution", "640,400", "--flat-data", "--no-labels", "--view",
        path("minus.view.json"), "--output", path("again.png")});
    QVERIFY2(again.exitCode == 0, again.error.constData());
    const auto same = gigahall::tests::compareImages(QImage(path("again.png")), picture);
    QVERIFY2(same.sameSize && same.shareOver < 0.0005, qPrintable(same.text()));
}

/// B is a file: by its own times, or from where it is said to start.
void TestFigure::differenceFromARecording()
{
    QFile trace(path("b.csv"));
    QVERIFY(trace.open(QIODevice::WriteOnly));
    trace.write("t_s,P01-B1-H1-R01-K01\n0,10000\n10,20000\n");
    trace.close();
    const QStringList common{"--resolution", "320,200", "--view", "top", "--overlay", "rack.power", "--no-legend",
        "--no-labels", "--minus", path("b.csv")};
    const auto by = render(common + QStringList{"--time", "5", "--output", path("by.png")});
    QVERIFY2(by.exitCode == 0, by.error.constData());
    const QJsonObject states
        = QJsonDocument::fromJson(QImage(path("by.png")).text("gigahall:states").toUtf8()).object();
    QCOMPARE(states["racks"].toObject()["simulated"].toInt(), 1); // one of them was, the other recorded
    QVERIFY(states["racks"].toObject()["missing"].toInt() > 90);
    const auto late = render(common + QStringList{"--time", "500", "--output", path("late.png")});
    QVERIFY(late.exitCode == 1);
    QVERIFY2(late.error.contains("b.csv: has values from 0 to 10 s, none at 500 s"), late.error.constData());
    const auto starts
        = render(common + QStringList{"--time", "500", "--minus-start", "495", "--output", path("late.png")});
    QVERIFY2(starts.exitCode == 0, starts.error.constData());
}

void TestFigure::sameTwice()
{
    QByteArray bytes[2];
    for (auto& content : bytes) {
        const auto result = render({"--output", "-", "--resolution", "400,225", "--seed", "5"});
        QVERIFY2(result.exitCode == 0, result.error.constData());
        content = result.out;
    }
    QVERIFY(bytes[0].size() > 1000);
    QVERIFY(bytes[0] == bytes[1]);
}

// Above some four million pixels a picture is drawn in tiles and written in strips. Shrunk, it must be the small
// picture drawn in one piece: a strip at the wrong place or left out would show. (That tiles are exact to the pixel is
// tested with the renderer.)
void TestFigure::stripsEqualWhole()
{
    const QStringList common{"--no-labels", "--no-legend", "--theme", "light"};
    const auto large = render(common + QStringList{"--output", path("large.png"), "--resolution", "2880,1620"});
    QVERIFY2(large.exitCode == 0, large.error.constData());
    const auto small = render(common + QStringList{"--output", path("small.png"), "--resolution", "1440,810"});
    QVERIFY2(small.exitCode == 0, small.error.constData());
    QCOMPARE(QImage(path("large.png")).size(), QSize(2880, 1620));
    const auto shrunk = QImage(path("large.png")).scaled(180, 101, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const auto whole = QImage(path("small.png")).scaled(180, 101, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const auto difference = gigahall::tests::compareImages(shrunk, whole, 24);
    QVERIFY2(difference.shareOver < 0.02, qPrintable(difference.text()));
}

void TestFigure::standardOutput()
{
    const auto result = render({"--output", "-", "--resolution", "64,48"});
    QVERIFY2(result.exitCode == 0, result.error.constData());
    QImage image;
    QVERIFY(image.loadFromData(result.out, "PNG"));
    QCOMPARE(image.size(), QSize(64, 48));
}

QTEST_GUILESS_MAIN(TestFigure)
#include "tst_figure.moc"
