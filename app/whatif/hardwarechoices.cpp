#include "app/whatif/hardwarechoices.h"

namespace gigahall::app {
namespace {

using model::AssetKind;

bool isSpace(AssetKind kind)
{
    return kind == AssetKind::Campus || kind == AssetKind::Phase || kind == AssetKind::Building
        || kind == AssetKind::Hall;
}

} // namespace

std::vector<HardwareChoice> hardwareChoices(const model::Campus& campus, model::AssetId space)
{
    const model::Range racks = campus.racksOf(space);
    if (!isSpace(space.kind()) || racks.count == 0)
        return {};
    std::vector<std::uint32_t> counts(campus.types.size(), 0);
    for (std::uint32_t rack = racks.first; rack < racks.end(); ++rack)
        ++counts[campus.runs[campus.rackRun[rack]].type];
    std::vector<HardwareChoice> out;
    for (std::size_t i = 0; i < campus.types.size(); ++i)
        if (campus.types[i].typeClass == model::TypeClass::ComputeRack)
            out.push_back({campus.types[i].key, campus.types[i].label, counts[i]});
    return out;
}

std::vector<assets::HardwareChange> withHardware(
    std::vector<assets::HardwareChange> changes, assets::HardwareChange change)
{
    std::erase_if(changes, [&](const assets::HardwareChange& known) { return known.asset == change.asset; });
    changes.push_back(std::move(change));
    return changes;
}

} // namespace gigahall::app
