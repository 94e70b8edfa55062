#pragma once

#include "app/rollout/planchoice.h"
#include "app/whatif/writtenscenario.h"
#include "assets/import/campusfile.h"
#include "model/campus/campus.h"
#include "model/geometry/meshdata.h"
#include "model/rollout/rollout.h"
#include "model/simulation/scenario.h"
#include "model/telemetry/sharedsource.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gigahall::app {

struct SessionOptions
{
    std::string campus = "default"; ///< shipped name or path
    std::uint64_t seed = 1; ///< of the simulator
    WrittenScenario whatIf; ///< what happens to the campus; open() reads it into `scenario`
    model::Scenario scenario; ///< the same for the campus that is open
    std::string replay; ///< recording or CSV; empty = simulated load
    std::string mapping; ///< of a CSV's keys to assets; empty = its keys are names of assets
    PlanChoice plan;
    std::optional<double>
        day; ///< of the rollout: the campus as it is then, see model/rollout/date.h; empty = all of it
    std::shared_ptr<const model::InService> service; ///< what runs on that day, for makeSource(); open() finds it
    std::vector<assets::HardwareChange> hardware; ///< what-ifs on top of the layout, in turn
};

/// What is open: a campus, its meshes and the source of its telemetry. Used by the window and the command line alike;
/// no Qt. open() may run on a worker thread; afterwards everything but takeSource() is const.
class Session
{
public:
    /// Loads everything or nothing: the result is null when `problems` is not empty afterwards.
    static std::unique_ptr<Session> open(const SessionOptions& options, std::vector<assets::Problem>& problems);

    const SessionOptions& options() const { return m_options; }
    const std::shared_ptr<const model::Campus>& campus() const { return m_campus; }
    const std::vector<model::MeshData>& meshes() const { return m_meshes; }
    /// Never null; its plan has no activities where the layout has no days.
    const std::shared_ptr<const model::Rollout>& rollout() const { return m_rollout.now; }
    /// The same before anything was moved in it, and what was.
    const ShiftedRollout& shiftedRollout() const { return m_rollout; }
    bool isReplay() const { return !m_options.replay.empty(); }
    /// Of a replay: what is below what is played.
    const model::SharedSource::Weak& recording() const { return m_recording; }

    /// The source, to be moved to the thread that runs it; once. source() until then.
    std::unique_ptr<model::TelemetrySource> takeSource() { return std::move(m_source); }
    model::TelemetrySource* source() const { return m_source.get(); }
    /// Another source for the same campus (new seed, new replay, other scenario); null and problems when it can't be
    /// read. A recording that is open is not opened again. Warnings (columns nobody mapped, guessed units) where asked
    /// for.
    std::unique_ptr<model::TelemetrySource> makeSource(const SessionOptions& options,
        std::vector<assets::Problem>& problems, std::vector<assets::Problem>* warnings = nullptr) const;
    /// The same for any campus, which it keeps alive; `options.scenario` is taken as it is: on top of a recording it is
    /// a fork.
    static std::unique_ptr<model::TelemetrySource> makeSource(std::shared_ptr<const model::Campus> campus,
        const SessionOptions& options, std::vector<assets::Problem>& problems,
        std::vector<assets::Problem>* warnings = nullptr);
    /// A what-if on top of measured values, see model::ForkSource; keeps the campus alive.
    std::unique_ptr<model::TelemetrySource> fork(
        std::unique_ptr<model::TelemetrySource> below, const model::Scenario& scenario, model::FramePtr held) const;
    /// What opens the same once more with other hardware; for open(), which the window calls on a worker thread.
    SessionOptions reopenWith(std::vector<assets::HardwareChange> hardware) const;
    /// What was odd about the input, but not wrong.
    const std::vector<assets::Problem>& warnings() const { return m_warnings; }

    /// A time worth looking at when none is asked for: noon of the simulated day, the middle of a recording.
    static double defaultTimeS(const model::TelemetrySource& source);
    /// The same for what is open: of a fork when the last thing happens.
    double startTimeS() const;

private:
    bool readScenario(std::vector<assets::Problem>& problems);
    bool readPlan(std::vector<assets::Problem>& problems);

    SessionOptions m_options;
    std::shared_ptr<const model::Campus> m_campus;
    std::vector<model::MeshData> m_meshes;
    ShiftedRollout m_rollout;
    std::vector<assets::Problem> m_warnings;
    mutable model::SharedSource::Weak m_recording; ///< below every source that plays it, while there is one
    std::unique_ptr<model::TelemetrySource> m_source;
};

} // namespace gigahall::app
