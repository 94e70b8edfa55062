#include "model/rollout/buildup.h"

#include <algorithm>
#include <map>

namespace gigahall::model {

float BuildSpan::progress(double day) const
{
    if (day >= double(to))
        return 1;
    return day <= double(from) ? 0.0f : static_cast<float>((day - double(from)) / (double(to) - double(from)));
}

namespace {

constexpr float kFlatM = 0.5f; // what is lower is a slab, a kerb or a road
/// Which share of an activity's time its parts take: they overlap, so that work goes on in more than one place.
constexpr float kAtOnce = 3;
struct Share
{
    float from, to;
};
constexpr Share kWalls{0.25f, 0.75f}, kRoofs{0.6f, 0.92f}, kFittings{0.92f, 1}, kInside{0.5f, 0.9f}, kWhole{0, 1};
constexpr float kRoofFromM2 = 1000; // smaller things of a roof stand on it, or hang on a wall: they come last

BuildSpan spanOf(const Work& work)
{
    return {static_cast<float>(dayNumber(work.start)) - 1, static_cast<float>(dayNumber(work.finish))};
}

BuildSpan part(const BuildSpan& whole, Share share)
{
    const float length = whole.to - whole.from;
    return {whole.from + share.from * length, share.to >= 1 ? whole.to : whole.from + share.to * length};
}

/// Part `i` of `count` that follow one another.
Share turn(std::size_t i, std::size_t count)
{
    const float length = kAtOnce / (float(count) + kAtOnce - 1), step = 1 / (float(count) + kAtOnce - 1);
    return {float(i) * step, i + 1 == count ? 1.0f : float(i) * step + length};
}

class Builder
{
public:
    Builder(const Campus& campus, const Plan& plan)
        : m_campus(campus)
        , m_plan(plan)
    {
        for (std::uint32_t i = 0; i < plan.activities.size(); ++i) {
            const Activity& activity = plan.activities[i];
            if (!activity.brings.empty()) {
                for (const AssetId id : activity.brings)
                    m_named.insert_or_assign(id, i);
                continue;
            }
            auto [at, isNew] = m_byScope.try_emplace({activity.scope, activity.kind}, i);
            if (!isNew && plan.activities[at->second].work().finish < activity.work().finish)
                at->second = i;
        }
        m_cooling = plantOf(campus, campus.coolant);
        m_power = plantOf(campus, campus.power);
    }

    Buildup make()
    {
        runs();
        shells();
        service();
        return std::move(m_out);
    }

private:
    using Kind = ActivityKind;

    /// The smallest scope around `at` decides; there the kind itself, then later ones, then earlier ones.
    std::uint32_t bringer(AssetId at, Kind kind) const
    {
        std::vector<AssetId> around;
        for (; at.isValid(); at = m_campus.parent(at)) {
            around.push_back(at);
            if (const auto named = m_named.find(at); named != m_named.end())
                return named->second;
        }
        const auto look = [&](Kind k) {
            for (const AssetId id : around)
                if (const auto found = m_byScope.find({id, k}); found != m_byScope.end())
                    return found->second;
            return Buildup::kNobody;
        };
        for (std::size_t k = std::size_t(kind); k < kActivityKinds; ++k)
            if (const auto found = look(Kind(k)); found != Buildup::kNobody)
                return found;
        for (std::size_t k = std::size_t(kind); k-- > 0;)
            if (const auto found = look(Kind(k)); found != Buildup::kNobody)
                return found;
        return Buildup::kNobody;
    }

    /// Of one asset of a run: most are brought with it.
    std::uint32_t bringerOf(AssetId id, std::uint32_t run) const
    {
        const auto named = m_named.find(id);
        return named == m_named.end() ? m_out.runActivity[run] : named->second;
    }

    BuildSpan span(std::uint32_t activity) const
    {
        return activity == Buildup::kNobody ? BuildSpan() : spanOf(m_plan.activities[activity].work());
    }
    /// What is highlighted is so for all of the work.
    BuildSpan partOf(std::uint32_t activity, Share share) const
    {
        if (activity == Buildup::kNobody)
            return {};
        return part(span(activity), style(activity) == BuildStyle::Highlight ? kWhole : share);
    }
    float serviceDay(std::uint32_t activity) const { return span(activity).to; }
    BuildStyle style(std::uint32_t activity) const
    {
        return activity == Buildup::kNobody ? BuildStyle::Grow : m_plan.activities[activity].style;
    }

    static std::vector<bool> plantOf(const Campus& campus, const ServesGraph& graph)
    {
        std::vector<bool> out(campus.plantCount(), false);
        for (const ServesGraph::Edge& edge : graph.edges())
            for (const AssetId id : {edge.from, edge.to})
                if (id.kind() == AssetKind::Plant)
                    out[id.index()] = true;
        return out;
    }

    Kind kindOf(const Run& run) const
    {
        if (run.kind == AssetKind::Rack || run.kind == AssetKind::SupportRack)
            return Kind::Racks;
        if (m_campus.types[run.type].typeClass == TypeClass::Decor)
            return Kind::Commissioning;
        return m_power[run.firstItem] && !m_cooling[run.firstItem] ? Kind::Power : Kind::Cooling;
    }

