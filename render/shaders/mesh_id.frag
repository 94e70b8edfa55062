#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
layout(location = 1) flat in uvec2 inWhat;
layout(location = 0) out uint outId;
void main() { outId = inWhat.x == kKindShell ? 0u : makeId(inWhat.x, inWhat.y); }
