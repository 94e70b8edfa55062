#version 460
#extension GL_GOOGLE_include_directive : require
// One rack as a box. What is the same for all of it (mean, state, light) is worked out here; the fragment shader only finds the GPU.
#define VERTEX_STAGE
#include "scene.glsl"
#include "neutral.glsl"
#include "data.glsl"
#include "rack.glsl"

layout(constant_id = 1) const uint kList = 0; // kListRack or kListMarked

layout(location = 0) out vec2 outAt;          // place on the panel in cells: 0..grid, outside on the bezel
layout(location = 1) flat out vec4 outMean;   // data colour, light of the face
layout(location = 2) flat out vec4 outBody;   // neutral colour, 1 = the face shows data
layout(location = 3) flat out uvec2 outWhat;  // first GPU, state
layout(location = 4) flat out uint outRack;
layout(location = 5) flat out vec4 outGrid;   // GPUs a tray, trays; periods of state patterns a cell
layout(location = 6) flat out vec4 outMark;   // see plainMark()
layout(location = 7) flat out float outBezel; // so far inside the panel the bezel begins, in cells

void main()
{
    uvec2 entry = Entries(u.entries).at[kList * u.listCapacity + gl_VertexIndex / 18];
    GpuRun run = Runs(u.runs).at[entry.x];
    GpuType type = Types(u.types).at[run.type];
    GpuGroup group = Groups(u.groups).at[run.group];
    vec3 low = vec3(run.pitchM * float(entry.y), 0, 0);
    vec3 centre = fromGroup(group, fromRun(run, low + run.sizeM * 0.5));
    vec3 xAxis = turnByGroup(group, turnByRun(run, vec3(1, 0, 0)));
    vec3 yAxis = turnByGroup(group, turnByRun(run, vec3(0, 1, 0)));
    vec3 corner, normal;
    vec2 uv;
    int face;
    boxVertex(gl_VertexIndex % 18, eyeInBox(centre, xAxis, yAxis), corner, normal, uv, face);
    vec3 relative = fromGroup(group, fromRun(run, low + corner * run.sizeM));
    vec3 worldNormal = turnByGroup(group, turnByRun(run, normal));
    outRack = run.firstItem + entry.y;
    vec2 grid = vec2(float(type.gpusPerTray), float(type.trays));
    vec2 px = pixelsAlong(centre, xAxis, face >= 4 ? yAxis : vec3(0, 0, 1)), panelM = panelSize(run.sizeM, face);
    uint state = rackState(outRack);
    vec2 periods = kList == kListMarked ? markScale(px) : plainScale(state, markScale(px));
    outGrid = vec4(grid, periods * panelM / max(grid, vec2(1.0)));
    outAt = panelOf(uv, face, run.facesBack != 0u) * grid;
    // One value a face, by its middle.
    vec3 toEye = u.orthographic != 0u ? -u.forward : -normalize(centre + worldNormal * run.sizeM * 0.5);
    float light = dataLight(toEye, worldNormal);
    vec3 mean = dataColour(rackValue(outRack));
    vec3 body = faceColour(type.colour * u.modelTint, worldNormal, 0.35);
    bool data = (u.flags & kFlagData) != 0u && type.atWork == 0u;
    // The ends are graphite with a breath of the rack's colour, so that a row reads from its end as well.
    if (face < 2 && data)
        body = mix(body, mean, 0.30) * 0.85;
    outMean = vec4(mean, light);
    outBody = vec4(body, data && face >= 2 ? 1.0 : 0.0);
    // A bezel, once it is as wide as a pixel.
    outBezel = min(panelM.x * px.x, panelM.y * px.y) > 18.0 ? 0.0 : -1.0e9;
    outMark = plainMark(state, mean, periods, px);
    outWhat = uvec2(run.firstGpu + entry.y * type.trays * type.gpusPerTray, state);
    // The ends of a rack that stands between others are never seen.
    bool between = face < 2 && run.pitchM < run.sizeM.x + 0.06 && (face == 0 ? entry.y > 0u : entry.y + 1u < run.count);
    gl_Position = between ? vec4(0, 0, -1, 0) : clip(relative);
}
