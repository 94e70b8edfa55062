#include "render/ground.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace gigahall::render {
namespace {

using namespace model;

constexpr float kFlatM = 0.35f; // thicker boxes are no ground
constexpr float kCarvedFromM2 = 20'000; // smaller layers cost less than their pieces would
constexpr float kCoverFromM = 20; // narrower ones (roads) would cut what is under them into ribbons
constexpr float kGapM = 0.15f; // a cover this close on top hides what is under it from every side
constexpr std::size_t kMostPieces = 96; // of one layer

struct Rect
{
    glm::dvec2 min, max;

    glm::dvec2 size() const { return max - min; }
    bool meets(const Rect& o) const { return min.x < o.max.x && o.min.x < max.x && min.y < o.max.y && o.min.y < max.y; }
};

struct Layer
{
    Rect rect; // campus frame
    double bottomM, topM;
    std::size_t shell;
    bool indoors; ///< only covers, and only while its building is open
};

/// Quarter turns of a group against the campus, nothing for other angles.
std::optional<int> quarterTurns(const Group& group)
{
    const double quarters = group.yawRad / (std::acos(-1.0) / 2);
    const double whole = std::round(quarters);
    return std::abs(quarters - whole) < 1e-6 ? std::optional(int(whole) & 3) : std::nullopt;
}

glm::dvec2 turned(glm::dvec2 p, int quarters)
{
    switch (quarters & 3) {
    case 1:
        return {-p.y, p.x};
    case 2:
        return -p;
    case 3:
        return {p.y, -p.x};
    default:
        return p;
    }
}

Rect turned(const Rect& r, int quarters)
{
    const auto a = turned(r.min, quarters), b = turned(r.max, quarters);
    return {glm::min(a, b), glm::max(a, b)};
}

std::vector<Layer> groundLayers(const Campus& campus)
{
    std::vector<Layer> layers;
    for (std::size_t i = 0; i < campus.shells.size(); ++i) {
        const auto& s = campus.shells[i];
        const auto& group = campus.groups[s.group];
        const auto quarters = quarterTurns(group);
        const bool indoors = s.role == ShellRole::Interior && s.material == Material::Floor;
        if ((s.role != ShellRole::Solid && !indoors) || s.sizeM.z > kFlatM || !quarters)
            continue;
        const glm::dvec2 min(s.minM);
        auto rect = turned(Rect{min, min + glm::dvec2(s.sizeM)}, *quarters);
        rect.min += glm::dvec2(group.originM);
        rect.max += glm::dvec2(group.originM);
        const double bottom = group.originM.z + s.minM.z;
        layers.push_back({rect, bottom, bottom + s.sizeM.z, i, indoors});
    }
    return layers;
}

/// `from` without `hole`: up to four pieces, in bands from low to high y.
void subtract(const Rect& from, const Rect& hole, std::vector<Rect>& out)
{
    if (!from.meets(hole)) {
        out.push_back(from);
        return;
    }
    const auto low = glm::max(from.min, hole.min), high = glm::min(from.max, hole.max);
    if (low.y > from.min.y)
        out.push_back({from.min, {from.max.x, low.y}});
    if (low.x > from.min.x)
        out.push_back({{from.min.x, low.y}, {low.x, high.y}});
    if (high.x < from.max.x)
        out.push_back({{high.x, low.y}, {from.max.x, high.y}});
    if (high.y < from.max.y)
        out.push_back({{from.min.x, high.y}, from.max});
}

std::vector<Rect> visiblePieces(const Layer& layer, const std::vector<Layer>& covers)
{
    std::vector<Rect> pieces{layer.rect}, next;
    for (const auto& cover : covers) {
        if (cover.topM <= layer.topM || cover.bottomM > layer.topM + kGapM || !cover.rect.meets(layer.rect))
            continue;
        next.clear();
        for (const auto& piece : pieces)
            subtract(piece, cover.rect, next);
        if (next.size() > kMostPieces)
            break;
        pieces.swap(next);
    }
    return pieces;
}

ShellBox cut(const Campus& campus, const ShellBox& shell, const Rect& piece)
{
    const auto& group = campus.groups[shell.group];
    const glm::dvec2 origin(group.originM);
    const auto local = turned(Rect{piece.min - origin, piece.max - origin}, -*quarterTurns(group));
    ShellBox box = shell;
    box.minM = glm::vec3(glm::vec2(local.min), shell.minM.z);
    box.sizeM = glm::vec3(glm::vec2(local.size()), shell.sizeM.z);
    return box;
}

} // namespace

std::vector<GroundShell> carvedShells(const Campus& campus)
{
    const auto layers = groundLayers(campus);
    const auto area = [](const Layer& l) { return l.rect.size().x * l.rect.size().y; };
    std::vector<Layer> covers;
    std::ranges::copy_if(layers, std::back_inserter(covers),
        [](const Layer& l) { return std::min(l.rect.size().x, l.rect.size().y) >= kCoverFromM; });
    std::ranges::stable_sort(covers, std::greater(), area);

    std::vector<std::vector<Rect>> pieces(campus.shells.size());
    std::vector<bool> carved(campus.shells.size(), false);
    for (const auto& layer : layers) {
        if (layer.indoors || area(layer) < kCarvedFromM2)
            continue;
        pieces[layer.shell] = visiblePieces(layer, covers);
        carved[layer.shell] = pieces[layer.shell].size() != 1;
    }
    std::vector<GroundShell> out;
    out.reserve(campus.shells.size() * 2);
    for (std::size_t i = 0; i < campus.shells.size(); ++i) {
        const auto& shell = campus.shells[i];
        out.push_back({shell, carved[i] ? GroundLayer::Whole : GroundLayer::Always, std::uint32_t(i)});
        if (!carved[i])
            continue;
        for (const auto& piece : pieces[i])
            out.push_back({cut(campus, shell, piece), GroundLayer::Piece, std::uint32_t(i)});
    }
    return out;
}

GroundPlate groundPlate(const Campus& campus)
{
    GroundPlate plate;
    double most = 0;
    for (const auto& layer : groundLayers(campus)) {
        const auto size = layer.rect.size();
        if (layer.indoors || size.x * size.y <= most)
            continue;
        most = size.x * size.y;
        plate = {layer.rect.min, layer.rect.max, layer.topM};
    }
    return plate;
}

bool fillsView(const GroundPlate& plate, const View& view)
{
    if (plate.maxM.x <= plate.minM.x)
        return false;
    // What a view sees of a plane is convex: its corners decide.
    const glm::dvec2 low(view.cropMinPx), high = low + glm::dvec2(view.targetSizePx());
    for (const auto corner : {low, {high.x, low.y}, {low.x, high.y}, high}) {
        const auto ray = view.ray(corner);
        if (ray.direction.z > -1e-6 || ray.originM.z <= plate.zM)
            return false;
        const glm::dvec2 hit(ray.originM + ray.direction * ((plate.zM - ray.originM.z) / ray.direction.z));
        if (glm::any(glm::lessThan(hit, plate.minM)) || glm::any(glm::greaterThan(hit, plate.maxM)))
            return false;
    }
    return true;
}

} // namespace gigahall::render
