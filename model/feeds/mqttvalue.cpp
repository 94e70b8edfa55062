#include "model/feeds/mqttvalue.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace gigahall::model {
namespace {

constexpr double kMsPerS = 1000;
// 2000-01-01 and 2100-01-01: what is outside is in another unit, or nonsense.
constexpr double kFirstTimeS = 946684800, kLastTimeS = 4102444800;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

void skipSpace(std::string_view& text)
{
    while (
        !text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n' || text.front() == '\r'))
        text.remove_prefix(1);
}

bool take(std::string_view& text, std::string_view what)
{
    if (!text.starts_with(what))
        return false;
    text.remove_prefix(what.size());
    return true;
}

/// Length of a JSON number, 0 = none; with mantissa and decimals where it is short and has no exponent.
struct NumberShape
{
    std::size_t length = 0;
    std::uint64_t mantissa = 0;
    unsigned digits = 0, decimals = 0;
    bool exponent = false;
};

NumberShape shapeOf(std::string_view text)
{
    NumberShape shape;
    std::size_t i = !text.empty() && text.front() == '-' ? 1 : 0;
    const auto digits = [&] {
        const std::size_t first = i;
        for (; i < text.size() && isDigit(text[i]); ++i) {
            shape.mantissa = shape.mantissa * 10 + std::uint64_t(text[i] - '0');
            ++shape.digits;
        }
        return i - first;
    };
    const std::size_t first = i;
    const std::size_t whole = digits();
    if (whole == 0 || (whole > 1 && text[first] == '0'))
        return {};
    if (i < text.size() && text[i] == '.') {
        ++i;
        shape.decimals = unsigned(digits());
        if (shape.decimals == 0)
            return {};
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        shape.exponent = true;
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-'))
            ++i;
        if (digits() == 0)
            return {};
    }
    shape.length = i;
    return shape;
}

/// What nearly all values look like. False: look closer.
bool readQuickly(std::string_view text, BmsValue& out)
{
    constexpr unsigned kValue = 1, kTime = 2, kQuality = 4;
    unsigned seen = 0;
    skipSpace(text);
    if (!take(text, "{"))
        return false;
    for (;;) {
        skipSpace(text);
        double number = std::numeric_limits<double>::quiet_NaN();
        const unsigned field = take(text, "\"value\"") ? kValue
            : take(text, "\"timestamp\"")              ? kTime
            : take(text, "\"quality\"")                ? kQuality
                                                       : 0u;
        if (field == 0 || (seen & field) != 0)
            return false;
        skipSpace(text);
        if (!take(text, ":"))
            return false;
        skipSpace(text);
        if (!takeNumber(text, number) && !(field == kValue && take(text, "null")))
            return false;
        seen |= field;
        if (field == kValue)
            out.value = number;
        else if (field == kTime)
            out.timeS = number / kMsPerS;
        else
            out.good = number == 1;
        skipSpace(text);
        if (take(text, ","))
            continue;
        if (!take(text, "}"))
            return false;
        skipSpace(text);
        return text.empty() && seen == (kValue | kTime | kQuality) && isPlausibleTime(out.timeS)
            && !(std::abs(out.value) > double(std::numeric_limits<float>::max()));
    }
}

/// Only where something is unusual: what, in words.
bool readCarefully(std::string_view payload, BmsValue& out, std::string& problem)
{
    const nlohmann::json json = nlohmann::json::parse(payload, nullptr, false);
    const auto fail = [&problem](std::string text) {
        problem = std::move(text);
        return false;
    };
    if (!json.is_object())
        return fail(R"(is no whole JSON object; expected {"value": ..., "timestamp": ..., "quality": ...})");
    for (const char* name : {"value", "timestamp", "quality"}) {
        const auto found = json.find(name);
        if (found == json.end())
            return fail(fmt::format("has no \"{}\"", name));
        const bool mayBeNull = name == std::string_view("value");
        if (!found->is_number() && !(mayBeNull && found->is_null()))
            return fail(fmt::format(
                "\"{}\" is {}; expected a number{}", name, found->type_name(), mayBeNull ? " or null" : ""));
    }
    const nlohmann::json& value = json["value"];
    out.value = value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
    if (!value.is_null() && !(std::abs(out.value) <= double(std::numeric_limits<float>::max())))
        return fail("\"value\" is infinite or nearly so; expected a number, or null for none");
    out.timeS = json["timestamp"].get<double>() / kMsPerS;
    if (!isPlausibleTime(out.timeS))
        return fail(fmt::format("\"timestamp\" is {}; expected milliseconds since 1970", json["timestamp"].dump()));
    out.good = json["quality"].get<double>() == 1;
    return true;
}

} // namespace

bool takeNumber(std::string_view& text, double& out)
{
    constexpr std::array kTen = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    constexpr std::uint64_t kExact = std::uint64_t(1) << 53;
    const NumberShape shape = shapeOf(text);
    if (shape.length == 0)
        return false;
    // Both are exact as doubles, so their quotient is the nearest one.
    if (!shape.exponent && shape.digits <= 19 && shape.mantissa <= kExact && shape.decimals < kTen.size()) {
        const double magnitude = double(shape.mantissa) / kTen[shape.decimals];
        out = text.front() == '-' ? -magnitude : magnitude;
    } else {
        const auto [end, error] = std::from_chars(text.data(), text.data() + shape.length, out);
        if (error != std::errc() || !std::isfinite(out))
            return false;
    }
    text.remove_prefix(shape.length);
    return true;
}

bool isPlausibleTime(double timeS)
{
    return timeS >= kFirstTimeS && timeS <= kLastTimeS;
}

bool readBmsValue(std::string_view payload, BmsValue& out, std::string& problem)
{
    if (readQuickly(payload, out))
        return true;
    if (payload.size() > kMaxPayloadBytes) {
        problem = fmt::format("has {} bytes; expected at most {}", payload.size(), kMaxPayloadBytes);
        return false;
    }
    return readCarefully(payload, out, problem);
}

} // namespace gigahall::model
