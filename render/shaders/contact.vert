#version 460
#extension GL_GOOGLE_include_directive : require
// Soft darkness where a box meets the floor: a skirt around its base.
#include "scene.glsl"

layout(location = 0) out vec2 outAt;
layout(location = 1) flat out vec3 outHalf; // half size, reach

void main()
{
    uvec2 entry = Entries(u.entries).at[kListContact * u.listCapacity + gl_VertexIndex / 6];
    vec3 size, base;
    GpuGroup group;
    float yawCos = 1.0, yawSin = 0.0;
    if (entry.y == 0u) {
        GpuShell shell = Shells(u.shells).at[entry.x];
        group = Groups(u.groups).at[shell.group];
        base = shell.minM;
        size = shell.sizeM;
    } else {
        GpuRun run = Runs(u.runs).at[entry.x];
        group = Groups(u.groups).at[run.group];
        base = run.originM;
        size = vec3(runLength(run), run.sizeM.y, run.sizeM.z);
        yawCos = run.yawCos;
        yawSin = run.yawSin;
    }
    float reach = clamp(size.z * 0.35, 0.15, 4.0);
    int k = gl_VertexIndex % 6;
    vec2 q = vec2((k == 1 || k == 2 || k == 4) ? 1.0 : 0.0, (k == 2 || k == 4 || k == 5) ? 1.0 : 0.0);
    vec2 p = q * (size.xy + 2.0 * reach) - reach;
    outAt = p - size.xy * 0.5;
    outHalf = vec3(size.xy * 0.5, reach);
    vec3 local = base + vec3(yawCos * p.x - yawSin * p.y, yawSin * p.x + yawCos * p.y, 0.0);
    // What stands on a floor darkens the floor, what stands on the ground the road: just above either.
    local.z = max(base.z + 0.012, base.z < 0.16 ? kShadowZM + 0.01 : 0.0);
    gl_Position = clip(fromGroup(group, local));
}
