#include "app/session.h"

#include "assets/import/csvreplay.h"
#include "assets/import/meshfile.h"
#include "model/simulation/simulator.h"

#include <cmath>
#include <utility>

namespace gigahall::app {
namespace {

constexpr double kNoonS = 12 * 3600;

// A source that keeps the campus it reads alive, on whatever thread it ends up.
class Holding : public model::TelemetrySource
{
public:
    Holding(std::shared_ptr<const model::Campus> campus, std::unique_ptr<model::TelemetrySource> source)
        : m_campus(std::move(campus))
        , m_source(std::move(source))
    {
    }

    model::FramePtr frame(double timeS, const model::MetricSet& planes) override
    {
        return m_source->frame(timeS, planes);
    }
    float valueAt(double timeS, model::Metric metric, model::AssetId id) override
    {
        return m_source->valueAt(timeS, metric, id);
    }
    bool valuesAt(double timeS, model::Metric metric, std::span<const model::AssetId> assets,
        std::span<model::Sample> samples) override
    {
        return m_source->valuesAt(timeS, metric, assets, samples);
    }
    TimeSpan timeSpan() const override { return m_source->timeSpan(); }
    double intervalS() const override { return m_source->intervalS(); }

private:
    std::shared_ptr<const model::Campus> m_campus;
    std::unique_ptr<model::TelemetrySource> m_source; // destroyed before the campus
};

} // namespace

std::unique_ptr<Session> Session::open(const SessionOptions& options, std::vector<assets::Problem>& problems)
{
    auto loaded = assets::loadCampus(assets::resolveCampusPath(options.campus), options.hardware);
    problems.insert(problems.end(), loaded.problems.begin(), loaded.problems.end());
    if (!loaded.campus)
        return nullptr;
    auto session = std::make_unique<Session>();
    session->m_options = options;
    session->m_campus = std::make_shared<const model::Campus>(std::move(*loaded.campus));

    auto meshes = assets::loadMeshes(*session->m_campus);
    problems.insert(problems.end(), meshes.problems.begin(), meshes.problems.end());
    session->m_meshes = std::move(meshes.meshes);
    if (!session->readScenario(problems))
        return nullptr;
    session->m_source = session->makeSource(session->m_options, problems, &session->m_warnings);
    if (!problems.empty())
        return nullptr;
    return session;
}

bool Session::readScenario(std::vector<assets::Problem>& problems)
{
    if (m_options.whatIf.isEmpty())
        return true;
    std::vector<std::string> wrong;
    auto scenario = findScenario(std::exchange(m_options.whatIf, {}), *m_campus, wrong);
    for (std::string& what : wrong)
        problems.push_back({m_options.campus, 0, {}, std::move(what)});
    if (scenario)
        m_options.scenario = std::move(*scenario);
    return scenario.has_value();
}

std::unique_ptr<model::TelemetrySource> Session::makeSource(
    const SessionOptions& options, std::vector<assets::Problem>& problems, std::vector<assets::Problem>* warnings) const
{
    std::unique_ptr<model::TelemetrySource> source;
    if (options.replay.empty()) {
        source = std::make_unique<model::Simulator>(*m_campus, options.seed, options.scenario);
    } else {
        auto replay = assets::loadReplay(*m_campus, options.replay, options.mapping);
        problems.insert(problems.end(), replay.problems.begin(), replay.problems.end());
        if (warnings)
            warnings->insert(warnings->end(), replay.warnings.begin(), replay.warnings.end());
        if (!replay.trace)
            return nullptr;
        source = std::make_unique<model::ReplaySource>(*m_campus, std::move(*replay.trace));
    }
    return std::make_unique<Holding>(m_campus, std::move(source));
}

SessionOptions Session::reopenWith(std::vector<assets::HardwareChange> hardware) const
{
    SessionOptions options = m_options;
    options.hardware = std::move(hardware);
    return options;
}

double Session::defaultTimeS(const model::TelemetrySource& source)
{
    const auto span = source.timeSpan();
    return std::isfinite(span.lastS) ? (span.firstS + span.lastS) / 2 : std::max(span.firstS, kNoonS);
}

} // namespace gigahall::app
