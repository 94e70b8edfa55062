#include "assets/import/scenematch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace gigahall::assets {

namespace {

constexpr double kSmallestM = 0.01;
constexpr double kLineM = 0.3; ///< racks whose middles are this far off a line still stand in it
constexpr double kGapM = 1.5; ///< wider than a CDU between racks: an aisle, another row
constexpr std::size_t kMaxRacks = 200'000;
constexpr std::size_t kMaxName = 120;

bool hasTriangles(const Scene& scene, std::uint32_t node)
{
    for (std::uint32_t i = node; i < scene.nodes[node].end; ++i)
        for (const std::uint32_t mesh : scene.nodes[i].meshes)
            if (!scene.meshes[mesh].indices.empty())
                return true;
    return false;
}

/// Where the front of a node looks, in the plan. Which of its own axes points up tells how it was modelled: z (Blender,
/// CAD: front towards -y) or y (glTF: front towards +z). The front, not the width, gives the turn, so that mirrored
/// racks look where they should.
double turnOf(const glm::dmat4& world)
{
    const glm::dvec3 y(world[1]), z(world[2]);
    const auto upness = [](const glm::dvec3& axis) { return std::abs(axis.z) / std::max(glm::length(axis), 1e-12); };
    const glm::dvec3 front = upness(y) > upness(z) ? z : -y;
    if (std::hypot(front.x, front.y) < 1e-9)
        return 0;
    const double degrees = glm::degrees(std::atan2(front.y, front.x)) + 90;
    return std::remainder(degrees, 360.0);
}

/// The box of a node and all below it, along its own turn.
SceneMatch measure(const Scene& scene, std::uint32_t index)
{
    const SceneNode& node = scene.nodes[index];
    SceneMatch out;
    out.name = node.name;
    out.turnDeg = turnOf(node.world);
    const double c = std::cos(glm::radians(out.turnDeg)), s = std::sin(glm::radians(out.turnDeg));
    glm::dvec3 low(1e30), high(-1e30);
    for (std::uint32_t i = index; i < node.end; ++i)
        for (const std::uint32_t mesh : scene.nodes[i].meshes)
            for (const glm::vec3& point : scene.meshes[mesh].positions) {
                const glm::dvec3 p(scene.nodes[i].world * glm::dvec4(point, 1));
                const glm::dvec3 own(p.x * c + p.y * s, p.y * c - p.x * s, p.z);
                low = glm::min(low, own);
                high = glm::max(high, own);
            }
    const glm::dvec2 middle = glm::dvec2(low + high) * 0.5;
    out.positionM = {middle.x * c - middle.y * s, middle.x * s + middle.y * c, low.z};
    out.sizeM = glm::max(high - low, glm::dvec3(kSmallestM));
    return out;
}

/// Text that may stand in a layout and in telemetry keys: no control characters, no blanks around it, not endless.
std::string cleaned(std::string name)
{
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = ' ';
    if (name.size() > kMaxName) {
        std::size_t end = kMaxName;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80)
            --end; // not within a character
        name.resize(end);
    }
    const std::size_t first = name.find_first_not_of(' ');
    return first == std::string::npos ? "rack" : name.substr(first, name.find_last_not_of(' ') - first + 1);
}

/// The first keeps its name, the next ones get -2, -3, ...; never a name that another node has by itself.
void makeUnique(std::vector<SceneMatch>& racks)
{
    std::set<std::string> taken;
    for (SceneMatch& rack : racks) {
        rack.name = cleaned(rack.name);
        taken.insert(rack.name);
    }
    std::map<std::string, int> uses;
    for (SceneMatch& rack : racks) {
        int& count = uses[rack.name];
        if (++count == 1)
            continue;
        const std::string base = rack.name;
        while (!taken.insert(fmt::format("{}-{}", base, count)).second)
            ++count;
        rack.name = fmt::format("{}-{}", base, count);
    }
}

struct Found
{
    SceneMatch rack;
    std::uint32_t parent = 0;
    std::size_t order = 0; ///< in the file
};

/// Place of a rack along its own row and across it.
glm::dvec2 alongAndAcross(const SceneMatch& rack)
{
    const double t = glm::radians(rack.turnDeg), x = rack.positionM.x, y = rack.positionM.y;
    return {x * std::cos(t) + y * std::sin(t), y * std::cos(t) - x * std::sin(t)};
}

