// Structures that C++ and GLSL share, scalar layout. Every tunable of the renderer is here, with what it means in
// practice.
#ifdef __cplusplus
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
namespace gigahall::render::gpu {
using uint = std::uint32_t;
using glm::mat4;
using glm::uvec2;
using glm::vec2;
using glm::vec3;
using glm::vec4;
using address = std::uint64_t;
#define GH_CONST inline constexpr
#else
#extension GL_EXT_scalar_block_layout : require
#extension GL_EXT_buffer_reference : require
#extension GL_EXT_buffer_reference2 : require
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require
#define address uint64_t
#define GH_CONST const
#endif

GH_CONST uint kClusterSize
    = 16; // items a culling work group looks at: one work group a cluster; two vectors of a CPU device
// Sizes on screen below are in pixels of the target: twice as fine when supersampling.
GH_CONST float kJointPx = 0.9f; // pixels a metre from which joints of walls and slabs are drawn
GH_CONST float kRunMinPx = 0.7f; // runs whose largest extent is smaller on screen are not drawn
GH_CONST float kShellMinPx = 2.6f; // the same for shell boxes
GH_CONST float kFaceMinPx = 0.35f; // faces of shells narrower than that on screen are not drawn
GH_CONST float kItemPx = 9.0f; // an item at least this big is drawn on its own (mesh or box) instead of its run
GH_CONST float kRackPx = 12.0f; // a rack at least this high is drawn on its own, with its GPUs as cells
GH_CONST float kHallFarPx = 5.0f; // racks of a roof diagram smaller than that show no cells and no joints
GH_CONST float kRackMeshPx = 800.0f; // a rack at least this high on screen is drawn as a model with its trays
GH_CONST float kJoinedM = 0.02f; // items of plant closer than that are drawn without gaps
GH_CONST float kDecorMinPx = 4.0f; // trees and lamp posts
GH_CONST float kShadowMinPx = 6.0f; // boxes at least this big throw a shadow
GH_CONST float kContactMinPx = 10.0f; // and are dark where they meet the floor
GH_CONST float kCutHeightM = 1.5f; // walls of an opened building are cut at this height, like an architect's section
GH_CONST float kShadowZM = 0.17f; // ground shadows lie above roads and below hall floors
GH_CONST uint kSkyColumns = 12; // backdrop of the plain preset
GH_CONST uint kSkyRows = 36;
GH_CONST uint kPlanGrid = 128; // cells of a roof plan's look-up grid, each way
GH_CONST uint kMaterials = 16;
GH_CONST uint kOccluders = 32; // boxes near the eye that things are tested to be hidden behind
GH_CONST uint kMeshMax = 64; // different models a campus may use
GH_CONST uint kMeshLevels = 2; // a model whole, and without its details
GH_CONST float kDetailMinPx = 3.0f; // details smaller than that are left out
GH_CONST uint kOrderGroups = 8; // work groups that put roofs on their way out in order
GH_CONST uint kMeshInstances = 4096; // instances of one level of a mesh in a frame; more stay boxes

// Draw lists: index into the counters and the indirect commands.
GH_CONST uint kListShell = 0; // opaque faces of boxes
GH_CONST uint kListFading = 1; // roofs on their way out
GH_CONST uint kListRun = 2; // rack rows and plant rows as one box a run
GH_CONST uint kListItem = 3; // runs of plant as one box with gaps
GH_CONST uint kListHall = 4; // floor plans on roofs
GH_CONST uint kListShadow = 5;
GH_CONST uint kListContact = 6;
GH_CONST uint kListCell = 7; // GPU modules of racks close by that are in kListRack
GH_CONST uint kListRack = 8; // single racks, with their GPUs as cells
GH_CONST uint kListPlain = 9; // faces without joints to see: most of the ground
GH_CONST uint kListSingle = 10; // items on their own, without gaps or hairlines
GH_CONST uint kListMarked = 11; // racks that are stale, bad, missing or off, or GPUs of theirs: with all patterns
GH_CONST uint kListHallFar = 12; // floor plans whose racks are some pixels: no GPUs, no joints
GH_CONST uint kListJoined = 13; // runs of plant side by side as one box with hairlines
GH_CONST uint kListValued = 14; // plant with values of its own, one item or a whole run as one box
GH_CONST uint kListFadingInOrder = 15; // they blend, so their order shows
GH_CONST uint kListHallFarMarked
    = 16; // floor plans from afar with racks that are neither live nor simulated: with patterns
GH_CONST uint kListCellMarked = 17; // modules of racks that would be in kListMarked
GH_CONST uint kLists = 18;
// Models are in no list; their pipelines are told apart by the numbers that follow.
GH_CONST uint kModels = kLists; // neutral
GH_CONST uint kModelsValued = kLists + 1u; // plant may have a data colour

GH_CONST uint kCullRuns = 0; // what a culling dispatch looks at
GH_CONST uint kCullShells = 1;
GH_CONST uint kCullHalls = 2;
GH_CONST uint kOrderFading = 3; // after the others

GH_CONST uint kKindRack = 6; // model::AssetKind values the shaders need
GH_CONST uint kKindHall = 4;
GH_CONST uint kKindGpu = 8;
GH_CONST uint kKindSupport = 9;
GH_CONST uint kKindPlant = 10;
GH_CONST uint kKindShell = 11;
GH_CONST uint kKindBuilding = 3;
GH_CONST uint kIdShift = 28;
GH_CONST uint kFaceShift = 29; // entries of shell lists: face above, shell below
GH_CONST uint kFaceMask = (1u << kFaceShift) - 1u;
GH_CONST uint kWholeRun = ~0u; // instead of an item in an entry of kListValued

GH_CONST uint kStateMissing = 0; // model::DataState
GH_CONST uint kStateLive = 1;
GH_CONST uint kStateSimulated = 2;
GH_CONST uint kStateRecorded = 3;
GH_CONST uint kStateStale = 4;
GH_CONST uint kStateBad = 5;
GH_CONST uint kStatePlanned = 6;
GH_CONST uint kStateOff = 7; // after the values of model::DataState: a rack without power
GH_CONST uint kStateMask = 15; // of the byte of a rack; of its nibble a GPU has kStateMask: it is as its rack
GH_CONST uint kStateMixed = 128; // some GPUs of the rack differ from it; some racks of the hall are marked
GH_CONST float kMarkPx = 7.0f; // a pattern repeats after that many pixels at least, and less than twice as many

GH_CONST uint kFlagData = 1; // FrameUniforms::flags
GH_CONST uint kFlagFlat = 2;
GH_CONST uint kFlagGpuPlane = 4;
GH_CONST uint kFlagNight = 8;
GH_CONST uint kFlagPrint = 16;
GH_CONST uint kFlagPlant = 32; // plant has values
GH_CONST uint kFlagCategories = 64; // values are names
GH_CONST uint kFlagGpuStates = 128; // GPUs have states

GH_CONST uint kRoleSolid = 0; // model::ShellRole
GH_CONST uint kRoleRoof = 1;
GH_CONST uint kRoleWall = 2;
GH_CONST uint kRoleInterior = 3;

struct GpuGroup
{
    vec3 originHi; // campus frame, high and low part of the double
    float yawCos;
    vec3 originLo;
    float yawSin;
};

struct GpuType
{
    vec3 colour; // linear
    uint trays;
    uint gpusPerTray;
    uint mesh; // ~0 = none
    uint atWork; // 1 = looks as something does that is worked on: no model, no data
    uint decor; // 1 = trees and the like, 2 = backdrop mesh: always itself
    vec3 sides[3]; // linear; of a box that stands for the model: ends, front and back, top
};

struct GpuRun
{
    vec3 originM;
    float pitchM;
    vec3 sizeM;
    uint count;
    float yawCos, yawSin;
    uint group;
    uint type;
    uint firstItem;
    uint kind; // model::AssetKind
    uint facesBack;
    uint hall; // ~0 outside halls
    uint building; // ~0 outside buildings
    uint firstGpu; // compute racks
};

struct GpuHall
{
    vec3 planMinM;
    uint group;
    vec3 planSizeM;
    float rackM; // largest extent of a rack on the roof diagram
    vec3 roofMinM;
    uint racksGrid; // first texel of its plan of racks
    vec3 roofSizeM;
    uint building;
    uint firstRack;
    uint firstGpu;
    uint grid; // first cell of its plan grid; halls of one template share it
    uint segments; // first of its plan segments
};

// The roof diagram: every stretch of compute racks fills its row's place on the plan, so that data covers the roof. A
// grid of kPlanGrid x kPlanGrid cells names the segment at each place.
struct GpuPlanSegment
{
    vec2 min, size; // 0..1 over the plan
    uint firstRack; // relative to the hall's
    uint firstGpu; // relative to the hall's
    uint count;
    uint trays;
    uint gpusPerTray;
    uint alongY;
};

struct GpuShell
{
    vec3 minM;
    uint group;
    vec3 sizeM;
    uint material;
    uint role;
    uint building;
};

// At most kClusterSize runs or shells close together.
struct GpuCluster
{
    uint first;
    uint count;
};

/// A solid box relative to the eye, turned about z.
struct GpuOccluder
{
    vec3 centre;
    float yawCos;
    vec3 halfM;
    float yawSin;
};

struct GpuMesh
{
    vec3 minM;
    vec3 sizeM;
    uint triangles; // without its details
    float detailM; // size of its details, 0 = none
};

// Where a model stands, worked out once an instance; read as vertex attributes, which a CPU device fetches many times
// faster than it reads by address. A point p of the mesh lies at origin + (x * p.x + y * p.y, z * p.z).
struct GpuMeshInstance
{
    vec3 origin; // relative to the eye
    float z;
    vec2 x, y; // turned and stretched
    float baseZ; // foot of the model, relative to the eye
    uint kind;
    uint index;
    uint value; // rgb8: data colour of plant; a: brightness of the paint of its body, 0 = no value
};

struct GpuVertex
{
    vec3 position;
    uint normal; // 10:10:10 snorm
    uint colour; // rgba8, square root of linear; a = emissive
};

// Which item of which run: what the lists hold. Shell and hall lists hold plain indices in x.
#ifdef __cplusplus
using Entry = uvec2;
#else
#define Entry uvec2
#endif

struct FrameUniforms
{
    mat4 clipFromEye; // eye-relative campus frame -> clip
    vec4 planes[4];
    vec3 eyeHi;
    float pxPerM; // at one metre (perspective) or everywhere (orthographic)
    vec3 eyeLo;
    float nearM;
    vec3 forward;
    uint orthographic;
    vec3 right;
    float tanX; // half width of the crop at one metre
    vec3 top;
    float tanY;
    vec2 centreNdc; // middle of the crop in the whole picture's NDC, in units of tan
    vec2 sizePx; // of the target
    vec3 sun; // towards it
    float hazeM;
    vec3 sunColour;
    float shadowDarkness;
    vec3 skyLight;
    float rangeLo;
    vec3 groundLight;
    float rangeInv;
    vec3 skyTop;
    float blend;
    vec3 skyHorizon;
    uint flags;
    vec3 groundNear;
    uint selected;
    vec3 groundFar;
    uint hovered;
    vec3 modelTint; // meshes and plant are painted for daylight; by night they are graphite
    float pxPerTriangle; // a model is drawn once it has that many square pixels a triangle
    vec3 accent;
    float groundExtentM; // the campus stands on a pad that fades into haze beyond this radius
    vec3 campusCentre; // relative to the eye
    float pixelScale; // supersampling factor: target pixels a picture pixel
    vec4 materials[kMaterials]; // linear rgb, a = how much the sun shows on it
    vec4 missing;
    uint lut[256]; // sRGB as RGBA8, exactly what reaches the picture
    GpuOccluder occluders[kOccluders];
    address groups, types, runs, halls, shells, clusters, meshes;
    address clusterList; // clusters to look at
    address buildingState; // per building: x open 0..1, y interior drawn, z eye inside, w lit 0..1
    address rackState, hallNext, plantNext, plantPrevious;
    address planGrid, planSegments;
    address entries; // the lists, each kListCapacity entries
    address counters; // draw commands, 4 words each: vertexCount, instanceCount, firstVertex, firstInstance
    address meshEntries; // kMeshInstances entries a mesh
    address meshCommands; // 5 words each
    address stats; // racks, gpus, halls, mesh instances
    uint listCapacity;
    uint hallCount;
    uint occluderCount;
    float thinPx; // things whose second largest extent is smaller are not drawn: a fence is long, a mast is high
    address hallState; // a byte a hall
    float markPx; // kMarkPx in target pixels, for the size of the picture
};

#ifdef __cplusplus
} // namespace gigahall::render::gpu
#endif
