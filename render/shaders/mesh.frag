#version 460
#extension GL_GOOGLE_include_directive : require
// Models are lit at their vertices: they are low-poly with hard edges, so nothing is lost and overdraw costs little.
#include "scene.glsl"

layout(location = 0) in vec3 inColour;
layout(location = 0) out vec4 outColour;

void main() { outColour = vec4(inColour, u.shadowDarkness); }
