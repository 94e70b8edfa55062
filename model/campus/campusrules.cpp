#include "model/campus/campusrules.h"

#include <fmt/format.h>

#include <algorithm>

namespace gigahall::model {

namespace {

constexpr std::size_t kMaxEdges = 40'000'000;
constexpr const char* kScopeNames[] = {"campus", "phase", "building", "hall", "row"};

/// A run with the place it counts to: index of the row, hall, building or phase of the rule's scope.
struct Member
{
    std::uint32_t place, run;
};

std::uint32_t placeOf(const Campus& campus, const Run& run, Scope scope)
{
    if (scope == Scope::Campus)
        return 0;
    if (scope == Scope::Row)
        return run.row;
    AssetId owner = campus.groups[run.group].owner;
    constexpr AssetKind kKinds[] = {AssetKind::Campus, AssetKind::Phase, AssetKind::Building, AssetKind::Hall};
    const AssetKind wanted = kKinds[static_cast<std::size_t>(scope)];
    while (owner.isValid() && owner.kind() != wanted)
        owner = campus.parent(owner);
    return owner.isValid() ? owner.index() : Run::kNone;
}

std::vector<Member> membersOf(
    const Campus& campus, const std::vector<std::uint32_t>& typeOfRun, const std::vector<bool>& types, Scope scope)
{
    std::vector<Member> out;
    for (std::uint32_t r = 0; r < campus.runs.size(); ++r) {
        const Run& run = campus.runs[r];
        if (run.kind == AssetKind::Shell || !types[typeOfRun[r]])
            continue;
        if (const std::uint32_t place = placeOf(campus, run, scope); place != Run::kNone)
            out.push_back({place, r});
    }
    std::stable_sort(out.begin(), out.end(), [](const Member& a, const Member& b) { return a.place < b.place; });
    return out;
}

/// The assets of all members of one place, starting at `at`; moves `at` behind them.
void collect(const Campus& campus, const std::vector<Member>& members, std::size_t& at, std::vector<AssetId>& out)
{
    out.clear();
    const std::uint32_t place = members[at].place;
    for (; at < members.size() && members[at].place == place; ++at) {
        const Run& run = campus.runs[members[at].run];
        for (std::uint32_t i = 0; i < run.count; ++i)
            out.emplace_back(run.kind, run.firstItem + i);
    }
}

class RuleExpander
{
public:
    RuleExpander(
        const Campus& campus, const std::vector<std::uint32_t>& typeOfRun, std::vector<ServesGraph::Edge>& edges)
        : m_campus(campus)
        , m_typeOfRun(typeOfRun)
        , m_edges(edges)
    {
    }

    /// Empty, or what is wrong.
    std::string expand(const RuleSpec& rule, std::uint32_t index)
    {
        const std::vector<Member> from = membersOf(m_campus, m_typeOfRun, rule.fromTypes, rule.scope);
        const std::vector<Member> to = membersOf(m_campus, m_typeOfRun, rule.toTypes, rule.scope);
        const char* scope = kScopeNames[static_cast<std::size_t>(rule.scope)];
        bool any = false;
        for (std::size_t f = 0, t = 0; f < from.size() && t < to.size();) {
            if (from[f].place != to[t].place) {
                from[f].place < to[t].place ? ++f : ++t;
                continue;
            }
            collect(m_campus, from, f, m_from);
            collect(m_campus, to, t, m_to);
            any = true;
            if (rule.groups > std::min(m_from.size(), m_to.size()))
                return fmt::format(
                    "has {} groups, but a {} has {} '{}' and {} '{}'; expected at least one of each a group",
                    rule.groups, scope, m_from.size(), rule.from, m_to.size(), rule.to);
            if (!join(rule, index))
                return fmt::format("makes more than {} edges; expected smaller groups or a round robin", kMaxEdges);
        }
        if (!any)
            return fmt::format("connects nothing: no '{}' and '{}' are in the same {}", rule.from, rule.to, scope);
        return {};
    }

private:
    bool join(const RuleSpec& rule, std::uint32_t index)
    {
        for (std::size_t g = 0; g < rule.groups; ++g) {
            const auto cut = [&](const std::vector<AssetId>& all) {
                const std::size_t lo = g * all.size() / rule.groups, hi = (g + 1) * all.size() / rule.groups;
                return std::span(all).subspan(lo, hi - lo);
            };
            if (!joinGroup(cut(m_from), cut(m_to), rule, index))
                return false;
        }
        return true;
    }

    bool joinGroup(
        std::span<const AssetId> from, std::span<const AssetId> to, const RuleSpec& rule, std::uint32_t index)
    {
        const std::uint32_t group = m_groups++;
        const std::size_t pairs = rule.roundRobin ? std::max(from.size(), to.size()) : from.size();
        const std::size_t perPair = rule.roundRobin ? std::min<std::size_t>(rule.feeds, from.size()) : to.size();
        if (pairs * perPair > kMaxEdges - std::min(kMaxEdges, m_edges.size()))
            return false;
        for (std::size_t i = 0; i < pairs; ++i)
            for (std::size_t k = 0; k < perPair; ++k)
                m_edges.push_back(rule.roundRobin
                        ? ServesGraph::Edge{from[(i + k) % from.size()], to[i % to.size()], index, group}
                        : ServesGraph::Edge{from[i], to[k], index, group});
        return true;
    }

    const Campus& m_campus;
    const std::vector<std::uint32_t>& m_typeOfRun;
    std::vector<ServesGraph::Edge>& m_edges;
    std::vector<AssetId> m_from, m_to;
    std::uint32_t m_groups = 0;
};

/// A cycle of assets needs a cycle of types: the cheap question is asked first.
bool typesMayCycle(const std::vector<RuleSpec>& rules)
{
    if (rules.empty())
        return false;
    const std::size_t types = rules.front().fromTypes.size();
    std::vector<int> depth(types, 0);
    for (std::size_t round = 0; round <= types; ++round) {
        bool changed = false;
        for (const RuleSpec& rule : rules)
            for (std::size_t f = 0; f < types; ++f)
                for (std::size_t t = 0; rule.fromTypes[f] && t < types; ++t)
                    if (rule.toTypes[t] && depth[t] < depth[f] + 1) {
                        depth[t] = depth[f] + 1;
                        changed = true;
                    }
        if (!changed)
            return false;
    }
    return true;
}

std::string cycleText(const Campus& campus, const std::vector<AssetId>& cycle)
{
    std::string path;
    for (std::size_t i = 0; i < cycle.size() && i < 6; ++i)
        path += campus.name(cycle[i]) + " > ";
    if (cycle.size() > 6)
        path += "... > ";
    return path + campus.name(cycle.front());
}

} // namespace

ServesGraph expandRules(const Campus& campus, const std::vector<std::uint32_t>& typeOfRun,
    const std::vector<RuleSpec>& rules, std::string_view name, std::vector<BuildProblem>& problems)
{
    std::vector<ServesGraph::Edge> edges;
    std::vector<ServesGraph::Rule> plain;
    RuleExpander expander(campus, typeOfRun, edges);
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
        plain.push_back(rules[i].rule);
        if (std::string what = expander.expand(rules[i], i); !what.empty())
            problems.push_back({fmt::format("/{}/{}", name, i), "rule " + what});
    }
    ServesGraph graph(std::move(edges), std::move(plain));
    if (typesMayCycle(rules))
        if (const auto cycle = graph.findCycle(); !cycle.empty())
            problems.push_back({fmt::format("/{}", name),
                fmt::format("assets serve themselves: {}; expected rules without a cycle", cycleText(campus, cycle))});
    return graph;
}

} // namespace gigahall::model
