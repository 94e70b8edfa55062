#include "assets/import/csvunits.h"

#include "assets/import/csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <span>

namespace gigahall::assets {

namespace {

enum class Quantity
{
    Power,
    Temperature,
    Flow,
    Ratio
};

/// In the base units kW, C, L/min and 1.
struct Unit
{
    Quantity quantity;
    std::string_view name;
    double factor, offset;
};
constexpr std::array<Unit, 30> kUnits{{
    {Quantity::Power, "kw", 1, 0},
    {Quantity::Power, "w", 1e-3, 0},
    {Quantity::Power, "mw", 1e3, 0}, // megawatt: nobody meters racks in milliwatt
    {Quantity::Power, "watt", 1e-3, 0},
    {Quantity::Power, "watts", 1e-3, 0},
    {Quantity::Power, "kilowatts", 1, 0},
    {Quantity::Power, "megawatts", 1e3, 0},
    {Quantity::Temperature, "c", 1, 0},
    {Quantity::Temperature, "degc", 1, 0},
    {Quantity::Temperature,
        "\xc2\xb0"
        "c",
        1, 0},
    {Quantity::Temperature, "celsius", 1, 0},
    {Quantity::Temperature, "k", 1, -273.15},
    {Quantity::Temperature, "kelvin", 1, -273.15},
    {Quantity::Temperature, "f", 5.0 / 9, -160.0 / 9},
    {Quantity::Temperature, "degf", 5.0 / 9, -160.0 / 9},
    {Quantity::Temperature, "fahrenheit", 5.0 / 9, -160.0 / 9},
    {Quantity::Flow, "l/min", 1, 0},
    {Quantity::Flow, "lpm", 1, 0},
    {Quantity::Flow, "l/s", 60, 0},
    {Quantity::Flow, "lps", 60, 0},
    {Quantity::Flow, "m3/h", 1000.0 / 60, 0},
    {Quantity::Flow, "m3h", 1000.0 / 60, 0},
    {Quantity::Flow, "m3/s", 60000, 0},
    {Quantity::Flow, "gpm", 3.785411784, 0},
    {Quantity::Ratio, "ratio", 1, 0},
    {Quantity::Ratio, "1", 1, 0},
    {Quantity::Ratio, "fraction", 1, 0},
    {Quantity::Ratio, "%", 0.01, 0},
    {Quantity::Ratio, "percent", 0.01, 0},
    {Quantity::Ratio, "pct", 0.01, 0},
}};

Quantity quantityOf(model::Metric metric)
{
    switch (metric) {
    case model::Metric::GpuPower:
    case model::Metric::RackPower:
        return Quantity::Power;
    case model::Metric::RackLiquidFlow:
        return Quantity::Flow;
    case model::Metric::GpuUtilization:
        return Quantity::Ratio;
    default:
        return Quantity::Temperature;
    }
}

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

/// What stands in the brackets a name ends with, else behind its last underscore, blank, dot or slash.
std::string_view lastToken(std::string_view name)
{
    if (!name.empty() && (name.back() == ')' || name.back() == ']')) {
        const std::size_t open = name.find_last_of("([");
        return open == std::string_view::npos ? std::string_view() : name.substr(open + 1, name.size() - open - 2);
    }
    const std::size_t mark = name.find_last_of("_ .");
    return mark == std::string_view::npos ? std::string_view() : name.substr(mark + 1);
}

/// Digits at a place of a time stamp.
std::optional<int> digits(std::string_view text, std::size_t first, std::size_t count)
{
    if (first + count > text.size())
        return std::nullopt;
    int value = 0;
    const char* const begin = text.data() + first;
    const auto [end, status] = std::from_chars(begin, begin + count, value);
    return status == std::errc() && end == begin + count && value >= 0 ? std::optional(value) : std::nullopt;
}

/// Seconds east of UTC of "", "Z", "+02:00" or "-0530".
std::optional<int> zone(std::string_view text)
{
    if (text.empty() || text == "Z" || text == "z")
        return 0;
    const auto hours = digits(text, 1, 2);
    const auto minutes = text.size() == 3 ? std::optional(0) : digits(text, text.size() - 2, 2);
    const bool shape = text.size() == 3 || text.size() == 5 || (text.size() == 6 && text[3] == ':');
    if (!shape || !hours || !minutes || (text[0] != '+' && text[0] != '-'))
        return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

std::optional<double> dateSeconds(std::string_view text)
{
    if (text.size() < 19 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ') || text[13] != ':'
        || text[16] != ':')
        return std::nullopt;
    const std::array parts{digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2), digits(text, 11, 2),
        digits(text, 14, 2), digits(text, 17, 2)};
    if (std::any_of(parts.begin(), parts.end(), [](const auto& part) { return !part; }))
        return std::nullopt;
    std::size_t end = 19;
    double fraction = 0;
    if (end < text.size() && text[end] == '.') {
        end = std::min(text.find_first_not_of("0123456789", end + 1), text.size());
        fraction = csvNumber(text.substr(19, end - 19)).value_or(-1);
    }
    const auto offsetS = zone(text.substr(end));
    const std::chrono::year_month_day day{std::chrono::year(*parts[0]),
        std::chrono::month(static_cast<unsigned>(*parts[1])), std::chrono::day(static_cast<unsigned>(*parts[2]))};
    if (!offsetS || !day.ok() || *parts[3] > 24 || *parts[4] > 59 || *parts[5] > 60 || fraction < 0)
        return std::nullopt;
    const auto days = std::chrono::sys_days(day).time_since_epoch().count();
    return static_cast<double>(days) * 86400 + *parts[3] * 3600 + *parts[4] * 60 + *parts[5] + fraction - *offsetS;
}

} // namespace

std::optional<UnitScale> unitScale(model::Metric metric, std::string_view unit)
{
    const Quantity quantity = quantityOf(metric);
    const std::string name = lower(unit);
    const auto found = std::find_if(
        kUnits.begin(), kUnits.end(), [&](const Unit& u) { return u.quantity == quantity && u.name == name; });
    if (found == kUnits.end())
        return std::nullopt;
    // gpu.power is the one metric that isn't in its base unit.
    return UnitScale{found->factor * (metric == model::Metric::GpuPower ? 1000 : 1), found->offset};
}

std::optional<UnitScale> unitInName(model::Metric metric, std::string_view column)
{
    const std::string_view token = lastToken(column);
    // "[1]" is an index, not the unit of a ratio.
    return token.empty() || token == "1" ? std::nullopt : unitScale(metric, token);
}

std::string knownUnits(model::Metric metric)
{
    std::string names;
    for (const Unit& unit : kUnits)
        if (unit.quantity == quantityOf(metric))
            names += (names.empty() ? "" : ", ") + std::string(unit.name);
    return names;
}

double timeScale(std::string_view column)
{
    struct Scale
    {
        std::string_view name;
        double seconds;
    };
    constexpr std::array<Scale, 8> kScales{
        {{"s", 1}, {"sec", 1}, {"seconds", 1}, {"ms", 1e-3}, {"us", 1e-6}, {"ns", 1e-9}, {"min", 60}, {"h", 3600}}};
    const std::string name = lower(lastToken(column));
    const auto found = std::find_if(kScales.begin(), kScales.end(), [&](const Scale& s) { return s.name == name; });
    return found == kScales.end() ? 1 : found->seconds;
}

std::optional<TimeCell> timeCell(std::string_view cell, double scale, bool decimalComma)
{
    if (const auto number = csvNumber(cell, decimalComma))
        return TimeCell{*number * scale, false};
    if (const auto seconds = dateSeconds(cell))
        return TimeCell{*seconds, true};
    return std::nullopt;
}

} // namespace gigahall::assets
