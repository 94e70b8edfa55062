#version 460
#extension GL_GOOGLE_include_directive : require
// Low-poly models, stretched to the size their type has in the layout. firstInstance = first entry of the mesh.
#include "scene.glsl"

layout(push_constant) uniform Push { uint mesh; };

layout(location = 0) out vec3 outRelative;
layout(location = 1) out vec3 outNormal;
layout(location = 2) out vec4 outColour;     // encoded, a = emissive
layout(location = 3) flat out uvec2 outWhat; // kind, index
layout(location = 4) out float outHeight;

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
    outHeight = local.z;
    outRelative = fromGroup(group, fromRun(run, local));
    outNormal = turnByGroup(group, turnByRun(run, n / scale));
    outColour = unpackUnorm4x8(v.colour);
    outWhat = uvec2(run.kind, run.firstItem + entry.y);
    gl_Position = clip(outRelative);
}
