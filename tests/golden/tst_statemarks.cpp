// How states and alarms look: pictures of made-up states and alarms on shipped campuses, against pictures in this
// folder (see tst_golden.cpp). GIGAHALL_BLESS=1 writes them anew.
#include "app/export/figure.h"
#include "app/scenery/fonts.h"
#include "app/scenery/viewpresets.h"
#include "model/telemetry/difference.h"
#include "tests/support/imagecompare.h"

#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace gigahall;
using model::AssetKind;
using model::DataState;

namespace {

constexpr std::array kStates{
    DataState::Live, DataState::Simulated, DataState::Recorded, DataState::Stale, DataState::Bad, DataState::Missing};

/// A simulation whose frames get other states before they are shown.
class MadeUp : public model::TelemetrySource
{
public:
    enum class By
    {
        Phase,
        Row,
        Rack,
        Gpu
    };
    MadeUp(const model::Campus& campus, model::TelemetrySource& source, By by)
        : m_campus(campus)
        , m_source(source)
        , m_by(by)
    {
    }
    model::FramePtr frame(double timeS, const model::MetricSet& planes) override
    {
        auto frame = std::make_shared<model::TelemetryFrame>(*m_source.frame(timeS, planes));
        for (auto& own : frame->metricState)
            own.clear();
        for (std::uint32_t r = 0; r < m_campus.rackCount(); ++r) {
            const auto hall = m_campus.hallOfRack(r);
            const auto& rows = m_campus.halls[hall].rows;
            const std::uint32_t which = m_by == By::Phase ? hall / 32
                : m_by == By::Row                         ? m_campus.rowOfRack(r) - rows.first
                : m_by == By::Rack                        ? r
                                                          : 0;
            frame->rackState[r] = kStates[which % kStates.size()];
        }
        const auto m = std::size_t(model::Metric::GpuUtilization);
        if (m_by == By::Gpu && !frame->gpu[m].empty()) {
            frame->gpuState[m] = model::GpuStates(m_campus.gpuCount());
            for (std::uint32_t g = 0; g < m_campus.gpuCount(); ++g) {
                frame->gpuState[m].set(g, kStates[g / 4 % kStates.size()]);
                if (g % 31 == 0)
                    frame->gpu[m][g] = model::kMissing16;
            }
        }
        model::rollUp(m_campus, *frame);
        return frame;
    }
    float valueAt(double, model::Metric, model::AssetId) override { return 0; }
    TimeSpan timeSpan() const override { return m_source.timeSpan(); }
    double intervalS() const override { return 1; }

private:
    const model::Campus& m_campus;
    model::TelemetrySource& m_source;
    By m_by;
};

std::vector<app::AlarmPlace> someAlarms(const model::Campus& campus)
{
    std::vector<app::AlarmPlace> alarms;
    for (std::uint32_t r = 11; r < campus.rackCount(); r += r % 7 == 0 ? 1 : 379)
        alarms.push_back({{AssetKind::Rack, r}, app::AlarmSeverity(1 + r % 3)});
    for (std::uint32_t p = 40; p < campus.plantCount(); p += 997)
        alarms.push_back({{AssetKind::Plant, p}, app::AlarmSeverity::Critical});
    // In the hall that is looked at: a row with all kinds, and one rack with several.
    for (const char* name : {"P03-B2-H1-R03-K02", "P03-B2-H1-R03-K05", "P03-B2-H1-R04-K07", "P03-B2-H1-R08-K01",
             "P03-B2-H1-R01-K06", "P03-B2-H1-R01-K06"})
        if (const auto id = campus.find(name))
            alarms.push_back({*id, app::AlarmSeverity(1 + alarms.size() % 3)});
    return alarms;
}

struct Shot
{
    const char* name;
    const char* campus;
    const char* view;
    MadeUp::By by;
    render::Theme theme;
    model::Metric metric = model::Metric::GpuUtilization;
    bool alarms = false;
    std::optional<double> minusTimeS = {};
};

const std::vector<Shot>& shots()
{
    using enum MadeUp::By;
    using enum render::Theme;
    static const std::vector<Shot> all{
        {"states-campus-light", "default", "overview", Phase, Light},
        {"states-phase-dark", "default", "phase:2", Row, Dark},
        {"states-hall-light", "default", "hall:P03-B2-H1", Row, Light},
        {"states-hall-dark", "default", "hall:P03-B2-H1", Row, Dark, model::Metric::GpuTemperature},
        {"states-hall-print", "default", "hall:P03-B2-H1", Row, Print, model::Metric::RackPower},
        {"states-aisle", "default", "aisle:P03-B2-H1-R07", Rack, Dark},
        {"states-rack", "default", "rack:P03-B2-H1-R07-K05", Gpu, Light},
        {"alarms-campus", "default", "overview", Phase, Light, model::Metric::RackPower, true},
        {"alarms-hall", "default", "hall:P03-B2-H1", Phase, Dark, model::Metric::GpuUtilization, true},
        {"difference-hall", "default", "hall:P03-B2-H1", Phase, Light, model::Metric::GpuTemperature, false, 3600.0},
    };
    return all;
}

} // namespace

