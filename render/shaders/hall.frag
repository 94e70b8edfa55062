#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "data.glsl"
#include "hall.glsl"

layout(location = 4) in vec3 inPanel;
layout(location = 6) flat in vec3 inMarks;

layout(location = 0) out vec4 outColour;

void main()
{
    // On its way down to the real racks the diagram dissolves.
    float alpha = uintBitsToFloat(inWhat.w);
    if (alpha < 1.0 && fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) > alpha)
        discard;
    PlanPlace p = findPlan();
    if (!p.rack || (u.flags & kFlagData) == 0u) {
        outColour = vec4(inPanel, u.shadowDarkness);
        return;
    }
    // Patterns begin with each rack, so that none falls between two.
    vec2 periods = (p.alongY ? inMarks.yx : inMarks.xy) * p.panelSize;
    vec3 colour = rackPanel(p.index, p.firstGpu, p.trays, p.gpusPerTray, p.panel, p.panelPerPx, p.panel * periods,
        max(p.panelPerPx * periods, vec2(1e-5)));
    // Gap between racks, as wide as an eighth of one and never less legible than a hairline.
    float x = p.panel.x;
    float edgePx = min(x, 1.0 - x) / max(p.panelPerPx.x, 1e-6);
    float rackPxX = 1.0 / max(p.panelPerPx.x, 1e-6);
    float line = clamp(edgePx - min(rackPxX * 0.05, 1.5) + 0.5, 0.0, 1.0);
    colour = mix(colour, mix(inPanel * 0.55, colour, line), clamp((rackPxX - 4.0) / 6.0, 0.0, 1.0));
    outColour = vec4(colour, kData);
}
