// What a story writes over its pictures: readable over anything, nothing over anything else, nothing outside.
#include "app/scenery/fonts.h"
#include "app/story/storyfigures.h"
#include "app/story/storyink.h"
#include "app/story/storypainter.h"
#include "tests/support/rolloutsketch.h"

#include <QTest>

#include <random>

using namespace gigahall;

namespace {

app::StoryTimeline timelineOn(const model::Campus& campus)
{
    app::Story story;
    story.title = {"A title", "Ein Titel"};
    app::StoryKey first;
    first.camera.emplace();
    const auto bounds = campus.bounds({model::AssetKind::Campus, 0});
    const glm::dvec3 middle = (bounds.minM + bounds.maxM) * 0.5;
    const double size = glm::length(bounds.maxM - bounds.minM);
    first.camera->targetM = middle;
    first.camera->eyeM = middle + glm::dvec3(-0.3, -1.2, 1.1) * size;
    first.date = model::parseDay("2027-02-10");
    first.caption = model::LocalizedText{"A sentence that says what is seen", "Ein Satz, der sagt, was man sieht"};
    first.note = model::LocalizedText{"as announced, letter of intent", "laut Ank\u00fcndigung"};
    first.callouts = {{"P01", {"Phase 1", "Phase 1"}, {"energised", "in Betrieb"}},
        {"P02-B1", {"Building 1 of phase 2", "Geb\u00e4ude 1 von Phase 2"}, {"half built", "halb gebaut"}}};
    first.totals = app::StoryTotals::Rollout;
    first.gantt = true;
    first.legend = true;
    app::StoryKey last = first;
    last.atS = 8;
    last.camera->eyeM.x += 0.2 * size;
    last.date = model::parseDay("2027-03-20");
    story.keys = {first, last};
    return {story, campus};
}

QImage pictureOf(const QString& kind, glm::uvec2 size)
{
    QImage image(int(size.x), int(size.y), QImage::Format_RGBX8888);
    image.fill(kind == "black" ? Qt::black : kind == "white" ? Qt::white : QColor(118, 118, 118));
    std::mt19937 random(3);
    if (kind == "noise")
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                image.setPixel(x, y, 0xff000000u | static_cast<unsigned>(random()));
    if (kind == "stripes")
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                image.setPixel(x, y, (x / 40 + y / 40) % 2 ? 0xffffffffu : 0xff101010u);
    return image;
}

} // namespace

class TestStoryPaint : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { app::loadFonts(); }
    void contrastAsDefined();
    void scrimIsEnough_data();
    void scrimIsEnough();
    void textCanBeRead_data();
    void textCanBeRead();
    void nothingOverlaps_data();
    void nothingOverlaps();
    void calloutsStandStill();
    void calloutsFindPlaces();
    void linesAndRectangles();
    void figuresOfARollout();
    void headlines();
    void sameEveryTime();
};

void TestStoryPaint::contrastAsDefined()
{
    QVERIFY(std::abs(app::contrast(Qt::black, Qt::white) - 21) < 1e-6);
    QVERIFY(std::abs(app::contrast(QColor(118, 118, 118), Qt::white) - 4.54) < 0.01); // the usual example
    QVERIFY(app::contrast(Qt::red, Qt::red) == 1);
}

