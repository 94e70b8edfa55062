#version 460
#extension GL_GOOGLE_include_directive : require
// Soft darkness where a box meets the floor: a skirt around its base, in four trapezoids. What the box itself covers is left out.
#include "scene.glsl"

layout(location = 0) out float outNear; // 1 at the base, 0 where the skirt ends

void main()
{
    uvec2 entry = Entries(u.entries).at[kListContact * u.listCapacity + gl_VertexIndex / 24];
    vec3 size, base;
    GpuGroup group;
    float yawCos = 1.0, yawSin = 0.0;
    if (entry.y == 0u) {
        GpuShell shell = Shells(u.shells).at[entry.x];
        group = Groups(u.groups).at[shell.group];
        base = shell.minM;
        size = shellSize(shell, shell.building == ~0u ? 0.0 : Vec4s(u.buildingState).at[shell.building].x);
    } else {
        GpuRun run = Runs(u.runs).at[entry.x];
        group = Groups(u.groups).at[run.group];
        base = run.originM;
        size = vec3(runLength(run), run.sizeM.y, run.sizeM.z);
        yawCos = run.yawCos;
        yawSin = run.yawSin;
    }
    float reach = contactReach(size.z);
    // Corner 0..3 around the base, on the inner or the outer edge.
    int side = gl_VertexIndex % 24 / 6, k = gl_VertexIndex % 6;
    int corner = (side + ((k == 1 || k == 2 || k == 4) ? 1 : 0)) & 3;
    bool outer = k == 2 || k == 4 || k == 5;
    vec2 q = vec2((corner == 1 || corner == 2) ? 1.0 : 0.0, corner >= 2 ? 1.0 : 0.0);
    vec2 p = q * size.xy + (outer ? (q * 2.0 - 1.0) * reach : vec2(0.0));
    outNear = outer ? 0.0 : 1.0;
    vec3 local = base + vec3(yawCos * p.x - yawSin * p.y, yawSin * p.x + yawCos * p.y, 0.0);
    // What stands on a floor darkens the floor, what stands on the ground the road: just above either.
    local.z = max(base.z + 0.012, base.z < 0.16 ? kShadowZM + 0.01 : 0.0);
    gl_Position = clip(fromGroup(group, local));
}
