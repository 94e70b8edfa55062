#pragma once

#include "render/ground.h"
#include "render/occluders.h"
#include "render/vk/resources.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gigahall::render {

/// The campus as tables on the device, written once, and what the CPU keeps for the coarse part of culling.
struct Scene
{
    Scene(Device& device, const model::Campus& campus, std::span<const model::MeshData> meshes);

    struct CoarseCluster
    {
        glm::dvec3 centreM; ///< campus frame
        float radiusM;
        float largestM;
        float secondM; ///< largest second extent of its members
        std::uint32_t building; ///< ~0 outside
        bool interior; ///< only of interest when the building is open
        bool decor;
        bool shells; ///< otherwise runs
        bool frame; ///< steel, which can be seen while something is built
        GroundLayer layer;
    };
    struct CoarseBuilding
    {
        glm::dvec3 originM;
        double yawCos, yawSin;
        glm::dvec3 minM, maxM; ///< in its own frame
    };

    /// Where an entry of the table of shells is from.
    struct ShellOrigin
    {
        std::uint32_t shell = 0; ///< of the campus
        bool frame = false; ///< instead of that: steel, of no size until something is built
        float from = 0, to = 0; ///< steel: as FramePart
    };

    Buffer groups, types, runs, halls, hallsTrue, shells, clusters, meshTable;
    Buffer vertices, indices, planGrid, planRacks, planSegments;
    std::vector<CoarseCluster> coarse;
    std::vector<CoarseBuilding> buildings;
    std::vector<Occluder> occluders;
    GroundPlate ground;
    /// What the tables on the device hold when everything stands; see Construction.
    std::vector<gpu::GpuRun> runTable;
    std::vector<gpu::GpuShell> shellTable;
    std::vector<ShellOrigin> shellOrigins;
    std::vector<gpu::GpuHall> hallTable, trueHallTable;
    bool isWhole = true; ///< otherwise some of it does not stand yet
    std::uint32_t firstAtWork
        = 0; ///< types from there on: those of the campus again, as they look while they are worked on
    std::vector<glm::uvec2> meshRange; ///< by mesh and level: first index, index count
    std::uint32_t singleSidedMeshes = 0; ///< the first ones; only their faces towards the eye are drawn
    std::uint32_t hallCount = 0, rackCount = 0, gpuCount = 0, plantCount = 0;
    std::uint32_t listCapacity = 0;
    glm::dvec3 centreM{0};
    glm::dvec2 halfM{0}; ///< half of the extent over the ground
    double radiusM = 1000;

private:
    /// Models by the path that layouts name, and what the shaders know of them.
    struct Models
    {
        std::map<std::string, std::uint32_t> index;
        std::vector<gpu::GpuMesh> table;
        std::vector<std::array<glm::vec3, 3>> sides; ///< mean colours seen from the ends, front and back, top
    };
    Models uploadModels(Device& device, std::span<const model::MeshData> meshes);
    /// Runs and shells go into clusters; both return how many there are.
    std::size_t uploadRuns(
        Device& device, const model::Campus& campus, const Models& models, std::vector<gpu::GpuCluster>& gpuClusters);
    std::size_t uploadShells(Device& device, const model::Campus& campus, std::vector<gpu::GpuCluster>& gpuClusters);
    void uploadHalls(Device& device, const model::Campus& campus);
};

} // namespace gigahall::render
