#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"

layout(location = 4) flat in uvec2 inWhat;
layout(location = 0) out uint outId;

void main()
{
    // A shell stands for its building; the ground and what lies on it for nothing.
    outId = inWhat.x != ~0u ? makeId(kKindBuilding, inWhat.x) : makeId(kKindShell, inWhat.y);
}
