#version 460
#extension GL_GOOGLE_include_directive : require
// The backdrop as a grid of colours, interpolated: on a CPU device a third of the cost of working it out a pixel.
#include "scene.glsl"
#include "sky.glsl"

layout(location = 0) out vec3 outColour;

void main()
{
    int cell = gl_VertexIndex / 6, k = gl_VertexIndex % 6;
    vec2 q = vec2((k == 1 || k == 2 || k == 4) ? 1.0 : 0.0, (k == 2 || k == 4 || k == 5) ? 1.0 : 0.0);
    vec2 ndc = (vec2(float(cell % int(kSkyColumns)), float(cell / int(kSkyColumns))) + q) / vec2(float(kSkyColumns), float(kSkyRows)) * 2.0 - 1.0;
    outColour = backdrop(vec2(ndc.x * u.tanX + u.centreNdc.x, -ndc.y * u.tanY + u.centreNdc.y));
    gl_Position = vec4(ndc, 0.0, 1.0);
}
