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
uint rackState(uint rack) { return texelFetch(rackStates, int(rack)).r; }
#else
uint rackState(uint rack)
{
    uint word = Uints(u.rackState).at[rack >> 2];
    return (word >> ((rack & 3u) * 8u)) & 255u;
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

/// 0 missing, 1 live, 2 simulated, 3 recorded, 4 stale, 5 bad, 6 without power.
bool hasPattern(uint state) { return state == 0u || state > 3u; }

/// A rack without power is dark whatever its value: its supply may be as warm as ever.
vec3 switchedOff(vec3 colour) { return mix(colour, vec3(0.05, 0.055, 0.065), 0.82); }

#ifndef VERTEX_STAGE
/// Pattern over a colour by data state: hatching for stale, crossed for bad, wide hatch for missing. In target pixels, so that it
/// reads at every distance.
vec3 statePattern(vec3 colour, uint state)
{
    if (!hasPattern(state))
        return colour;
    vec2 p = gl_FragCoord.xy / u.pixelScale;
    float hatch = step(0.5, fract((p.x + p.y) / 8.0));
    float cross = step(0.5, fract((p.x - p.y) / 8.0));
    if (state == 0u)
        return mix(u.missing.rgb, u.missing.rgb * 0.75, step(0.75, fract((p.x + p.y) / 8.0)));
    if (state == kStateOff)
        return switchedOff(colour);
    vec3 faded = mix(colour, u.missing.rgb, 0.35);
    if (state == 4u)
        return mix(faded, faded * 0.62, hatch);
    return mix(faded, vec3(0.80, 0.20, 0.20), hatch * cross);
}

/// One rack seen as a panel of trays by slots: `uv` over the panel, `cell` = size of the panel in metres. Dark gaps between cells,
/// box-filtered into the rack's mean where a cell gets smaller than two pixels.
vec3 rackPanel(uint rack, uint firstGpu, uint trays, uint perTray, vec2 uv, vec2 uvPerPx, out uint gpu)
{
    float mean = rackValue(rack);
    uint state = rackState(rack);
    vec3 meanColour = dataColour(mean);
    vec2 grid = vec2(float(perTray), float(trays));
    vec2 cellPx = 1.0 / max(uvPerPx * grid, vec2(1e-5));
    float cellsShow = clamp((min(cellPx.x, cellPx.y) - 1.2) / 1.6, 0.0, 1.0);
    gpu = ~0u;
    vec3 colour = meanColour;
    if (cellsShow > 0.0 && trays > 0u) {
        vec2 at = clamp(uv, vec2(0.0), vec2(0.99999)) * grid;
        uvec2 cell = uvec2(at);
        uint index = firstGpu + cell.y * perTray + cell.x;
        if (min(cellPx.x, cellPx.y) > 3.0)
            gpu = index;
        vec3 cellColour = (u.flags & kFlagGpuPlane) != 0u ? dataColour(gpuValue(index)) : meanColour;
        // The gap is a tenth of a cell, but never more than a pixel and a half blurred away.
        vec2 edge = min(fract(at), 1.0 - fract(at)) * cellPx;
        vec2 gap = min(cellPx * 0.06, vec2(1.6));
        float inside = clamp((min(edge.x - gap.x, edge.y - gap.y)) + 0.5, 0.0, 1.0);
        float gapShow = clamp((min(cellPx.x, cellPx.y) - 3.0) / 4.0, 0.0, 1.0);
        cellColour = mix(mix(cellColour, cellColour * 0.30, gapShow), cellColour, inside);
        colour = mix(meanColour, cellColour, cellsShow);
    }
    return statePattern(colour, state);
}
#endif
