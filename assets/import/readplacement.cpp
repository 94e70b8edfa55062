#include "assets/import/nearmiss.h"
#include "assets/import/readcontext.h"
#include "model/campus/campusplacement.h"

#include <fmt/format.h>

#include <algorithm>
#include <numbers>
#include <set>

namespace gigahall::assets {

namespace {

constexpr double kToleranceM = 0.005;

/// Smallest and largest corner of a turned footprint, from its corner.
std::pair<glm::dvec2, glm::dvec2> turnedExtent(const Footprint& footprint, double turnRad)
{
    const model::Frame frame{0, 0, {}, turnRad};
    glm::dvec2 lo(0), hi(0);
    for (const glm::dvec3 corner : {glm::dvec3(footprint.widthM, 0, 0), glm::dvec3(0, footprint.depthM, 0),
             glm::dvec3(footprint.widthM, footprint.depthM, 0)}) {
        lo = glm::min(lo, glm::dvec2(frame.at(corner)));
        hi = glm::max(hi, glm::dvec2(frame.at(corner)));
    }
    return {lo, hi};
}

/// Offsets of an array reach their extremes in the first or the last turn of its pitches.
std::pair<double, double> reach(const std::vector<double>& pitches, std::uint32_t count)
{
    double lo = 0, hi = 0;
    const auto n = static_cast<std::uint32_t>(pitches.size());
    for (std::uint32_t i = 0; i < std::min(count, n + 1); ++i)
        for (const std::uint32_t at : {i, count - 1 - i}) {
            lo = std::min(lo, model::distanceAlong(pitches, at));
            hi = std::max(hi, model::distanceAlong(pitches, at));
        }
    return {lo, hi};
}

struct Rectangle
{
    glm::dvec2 lo, hi;
    std::size_t entry;
};

} // namespace

void NameTable::add(const std::string& name)
{
    m_index.emplace(name, static_cast<std::uint32_t>(m_names.size()));
    m_names.push_back(name);
}

std::optional<std::uint32_t> NameTable::find(const std::string& name) const
{
    const auto it = m_index.find(name);
    return it == m_index.end() ? std::nullopt : std::optional(it->second);
}

std::string NameTable::unknown(const std::string& name) const
{
    const std::vector<std::string_view> names(m_names.begin(), m_names.end());
    std::string all;
    for (std::size_t i = 0; i < names.size() && i < 12; ++i)
        all += fmt::format("{}{}", i ? ", " : "", names[i]);
    if (names.size() > 12)
        all += ", ...";
    return fmt::format("unknown {} '{}'{}; {}", m_kind, name, didYouMean(name, names),
        names.empty() ? "none are defined" : "expected one of " + all);
}

std::optional<std::uint32_t> ReadContext::refer(const JsonNode& at, const NameTable& table)
{
    if (!at.isString())
        return std::nullopt;
    const auto found = table.find(at.text());
    if (!found)
        report(at, table.unknown(at.text()));
    return found;
}

glm::dvec3 readPosition(const JsonNode& at)
{
    if (!at.exists())
        return glm::dvec3(0);
    return {at[0].number(), at[1].number(), at[2].number(0)};
}

glm::dvec3 readSize(const JsonNode& at)
{
    return {at[0].number(), at[1].number(), at[2].number()};
}

model::LocalizedText readLabel(const JsonNode& at, std::string_view ifAbsent)
{
    if (at.isString())
        return {at.text(), {}};
    return {at["en"].text(ifAbsent), at["de"].text()};
}

model::ArraySpec readArray(const JsonNode& at)
{
    model::ArraySpec array;
    if (!at.exists())
        return array;
    array.countX = std::max(1u, at["count"][0].whole(1));
    array.countY = std::max(1u, at["count"][1].whole(1));
    array.columnsFirst = at["order"].text() == "columns";
    const auto pitches = [](const JsonNode& node) {
        std::vector<double> out;
        if (!node.isArray())
            return std::vector<double>{node.number()};
        node.forEach([&](const JsonNode& one) { out.push_back(one.number()); });
        return out;
    };
    array.pitchX = pitches(at["pitch"][0]);
    array.pitchY = pitches(at["pitch"][1]);
    return array;
}

model::Placement readPlacement(const JsonNode& parent)
{
    return {readPosition(parent["at"]), parent["turn"].number(0) * std::numbers::pi / 180, readArray(parent["array"])};
}

void checkArray(ReadContext& context, const Placed& placed)
{
    const model::ArraySpec& array = placed.place->array;
    const double quarter = std::numbers::pi / 2;
    if (std::abs(std::remainder(placed.place->turnRad, quarter)) > 1e-6)
        return; // turned at an angle: only checkApart() could tell
    const auto [lo, hi] = turnedExtent(placed.footprint, placed.place->turnRad);
    const auto check = [&](std::size_t axis, std::uint32_t count, const std::vector<double>& pitches, double size) {
        for (std::size_t i = 0; count > 1 && i < std::min<std::size_t>(pitches.size(), count - 1); ++i)
            if (std::abs(pitches[i]) < size - kToleranceM) {
                context.report(placed.node["array"]["pitch"][axis],
                    fmt::format("pitch {:g} m is less than the {:g} m that {} takes along {}, so they overlap; "
                                "expected at least {:g}",
                        pitches[i], size, placed.what, axis == 0 ? 'x' : 'y', size));
                return;
            }
    };
    // Steps in one direction alone may be short when the other one keeps the elements apart; nobody lays out like that.
    check(0, array.countX, array.pitchX, hi.x - lo.x);
    check(1, array.countY, array.pitchY, hi.y - lo.y);
}

void checkInside(ReadContext& context, const Placed& placed, glm::dvec2 minM, glm::dvec2 sizeM, std::string_view parent)
{
    const model::Placement& place = *placed.place;
    const auto [lo, hi] = turnedExtent(placed.footprint, place.turnRad);
    const auto [x0, x1] = reach(place.array.pitchX, place.array.countX);
    const auto [y0, y1] = reach(place.array.pitchY, place.array.countY);
    const glm::dvec2 from = glm::dvec2(place.atM) + lo + glm::dvec2(x0, y0);
    const glm::dvec2 to = glm::dvec2(place.atM) + hi + glm::dvec2(x1, y1);
    const glm::dvec2 end = minM + sizeM;
    for (int axis = 0; axis < 2; ++axis)
        if (from[axis] < minM[axis] - kToleranceM || to[axis] > end[axis] + kToleranceM) {
            context.report(placed.node,
                fmt::format("{} covers {} = {:g} to {:g} m, outside {}; expected {:g} to {:g}", placed.what,
                    axis == 0 ? 'x' : 'y', from[axis], to[axis], parent, minM[axis], end[axis]));
            return;
        }
}

void checkApart(ReadContext& context, const std::vector<Placed>& all)
{
    constexpr std::uint64_t kMost = 20'000; // enough for any hand-made list; arrays check themselves
    std::uint64_t total = 0;
    for (const Placed& placed : all)
        total += placed.place->array.count();
    if (all.size() < 2 || total > kMost)
        return;
    std::vector<Rectangle> rectangles;
    for (std::size_t e = 0; e < all.size(); ++e) {
        const auto [lo, hi] = turnedExtent(all[e].footprint, all[e].place->turnRad);
        model::forEachPlace(all[e].place->array, [&, low = lo, high = hi](glm::dvec3 offset, auto, auto) {
            const glm::dvec2 at = glm::dvec2(all[e].place->atM + offset);
            rectangles.push_back({at + low + kToleranceM, at + high - kToleranceM, e});
        });
    }
    std::erase_if(rectangles, [](const Rectangle& r) { return !(r.lo.x < r.hi.x && r.lo.y < r.hi.y); });
    std::sort(rectangles.begin(), rectangles.end(), [](const auto& a, const auto& b) { return a.lo.x < b.lo.x; });
    std::set<std::size_t> told;
    for (std::size_t i = 0; i < rectangles.size(); ++i)
        for (std::size_t k = i + 1; k < rectangles.size() && rectangles[k].lo.x < rectangles[i].hi.x; ++k) {
            const Rectangle &a = rectangles[i], &b = rectangles[k];
            if (a.entry == b.entry || a.lo.y >= b.hi.y || b.lo.y >= a.hi.y)
                continue;
            const std::size_t later = std::max(a.entry, b.entry), earlier = std::min(a.entry, b.entry);
            if (told.insert(later).second)
                context.report(all[later].node,
                    fmt::format("{} overlaps {} at {}; expected places of their own", all[later].what,
                        all[earlier].what, all[earlier].node.pointer()));
        }
}

} // namespace gigahall::assets
