#version 460
#extension GL_GOOGLE_include_directive : require
// Faces of shells, items: everything was worked out at the vertices.
#include "scene.glsl"

layout(location = 1) in vec3 inColour;
layout(location = 0) out vec4 outColour;
void main() { outColour = vec4(inColour, u.shadowDarkness); }
