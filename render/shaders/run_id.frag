#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "data.glsl"
#include "run.glsl"

layout(location = 0) out uint outId;

void main()
{
    Place p = findPlace();
    if (p.gap)
        discard;
    uint index = inWhat.y + p.item;
    outId = inWhat.x == kKindShell ? 0u : makeId(inWhat.x, index);
    if (inWhat.x != kKindRack || p.face < 2u || !p.onPanel)
        return;
    vec2 grid = vec2(float(inType.y), float(inType.x));
    vec2 cellPx = 1.0 / max(p.panelPerPx * grid, vec2(1e-5));
    if (min(cellPx.x, cellPx.y) < 3.5)
        return;
    uvec2 cell = uvec2(clamp(p.panel, vec2(0.0), vec2(0.99999)) * grid);
    outId = makeId(kKindGpu, inWhat.z + p.item * inType.x * inType.y + cell.y * inType.y + cell.x);
}