    void runs()
    {
        std::map<std::uint32_t, std::vector<std::size_t>> byActivity;
        m_out.runActivity.reserve(m_campus.runs.size());
        for (std::size_t i = 0; i < m_campus.runs.size(); ++i) {
            const Run& run = m_campus.runs[i];
            const bool isDecor = m_campus.types[run.type].typeClass == TypeClass::Decor;
            const AssetId first = isDecor ? m_campus.groups[run.group].owner : AssetId(run.kind, run.firstItem);
            const std::uint32_t by = bringer(first, kindOf(run));
            m_out.runActivity.push_back(by);
            byActivity[by].push_back(i);
        }
        m_out.runs.resize(m_campus.runs.size());
        m_out.runStyles.resize(m_campus.runs.size());
        for (const auto& [by, list] : byActivity) {
            for (std::size_t i = 0; i < list.size(); ++i) {
                m_out.runs[list[i]] = partOf(by, turn(i, list.size()));
                m_out.runStyles[list[i]] = style(by);
            }
        }
    }

    void shells()
    {
        for (const ShellBox& box : m_campus.shells) {
            const AssetId owner = m_campus.groups[box.group].owner;
            const auto [kind, share] = workOn(box, owner);
            const std::uint32_t by = bringer(owner, kind);
            m_out.shellActivity.push_back(by);
            // Of another kind's time a box takes no share.
            const bool own = by != Buildup::kNobody && m_plan.activities[by].kind == kind;
            m_out.shellWork.push_back(span(by));
            m_out.shellEarth.push_back(kind == Kind::ClearSite ? serviceDay(bringer(owner, Kind::Foundations))
                                                               : -std::numeric_limits<float>::infinity());
            m_out.shells.push_back(partOf(by, own ? share : kWhole));
            m_out.shellStyles.push_back(style(by));
        }
    }

    static std::pair<Kind, Share> workOn(const ShellBox& box, AssetId owner)
    {
        const bool inBuilding = owner.kind() == AssetKind::Building || owner.kind() == AssetKind::Hall;
        switch (box.role) {
        case ShellRole::Wall:
            return {Kind::Shell, kWalls};
        case ShellRole::Roof:
            return {Kind::Shell, box.sizeM.x * box.sizeM.y < kRoofFromM2 ? kFittings : kRoofs};
        case ShellRole::Interior:
            return {Kind::Shell, kInside};
        case ShellRole::Solid:
            break;
        }
        switch (box.material) {
        case Material::Ground:
        case Material::Pad:
            return {Kind::ClearSite, kWhole};
        case Material::Grass:
        case Material::Water:
            return {Kind::Commissioning, kWhole};
        default:
            break;
        }
        if (box.sizeM.z <= kFlatM)
            return {Kind::Foundations, kWhole};
        return {inBuilding ? Kind::Shell : Kind::Power, kWhole};
    }

    void service()
    {
        for (std::uint32_t hall = 0; hall < m_campus.halls.size(); ++hall)
            m_hallEnergised.push_back(bringer({AssetKind::Hall, hall}, Kind::Energised));
        m_out.hallFrom.assign(m_campus.halls.size(), std::numeric_limits<float>::infinity());
        for (std::uint32_t rack = 0; rack < m_campus.rackCount(); ++rack) {
            const std::uint32_t hall = m_campus.hallOfRack(rack);
            const std::uint32_t by = m_hallEnergised[hall];
            // A rack that is brought later than its hall is energised has to come first.
            const bool own = m_named.contains({AssetKind::Rack, rack});
            const float there
                = own ? serviceDay(m_named.at({AssetKind::Rack, rack})) : m_out.runs[m_campus.rackRun[rack]].to;
            m_out.rackEnergised.push_back(by);
            m_out.rackFrom.push_back(std::max(serviceDay(by), there));
            m_out.hallFrom[hall] = std::min(m_out.hallFrom[hall], m_out.rackFrom.back());
        }
        for (std::uint32_t i = 0; i < m_campus.supportCount(); ++i) {
            const Run& run = m_campus.runs[m_campus.supportRun[i]];
            const float there = m_out.runs[m_campus.supportRun[i]].to;
            const float from = run.row == Run::kNone ? there : serviceDay(m_hallEnergised[m_campus.rows[run.row].hall]);
            m_out.supportFrom.push_back(std::max(from, there));
        }
        for (std::uint32_t i = 0; i < m_campus.plantCount(); ++i)
            m_out.plantFrom.push_back(serviceDay(bringerOf({AssetKind::Plant, i}, m_campus.plantRun[i])));
    }

    const Campus& m_campus;
    const Plan& m_plan;
    std::map<std::pair<AssetId, Kind>, std::uint32_t> m_byScope;
    std::map<AssetId, std::uint32_t> m_named;
    std::vector<bool> m_cooling, m_power; // plant in those graphs
    std::vector<std::uint32_t> m_hallEnergised;
    Buildup m_out;
};

} // namespace

Buildup buildup(const Campus& campus, const Plan& plan)
{
    return Builder(campus, plan).make();
}

} // namespace gigahall::model
