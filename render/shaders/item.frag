#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"

layout(constant_id = 1) const uint kList = 0; // kListItem or kListJoined

layout(location = 0) in float inAlong;
layout(location = 1) in vec3 inColour;
layout(location = 2) flat in vec2 inItem;

layout(location = 0) out vec4 outColour;

void main()
{
    float perPx = max(fwidth(inAlong), 1e-5);
    float itemPx = inItem.x / perPx, x = fract(inAlong);
    // Gaps between items while they are wider than a pixel.
    if (kList == kListItem && x > inItem.x && 1.0 - inItem.x > perPx)
        discard;
    // A hairline between neighbours, gone before it aliases.
    float edge = clamp(min(x, inItem.x - x) / inItem.x * itemPx, 0.0, 1.0);
    float show = 0.4 * clamp((itemPx - 4.0) / 8.0, 0.0, 1.0) * inItem.y;
    outColour = vec4(inColour * (1.0 - show * (1.0 - edge)), u.shadowDarkness);
}
