#pragma once

#include "assets/import/campusfile.h"
#include "assets/import/csvunits.h"
#include "model/telemetry/keymap.h"
#include "model/telemetry/metric.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::assets {

/// One line of a mapping.csv: what a key of a telemetry source measures, and on which asset.
struct MappingRow
{
    int line = 0;
    std::string source, key;
    model::AssetId asset; ///< none where the key is a pattern
    std::string assetText; ///< as in the file
    model::Metric metric = model::Metric::RackPower;
    bool hasMetric = false; ///< stated in the file
    std::optional<UnitScale> unit; ///< as stated in the file; empty = look at the key's name
};

struct MappingResult
{
    std::vector<MappingRow> rows; ///< empty when there are problems
    std::vector<Problem> problems;
    std::vector<Problem> warnings;
};

/// Reads a mapping.csv: header source,key,asset and, where wanted, metric, unit and scale (a factor on the value).
/// `asset` is a name of the campus; an empty metric is `defaultMetric`. A key may have several lines: with other assets
/// or other metrics.
MappingResult loadMapping(const model::Campus& campus, const std::string& path, model::Metric defaultMetric);

struct KeyRulesResult
{
    std::vector<model::KeyRule> rules; ///< empty when there are problems
    std::vector<Problem> problems;
    std::vector<Problem> warnings;
};
/// The same file for live sources: keys may be patterns (model/telemetry/keypattern.h), an empty metric is left to the
/// profile of the source.
KeyRulesResult loadKeyRules(const model::Campus& campus, const std::string& path);

} // namespace gigahall::assets
