#version 460
#extension GL_GOOGLE_include_directive : require
// One work group a cluster that the CPU found worth looking at; one invocation a run or shell box. Appends to the draw lists.
// Lists that are full drop what comes later: capacities are sized for a whole hall block, see scene.cpp.
#define VERTEX_STAGE
#define COMPUTE_STAGE
#include "scene.glsl"
#include "data.glsl"

layout(local_size_x = 16) in; // kClusterSize
layout(constant_id = 1) const uint kWhat = 0;
layout(push_constant) uniform Push { uint firstCluster; };

float secondExtent(vec3 size) { return max(min(size.x, size.y), min(max(size.x, size.y), size.z)); }

/// A list is one draw of one instance, so that the device shades vertices of many boxes at once: this many vertices an entry.
uint verticesOf(uint list)
{
    if (list == kListShadow)
        return 12u;
    if (list == kListContact)
        return 24u;
    return list == kListShell || list == kListPlain || list == kListFading || list == kListHall || list == kListHallFar || list == kListHallFarMarked ? 6u : 18u;
}

layout(buffer_reference, scalar) writeonly buffer MeshInstances { GpuMeshInstance at[]; };

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

void appendCells(uint list, uint run, uint item, uint cells)
{
    Uints commands = Uints(u.counters);
    uint step = verticesOf(list);
    uint at = atomicAdd(commands.at[list * 4u], cells * step) / step;
    if (at + cells > u.listCapacity) {
        atomicAdd(commands.at[list * 4u], 0u - cells * step);
        return;
    }
    for (uint i = 0u; i < cells; ++i)
        Entries(u.entries).at[list * u.listCapacity + at + i] = uvec2(run, item << 16 | i);
}

/// GpuMeshInstance::value of an item.
uint valueOf(GpuRun run, GpuType type, uint item)
{
    if (run.kind != kKindPlant || (u.flags & kFlagPlant) == 0u)
        return 0u;
    float value = plantValue(run.firstItem + item);
    vec3 body = sqrt((type.sides[0] + type.sides[1] + type.sides[2]) / 3.0);
    float brightness = clamp(dot(body, vec3(0.2126, 0.7152, 0.0722)), 0.1, 1.0);
    return value < 0.0 ? 0u : packUnorm4x8(vec4(dataColour(value), brightness));
}

void appendMesh(uint mesh, float px, GpuRun run, GpuGroup group, uint item, uint value)
{
    GpuMesh m = Meshes(u.meshes).at[mesh];
    uint slot = mesh * kMeshLevels + (m.detailM * px < kDetailMinPx ? 1u : 0u);
    Uints commands = Uints(u.meshCommands);
    uint at = atomicAdd(commands.at[slot * 5u + 1u], 1u);
    if (at >= kMeshInstances) {
        atomicAdd(commands.at[slot * 5u + 1u], ~0u);
        return;
    }
    // Meshes look towards -y; a run that faces back is turned half round. They are stretched to the size of their type.
    float turn = run.facesBack != 0u ? -1.0 : 1.0;
    vec3 scale = run.sizeM / max(m.sizeM, vec3(1e-4)) * vec3(turn, turn, 1.0);
    vec3 corner = vec3(run.pitchM * float(item), 0.0, 0.0) + (run.facesBack != 0u ? vec3(run.sizeM.xy, 0.0) : vec3(0.0));
    GpuMeshInstance place;
    place.origin = fromGroup(group, fromRun(run, corner - m.minM * scale));
    place.x = turnByGroup(group, turnByRun(run, vec3(scale.x, 0, 0))).xy;
    place.y = turnByGroup(group, turnByRun(run, vec3(0, scale.y, 0))).xy;
    place.z = scale.z;
    place.baseZ = place.origin.z + scale.z * m.minM.z;
    place.kind = run.kind;
    place.index = run.firstItem + item;
    place.value = value;
    MeshInstances(u.meshEntries).at[slot * kMeshInstances + at] = place;
}

/// Whether a box lies wholly behind one of the occluders: then each of its corners does, since both are convex.
/// `x`, `y` = sides of the box, `z` its height.
bool hidden(vec3 centre, vec3 x, vec3 y, float z)
{
    bool found = false;
    for (uint i = 0u; i < u.occluderCount; ++i) {
        GpuOccluder o = u.occluders[i];
        vec3 eye = vec3(-o.yawCos * o.centre.x - o.yawSin * o.centre.y, o.yawSin * o.centre.x - o.yawCos * o.centre.y, -o.centre.z);
        bool all = true;
        for (uint k = 0u; k < 8u; ++k) {
            vec3 p = centre + x * ((k & 1u) != 0u ? 0.5 : -0.5) + y * ((k & 2u) != 0u ? 0.5 : -0.5) + vec3(0, 0, (k & 4u) != 0u ? 0.5 : -0.5) * z;
            vec3 d = vec3(o.yawCos * p.x + o.yawSin * p.y, -o.yawSin * p.x + o.yawCos * p.y, p.z);
            // Slabs: where the line from the eye to the corner is within all three.
            vec3 inverse = 1.0 / mix(d, vec3(1e-9), equal(d, vec3(0.0)));
            vec3 a = (-o.halfM - eye) * inverse, b = (o.halfM - eye) * inverse;
            vec3 low = min(a, b), high = max(a, b);
            float enter = max(max(low.x, low.y), low.z), leave = min(min(high.x, high.y), high.z);
            all = all && enter <= leave && enter > 0.0 && enter < 0.999;
        }
        found = found || all;
    }
    return found;
}

