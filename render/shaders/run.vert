#version 460
#extension GL_GOOGLE_include_directive : require
// A straight run of racks as one box. The fragment shader finds rack, tray and slot.
#include "scene.glsl"

layout(location = 0) out vec3 outRelative;
layout(location = 1) out vec3 outBox;       // metres from the low corner of the run
layout(location = 2) flat out vec3 outNormal;
layout(location = 3) flat out vec4 outSizePitch;
layout(location = 4) flat out uvec4 outWhat; // kind, first item, first GPU, face | facesBack << 3
layout(location = 5) flat out uvec4 outType; // trays, GPUs a tray, count, run
layout(location = 6) flat out vec3 outColour;

void main()
{
    uvec2 entry = Entries(u.entries).at[kListRun * u.listCapacity + gl_VertexIndex / 18];
    GpuRun run = Runs(u.runs).at[entry.x];
    GpuType type = Types(u.types).at[run.type];
    GpuGroup group = Groups(u.groups).at[run.group];
    vec3 size = vec3(runLength(run), run.sizeM.y, run.sizeM.z);
    vec3 low = vec3(0.0);
    vec3 centre = fromGroup(group, fromRun(run, low + size * 0.5));
    vec3 xAxis = turnByGroup(group, turnByRun(run, vec3(1, 0, 0)));
    vec3 yAxis = turnByGroup(group, turnByRun(run, vec3(0, 1, 0)));
    vec3 corner, normal;
    vec2 uv;
    int face;
    boxVertex(gl_VertexIndex % 18, eyeInBox(centre, xAxis, yAxis, size), corner, normal, uv, face);
    outBox = low + corner * size;
    outRelative = fromGroup(group, fromRun(run, outBox));
    outNormal = turnByGroup(group, turnByRun(run, normal));
    outSizePitch = vec4(run.sizeM, max(run.pitchM, run.sizeM.x));
    outWhat = uvec4(run.kind, run.firstItem, run.firstGpu, uint(face) | (run.facesBack << 3));
    outType = uvec4(type.trays, type.gpusPerTray, run.count, entry.x);
    outColour = type.colour;
    gl_Position = clip(outRelative);
}
