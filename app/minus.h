#pragma once

#include "app/session.h"
#include "model/telemetry/differencesource.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace gigahall::app {

/// What is subtracted from what plays: B of "A minus B", as options and view files say it. Plain value.
struct Minus
{
    enum class Kind : std::uint8_t
    {
        Nothing,
        Planned, ///< the same without what was asked of it: as planned, or as measured
        Time, ///< the same at one time, `s`
        Earlier, ///< the same `s` seconds before
        Recording, ///< a file
    };

    Kind kind = Kind::Nothing;
    double s = 0; ///< seconds; of A's clock for Kind::Time
    std::string file; ///< Kind::Recording; a recording or a CSV
    std::optional<double> startsAtS; ///< Kind::Recording: when it starts on A's clock; none: its own times are A's

    bool isGiven() const { return kind != Kind::Nothing; }
    bool operator==(const Minus&) const = default;
};

/// What plays, as far as B depends on it.
struct Played
{
    const model::Scenario& scenario;
    bool isSimulated = true; ///< also on top of measured values; else any time of it is cheap
    double timeS = 0; ///< a time that will be compared
    /// The same again under some scenario, none of them being what would play if nobody had asked a what-if. Null after
    /// saying why it can't be.
    std::function<std::unique_ptr<model::TelemetrySource>(const model::Scenario&, std::vector<assets::Problem>&)>
        sourceFor;
};

/// B of a session. None after saying what is wrong: a file that can't be read, or that has nothing at played.timeS;
/// `given` must be something. A recording may take seconds; any thread.
std::optional<model::Comparison> makeComparison(
    const Session& session, const Minus& given, const Played& played, std::vector<assets::Problem>& problems);

} // namespace gigahall::app
