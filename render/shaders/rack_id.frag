#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"

layout(location = 0) in vec2 inAt;
layout(location = 2) flat in vec4 inBody;
layout(location = 3) flat in uvec2 inWhat;
layout(location = 4) flat in uint inRack;
layout(location = 5) flat in vec4 inGrid;
layout(location = 0) out uint outId;

void main()
{
    outId = makeId(kKindRack, inRack);
    vec2 cellPx = 1.0 / max(fwidth(inAt), vec2(1e-5));
    vec2 inside = min(inAt, inGrid.xy - inAt);
    if (inBody.a < 0.5 || min(inside.x, inside.y) < 0.0 || min(cellPx.x, cellPx.y) < 3.5)
        return;
    vec2 cell = floor(min(inAt, inGrid.xy - 0.0005));
    outId = makeId(kKindGpu, inWhat.x + uint(cell.y * inGrid.x + cell.x));
}
