#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"

layout(location = 0) in vec4 inPlace;
layout(location = 1) flat in vec4 inColour;
layout(location = 2) flat in vec4 inLines;

layout(location = 0) out vec4 outColour;

const float kJointM = 0.06; // width of a joint

void main()
{
    vec2 pixel = fwidth(inPlace.xy);
    vec2 away = abs(fract(inPlace.xy / inLines.xy) - 0.5) * inLines.xy;
    vec2 line = clamp((kJointM * 0.5 + pixel - away) / pixel, 0.0, 1.0);
    // Gone before they alias.
    line *= clamp(1.5 - 4.0 * pixel / inLines.xy, 0.0, 1.0) * inLines.zw;
    vec3 c = inColour.rgb * (inPlace.z * (1.0 - line.x - line.y));
    outColour = vec4(mix(c, u.skyHorizon, inPlace.w), inColour.a);
}
