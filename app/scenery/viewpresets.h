#pragma once

#include "model/campus/campus.h"
#include "render/view.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Cameras that compose themselves: every function returns a View for a picture of `like.sizePx` (or sizePx). Pure; any
/// thread.
namespace gigahall::app {

/// The whole campus from the south-west, like an architect's model on a table.
render::View overview(const model::Campus& campus, glm::uvec2 sizePx);
/// The best look at one asset by its kind: a phase from above, a hall from its corner, a row as an aisle, a rack from
/// its front.
render::View viewOf(const model::Campus& campus, model::AssetId id, glm::uvec2 sizePx);
/// At eye height in the cold aisle of a row, looking along it.
render::View aisleView(const model::Campus& campus, std::uint32_t row, glm::uvec2 sizePx);
/// An asset (or the campus) in the middle of the picture, seen from where the camera already looks.
render::View frameAsset(const model::Campus& campus, model::AssetId id, const render::View& like);

enum class Side
{
    Front,
    Right,
    Top,
    Back,
    Left
};
/// Along an axis of the asset's own frame, everything of it in the picture; keeps perspective or orthographic as `like`
/// has it.
render::View sideView(const model::Campus& campus, model::AssetId id, Side side, const render::View& like);
/// The same picture in the other projection: what lies at the focal point keeps its size.
render::View withProjection(const render::View& view, bool orthographic);

/// `overview|top|front|right|phase:N|building:ID|hall:ID|row:ID|aisle:ID|rack:ID|gpu:ID` as on the command line.
struct PresetResult
{
    std::optional<render::View> view;
    model::AssetId asset;
    std::string error; ///< what was wrong, with what was expected
    bool malformed = false; ///< no known keyword at all (usage), as opposed to an asset that is not there
};
PresetResult presetView(const model::Campus& campus, std::string_view keyword, glm::uvec2 sizePx);
/// Whether it could be a keyword: known word, and an id where one is needed.
bool isPresetKeyword(std::string_view keyword);

/// Camera flight from a to b, t = 0..1, eased: goes over the ground, changes distance logarithmically, turns the short
/// way.
render::View interpolate(const render::View& a, const render::View& b, double t);
/// How long such a flight should take: 0.6 to 1.2 s by how far it is.
double flightSeconds(const render::View& a, const render::View& b);

/// Eye moved back along its line (and the focal point to its middle) until all points of the box are inside `safe`, the
/// part of the picture in -1..1 (left, bottom, right, top) kept for it.
struct SafeArea
{
    double left = -0.92, bottom = -0.9, right = 0.92, top = 0.9;
};
render::View fitted(const render::View& direction, std::span<const glm::dvec3> points, const SafeArea& safe);

} // namespace gigahall::app
