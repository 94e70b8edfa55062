#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "shade.glsl"
#include "data.glsl"
#include "hall.glsl"

layout(location = 0) out vec4 outColour;

void main()
{
    // On its way down to the real racks the diagram dissolves.
    float alpha = uintBitsToFloat(inWhat.w);
    if (alpha < 1.0 && fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) > alpha)
        discard;
    // The panel the diagram lies on: a little off the roof's colour, so that its edge can be read.
    vec3 panel = encode(lit(u.materials[8].rgb * 0.80, vec3(0, 0, 1), 1.0));
    PlanPlace p = findPlan();
    if (!p.rack || (u.flags & kFlagData) == 0u) {
        outColour = vec4(haze(panel, length(inRelative)), 1.0);
        return;
    }
    uint gpu;
    vec3 colour = rackPanel(p.index, p.firstGpu, p.trays, p.gpusPerTray, p.panel, p.panelPerPx, gpu);
    // Gap between racks, as wide as an eighth of one and never less legible than a hairline.
    float x = p.panel.x;
    float edgePx = min(x, 1.0 - x) / max(p.panelPerPx.x, 1e-6);
    float rackPxX = 1.0 / max(p.panelPerPx.x, 1e-6);
    float line = clamp(edgePx - min(rackPxX * 0.05, 1.5) + 0.5, 0.0, 1.0);
    colour = mix(colour, mix(panel * 0.55, colour, line), clamp((rackPxX - 4.0) / 6.0, 0.0, 1.0));
    // Below a pixel a rack fades into the mean of its hall.
    float fade = clamp((p.rackPx - 0.35) / 0.9, 0.0, 1.0);
    if (fade < 1.0)
        colour = mix(dataColour(blended(u.hallNext, u.hallNext, inWhat.x)), colour, fade);
    outColour = vec4(colour, 0.0);
}
