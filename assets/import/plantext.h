#pragma once

#include "model/rollout/plan.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What readers of plans have in common; not for others.
namespace gigahall::assets {

std::string_view trimmedText(std::string_view text);
bool isUtf8(std::string_view text);

/// YYYY-MM-DD or DD.MM.YYYY.
std::optional<model::Day> planDay(std::string_view text);

/// Keys that lists of predecessors can hold. Empty = good; else what is expected.
std::string planKeyMistake(std::string_view key);

/// The spaces of a campus that work can be done at.
class Workplaces
{
public:
    explicit Workplaces(const model::Campus& campus);

    /// Campus, phase, building or hall of that name.
    std::optional<model::AssetId> find(std::string_view name) const;
    /// Why there is none, and what was expected.
    std::string mistake(std::string_view name) const;

private:
    const model::Campus& m_campus;
    std::vector<std::string> m_names;
};

/// Keys of activities as they are read, for links between them.
class ActivityKeys
{
public:
    /// False where there is one of that name.
    bool add(const std::string& key, std::uint32_t activity) { return m_index.emplace(key, activity).second; }
    std::optional<std::uint32_t> find(std::string_view key) const;
    std::string mistake(std::string_view key) const;

private:
    std::map<std::string, std::uint32_t, std::less<>> m_index;
};

std::string kindMistake(std::string_view kind);

} // namespace gigahall::assets
