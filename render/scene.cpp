#include "render/scene.h"

#include "render/plan.h"
#include "render/steelframe.h"

#include <glm/gtc/packing.hpp>
#include <meshoptimizer.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace gigahall::render {
namespace {

using namespace model;

template <typename T>
Buffer upload(Device& device, const std::vector<T>& values, const char* name, VkBufferUsageFlags usage = 0)
{
    Buffer buffer(device, values.size() * sizeof(T), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | usage, Memory::Upload, name);
    buffer.write<T>(values);
    return buffer;
}

gpu::GpuGroup toGpu(const Group& group)
{
    const glm::vec3 high(group.originM);
    return {high, float(std::cos(group.yawRad)), glm::vec3(group.originM - glm::dvec3(high)),
        float(std::sin(group.yawRad))};
}

glm::dvec3 toCampus(const Group& g, glm::dvec3 p)
{
    const double c = std::cos(g.yawRad), s = std::sin(g.yawRad);
    return g.originM + glm::dvec3(c * p.x - s * p.y, s * p.x + c * p.y, p.z);
}

/// Which hall and building a group stands in.
struct Places
{
    std::vector<std::uint32_t> hall, building;

    explicit Places(const Campus& campus)
        : hall(campus.groups.size(), ~0u)
        , building(campus.groups.size(), ~0u)
    {
        for (std::uint32_t b = 0; b < campus.buildings.size(); ++b)
            building[campus.buildings[b].group] = b;
        for (std::uint32_t h = 0; h < campus.halls.size(); ++h) {
            hall[campus.halls[h].group] = h;
            building[campus.halls[h].group] = campus.halls[h].building;
        }
    }
};

/// How things of a type look while they are worked on: boxes in a blue of their own, with the shades of the theme.
gpu::GpuType atWork(const gpu::GpuType& type)
{
    constexpr glm::vec3 kWork(0.06f, 0.26f, 0.86f); // linear
    return {kWork, 0, 0, ~0u, 1, type.decor, {kWork, kWork, kWork}};
}

gpu::GpuRun toGpu(const Campus& campus, const Run& run, const Places& places)
{
    gpu::GpuRun g{};
    g.originM = run.originM;
    g.pitchM = run.pitchM;
    g.sizeM = run.sizeM;
    g.count = run.count;
    g.yawCos = std::cos(run.yawRad);
    g.yawSin = std::sin(run.yawRad);
    g.group = run.group;
    g.type = run.type;
    g.firstItem = run.firstItem;
    g.kind = static_cast<std::uint32_t>(run.kind);
    g.facesBack = run.facesBack;
    g.hall = places.hall[run.group];
    g.building = places.building[run.group];
    g.firstGpu = run.kind == AssetKind::Rack ? campus.rackFirstGpu[run.firstItem] : 0;
    return g;
}

std::uint32_t packNormal(glm::vec3 n)
{
    const auto bits
        = [](float v) { return static_cast<std::uint32_t>(std::lround(std::clamp(v, -1.0f, 1.0f) * 511)) & 0x3ffu; };
    return bits(n.x) | bits(n.y) << 10 | bits(n.z) << 20;
}

/// Collects bounds of consecutive items and cuts them into clusters of kClusterSize.
class ClusterMaker
{
public:
    ClusterMaker(const Campus& campus, std::vector<gpu::GpuCluster>& out, std::vector<Scene::CoarseCluster>& coarse)
        : m_campus(campus)
        , m_out(out)
        , m_coarse(coarse)
    {
    }

    struct Item
    {
        glm::vec3 centreM;
        float radiusM;
        std::uint32_t group, building;
        float secondM; ///< second largest extent
        bool interior = false, decor = false, shell = false, frame = false;
        GroundLayer layer = GroundLayer::Always;
    };

    void add(std::uint32_t index, const Item& item)
    {
        const bool joins = !m_items.empty() && m_items.size() < gpu::kClusterSize && m_last.group == item.group
            && m_last.interior == item.interior && m_last.building == item.building && m_last.decor == item.decor
            && m_last.layer == item.layer && m_last.frame == item.frame;
        if (!joins)
            flush();
        if (m_items.empty())
            m_first = index;
        m_items.push_back(item);
        m_last = item;
    }

