#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
layout(push_constant) uniform Push { vec3 low; uint group; vec3 size; float yawCos; vec4 colour; float yawSin; float widthPx; };
layout(location = 0) out vec4 outColour;
void main() { outColour = colour; }
