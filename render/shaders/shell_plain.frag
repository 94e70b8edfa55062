#version 460
// Boxes without joints to see: everything was worked out at the vertices.
layout(location = 4) in vec3 inSimple;
layout(location = 0) out vec4 outColour;
void main() { outColour = vec4(inSimple, 1.0); }