/// Sorts by a value and cuts where the next one is farther than `gap` (of the two neighbours).
template <typename Value, typename Gap>
std::vector<std::vector<const Found*>> cut(std::vector<const Found*> racks, Value value, Gap gap)
{
    std::stable_sort(racks.begin(), racks.end(), [&](const Found* a, const Found* b) { return value(*a) < value(*b); });
    std::vector<std::vector<const Found*>> out;
    for (const Found* one : racks) {
        if (out.empty() || value(*one) - value(*out.back().back()) > gap(*out.back().back(), *one))
            out.emplace_back();
        out.back().push_back(one);
    }
    return out;
}

/// Racks that look the same way, stand on one floor in one line and without a wide gap are a row, whatever the tree
/// says: in some scenes each rack has a parent of its own.
std::vector<std::vector<const Found*>> rowsOf(const std::vector<Found>& found)
{
    std::vector<const Found*> all;
    for (const Found& one : found)
        all.push_back(&one);
    const auto fixed = [](double limit) { return [limit](const Found&, const Found&) { return limit; }; };
    std::vector<std::vector<const Found*>> out;
    const auto turn = [](const Found& f) { return f.rack.turnDeg < -179.5 ? f.rack.turnDeg + 360 : f.rack.turnDeg; };
    for (auto& sameTurn : cut(all, turn, fixed(0.5)))
        for (auto& sameFloor : cut(
                 sameTurn, [](const Found& f) { return f.rack.positionM.z; }, fixed(1.0)))
            for (auto& line : cut(
                     sameFloor, [](const Found& f) { return alongAndAcross(f.rack).y; }, fixed(kLineM)))
                for (auto& row : cut(
                         line, [](const Found&f) { return alongAndAcross(f.rack).x; },
                         [](const Found&a, const Found&b) { return (a.rack.sizeM.x + b.rack.sizeM.x) / 2 + kGapM; }))
                    out.push_back(std::move(row));
    const auto first = [](const std::vector<const Found*>& row) {
        return (*std::min_element(row.begin(), row.end(), [](const Found* a, const Found* b) {
            return a->order < b->order;
        }))->order;
    };
    std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return first(a) < first(b); });
    return out;
}

/// Rows in the order of the file, named for the node all their racks lie in.
std::vector<SceneMatch> inRows(const std::vector<Found>& found, const Scene& scene)
{
    std::vector<SceneMatch> out;
    std::map<std::string, int> names;
    for (const auto& row : rowsOf(found)) {
        const std::uint32_t parent = row.front()->parent;
        const bool shared = parent != SceneNode::kNone && !scene.nodes[parent].name.empty()
            && std::all_of(row.begin(), row.end(), [&](const Found* one) { return one->parent == parent; });
        std::string name = shared ? cleaned(scene.nodes[parent].name) : std::string("row");
        if (const int count = ++names[name]; count > 1)
            name += fmt::format("/{}", count);
        for (const Found* one : row) {
            out.push_back(one->rack);
            out.back().row = name;
        }
    }
    return out;
}

/// Names that a person can make a pattern from: numbers folded, most frequent first.
std::string candidates(const Scene& scene)
{
    std::map<std::string, std::size_t> counts;
    for (const SceneNode& node : scene.nodes) {
        std::string folded;
        for (const char c : cleaned(node.name))
            if (c < '0' || c > '9')
                folded += c;
            else if (folded.empty() || folded.back() != '#')
                folded += '#';
        if (!node.name.empty())
            ++counts[folded];
    }
    std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string out;
    for (std::size_t i = 0; i < sorted.size() && i < 12; ++i)
        out += fmt::format("{}{} ({})", i ? ", " : "", sorted[i].first, sorted[i].second);
    if (sorted.size() > 12)
        out += fmt::format(" and {} more", sorted.size() - 12);
    return out.empty() ? "(nodes without names)" : out;
}

} // namespace

std::vector<SceneMatch> matchRacks(
    const Scene& scene, const NamePattern& names, const std::string& patternText, std::vector<Problem>& problems)
{
    std::vector<Found> found;
    for (std::uint32_t i = 0; i < scene.nodes.size();) {
        const SceneNode& node = scene.nodes[i];
        if (node.standsForCopies || !names.matches(node.name) || !hasTriangles(scene, i)) {
            ++i;
            continue;
        }
        if (found.size() >= kMaxRacks) {
            problems.push_back(
                {scene.path, 0, {}, fmt::format("more than {} nodes match '{}'", kMaxRacks, patternText)});
            return {};
        }
        found.push_back({measure(scene, i), node.parent, found.size()});
        i = node.end;
    }
    if (found.empty())
        problems.push_back({scene.path, 0, {},
            fmt::format("no node with triangles has a name that matches '{}'; names here (# = number): {}", patternText,
                candidates(scene))});
    std::vector<SceneMatch> racks = inRows(found, scene);
    makeUnique(racks);
    return racks;
}

} // namespace gigahall::assets
