#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
layout(location = 0) out vec4 outColour;
// The blend takes away what the pixel's alpha says; what is written stays behind: shaded, nothing more to take.
void main() { outColour = vec4(vec3(0.0), kShaded); }
