// Signs of alarms: every alarm in the picture stands for something, from any distance, in order of severity.
#include "app/scenery/alarmmarks.h"
#include "app/scenery/fonts.h"
#include "app/scenery/viewpresets.h"
#include "assets/import/campusfile.h"

#include <QGuiApplication>
#include <QTest>

#include <set>

using namespace gigahall;
using app::AlarmSeverity;
using model::AssetId;
using model::AssetKind;

class TestAlarmMarks : public QObject
{
    Q_OBJECT

    model::Campus m_campus;

    render::View view(const char* preset) const
    {
        const auto found = app::presetView(m_campus, preset, {1920, 1080});
        return found.view ? *found.view : render::View();
    }
    std::vector<app::AlarmPlace> everywhere(std::uint32_t step) const
    {
        std::vector<app::AlarmPlace> alarms;
        for (std::uint32_t r = 0; r < m_campus.rackCount(); r += step)
            alarms.push_back({{AssetKind::Rack, r}, AlarmSeverity(1 + r / step % 3)});
        return alarms;
    }

private slots:
    void initTestCase()
    {
        auto loaded = assets::loadCampus(assets::resolveCampusPath("default"));
        QVERIFY(loaded.campus);
        m_campus = std::move(*loaded.campus);
    }

    void sortedByPlace()
    {
        const std::uint32_t gpu = m_campus.rackFirstGpu[7] + 3;
        const std::vector<app::AlarmPlace> alarms{{{AssetKind::Rack, 7}, AlarmSeverity::Info},
            {{AssetKind::Gpu, gpu}, AlarmSeverity::Critical}, {{AssetKind::Plant, 0}, AlarmSeverity::Warning},
            {AssetId(), AlarmSeverity::Critical}};
        const app::AlarmMarks marks(m_campus, alarms);
        QCOMPARE(marks.entries().size(), std::size_t(2));
        const auto rack = std::ranges::find_if(
            marks.entries(), [](const auto& entry) { return entry.asset == AssetId(AssetKind::Rack, 7); });
        QVERIFY(rack != marks.entries().end());
        QCOMPARE(rack->alarms, 2u);
        QCOMPARE(rack->severity, AlarmSeverity::Critical);
        QCOMPARE(rack->hall, m_campus.hallOfRack(7));
    }

    void noAlarmIsLost_data()
    {
        QTest::addColumn<quint32>("step");
        QTest::addRow("all racks") << 1u;
        QTest::addRow("some racks") << 97u;
        QTest::addRow("few racks") << 9973u;
    }

    void noAlarmIsLost()
    {
        QFETCH(quint32, step);
        const auto alarms = everywhere(step);
        const app::AlarmMarks marks(m_campus, alarms);
        const auto signs = app::alarmSigns(m_campus, marks, view("overview"), 1);
        std::uint32_t sum = 0;
        AlarmSeverity worst = AlarmSeverity::Info;
        for (const auto& sign : signs) {
            sum += sign.alarms;
            worst = std::max(worst, sign.severity);
        }
        QCOMPARE(sum, std::uint32_t(alarms.size()));
        QVERIFY(signs.size() <= m_campus.buildings.size());
        if (alarms.size() > 2)
            QCOMPARE(worst, AlarmSeverity::Critical);
        for (std::size_t a = 0; a < signs.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                QVERIFY2(std::abs(signs[a].pixel.x - signs[b].pixel.x) > 15
                        || std::abs(signs[a].pixel.y - signs[b].pixel.y) > 15,
                    "signs don't cover each other");
    }

    void finerAsOneComesCloser()
    {
        const app::AlarmMarks marks(m_campus, everywhere(1));
        const auto kinds = [&](const char* preset) {
            std::set<AssetKind> found;
            for (const auto& sign : app::alarmSigns(m_campus, marks, view(preset), 1))
                found.insert(sign.place.kind());
            return found;
        };
        QCOMPARE(kinds("overview"), std::set{AssetKind::Building});
        QVERIFY(kinds("building:P03-B2").contains(AssetKind::Hall));
        QVERIFY(kinds("aisle:P03-B2-H1-R07").contains(AssetKind::Rack));
        const auto racks = app::outlinedRacks(m_campus, marks, view("aisle:P03-B2-H1-R07"), 1, 48);
        QVERIFY(!racks.empty() && racks.size() <= 48);
        QVERIFY(app::outlinedRacks(m_campus, marks, view("overview"), 1, 48).empty());
    }

    void shapesDiffer()
    {
        const auto colours = app::pictureColours(render::Theme::Light);
        QList<QImage> images;
        for (const auto severity : {AlarmSeverity::Info, AlarmSeverity::Warning, AlarmSeverity::Critical}) {
            images << app::paintAlarmSign(severity, 1, colours, QLocale::c(), 1);
            QVERIFY2(images.last().height() >= 10, "big enough from anywhere");
            // Told apart without colour.
            images.last() = images.last().convertToFormat(QImage::Format_Alpha8);
        }
        QVERIFY(images[0] != images[1] && images[1] != images[2] && images[0] != images[2]);
        const QImage many = app::paintAlarmSign(AlarmSeverity::Critical, 128, colours, QLocale::c(), 1);
        QVERIFY(many.width() > images[2].width());
    }
};

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    app::loadFonts();
    TestAlarmMarks test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_appalarmmarks.moc"
