#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "data.glsl"

layout(location = 0) in vec3 inRelative;
layout(location = 1) in vec2 inUv;
layout(location = 2) flat in vec3 inColour;
layout(location = 3) flat in uvec3 inWhat;
layout(location = 4) flat in vec2 inMarks;

layout(location = 0) out vec4 outColour;

void main()
{
    vec3 colour = stateMark(inColour, inWhat.z, inUv * inMarks, max(fwidth(inUv) * inMarks, vec2(1e-5)));
    float light = (u.flags & kFlagFlat) != 0u || inWhat.y != 0u ? 1.0 : 0.85;
    outColour = vec4(colour * light, (u.flags & kFlagData) != 0u ? kData : u.shadowDarkness);
}
