#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "data.glsl"

layout(location = 0) in vec2 inPanel;
layout(location = 1) flat in vec4 inMean;
layout(location = 2) flat in vec4 inBody;
layout(location = 3) flat in uvec4 inWhat;

layout(location = 0) out vec4 outColour;

void main()
{
    vec2 perPx = fwidth(inPanel);
    vec2 grid = vec2(float(inWhat.z), float(inWhat.y));
    vec2 cellPx = 1.0 / max(perPx * grid, vec2(1e-5));
    float smaller = min(cellPx.x, cellPx.y);
    // Cells melt into the rack's mean as they get smaller than two pixels.
    float show = clamp((smaller - 1.2) / 1.6, 0.0, 1.0);
    vec2 at = clamp(inPanel, vec2(0.0), vec2(0.99999)) * grid;
    uvec2 cell = uvec2(at);
    vec3 colour = inMean.rgb;
    if ((u.flags & kFlagGpuPlane) != 0u && show > 0.0)
        colour = mix(colour, dataColour(gpuValue(inWhat.x + cell.y * inWhat.z + cell.x)), show);
    vec2 inCell = fract(at);
    vec2 edge = min(inCell, 1.0 - inCell) * cellPx - min(cellPx * 0.06, vec2(1.6));
    float gap = clamp((smaller - 3.0) / 4.0, 0.0, 1.0) * (1.0 - clamp(min(edge.x, edge.y) + 0.5, 0.0, 1.0));
    colour *= 1.0 - 0.70 * gap;
    if (inWhat.w == 0u || inWhat.w > 3u)
        colour = statePattern(colour, inWhat.w);
    // Bezel, once a rack is wide enough to have one.
    vec2 inside = min(inPanel, 1.0 - inPanel);
    bool bezel = min(inside.x, inside.y) < 0.0 && max(perPx.x, perPx.y) < 0.08;
    bool data = inBody.a > 0.5 && !bezel;
    outColour = data ? vec4(colour * inMean.w, 0.0) : vec4(inBody.rgb * (bezel ? 0.62 : 1.0), 1.0);
}
