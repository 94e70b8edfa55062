#version 460
#extension GL_GOOGLE_include_directive : require
// 2x2 supersampled colours to pixels, with ambient occlusion on what is neutral; data passes unchanged.
#include "scene.glsl"

layout(set = 0, binding = 1) uniform sampler2D colourMap;
layout(set = 0, binding = 2) uniform sampler2D depthMap;
layout(location = 0) in vec2 inNdc;
layout(location = 0) out vec4 outColour;

const int kTaps = 6; // a sample; the four samples of a pixel take turns, which makes 24 directions without noise

/// Depth as the buffer has it. For a plane it is linear on the screen, in both projections: that makes the test below exact.
float depthAt(ivec2 p, ivec2 size) { return texelFetch(depthMap, clamp(p, ivec2(0), size - 1), 0).r; }

float metres(float depth) { return u.orthographic != 0u ? (1.0 - depth) * 200000.0 : u.nearM / max(depth, 1e-9); }

/// The slope with the smaller magnitude: the side that stays on this surface.
float slope(float before, float here, float after)
{
    float a = here - before, b = after - here;
    return abs(a) < abs(b) ? a : b;
}

float occlusion(ivec2 p, ivec2 size, float sampleIndex)
{
    float depth = depthAt(p, size);
    float centre = metres(depth);
    if (depth <= 0.0 || centre > 20000.0)
        return 1.0;
    vec2 d = vec2(slope(depthAt(p - ivec2(1, 0), size), depth, depthAt(p + ivec2(1, 0), size)),
        slope(depthAt(p - ivec2(0, 1), size), depth, depthAt(p + ivec2(0, 1), size)));
    float metre = (u.orthographic != 0u ? u.pxPerM : u.pxPerM / centre) * u.pixelScale;
    float reachM = clamp(centre * 0.03, 0.3, 7.0);
    float reachPx = clamp(reachM * metre, 3.0, 80.0);
    reachM = reachPx / metre;
    float sum = 0.0;
    for (int i = 0; i < kTaps; ++i) {
        float n = float(i) * 4.0 + sampleIndex;
        float r = sqrt((n + 0.5) / float(kTaps * 4)) * reachPx;
        float angle = n * 2.3999632;
        ivec2 o = ivec2(round(vec2(cos(angle), sin(angle)) * r));
        // How much nearer the neighbour is than the plane through this pixel says, in reaches.
        float gain = (metres(depth + dot(d, vec2(o))) - metres(depthAt(p + o, size))) / reachM;
        sum += smoothstep(0.06, 0.5, gain) * (1.0 - smoothstep(1.2, 3.0, gain));
    }
    return 1.0 - 0.66 * sum / float(kTaps);
}

void main()
{
    ivec2 size = textureSize(depthMap, 0);
    ivec2 base = ivec2(gl_FragCoord.xy) * 2;
    vec3 sum = vec3(0.0);
    float ao = 0.0;
    for (int i = 0; i < 4; ++i)
        ao += occlusion(base + ivec2(i & 1, i >> 1), size, float(i)) * 0.25;
    for (int i = 0; i < 4; ++i) {
        vec4 c = texelFetch(colourMap, base + ivec2(i & 1, i >> 1), 0);
        sum += c.rgb * (c.a > kData ? ao : 1.0);
    }
    outColour = vec4(sum * 0.25, 1.0);
}
