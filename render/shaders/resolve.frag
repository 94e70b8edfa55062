#version 460
#extension GL_GOOGLE_include_directive : require
// 2x2 supersampled colours to pixels, with ambient occlusion on what is neutral (alpha 1); data (alpha 0) passes unchanged.
#include "scene.glsl"

layout(set = 0, binding = 1) uniform sampler2D colourMap;
layout(set = 0, binding = 2) uniform sampler2D depthMap;
layout(location = 0) in vec2 inNdc;
layout(location = 0) out vec4 outColour;

const int kTaps = 12;

float distanceAt(ivec2 p, ivec2 size)
{
    float depth = texelFetch(depthMap, clamp(p, ivec2(0), size - 1), 0).r;
    return u.orthographic != 0u ? (1.0 - depth) * 200000.0 : u.nearM / max(depth, 1e-9);
}

float occlusion(ivec2 p, ivec2 size)
{
    float centre = distanceAt(p, size);
    if (centre > 20000.0)
        return 1.0;
    float dx1 = distanceAt(p + ivec2(1, 0), size) - centre, dx0 = centre - distanceAt(p - ivec2(1, 0), size);
    float dy1 = distanceAt(p + ivec2(0, 1), size) - centre, dy0 = centre - distanceAt(p - ivec2(0, 1), size);
    float dx = abs(dx1) < abs(dx0) ? dx1 : dx0, dy = abs(dy1) < abs(dy0) ? dy1 : dy0;
    float metre = (u.orthographic != 0u ? u.pxPerM : u.pxPerM / centre) * u.pixelScale;
    float reachM = clamp(centre * 0.035, 0.35, 9.0);
    float reachPx = clamp(reachM * metre, 3.0, 90.0);
    float turn = fract(52.9829189 * fract(dot(vec2(p), vec2(0.06711056, 0.00583715)))) * 6.2831853;
    float sum = 0.0;
    for (int i = 0; i < kTaps; ++i) {
        float r = sqrt((float(i) + 0.5) / float(kTaps)) * reachPx;
        float angle = turn + float(i) * 2.3999632;
        vec2 o = vec2(cos(angle), sin(angle)) * r;
        // How much nearer the neighbour is than the plane through this pixel says.
        float plane = centre + dx * o.x + dy * o.y;
        float gain = plane - distanceAt(p + ivec2(o), size);
        sum += smoothstep(0.02, 0.5, gain / reachM) * (1.0 - smoothstep(1.0, 2.5, gain / reachM));
    }
    return 1.0 - 0.62 * sum / float(kTaps);
}

void main()
{
    ivec2 size = textureSize(depthMap, 0);
    ivec2 base = ivec2(gl_FragCoord.xy) * 2;
    vec3 sum = vec3(0.0);
    float ao = occlusion(base, size);
    for (int i = 0; i < 4; ++i) {
        vec4 c = texelFetch(colourMap, base + ivec2(i & 1, i >> 1), 0);
        sum += c.rgb * mix(1.0, ao, c.a);
    }
    outColour = vec4(sum * 0.25, 1.0);
}
