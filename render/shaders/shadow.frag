#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
layout(location = 0) out vec4 outColour;
void main() { outColour = vec4(vec3(0.0), u.shadowDarkness); }
