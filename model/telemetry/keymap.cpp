#include "model/telemetry/keymap.h"

#include "model/telemetry/keypattern.h"

#include <algorithm>

namespace gigahall::model {

KeyMap::KeyMap(std::shared_ptr<const Campus> campus, std::vector<KeyRule> rules)
    : m_campus(std::move(campus))
{
    for (KeyRule& rule : rules)
        (isPattern(rule.key) ? m_patterns : m_exact).push_back(std::move(rule));
    std::stable_sort(m_exact.begin(), m_exact.end(), [](const KeyRule& a, const KeyRule& b) { return a.key < b.key; });
}

std::vector<KeyTarget> KeyMap::targets(const KeyRule& rule, const std::string& asset) const
{
    const auto id = m_campus->find(asset);
    if (!id)
        return {};
    const bool single = id->kind() == AssetKind::Gpu || id->kind() == AssetKind::Tray || id->kind() == AssetKind::Rack
        || id->kind() == AssetKind::Plant;
    if (single)
        return {{*id, rule.share, rule.offset, rule.metric}};
    std::vector<KeyTarget> out;
    const Range racks = m_campus->racksOf(*id);
    for (std::uint32_t rack = racks.first; rack < racks.end(); ++rack)
        out.push_back({AssetId(AssetKind::Rack, rack), rule.share, rule.offset, rule.metric});
    return out;
}

std::vector<KeyTarget> KeyMap::find(std::string_view source, std::string_view key) const
{
    const auto fits = [source](const KeyRule& rule) { return rule.source.empty() || rule.source == source; };
    const auto add = [](std::vector<KeyTarget>& all, const std::vector<KeyTarget>& more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    std::vector<KeyTarget> out;
    const auto first = std::lower_bound(
        m_exact.begin(), m_exact.end(), key, [](const KeyRule& rule, std::string_view k) { return rule.key < k; });
    for (auto rule = first; rule != m_exact.end() && rule->key == key; ++rule)
        if (fits(*rule))
            add(out, targets(*rule, rule->asset));
    if (!out.empty())
        return out;
    // All patterns of one text belong together, like lines of one key.
    const std::string* pattern = nullptr;
    for (const KeyRule& rule : m_patterns) {
        if (!fits(rule) || (pattern && rule.key != *pattern))
            continue;
        const auto captures = matchPattern(rule.key, key);
        std::string problem;
        const auto asset = captures ? fillIn(rule.asset, *captures, problem) : std::nullopt;
        if (!asset)
            continue;
        add(out, targets(rule, *asset));
        if (!out.empty())
            pattern = &rule.key;
    }
    if (!out.empty())
        return out;
    return targets(KeyRule{}, std::string(key));
}

} // namespace gigahall::model
