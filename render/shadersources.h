#pragma once

#include <cstdint>
#include <span>

/// SPIR-V of every stage, compiled into the program.
namespace gigahall::render::spirv {

std::span<const std::uint32_t> cullComp();
std::span<const std::uint32_t> shellVert();
std::span<const std::uint32_t> shellFrag();
std::span<const std::uint32_t> shellIdFrag();
std::span<const std::uint32_t> rackVert();
std::span<const std::uint32_t> rackFrag();
std::span<const std::uint32_t> rackIdFrag();
std::span<const std::uint32_t> shellPlainFrag();
std::span<const std::uint32_t> runVert();
std::span<const std::uint32_t> runFrag();
std::span<const std::uint32_t> runIdFrag();
std::span<const std::uint32_t> hallVert();
std::span<const std::uint32_t> hallFrag();
std::span<const std::uint32_t> hallIdFrag();
std::span<const std::uint32_t> hallFarFrag();
std::span<const std::uint32_t> meshVert();
std::span<const std::uint32_t> meshFrag();
std::span<const std::uint32_t> meshIdFrag();
std::span<const std::uint32_t> cellVert();
std::span<const std::uint32_t> cellFrag();
std::span<const std::uint32_t> cellIdFrag();
std::span<const std::uint32_t> shadowVert();
std::span<const std::uint32_t> shadowFrag();
std::span<const std::uint32_t> contactVert();
std::span<const std::uint32_t> contactFrag();
std::span<const std::uint32_t> fullscreenVert();
std::span<const std::uint32_t> backgroundFrag();
std::span<const std::uint32_t> itemVert();
std::span<const std::uint32_t> itemFrag();
std::span<const std::uint32_t> valuedFrag();
std::span<const std::uint32_t> itemIdFrag();
std::span<const std::uint32_t> backgroundgridVert();
std::span<const std::uint32_t> backgroundgridFrag();
std::span<const std::uint32_t> outlineVert();
std::span<const std::uint32_t> outlineFrag();
std::span<const std::uint32_t> resolveFrag();
std::span<const std::uint32_t> spriteVert();
std::span<const std::uint32_t> spriteFrag();

} // namespace gigahall::render::spirv
