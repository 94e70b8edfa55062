#version 460
#extension GL_GOOGLE_include_directive : require
// Neutral boxes: buildings, pads, roads, walls. 18 vertices: only the three faces towards the eye.
#include "scene.glsl"

layout(constant_id = 1) const uint kList = 0;

layout(location = 0) out vec3 outRelative;
layout(location = 1) out vec3 outBox;      // metres from the low corner
layout(location = 2) flat out vec3 outNormal;
layout(location = 3) flat out vec3 outSize;
layout(location = 4) flat out uvec4 outWhat; // material, building, alpha bits, shell

void main()
{
    uvec2 entry = Entries(u.entries).at[kList * u.listCapacity + gl_InstanceIndex];
    GpuShell shell = Shells(u.shells).at[entry.x];
    GpuGroup group = Groups(u.groups).at[shell.group];
    vec3 size = shell.sizeM;
    float amount = uintBitsToFloat(entry.y);
    // An opened building is cut like an architect's section: walls sink as the roof fades.
    bool wall = shell.role == kRoleWall || (shell.role == kRoleInterior && size.z > kCutHeightM && (shell.material == 7u || shell.material == 12u || shell.material == 10u));
    if (wall && kList == kListShell && shell.role != kRoleRoof)
        size.z = mix(size.z, min(size.z, kCutHeightM), amount);
    vec3 centre = fromGroup(group, shell.minM + size * 0.5);
    vec3 e = eyeInBox(centre, turnByGroup(group, vec3(1, 0, 0)), turnByGroup(group, vec3(0, 1, 0)), size);
    vec3 corner, normal;
    vec2 uv;
    int face;
    boxVertex(gl_VertexIndex, e, corner, normal, uv, face);
    // Inside a box (a room) one sees the far faces.
    vec3 inside = abs(e) / max(size * 0.5, vec3(1e-3));
    outBox = corner * size;
    vec3 relative = fromGroup(group, shell.minM + outBox);
    outRelative = relative;
    outNormal = turnByGroup(group, normal);
    outSize = size;
    float alpha = kList == kListFading ? amount : 1.0;
    outWhat = uvec4(shell.material, shell.building, floatBitsToUint(alpha), entry.x);
    // A flat box has only its top (or its underside, which nobody looks at).
    bool degenerate = size.z <= 0.0 && face < 4;
    gl_Position = degenerate ? vec4(0, 0, -1, 0) : clip(relative);
}
