#version 460
#extension GL_GOOGLE_include_directive : require
// Neutral boxes: buildings, pads, roads, walls. 18 vertices: only the three faces towards the eye.
#include "scene.glsl"
#include "neutral.glsl"

layout(constant_id = 1) const uint kList = 0;

layout(location = 0) out vec4 outPlace;       // metres on the face, shade near the ground, haze
layout(location = 1) flat out vec4 outColour; // encoded, alpha
layout(location = 2) flat out vec4 outLines;  // pitch of joints in metres, their strength
layout(location = 3) flat out uvec2 outWhat;  // building, shell
layout(location = 4) out vec3 outSimple;      // all of it, for boxes without joints

// Indices of model::Material that the shader treats on their own.
const uint kPad = 1u, kConcrete = 3u, kWall = 7u, kRoof = 8u, kGlass = 10u, kFloor = 11u, kPartition = 12u, kAccent = 15u;

/// Quiet structure: panel joints on walls, standing seams on roofs, joints in slabs.
vec4 joints(uint material, bool side)
{
    if (material == kWall && side)
        return vec4(6.0, 3.0, 0.12, 0.07);
    if (material == kRoof && !side)
        return vec4(4.0, 1e9, 0.05, 0.0);
    if (material == kFloor && !side)
        return vec4(1.2, 1.2, 0.06, 0.06);
    if ((material == kConcrete || material == kPad) && !side)
        return vec4(10.0, 10.0, 0.03, 0.03);
    return vec4(1e9, 1e9, 0.0, 0.0);
}

void main()
{
    uvec2 entry = Entries(u.entries).at[kList * u.listCapacity + gl_VertexIndex / 18];
    GpuShell shell = Shells(u.shells).at[entry.x];
    GpuGroup group = Groups(u.groups).at[shell.group];
    vec3 size = shell.sizeM;
    float amount = uintBitsToFloat(entry.y);
    // An opened building is cut like an architect's section: walls sink as the roof fades.
    bool interiorWall = shell.role == kRoleInterior && (shell.material == kWall || shell.material == kPartition || shell.material == kGlass);
    if (kList != kListFading && (shell.role == kRoleWall || interiorWall))
        size.z = mix(size.z, min(size.z, kCutHeightM - shell.minM.z), amount);
    vec3 centre = fromGroup(group, shell.minM + size * 0.5);
    vec3 corner, normal;
    vec2 uv;
    int face;
    boxVertex(gl_VertexIndex % 18, eyeInBox(centre, turnByGroup(group, vec3(1, 0, 0)), turnByGroup(group, vec3(0, 1, 0)), size), corner, normal, uv, face);
    vec3 box = corner * size;
    vec3 relative = fromGroup(group, shell.minM + box);
    bool side = face < 4;
    vec4 material = u.materials[shell.material];
    vec3 colour = faceColour(material.rgb, turnByGroup(group, normal), material.a);
    if (shell.material == kAccent)
        colour = u.accent;
    // Glass glows at night.
    if (shell.material == kGlass && (u.flags & kFlagNight) != 0u)
        colour = vec3(0.86, 0.72, 0.47);
    float shade = side && corner.z < 0.5 ? mix(1.0, 0.86, min(size.z, 1.0)) : 1.0;
    outPlace = vec4(side ? vec2(box.x + box.y, box.z) : box.xy, shade, hazeShare(length(relative)));
    outColour = vec4(colour, kList == kListFading ? amount : 1.0);
    outSimple = mix(colour * shade, u.skyHorizon, outPlace.w);
    outLines = joints(shell.material, side);
    outWhat = uvec2(shell.building, entry.x);
    // A flat box has only its top (or its underside, which nobody looks at).
    bool degenerate = (size.z <= 0.0 && side) || size.z < 0.0;
    gl_Position = degenerate ? vec4(0, 0, -1, 0) : clip(relative);
}
