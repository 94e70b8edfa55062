#version 460
// One triangle over the whole target at the far plane of a reversed depth buffer.
layout(location = 0) out vec2 outNdc;
void main()
{
    outNdc = vec2(gl_VertexIndex == 1 ? 3.0 : -1.0, gl_VertexIndex == 2 ? 3.0 : -1.0);
    gl_Position = vec4(outNdc, 0.0, 1.0);
}
