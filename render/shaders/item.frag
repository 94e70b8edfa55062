#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"

layout(location = 0) in vec3 inPlace;
layout(location = 1) flat in vec3 inColour;
layout(location = 2) flat in vec2 inItem;

layout(location = 0) out vec4 outColour;

void main()
{
    // Gaps between items while they are wider than a pixel.
    if (inItem.y > 0.0 && mod(inPlace.x, inItem.y) > inItem.x && inItem.y - inItem.x > fwidth(inPlace.x))
        discard;
    outColour = vec4(mix(inColour * inPlace.y, u.skyHorizon, inPlace.z), 1.0);
}
