#include "app/minus.h"

#include <fmt/format.h>

#include <utility>

namespace gigahall::app {
namespace {

bool openRecording(const Session& session, const Minus& given, const Played& played, model::Comparison& out,
    std::vector<assets::Problem>& problems)
{
    SessionOptions options = session.options();
    options.replay = given.file;
    options.scenario = {};
    // Opened for itself even where the same file plays: this may be another thread.
    out.source = Session::makeSource(session.campus(), options, problems);
    if (!out.source)
        return false;
    const auto span = out.source->timeSpan();
    if (given.startsAtS)
        out.time.s = span.firstS - *given.startsAtS;
    const double timeOfB = out.time.of(played.timeS);
    if (timeOfB >= span.firstS && timeOfB <= span.lastS)
        return true;
    problems.push_back({given.file, 0, {},
        fmt::format("has values from {} to {} s, none at {} s; say when it starts on the clock of what it is compared "
                    "with",
            span.firstS, span.lastS, timeOfB)});
    return false;
}

} // namespace

std::optional<model::Comparison> makeComparison(
    const Session& session, const Minus& given, const Played& played, std::vector<assets::Problem>& problems)
{
    model::Comparison out{session.campus(), nullptr, {}};
    switch (given.kind) {
    case Minus::Kind::Nothing:
        return std::nullopt;
    case Minus::Kind::Planned:
        out.source = played.sourceFor({}, problems);
        if (!out.source)
            return std::nullopt;
        return out;
    case Minus::Kind::Recording:
        if (!openRecording(session, given, played, out, problems))
            return std::nullopt;
        return out;
    case Minus::Kind::Time:
    case Minus::Kind::Earlier:
        out.time
            = given.kind == Minus::Kind::Time ? model::OtherTime{given.s, true} : model::OtherTime{-given.s, false};
        if (!played.isSimulated)
            return out;
        // For itself: a simulation that alternates between two times would begin anew each time.
        out.source = played.sourceFor(played.scenario, problems);
        if (!out.source)
            return std::nullopt;
        return out;
    }
    return std::nullopt;
}

} // namespace gigahall::app
