#include "app/scenery/viewpresets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace gigahall::app {
namespace {

using model::AssetId;
using model::AssetKind;
using model::Campus;

constexpr std::string_view kExpected = "overview, top, front, right, phase:N, building:ID, hall:ID, row:ID, aisle:ID, "
                                       "rack:ID, gpu:ID or a file ending in .view.json";

struct Keyword
{
    std::string_view word;
    AssetKind kind;
};
constexpr std::array kWithAsset{Keyword{"phase", AssetKind::Phase}, Keyword{"building", AssetKind::Building},
    Keyword{"hall", AssetKind::Hall}, Keyword{"row", AssetKind::Row}, Keyword{"aisle", AssetKind::Row},
    Keyword{"rack", AssetKind::Rack}, Keyword{"tray", AssetKind::Tray}, Keyword{"gpu", AssetKind::Gpu},
    Keyword{"asset", AssetKind::None}};
constexpr std::array<std::string_view, 4> kAlone{"overview", "top", "front", "right"};

const Keyword* keywordOf(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon + 1 >= text.size())
        return nullptr;
    const auto it = std::ranges::find(kWithAsset, text.substr(0, colon), &Keyword::word);
    return it == kWithAsset.end() ? nullptr : &*it;
}

// A name of the campus, or for phases their number counted from 1.
AssetId assetOf(const Campus& campus, AssetKind kind, std::string_view name)
{
    if (kind == AssetKind::Phase) {
        unsigned number = 0;
        const auto* end = name.data() + name.size();
        if (const auto r = std::from_chars(name.data(), end, number);
            r.ec == std::errc() && r.ptr == end && number >= 1 && number <= campus.phases.size())
            return {AssetKind::Phase, number - 1};
    }
    const auto found = campus.find(name);
    return found.value_or(AssetId());
}

std::string anExample(const Campus& campus, AssetKind kind)
{
    const auto some = [&](std::size_t count) { return count ? campus.name({kind, 0}) : std::string(); };
    switch (kind) {
    case AssetKind::Phase:
        return "1";
    case AssetKind::Building:
        return some(campus.buildings.size());
    case AssetKind::Hall:
        return some(campus.halls.size());
    case AssetKind::Row:
        return some(campus.rows.size());
    case AssetKind::Gpu:
        return some(campus.gpuCount());
    default:
        return some(campus.rackCount()).empty() ? std::string() : campus.name({AssetKind::Rack, 0});
    }
}

} // namespace

bool isPresetKeyword(std::string_view keyword)
{
    return std::ranges::find(kAlone, keyword) != kAlone.end() || keywordOf(keyword);
}

PresetResult presetView(const Campus& campus, std::string_view keyword, glm::uvec2 sizePx)
{
    PresetResult result;
    result.asset = AssetId(AssetKind::Campus, 0);
    const auto home = overview(campus, sizePx);
    if (keyword == "overview")
        result.view = home;
    else if (keyword == "top")
        result.view = sideView(campus, result.asset, Side::Top, home);
    else if (keyword == "front")
        result.view = sideView(campus, result.asset, Side::Front, home);
    else if (keyword == "right")
        result.view = sideView(campus, result.asset, Side::Right, home);
    if (result.view)
        return result;

    const auto* known = keywordOf(keyword);
    if (!known) {
        result.error = fmt::format("no view is called \"{}\"; expected {}", keyword, kExpected);
        result.malformed = true;
        return result;
    }
    const auto name = keyword.substr(known->word.size() + 1);
    result.asset = assetOf(campus, known->kind, name);
    const bool fits = result.asset.isValid()
        && (known->kind == AssetKind::None || result.asset.kind() == known->kind
            || (known->word == "rack" && result.asset.kind() == AssetKind::SupportRack));
    const bool hallForAisle = known->word == "aisle" && result.asset.kind() == AssetKind::Hall;
    if (!fits && !hallForAisle) {
        result.error = fmt::format("campus \"{}\" has no {} \"{}\"; expected for example {}:{}", campus.key,
            known->word == "aisle" ? "row or hall" : known->word, name, known->word, anExample(campus, known->kind));
        result.asset = {};
        return result;
    }
    if (hallForAisle) {
        const auto& rows = campus.halls[result.asset.index()].rows;
        if (rows.count == 0) {
            result.error = fmt::format("hall \"{}\" has no rows", name);
            return result;
        }
        result.asset = AssetId(AssetKind::Row, rows.first + rows.count / 2);
    }
    result.view = known->word == "aisle" ? aisleView(campus, result.asset.index(), sizePx)
                                         : viewOf(campus, result.asset, sizePx);
    return result;
}

} // namespace gigahall::app
