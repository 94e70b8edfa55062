#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
layout(location = 3) flat in uvec3 inWhat;
layout(location = 0) out uint outId;
void main() { outId = makeId(kKindGpu, inWhat.x); }
