#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "shade.glsl"

layout(location = 0) in vec3 inRelative;
layout(location = 1) in vec3 inBox;
layout(location = 2) flat in vec3 inNormal;
layout(location = 3) flat in vec3 inSize;
layout(location = 4) flat in uvec4 inWhat;

layout(location = 0) out vec4 outColour;

/// 0..1 line every `pitch` metres, `width` metres wide, faded out before it aliases.
float lines(float x, float pitch, float width)
{
    float w = fwidth(x);
    float d = abs(fract(x / pitch) - 0.5) * pitch;
    float line = 1.0 - smoothstep(width * 0.5, width * 0.5 + w, d);
    return line * (1.0 - smoothstep(0.15, 0.45, w / pitch));
}

void main()
{
    vec4 material = u.materials[inWhat.x];
    vec3 albedo = material.rgb;
    vec3 normal = inNormal;
    float distance = length(inRelative);
    bool side = abs(normal.z) < 0.5;
    // Quiet structure: panel joints on walls, standing seams on roofs, joints in slabs.
    if (inWhat.x == 7u && side)
        albedo *= 1.0 - 0.16 * lines(inBox.x + inBox.y, 6.0, 0.08) - 0.10 * lines(inBox.z, 3.0, 0.06);
    else if (inWhat.x == 8u && !side)
        albedo *= 1.0 - 0.08 * lines(inBox.x, 4.0, 0.08);
    else if (inWhat.x == 11u && !side)
        albedo *= 1.0 - 0.10 * max(lines(inBox.x, 1.2, 0.012), lines(inBox.y, 1.2, 0.012));
    else if ((inWhat.x == 3u || inWhat.x == 1u) && !side)
        albedo *= 1.0 - 0.05 * max(lines(inBox.x, 10.0, 0.06), lines(inBox.y, 10.0, 0.06));
    vec3 linear = lit(albedo, normal, material.a);
    // Darker towards the ground: the cheap part of ambient occlusion.
    if (side)
        linear *= mix(0.78, 1.0, smoothstep(0.0, min(inSize.z, 5.0), inBox.z));
    vec3 c = encode(linear);
    if (inWhat.x == 15u)
        c = u.accent;
    // Glass glows at night.
    if (inWhat.x == 10u && (u.flags & kFlagNight) != 0u)
        c = max(c, vec3(0.95, 0.80, 0.52) * 0.9);
    outColour = vec4(haze(c, distance), kIdPass ? 1.0 : uintBitsToFloat(inWhat.z));
}
