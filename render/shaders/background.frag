#version 460
#extension GL_GOOGLE_include_directive : require
// Sky above, ground below, and the haze between them: there is no edge of the world.
#include "scene.glsl"
#include "shade.glsl"

layout(location = 0) in vec2 inNdc;
layout(location = 0) out vec4 outColour;

void main()
{
    vec3 ray;
    vec3 start = vec3(0.0);
    vec2 at = vec2(inNdc.x * u.tanX + u.centreNdc.x, -inNdc.y * u.tanY + u.centreNdc.y);
    if (u.orthographic != 0u) {
        ray = u.forward;
        start = u.right * at.x + u.top * at.y;
    } else {
        ray = normalize(u.forward + u.right * at.x + u.top * at.y);
    }
    float eyeHeight = u.eyeHi.z + u.eyeLo.z + start.z;
    vec3 sky = mix(u.skyHorizon, u.skyTop, clamp(sqrt(max(ray.z, 0.0)) * 1.15, 0.0, 1.0));
    if (ray.z >= -1e-5 || eyeHeight <= 0.0) {
        outColour = vec4(sky, 1.0);
        return;
    }
    float t = eyeHeight / -ray.z;
    vec3 ground = start + ray * t;
    // The model stands on a pad of ground that loses itself in the haze.
    float fromCentre = length(ground.xy - u.campusCentre.xy);
    float edge = smoothstep(u.groundExtentM * 0.75, u.groundExtentM * 2.6, fromCentre);
    vec3 c = mix(u.groundNear, u.groundFar, edge);
    float k = 1.0 - exp(-t / (u.hazeM * 1.6));
    c = mix(c, u.skyHorizon, max(clamp(k, 0.0, 0.9), edge * 0.55));
    // Meets the sky without a line.
    c = mix(c, u.skyHorizon, smoothstep(0.055, 0.0, -ray.z));
    outColour = vec4(c, 1.0);
}
