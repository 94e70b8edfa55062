#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "data.glsl"

layout(constant_id = 1) const uint kList = 0; // kListCell or kListCellMarked

layout(location = 1) in vec2 inAt;
layout(location = 2) flat in vec3 inColour;
layout(location = 3) flat in uvec3 inWhat;
layout(location = 4) flat in vec4 inMark;

layout(location = 0) out vec4 outColour;

void main()
{
    vec3 colour = kList == kListCellMarked ? stateMark(inColour, inWhat.z, inAt, max(fwidth(inAt), vec2(1e-5)))
                                           : plainDots(inColour, inAt, inMark);
    float light = (u.flags & kFlagFlat) != 0u || inWhat.y != 0u ? 1.0 : 0.85;
    outColour = vec4(colour * light, (u.flags & kFlagData) != 0u ? kData : u.shadowDarkness);
}
