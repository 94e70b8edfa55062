#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "data.glsl"

layout(location = 0) in vec2 inAlong;
layout(location = 1) flat in vec4 inBody;
layout(location = 2) flat in vec4 inItem;
layout(location = 3) flat in uvec2 inWhat;

layout(location = 0) out vec4 outColour;

void main()
{
    uint item = min(uint(max(inAlong.x, 0.0) / inItem.y), inWhat.y - 1u);
    float x = inAlong.x - float(item) * inItem.y;
    vec2 metrePx = max(fwidth(inAlong), vec2(1e-5));
    float perPx = metrePx.x;
    if (x > inItem.x + 0.002 && inItem.y - inItem.x > perPx)
        discard;
    uint rack = inWhat.x + item;
    // A hairline between neighbours, gone before it aliases.
    float line = mix(1.0, mix(0.55, 1.0, clamp(min(x, inItem.x - x) / perPx, 0.0, 1.0)), clamp((inItem.x / perPx - 4.0) / 8.0, 0.0, 1.0));
    vec3 colour = stateMark(dataColour(rackValue(rack)), rackState(rack), inAlong * inItem.zw, metrePx * inItem.zw) * line;
    outColour = inBody.a > 0.5 ? vec4(colour, kData) : vec4(inBody.rgb, u.shadowDarkness);
}
