#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "sky.glsl"

layout(location = 0) in vec2 inNdc;
layout(location = 0) out vec4 outColour;

void main()
{
    outColour = vec4(backdrop(vec2(inNdc.x * u.tanX + u.centreNdc.x, -inNdc.y * u.tanY + u.centreNdc.y)), u.shadowDarkness);
}
