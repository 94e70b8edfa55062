#include "model/feeds/keyselector.h"

#include "model/telemetry/keypattern.h"

#include <fmt/format.h>

#include <algorithm>

namespace gigahall::model {
namespace {

constexpr char kName = '\x01';
constexpr std::uint32_t kHighestNumber = 1'000'000, kMostMisses = 20'000;

/// What matches this text alone, inside a PromQL text: RE2 wants a backslash, the text wants it twice.
std::string quoted(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\\\\\\\";
        else if (c == '"')
            out += "\\\"";
        else if (std::string_view(".+*?()|[]{}^$").find(c) != std::string_view::npos)
            (out += "\\\\") += c;
        else
            out += c;
    }
    return out;
}

std::string_view hostPart(std::string_view key)
{
    return key.substr(0, key.find('/'));
}

/// A pattern with something else in place of its first *.
std::string patternRegex(std::string_view pattern, std::string_view firstStar)
{
    std::string out;
    bool first = true;
    for (const char c : pattern) {
        if (c == '*')
            out += first ? firstStar : ".+";
        else if (c == '?')
            out += '.';
        else
            out += quoted(std::string_view(&c, 1));
        first = first && c != '*';
    }
    return out;
}

bool overlap(Range a, Range b)
{
    return a.first < b.end() && b.first < a.end();
}

} // namespace

KeySelector::KeySelector(std::shared_ptr<const KeyMap> keys, std::string source)
    : m_keys(std::move(keys))
    , m_source(std::move(source))
{
    const Campus& campus = m_keys->campus();
    const auto ours = [this](const KeyRule& rule) { return rule.source.empty() || rule.source == m_source; };
    for (const KeyRule& rule : m_keys->exactRules())
        if (ours(rule))
            if (const auto asset = campus.find(rule.asset))
                m_keyed.push_back({campus.racksOf(*asset), quoted(hostPart(rule.key))});
    for (const KeyRule& rule : m_keys->patternRules())
        if (ours(rule))
            addPattern(rule);
    std::stable_sort(
        m_keyed.begin(), m_keyed.end(), [](const Keyed& a, const Keyed& b) { return a.racks.first < b.racks.first; });
}

void KeySelector::addPattern(const KeyRule& rule)
{
    const std::string host(hostPart(rule.key));
    const auto stars = std::size_t(std::count(host.begin(), host.end(), '*'));
    const bool reckons = rule.asset.find("#1") != std::string::npos;
    if (stars == 1 && reckons)
        addNumbers(rule, host, std::size_t(std::count(rule.key.begin(), rule.key.end(), '*')));
    else if (stars == 1 && rule.asset.starts_with("{1}"))
        m_aroundNames.push_back(patternRegex(host, std::string_view(&kName, 1)));
    else
        m_keyed.push_back({{0, m_keys->campus().rackCount()}, patternRegex(host, ".+")});
}

/// Tries numbers for the first *, since what is made of them can't be turned round in general.
void KeySelector::addNumbers(const KeyRule& rule, const std::string& host, std::size_t captures)
{
    const Campus& campus = m_keys->campus();
    std::vector<std::string> values(captures, "1");
    std::string problem;
    std::uint32_t misses = 0;
    for (std::uint32_t n = 0; n <= kHighestNumber && misses < kMostMisses; ++n, ++misses) {
        values[0] = std::to_string(n);
        for (const char* others : {"1", "0"}) {
            std::fill(values.begin() + 1, values.end(), others);
            const auto name = fillIn(rule.asset, values, problem);
            const auto asset = name ? campus.find(*name) : std::nullopt;
            if (!asset)
                continue;
            m_keyed.push_back({campus.racksOf(*asset), patternRegex(host, "0*" + values[0])});
            misses = 0;
            break;
        }
    }
}

std::string KeySelector::nameRegex(AssetId asset, Range racks) const
{
    const Campus& campus = m_keys->campus();
    if (asset.kind() == AssetKind::Hall) {
        const std::string prefix = campus.name(asset) + "-";
        bool alone = true;
        for (std::uint32_t rack = 0; rack < campus.rackCount() && alone; ++rack)
            alone = campus.names.racks[rack].starts_with(prefix) == racks.contains(rack);
        if (alone)
            return quoted(prefix) + ".*";
    }
    std::string out;
    for (std::uint32_t rack = racks.first; rack < racks.end(); ++rack)
        out += (out.empty() ? "" : "|") + quoted(campus.names.racks[rack]);
    return fmt::format("(?:{})(?:-.*)?", out);
}

std::string KeySelector::regex(AssetId asset) const
{
    const AssetKind kind = asset.kind();
    const bool known
        = kind == AssetKind::Hall || kind == AssetKind::Rack || kind == AssetKind::Tray || kind == AssetKind::Gpu;
    const Range racks = known ? m_keys->campus().racksOf(asset) : Range{};
    if (racks.count == 0)
        return {};
    const std::string names = nameRegex(asset, racks);
    std::string out = names;
    std::string last;
    for (const Keyed& keyed : m_keyed)
        if (overlap(keyed.racks, racks) && keyed.regex != last)
            out += "|" + (last = keyed.regex);
    for (std::string around : m_aroundNames) {
        const std::size_t at = around.find(kName);
        out += "|" + around.replace(at, 1, fmt::format("(?:{})", names));
    }
    return out;
}

} // namespace gigahall::model
