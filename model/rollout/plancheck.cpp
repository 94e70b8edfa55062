#include "model/rollout/plancheck.h"

#include "model/rollout/schedule.h"
#include "model/rollout/totals.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace gigahall::model {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

class Checker
{
public:
    Checker(const Campus& campus, const Plan& plan)
        : m_campus(campus)
        , m_plan(plan)
    {
    }

    std::vector<PlanProblem> check()
    {
        days();
        circles();
        if (m_problems.empty()) {
            links();
            m_buildup = buildup(m_campus, m_plan);
            for (std::uint32_t i = 0; i < m_plan.activities.size(); ++i)
                for (const AssetId id : m_plan.activities[i].brings)
                    m_named.insert_or_assign(id, i);
            servers(m_campus.power, "feeds");
            servers(m_campus.coolant, "cools");
            substations();
        }
        std::ranges::stable_sort(
            m_problems, {}, [](const PlanProblem& p) { return std::pair(p.activity, !p.isMistake); });
        return std::move(m_problems);
    }

private:
    const std::string& key(std::uint32_t activity) const { return m_plan.activities[activity].key; }
    void mistake(std::uint32_t activity, std::string what) { m_problems.push_back({activity, std::move(what), true}); }
    void bad(std::uint32_t activity, std::string what) { m_problems.push_back({activity, std::move(what), false}); }

    void days()
    {
        const auto backwards = [&](std::uint32_t i, std::string_view which, Day start, Day finish) {
            if (finish < start)
                mistake(i,
                    fmt::format("'{}' has its {} finish {} before its start {}; expected the same day or a later one",
                        key(i), which, dayText(finish), dayText(start)));
        };
        for (std::uint32_t i = 0; i < m_plan.activities.size(); ++i) {
            const Activity& activity = m_plan.activities[i];
            backwards(i, "planned", activity.planned.start, activity.planned.finish);
            if (activity.baseline)
                backwards(i, "baseline", activity.baseline->start, activity.baseline->finish);
            if (activity.actualStart && activity.actualFinish)
                backwards(i, "actual", *activity.actualStart, *activity.actualFinish);
            for (const Link& link : activity.after)
                if (link.activity >= m_plan.activities.size())
                    mistake(i, fmt::format("'{}' waits for an activity that is not in the plan", key(i)));
        }
    }

    void circles()
    {
        if (!m_problems.empty())
            return;
        const auto circle = findWaitingCircle(m_plan);
        if (circle.empty())
            return;
        std::string names;
        for (const std::uint32_t i : circle)
            names += fmt::format("'{}' -> ", key(i));
        mistake(
            circle.front(), fmt::format("waits for itself: {}'{}'; expected no circles", names, key(circle.front())));
    }

    void links()
    {
        for (std::uint32_t i = 0; i < m_plan.activities.size(); ++i) {
            const Activity& activity = m_plan.activities[i];
            const auto allowed = earliestStart(m_plan, i);
            const Day start = activity.work().start;
            if (allowed && start < *allowed)
                bad(i,
                    fmt::format("'{}' starts on {}, {} days before what it waits for allows; expected {} or later",
                        activity.key, dayText(start), (*allowed - start).count(), dayText(*allowed)));
        }
    }

    float from(AssetId id) const
    {
        switch (id.kind()) {
        case AssetKind::Rack:
            return m_buildup.rackFrom[id.index()];
        case AssetKind::SupportRack:
            return m_buildup.supportFrom[id.index()];
        case AssetKind::Plant:
            return m_buildup.plantFrom[id.index()];
        default:
            return -kInfinity;
        }
    }

    /// From when on something really works, and the plant that it waited for last.
    struct Works
    {
        float day = -kInfinity;
        AssetId late;
    };

    const Works& works(const ServesGraph& graph, AssetId id)
    {
        if (const auto known = m_works.find(id); known != m_works.end())
            return known->second;
        Works out{from(id), id};
        // One of its servers is enough: redundancy is for later.
        Works best{kInfinity, {}};
        const auto servers = graph.serversOf(id);
        for (const ServesGraph::Edge& edge : servers)
            if (const Works& server = works(graph, edge.from); !best.late.isValid() || server.day < best.day)
                best = server;
        if (!servers.empty() && best.day > out.day)
            out = best;
        return m_works.emplace(id, out).first->second;
    }

