#include "assets/import/planxml.h"

#include "assets/import/csvproblems.h"
#include "assets/import/plancsv.h"
#include "assets/import/plantext.h"
#include "assets/import/planwords.h"
#include "assets/import/projectxml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

namespace gigahall::assets {
namespace {

using model::Activity;
using model::ActivityKind;
using model::AssetId;
using model::Day;
using model::LinkKind;
using model::Plan;

constexpr int kMostLagDays = 36500;

/// "2027-03-01T08:00:00": the day, and how late on it.
struct Moment
{
    Day day;
    std::string time;
};

std::optional<Moment> readMoment(std::string_view text)
{
    const auto day = model::parseDay(text.substr(0, 10));
    if (!day || (text.size() > 10 && text[10] != 'T'))
        return std::nullopt;
    return Moment{*day, std::string(text.substr(std::min<std::size_t>(text.size(), 11)))};
}

std::optional<std::int64_t> readNumber(std::string_view text)
{
    std::int64_t out = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), out);
    return status == std::errc() && end == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

class PlanXmlReader
{
public:
    PlanXmlReader(const std::string& path, const model::Campus& campus)
        : m_campus(campus)
        , m_places(campus)
        , m_problems(path)
        , m_warnings(path)
        , m_path(path)
    {
    }

    PlanResult read()
    {
        if (const auto problem = m_file.open(m_path))
            return {std::nullopt, {*problem}, {}};
        readProject(m_file.root());
        PlanResult result{std::nullopt, m_problems.take(), m_warnings.take()};
        if (result.problems.empty())
            result.plan = std::move(m_plan);
        std::ranges::stable_sort(result.problems, {}, &Problem::line);
        return result;
    }

private:
    int lineOf(const pugi::xml_node& node) const { return m_file.lineOf(node); }

    // ---- the project ----

    void readProject(const pugi::xml_node& project)
    {
        m_plan.file = m_path;
        m_plan.label.en = trimmedText(project.child("Title").text().get());
        if (m_plan.label.en.empty())
            m_plan.label.en = trimmedText(project.child("Name").text().get());
        if (m_plan.label.en.empty())
            m_plan.label = m_campus.label;
        if (const auto status = readMoment(project.child("StatusDate").text().get()))
            m_plan.statusDay = status->day;
        m_minutesPerDay = project.child("MinutesPerDay").text().as_double(480);
        if (!(m_minutesPerDay >= 1 && m_minutesPerDay <= 1440)) {
            m_problems.add(lineOf(project.child("MinutesPerDay")), "",
                "MinutesPerDay is not from 1 to 1440; expected how long people work on a day, e.g. 480");
            return;
        }
        readFields(project.child("ExtendedAttributes"));
        std::size_t tasks = 0;
        for (const pugi::xml_node task : project.child("Tasks").children("Task")) {
            ++tasks;
            readTask(task);
            if (m_plan.activities.size() > kMostActivities) {
                m_problems.add(
                    lineOf(task), "", fmt::format("has too many tasks; expected {} at most", kMostActivities));
                return;
            }
        }
        if (m_plan.activities.empty() && m_problems.empty())
            m_problems.add(lineOf(project), "",
                tasks == 0 ? "has no tasks; expected at least one"
                           : "has no task of which asset and kind of work are known; expected names such as "
                             "\"P01-B1/shell\", or the fields \"Gigahall asset\" and \"Gigahall kind\"");
        for (std::uint32_t i = 0; i < m_tasks.size(); ++i)
            readLinks(i);
    }

    /// Which custom fields are ours.
    void readFields(const pugi::xml_node& list)
    {
        for (const pugi::xml_node field : list.children("ExtendedAttribute"))
            for (const char* name : {"Alias", "FieldName"}) {
                const std::string called = lowered(trimmedText(field.child(name).text().get()));
                if (called == "gigahall asset")
                    m_assetField = field.child("FieldID").text().get();
                else if (called == "gigahall kind")
                    m_kindField = field.child("FieldID").text().get();
            }
    }

    std::string_view fieldOf(const pugi::xml_node& task, const std::string& id) const
    {
        if (!id.empty())
            for (const pugi::xml_node field : task.children("ExtendedAttribute"))
                if (id == field.child("FieldID").text().get())
                    return trimmedText(field.child("Value").text().get());
        return {};
    }

    // ---- tasks ----

    struct Task
    {
        pugi::xml_node node;
        std::string uid;
        Moment start, finish;
    };

    /// "task 12 'Foundations'"
    static std::string called(const pugi::xml_node& task)
    {
        return fmt::format(
            "task {} '{}'", task.child("UID").text().get(), trimmedText(task.child("Name").text().get()));
    }

