#include "model/telemetry/keypattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace gigahall::model {
namespace {

bool matchFrom(std::string_view pattern, std::string_view key, std::vector<std::string>& captures)
{
    while (!pattern.empty() && pattern.front() != '*') {
        if (key.empty() || (pattern.front() != '?' && pattern.front() != key.front()))
            return false;
        pattern.remove_prefix(1);
        key.remove_prefix(1);
    }
    if (pattern.empty())
        return key.empty();
    for (std::size_t length = 1; length <= key.size(); ++length) {
        captures.emplace_back(key.substr(0, length));
        if (matchFrom(pattern.substr(1), key.substr(length), captures))
            return true;
        captures.pop_back();
    }
    return false;
}

/// Whole numbers, + - * / % and parentheses over captures.
class Reckoner
{
public:
    Reckoner(std::string_view text, const std::vector<std::string>& captures)
        : m_rest(text)
        , m_captures(captures)
    {
    }

    std::optional<std::int64_t> value()
    {
        const std::int64_t result = sum();
        if (!m_rest.empty() && m_problem.empty())
            m_problem = fmt::format("\"{}\" is not understood; expected +, -, *, /, % or the end", m_rest);
        return m_problem.empty() ? std::optional(result) : std::nullopt;
    }
    const std::string& problem() const { return m_problem; }

private:
    static constexpr std::int64_t kLargest = 1'000'000'000;

    bool take(char c)
    {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    std::int64_t fail(std::string what)
    {
        if (m_problem.empty())
            m_problem = std::move(what);
        m_rest = {};
        return 0;
    }

    std::int64_t checked(std::int64_t v) { return std::abs(v) <= kLargest ? v : fail("a number grows too large"); }

    std::int64_t number(std::string_view digits)
    {
        std::int64_t v = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), v);
        if (error != std::errc() || end != digits.data() + digits.size())
            return fail(fmt::format("\"{}\" is no whole number", digits));
        return checked(v);
    }

    std::int64_t atom()
    {
        if (take('(')) {
            const std::int64_t v = sum();
            return take(')') ? v : fail("a ) is missing");
        }
        const bool capture = take('#');
        const std::size_t length = std::min(m_rest.find_first_not_of("0123456789"), m_rest.size());
        if (length == 0)
            return fail(m_rest.empty() ? "it ends too early; expected a number"
                                       : fmt::format("\"{}\" is not understood; expected a number", m_rest));
        const std::int64_t v = number(m_rest.substr(0, length));
        m_rest.remove_prefix(std::min(length, m_rest.size()));
        if (!capture || !m_problem.empty())
            return v;
        if (v < 1 || std::size_t(v) > m_captures.size())
            return fail(fmt::format("there is no #{}; the key has {} *", v, m_captures.size()));
        const std::string& text = m_captures[std::size_t(v) - 1];
        const std::string_view rest = m_rest;
        const std::int64_t captured = number(text);
        if (m_problem.empty())
            m_rest = rest;
        return captured;
    }

    std::int64_t product()
    {
        std::int64_t v = atom();
        for (;;) {
            if (take('*')) {
                v = checked(v * atom());
            } else if (const bool divides = take('/'); divides || take('%')) {
                const std::int64_t by = atom();
                if (by <= 0)
                    return fail("it divides by zero or less");
                const std::int64_t down = v >= 0 ? v / by : -((-v + by - 1) / by);
                v = divides ? down : v - down * by;
            } else {
                return v;
            }
        }
    }

    std::int64_t sum()
    {
        std::int64_t v = product();
        for (;;) {
            if (take('+'))
                v = checked(v + product());
            else if (take('-'))
                v = checked(v - product());
            else
                return v;
        }
    }

    std::string_view m_rest;
    const std::vector<std::string>& m_captures;
    std::string m_problem;
};

/// What stands between two braces, without them.
std::optional<std::string> field(std::string_view text, const std::vector<std::string>& captures, std::string& problem)
{
    const std::size_t colon = text.rfind(':');
    const std::string_view what = text.substr(0, colon);
    std::size_t digits = 0;
    if (colon != std::string_view::npos) {
        const std::string_view width = text.substr(colon + 1);
        const auto [end, error] = std::from_chars(width.data(), width.data() + width.size(), digits);
        if (error != std::errc() || end != width.data() + width.size() || digits > 9) {
            problem = fmt::format("{{{}}}: \"{}\" is no width; expected a number of digits, e.g. 02", text, width);
            return std::nullopt;
        }
    }
    std::string out;
    if (what.find_first_not_of("0123456789") == std::string_view::npos && !what.empty()) {
        std::size_t index = 0;
        std::from_chars(what.data(), what.data() + what.size(), index);
        if (index < 1 || index > captures.size()) {
            problem = fmt::format("{{{}}}: there is no {}; the key has {} *", text, what, captures.size());
            return std::nullopt;
        }
        out = captures[index - 1];
    } else {
        Reckoner reckoner(what, captures);
        const auto value = reckoner.value();
        if (!value) {
            problem = fmt::format("{{{}}}: {}", text, reckoner.problem());
            return std::nullopt;
        }
        out = std::to_string(*value);
    }
    return out.size() < digits ? std::string(digits - out.size(), '0') + out : out;
}

} // namespace

bool isPattern(std::string_view key)
{
    return key.find_first_of("*?") != std::string_view::npos;
}

std::optional<std::vector<std::string>> matchPattern(std::string_view pattern, std::string_view key)
{
    std::vector<std::string> captures;
    return matchFrom(pattern, key, captures) ? std::optional(std::move(captures)) : std::nullopt;
}

std::optional<std::string> fillIn(std::string_view text, const std::vector<std::string>& captures, std::string& problem)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos)
            break;
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) {
            problem = "a } is missing";
            return std::nullopt;
        }
        const auto filled = field(text.substr(open + 1, close - open - 1), captures, problem);
        if (!filled)
            return std::nullopt;
        out += *filled;
        text.remove_prefix(close + 1);
    }
    return out;
}

std::string patternMistake(std::string_view key, std::string_view asset)
{
    // Any number will do: what can be wrong with the text itself shows with 1 for every capture.
    const std::vector<std::string> ones(std::size_t(std::count(key.begin(), key.end(), '*')), "1");
    std::string problem;
    fillIn(asset, ones, problem);
    return problem;
}

} // namespace gigahall::model