void countRacks(GpuRun run)
{
    Uints stats = Uints(u.stats);
    GpuType type = Types(u.types).at[run.type];
    atomicAdd(stats.at[0], run.count);
    atomicAdd(stats.at[1], run.count * type.trays * type.gpusPerTray);
}

/// Wall, roof, floor, concrete, pad: what shell.vert draws joints on.
bool hasJoints(uint material)
{
    return material == kWall || material == kRoof || material == kFloor || material == kConcrete || material == kPad;
}

/// The faces of a box that look at the eye, unless they are too thin to see.
void appendFaces(uint list, uint index, GpuShell shell, GpuGroup group, float open)
{
    vec3 size = shellSize(shell, open);
    if (size.z < 0.0)
        return;
    vec3 toEye = eyeInBox(fromGroup(group, shell.minM + size * 0.5), turnByGroup(group, vec3(1, 0, 0)), turnByGroup(group, vec3(0, 1, 0)));
    vec3 beyond = abs(toEye) - size * 0.5;
    float px = (u.orthographic != 0u ? u.pxPerM : u.pxPerM / max(length(max(beyond, vec3(0.0))), 0.01)) * u.pixelScale;
    vec3 extentPx = px * vec3(min(size.y, size.z), min(size.x, size.z), min(size.x, size.y));
    float amount = list == kListFading ? 1.0 - open : open;
    for (uint axis = 0u; axis < 3u; ++axis) {
        if (beyond[axis] <= 0.0 || extentPx[axis] < kFaceMinPx)
            continue;
        append(list, uvec2(index | (axis * 2u + (toEye[axis] >= 0.0 ? 1u : 0u)) << kFaceShift, floatBitsToUint(amount)));
    }
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
    if (px * radius * 2.0 < kShellMinPx || px * secondExtent(shell.sizeM) < u.thinPx)
        return;
    float reach = 2.0 * contactReach(shell.sizeM.z);
    if (hidden(centre, turnByGroup(group, vec3(shell.sizeM.x + reach, 0, 0)), turnByGroup(group, vec3(0, shell.sizeM.y + reach, 0)), shell.sizeM.z))
        return;
    vec4 state = shell.building == ~0u ? vec4(0.0) : Vec4s(u.buildingState).at[shell.building];
    if (shell.role == kRoleInterior && state.y <= 0.0)
        return;
    bool fading = shell.role == kRoleRoof && state.x > 0.0;
    if (fading && state.x >= 1.0)
        return;
    appendFaces(fading ? kListFading : px >= kJointPx && hasJoints(shell.material) ? kListShell : kListPlain, index, shell, group, state.x);
    if (fading)
        return;
    if (shell.sizeM.z > 0.35 && shell.role != kRoleInterior && px * shell.sizeM.z >= kShadowMinPx)
        append(kListShadow, uvec2(index, 0u));
    if (shell.sizeM.z > 0.35 && px * shell.sizeM.z >= kContactMinPx && shell.role != kRoleRoof)
        append(kListContact, uvec2(index, 0u));
}