    /// A run may be brought by several that name its plant.
    std::uint32_t bringer(AssetId plant) const
    {
        const auto named = m_named.find(plant);
        return named == m_named.end() ? m_buildup.runActivity[m_campus.plantRun[plant.index()]] : named->second;
    }

    /// One line for all racks of one activity that wait for plant of one other.
    void servers(const ServesGraph& graph, std::string_view verb)
    {
        struct Waiting
        {
            std::uint32_t racks = 0;
            AssetId late;
            float day = 0;
        };
        std::map<std::pair<std::uint32_t, std::uint32_t>, Waiting> waiting;
        m_works.clear();
        for (std::uint32_t rack = 0; rack < m_campus.rackCount(); ++rack) {
            const std::uint32_t by = m_buildup.rackEnergised[rack];
            const Works& at = works(graph, {AssetKind::Rack, rack});
            if (by == Buildup::kNobody || at.day <= m_buildup.rackFrom[rack] || at.late.kind() != AssetKind::Plant)
                continue;
            Waiting& one = waiting[{by, bringer(at.late)}];
            one = {one.racks + 1, at.late, at.day};
        }
        for (const auto& [who, one] : waiting)
            bad(who.first,
                fmt::format("'{}' energises {} racks before what {} them is there: {} comes with '{}', finished on {}",
                    key(who.first), one.racks, verb, m_campus.name(one.late),
                    who.second == Buildup::kNobody ? "nothing" : key(who.second), dayText(dayAt(double(one.day)))));
    }

    /// Plant of a phase, or of the campus, that everything in it hangs on: lines and main transformers, by type.
    void substations()
    {
        const RolloutCurve curve(m_campus, m_buildup);
        for (std::uint32_t phase = 0; phase < m_campus.phases.size(); ++phase)
            substation(curve, phase);
    }

    void substation(const RolloutCurve& curve, std::uint32_t phase)
    {
        std::map<std::uint32_t, std::vector<std::pair<double, double>>> byType; // type -> day, kW
        const Range own = m_campus.phases[phase].ownPlant;
        for (std::uint32_t plant = own.first; plant < own.end(); ++plant) {
            const std::uint32_t type = m_campus.runs[m_campus.plantRun[plant]].type;
            const AssetType& t = m_campus.types[type];
            if (carriesAll(t))
                byType[type].emplace_back(double(m_buildup.plantFrom[plant]), t.ratedKw * t.electrical.powerFactor);
        }
        for (const auto& [type, units] : byType)
            for (const double day : curve.days())
                if (tooMuch(phase, type, units, day, curve.at(phase, day)))
                    break;
    }

    static bool carriesAll(const AssetType& type)
    {
        const bool kw = type.ratedUnit == "kW" || type.ratedUnit == "kVA";
        const bool passes = type.electrical.role == PowerRole::Source || type.category == "transformer";
        return kw && type.ratedKw > 0 && passes;
    }

    bool tooMuch(std::uint32_t phase, std::uint32_t type, const std::vector<std::pair<double, double>>& units,
        double day, const RolloutTotals& load)
    {
        double kw = 0;
        for (const auto& [from, unitKw] : units)
            kw += from <= day ? unitKw : 0;
        if (double(load.facilityW) / 1000 <= kw)
            return false;
        for (std::uint32_t rack = m_campus.phases[phase].racks.first; rack < m_campus.phases[phase].racks.end();
             ++rack) {
            if (double(m_buildup.rackFrom[rack]) != day || m_buildup.rackEnergised[rack] == Buildup::kNobody)
                continue;
            bad(m_buildup.rackEnergised[rack],
                fmt::format(
                    "'{}' brings phase {} to {:.1f} MW on {}, but '{}' there carry {:.1f} MW; expected no more than "
                    "that",
                    key(m_buildup.rackEnergised[rack]), m_campus.phases[phase].key, double(load.facilityW) / 1e6,
                    dayText(dayAt(day)), m_campus.types[type].key, kw / 1000));
            return true;
        }
        return false;
    }

    const Campus& m_campus;
    const Plan& m_plan;
    Buildup m_buildup;
    std::map<AssetId, std::uint32_t> m_named; // by the activity that says it brings it
    std::map<AssetId, Works> m_works;
    std::vector<PlanProblem> m_problems;
};

} // namespace

std::vector<PlanProblem> checkPlan(const Campus& campus, const Plan& plan)
{
    return Checker(campus, plan).check();
}

} // namespace gigahall::model
