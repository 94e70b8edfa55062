#version 460
#extension GL_GOOGLE_include_directive : require
// A roof diagram whose racks are some pixels at most: from the place to the rack to its colour, in three fetches.
#include "scene.glsl"
#include "data.glsl"

layout(constant_id = 1) const uint kList = 0; // kListHallFar or kListHallFarMarked

layout(location = 0) in vec2 inPlan;
layout(location = 1) flat in uvec4 inWhat;
layout(location = 3) flat in uvec2 inTables;
layout(location = 4) in vec3 inPanel;
layout(location = 5) flat in vec4 inMean;
layout(location = 6) flat in vec3 inMarks;
layout(location = 7) flat in vec4 inDark;
layout(location = 8) flat in vec4 inLight;

layout(location = 0) out vec4 outColour;

void main()
{
    uvec2 at = uvec2(clamp(inPlan, vec2(0.0), vec2(0.9999)) * float(kPlanGrid));
    uint within = texelFetch(planRacks, int(inTables.x + at.y * kPlanGrid + at.x)).r;
    bool data = within != 0xffffu && (u.flags & kFlagData) != 0u;
    uint rack = inWhat.y + (data ? within : 0u);
    vec3 colour = mix(inMean.rgb, dataColour(rackValue(rack)), inMean.a);
    // Below half a pixel a rack has no pattern to see: its hall has.
    uint state = inMean.a > 0.5 ? rackState(rack) : uint(inMarks.z);
    vec2 s = inPlan * inMarks.xy;
    if (kList == kListHallFarMarked) {
        colour = stateMark(colour, state, s, max(fwidth(inPlan) * inMarks.xy, vec2(1e-5)));
    } else {
        vec4 mark = inkOn(colour) > 0.5 ? inLight : inDark;
        colour = state == kStateSimulated ? plainDots(colour, s, mark) : colour;
    }
    outColour = data ? vec4(colour, kData) : vec4(inPanel, u.shadowDarkness);
}
