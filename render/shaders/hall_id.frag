#version 460
#extension GL_GOOGLE_include_directive : require
#include "scene.glsl"
#include "hall.glsl"

layout(location = 0) out uint outId;

void main()
{
    PlanPlace p = findPlan();
    outId = makeId(kKindHall, inWhat.x);
    if (p.rack && p.rackPx >= 3.0)
        outId = makeId(kKindRack, p.index);
}
