#version 460
#extension GL_GOOGLE_include_directive : require
// Low-poly models where GpuMeshInstance says.
#include "scene.glsl"
#include "neutral.glsl"

layout(location = 0) in vec3 inPosition; // GpuVertex
layout(location = 1) in uint inNormal;
layout(location = 2) in vec4 inPaint;
layout(location = 3) in vec4 inOrigin;   // GpuMeshInstance: origin, z
layout(location = 4) in vec4 inAxes;     // x, y
layout(location = 5) in float inBaseZ;
layout(location = 6) in uvec2 inThing;   // kind, index

layout(location = 0) out vec3 outColour;     // encoded, lit and hazed
layout(location = 1) flat out uvec2 outWhat; // kind, index

void main()
{
    vec2 x = inAxes.xy, y = inAxes.zw;
    vec3 relative = inOrigin.xyz + vec3(x * inPosition.x + y * inPosition.y, inOrigin.w * inPosition.z);
    vec3 n = vec3((ivec3(int(inNormal) << 22, int(inNormal) << 12, int(inNormal) << 2) >> 22)) / 511.0;
    vec3 normal = normalize(vec3(x * (n.x / dot(x, x)) + y * (n.y / dot(y, y)), n.z / inOrigin.w));
    // Imported models may wind either way: light the side that is looked at.
    if (dot(normal, u.orthographic != 0u ? -u.forward : -relative) < 0.0)
        normal = -normal;
    bool indoors = inThing.x == kKindRack || inThing.x == kKindSupport;
    vec3 colour = faceColour(inPaint.rgb * inPaint.rgb * u.modelTint, normal, indoors ? 0.35 : 1.0);
    colour *= mix(0.87, 1.0, smoothstep(0.0, 1.2, relative.z - inBaseZ));
    colour = mix(colour, inPaint.rgb, inPaint.a * ((u.flags & kFlagNight) != 0u ? 1.0 : 0.5));
    outColour = mix(colour, u.skyHorizon, hazeShare(length(relative)));
    outWhat = inThing;
    gl_Position = clip(relative);
}
