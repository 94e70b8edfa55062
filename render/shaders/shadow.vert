#version 460
#extension GL_GOOGLE_include_directive : require
// The sun's shadow of a box on flat ground, exactly: the convex hull of its base and its base moved along the sun, as six triangles
// from the middle. Stencil lets every pixel darken once.
#include "scene.glsl"

void main()
{
    uvec2 entry = Entries(u.entries).at[kListShadow * u.listCapacity + gl_VertexIndex / 12];
    vec3 low, size;
    GpuGroup group;
    float yawCos = 1.0, yawSin = 0.0;
    vec3 base;
    if (entry.y == 0u) {
        GpuShell shell = Shells(u.shells).at[entry.x];
        group = Groups(u.groups).at[shell.group];
        base = shell.minM;
        size = shell.sizeM;
    } else {
        GpuRun run = Runs(u.runs).at[entry.x];
        group = Groups(u.groups).at[run.group];
        size = run.sizeM;
        // A tree's crown is round: its shadow a little slimmer than its box.
        float slim = Types(u.types).at[run.type].decor != 0u ? 0.22 : 0.0;
        base = fromRun(run, vec3(run.pitchM * float(entry.y - 1u) + size.x * slim, size.y * slim, 0.0));
        size.xy *= 1.0 - 2.0 * slim;
        yawCos = run.yawCos;
        yawSin = run.yawSin;
    }
    // Sun direction in the box's frame.
    float c = group.yawCos * yawCos - group.yawSin * yawSin, s = group.yawSin * yawCos + group.yawCos * yawSin;
    vec2 sun = vec2(c * u.sun.x + s * u.sun.y, -s * u.sun.x + c * u.sun.y);
    float top = base.z + size.z;
    vec2 reach = -sun / max(u.sun.z, 0.05);
    vec2 move = reach * max(top - kShadowZM, 0.0);
    vec2 lift = reach * max(base.z - kShadowZM, 0.0);
    bool px = move.x >= 0.0, py = move.y >= 0.0;
    // Hexagon around the two rectangles, in order.
    vec2 h[6];
    vec2 a = vec2(px ? 0.0 : size.x, py ? 0.0 : size.y); // corner the shadow starts at
    vec2 b = vec2(size.x, size.y) - a;
    h[0] = a + lift;
    h[1] = vec2(b.x, a.y) + lift;
    h[2] = vec2(b.x, a.y) + move;
    h[3] = b + move;
    h[4] = vec2(a.x, b.y) + move;
    h[5] = vec2(a.x, b.y) + lift;
    int triangle = gl_VertexIndex % 12 / 3, k = gl_VertexIndex % 3;
    vec2 p = k == 0 ? h[0] : h[triangle + k];
    vec3 local = base + vec3(yawCos * p.x - yawSin * p.y, yawSin * p.x + yawCos * p.y, 0.0);
    local.z = kShadowZM;
    gl_Position = clip(fromGroup(group, local));
}
