#version 460
#extension GL_GOOGLE_include_directive : require
// One GPU of a rack close by: a shallow box on the rack's front, where the panel of the distant view has its cell.
#define VERTEX_STAGE
#include "scene.glsl"
#include "data.glsl"

layout(constant_id = 1) const uint kList = 0; // kListCell or kListCellMarked

layout(location = 1) out vec2 outAt;         // place in periods of state patterns
layout(location = 2) flat out vec3 outColour;
layout(location = 3) flat out uvec3 outWhat; // GPU, front face, state
layout(location = 4) flat out vec4 outMark;  // see plainMark()

void main()
{
    uvec2 entry = Entries(u.entries).at[kList * u.listCapacity + gl_VertexIndex / 18];
    GpuRun run = Runs(u.runs).at[entry.x];
    GpuType type = Types(u.types).at[run.type];
    GpuGroup group = Groups(u.groups).at[run.group];
    uint item = entry.y >> 16, cell = entry.y & 0xffffu;
    vec2 at = vec2(float(cell % type.gpusPerTray), float(cell / type.gpusPerTray));
    // Panel of the front as run.glsl has it: bezel 5 % at the sides, 6 % below, 5 % above.
    vec2 panel = vec2(run.sizeM.x * 0.90, run.sizeM.z * 0.89);
    vec2 cellSize = panel / vec2(float(type.gpusPerTray), float(type.trays));
    vec2 low = vec2(run.sizeM.x * 0.05, run.sizeM.z * 0.06) + at * cellSize + cellSize * 0.07;
    vec3 size = vec3(cellSize.x * 0.86, 0.03, cellSize.y * 0.86);
    vec3 origin = vec3(run.pitchM * float(item) + low.x, -0.02, low.y);
    if (run.facesBack != 0u)
        origin = vec3(run.pitchM * float(item) + run.sizeM.x - low.x - size.x, run.sizeM.y + 0.02 - size.y, low.y);
    vec3 centre = fromGroup(group, fromRun(run, origin + size * 0.5));
    vec3 xAxis = turnByGroup(group, turnByRun(run, vec3(1, 0, 0)));
    vec3 yAxis = turnByGroup(group, turnByRun(run, vec3(0, 1, 0)));
    vec3 corner, normal;
    vec2 uv;
    int face;
    boxVertex(gl_VertexIndex % 18, eyeInBox(centre, xAxis, yAxis), corner, normal, uv, face);
    vec3 relative = fromGroup(group, fromRun(run, origin + corner * size));
    // All cells of a rack have one scale.
    vec3 middle = fromGroup(group, fromRun(run, vec3(run.pitchM * float(item), 0, 0) + run.sizeM * 0.5));
    vec2 px = pixelsAlong(middle, face < 2 ? yAxis : xAxis, face < 4 ? vec3(0, 0, 1) : yAxis);
    vec2 periods = markScale(px);
    outAt = uv * (face < 2 ? size.yz : face < 4 ? size.xz : size.xy) * periods;
    uint rack = run.firstItem + item;
    uint gpu = run.firstGpu + item * type.trays * type.gpusPerTray + cell;
    float value = (u.flags & kFlagGpuPlane) != 0u ? gpuValue(gpu) : rackValue(rack);
    bool data = (u.flags & kFlagData) != 0u;
    outColour = data ? dataColour(value) : vec3(0.55);
    outMark = plainMark(data ? rackState(rack) : kStateLive, outColour, periods, px);
    outWhat = uvec3(gpu, (face == 2 || face == 3) ? 1u : 0u, kList == kListCellMarked && data ? gpuState(gpu, value, rackState(rack)) : kStateLive);
    gl_Position = clip(relative);
}
