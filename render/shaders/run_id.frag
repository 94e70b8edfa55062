#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"

layout(location = 0) in vec2 inAlong;
layout(location = 2) flat in vec4 inItem;
layout(location = 3) flat in uvec2 inWhat;
layout(location = 0) out uint outId;

void main() { outId = makeId(kKindRack, inWhat.x + min(uint(max(inAlong.x, 0.0) / inItem.y), inWhat.y - 1u)); }
