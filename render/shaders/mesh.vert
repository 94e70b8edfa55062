#version 460
#extension GL_GOOGLE_include_directive : require
// Low-poly models, stretched to the size their type has in the layout. firstInstance = first entry of the mesh.
#include "scene.glsl"
#include "neutral.glsl"

layout(push_constant) uniform Push { uint mesh; };

layout(location = 0) out vec4 outColour;     // encoded and lit, a = haze
layout(location = 1) flat out uvec2 outWhat; // kind, index

void main()
{
    uvec2 entry = Entries(u.meshEntries).at[mesh * kMeshInstances + gl_InstanceIndex];
    GpuMesh m = Meshes(u.meshes).at[mesh];
    GpuVertex v = Vertices(m.vertices).at[gl_VertexIndex];
    GpuRun run = Runs(u.runs).at[entry.x];
    GpuGroup group = Groups(u.groups).at[run.group];
    vec3 scale = run.sizeM / max(m.sizeM, vec3(1e-4));
    vec3 local = (v.position - m.minM) * scale;
    vec3 n = vec3((ivec3(int(v.normal) << 22, int(v.normal) << 12, int(v.normal) << 2) >> 22)) / 511.0;
    // Meshes look towards -y; a run that faces back is turned half round.
    if (run.facesBack != 0u) {
        local.xy = run.sizeM.xy - local.xy;
        n.xy = -n.xy;
    }
    local.x += run.pitchM * float(entry.y);
    vec3 relative = fromGroup(group, fromRun(run, local));
    vec3 normal = normalize(turnByGroup(group, turnByRun(run, n / scale)));
    // Imported models may wind either way: light the side that is looked at.
    if (dot(normal, u.orthographic != 0u ? -u.forward : -relative) < 0.0)
        normal = -normal;
    vec4 paint = unpackUnorm4x8(v.colour);
    bool indoors = run.kind == kKindRack || run.kind == kKindSupport;
    vec3 colour = faceColour(paint.rgb * paint.rgb * u.modelTint, normal, indoors ? 0.35 : 1.0);
    colour *= mix(0.87, 1.0, smoothstep(0.0, 1.2, local.z));
    colour = mix(colour, paint.rgb, paint.a * ((u.flags & kFlagNight) != 0u ? 1.0 : 0.5));
    outColour = vec4(colour, hazeShare(length(relative)));
    outWhat = uvec2(run.kind, run.firstItem + entry.y);
    gl_Position = clip(relative);
}
