#pragma once

#include "assets/import/csvmapping.h"
#include "assets/import/csvproblems.h"
#include "model/campus/campus.h"

#include <map>
#include <string>
#include <vector>

/// How keys of a trace find their assets: shared by tables and logs.
namespace gigahall::assets {

/// Lines of a mapping that are for a trace: those whose source is the file's name, with or without extension, or empty;
/// all of them where they have one other source in common. None and a problem where nothing fits.
std::vector<MappingRow> rowsOfSource(
    const std::vector<MappingRow>& rows, const std::string& csvPath, CsvProblems& problems);

/// Assets that one of a mapping stands for: itself, the rack around a tray or GPU, or all racks below; empty = it can't
/// carry the metric.
std::vector<model::AssetId> assetsThatCarry(const model::Campus& campus, model::Metric metric, model::AssetId id);

/// The unit of the mapping, of the key's name, or else W for power and the metric's own, which `guessed` then notes:
/// unit -> keys.
UnitScale unitOfKey(const MappingRow& row, std::map<std::string, std::vector<std::string>>& guessed);

/// The first few, and how many more.
std::string listedNames(const std::vector<std::string>& names);

} // namespace gigahall::assets
