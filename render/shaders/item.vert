#version 460
#extension GL_GOOGLE_include_directive : require
// Plant and trees too small for their mesh: one item as a box, or a whole run as one box with gaps (entry.y = ~0).
#include "scene.glsl"
#include "neutral.glsl"

layout(location = 0) out vec3 outPlace;       // metres along the run, shade near the ground, haze
layout(location = 1) flat out vec3 outColour; // encoded
layout(location = 2) flat out vec2 outItem;   // size and pitch along the run; pitch 0 = no gaps to cut
layout(location = 3) flat out uvec3 outWhat;  // kind, first item, count

void main()
{
    uvec2 entry = Entries(u.entries).at[kListItem * u.listCapacity + gl_VertexIndex / 18];
    GpuRun run = Runs(u.runs).at[entry.x];
    GpuType type = Types(u.types).at[run.type];
    GpuGroup group = Groups(u.groups).at[run.group];
    bool whole = entry.y == ~0u;
    vec3 low = vec3(whole ? 0.0 : run.pitchM * float(entry.y), 0, 0);
    vec3 size = whole ? vec3(runLength(run), run.sizeM.yz) : run.sizeM;
    if (type.decor == 1u) {
        // A tree far away: a box slimmer than its crown.
        low += vec3(size.xy * 0.22, 0.0);
        size.xy *= 0.56;
    }
    vec3 centre = fromGroup(group, fromRun(run, low + size * 0.5));
    vec3 xAxis = turnByGroup(group, turnByRun(run, vec3(1, 0, 0)));
    vec3 yAxis = turnByGroup(group, turnByRun(run, vec3(0, 1, 0)));
    vec3 corner, normal;
    vec2 uv;
    int face;
    boxVertex(gl_VertexIndex % 18, eyeInBox(centre, xAxis, yAxis, size), corner, normal, uv, face);
    vec3 box = low + corner * size;
    vec3 relative = fromGroup(group, fromRun(run, box));
    outPlace = vec3(box.x, face < 4 && corner.z < 0.5 ? 0.82 : 1.0, hazeShare(length(relative)));
    outColour = faceColour(type.colour * u.modelTint, turnByGroup(group, turnByRun(run, normal)), 1.0);
    outItem = vec2(run.sizeM.x, whole && face >= 2 && run.count > 1u ? run.pitchM : 0.0);
    outWhat = uvec3(run.kind, whole ? run.firstItem : run.firstItem + entry.y, whole ? run.count : 1u);
    gl_Position = clip(relative);
}
