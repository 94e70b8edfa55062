#include "model/campus/rackfootprints.h"

#include "model/campus/campusplacement.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace gigahall::model {

namespace {

constexpr double kToleranceM = 0.0005; // as the importer's, for pitches

void addRow(const CampusSpec& spec, const RowTemplate& row, const Frame& at, std::vector<RackFootprint>& out)
{
    double x = 0;
    for (const SegmentSpec& segment : row.segments) {
        const glm::dvec2 sizeM(spec.types[segment.type].sizeM);
        const double pitchM = segment.pitchM > 0 ? segment.pitchM : sizeM.x;
        x += segment.gapM;
        for (std::uint32_t i = 0; i < segment.count; ++i) {
            const glm::dvec3 middle = at.at({x + pitchM * i + sizeM.x / 2, sizeM.y / 2, 0});
            out.push_back({glm::dvec2(middle), sizeM / 2.0, at.yawRad, segment.type});
        }
        x += pitchM * (segment.count - 1) + sizeM.x;
    }
}

double radiusM(const RackFootprint& footprint)
{
    return glm::length(footprint.halfM);
}

} // namespace

std::vector<RackFootprint> rackFootprints(const CampusSpec& spec, const HallTemplate& hall)
{
    std::vector<RackFootprint> out;
    for (const RowUse& use : hall.rows)
        forEachPlace(use.place.array, [&](glm::dvec3 offsetM, auto, auto) {
            addRow(spec, spec.rows[use.row], Frame{}.inside(use.place, offsetM), out);
        });
    for (const RackSpec& rack : hall.racks) {
        const glm::dvec2 sizeM(rack.sizeM.value_or(spec.types[rack.type].sizeM));
        out.push_back({glm::dvec2(rack.atM), sizeM / 2.0, rack.turnRad, rack.type});
    }
    return out;
}

double overlapM(const RackFootprint& a, const RackFootprint& b)
{
    const auto sides = [](const RackFootprint& f) {
        const double c = std::cos(f.yawRad), s = std::sin(f.yawRad);
        return std::pair(glm::dvec2(c, s), glm::dvec2(-s, c));
    };
    const auto [ax, ay] = sides(a);
    const auto [bx, by] = sides(b);
    const glm::dvec2 apartM = b.middleM - a.middleM;
    double least = std::numeric_limits<double>::max();
    for (const glm::dvec2 axis : {ax, ay, bx, by}) { // one of them separates two rectangles, or none does
        const double reachM = a.halfM.x * std::abs(glm::dot(ax, axis)) + a.halfM.y * std::abs(glm::dot(ay, axis))
            + b.halfM.x * std::abs(glm::dot(bx, axis)) + b.halfM.y * std::abs(glm::dot(by, axis));
        least = std::min(least, reachM - std::abs(glm::dot(apartM, axis)));
    }
    return least > kToleranceM ? least : 0;
}

FootprintClash worstNewOverlap(const std::vector<RackFootprint>& before, const std::vector<RackFootprint>& after)
{
    std::vector<std::size_t> byX(after.size());
    std::iota(byX.begin(), byX.end(), std::size_t{0});
    std::stable_sort(
        byX.begin(), byX.end(), [&](std::size_t a, std::size_t b) { return after[a].middleM.x < after[b].middleM.x; });
    double widestM = 0;
    for (const RackFootprint& footprint : after)
        widestM = std::max(widestM, radiusM(footprint));
    FootprintClash worst;
    for (std::size_t i = 0; i < byX.size(); ++i) {
        const RackFootprint& one = after[byX[i]];
        const double endM = one.middleM.x + radiusM(one) + widestM;
        for (std::size_t k = i + 1; k < byX.size() && after[byX[k]].middleM.x < endM; ++k) {
            const double depthM = overlapM(one, after[byX[k]]);
            if (depthM > worst.overlapM && overlapM(before[byX[i]], before[byX[k]]) <= 0)
                worst = {byX[i], byX[k], depthM};
        }
    }
    return worst;
}

} // namespace gigahall::model
