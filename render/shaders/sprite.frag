#version 460
#extension GL_GOOGLE_include_directive : require
layout(set = 0, binding = 1) uniform sampler2D atlas;
layout(location = 0) in vec2 inUv;
layout(location = 1) flat in vec4 inTint;
layout(location = 0) out vec4 outColour;
void main() { outColour = texture(atlas, inUv) * inTint; }
