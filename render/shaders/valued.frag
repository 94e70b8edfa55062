#version 460
#extension GL_GOOGLE_include_directive : require
// Plant with values of its own as boxes: each item has its colour; one without a value is as neutral as ever.
#include "scene.glsl"
#include "data.glsl"

layout(location = 0) in float inAlong;
layout(location = 1) in vec3 inColour;
layout(location = 2) flat in vec2 inItem;
layout(location = 3) flat in uvec3 inWhat;
layout(location = 4) flat in float inLight;

layout(location = 0) out vec4 outColour;

void main()
{
    uint item = inItem.y > 0.0 ? min(uint(max(inAlong, 0.0)), inWhat.z - 1u) : 0u;
    float perPx = max(fwidth(inAlong), 1e-5);
    float itemPx = inItem.x / perPx, x = inAlong - float(item);
    // Gaps and hairlines as in item.frag.
    if (x > inItem.x && 1.0 - inItem.x > perPx)
        discard;
    float edge = clamp(min(x, inItem.x - x) / inItem.x * itemPx, 0.0, 1.0);
    float show = 0.4 * clamp((itemPx - 4.0) / 8.0, 0.0, 1.0) * inItem.y;
    float line = 1.0 - show * (1.0 - edge);
    float value = plantValue(inWhat.y + item);
    outColour = value < 0.0 ? vec4(inColour * line, u.shadowDarkness) : vec4(dataColour(value) * inLight * line, kData);
}
