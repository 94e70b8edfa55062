#version 460
#extension GL_GOOGLE_include_directive : require
// One work group a cluster that the CPU found worth looking at; one invocation a run or shell box. Appends to the draw lists.
// Lists that are full drop what comes later: capacities are sized for a whole hall block, see scene.cpp.
#include "scene.glsl"

layout(local_size_x = 64) in;
layout(push_constant) uniform Push { uint firstCluster; uint mode; };

/// A list is one draw of one instance, so that the device shades vertices of many boxes at once: this many vertices an entry.
uint verticesOf(uint list)
{
    return list == kListHall || list == kListContact ? 6u : list == kListShadow ? 12u : 18u;
}

void append(uint list, uvec2 entry)
{
    Uints commands = Uints(u.counters);
    uint step = verticesOf(list);
    uint at = atomicAdd(commands.at[list * 4u], step) / step;
    if (at < u.listCapacity)
        Entries(u.entries).at[list * u.listCapacity + at] = entry;
    else
        atomicAdd(commands.at[list * 4u], 0u - step);
}

void appendCells(uint run, uint item, uint cells)
{
    Uints commands = Uints(u.counters);
    uint step = verticesOf(kListCell);
    uint at = atomicAdd(commands.at[kListCell * 4u], cells * step) / step;
    if (at + cells > u.listCapacity) {
        atomicAdd(commands.at[kListCell * 4u], 0u - cells * step);
        return;
    }
    for (uint i = 0u; i < cells; ++i)
        Entries(u.entries).at[kListCell * u.listCapacity + at + i] = uvec2(run, item << 16 | i);
}

void appendMesh(uint mesh, uvec2 entry)
{
    Uints commands = Uints(u.meshCommands);
    uint at = atomicAdd(commands.at[mesh * 5u + 1u], 1u);
    if (at < kMeshInstances)
        Entries(u.meshEntries).at[mesh * kMeshInstances + at] = entry;
    else
        atomicAdd(commands.at[mesh * 5u + 1u], ~0u);
}

void countRacks(GpuRun run)
{
    Uints stats = Uints(u.stats);
    GpuType type = Types(u.types).at[run.type];
    atomicAdd(stats.at[0], run.count);
    atomicAdd(stats.at[1], run.count * type.trays * type.gpusPerTray);
}

void cullShell(uint index)
{
    GpuShell shell = Shells(u.shells).at[index];
    GpuGroup group = Groups(u.groups).at[shell.group];
    vec3 centre = fromGroup(group, shell.minM + shell.sizeM * 0.5);
    float radius = length(shell.sizeM) * 0.5;
    if (!visible(centre, radius))
        return;
    float px = pixelsPerMetre(centre) * u.pixelScale;
    // Thin things vanish by their second extent: a fence is long but only as visible as it is high.
    float second = max(min(shell.sizeM.x, shell.sizeM.y), shell.sizeM.z);
    if (px * radius * 2.0 < kShellMinPx || px * second < kShellMinPx * 0.3)
        return;
    vec4 state = shell.building == ~0u ? vec4(0.0) : Vec4s(u.buildingState).at[shell.building];
    if (shell.role == kRoleInterior && state.y <= 0.0)
        return;
    if (shell.role == kRoleRoof && state.x > 0.0) {
        if (state.x < 1.0)
            append(kListFading, uvec2(index, floatBitsToUint(1.0 - state.x)));
        return;
    }
    // Wall, roof, floor, concrete, pad: what shell.vert draws joints on.
    bool joints = shell.material == 7u || shell.material == 8u || shell.material == 11u || shell.material == 3u || shell.material == 1u;
    append(joints && px >= kJointPx ? kListShell : kListPlain, uvec2(index, floatBitsToUint(state.x)));
    if (shell.sizeM.z > 0.35 && shell.role != kRoleInterior && px * shell.sizeM.z >= kShadowMinPx)
        append(kListShadow, uvec2(index, 0u));
    if (shell.sizeM.z > 0.35 && px * shell.sizeM.z >= kContactMinPx && shell.role != kRoleRoof)
        append(kListContact, uvec2(index, 0u));
}

