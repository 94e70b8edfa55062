#version 460
#extension GL_GOOGLE_include_directive : require
// The twelve edges of a box as lines of constant width on screen: selection and hover.
#include "scene.glsl"

layout(push_constant) uniform Push { vec3 low; uint group; vec3 size; float yawCos; vec4 colour; float yawSin; float widthPx; };

void main()
{
    GpuGroup g = Groups(u.groups).at[group];
    int edge = gl_VertexIndex / 6, k = gl_VertexIndex % 6;
    int axis = edge / 4, which = edge % 4;
    vec3 a = vec3(0.0);
    a[(axis + 1) % 3] = float(which & 1);
    a[(axis + 2) % 3] = float(which >> 1);
    vec3 b = a;
    b[axis] = 1.0;
    vec3 pa = a * size, pb = b * size;
    vec4 ca = clip(fromGroup(g, low + vec3(yawCos * pa.x - yawSin * pa.y, yawSin * pa.x + yawCos * pa.y, pa.z)));
    vec4 cb = clip(fromGroup(g, low + vec3(yawCos * pb.x - yawSin * pb.y, yawSin * pb.x + yawCos * pb.y, pb.z)));
    // Clip at the near plane by hand: an edge behind the eye must not fold over.
    float near = u.orthographic != 0u ? 0.0 : u.nearM;
    if (u.orthographic == 0u) {
        if (ca.w < near && cb.w < near) {
            gl_Position = vec4(0, 0, -1, 0);
            return;
        }
        if (ca.w < near)
            ca = mix(ca, cb, (near - ca.w) / (cb.w - ca.w));
        else if (cb.w < near)
            cb = mix(cb, ca, (near - cb.w) / (ca.w - cb.w));
    }
    vec2 sa = ca.xy / ca.w * u.sizePx, sb = cb.xy / cb.w * u.sizePx;
    vec2 direction = normalize(sb - sa + vec2(1e-6, 0.0));
    vec2 across = vec2(-direction.y, direction.x) * widthPx;
    bool end = k == 1 || k == 2 || k == 4;
    float sideways = (k == 2 || k == 4 || k == 5) ? 1.0 : -1.0;
    vec4 c = end ? cb : ca;
    c.xy += (across * sideways + direction * (end ? widthPx : -widthPx)) / u.sizePx * c.w;
    // A hair towards the eye, so that faces do not eat the line.
    c.z *= 1.0008;
    gl_Position = c;
}
