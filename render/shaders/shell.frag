#version 460
#extension GL_GOOGLE_include_directive : require
// A face with joints: what was worked out at the vertices, darkened by thin lines.
layout(location = 0) in vec2 inAt;
layout(location = 1) in vec3 inColour;
layout(location = 2) flat in vec4 inLines;
layout(location = 3) flat in float inAlpha;

layout(location = 0) out vec4 outColour;

void main()
{
    vec2 pixel = max(fwidth(inAt), vec2(1e-12));
    vec2 line = clamp((inLines.xy + pixel - abs(fract(inAt) - 0.5)) / pixel, 0.0, 1.0);
    // Gone before they alias.
    line *= clamp(1.5 - 4.0 * pixel, 0.0, 1.0) * inLines.zw;
    outColour = vec4(inColour * (1.0 - line.x - line.y), inAlpha);
}
