#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/metric.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gigahall::model {

/// What a key of a source stands for.
struct KeyTarget
{
    AssetId asset; ///< GPU, tray, rack or plant; a space in a mapping is its racks
    float share = 1; ///< factor on the value: a meter that covers several assets, units that differ
    float offset = 0; ///< added afterwards
    std::optional<Metric> metric; ///< what the mapping says it measures; empty = what the profile says

    bool operator==(const KeyTarget&) const = default;
};

/// One line of a mapping; key and asset may be a pattern (keypattern.h).
struct KeyRule
{
    std::string source; ///< name of a feed; empty = any
    std::string key, asset;
    std::optional<Metric> metric;
    float share = 1, offset = 0; ///< from a unit or scale of the file
    int line = 0; ///< of the file, for messages
};

/// Joins keys of telemetry with assets. Immutable; const use from any thread.
class KeyMap
{
public:
    /// Without rules a key is the name of an asset.
    explicit KeyMap(std::shared_ptr<const Campus> campus, std::vector<KeyRule> rules = {});

    /// Of the first rules that fit: an exact one, or several lines of the same key; then patterns in their order; then
    /// the name of an asset. Empty = unknown. Not cheap: callers remember the answer.
    std::vector<KeyTarget> find(std::string_view source, std::string_view key) const;
    const std::vector<KeyRule>& exactRules() const { return m_exact; } ///< by key
    const std::vector<KeyRule>& patternRules() const { return m_patterns; }
    const Campus& campus() const { return *m_campus; }
    const std::shared_ptr<const Campus>& campusPointer() const { return m_campus; }

private:
    std::vector<KeyTarget> targets(const KeyRule& rule, const std::string& asset) const;

    std::shared_ptr<const Campus> m_campus;
    std::vector<KeyRule> m_exact; // by key, stable
    std::vector<KeyRule> m_patterns;
};

} // namespace gigahall::model