    void flush()
    {
        if (m_items.empty())
            return;
        glm::vec3 low(1e30f), high(-1e30f);
        float largest = 0, second = 0;
        for (const auto& i : m_items) {
            second = std::max(second, i.secondM);
            low = glm::min(low, i.centreM - i.radiusM);
            high = glm::max(high, i.centreM + i.radiusM);
            largest = std::max(largest, 2 * i.radiusM);
        }
        const glm::vec3 centre = (low + high) * 0.5f;
        float radius = 0;
        for (const auto& i : m_items)
            radius = std::max(radius, glm::distance(centre, i.centreM) + i.radiusM);
        m_out.push_back({m_first, static_cast<std::uint32_t>(m_items.size())});
        m_coarse.push_back({toCampus(m_campus.groups[m_last.group], glm::dvec3(centre)), radius, largest, second,
            m_last.building, m_last.interior, m_last.decor, m_last.shell, m_last.frame, m_last.layer});
        m_items.clear();
    }

private:
    const Campus& m_campus;
    std::vector<gpu::GpuCluster>& m_out;
    std::vector<Scene::CoarseCluster>& m_coarse;
    std::vector<Item> m_items;
    Item m_last{};
    std::uint32_t m_first = 0;
};

float secondExtent(glm::vec3 s)
{
    return std::max(std::min(s.x, s.y), std::min(std::max(s.x, s.y), s.z));
}

/// Shells in the order in which they cluster well: by building, outside before inside, then by group.
std::vector<GroundShell> sortedShells(const Campus& campus)
{
    auto shells = carvedShells(campus);
    std::ranges::stable_sort(shells, {}, [](const GroundShell& s) {
        // Of one size, so that a whole cluster gets too small to see at once; higher first: what lies on top is drawn
        // before what it hides.
        const auto& box = s.box;
        const int size = std::max(-2, int(std::floor(std::log2(std::max(secondExtent(box.sizeM), 1e-3f)))));
        return std::tuple(
            box.building, box.role == ShellRole::Interior, box.group, s.layer, -size, -(box.minM.z + box.sizeM.z));
    });
    return shells;
}

} // namespace

Scene::Scene(Device& device, const Campus& campus, std::span<const MeshData> meshes)
    : hallCount(static_cast<std::uint32_t>(campus.halls.size()))
    , rackCount(campus.rackCount())
    , gpuCount(campus.gpuCount())
    , plantCount(campus.plantCount())
{
    std::vector<gpu::GpuGroup> gpuGroups;
    for (const auto& g : campus.groups)
        gpuGroups.push_back(toGpu(g));
    groups = upload(device, gpuGroups, "groups");

    const auto models = uploadModels(device, meshes);
    std::vector<gpu::GpuCluster> gpuClusters;
    const auto runCount = uploadRuns(device, campus, models, gpuClusters);
    const auto shellCount = uploadShells(device, campus, gpuClusters);
    clusters = upload(device, gpuClusters, "clusters");
    uploadHalls(device, campus);
    occluders = findOccluders(campus);
    ground = groundPlate(campus);
    for (const auto& b : campus.buildings) {
        const auto& g = campus.groups[b.group];
        buildings.push_back(
            {g.originM, std::cos(g.yawRad), std::sin(g.yawRad), glm::dvec3(b.minM), glm::dvec3(b.minM + b.sizeM)});
    }
    listCapacity
        = std::clamp<std::uint32_t>(static_cast<std::uint32_t>(std::max(runCount * 2, shellCount)), 32'768, 262'144);
    const auto bounds = campus.bounds(AssetId(AssetKind::Campus, 0));
    centreM = (bounds.minM + bounds.maxM) * 0.5;
    halfM = glm::dvec2(bounds.maxM - bounds.minM) * 0.5;
    radiusM = std::max(glm::length(glm::dvec2(bounds.maxM - bounds.minM)) * 0.5, 10.0);
}

namespace {

/// What a model looks like from the ends, the front and the top: the mean colour of its outermost layer, so that the
/// box that stands for it far away has its colours and the change from one to the other is a change of detail alone.
std::array<glm::vec3, 3> sideColours(const MeshData& mesh)
{
    constexpr float kLayer = 0.3f; // share of the half extent that counts as outermost
    std::array<glm::vec3, 3> sum{};
    glm::vec3 weight(0);
    const glm::vec3 middle = (mesh.minM + mesh.maxM) * 0.5f, half = glm::max((mesh.maxM - mesh.minM) * 0.5f, 1e-4f);
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const auto &a = mesh.vertices[mesh.indices[i]], &b = mesh.vertices[mesh.indices[i + 1]],
                   &c = mesh.vertices[mesh.indices[i + 2]];
        const auto cross = glm::cross(b.positionM - a.positionM, c.positionM - a.positionM);
        const auto place = ((a.positionM + b.positionM + c.positionM) / 3.0f - middle) / half;
        for (int axis = 0; axis < 3; ++axis) {
            const bool outside = (axis == 2 ? place.z : std::abs(place[axis])) > 1 - kLayer;
            const float area = outside && (axis != 2 || a.normal.z > 0) ? std::abs(cross[axis]) : 0;
            sum[std::size_t(axis)] += a.colour * area;
            weight[axis] += area;
        }
    }
    for (int axis = 0; axis < 3; ++axis)
        sum[std::size_t(axis)] = weight[axis] > 0 ? sum[std::size_t(axis)] / weight[axis] : glm::vec3(0.6f);
    return sum;
}

