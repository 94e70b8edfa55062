#include "model/campus/rackexchange.h"

#include "model/campus/campusplacement.h"
#include "model/campus/rackfootprints.h"

#include <algorithm>
#include <map>
#include <utility>

namespace gigahall::model {

namespace {

/// What `replace` makes of the template of each place of each use, in the order that numbers grow.
template <typename Use, typename Replace>
std::vector<std::uint32_t> shapesOf(const std::vector<Use>& uses, std::uint32_t Use::*shape, Replace replace)
{
    std::vector<std::uint32_t> out;
    for (const Use& use : uses)
        for (std::uint64_t i = 0; i < use.place.array.count(); ++i)
            out.push_back(replace(use.*shape));
    return out;
}

/// The uses with these templates instead. An array whose places come to differ is written out; `number` tells each of
/// them which it was.
template <typename Use, typename Number>
std::vector<Use> withShapes(
    const std::vector<Use>& uses, std::uint32_t Use::*shape, std::span<const std::uint32_t> shapes, Number number)
{
    std::vector<Use> out;
    for (const Use& use : uses) {
        const auto own = shapes.first(static_cast<std::size_t>(use.place.array.count()));
        shapes = shapes.subspan(own.size());
        if (std::all_of(own.begin(), own.end(), [&](std::uint32_t s) { return s == own.front(); })) {
            out.push_back(use);
            out.back().*shape = own.front();
            continue;
        }
        std::uint32_t n = 0;
        forEachPlace(use.place.array, [&](glm::dvec3 offsetM, auto, auto) {
            Use one = use;
            one.*shape = own[n];
            one.place.atM += offsetM;
            one.place.array = {};
            number(one, ++n);
            out.push_back(std::move(one));
        });
    }
    return out;
}

void numberPhase(PhaseSpec& phase, std::uint32_t n)
{
    phase.key = withNumber(std::move(phase.key), n);
    phase.label = {withNumber(std::move(phase.label.en), n), withNumber(std::move(phase.label.de), n)};
}

class Exchanger
{
public:
    Exchanger(const CampusSpec& spec, std::span<const std::uint32_t> typeOfHall)
        : m_typeOfHall(typeOfHall)
    {
        m_result.spec = spec;
    }

    RackExchange exchange()
    {
        const auto shapes
            = shapesOf(m_spec.phases, &PhaseSpec::phase, [this](std::uint32_t phase) { return phaseTemplate(phase); });
        m_spec.phases = withShapes(m_spec.phases, &PhaseSpec::phase, std::span(shapes), numberPhase);
        return std::move(m_result);
    }

private:
    using Shapes = std::vector<std::uint32_t>;

    /// A template with other templates in it: a copy, or the one that was made for another place already.
    template <typename Template>
    std::uint32_t space(std::vector<Template>& templates, std::vector<SpaceUse> Template::*uses, std::uint32_t index,
        const Shapes& shapes, std::map<std::pair<std::uint32_t, Shapes>, std::uint32_t>& known)
    {
        const Template& written = templates[index];
        if (shapes == shapesOf(written.*uses, &SpaceUse::space, [](std::uint32_t same) { return same; }))
            return index;
        const auto [at, isNew] = known.try_emplace({index, shapes}, static_cast<std::uint32_t>(templates.size()));
        if (isNew) {
            Template other = written;
            other.*uses = withShapes(written.*uses, &SpaceUse::space, std::span(shapes), [](auto&, auto) {});
            templates.push_back(std::move(other));
        }
        return at->second;
    }

    std::uint32_t phaseTemplate(std::uint32_t index)
    {
        const Shapes shapes = shapesOf(m_spec.phaseTemplates[index].buildings, &SpaceUse::space,
            [this](std::uint32_t building) { return buildingTemplate(building); });
        return space(m_spec.phaseTemplates, &PhaseTemplate::buildings, index, shapes, m_phases);
    }

    std::uint32_t buildingTemplate(std::uint32_t index)
    {
        const Shapes shapes = shapesOf(
            m_spec.buildings[index].halls, &SpaceUse::space, [this](std::uint32_t hall) { return hallTemplate(hall); });
        return space(m_spec.buildings, &BuildingTemplate::halls, index, shapes, m_buildings);
    }

    std::uint32_t hallTemplate(std::uint32_t index)
    {
        const std::uint32_t number = m_hall++, type = m_typeOfHall[number];
        if (type == Run::kNone)
            return index;
        const auto [at, isNew] = m_halls.try_emplace({index, type}, static_cast<std::uint32_t>(m_spec.halls.size()));
        if (!isNew)
            return at->second;
        HallTemplate hall = m_spec.halls[index];
        for (RowUse& use : hall.rows)
            use.row = rowTemplate(use.row, type);
        for (RackSpec& rack : hall.racks)
            if (isOther(rack.type, type)) {
                rack.standsFor = rack.type;
                rack.type = type;
                rack.sizeM.reset(); // measured on the rack that is gone
            }
        findClash(m_spec.halls[index], hall, number);
        m_spec.halls.push_back(std::move(hall));
        return at->second;
    }

    std::uint32_t rowTemplate(std::uint32_t index, std::uint32_t type)
    {
        const auto [at, isNew] = m_rows.try_emplace({index, type}, static_cast<std::uint32_t>(m_spec.rows.size()));
        if (!isNew)
            return at->second;
        RowTemplate row = m_spec.rows[index];
        double spareM = 0; // left free behind the segment before
        for (SegmentSpec& segment : row.segments) {
            segment.gapM += std::exchange(spareM, 0.0);
            if (!isOther(segment.type, type))
                continue;
            const double widthM = m_spec.types[segment.type].sizeM.x;
            spareM = (widthM - double(m_spec.types[type].sizeM.x)) / 2;
            segment.gapM += spareM;
            segment.pitchM = segment.pitchM > 0 ? segment.pitchM : widthM;
            segment.standsFor = segment.type;
            segment.type = type;
        }
        m_spec.rows.push_back(std::move(row));
        return at->second;
    }

    bool isOther(std::uint32_t type, std::uint32_t wanted) const
    {
        return m_spec.types[type].typeClass == TypeClass::ComputeRack && type != wanted;
    }

    void findClash(const HallTemplate& before, const HallTemplate& after, std::uint32_t number)
    {
        const auto old = rackFootprints(m_spec, before), now = rackFootprints(m_spec, after);
        const FootprintClash worst = worstNewOverlap(old, now);
        if (worst.overlapM <= 0)
            return;
        const std::size_t changed = old[worst.a].type != now[worst.a].type ? worst.a : worst.b;
        m_result.clashes.push_back({number, old[changed].type, now[changed].type, worst.overlapM});
    }

    RackExchange m_result;
    CampusSpec& m_spec = m_result.spec;
    std::span<const std::uint32_t> m_typeOfHall;
    std::uint32_t m_hall = 0; // of the builder, next to come
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> m_rows, m_halls; // (template, type) -> template
    std::map<std::pair<std::uint32_t, Shapes>, std::uint32_t> m_buildings, m_phases;
};

} // namespace

RackExchange exchangeRacks(const CampusSpec& spec, std::span<const std::uint32_t> typeOfHall)
{
    return Exchanger(spec, typeOfHall).exchange();
}

} // namespace gigahall::model