void TestStoryPaint::scrimIsEnough_data()
{
    QTest::addColumn<QString>("picture");
    for (const char* kind : {"black", "white", "grey", "noise", "stripes"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestStoryPaint::scrimIsEnough()
{
    QFETCH(QString, picture);
    const QRectF rect(40, 30, 200, 60);
    for (const auto theme : {render::Theme::Light, render::Theme::Dark}) {
        const auto style = app::storyStyle(theme, {400, 200});
        QImage image = pictureOf(picture, {400, 200});
        const double needed = app::scrimNeeded(image, rect, style.quiet, style.paper);
        QVERIFY(needed >= 0 && needed <= 1);
        {
            QPainter painter(&image);
            app::paintScrim(painter, rect, style.paper, needed, 20);
        }
        int bad = 0, all = 0;
        for (int y = int(rect.top()); y < int(rect.bottom()); ++y)
            for (int x = int(rect.left()); x < int(rect.right()); ++x, ++all)
                bad += app::contrast(style.quiet, image.pixelColor(x, y)) < app::kStoryContrast;
        QVERIFY2(bad <= 0.03 * all, qPrintable(QStringLiteral("%1 of %2").arg(bad).arg(all)));
    }
    // Where it can be read already nothing is done.
    const auto light = app::storyStyle(render::Theme::Light, {400, 200});
    QCOMPARE(app::scrimNeeded(pictureOf("white", {400, 200}), rect, light.text, light.paper), 0.0);
}

void TestStoryPaint::textCanBeRead_data()
{
    QTest::addColumn<QString>("picture");
    QTest::addColumn<int>("theme");
    QTest::addColumn<QLocale>("locale");
    for (const char* kind : {"black", "white", "grey", "noise", "stripes"})
        for (const auto theme : {render::Theme::Light, render::Theme::Dark})
            QTest::addRow("%s %d", kind, int(theme))
                << QString::fromLatin1(kind) << int(theme)
                << (theme == render::Theme::Light ? QLocale(QLocale::English) : QLocale(QLocale::German));
}

// The picture with everything but the letters: below each piece of text there must be enough contrast.
void TestStoryPaint::textCanBeRead()
{
    QFETCH(QString, picture);
    QFETCH(int, theme);
    QFETCH(QLocale, locale);
    const glm::uvec2 size(1280, 720);
    const model::Campus campus = tests::datedCampus();
    const auto rollout = model::makeRollout(campus, tests::shortPlan(campus));
    const auto timeline = timelineOn(campus);
    app::StoryPainter painter(timeline, campus, rollout.get(), render::Theme(theme), locale, size);
    QImage image = pictureOf(picture, size);
    const QImage before = image;
    painter.paint(image, timeline.at(4), {});
    QVERIFY(painter.pieces().size() >= 8);
    QImage bare = before;
    const auto style = app::storyStyle(render::Theme(theme), size);
    {
        QPainter again(&bare);
        for (const auto& scrim : painter.scrims())
            app::paintScrim(again, scrim.rect, style.paper, scrim.alpha, scrim.softPx);
    }
    for (const auto& piece : painter.pieces()) {
        int bad = 0, all = 0;
        const QRect area = piece.rect.toAlignedRect().intersected(bare.rect());
        for (int y = area.top(); y <= area.bottom(); y += 2)
            for (int x = area.left(); x <= area.right(); x += 2, ++all)
                bad += app::contrast(piece.ink, bare.pixelColor(x, y)) < app::kStoryContrast;
        QVERIFY2(bad <= 0.03 * all, qPrintable(QStringLiteral("%1: %2 of %3").arg(piece.text).arg(bad).arg(all)));
    }
}

void TestStoryPaint::nothingOverlaps_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<bool>("german");
    QTest::newRow("1080p") << 1920 << 1080 << false;
    QTest::newRow("1080p, German") << 1920 << 1080 << true;
    QTest::newRow("720p") << 1280 << 720 << false;
    QTest::newRow("small, German") << 640 << 360 << true;
    QTest::newRow("4:3") << 1600 << 1200 << false;
}

void TestStoryPaint::nothingOverlaps()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(bool, german);
    const glm::uvec2 size(width, height);
    const model::Campus campus = tests::datedCampus();
    const auto rollout = model::makeRollout(campus, tests::shortPlan(campus));
    const auto timeline = timelineOn(campus);
    app::StoryPainter painter(timeline, campus, rollout.get(), render::Theme::Light,
        german ? QLocale(QLocale::German) : QLocale(QLocale::English), size);
    const QRectF picture(0, 0, width, height);
    std::size_t leaders = 0;
    for (double s = 0; s <= 8; s += 0.5) {
        QImage image = pictureOf("grey", size);
        painter.paint(image, timeline.at(s), {});
        const auto& pieces = painter.pieces();
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            QVERIFY2(picture.contains(pieces[i].rect), qPrintable(pieces[i].text));
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY2(!pieces[i].rect.adjusted(3, 3, -3, -3).intersects(pieces[j].rect.adjusted(3, 3, -3, -3)),
                    qPrintable(pieces[i].text + " / " + pieces[j].text));
        }
        for (const auto& leader : painter.leaders()) {
            ++leaders;
            QVERIFY(picture.contains(leader.from) && picture.contains(leader.to));
            for (const auto& piece : pieces)
                QVERIFY2(
                    !app::crosses(leader.from, leader.to, piece.rect.adjusted(3, 3, -3, -3)), qPrintable(piece.text));
        }
    }
    QVERIFY(leaders > 0);
}

void TestStoryPaint::calloutsStandStill()
{
    const glm::uvec2 size(1280, 720);
    const model::Campus campus = tests::datedCampus();
    const auto rollout = model::makeRollout(campus, tests::shortPlan(campus));
    const auto timeline = timelineOn(campus);
    app::StoryPainter painter(timeline, campus, rollout.get(), render::Theme::Light, QLocale(QLocale::English), size);
    std::optional<QRectF> where;
    for (double s = 0; s <= 7; s += 0.5) {
        QImage image = pictureOf("grey", size);
        painter.paint(image, timeline.at(s), {});
        for (const auto& piece : painter.pieces())
            if (piece.text == "Phase 1") {
                if (where)
                    QCOMPARE(piece.rect, *where);
                where = piece.rect;
            }
    }
    QVERIFY(where);
}

