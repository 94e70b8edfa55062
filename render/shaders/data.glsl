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
    if (ofRack == kStateOff || ofRack == kStatePlanned)
        return ofRack;
    uint own = (u.flags & kFlagGpuStates) != 0u ? texelFetch(gpuStates, int(gpu >> 1)).r >> ((gpu & 1u) * 4u) & kStateMask : kStateMask;
    return value < 0.0 ? kStateMissing : own == kStateMask ? ofRack : own;
}
#else
/// Whether a rack or some GPU of it is to be drawn with a pattern.
bool isMarked(uint rack)
{
    uint state = Uints(u.rackState).at[rack >> 2] >> ((rack & 3u) * 8u) & 255u;
    return state != kStateLive && state != kStateSimulated && state != kStateRecorded;
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

/// Target pixels a metre covers along two directions of a surface, by how much each is foreshortened.
vec2 pixelsAlong(vec3 relative, vec3 x, vec3 y)
{
    vec3 sight = u.orthographic != 0u ? u.forward : normalize(relative);
    vec2 along = vec2(dot(x, sight), dot(y, sight));
    return pixelsPerMetre(relative) * u.pixelScale * sqrt(max(1.0 - along * along, vec2(1e-4)));
}

/// Periods a metre of the patterns on a surface. In steps of two: a pattern lies still as the eye moves, and is never finer than
/// kMarkPx.
vec2 markScale(vec2 px) { return exp2(floor(log2(px / u.markPx))); }

/// Dark on light colours, light on dark ones: reads on every map and in every dress, whatever colours an eye can tell.
float inkOn(vec3 colour) { return dot(colour, vec3(0.30, 0.59, 0.11)) > 0.42 ? 0.02 : 1.0; }

// What can be trusted is marked sparsely and faintly: the picture of a simulation is that of its values.
const float kSparse = 0.57, kSmallDot = 0.064, kFirstDot = 0.8;

/// Light on dark is louder than dark on light.
float quiet(float ink) { return ink > 0.5 ? 0.16 : 0.26; }

const float kLineScale = 0.5, kHalfLine = 0.035;

// Surfaces of which all is live, simulated or recorded: what everything is in a simulation and in a recording. In as few steps as
// there can be: dots and lines are one pattern, with a lattice that has one place only along a line.

/// What plainDots() wants instead of periods.
vec2 plainScale(uint state, vec2 periods)
{
    return periods * (state == kStateRecorded ? vec2(0.0, kLineScale) : vec2(kSparse));
}

/// For plainDots(), once a surface: rim of the marks, how much of their ink there is, and the ink.
vec4 plainMark(uint state, vec3 colour, vec2 scale, vec2 px)
{
    bool lines = state == kStateRecorded;
    float ink = inkOn(colour), amount = lines || state == kStateSimulated ? quiet(ink) : 0.0;
    float radius = lines ? kHalfLine : kSmallDot;
    vec2 perPx = scale / px;
    float slope = amount / (2.0 * radius * max(perPx.x, perPx.y));
    float off = lines ? (1.0 - kFirstDot) * (1.0 - kFirstDot) : 0.0; // along a line plainDots() is that far from its lattice
    return vec4((radius * radius + off) * slope + 0.5 * amount, slope, amount, ink);
}

#ifndef VERTEX_STAGE
// Patterns of states: `s` = place on the surface in periods, `perPx` = how many of them a pixel covers. Where that is too many to
// tell they become their mean tone.

float tone(float ink, float mean, float perPx) { return mix(ink, mean, clamp(perPx * 4.0 - 1.2, 0.0, 1.0)); }

float stripe(float s, float perPx, float share)
{
    float ink = clamp((share * 0.5 - abs(fract(s) - 0.5)) / perPx + 0.5, 0.0, 1.0);
    return tone(ink, share, perPx);
}

/// Dots at whole numbers; `five`: and between four of them, as on a die. Without a root: near its rim a dot is as good as one.
float stipple(vec2 s, float perPx, float radius, bool five)
{
    vec2 a = abs(fract(s) - 0.5), b = 0.5 - a;
    float from = five ? min(dot(a, a), dot(b, b)) : dot(b, b);
    float ink = clamp((radius * radius - from) / (2.0 * radius * perPx) + 0.5, 0.0, 1.0);
    return tone(ink, (five ? 6.2832 : 3.1416) * radius * radius, perPx);
}

vec3 plainDots(vec3 colour, vec2 s, vec4 mark)
{
    s += kFirstDot;
    s -= roundEven(s);
    float ink = clamp(mark.x - mark.y * dot(s, s), 0.0, mark.z);
    return colour * (1.0 - ink) + mark.w * ink;
}

/// Any state: simulated dots, recorded lines along the surface, stale hatched, bad crossed with knots, missing stippled without a
/// colour, planned without either. Both sides of a branch cost, so there is none: one stipple and two sets of stripes serve all.
vec3 stateMark(vec3 colour, uint state, vec2 s, vec2 perPx)
{
    bool gap = state == kStateMissing, simulated = state == kStateSimulated, recorded = state == kStateRecorded, bad = state == kStateBad;
    vec3 ground = gap || state == kStatePlanned ? u.missing.rgb : state == kStateOff ? switchedOff(colour) : colour;
    float ink = inkOn(ground);
    float scale = simulated ? kSparse : 1.0;
    vec2 shift = simulated ? vec2(kFirstDot) : bad ? vec2(0.5, 0.0) : vec2(0.0);
    float dots = stipple(s * scale + shift, max(perPx.x, perPx.y) * scale, simulated ? kSmallDot : gap ? 0.11 : 0.15, !simulated);
    float both = length(perPx);
    float lines = stripe(recorded ? s.y * kLineScale + kFirstDot - 0.5 : s.x + s.y, recorded ? perPx.y * kLineScale : both,
        recorded ? 2.0 * kHalfLine : bad ? 0.14 : 0.30);
    float cross = stripe(s.x - s.y, both, 0.14);
    float amount = gap ? 0.55 * dots : simulated ? quiet(ink) * dots : recorded ? quiet(ink) * lines : 0.0;
    amount = state == kStateStale ? 0.50 * lines : bad ? 0.62 * max(max(lines, cross), dots) : amount;
    return mix(ground, vec3(ink), amount);
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
