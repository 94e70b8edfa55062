#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"

layout(location = 0) in float inAlong;
layout(location = 2) flat in vec2 inItem;
layout(location = 3) flat in uvec3 inWhat;
layout(location = 0) out uint outId;

void main()
{
    uint item = inItem.y > 0.0 ? min(uint(max(inAlong, 0.0)), inWhat.z - 1u) : 0u;
    outId = inWhat.x == kKindShell ? 0u : makeId(inWhat.x, inWhat.y + item);
}
