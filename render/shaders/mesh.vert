#version 460
#extension GL_GOOGLE_include_directive : require
// Low-poly models where GpuMeshInstance says.
#define VERTEX_STAGE
#include "scene.glsl"
#include "neutral.glsl"
#include "data.glsl"

layout(constant_id = 1) const uint kList = 0; // kModels or kModelsValued

layout(location = 0) in vec3 inPosition; // GpuVertex
layout(location = 1) in uint inNormal;
layout(location = 2) in vec4 inPaint;
layout(location = 3) in vec4 inOrigin;   // GpuMeshInstance: origin, z
layout(location = 4) in vec4 inAxes;     // x, y
layout(location = 5) in float inBaseZ;
layout(location = 6) in uvec2 inThing;   // kind, index
layout(location = 7) in vec4 inValue;    // data colour, brightness of the body's paint

layout(location = 0) out vec3 outColour;     // encoded, lit and hazed
layout(location = 1) flat out uvec2 outWhat; // kind, index
layout(location = 2) flat out float outAlpha; // kModelsValued

const float kDarkest = 0.45; // what is left of a data colour on black paint

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
    if (kList == kModelsValued) {
        // The body has the data colour; what is painted darker than the body keeps its share of it, so that louvres, rims and feet
        // still tell what it is. Lamps stay lamps.
        bool data = inValue.a > 0.0 && inPaint.a < 0.5;
        float paint = min(dot(inPaint.rgb, vec3(0.2126, 0.7152, 0.0722)) / max(inValue.a, 1e-3), 1.0);
        float light = dataLight(u.orthographic != 0u ? -u.forward : -normalize(relative), normal);
        outColour = data ? inValue.rgb * light * mix(kDarkest, 1.0, paint) : outColour;
        outAlpha = data ? kData : u.shadowDarkness;
    }
    outWhat = inThing;
    gl_Position = clip(relative);
}
