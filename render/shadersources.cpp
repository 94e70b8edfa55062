#include "render/shadersources.h"

namespace gigahall::render::spirv {
namespace {

constexpr std::uint32_t kCullComp[] = {
#include "spirv/cull.comp.inc"
};
constexpr std::uint32_t kShellVert[] = {
#include "spirv/shell.vert.inc"
};
constexpr std::uint32_t kShellFrag[] = {
#include "spirv/shell.frag.inc"
};
constexpr std::uint32_t kShellIdFrag[] = {
#include "spirv/shell_id.frag.inc"
};
constexpr std::uint32_t kRunVert[] = {
#include "spirv/run.vert.inc"
};
constexpr std::uint32_t kRunFrag[] = {
#include "spirv/run.frag.inc"
};
constexpr std::uint32_t kRunIdFrag[] = {
#include "spirv/run_id.frag.inc"
};
constexpr std::uint32_t kHallVert[] = {
#include "spirv/hall.vert.inc"
};
constexpr std::uint32_t kHallFrag[] = {
#include "spirv/hall.frag.inc"
};
constexpr std::uint32_t kHallFarFrag[] = {
#include "spirv/hall_far.frag.inc"
};
constexpr std::uint32_t kHallIdFrag[] = {
#include "spirv/hall_id.frag.inc"
};
constexpr std::uint32_t kMeshVert[] = {
#include "spirv/mesh.vert.inc"
};
constexpr std::uint32_t kMeshFrag[] = {
#include "spirv/mesh.frag.inc"
};
constexpr std::uint32_t kMeshIdFrag[] = {
#include "spirv/mesh_id.frag.inc"
};
constexpr std::uint32_t kCellVert[] = {
#include "spirv/cell.vert.inc"
};
constexpr std::uint32_t kCellFrag[] = {
#include "spirv/cell.frag.inc"
};
constexpr std::uint32_t kCellIdFrag[] = {
#include "spirv/cell_id.frag.inc"
};
constexpr std::uint32_t kShadowVert[] = {
#include "spirv/shadow.vert.inc"
};
constexpr std::uint32_t kShadowFrag[] = {
#include "spirv/shadow.frag.inc"
};
constexpr std::uint32_t kContactVert[] = {
#include "spirv/contact.vert.inc"
};
constexpr std::uint32_t kContactFrag[] = {
#include "spirv/contact.frag.inc"
};
constexpr std::uint32_t kFullscreenVert[] = {
#include "spirv/fullscreen.vert.inc"
};
constexpr std::uint32_t kBackgroundFrag[] = {
#include "spirv/background.frag.inc"
};
constexpr std::uint32_t kOutlineVert[] = {
#include "spirv/outline.vert.inc"
};
constexpr std::uint32_t kOutlineFrag[] = {
#include "spirv/outline.frag.inc"
};
constexpr std::uint32_t kResolveFrag[] = {
#include "spirv/resolve.frag.inc"
};
constexpr std::uint32_t kSpriteVert[] = {
#include "spirv/sprite.vert.inc"
};
constexpr std::uint32_t kSpriteFrag[] = {
#include "spirv/sprite.frag.inc"
};
constexpr std::uint32_t kItemVert[] = {
#include "spirv/item.vert.inc"
};
constexpr std::uint32_t kValuedFrag[] = {
#include "spirv/valued.frag.inc"
};
constexpr std::uint32_t kItemFrag[] = {
#include "spirv/item.frag.inc"
};
constexpr std::uint32_t kItemIdFrag[] = {
#include "spirv/item_id.frag.inc"
};
constexpr std::uint32_t kBackgroundgridVert[] = {
#include "spirv/backgroundgrid.vert.inc"
};
constexpr std::uint32_t kBackgroundgridFrag[] = {
#include "spirv/backgroundgrid.frag.inc"
};
constexpr std::uint32_t kRackVert[] = {
#include "spirv/rack.vert.inc"
};
constexpr std::uint32_t kRackFrag[] = {
#include "spirv/rack.frag.inc"
};
constexpr std::uint32_t kRackIdFrag[] = {
#include "spirv/rack_id.frag.inc"
};
constexpr std::uint32_t kShellPlainFrag[] = {
#include "spirv/shell_plain.frag.inc"
};

} // namespace

std::span<const std::uint32_t> cullComp()
{
    return kCullComp;
}
std::span<const std::uint32_t> shellVert()
{
    return kShellVert;
}
std::span<const std::uint32_t> shellFrag()
{
    return kShellFrag;
}
std::span<const std::uint32_t> shellIdFrag()
{
    return kShellIdFrag;
}
std::span<const std::uint32_t> runVert()
{
    return kRunVert;
}
std::span<const std::uint32_t> runFrag()
{
    return kRunFrag;
}
std::span<const std::uint32_t> runIdFrag()
{
    return kRunIdFrag;
}
std::span<const std::uint32_t> hallVert()
{
    return kHallVert;
}
std::span<const std::uint32_t> hallFrag()
{
    return kHallFrag;
}
std::span<const std::uint32_t> hallFarFrag()
{
    return kHallFarFrag;
}
std::span<const std::uint32_t> hallIdFrag()
{
    return kHallIdFrag;
}
std::span<const std::uint32_t> meshVert()
{
    return kMeshVert;
}
std::span<const std::uint32_t> meshFrag()
{
    return kMeshFrag;
}
std::span<const std::uint32_t> meshIdFrag()
{
    return kMeshIdFrag;
}
std::span<const std::uint32_t> cellVert()
{
    return kCellVert;
}
std::span<const std::uint32_t> cellFrag()
{
    return kCellFrag;
}
std::span<const std::uint32_t> cellIdFrag()
{
    return kCellIdFrag;
}
std::span<const std::uint32_t> shadowVert()
{
    return kShadowVert;
}
std::span<const std::uint32_t> shadowFrag()
{
    return kShadowFrag;
}
std::span<const std::uint32_t> contactVert()
{
    return kContactVert;
}
std::span<const std::uint32_t> contactFrag()
{
    return kContactFrag;
}
std::span<const std::uint32_t> fullscreenVert()
{
    return kFullscreenVert;
}
std::span<const std::uint32_t> backgroundFrag()
{
    return kBackgroundFrag;
}
std::span<const std::uint32_t> outlineVert()
{
    return kOutlineVert;
}
std::span<const std::uint32_t> outlineFrag()
{
    return kOutlineFrag;
}
std::span<const std::uint32_t> resolveFrag()
{
    return kResolveFrag;
}
std::span<const std::uint32_t> spriteVert()
{
    return kSpriteVert;
}
std::span<const std::uint32_t> spriteFrag()
{
    return kSpriteFrag;
}
std::span<const std::uint32_t> itemVert()
{
    return kItemVert;
}
std::span<const std::uint32_t> valuedFrag()
{
    return kValuedFrag;
}
std::span<const std::uint32_t> itemFrag()
{
    return kItemFrag;
}
std::span<const std::uint32_t> itemIdFrag()
{
    return kItemIdFrag;
}
std::span<const std::uint32_t> backgroundgridVert()
{
    return kBackgroundgridVert;
}
std::span<const std::uint32_t> backgroundgridFrag()
{
    return kBackgroundgridFrag;
}
std::span<const std::uint32_t> rackVert()
{
    return kRackVert;
}
std::span<const std::uint32_t> rackFrag()
{
    return kRackFrag;
}
std::span<const std::uint32_t> rackIdFrag()
{
    return kRackIdFrag;
}
std::span<const std::uint32_t> shellPlainFrag()
{
    return kShellPlainFrag;
}

} // namespace gigahall::render::spirv