    void readTask(const pugi::xml_node& task)
    {
        const std::string uid = task.child("UID").text().get();
        const auto level = std::clamp(task.child("OutlineLevel").text().as_int(1), 0, 1000);
        const std::string_view name = trimmedText(task.child("Name").text().get());
        const AssetId named = assetIn(name);
        m_outline.resize(static_cast<std::size_t>(level) + 1);
        m_outline.back() = named;
        const bool isLeft = task.child("IsNull").text().as_bool() || !task.child("Active").text().as_bool(true)
            || task.child("Summary").text().as_bool() || uid == "0";
        if (!uid.empty() && !m_uids.insert({uid, kLeftOut}).second)
            m_problems.add(lineOf(task), "", fmt::format("the UID {} is used twice; expected UIDs that differ", uid));
        if (isLeft)
            return;
        Activity activity;
        activity.row = lineOf(task);
        if (!identify(task, name, activity))
            return;
        Task kept{task, uid, {}, {}};
        readDays(kept, activity);
        m_uids[uid] = static_cast<std::int64_t>(m_plan.activities.size());
        m_tasks.push_back(std::move(kept));
        m_plan.activities.push_back(std::move(activity));
    }

    /// Scope, kind, key and label; false where the task is none of ours, which was said then.
    bool identify(const pugi::xml_node& task, std::string_view name, Activity& activity)
    {
        std::optional<AssetId> scope;
        std::optional<ActivityKind> kind;
        std::string key;
        if (const std::string_view asset = fieldOf(task, m_assetField); !asset.empty()) {
            scope = m_places.find(asset);
            if (!scope)
                m_problems.add(lineOf(task), "", fmt::format("{}: {}", called(task), m_places.mistake(asset)));
        }
        if (const std::string_view text = fieldOf(task, m_kindField); !text.empty()) {
            kind = model::activityKind(text);
            if (!kind)
                kind = kindOfWork(text);
            if (!kind)
                m_problems.add(lineOf(task), "", fmt::format("{}: {}", called(task), kindMistake(text)));
        }
        const std::string_view first = name.substr(0, name.find_first_of(" :"));
        const std::size_t slash = first.rfind('/');
        if (const auto place = m_places.find(first.substr(0, slash)); slash != std::string_view::npos && place) {
            const std::string_view word = first.substr(slash + 1);
            const auto byWord
                = model::activityKind(word) ? model::activityKind(word) : kindOfWork(name.substr(slash + 1));
            if (byWord && (!scope || scope == place) && planKeyMistake(first).empty())
                key = first;
            scope = scope ? scope : place;
            kind = kind ? kind : byWord;
            name = trimmedText(name.substr(std::min(name.size(), first.size() + 1)));
        }
        scope = scope ? scope : nearest();
        kind = kind ? kind : kindOfWork(name);
        if (!scope || !kind) {
            m_warnings.add(lineOf(task), "",
                fmt::format("{} is left out: {}", called(task),
                    scope ? "no word tells the kind of work; expected e.g. Foundations"
                          : "nothing tells the asset; expected its name, e.g. P01-B1, here or in a task above"));
            return false;
        }
        activity.scope = *scope;
        activity.kind = *kind;
        activity.key = uniqueKey(key, task, activity);
        activity.label.en = name.empty() ? std::string(model::activityKey(*kind)) : std::string(name);
        return true;
    }

    std::string uniqueKey(std::string key, const pugi::xml_node& task, const Activity& activity)
    {
        if (key.empty())
            key = fmt::format("{}/{}", m_campus.name(activity.scope), model::activityKey(activity.kind));
        const auto index = static_cast<std::uint32_t>(m_plan.activities.size());
        if (!m_keys.add(key, index)) {
            key += fmt::format("-{}", task.child("UID").text().get());
            m_keys.add(key, index);
        }
        return key;
    }

