#version 460
#extension GL_GOOGLE_include_directive : require
// Plant and trees too small for their mesh: one item as a box (kListSingle), or a whole run as one box, with gaps
// (kListItem) or without (kListJoined); plant with values of its own either way (kListValued).
#define VERTEX_STAGE
#include "scene.glsl"
#include "neutral.glsl"
#include "data.glsl"

layout(constant_id = 1) const uint kList = 0;

layout(location = 0) out float outAlong;      // along the run, in pitches
layout(location = 1) out vec3 outColour;      // encoded, lit, shaded and hazed
layout(location = 2) flat out vec2 outItem;   // share of the pitch that an item fills; 1 = a face along the run
layout(location = 3) flat out uvec3 outWhat;  // kind, first item, count
layout(location = 4) flat out float outLight; // kListValued: of a data colour on this face

void main()
{
    uvec2 entry = Entries(u.entries).at[kList * u.listCapacity + gl_VertexIndex / 18];
    GpuRun run = Runs(u.runs).at[entry.x];
    GpuType type = Types(u.types).at[run.type];
    GpuGroup group = Groups(u.groups).at[run.group];
    bool whole = kList == kListValued ? entry.y == kWholeRun : kList != kListSingle;
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
    boxVertex(gl_VertexIndex % 18, eyeInBox(centre, xAxis, yAxis), corner, normal, uv, face);
    vec3 box = low + corner * size;
    vec3 relative = fromGroup(group, fromRun(run, box));
    bool pitched = whole && face >= 2 && run.count > 1u;
    outAlong = pitched ? box.x / run.pitchM : 0.5;
    float shade = face < 4 && corner.z < 0.5 ? 0.82 : 1.0;
    vec3 worldNormal = turnByGroup(group, turnByRun(run, normal));
    vec3 colour = faceColour(type.sides[face / 2] * u.modelTint, worldNormal, run.kind == kKindSupport ? 0.35 : 1.0);
    outColour = mix(colour * shade, u.skyHorizon, hazeShare(length(relative)));
    bool joined = kList == kListValued && run.pitchM <= run.sizeM.x + kJoinedM;
    outItem = vec2(pitched && !joined ? run.sizeM.x / run.pitchM : 1.0, pitched ? 1.0 : 0.0);
    // The far end of a run is its last item's.
    uint item = whole ? (face == 1 ? run.count - 1u : 0u) : entry.y;
    outWhat = uvec3(run.kind, run.firstItem + item, whole ? run.count : 1u);
    if (kList == kListValued)
        outLight = dataLight(u.orthographic != 0u ? -u.forward : -normalize(centre + worldNormal * size * 0.5), worldNormal);
    gl_Position = clip(relative);
}
