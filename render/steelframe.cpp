#include "render/steelframe.h"

#include <algorithm>
#include <cmath>

namespace gigahall::render {
namespace {

using namespace model;

constexpr float kBayM = 26; // columns stand about that far apart
constexpr float kColumnM = 0.7f, kBeamM = 0.8f;
constexpr float kColumnsFrom = 0.02f, kColumnsTo = 0.38f, kColumnRises = 0.08f; // shares of the building's time
constexpr float kBeamsFrom = 0.14f, kBeamsTo = 0.46f, kBeamRises = 0.06f;

struct Extent
{
    glm::vec3 minM{1e9f}, maxM{-1e9f};
};

/// What the outer walls stand around.
std::vector<Extent> walled(const Campus& campus)
{
    std::vector<Extent> out(campus.buildings.size());
    for (const ShellBox& box : campus.shells) {
        if (box.role != ShellRole::Wall || box.material != Material::Wall || box.building == Run::kNone
            || box.group != campus.buildings[box.building].group)
            continue;
        Extent& extent = out[box.building];
        extent.minM = glm::min(extent.minM, box.minM);
        extent.maxM = glm::max(extent.maxM, box.minM + box.sizeM);
    }
    return out;
}

class Frame
{
public:
    Frame(const Campus& campus, std::uint32_t building, const Extent& extent, std::vector<FramePart>& out)
        : m_group(campus.buildings[building].group)
        , m_building(building)
        , m_low(extent.minM + kColumnM)
        , m_size(extent.maxM - extent.minM - 3 * kColumnM)
        , m_out(out)
    {
        m_bays = glm::ivec2(glm::max(glm::round(glm::vec2(m_size) / kBayM), glm::vec2(1)));
    }

    void add()
    {
        for (int x = 0; x <= m_bays.x; ++x)
            for (int y = 0; y <= m_bays.y; ++y)
                put({at(x, y), 0}, {kColumnM, kColumnM, m_size.z - kBeamM}, place(x, kColumnsFrom, kColumnsTo),
                    kColumnRises);
        // Bay by bay, as a crane goes along.
        for (int x = 0; x <= m_bays.x; ++x)
            put({at(x, 0), m_size.z - kBeamM}, {kColumnM, m_size.y + kColumnM, kBeamM}, place(x, kBeamsFrom, kBeamsTo),
                kBeamRises);
        for (int x = 0; x < m_bays.x; ++x)
            for (int y = 0; y <= m_bays.y; ++y)
                put({at(x, y), m_size.z - kBeamM}, {m_size.x / float(m_bays.x), kColumnM, kBeamM},
                    place(x + 1, kBeamsFrom, kBeamsTo), kBeamRises);
    }

private:
    glm::vec2 at(int x, int y) const { return glm::vec2(m_size) * glm::vec2(x, y) / glm::vec2(m_bays); }
    float place(int x, float from, float to) const { return from + (to - from) * float(x) / float(m_bays.x + 1); }

    void put(glm::vec3 minM, glm::vec3 sizeM, float from, float rises)
    {
        m_out.push_back(
            {{m_group, Material::Steel, ShellRole::Solid, m_building, m_low + minM, sizeM}, from, from + rises});
    }

    std::uint32_t m_group, m_building;
    glm::vec3 m_low, m_size;
    std::vector<FramePart>& m_out;
    glm::ivec2 m_bays{1};
};

} // namespace

std::vector<FramePart> steelFrames(const Campus& campus)
{
    std::vector<FramePart> out;
    const auto extents = walled(campus);
    for (std::uint32_t b = 0; b < extents.size(); ++b)
        if (extents[b].maxM.z - extents[b].minM.z > 3 && extents[b].maxM.x - extents[b].minM.x > 6
            && extents[b].maxM.y - extents[b].minM.y > 6)
            Frame(campus, b, extents[b], out).add();
    return out;
}

} // namespace gigahall::render
