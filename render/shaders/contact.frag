#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
layout(location = 0) in vec2 inAt;
layout(location = 1) flat in vec3 inHalf;
layout(location = 0) out vec4 outColour;
void main()
{
    vec2 d = max(abs(inAt) - inHalf.xy, vec2(0.0));
    float k = clamp(1.0 - length(d) / inHalf.z, 0.0, 1.0);
    outColour = vec4(vec3(0.0), k * k * 0.34);
}