    /// The asset that a text names; invalid for none.
    AssetId assetIn(std::string_view text)
    {
        const std::string whole = lowered(text);
        for (std::uint32_t i = 0; i < m_campus.phases.size(); ++i)
            if (whole == lowered(m_campus.phases[i].label.en) || whole == lowered(m_campus.phases[i].label.de))
                return {model::AssetKind::Phase, i};
        while (!text.empty()) {
            const std::size_t end = std::min(text.find_first_of(" \t,;:()[]/"), text.size());
            if (const auto place = m_places.find(text.substr(0, end)); place && end > 0)
                if (place->kind() != model::AssetKind::Campus || end == whole.size()) // may be any word
                    return *place;
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return {};
    }

    std::optional<AssetId> nearest() const
    {
        for (auto at = m_outline.rbegin(); at != m_outline.rend(); ++at)
            if (at->isValid())
                return *at;
        return std::nullopt;
    }

    // ---- days ----

    std::optional<Moment> readDay(const pugi::xml_node& parent, const char* name, bool required = false)
    {
        const std::string_view text = trimmedText(parent.child(name).text().get());
        if (!required && (text.empty() || text == "NA"))
            return std::nullopt;
        const auto moment = readMoment(text);
        if (!moment)
            m_problems.add(lineOf(parent.child(name) ? parent.child(name) : parent), "",
                fmt::format("{} '{}' is no day of the calendar; expected e.g. 2027-03-01T08:00:00", name, text));
        return moment;
    }

    /// What ends at midnight ends with the day before.
    static Day lastDay(const Moment& finish, const Moment& start)
    {
        const bool isMidnight = finish.time.starts_with("00:00") && finish.day > start.day;
        return isMidnight ? finish.day - std::chrono::days(1) : finish.day;
    }

    void readDays(Task& task, Activity& activity)
    {
        const auto start = readDay(task.node, "Start", true), finish = readDay(task.node, "Finish", true);
        if (start && finish) {
            activity.planned = {start->day, lastDay(*finish, *start)};
            task.start = *start;
            task.finish = *finish;
        }
        if (const auto day = readDay(task.node, "ActualStart"))
            activity.actualStart = day->day;
        if (const auto day = readDay(task.node, "ActualFinish"))
            activity.actualFinish = lastDay(*day, start.value_or(*day));
        for (const pugi::xml_node baseline : task.node.children("Baseline")) {
            if (baseline.child("Number").text().as_int(0) != 0)
                continue;
            const auto first = readDay(baseline, "Start"), last = readDay(baseline, "Finish");
            if (first && last)
                activity.baseline = model::Work{first->day, lastDay(*last, *first)};
        }
    }

    // ---- links ----

    void readLinks(std::uint32_t i)
    {
        for (const pugi::xml_node link : m_tasks[i].node.children("PredecessorLink")) {
            const std::string uid(trimmedText(link.child("PredecessorUID").text().get()));
            const auto found = m_uids.find(uid);
            if (found == m_uids.end()) {
                m_problems.add(lineOf(link), "",
                    fmt::format("{} waits for UID '{}', and no task has it; expected the UID of one",
                        called(m_tasks[i].node), uid));
                continue;
            }
            if (found->second < 0) {
                m_warnings.add(lineOf(link), "",
                    fmt::format("{} waits for UID {}, a summary or a task that was left out; so is the link",
                        called(m_tasks[i].node), uid));
                continue;
            }
            readLink(i, link, static_cast<std::uint32_t>(found->second));
        }
    }

    void readLink(std::uint32_t i, const pugi::xml_node& link, std::uint32_t before)
    {
        constexpr std::array<LinkKind, 4> kTypes{
            LinkKind::FinishToFinish, LinkKind::FinishToStart, LinkKind::StartToFinish, LinkKind::StartToStart};
        const auto type = readNumber(link.child("Type").text().as_string("1"));
        if (!type || *type < 0 || *type > 3) {
            m_problems.add(lineOf(link), "",
                fmt::format("the type of a link is '{}'; expected 0 (FF), 1 (FS), 2 (SF) or 3 (SS)",
                    link.child("Type").text().get()));
            return;
        }
        const auto lag = lagDays(link);
        if (!lag)
            return;
        model::Link out{before, kTypes.at(static_cast<std::size_t>(*type)), *lag};
        // Days are coarser than times: what starts in the afternoon after work that ended in the morning is no day
        // early.
        const Task &first = m_tasks[before], &second = m_tasks[i];
        const Activity& activity = m_plan.activities[i];
        if (out.kind == LinkKind::FinishToStart && out.lagDays == 0 && first.finish.day == second.start.day
            && first.finish.time <= second.start.time && activity.planned.start != activity.planned.finish)
            out.lagDays = -1;
        m_plan.activities[i].after.push_back(out);
    }

    /// Tenths of a minute of work, or elapsed; nothing (and said) where it is no number of days.
    std::optional<int> lagDays(const pugi::xml_node& link)
    {
        const pugi::xml_node node = link.child("LinkLag");
        const auto tenths = readNumber(node.text().as_string("0"));
        const int format = link.child("LagFormat").text().as_int(7);
        const bool isShare = format == 19 || format == 20 || format == 51 || format == 52;
        if (tenths && isShare && *tenths != 0) {
            m_warnings.add(lineOf(node), "", "the lag is a share of a duration, which is not supported; 0 is taken");
            return 0;
        }
        // Elapsed time has even numbers: em, eh, ed, ew, emo.
        const bool isElapsed = format >= 4 && format <= 12 && format % 2 == 0;
        const double days = tenths ? std::floor(double(*tenths) / 10 / (isElapsed ? 1440 : m_minutesPerDay)) : 0;
        if (tenths && std::abs(days) <= kMostLagDays)
            return static_cast<int>(days);
        m_problems.add(lineOf(node), "",
            fmt::format(
                "the lag is '{}'; expected tenths of a minute, up to {} days", node.text().get(), kMostLagDays));
        return std::nullopt;
    }

    static constexpr std::int64_t kLeftOut = -1;

    const model::Campus& m_campus;
    const Workplaces m_places;
    CsvProblems m_problems, m_warnings;
    std::string m_path;
    ProjectXml m_file;
    double m_minutesPerDay = 480;
    std::string m_assetField, m_kindField;
    std::vector<AssetId> m_outline; // by outline level, of the tasks above and this one
    std::map<std::string, std::int64_t> m_uids; // index of its activity, or kLeftOut
    std::vector<Task> m_tasks; // by activity
    ActivityKeys m_keys;
    Plan m_plan;
};

} // namespace

PlanResult readPlanXml(const std::string& path, const model::Campus& campus)
{
    return PlanXmlReader(path, campus).read();
}

} // namespace gigahall::assets
