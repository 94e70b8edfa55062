#include "app/cli/minusoption.h"

#include "app/cli/optionvalues.h"
#include "app/cli/values.h"

namespace gigahall::app {

void addMinusOptions(CLI::App* app, Minus& minus)
{
    auto* from = app->add_option_function<std::string>(
                        "--minus",
                        [&minus](const std::string& text) {
                            minus.kind = text == "planned" ? Minus::Kind::Planned : Minus::Kind::Recording;
                            minus.file = text == "planned" ? std::string() : text;
                        },
                        "Show the difference: values minus those without the --event (planned), or of a recording")
                     ->type_name("planned|FILE");
    const auto seconds = [](const std::string& t) { return parseNumber(t); };
    const auto length = [](const std::string& t) {
        const auto v = parseNumber(t);
        return v && *v > 0 ? v : std::nullopt;
    };
    auto* start = addValue(app, "--minus-start", "SECONDS",
        "When the recording of --minus starts, on the clock of --time (at its own time)", seconds,
        "a number of seconds", [&minus](double s) { minus.startsAtS = s; });
    auto* time = addValue(app, "--minus-time", "SECONDS",
        "Show by how much the values at --time differ from those at this time", seconds, "a number of seconds",
        [&minus](double s) {
            minus.kind = Minus::Kind::Time;
            minus.s = s;
        });
    auto* earlier
        = addValue(app, "--minus-earlier", "SECONDS", "Show by how much they differ from those so long before", length,
            "a number of seconds above 0", [&minus](double s) {
                minus.kind = Minus::Kind::Earlier;
                minus.s = s;
            });
    start->needs(from);
    for (auto* other : {time, earlier})
        from->excludes(other);
    time->excludes(earlier);
}

std::string minusMistake(const Minus& minus)
{
    const bool fits = !minus.startsAtS || minus.kind == Minus::Kind::Recording;
    return fits ? std::string() : "--minus-start is for --minus FILE";
}

} // namespace gigahall::app
