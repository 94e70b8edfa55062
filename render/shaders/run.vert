#version 460
#extension GL_GOOGLE_include_directive : require
// A stretch of racks far away as one box: a rack is some pixels wide and shows its own value, GPUs are too small to tell.
#define VERTEX_STAGE
#include "scene.glsl"
#include "neutral.glsl"
#include "data.glsl"

layout(location = 0) out vec2 outAlong;        // metres along the run, and up or across it
layout(location = 1) flat out vec4 outBody;    // neutral colour, 1 = the face shows data
layout(location = 2) flat out vec4 outItem;    // size and pitch; periods of state patterns a metre
layout(location = 3) flat out uvec2 outWhat;   // first rack, count

void main()
{
    uvec2 entry = Entries(u.entries).at[kListRun * u.listCapacity + gl_VertexIndex / 18];
    GpuRun run = Runs(u.runs).at[entry.x];
    GpuType type = Types(u.types).at[run.type];
    GpuGroup group = Groups(u.groups).at[run.group];
    vec3 size = vec3(runLength(run), run.sizeM.yz);
    vec3 centre = fromGroup(group, fromRun(run, size * 0.5));
    vec3 xAxis = turnByGroup(group, turnByRun(run, vec3(1, 0, 0)));
    vec3 yAxis = turnByGroup(group, turnByRun(run, vec3(0, 1, 0)));
    vec3 corner, normal;
    vec2 uv;
    int face;
    boxVertex(gl_VertexIndex % 18, eyeInBox(centre, xAxis, yAxis), corner, normal, uv, face);
    outAlong = vec2(corner.x * size.x, face >= 4 ? corner.y * size.y : corner.z * size.z);
    vec3 worldNormal = turnByGroup(group, turnByRun(run, normal));
    outBody = vec4(faceColour(type.colour * u.modelTint, worldNormal, 0.35), (u.flags & kFlagData) != 0u && type.atWork == 0u && face >= 2 ? 1.0 : 0.0);
    outItem = vec4(run.sizeM.x, max(run.pitchM, run.sizeM.x), markScale(pixelsAlong(centre, xAxis, face >= 4 ? yAxis : vec3(0, 0, 1))));
    outWhat = uvec2(run.firstItem, run.count);
    gl_Position = clip(fromGroup(group, fromRun(run, corner * size)));
}
