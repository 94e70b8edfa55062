#version 460
#extension GL_GOOGLE_include_directive : require
// Neutral boxes: buildings, pads, roads, walls. An entry is one face of a box: only those that can be seen are listed.
#include "scene.glsl"
#include "neutral.glsl"

layout(constant_id = 1) const uint kList = 0;

layout(location = 0) out vec2 outAt;           // place on the face, in pitches of its joints
layout(location = 1) out vec3 outColour;       // encoded, lit, shaded and hazed
layout(location = 2) flat out vec4 outLines;   // half width of joints in pitches, their strength
layout(location = 3) flat out float outAlpha;
layout(location = 4) flat out uvec2 outWhat;   // building, shell

const float kJointM = 0.06; // width of a joint

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
    uvec2 entry = Entries(u.entries).at[kList * u.listCapacity + gl_VertexIndex / 6];
    GpuShell shell = Shells(u.shells).at[entry.x & kFaceMask];
    GpuGroup group = Groups(u.groups).at[shell.group];
    int face = int(entry.x >> kFaceShift);
    float amount = uintBitsToFloat(entry.y);
    vec3 size = shellSize(shell, kList == kListFadingInOrder ? 0.0 : amount);
    vec3 corner, normal;
    vec2 uv;
    faceVertex(face, gl_VertexIndex % 6, corner, normal, uv);
    vec3 box = corner * size;
    vec3 relative = fromGroup(group, shell.minM + box);
    bool side = face < 4;
    vec4 material = u.materials[shell.material];
    vec3 colour = faceColour(material.rgb, turnByGroup(group, normal), material.a);
    if (shell.material == kAccent)
        colour = faceColour(u.accent * u.accent, turnByGroup(group, normal), 0.8);
    // Glass glows at night, once its building runs.
    if (shell.material == kGlass && (u.flags & kFlagNight) != 0u)
        colour = mix(colour, vec3(0.86, 0.72, 0.47), shell.building == ~0u ? 1.0 : Vec4s(u.buildingState).at[shell.building].w);
    float shade = side && corner.z < 0.5 ? mix(1.0, 0.86, min(size.z, 1.0)) : 1.0;
    float hazy = hazeShare(length(relative));
    outColour = mix(colour * shade, u.skyHorizon, hazy);
    outAlpha = kList == kListFadingInOrder ? amount : u.shadowDarkness;
    vec4 lines = joints(shell.material, side);
    // In the frame of the group, so that pieces of one slab share their joints.
    outAt = (side ? vec2(box.x + box.y, box.z) : shell.minM.xy + box.xy) / lines.xy;
    outLines = vec4(0.5 * kJointM / lines.xy, lines.zw * (1.0 - hazy));
    outWhat = uvec2(shell.building, entry.x & kFaceMask);
    gl_Position = clip(relative);
}
