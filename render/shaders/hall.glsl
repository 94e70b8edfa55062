// Place on a roof plan -> rack. Arithmetic within a segment, one look-up to find the segment.
layout(location = 0) in vec2 inPlan;
layout(location = 1) flat in uvec4 inWhat;
layout(location = 2) in vec3 inRelative;
layout(location = 3) flat in uvec2 inTables;

struct PlanPlace
{
    bool rack;
    uint index, firstGpu, trays, gpusPerTray;
    vec2 panel, panelPerPx;
    float rackPx;   // smaller extent of a rack in target pixels
    bool alongY;    // the panel's x is the plan's y
    vec2 panelSize; // in plan units
};

PlanPlace findPlan()
{
    PlanPlace p;
    p.rack = false;
    vec2 perPx = max(fwidth(inPlan), vec2(1e-6));
    uvec2 at = min(uvec2(clamp(inPlan, vec2(0.0), vec2(0.9999)) * float(kPlanGrid)), uvec2(kPlanGrid - 1u));
    uint which = Uints(u.planGrid).at[inTables.x + at.y * kPlanGrid + at.x];
    if (which == ~0u)
        return p;
    GpuPlanSegment s = PlanSegments(u.planSegments).at[inTables.y + which];
    vec2 within = (inPlan - s.min) / s.size;
    if (any(lessThan(within, vec2(0.0))) || any(greaterThanEqual(within, vec2(1.0))))
        return p;
    vec2 px = perPx / s.size;
    if (s.alongY != 0u) {
        within = within.yx;
        px = px.yx;
    }
    float along = within.x * float(s.count);
    uint item = min(uint(along), s.count - 1u);
    p.rack = true;
    p.alongY = s.alongY != 0u;
    p.panelSize = (p.alongY ? s.size.yx : s.size.xy) / vec2(float(s.count), 1.0);
    p.index = inWhat.y + s.firstRack + item;
    p.firstGpu = inWhat.z + s.firstGpu + item * s.trays * s.gpusPerTray;
    p.trays = s.trays;
    p.gpusPerTray = s.gpusPerTray;
    p.panelPerPx = vec2(px.x * float(s.count), px.y);
    p.panel = vec2(fract(along), within.y);
    p.rackPx = 1.0 / max(max(p.panelPerPx.x, p.panelPerPx.y), 1e-6);
    return p;
}
