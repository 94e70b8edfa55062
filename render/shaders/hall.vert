#version 460
#extension GL_GOOGLE_include_directive : require
// The floor plan of a hall on its share of the roof. As the roof lifts it shrinks and sinks onto the real racks.
#define VERTEX_STAGE
#include "scene.glsl"
#include "neutral.glsl"
#include "data.glsl"

layout(constant_id = 1) const uint kList = 0; // kListHall, kListHallFar or kListHallFarMarked

layout(location = 0) out vec2 outPlan;      // 0..1 over the plan
layout(location = 1) flat out uvec4 outWhat; // hall, first rack, first GPU, alpha bits
layout(location = 2) out vec3 outRelative;
layout(location = 3) flat out uvec2 outTables; // grid, segments
layout(location = 4) out vec3 outPanel;       // the plate that the diagram lies on, hazed
layout(location = 5) flat out vec4 outMean;   // colour of the hall's mean, how much racks show against it
layout(location = 6) flat out vec3 outMarks;  // periods of state patterns over the plan; state of the hall
layout(location = 7) flat out vec4 outDark;   // plainMark() on light colours
layout(location = 8) flat out vec4 outLight;  // and on dark ones

void main()
{
    uvec2 entry = Entries(u.entries).at[kList * u.listCapacity + gl_VertexIndex / 6];
    GpuHall hall = Halls(u.halls).at[entry.x];
    GpuGroup group = Groups(u.groups).at[hall.group];
    float open = uintBitsToFloat(entry.y);
    int k = gl_VertexIndex % 6;
    vec2 q = vec2((k == 1 || k == 2 || k == 4) ? 1.0 : 0.0, (k == 2 || k == 4 || k == 5) ? 1.0 : 0.0);
    float t = smoothstep(0.0, 0.8, open);
    vec3 low = mix(hall.roofMinM, hall.planMinM + vec3(0, 0, hall.planSizeM.z), t);
    vec2 span = mix(hall.roofSizeM.xy, hall.planSizeM.xy, t);
    vec3 relative = fromGroup(group, low + vec3(q * span, 0.04));
    outPlan = q;
    outRelative = relative;
    outTables = uvec2(hall.grid, hall.segments);
    outWhat = uvec4(entry.x, hall.firstRack, hall.firstGpu, floatBitsToUint(1.0 - smoothstep(0.75, 1.0, open)));
    // A little off the roof's colour, so that the edge of the diagram can be read.
    vec4 roof = u.materials[kRoof];
    outPanel = mix(faceColour(roof.rgb * 0.80, vec3(0, 0, 1), 1.0), u.skyHorizon, hazeShare(length(relative)));
    // Below a pixel a rack fades into the mean of its hall.
    vec3 middle = fromGroup(group, hall.roofMinM + hall.roofSizeM * 0.5);
    float slope = abs(u.orthographic != 0u ? u.forward.z : normalize(middle).z);
    float rackPx = pixelsPerMetre(middle) * u.pixelScale * hall.rackM * slope;
    float racks = clamp((rackPx - 0.35) / 0.9, 0.0, 1.0);
    if ((u.flags & kFlagCategories) != 0u)
        racks = step(0.5, racks); // between two names there is no third
    uint state = Uints(u.hallState).at[entry.x >> 2] >> ((entry.x & 3u) * 8u) & kStateMask;
    vec2 px = pixelsAlong(middle, turnByGroup(group, vec3(1, 0, 0)), turnByGroup(group, vec3(0, 1, 0)));
    vec2 periods = markScale(px);
    outMarks = vec3(span * periods, float(state));
    outDark = plainMark(kStateSimulated, vec3(1.0), periods, px);
    outLight = plainMark(kStateSimulated, vec3(0.0), periods, px);
    outMean = vec4(dataColour(blended(0xffffu, plane16(u.hallNext, entry.x))), racks);
    gl_Position = clip(relative);
}
