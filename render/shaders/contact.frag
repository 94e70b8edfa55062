#version 460
layout(location = 0) in float inNear;
layout(location = 0) out vec4 outColour;
void main() { outColour = vec4(vec3(0.0), inNear * inNear * 0.34); }
