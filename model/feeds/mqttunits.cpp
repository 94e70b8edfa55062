#include "model/feeds/mqttunits.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace gigahall::model {
namespace {

/// Case matters only in the prefixes of watts: mW is not MW.
struct Spelling
{
    std::string_view text;
    double scale; ///< to the unit of its table
    double offset = 0;
};

constexpr double kLitrePerGallon = 3.785411784; // US liquid gallon, exact by definition (NIST SP 811, appendix B.8)
constexpr double kKelvinOfZeroC = 273.15;

constexpr std::array kWatts
    = {Spelling{"W", 1}, Spelling{"kW", 1e3}, Spelling{"KW", 1e3}, Spelling{"MW", 1e6}, Spelling{"GW", 1e9},
        Spelling{"watt", 1}, Spelling{"watts", 1}, Spelling{"kilowatts", 1e3}, Spelling{"megawatts", 1e6}};
constexpr std::array kCelsius
    = {Spelling{"c", 1}, Spelling{"degc", 1}, Spelling{"celsius", 1}, Spelling{"f", 5.0 / 9, -160.0 / 9},
        Spelling{"degf", 5.0 / 9, -160.0 / 9}, Spelling{"fahrenheit", 5.0 / 9, -160.0 / 9},
        Spelling{"k", 1, -kKelvinOfZeroC}, Spelling{"kelvin", 1, -kKelvinOfZeroC}};
constexpr std::array kLitresPerMinute
    = {Spelling{"lpm", 1}, Spelling{"l/min", 1}, Spelling{"l/m", 1}, Spelling{"l/s", 60}, Spelling{"lps", 60},
        Spelling{"l/h", 1.0 / 60}, Spelling{"m3/h", 1000.0 / 60}, Spelling{"cmh", 1000.0 / 60}, Spelling{"m3/s", 60000},
        Spelling{"gpm", kLitrePerGallon}, Spelling{"gal/min", kLitrePerGallon}, Spelling{"usgpm", kLitrePerGallon}};
constexpr std::array kShares = {Spelling{"%", 0.01}, Spelling{"percent", 0.01}, Spelling{"1", 1}, Spelling{"", 1}};

struct Table
{
    std::span<const Spelling> spellings;
    bool anyCase;
    double scale; ///< from the table's unit to the metric's
    std::string_view known;
};

std::optional<Table> tableOf(Metric metric)
{
    const std::string_view unit = metricInfo(metric).unit;
    if (unit == "kW")
        return Table{kWatts, false, 1e-3, "W, kW, MW or GW"};
    if (unit == "W")
        return Table{kWatts, false, 1, "W, kW, MW or GW"};
    if (unit == "C")
        return Table{kCelsius, true, 1, "C, F or K"};
    if (unit == "L/min")
        return Table{kLitresPerMinute, true, 1, "LPM, L/min, L/s, m3/h or GPM"};
    if (unit.empty() && !isCategory(metric))
        return Table{kShares, true, 1, "% or none"};
    return std::nullopt;
}

void replaceAll(std::string& text, std::string_view what, std::string_view by)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

/// Without spaces, degree signs and superscripts.
std::string plain(std::string_view unit, bool anyCase)
{
    std::string text(unit);
    for (const char* degree : {"\xc2\xb0", "\xc2\xba", "\xe2\x84\x83", "\xe2\x84\x89"}) // degree, ordinal, degC, degF
        replaceAll(text, degree, degree[0] == '\xc2' ? "" : degree[2] == '\x83' ? "C" : "F");
    replaceAll(text, "\xc2\xb3", "3");
    replaceAll(text, "^3", "3");
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    if (anyCase)
        std::transform(text.begin(), text.end(), text.begin(),
            [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return text;
}

} // namespace

std::optional<UnitConversion> unitConversion(std::string_view unit, Metric metric)
{
    constexpr std::size_t kLongest = 32;
    const auto table = tableOf(metric);
    if (!table || unit.size() > kLongest)
        return std::nullopt;
    const std::string text = plain(unit, table->anyCase);
    for (const Spelling& spelling : table->spellings) {
        if (spelling.text == text)
            return UnitConversion{spelling.scale * table->scale, spelling.offset * table->scale};
    }
    return std::nullopt;
}

std::string_view knownUnits(Metric metric)
{
    const auto table = tableOf(metric);
    return table ? table->known : "none";
}

} // namespace gigahall::model
