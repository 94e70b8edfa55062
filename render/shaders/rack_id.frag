#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"

layout(location = 0) in vec2 inPanel;
layout(location = 2) flat in vec4 inBody;
layout(location = 3) flat in uvec4 inWhat;
layout(location = 4) flat in uint inRack;
layout(location = 0) out uint outId;

void main()
{
    outId = makeId(kKindRack, inRack);
    vec2 grid = vec2(float(inWhat.z), float(inWhat.y));
    vec2 cellPx = 1.0 / max(fwidth(inPanel) * grid, vec2(1e-5));
    vec2 inside = min(inPanel, 1.0 - inPanel);
    if (inBody.a < 0.5 || min(inside.x, inside.y) < 0.0 || min(cellPx.x, cellPx.y) < 3.5)
        return;
    uvec2 cell = uvec2(clamp(inPanel, vec2(0.0), vec2(0.99999)) * grid);
    outId = makeId(kKindGpu, inWhat.x + cell.y * inWhat.z + cell.x);
}
