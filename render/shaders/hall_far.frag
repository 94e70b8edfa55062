#version 460
#extension GL_GOOGLE_include_directive : require
// A roof diagram whose racks are some pixels at most: from the place to the rack to its colour, in three fetches.
#include "scene.glsl"
#include "data.glsl"

layout(location = 0) in vec2 inPlan;
layout(location = 1) flat in uvec4 inWhat;
layout(location = 3) flat in uvec2 inTables;
layout(location = 4) in vec3 inPanel;
layout(location = 5) flat in vec4 inMean;

layout(location = 0) out vec4 outColour;

void main()
{
    uvec2 at = uvec2(clamp(inPlan, vec2(0.0), vec2(0.9999)) * float(kPlanGrid));
    uint within = texelFetch(planRacks, int(inTables.x + at.y * kPlanGrid + at.x)).r;
    bool data = within != 0xffffu && (u.flags & kFlagData) != 0u;
    uint rack = inWhat.y + (data ? within : 0u);
    vec3 colour = dataColour(rackValue(rack));
    // What patterns look like from there: stale and bad racks are dulled.
    uint state = rackState(rack);
    vec3 dulled = mix(colour, state == 5u ? vec3(0.7, 0.3, 0.3) : u.missing.rgb, hasPattern(state) ? 0.45 : 0.0);
    colour = state == kStateOff ? switchedOff(colour) : dulled;
    colour = mix(inMean.rgb, colour, inMean.a);
    outColour = data ? vec4(colour, kData) : vec4(inPanel, u.shadowDarkness);
}
