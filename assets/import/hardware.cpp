#include "assets/import/hardware.h"

#include "assets/import/nearmiss.h"
#include "model/campus/rackexchange.h"

#include <fmt/format.h>

#include <algorithm>

namespace gigahall::assets {

namespace {

using model::AssetId;
using model::AssetKind;
using model::Campus;
using model::Range;
using model::Run;
using model::TypeClass;

std::string nearSpace(const Campus& campus, const std::string& name)
{
    std::vector<std::string_view> known{campus.key};
    for (const model::Phase& phase : campus.phases)
        known.emplace_back(phase.key);
    for (const auto* list : {&campus.names.buildings, &campus.names.halls})
        for (std::uint32_t i = 0; i < list->size(); ++i)
            known.push_back((*list)[i]);
    return didYouMean(name, known);
}

std::string expectedSpace(const Campus& campus)
{
    const bool any = !campus.phases.empty();
    return fmt::format("expected the campus, a phase, a building or a hall{}",
        any ? ", for example " + campus.phases.front().key : std::string());
}

Range hallsOf(const Campus& campus, AssetId space)
{
    switch (space.kind()) {
    case AssetKind::Campus:
        return {0, static_cast<std::uint32_t>(campus.halls.size())};
    case AssetKind::Phase:
        return campus.phases[space.index()].halls;
    case AssetKind::Building:
        return campus.buildings[space.index()].halls;
    case AssetKind::Hall:
        return {space.index(), 1};
    default:
        return {};
    }
}

/// What a change means for the halls of a campus, or why it means nothing.
struct Meaning
{
    Range halls;
    std::uint32_t type = Run::kNone;
    std::vector<std::string> problems;
};

void findHalls(const Campus& campus, const std::string& name, Meaning& meaning)
{
    const auto space = campus.find(name);
    if (!space) {
        meaning.problems.push_back(fmt::format(
            "campus \"{}\" has no \"{}\"{}; {}", campus.key, name, nearSpace(campus, name), expectedSpace(campus)));
        return;
    }
    meaning.halls = hallsOf(campus, *space);
    if (campus.racksOf(*space).count == 0)
        meaning.problems.push_back(fmt::format("\"{}\" holds no compute racks; {}", name, expectedSpace(campus)));
    else if (meaning.halls.count == 0)
        meaning.problems.push_back(fmt::format("\"{}\" is a part of a hall; {}", name, expectedSpace(campus)));
}

void findType(const std::vector<model::AssetType>& types, const std::string& key, Meaning& meaning)
{
    std::vector<std::string_view> racks;
    for (const model::AssetType& type : types)
        if (type.typeClass == TypeClass::ComputeRack)
            racks.emplace_back(type.key);
    const auto found
        = std::find_if(types.begin(), types.end(), [&](const model::AssetType& type) { return type.key == key; });
    const auto expected = fmt::format("expected one of {}", fmt::join(racks, ", "));
    if (found == types.end())
        meaning.problems.push_back(
            fmt::format("the layout has no type \"{}\"{}; {}", key, didYouMean(key, racks), expected));
    else if (found->typeClass != TypeClass::ComputeRack)
        meaning.problems.push_back(fmt::format("\"{}\" is no compute rack; {}", key, expected));
    else
        meaning.type = static_cast<std::uint32_t>(found - types.begin());
}

std::string told(const HardwareChange& change, const std::string& what)
{
    return fmt::format("hardware {}={}: {}", change.asset, change.type, what);
}

std::string clashText(const Campus& campus, const model::RackClash& clash)
{
    const model::AssetType &to = campus.types[clash.to], &from = campus.types[clash.from];
    return fmt::format(
        "\"{}\" is {:g} m wide and {:g} m deep, so neighbours in {} overlap by {:.2g} m; expected a rack "
        "that fits the places of \"{}\", {:g} m by {:g} m",
        to.key, to.sizeM.x, to.sizeM.y, campus.names.halls[clash.hall], clash.overlapM, from.key, from.sizeM.x,
        from.sizeM.y);
}

} // namespace

HardwareResult changeHardware(
    const model::CampusSpec& spec, const Campus& written, const std::vector<HardwareChange>& changes)
{
    HardwareResult result;
    std::vector<std::uint32_t> typeOfHall(written.halls.size(), Run::kNone);
    std::vector<std::size_t> changeOfHall(written.halls.size(), 0);
    for (std::size_t i = 0; i < changes.size(); ++i) {
        Meaning meaning;
        findHalls(written, changes[i].asset, meaning);
        findType(spec.types, changes[i].type, meaning);
        for (const std::string& problem : meaning.problems)
            result.problems.push_back(told(changes[i], problem));
        for (std::uint32_t hall = meaning.halls.first; hall < meaning.halls.end(); ++hall) {
            typeOfHall[hall] = meaning.type;
            changeOfHall[hall] = i;
        }
    }
    if (!result.problems.empty())
        return result;
    model::RackExchange exchange = model::exchangeRacks(spec, typeOfHall);
    for (const model::RackClash& clash : exchange.clashes)
        result.problems.push_back(told(changes[changeOfHall[clash.hall]], clashText(written, clash)));
    result.spec = std::move(exchange.spec);
    return result;
}

} // namespace gigahall::assets
