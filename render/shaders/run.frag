#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "shade.glsl"
#include "data.glsl"
#include "run.glsl"

layout(location = 0) out vec4 outColour;

/// The darkening of faces that look away from the camera: at most 15 %, none with --flat-data.
float faceLight()
{
    if ((u.flags & kFlagFlat) != 0u)
        return 1.0;
    vec3 toEye = u.orthographic != 0u ? -u.forward : normalize(-inRelative);
    return mix(0.85, 1.0, smoothstep(0.0, 0.35, abs(dot(toEye, inNormal))));
}

void main()
{
    Place p = findPlace();
    bool rack = inWhat.x == kKindRack;
    float distance = length(inRelative);
    float itemPx = inSizePitch.x / max(fwidth(inBox.x), 1e-5);
    if (p.gap && itemPx > 1.5)
        discard;
    vec3 albedo = inColour * u.modelTint;
    float gapDark = 1.0;
    if (p.face >= 2u) {
        // A hairline between neighbours, gone before it aliases.
        float edge = min(p.x, inSizePitch.x - p.x) / max(fwidth(inBox.x), 1e-5);
        gapDark = mix(1.0, mix(0.55, 1.0, clamp(edge, 0.0, 1.0)), clamp((itemPx - 4.0) / 8.0, 0.0, 1.0));
    }
    // Neutral body first.
    bool side = p.face < 4u;
    vec3 linear = lit(albedo, inNormal, inWhat.x == kKindPlant ? 1.0 : 0.35);
    if (side)
        linear *= mix(0.62, 1.0, smoothstep(0.0, min(inSizePitch.z, 1.5), inBox.z));
    vec3 body = encode(linear) * gapDark;
    if (inWhat.x == kKindPlant)
        body = haze(body, distance);
    if (!rack || (u.flags & kFlagData) == 0u) {
        // Support racks and plant get a quiet inset so that one sees where each starts.
        if (p.onPanel && side && inWhat.x == kKindSupport && p.face >= 2u)
            body *= 0.86 + 0.06 * step(0.5, fract(p.panel.y * 21.0)) * clamp(2.0 - 42.0 * p.panelPerPx.y, 0.0, 1.0);
        outColour = vec4(body, 1.0);
        return;
    }
    uint index = inWhat.y + p.item;
    uint gpus = inType.x * inType.y;
    uint unused;
    float panelPx = 1.0 / max(max(p.panelPerPx.x, p.panelPerPx.y), 1e-5);
    bool data = p.onPanel || panelPx < 12.0;
    if (p.face < 2u || !data) {
        // Ends and bezel: graphite, slightly tinted, so that a row reads from the aisle end as well.
        outColour = vec4(p.face < 2u ? mix(body, dataColour(rackValue(inWhat.y + (p.face == 0u ? 0u : inType.z - 1u))), 0.35) * 0.8 : body * 0.55, 1.0);
        return;
    }
    vec3 colour = rackPanel(index, inWhat.z + p.item * gpus, inType.x, inType.y, p.panel, p.panelPerPx, unused);
    // Small panels keep a share of their frame, so a row does not turn into one flat band.
    colour *= mix(1.0, gapDark, 0.8);
    outColour = vec4(colour * faceLight(), 0.0);
}
