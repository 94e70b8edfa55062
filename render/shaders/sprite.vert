#version 460
#extension GL_GOOGLE_include_directive : require
// Labels, legend and view cube: pictures cut from the atlas, placed in pixels.
#include "scene.glsl"

struct SpriteRecord { vec2 minPx, sizePx, atlasMin, atlasSize; vec4 tint; };
layout(buffer_reference, scalar) readonly buffer Sprites { SpriteRecord at[]; };
layout(push_constant) uniform Push { uint64_t sprites; vec2 targetPx; vec2 offsetPx; vec2 atlasPx; };

layout(location = 0) out vec2 outUv;
layout(location = 1) flat out vec4 outTint;

void main()
{
    SpriteRecord s = Sprites(sprites).at[gl_InstanceIndex];
    int k = gl_VertexIndex;
    vec2 q = vec2((k == 1 || k == 2 || k == 4) ? 1.0 : 0.0, (k == 2 || k == 4 || k == 5) ? 1.0 : 0.0);
    outUv = (s.atlasMin + q * s.atlasSize) / atlasPx;
    outTint = s.tint;
    gl_Position = vec4((s.minPx + q * s.sizePx - offsetPx) / targetPx * 2.0 - 1.0, 0.5, 1.0);
}
