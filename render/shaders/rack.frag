#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "data.glsl"

layout(constant_id = 1) const uint kList = 0; // kListRack or kListMarked

layout(location = 0) in vec2 inAt;
layout(location = 1) flat in vec4 inMean;
layout(location = 2) flat in vec4 inBody;
layout(location = 3) flat in uvec2 inWhat;
layout(location = 5) flat in vec4 inGrid;
layout(location = 6) flat in vec4 inMark;
layout(location = 7) flat in float inBezel;

layout(location = 0) out vec4 outColour;

void main()
{
    vec2 perPx = max(fwidth(inAt), vec2(1e-5));
    vec2 cellPx = 1.0 / perPx;
    float smaller = min(cellPx.x, cellPx.y);
    // Cells melt into the rack's mean as they get smaller than two pixels.
    float show = (u.flags & kFlagGpuPlane) != 0u ? clamp((smaller - 1.2) / 1.6, 0.0, 1.0) : 0.0;
    vec2 at = clamp(inAt, vec2(0.0), inGrid.xy - 0.0005);
    vec2 cell = floor(at);
    uint gpu = inWhat.x + uint(cell.y * inGrid.x + cell.x);
    float value = gpuValue(gpu);
    vec3 colour = mix(inMean.rgb, dataColour(value), show);
    // A gap between cells, blurred over a pixel.
    vec2 edge = (0.5 - abs(at - cell - 0.5)) * cellPx - min(cellPx * 0.06, vec2(1.6));
    float gap = clamp((smaller - 3.0) / 4.0, 0.0, 1.0) * (1.0 - clamp(min(edge.x, edge.y) + 0.5, 0.0, 1.0));
    vec2 inside = min(inAt, inGrid.xy - inAt);
    vec2 s = at * inGrid.zw;
    if (kList == kListMarked) {
        uint state = show > 0.5 ? gpuState(gpu, value, inWhat.y) : inWhat.y;
        colour = stateMark(colour, state, s, perPx * inGrid.zw);
        // Missing is an outline as well.
        vec2 edgePx = inside * cellPx;
        float line = inWhat.y == kStateMissing ? clamp(1.5 - abs(min(edgePx.x, edgePx.y) - 1.0), 0.0, 1.0) : 0.0;
        colour = mix(colour, vec3(inkOn(u.missing.rgb)), 0.55 * line);
    } else {
        colour = plainDots(colour, s, inMark);
    }
    colour *= 1.0 - 0.70 * gap;
    bool bezel = min(inside.x, inside.y) < inBezel;
    bool data = inBody.a > 0.5 && !bezel;
    outColour = data ? vec4(colour * inMean.w, kData) : vec4(inBody.rgb * (bezel ? 0.62 : 1.0), u.shadowDarkness);
}
