// Values to colours. Data colours are data: no light, no haze, exact where the face looks at the camera.

uint plane16(address plane, uint index)
{
    uint word = Uints(plane).at[index >> 1];
    return (index & 1u) != 0u ? word >> 16 : word & 0xffffu;
}

/// Blend of the previous and the newest value, or -1 where there is none.
float blended(uint previous, uint next)
{
    if (next == 0xffffu)
        return -1.0;
    return !kBlend || previous == 0xffffu ? float(next) : mix(float(previous), float(next), u.blend);
}

#ifndef COMPUTE_STAGE
// What fragments read is in texel buffers: on a CPU device a fetch is half of what a read by address is.
layout(set = 0, binding = 3) uniform usamplerBuffer gpuNext;
layout(set = 0, binding = 4) uniform usamplerBuffer gpuPrevious;
layout(set = 0, binding = 5) uniform usamplerBuffer rackNext;
layout(set = 0, binding = 6) uniform usamplerBuffer rackPrevious;
layout(set = 0, binding = 7) uniform usamplerBuffer rackStates;
layout(set = 0, binding = 8) uniform usamplerBuffer planRacks;
layout(set = 0, binding = 9) uniform usamplerBuffer plantNext;
layout(set = 0, binding = 10) uniform usamplerBuffer plantPrevious;
layout(set = 0, binding = 11) uniform usamplerBuffer gpuStates; // two a byte

float gpuValue(uint gpu)
{
    return blended(kBlend ? texelFetch(gpuPrevious, int(gpu)).r : 0u, texelFetch(gpuNext, int(gpu)).r);
}
float rackValue(uint rack)
{
    return blended(kBlend ? texelFetch(rackPrevious, int(rack)).r : 0u, texelFetch(rackNext, int(rack)).r);
}
float plantValue(uint plant)
{
    return blended(kBlend ? texelFetch(plantPrevious, int(plant)).r : 0u, texelFetch(plantNext, int(plant)).r);
}
uint rackState(uint rack) { return texelFetch(rackStates, int(rack)).r & kStateMask; }
/// Of a GPU with that value in a rack with that state. A rack without power has none of its GPUs in doubt.
uint gpuState(uint gpu, float value, uint ofRack)
{
    if (ofRack == kStateOff)
        return ofRack;
    uint own = (u.flags & kFlagGpuStates) != 0u ? texelFetch(gpuStates, int(gpu >> 1)).r >> ((gpu & 1u) * 4u) & kStateMask : kStateMask;
    return value < 0.0 ? kStateMissing : own == kStateMask ? ofRack : own;
}
#else
/// Whether a rack or some GPU of it is to be drawn with a pattern.
bool isMarked(uint rack)
{
    uint state = Uints(u.rackState).at[rack >> 2] >> ((rack & 3u) * 8u) & 255u;
    return state != kStateLive && state != kStateSimulated;
}
float plantValue(uint plant) { return blended(plane16(u.plantPrevious, plant), plane16(u.plantNext, plant)); }
#endif

vec3 dataColour(float value)
{
    if (value < 0.0)
        return u.missing.rgb;
    float t = clamp((value - u.rangeLo) * u.rangeInv, 0.0, 1.0);
    return unpackUnorm4x8(u.lut[int(t * 255.0 + 0.5)]).rgb;
}

/// Light of a data face: those towards the camera keep their colour, others lose 15 % at most.
float dataLight(vec3 toEye, vec3 normal)
{
    return (u.flags & kFlagFlat) != 0u ? 1.0 : mix(0.85, 1.0, smoothstep(0.0, 0.35, abs(dot(toEye, normal))));
}

/// A rack without power is dark whatever its value: its supply may be as warm as ever.
vec3 switchedOff(vec3 colour) { return mix(colour, vec3(0.05, 0.055, 0.065), 0.82); }

/// Periods a metre of the patterns, along two directions of a surface, each by how much it is foreshortened. In steps of two: a
/// pattern lies still on its surface as the eye moves, and is never finer than kMarkPx.
vec2 markScale(vec3 relative, vec3 x, vec3 y)
{
    vec3 sight = u.orthographic != 0u ? u.forward : normalize(relative);
    vec2 along = vec2(dot(x, sight), dot(y, sight));
    vec2 px = pixelsPerMetre(relative) * u.pixelScale * sqrt(max(1.0 - along * along, vec2(1e-4)));
    return exp2(floor(log2(px / u.markPx)));
}

#ifndef VERTEX_STAGE
// Patterns of states: `s` = place on the surface in periods, `perPx` = how many of them a pixel covers. Where that is too many to
// tell they become their mean tone.

/// Dark on light colours, light on dark ones: reads on every map and in every dress, whatever colours an eye can tell.
vec3 inkOn(vec3 colour) { return vec3(dot(colour, vec3(0.30, 0.59, 0.11)) > 0.42 ? 0.02 : 1.0); }

