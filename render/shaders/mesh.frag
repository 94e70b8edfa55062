#version 460
#extension GL_GOOGLE_include_directive : require
// Models are lit at their vertices: they are low-poly with hard edges, so nothing is lost and overdraw costs little.
#include "scene.glsl"

layout(constant_id = 1) const uint kList = 0; // kModels or kModelsValued

layout(location = 0) in vec3 inColour;
layout(location = 2) flat in float inAlpha;
layout(location = 0) out vec4 outColour;

void main() { outColour = vec4(inColour, kList == kModelsValued ? inAlpha : u.shadowDarkness); }
