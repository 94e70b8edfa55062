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
    // A hairline between neighbours, gone before it aliases.
    float x = inItem.y > 0.0 ? mod(inPlace.x, inItem.y) : inItem.x * 0.5;
    float perPx = max(fwidth(inPlace.x), 1e-5);
    float line = mix(1.0, mix(0.6, 1.0, clamp(min(x, inItem.x - x) / perPx, 0.0, 1.0)), clamp((inItem.x / perPx - 4.0) / 8.0, 0.0, 1.0));
    outColour = vec4(mix(inColour * (inPlace.y * line), u.skyHorizon, inPlace.z), 1.0);
}