void cullRun(uint index)
{
    GpuRun run = Runs(u.runs).at[index];
    if (run.building != ~0u && run.hall != ~0u && Vec4s(u.buildingState).at[run.building].y <= 0.0)
        return;
    GpuGroup group = Groups(u.groups).at[run.group];
    vec3 size = vec3(runLength(run), run.sizeM.y, run.sizeM.z);
    vec3 centre = fromGroup(group, fromRun(run, size * 0.5));
    float radius = length(size) * 0.5;
    if (!visible(centre, radius))
        return;
    // Level of detail by the nearest point of the run.
    vec3 along = turnByGroup(group, vec3(run.yawCos, run.yawSin, 0.0));
    float offset = clamp(dot(-centre, along), -size.x * 0.5, size.x * 0.5);
    float px = pixelsPerMetre(centre + along * offset) * u.pixelScale;
    float itemPx = px * max(max(run.sizeM.x, run.sizeM.y), run.sizeM.z);
    GpuType type = Types(u.types).at[run.type];
    if (px * max(size.x, size.z) < kRunMinPx || itemPx < 0.35)
        return;
    if (itemPx >= kContactMinPx && type.decor == 0u)
        append(kListContact, uvec2(index, 1u));
    bool outside = run.hall == ~0u;
    if (outside && px * run.sizeM.z >= kShadowMinPx)
        for (uint i = 0u; i < run.count && px * run.sizeM.z >= kShadowMinPx; ++i)
            append(kListShadow, uvec2(index, 1u + i));
    bool rack = run.kind == kKindRack;
    bool single = rack || run.kind == kKindSupport ? px * run.sizeM.z >= kRackMeshPx * u.pixelScale : itemPx >= kItemPx || type.decor != 0u;
    if (type.decor == 1u && px * run.sizeM.z < kDecorMinPx)
        return;
    if (rack)
        countRacks(run);
    if (!single || (rack && run.count > 64u)) {
        if (rack && px * run.sizeM.z >= kRackPx)
            for (uint i = 0u; i < run.count; ++i)
                append(kListRack, uvec2(index, i));
        else
            append(rack ? kListRun : kListItem, uvec2(index, rack ? 0u : ~0u));
        return;
    }
    // A model has to earn its triangles; smaller it is a box.
    uint mesh = type.mesh;
    if (mesh != ~0u && !rack && type.decor != 2u) {
        if (itemPx * itemPx < u.pxPerTriangle * float(Meshes(u.meshes).at[mesh].triangles))
            mesh = ~0u;
    }
    for (uint i = 0u; i < run.count; ++i) {
        vec3 itemCentre = fromGroup(group, fromRun(run, vec3(run.pitchM * float(i), 0, 0) + run.sizeM * 0.5));
        if (!visible(itemCentre, length(run.sizeM) * 0.5))
            continue;
        // Along a row only the racks beside the eye are near enough for their model.
        float itemHigh = pixelsPerMetre(itemCentre) * u.pixelScale * run.sizeM.z;
        if (itemHigh < kRackMeshPx * u.pixelScale && (rack || run.kind == kKindSupport)) {
            append(rack ? kListRack : kListItem, uvec2(index, i));
            continue;
        }
        if (mesh != ~0u) {
            appendMesh(mesh, uvec2(index, i));
            atomicAdd(Uints(u.stats).at[3], 1u);
        } else {
            append(kListItem, uvec2(index, i));
        }
        if (rack)
            appendCells(index, i, type.trays * type.gpusPerTray);
    }
}

void cullHall(uint index)
{
    GpuHall hall = Halls(u.halls).at[index];
    GpuGroup group = Groups(u.groups).at[hall.group];
    vec3 centre = fromGroup(group, hall.roofMinM + hall.roofSizeM * 0.5);
    if (!visible(centre, length(hall.roofSizeM) * 0.5 + 12.0))
        return;
    vec4 state = hall.building == ~0u ? vec4(1.0) : Vec4s(u.buildingState).at[hall.building];
    atomicAdd(Uints(u.stats).at[2], 1u);
    if (state.x >= 1.0 || state.z > 0.0)
        return;
    append(kListHall, uvec2(index, floatBitsToUint(state.x)));
}

void main()
{
    if (mode == 1u) {
        if (gl_GlobalInvocationID.x < u.hallCount)
            cullHall(gl_GlobalInvocationID.x);
        return;
    }
    uint which = Uints(u.clusterList).at[gl_WorkGroupID.x];
    GpuCluster cluster = Clusters(u.clusters).at[which];
    if (gl_LocalInvocationID.x >= cluster.count)
        return;
    uint item = cluster.first + gl_LocalInvocationID.x;
    if (cluster.isShell != 0u)
        cullShell(item);
    else
        cullRun(item);
}
