#pragma once

#include "model/campus/campus.h"
#include "render/view.h"

#include <vector>

namespace gigahall::app {

/// Something that could be named in the picture. The point is where the name belongs: below it for places seen from
/// afar, above it for racks and rows.
struct LabelSpot
{
    model::AssetId id;
    glm::dvec2 pixel{0};
    bool above = false;
    float alpha = 1; ///< fades with size on screen
    double distanceM = 0;
};

/// What is big enough on screen to deserve a name, phases first, nearest first within a kind; at most some hundred.
/// `scale` is the size of text against a screen's. Pure; any thread.
std::vector<LabelSpot> labelSpots(const model::Campus& campus, const render::View& view, double scale);

/// Greedy placement: keeps the rectangles that touch none placed before and lie in the picture.
class Declutter
{
public:
    Declutter(glm::vec2 pictureSizePx, float gapPx)
        : m_size(pictureSizePx)
        , m_gap(gapPx)
    {
    }
    bool tryPlace(glm::vec2 minPx, glm::vec2 sizePx);
    void block(glm::vec2 minPx, glm::vec2 sizePx) { m_taken.push_back({minPx, minPx + sizePx}); }

private:
    struct Box
    {
        glm::vec2 min, max;
    };
    glm::vec2 m_size;
    float m_gap;
    std::vector<Box> m_taken;
};

} // namespace gigahall::app
