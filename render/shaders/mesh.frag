#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "shade.glsl"

layout(location = 0) in vec3 inRelative;
layout(location = 1) in vec3 inNormal;
layout(location = 2) in vec4 inColour;
layout(location = 3) flat in uvec2 inWhat;
layout(location = 4) in float inHeight;

layout(location = 0) out vec4 outColour;

void main()
{
    vec3 n = normalize(inNormal);
    // Imported models may wind either way: light the side that is looked at.
    vec3 toEye = u.orthographic != 0u ? -u.forward : -inRelative;
    if (dot(n, toEye) < 0.0)
        n = -n;
    bool indoors = inWhat.x == kKindRack || inWhat.x == kKindSupport;
    vec3 linear = lit(inColour.rgb * inColour.rgb * u.modelTint, n, indoors ? 0.35 : 1.0);
    linear *= mix(0.75, 1.0, smoothstep(0.0, 1.2, inHeight));
    vec3 c = encode(linear);
    c = mix(c, inColour.rgb, inColour.a * ((u.flags & kFlagNight) != 0u ? 1.0 : 0.5));
    outColour = vec4(haze(c, length(inRelative)), 1.0);
}