/// Outer faces first: inner ones then fail the depth test.
void appendPart(
    const MeshData& mesh, const MeshData::Part& part, std::uint32_t base, std::vector<std::uint32_t>& indices)
{
    std::vector<std::uint32_t> ordered(part.indexCount);
    if (ordered.empty())
        return;
    meshopt_optimizeOverdraw(ordered.data(), mesh.indices.data() + part.firstIndex, ordered.size(),
        &mesh.vertices[0].positionM.x, mesh.vertices.size(), sizeof(MeshData::Vertex), 1.05f);
    for (const auto i : ordered)
        indices.push_back(base + i);
}

} // namespace

/// One vertex and one index buffer for all models.
Scene::Models Scene::uploadModels(Device& device, std::span<const MeshData> meshes)
{
    Models models;
    auto& gpuMeshes = models.table;
    std::vector<gpu::GpuVertex> allVertices;
    std::vector<std::uint32_t> allIndices;
    // Those whose back faces are not drawn first: two draws are then enough for all.
    std::vector<const MeshData*> sorted;
    for (const auto& mesh : meshes.first(std::min<std::size_t>(meshes.size(), gpu::kMeshMax)))
        sorted.push_back(&mesh);
    std::stable_partition(sorted.begin(), sorted.end(), [](const MeshData* m) { return m->singleSided; });
    singleSidedMeshes = static_cast<std::uint32_t>(std::ranges::count_if(sorted, &MeshData::singleSided));
    for (const auto* source : sorted) {
        const auto& mesh = *source;
        const auto base = static_cast<std::uint32_t>(allVertices.size());
        models.index.emplace(mesh.path, static_cast<std::uint32_t>(gpuMeshes.size()));
        models.sides.push_back(sideColours(mesh));
        for (const auto& v : mesh.vertices) {
            allVertices.push_back({v.positionM, packNormal(v.normal),
                glm::packUnorm4x8(glm::vec4(glm::sqrt(glm::clamp(v.colour, 0.0f, 1.0f)), v.emissive))});
        }
        // Details last, so that the level without them is the beginning of the whole.
        const auto first = static_cast<std::uint32_t>(allIndices.size());
        float detailM = 0;
        std::array<std::uint32_t, gpu::kMeshLevels> end{};
        for (const bool details : {false, true}) {
            for (const auto& part : mesh.parts) {
                if ((part.detailM > 0) != details)
                    continue;
                detailM = std::max(detailM, part.detailM);
                appendPart(mesh, part, base, allIndices);
            }
            end[details ? 0 : 1] = static_cast<std::uint32_t>(allIndices.size());
        }
        for (const auto e : end)
            meshRange.emplace_back(first, e - first);
        gpuMeshes.push_back({mesh.minM, mesh.maxM - mesh.minM, meshRange.back().y / 3, detailM});
    }
    vertices = upload(device, allVertices, "mesh vertices", VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
    indices = upload(device, allIndices, "mesh indices", VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
    meshTable = upload(device, gpuMeshes, "meshes");
    return models;
}

std::size_t Scene::uploadRuns(
    Device& device, const Campus& campus, const Models& models, std::vector<gpu::GpuCluster>& gpuClusters)
{
    std::vector<gpu::GpuType> gpuTypes;
    for (const auto& t : campus.types) {
        const auto found = models.index.find(t.mesh);
        const bool usable = found != models.index.end() && !t.mesh.empty();
        gpu::GpuType type{t.colour, t.trays, t.gpusPerTray, usable ? found->second : ~0u, 0,
            t.typeClass == TypeClass::Decor, {t.colour, t.colour, t.colour}};
        if (usable && t.typeClass != TypeClass::Decor)
            std::ranges::copy(models.sides[found->second], type.sides);
        gpuTypes.push_back(type);
    }

    const Places places(campus);
    ClusterMaker maker(campus, gpuClusters, coarse);
    std::vector<gpu::GpuRun> gpuRuns;
    const auto addRun = [&](const gpu::GpuRun& r, bool decor) {
        const glm::vec3 size(r.pitchM * float(r.count - 1) + r.sizeM.x, r.sizeM.y, r.sizeM.z);
        const glm::vec3 half = size * 0.5f;
        const glm::vec3 centre = r.originM
            + glm::vec3(r.yawCos * half.x - r.yawSin * half.y, r.yawSin * half.x + r.yawCos * half.y, half.z);
        maker.add(static_cast<std::uint32_t>(gpuRuns.size()),
            {.centreM = centre,
                .radiusM = glm::length(half),
                .group = r.group,
                .building = r.building,
                .secondM = secondExtent(r.sizeM),
                .interior = r.hall != ~0u,
                .decor = decor});
        gpuRuns.push_back(r);
    };
    for (const auto& run : campus.runs)
        addRun(toGpu(campus, run, places), campus.types[run.type].typeClass == TypeClass::Decor);
    for (const auto& backdrop : campus.backdrops) {
        const auto found = models.index.find(backdrop.mesh);
        if (found == models.index.end())
            continue;
        const auto& mesh = models.table[found->second];
        gpuTypes.push_back({glm::vec3(0.6f), 0, 0, found->second, 0, 2, {}});
        gpu::GpuRun r{};
        r.originM = mesh.minM;
        r.sizeM = mesh.sizeM;
        r.count = 1;
        r.yawCos = 1;
        r.group = backdrop.group;
        r.type = static_cast<std::uint32_t>(gpuTypes.size() - 1);
        r.kind = gpu::kKindShell;
        r.hall = r.building = ~0u;
        addRun(r, false);
    }
    maker.flush();
    firstAtWork = static_cast<std::uint32_t>(gpuTypes.size());
    for (std::size_t i = 0; i < campus.types.size(); ++i)
        gpuTypes.push_back(atWork(gpuTypes[i]));
    types = upload(device, gpuTypes, "types");
    runs = upload(device, gpuRuns, "runs");
    runTable = std::move(gpuRuns);
    return runTable.size();
}

std::size_t Scene::uploadShells(Device& device, const Campus& campus, std::vector<gpu::GpuCluster>& gpuClusters)
{
    ClusterMaker maker(campus, gpuClusters, coarse);
    const auto add = [&](const ShellBox& s, GroundLayer layer, const ShellOrigin& origin) {
        maker.add(static_cast<std::uint32_t>(shellTable.size()),
            {.centreM = s.minM + s.sizeM * 0.5f,
                .radiusM = glm::length(s.sizeM) * 0.5f,
                .group = s.group,
                .building = s.building,
                .secondM = secondExtent(s.sizeM),
                .interior = s.role == ShellRole::Interior,
                .shell = true,
                .frame = origin.frame,
                .layer = layer});
        shellTable.push_back({s.minM, s.group, s.sizeM, static_cast<std::uint32_t>(s.material),
            static_cast<std::uint32_t>(s.role), s.building});
        shellOrigins.push_back(origin);
    };
    for (const auto& [s, layer, shell] : sortedShells(campus))
        add(s, layer, {.shell = shell});
    for (const auto& part : steelFrames(campus))
        add(part.box, GroundLayer::Always, {.frame = true, .from = part.from, .to = part.to});
    maker.flush();
    shells = upload(device, shellTable, "shells");
    return shellTable.size();
}

void Scene::uploadHalls(Device& device, const Campus& campus)
{
    const Plans plans(campus);
    for (std::uint32_t h = 0; h < campus.halls.size(); ++h) {
        const auto& hall = campus.halls[h];
        gpu::GpuHall g{hall.planMinM, hall.group, hall.planSizeM, plans.rackM[h], hall.roofMinM, plans.hallGrid[h],
            hall.roofSizeM, hall.building, hall.racks.first, hall.gpus.first, plans.hallGrid[h], plans.hallSegments[h]};
        hallTable.push_back(g);
        // True to scale: the same plan where it really is, lifted onto the roof.
        g.roofMinM = glm::vec3(glm::vec2(hall.planMinM), hall.roofMinM.z);
        g.roofSizeM = glm::vec3(glm::vec2(hall.planSizeM), hall.roofSizeM.z);
        trueHallTable.push_back(g);
    }
    halls = upload(device, hallTable, "halls");
    hallsTrue = upload(device, trueHallTable, "halls true to scale");
    planGrid = upload(device, plans.grid, "plan grids");
    planRacks = upload(device, plans.racks, "plans of racks", VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT);
    planSegments = upload(device, plans.segments, "plan segments");
}

} // namespace gigahall::render