void TestStoryPaint::calloutsFindPlaces()
{
    const QRectF free(50, 50, 900, 500);
    const std::vector<QRectF> taken{{50, 50, 500, 120}};
    const std::vector<app::CalloutWish> wishes{{QSizeF(160, 50), {{400, 300}, {420, 310}}},
        {QSizeF(160, 50), {{430, 320}}}, {QSizeF(160, 50), {}}, {QSizeF(2000, 50), {{400, 300}}}};
    const auto places = app::placeCallouts(wishes, free, taken, 10);
    QVERIFY(places[0] && places[1] && !places[2] && !places[3]);
    QVERIFY(!places[0]->text.intersects(places[1]->text));
    for (const int i : {0, 1}) {
        QVERIFY(free.contains(places[std::size_t(i)]->text));
        QVERIFY(!places[std::size_t(i)]->text.intersects(taken[0]));
        for (const QPointF& anchor : wishes[std::size_t(i)].anchors)
            for (const int j : {0, 1})
                QVERIFY(!app::crosses(places[std::size_t(i)]->lineStart, anchor, places[std::size_t(j)]->text));
    }
}

void TestStoryPaint::linesAndRectangles()
{
    const QRectF rect(10, 10, 20, 10);
    QVERIFY(app::crosses({0, 15}, {50, 15}, rect));
    QVERIFY(app::crosses({15, 15}, {16, 16}, rect));
    QVERIFY(app::crosses({20, 0}, {20, 12}, rect));
    QVERIFY(!app::crosses({0, 15}, {9, 15}, rect));
    QVERIFY(!app::crosses({0, 0}, {50, 5}, rect));
    QVERIFY(!app::crosses({0, 30}, {12, 21}, rect));
}

void TestStoryPaint::figuresOfARollout()
{
    const model::Campus campus = tests::datedCampus();
    const auto rollout = model::makeRollout(campus, tests::shortPlan(campus));
    const auto timeline = timelineOn(campus);
    app::StoryMoment moment = timeline.at(0);
    const auto figures = app::storyFigures(moment, {}, rollout.get(), QLocale(QLocale::English));
    QCOMPARE(figures.size(), std::size_t(3));
    const auto totals = rollout->curve.at(*moment.day);
    QVERIFY(totals.facilityW > 0 && totals.facilityW < rollout->curve.whole().facilityW);
    QVERIFY(figures[0].value.startsWith(QString::number(double(totals.facilityW) / 1e9, 'f', 2)));
    QVERIFY(figures[1].value.startsWith(QString::number(double(totals.gpus) / 1e6, 'f', 2)));
    QCOMPARE(figures[2].value, QString(QChar(0x2013))); // nothing is known of it
    QVERIFY(app::storyFigures(moment, {}, nullptr, QLocale()).empty());
    moment.totals = app::StoryTotals::Off;
    QVERIFY(app::storyFigures(moment, {}, rollout.get(), QLocale()).empty());
}

void TestStoryPaint::headlines()
{
    const double day = model::dayNumber(*model::parseDay("2028-12-31"));
    QCOMPARE(app::storyDay(day, QLocale(QLocale::English)), QStringLiteral("December 2028"));
    QCOMPARE(app::storyDay(model::dayNumber(*model::parseDay("2028-03-01")), QLocale(QLocale::German)),
        QString::fromUtf8("M\xc3\xa4rz 2028"));
    QCOMPARE(app::storyTime(43260, false), QStringLiteral("12:01"));
    QCOMPARE(app::storyTime(43265.7, true), QStringLiteral("12:01:05"));
    QCOMPARE(app::storyTime(86400 + 3600, false), QStringLiteral("01:00"));
}

void TestStoryPaint::sameEveryTime()
{
    const glm::uvec2 size(960, 540);
    const model::Campus campus = tests::datedCampus();
    const auto rollout = model::makeRollout(campus, tests::shortPlan(campus));
    const auto timeline = timelineOn(campus);
    QImage first = pictureOf("noise", size), second = first;
    app::StoryPainter one(timeline, campus, rollout.get(), render::Theme::Dark, QLocale(QLocale::German), size);
    one.paint(first, timeline.at(3), {});
    app::StoryPainter other(timeline, campus, rollout.get(), render::Theme::Dark, QLocale(QLocale::German), size);
    QImage warm = pictureOf("grey", size);
    other.paint(warm, timeline.at(7), {}); // what was painted before must not matter
    other.paint(second, timeline.at(3), {});
    QVERIFY(first == second);
}

QTEST_MAIN(TestStoryPaint)
#include "tst_appstorypaint.moc"
