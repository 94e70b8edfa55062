#include "assets/import/rolloutsection.h"

#include "assets/import/readcontext.h"
#include "model/rollout/schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace gigahall::assets {
namespace {

using model::ActivityTemplate;

constexpr std::array<std::string_view, 4> kEach{"campus", "phase", "building", "hall"};
constexpr std::array<std::string_view, 4> kLinks{"finishToStart", "startToStart", "finishToFinish", "startToFinish"};

int wholeDays(const JsonNode& node, int ifAbsent)
{
    constexpr double kMost = 36500;
    const double days = node.number(ifAbsent);
    return std::abs(days) <= kMost ? static_cast<int>(days) : ifAbsent;
}

class SectionReader
{
public:
    SectionReader(const CampusDocument& document, std::vector<Problem>& problems)
        : m_document(document)
        , m_problems(problems)
    {
    }

    RolloutSection read(const JsonNode& section)
    {
        RolloutSection out;
        out.assumption = section["assumption"].text();
        const JsonNode activities = section["activities"];
        activities.forEach([&](const JsonNode& node) {
            const std::string id = node["id"].text();
            if (node["id"].isString() && m_names.find(id))
                report(node["id"], fmt::format("the id '{}' is used twice; expected ids that differ", id));
            m_names.add(id);
            out.templates.push_back(readTemplate(node, id));
            out.lines.push_back(m_document.lineOf(node.pointer()));
        });
        for (std::size_t i = 0; i < out.templates.size(); ++i)
            activities[i]["after"].forEach([&](const JsonNode& node) { readAfter(node, out.templates, i); });
        reportCircle(activities, out.templates);
        return out;
    }

private:
    void report(const JsonNode& at, std::string what)
    {
        m_problems.push_back(m_document.problem(at.pointer(), std::move(what)));
    }

    ActivityTemplate readTemplate(const JsonNode& node, const std::string& id)
    {
        ActivityTemplate out;
        out.key = id;
        out.label = readLabel(node["label"], id);
        out.kind = model::activityKind(node["kind"].text()).value_or(out.kind);
        out.each = enumOf(node["each"].text(), kEach, out.each);
        out.startDays = wholeDays(node["start"], 0);
        out.days = std::max(1, wholeDays(node["days"], 1));
        out.fromReady = node["from"].text() == "ready";
        out.staggerDays = wholeDays(node["stagger"], 0);
        out.hallStaggerDays = wholeDays(node["hallStagger"], 0);
        out.style = model::buildStyle(node["style"].text()).value_or(out.style);
        out.source = node["source"].text();
        if (out.kind == model::ActivityKind::Energised && out.days > 1)
            report(node["days"], fmt::format("is {}; expected 1: being energised is a milestone", out.days));
        return out;
    }

    void readAfter(const JsonNode& node, std::vector<ActivityTemplate>& templates, std::size_t i)
    {
        const std::string name = node["activity"].text();
        const auto before = m_names.find(name);
        if (!before) {
            if (node["activity"].isString())
                report(node["activity"], m_names.unknown(name));
            return;
        }
        ActivityTemplate::After after;
        after.activity = *before;
        after.previous = node["previous"].truth(false);
        after.kind = enumOf(node["link"].text(), kLinks, after.kind);
        after.lagDays = wholeDays(node["lag"], 0);
        if (after.previous && templates[*before].each != templates[i].each)
            report(node["previous"],
                fmt::format("has no meaning here: '{}' is for each {}, '{}' for each {}; expected the same", name,
                    kEach[std::size_t(templates[*before].each)], templates[i].key,
                    kEach[std::size_t(templates[i].each)]));
        templates[i].after.push_back(after);
    }

    /// What waits for the space before is no circle.
    void reportCircle(const JsonNode& activities, const std::vector<ActivityTemplate>& templates)
    {
        model::Plan plan;
        for (const ActivityTemplate& one : templates) {
            model::Activity activity;
            for (const ActivityTemplate::After& after : one.after)
                if (!after.previous)
                    activity.after.push_back({after.activity, after.kind, after.lagDays});
            plan.activities.push_back(std::move(activity));
        }
        const std::vector<std::uint32_t> circle = model::findWaitingCircle(plan);
        if (circle.empty())
            return;
        std::string names;
        for (const std::uint32_t i : circle)
            names += fmt::format("'{}' -> ", templates[i].key);
        report(activities[circle.front()],
            fmt::format("waits for itself: {}'{}'; expected no circles", names, templates[circle.front()].key));
    }

    const CampusDocument& m_document;
    std::vector<Problem>& m_problems;
    NameTable m_names{"activity"};
};

} // namespace

RolloutSection readRolloutSection(
    const CampusDocument& document, const JsonNode& section, std::vector<Problem>& problems)
{
    return SectionReader(document, problems).read(section);
}

} // namespace gigahall::assets
