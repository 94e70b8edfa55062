#include "app/session.h"

#include "assets/import/csvreplay.h"
#include "assets/import/meshfile.h"
#include "assets/import/planfile.h"
#include "model/feeds/recordingsource.h"
#include "model/simulation/forksource.h"
#include "model/simulation/simulator.h"

#include <fmt/format.h>

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
    void setInService(std::shared_ptr<const model::InService> service) override
    {
        m_source->setInService(std::move(service));
    }

private:
    std::shared_ptr<const model::Campus> m_campus;
    std::unique_ptr<model::TelemetrySource> m_source; // destroyed before the campus
};

std::unique_ptr<model::TelemetrySource> openRecording(const model::Campus& campus, const SessionOptions& options,
    std::vector<assets::Problem>& problems, std::vector<assets::Problem>* warnings)
{
    auto opened = model::RecordedFileSource::open(campus, options.replay);
    if (!opened.source)
        problems.push_back({options.replay, 0, {}, std::move(opened.problem)});
    else if (!options.mapping.empty() && warnings)
        warnings->push_back({options.mapping, 0, {}, "is not used: a recording has the names of its assets"});
    if (warnings)
        for (std::string& warning : opened.warnings)
            warnings->push_back({options.replay, 0, {}, std::move(warning)});
    return std::move(opened.source);
}

std::unique_ptr<model::TelemetrySource> openTrace(const model::Campus& campus, const SessionOptions& options,
    std::vector<assets::Problem>& problems, std::vector<assets::Problem>* warnings)
{
    auto replay = assets::loadReplay(campus, options.replay, options.mapping);
    problems.insert(problems.end(), replay.problems.begin(), replay.problems.end());
    if (warnings)
        warnings->insert(warnings->end(), replay.warnings.begin(), replay.warnings.end());
    if (!replay.trace)
        return nullptr;
    return std::make_unique<model::ReplaySource>(campus, std::move(*replay.trace));
}

std::unique_ptr<model::TelemetrySource> openReplay(const model::Campus& campus, const SessionOptions& options,
    std::vector<assets::Problem>& problems, std::vector<assets::Problem>* warnings)
{
    // A file called so is one, or is told to be none.
    return options.replay.ends_with(".h5") || model::looksLikeHdf5(options.replay)
        ? openRecording(campus, options, problems, warnings)
        : openTrace(campus, options, problems, warnings);
}

// A recording, or a fork of it; null where the fork lies before it.
std::unique_ptr<model::TelemetrySource> replayed(const model::Campus& campus, const SessionOptions& options,
    std::unique_ptr<model::TelemetrySource> recording, std::vector<assets::Problem>& problems)
{
    if (options.scenario == model::Scenario())
        return recording;
    const auto span = recording->timeSpan();
    if (const auto forkS = options.scenario.forkS(); forkS && *forkS < span.firstS) {
        problems.push_back({options.replay, 0, {},
            fmt::format("--event: {} s is before the recording begins; expected {} s or later (it ends at {} s)",
                *forkS, span.firstS, span.lastS)});
        return nullptr;
    }
    return std::make_unique<model::ForkSource>(campus, std::move(recording), options.scenario);
}

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
    if (!session->readScenario(problems) || !session->readPlan(problems))
        return nullptr;
    session->m_source = session->makeSource(session->m_options, problems, &session->m_warnings);
    // Weather alone has no time of its own.
    if (model::Scenario& scenario = session->m_options.scenario;
        session->m_source && session->isReplay() && !(scenario == model::Scenario()) && !scenario.forkS())
        scenario.fromS = session->m_recording.timeSpan().firstS;
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

bool Session::readPlan(std::vector<assets::Problem>& problems)
{
    auto read = assets::loadPlan(m_options.plan.file, *m_campus);
    problems.insert(problems.end(), read.problems.begin(), read.problems.end());
    // A plan that nobody asked for is not complained about.
    if (!m_options.plan.file.empty())
        m_warnings.insert(m_warnings.end(), read.warnings.begin(), read.warnings.end());
    if (!read.plan)
        return false;
    std::vector<std::string> wrong;
    auto shifts = findShifts(m_options.plan.shifts, *m_campus, *read.plan, wrong);
    for (std::string& what : wrong)
        problems.push_back({"--shift", 0, {}, std::move(what)});
    if (!shifts)
        return false;
    m_rollout = withShifts(*m_campus, model::makeRollout(*m_campus, std::move(*read.plan)), std::move(*shifts));
    if (m_options.day)
        m_options.service
            = std::make_shared<const model::InService>(model::inService(m_rollout.now->buildup, *m_options.day));
    return true;
}

std::unique_ptr<model::TelemetrySource> Session::makeSource(
    const SessionOptions& options, std::vector<assets::Problem>& problems, std::vector<assets::Problem>* warnings) const
{
    if (options.replay.empty() || options.replay != m_options.replay || options.mapping != m_options.mapping)
        return makeSource(m_campus, options, problems, warnings);
    auto recording = m_recording.another();
    if (!recording) {
        auto opened = openReplay(*m_campus, options, problems, warnings);
        if (!opened)
            return nullptr;
        recording = std::make_unique<model::SharedSource>(std::move(opened));
        m_recording = model::SharedSource::Weak(*recording);
    }
    auto source = replayed(*m_campus, options, std::move(recording), problems);
    return source ? std::make_unique<Holding>(m_campus, std::move(source)) : nullptr;
}

std::unique_ptr<model::TelemetrySource> Session::makeSource(std::shared_ptr<const model::Campus> campus,
    const SessionOptions& options, std::vector<assets::Problem>& problems, std::vector<assets::Problem>* warnings)
{
    std::unique_ptr<model::TelemetrySource> source;
    if (options.replay.empty())
        source = std::make_unique<model::Simulator>(*campus, options.seed, options.scenario, options.service);
    else if (auto recording = openReplay(*campus, options, problems, warnings))
        source = replayed(*campus, options, std::move(recording), problems);
    return source ? std::make_unique<Holding>(std::move(campus), std::move(source)) : nullptr;
}

std::unique_ptr<model::TelemetrySource> Session::fork(
    std::unique_ptr<model::TelemetrySource> below, const model::Scenario& scenario, model::FramePtr held) const
{
    return std::make_unique<Holding>(
        m_campus, std::make_unique<model::ForkSource>(*m_campus, std::move(below), scenario, std::move(held)));
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

double Session::startTimeS() const
{
    const model::Scenario& scenario = m_options.scenario;
    if (!isReplay() || !scenario.forkS())
        return defaultTimeS(*m_source);
    return scenario.events.empty() ? *scenario.forkS() : scenario.events.back().timeS;
}

} // namespace gigahall::app