class TestStateMarks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void looksTheSame_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < shots().size(); ++i)
            QTest::newRow(shots()[i].name) << int(i);
    }

    void looksTheSame()
    {
        QFETCH(int, index);
        const Shot& shot = shots()[std::size_t(index)];
        app::SessionOptions options;
        options.campus = shot.campus;
        std::vector<assets::Problem> problems;
        if (!m_session || m_campus != shot.campus)
            m_session = app::Session::open(options, problems);
        m_campus = shot.campus;
        QVERIFY(m_session);
        const auto& campus = *m_session->campus();
        MadeUp source(campus, *m_session->source(), shot.by);
        render::DeviceOptions device;
        device.gpuName = qgetenv("GIGAHALL_GPU").toStdString();
        app::FigureWriter writer(*m_session, source, device);
        app::Figure figure;
        const auto size
            = qEnvironmentVariable("GIGAHALL_LOOK").isEmpty() ? glm::uvec2(640, 360) : glm::uvec2(1920, 1080);
        const auto preset = app::presetView(campus, shot.view, size);
        QVERIFY2(preset.view, preset.error.c_str());
        figure.view = *preset.view;
        figure.overlay.metric = shot.metric;
        figure.timeS = 43'200;
        if (shot.minusTimeS)
            figure.other = std::make_shared<const model::Comparison>(
                model::Comparison{m_session->campus(), nullptr, {*shot.minusTimeS, true}});
        figure.theme = shot.theme;
        figure.quality = render::Quality::Plain;
        figure.locale = QLocale(QLocale::English, QLocale::UnitedStates);
        if (shot.alarms)
            figure.alarms = someAlarms(campus);
        const QString folder
            = qEnvironmentVariable("GIGAHALL_LOOK").isEmpty() ? m_folder.path() : qEnvironmentVariable("GIGAHALL_LOOK");
        const QString path = folder + QLatin1Char('/') + QLatin1String(shot.name) + QLatin1String(".png");
        const auto error = writer.write(figure, path.toStdString());
        QVERIFY2(error.empty(), error.c_str());
        if (!qEnvironmentVariable("GIGAHALL_LOOK").isEmpty())
            return;
        const auto result = tests::checkGolden(QImage(path), QLatin1String(shot.name), writer.renderer().driverInfo());
        if (result.verdict == tests::GoldenVerdict::Skip)
            QSKIP(qPrintable(result.message));
        QVERIFY2(result.verdict == tests::GoldenVerdict::Pass, qPrintable(result.message));
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<app::Session> m_session;
    std::string m_campus;
};

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    app::loadFonts();
    TestStateMarks test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_statemarks.moc"
