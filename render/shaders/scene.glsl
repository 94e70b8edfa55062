// What every shader of the scene sees: frame constants, tables by address, and the maths of places.
#include "shared.h"

layout(constant_id = 0) const bool kBlend = true; // planes are between two states: two reads a value instead of one

layout(scalar, set = 0, binding = 0) uniform Frame { FrameUniforms u; };

layout(buffer_reference, scalar) readonly buffer Groups { GpuGroup at[]; };
layout(buffer_reference, scalar) readonly buffer Types { GpuType at[]; };
layout(buffer_reference, scalar) readonly buffer Runs { GpuRun at[]; };
layout(buffer_reference, scalar) readonly buffer Halls { GpuHall at[]; };
layout(buffer_reference, scalar) readonly buffer PlanSegments { GpuPlanSegment at[]; };
layout(buffer_reference, scalar) readonly buffer Shells { GpuShell at[]; };
layout(buffer_reference, scalar) readonly buffer Clusters { GpuCluster at[]; };
layout(buffer_reference, scalar) readonly buffer Meshes { GpuMesh at[]; };
layout(buffer_reference, scalar) readonly buffer Vertices { GpuVertex at[]; };
layout(buffer_reference, scalar) buffer Uints { uint at[]; };
layout(buffer_reference, scalar) buffer Entries { uvec2 at[]; };
layout(buffer_reference, scalar) readonly buffer Vec4s { vec4 at[]; };

/// Group-local metres -> relative to the eye. Origin and eye are split in high and low parts, so nearby things stay exact.
vec3 fromGroup(GpuGroup g, vec3 p)
{
    vec3 turned = vec3(g.yawCos * p.x - g.yawSin * p.y, g.yawSin * p.x + g.yawCos * p.y, p.z);
    return turned + ((g.originHi - u.eyeHi) + (g.originLo - u.eyeLo));
}
vec3 turnByGroup(GpuGroup g, vec3 v) { return vec3(g.yawCos * v.x - g.yawSin * v.y, g.yawSin * v.x + g.yawCos * v.y, v.z); }

/// Run-local metres -> group-local.
vec3 fromRun(GpuRun r, vec3 p)
{
    return r.originM + vec3(r.yawCos * p.x - r.yawSin * p.y, r.yawSin * p.x + r.yawCos * p.y, p.z);
}
vec3 turnByRun(GpuRun r, vec3 v) { return vec3(r.yawCos * v.x - r.yawSin * v.y, r.yawSin * v.x + r.yawCos * v.y, v.z); }

float runLength(GpuRun r) { return r.pitchM * float(r.count - 1u) + r.sizeM.x; }

/// Pixels a metre covers at a place relative to the eye (of the picture, not of the supersampled target).
float pixelsPerMetre(vec3 relative)
{
    return u.orthographic != 0u ? u.pxPerM : u.pxPerM / max(length(relative), 0.01);
}

bool visible(vec3 centre, float radius)
{
    for (int i = 0; i < 4; ++i)
        if (dot(u.planes[i].xyz, centre) + u.planes[i].w < -radius)
            return false;
    return true;
}

vec4 clip(vec3 relative) { return u.clipFromEye * vec4(relative, 1.0); }

/// Unit cube corner and normal of vertex 0..17: the three faces towards the eye, two triangles each.
/// `toEye` = eye position in the box's own frame, relative to its middle, in half sizes.
void boxVertex(int vertex, vec3 toEye, out vec3 corner, out vec3 normal, out vec2 uv, out int face)
{
    int axis = vertex / 6;
    int k = vertex % 6;
    vec2 q = vec2((k == 1 || k == 2 || k == 4) ? 1.0 : 0.0, (k == 2 || k == 4 || k == 5) ? 1.0 : 0.0);
    float side = toEye[axis] >= 0.0 ? 1.0 : 0.0;
    // Keep the winding irrelevant: culling is off, the three faces never overlap.
    if (axis == 0) {
        corner = vec3(side, q.x, q.y);
        normal = vec3(side * 2.0 - 1.0, 0, 0);
    } else if (axis == 1) {
        corner = vec3(q.x, side, q.y);
        normal = vec3(0, side * 2.0 - 1.0, 0);
    } else {
        corner = vec3(q.x, q.y, side);
        normal = vec3(0, 0, side * 2.0 - 1.0);
    }
    uv = q;
    face = axis * 2 + int(side);
}

/// Direction from the eye in the frame of an orthographic or perspective view: where the eye is, relative to a box of half size h.
vec3 eyeInBox(vec3 relativeCentre, vec3 xAxis, vec3 yAxis, vec3 h)
{
    vec3 e = u.orthographic != 0u ? -u.forward * 1.0e6 : -relativeCentre;
    return vec3(dot(e, xAxis), dot(e, yAxis), e.z);
}

uint makeId(uint kind, uint index) { return (kind << kIdShift) | index; }