uint rackList(uint rack) { return isMarked(rack) ? kListMarked : kListRack; }

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
    vec3 along = turnByGroup(group, vec3(run.yawCos, run.yawSin, 0.0)), across = vec3(-along.y, along.x, 0.0);
    float reach = 2.0 * contactReach(size.z);
    if (hidden(centre, along * (size.x + reach), across * (size.y + reach), size.z))
        return;
    // Level of detail by the nearest point of the run.
    float offset = clamp(dot(-centre, along), -size.x * 0.5, size.x * 0.5);
    float px = pixelsPerMetre(centre + along * offset) * u.pixelScale;
    float itemPx = px * max(max(run.sizeM.x, run.sizeM.y), run.sizeM.z);
    GpuType type = Types(u.types).at[run.type];
    if (px * max(size.x, size.z) < kRunMinPx || px * secondExtent(run.sizeM) < u.thinPx)
        return;
    if (itemPx >= kContactMinPx && type.decor == 0u)
        append(kListContact, uvec2(index, 1u));
    bool outside = run.hall == ~0u;
    if (outside && px * run.sizeM.z >= kShadowMinPx)
        for (uint i = 0u; i < run.count; ++i) {
            // Three heights in any direction: as long as shadows of the sun get.
            vec3 foot = fromGroup(group, fromRun(run, vec3(run.pitchM * float(i) + run.sizeM.x * 0.5, run.sizeM.y * 0.5, 0.0)));
            if (visible(foot, length(run.sizeM.xy) * 0.5 + 3.0 * run.sizeM.z))
                append(kListShadow, uvec2(index, 1u + i));
        }
    bool rack = run.kind == kKindRack, valued = run.kind == kKindPlant && (u.flags & kFlagPlant) != 0u && Types(u.types).at[run.type].atWork == 0u;
    bool single = rack || run.kind == kKindSupport ? px * run.sizeM.z >= kRackMeshPx * u.pixelScale : itemPx >= kItemPx || type.decor != 0u;
    if (type.decor == 1u && px * run.sizeM.z < kDecorMinPx)
        return;
    if (rack)
        countRacks(run);
    if (!single || (rack && run.count > 64u)) {
        if (rack && px * run.sizeM.z >= kRackPx) {
            for (uint i = 0u; i < run.count; ++i) {
                vec3 itemCentre = fromGroup(group, fromRun(run, vec3(run.pitchM * float(i), 0, 0) + run.sizeM * 0.5));
                if (visible(itemCentre, length(run.sizeM) * 0.5) && !hidden(itemCentre, along * run.sizeM.x, across * run.sizeM.y, run.sizeM.z))
                    append(rackList(run.firstItem + i), uvec2(index, i));
            }
        } else
            append(rack ? kListRun : valued ? kListValued : run.count == 1u ? kListSingle : run.pitchM > run.sizeM.x + kJoinedM ? kListItem : kListJoined,
                uvec2(index, valued ? kWholeRun : 0u));
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
        if (!visible(itemCentre, length(run.sizeM) * 0.5) || hidden(itemCentre, along * run.sizeM.x, across * run.sizeM.y, run.sizeM.z))
            continue;
        // Along a row only the racks beside the eye are near enough for their model.
        float itemHigh = pixelsPerMetre(itemCentre) * u.pixelScale * run.sizeM.z;
        if (itemHigh < kRackMeshPx * u.pixelScale && (rack || run.kind == kKindSupport)) {
            append(rack ? rackList(run.firstItem + i) : kListSingle, uvec2(index, i));
            continue;
        }
        if (mesh != ~0u) {
            appendMesh(mesh, px, run, group, i, valueOf(run, type, i));
            atomicAdd(Uints(u.stats).at[3], 1u);
        } else {
            append(valued ? kListValued : kListSingle, uvec2(index, i));
        }
        if (rack)
            appendCells(isMarked(run.firstItem + i) ? kListCellMarked : kListCell, index, i, type.trays * type.gpusPerTray);
    }
}

void cullHall(uint index)
{
    GpuHall hall = Halls(u.halls).at[index];
    if (hall.roofSizeM.x <= 0.0) // not lit yet
        return;
    GpuGroup group = Groups(u.groups).at[hall.group];
    vec3 centre = fromGroup(group, hall.roofMinM + hall.roofSizeM * 0.5);
    if (!visible(centre, length(hall.roofSizeM) * 0.5 + 12.0))
        return;
    vec4 state = hall.building == ~0u ? vec4(1.0) : Vec4s(u.buildingState).at[hall.building];
    atomicAdd(Uints(u.stats).at[2], 1u);
    if (state.x >= 1.0 || state.z > 0.0)
        return;
    bool isFar = state.x <= 0.0 && pixelsPerMetre(centre) * u.pixelScale * hall.rackM < kHallFarPx;
    bool marked = (Uints(u.hallState).at[index >> 2] >> ((index & 3u) * 8u) & kStateMixed) != 0u;
    append(!isFar ? kListHall : marked ? kListHallFarMarked : kListHallFar, uvec2(index, floatBitsToUint(state.x)));
}

/// Appending has no order of its own: the same picture needs one. Each entry finds its place by counting those before it.
void orderFading()
{
    Uints commands = Uints(u.counters);
    Entries entries = Entries(u.entries);
    uint first = kListFading * u.listCapacity, to = kListFadingInOrder * u.listCapacity;
    uint count = commands.at[kListFading * 4u] / verticesOf(kListFading);
    for (uint i = gl_GlobalInvocationID.x; i < count; i += kOrderGroups * kClusterSize) {
        uvec2 entry = entries.at[first + i];
        uint place = 0u;
        for (uint k = 0u; k < count; ++k)
            place += entries.at[first + k].x < entry.x ? 1u : 0u;
        entries.at[to + place] = entry;
    }
    if (gl_GlobalInvocationID.x == 0u)
        commands.at[kListFadingInOrder * 4u] = commands.at[kListFading * 4u];
}

void main()
{
    if (kWhat == kOrderFading) {
        orderFading();
        return;
    }
    if (kWhat == kCullHalls) {
        if (gl_GlobalInvocationID.x < u.hallCount)
            cullHall(gl_GlobalInvocationID.x);
        return;
    }
    GpuCluster cluster = Clusters(u.clusters).at[Uints(u.clusterList).at[firstCluster + gl_WorkGroupID.x]];
    if (gl_LocalInvocationID.x >= cluster.count)
        return;
    uint item = cluster.first + gl_LocalInvocationID.x;
    if (kWhat == kCullShells)
        cullShell(item);
    else
        cullRun(item);
}
