// What every shader of the scene sees: frame constants, tables by address, and the maths of places.
#include "shared.h"

layout(constant_id = 0) const bool kBlend = true; // planes are between two states: two reads a value instead of one

// Indices of model::Material that shaders treat on their own.
const uint kPad = 1u, kConcrete = 3u, kWall = 7u, kRoof = 8u, kGlass = 10u, kFloor = 11u, kPartition = 12u, kAccent = 15u;

layout(scalar, set = 0, binding = 0) uniform Frame { FrameUniforms u; };

layout(buffer_reference, scalar) readonly buffer Groups { GpuGroup at[]; };
layout(buffer_reference, scalar) readonly buffer Types { GpuType at[]; };
layout(buffer_reference, scalar) readonly buffer Runs { GpuRun at[]; };
layout(buffer_reference, scalar) readonly buffer Halls { GpuHall at[]; };
layout(buffer_reference, scalar) readonly buffer PlanSegments { GpuPlanSegment at[]; };
layout(buffer_reference, scalar) readonly buffer Shells { GpuShell at[]; };
layout(buffer_reference, scalar) readonly buffer Clusters { GpuCluster at[]; };
layout(buffer_reference, scalar) readonly buffer Meshes { GpuMesh at[]; };
layout(buffer_reference, scalar) buffer Uints { uint at[]; };
layout(buffer_reference, scalar) buffer Entries { uvec2 at[]; };
layout(buffer_reference, scalar) readonly buffer Vec4s { vec4 at[]; };

// What the alpha channel says: 0 = data, which nothing darkens; kShaded = neutral in the shadow of the sun; else neutral, and the
// value is how much a shadow will take away. See Blend::DarkenOnce.
const float kData = 0.0, kShaded = 1.0 / 255.0;

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

/// An opened building is cut like an architect's section: walls sink as the roof fades (open = 0 closed, 1 open).
vec3 shellSize(GpuShell shell, float open)
{
    vec3 size = shell.sizeM;
    bool interiorWall = shell.role == kRoleInterior && (shell.material == kWall || shell.material == kPartition || shell.material == kGlass);
    if (shell.role == kRoleWall || interiorWall)
        size.z = mix(size.z, min(size.z, kCutHeightM - shell.minM.z), open);
    return size;
}

/// How far the soft darkness around the foot of a box reaches.
float contactReach(float heightM) { return clamp(heightM * 0.25, 0.15, 4.0); }

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

/// Unit cube corner, normal and place on the face of vertex 0..5 of one face: two triangles. face = axis * 2 + (1 on the far side).
/// The winding is irrelevant: culling is off, faces towards the eye never overlap.
void faceVertex(int face, int k, out vec3 corner, out vec3 normal, out vec2 uv)
{
    uv = vec2((k == 1 || k == 2 || k == 4) ? 1.0 : 0.0, (k == 2 || k == 4 || k == 5) ? 1.0 : 0.0);
    float side = float(face & 1);
    if (face < 2) {
        corner = vec3(side, uv);
        normal = vec3(side * 2.0 - 1.0, 0, 0);
    } else if (face < 4) {
        corner = vec3(uv.x, side, uv.y);
        normal = vec3(0, side * 2.0 - 1.0, 0);
    } else {
        corner = vec3(uv, side);
        normal = vec3(0, 0, side * 2.0 - 1.0);
    }
}

/// The same for vertex 0..17 of a box: the three faces towards the eye. `toEye` = direction to the eye in the box's own frame.
void boxVertex(int vertex, vec3 toEye, out vec3 corner, out vec3 normal, out vec2 uv, out int face)
{
    int axis = vertex / 6;
    face = axis * 2 + (toEye[axis] >= 0.0 ? 1 : 0);
    faceVertex(face, vertex % 6, corner, normal, uv);
}

/// Where the eye is in a box's own frame, relative to its middle; far away along the view where the view is orthographic.
vec3 eyeInBox(vec3 relativeCentre, vec3 xAxis, vec3 yAxis)
{
    vec3 e = u.orthographic != 0u ? -u.forward * 1.0e6 : -relativeCentre;
    return vec3(dot(e, xAxis), dot(e, yAxis), e.z);
}

uint makeId(uint kind, uint index) { return (kind << kIdShift) | index; }
