#include "model/simulation/scenario.h"

#include <algorithm>

namespace gigahall::model {

namespace {

/// Takes what is in order again out of the failures so far.
void restore(std::vector<Outage>& outages, const Outage& assets)
{
    for (Outage& outage : outages)
        std::erase_if(outage, [&](AssetId id) { return std::find(assets.begin(), assets.end(), id) != assets.end(); });
    std::erase_if(outages, [](const Outage& outage) { return outage.empty(); });
}

} // namespace

void Scenario::add(ScenarioEvent event)
{
    const auto place = std::upper_bound(events.begin(), events.end(), event.timeS,
        [](double timeS, const ScenarioEvent& other) { return timeS < other.timeS; });
    events.insert(place, std::move(event));
}

std::size_t Scenario::eventsUntil(double timeS) const
{
    const auto end = std::upper_bound(
        events.begin(), events.end(), timeS, [](double t, const ScenarioEvent& event) { return t < event.timeS; });
    return static_cast<std::size_t>(end - events.begin());
}

std::optional<double> Scenario::forkS() const
{
    if (events.empty())
        return fromS;
    return std::min(fromS.value_or(events.front().timeS), events.front().timeS);
}

std::vector<float> Scenario::capsAfter(const Campus& campus, std::size_t count) const
{
    std::vector<float> caps;
    for (std::size_t e = 0; e < count; ++e) {
        if (events[e].kind != ScenarioEvent::Kind::Cap)
            continue;
        caps.resize(campus.rackCount(), 1.0f);
        for (const AssetId id : events[e].assets) {
            const Range racks = campus.racksOf(id);
            std::fill_n(caps.begin() + racks.first, racks.count, static_cast<float>(events[e].value));
        }
    }
    return caps;
}

bool canFail(AssetKind kind)
{
    switch (kind) {
    case AssetKind::Campus:
    case AssetKind::Phase:
    case AssetKind::Building:
    case AssetKind::Hall:
    case AssetKind::Row:
    case AssetKind::Rack:
    case AssetKind::SupportRack:
    case AssetKind::Plant:
        return true;
    default:
        return false;
    }
}

Weather weatherOf(const Scenario& scenario, const Campus& campus)
{
    if (scenario.weather)
        return *scenario.weather;
    return campus.site.weather.empty() ? Weather() : Weather::repeated(campus.site.weather.front());
}

TwinConditions conditionsAt(const Scenario& scenario, const Weather& weather, std::size_t count, double timeS)
{
    TwinConditions conditions;
    conditions.policy = scenario.policy;
    conditions.dryBulbC = weather.dryBulbC(timeS);
    for (std::size_t e = 0; e < count; ++e) {
        const ScenarioEvent& event = scenario.events[e];
        switch (event.kind) {
        case ScenarioEvent::Kind::Fail:
            conditions.outages.push_back(event.assets);
            break;
        case ScenarioEvent::Kind::Restore:
            restore(conditions.outages, event.assets);
            break;
        case ScenarioEvent::Kind::Supply:
            conditions.supplyShiftK = event.value;
            break;
        case ScenarioEvent::Kind::DryBulb:
            conditions.dryBulbC = event.value;
            break;
        case ScenarioEvent::Kind::Cap:
            break; // of the load: capsAfter()
        }
    }
    return conditions;
}

} // namespace gigahall::model