float tone(float ink, float mean, float perPx) { return mix(ink, mean, clamp(perPx * 4.0 - 1.2, 0.0, 1.0)); }

float stripe(float s, float perPx, float share)
{
    float ink = clamp((share * 0.5 - abs(fract(s) - 0.5)) / perPx + 0.5, 0.0, 1.0);
    return tone(ink, share, perPx);
}

/// Two dots a period each way, set like the five of a die. Without a root: near its rim a dot is as good as one.
float stipple(vec2 s, float perPx, float radius)
{
    vec2 a = abs(fract(s) - 0.5), b = 0.5 - a;
    float ink = clamp((radius * radius - min(dot(a, a), dot(b, b))) / (2.0 * radius * perPx) + 0.5, 0.0, 1.0);
    return tone(ink, 6.2832 * radius * radius, perPx);
}

// Sparse and faint: the picture of a simulation is that of its values.
const float kSparse = 0.4, kSmallDot = 0.045, kQuiet = 0.26;

/// Light on dark is louder than dark on light.
float quiet(vec3 ink) { return kQuiet * (ink.r > 0.5 ? 0.6 : 1.0); }

/// Live or simulated, and nothing else.
vec3 plainMark(vec3 colour, uint state, vec2 s, vec2 perPx)
{
    vec3 ink = inkOn(colour);
    float dots = stipple(s * kSparse + 0.25, max(perPx.x, perPx.y) * kSparse, kSmallDot);
    return mix(colour, ink, state == kStateSimulated ? quiet(ink) * dots : 0.0);
}

/// Any state: simulated dots, recorded lines along the surface, stale hatched, bad crossed with knots, missing stippled without a
/// colour. Both sides of a branch cost, so there is none: one stipple and two sets of stripes serve all.
vec3 stateMark(vec3 colour, uint state, vec2 s, vec2 perPx)
{
    bool gap = state == kStateMissing, simulated = state == kStateSimulated, recorded = state == kStateRecorded, bad = state == kStateBad;
    vec3 ground = gap ? u.missing.rgb : state == kStateOff ? switchedOff(colour) : colour;
    vec3 ink = inkOn(ground);
    float scale = simulated ? kSparse : 1.0;
    vec2 shift = simulated ? vec2(0.25) : bad ? vec2(0.5, 0.0) : vec2(0.0);
    float dots = stipple(s * scale + shift, max(perPx.x, perPx.y) * scale, simulated ? kSmallDot : gap ? 0.11 : 0.15);
    float both = length(perPx);
    float lines = stripe(recorded ? s.y * 0.5 + 0.25 : s.x + s.y, recorded ? perPx.y * 0.5 : both, recorded ? 0.07 : bad ? 0.14 : 0.30);
    float cross = stripe(s.x - s.y, both, 0.14);
    float amount = gap ? 0.55 * dots : simulated ? quiet(ink) * dots : recorded ? quiet(ink) * lines : 0.0;
    amount = state == kStateStale ? 0.50 * lines : bad ? 0.62 * max(max(lines, cross), dots) : amount;
    return mix(ground, ink, amount);
}

/// One rack seen as a panel of trays by slots: `uv` over the panel, `s` as above. Dark gaps between cells, box-filtered into the
/// rack's mean where a cell gets smaller than two pixels.
vec3 rackPanel(uint rack, uint firstGpu, uint trays, uint perTray, vec2 uv, vec2 uvPerPx, vec2 s, vec2 perPx)
{
    float mean = rackValue(rack);
    uint state = rackState(rack);
    vec3 meanColour = dataColour(mean);
    vec2 grid = vec2(float(perTray), float(trays));
    vec2 cellPx = 1.0 / max(uvPerPx * grid, vec2(1e-5));
    float cellsShow = clamp((min(cellPx.x, cellPx.y) - 1.2) / 1.6, 0.0, 1.0);
    vec3 colour = meanColour;
    float gap = 0.0;
    if (cellsShow > 0.0 && trays > 0u) {
        vec2 at = clamp(uv, vec2(0.0), vec2(0.99999)) * grid;
        uvec2 cell = uvec2(at);
        uint index = firstGpu + cell.y * perTray + cell.x;
        if ((u.flags & kFlagGpuPlane) != 0u) {
            float value = gpuValue(index);
            colour = mix(meanColour, dataColour(value), cellsShow);
            state = cellsShow > 0.5 ? gpuState(index, value, state) : state;
        }
        // The gap is a tenth of a cell, but never more than a pixel and a half blurred away.
        vec2 edge = min(fract(at), 1.0 - fract(at)) * cellPx - min(cellPx * 0.06, vec2(1.6));
        float show = clamp((min(cellPx.x, cellPx.y) - 3.0) / 4.0, 0.0, 1.0);
        gap = show * (1.0 - clamp(min(edge.x, edge.y) + 0.5, 0.0, 1.0));
    }
    return stateMark(colour, state, s, perPx) * (1.0 - 0.70 * gap);
}
#endif
