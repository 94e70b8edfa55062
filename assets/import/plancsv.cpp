#include "assets/import/plancsv.h"

#include "assets/import/csv.h"
#include "assets/import/csvheader.h"
#include "assets/import/nearmiss.h"
#include "assets/import/planlinks.h"
#include "assets/import/plantext.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace gigahall::assets {
namespace {

using model::Activity;
using model::Day;
using model::Plan;

enum Column : std::size_t
{
    Key,
    Label,
    LabelDe,
    Kind,
    Scope,
    Start,
    Finish,
    BaselineStart,
    BaselineFinish,
    ActualStart,
    ActualFinish,
    Predecessors,
    Brings,
    Style,
    Source,
    ColumnCount
};
constexpr std::array<std::string_view, ColumnCount> kColumns{"key", "label", "label_de", "kind", "scope", "start",
    "finish", "baseline_start", "baseline_finish", "actual_start", "actual_finish", "predecessors", "brings", "style",
    "source"};
constexpr std::array<std::size_t, 5> kRequired{Key, Kind, Scope, Start, Finish};
constexpr std::array<std::string_view, 4> kRemarks{"plan", "plan_de", "assumption", "status"};

/// visit(part) for what stands between semicolons.
template <typename Visit>
void forEachPart(std::string_view text, Visit visit)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        if (const std::string_view part = trimmedText(text.substr(0, end)); !part.empty())
            visit(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

class PlanCsvReader
{
public:
    PlanCsvReader(const std::string& path, const model::Campus& campus)
        : m_campus(campus)
        , m_places(campus)
        , m_csv(path, true)
        , m_problems(path)
        , m_warnings(path)
    {
        m_plan.file = path;
        m_plan.label = campus.label;
    }

    PlanResult read()
    {
        if (!m_csv.isOpen())
            m_problems.add(0, "", "can't be opened; is it readable for you?");
        else if (m_header.read(m_csv, m_problems, m_warnings))
            readRows();
        if (!m_csv.error().empty())
            m_problems.add(m_csv.line(), "", m_csv.error());
        for (const CsvReader::Comment& comment : m_csv.comments())
            readRemark(comment);
        // Where lines could not be read at all, links to them are no mistakes.
        for (std::uint32_t i = 0; i < m_plan.activities.size() && !m_hasLostLines; ++i)
            readLinks(i);
        PlanResult result{std::nullopt, m_problems.take(), m_warnings.take()};
        if (result.problems.empty())
            result.plan = std::move(m_plan);
        std::ranges::stable_sort(result.problems, {}, &Problem::line);
        return result;
    }

private:
    void readRows()
    {
        std::size_t lines = 0;
        while (m_csv.next(m_fields)) {
            ++lines;
            m_line = m_csv.line();
            if (m_plan.activities.size() == kMostActivities) {
                m_problems.add(
                    m_line, "", fmt::format("is one activity too many; expected {} at most", kMostActivities));
                return;
            }
            if (m_fields.size() != m_header.width())
                m_problems.add(m_line, "",
                    fmt::format("has {} fields; expected {} as in the header", m_fields.size(), m_header.width()));
            else if (!std::ranges::all_of(m_fields, isUtf8))
                m_problems.add(m_line, "", "is not UTF-8; expected the file saved as \"CSV UTF-8\"");
            else
                readRow();
        }
        m_hasLostLines = m_plan.activities.size() < lines || !m_csv.error().empty();
        if (lines == 0 && m_csv.error().empty())
            m_problems.add(0, "", "has no line after its header; expected at least one activity");
    }

    std::string_view cell(Column column) const { return m_header.cell(m_fields, column); }
    void problem(Column column, std::string what) { m_problems.add(m_line, kColumns[column], std::move(what)); }

    void readRow()
    {
        Activity activity;
        activity.row = m_line;
        activity.key = cell(Key);
        if (const std::string mistake = planKeyMistake(activity.key); !mistake.empty())
            problem(Key, fmt::format("'{}' is no key; {}", activity.key, mistake));
        else if (!m_keys.add(activity.key, static_cast<std::uint32_t>(m_plan.activities.size())))
            problem(Key,
                fmt::format("'{}' is used twice, first in line {}; expected keys that differ", activity.key,
                    m_plan.activities[*m_keys.find(activity.key)].row));
        activity.label = {std::string(cell(Label).empty() ? cell(Key) : cell(Label)), std::string(cell(LabelDe))};
        if (const auto kind = model::activityKind(cell(Kind)))
            activity.kind = *kind;
        else
            problem(Kind, kindMistake(cell(Kind)));
        if (const auto scope = m_places.find(cell(Scope)))
            activity.scope = *scope;
        else
            problem(Scope, m_places.mistake(cell(Scope)));
        readDays(activity);
        if (const auto style = model::buildStyle(cell(Style)))
            activity.style = *style;
        else if (!cell(Style).empty())
            problem(Style, fmt::format("'{}' is no style; expected grow, appear or highlight", cell(Style)));
        forEachPart(cell(Brings), [&](std::string_view name) { readBrought(activity, name); });
        activity.source = cell(Source);
        m_links.emplace_back(cell(Predecessors));
        m_plan.activities.push_back(std::move(activity));
    }

    void readBrought(Activity& activity, std::string_view name)
    {
        if (const auto id = m_campus.find(name))
            activity.brings.push_back(*id);
        else
            problem(
                Brings, fmt::format("'{}' is no asset of campus '{}'; expected names of assets", name, m_campus.key));
    }

    std::optional<Day> readDay(Column column, bool required = false)
    {
        const std::string_view text = cell(column);
        if (text.empty() && !required)
            return std::nullopt;
        const auto day = planDay(text);
        if (!day)
            problem(column,
                text.empty() ? std::string("is empty; expected a day YYYY-MM-DD")
                             : fmt::format("'{}' is no day of the calendar; expected YYYY-MM-DD", text));
        return day;
    }

    void readDays(Activity& activity)
    {
        const auto start = readDay(Start, true), finish = readDay(Finish, true);
        if (start && finish)
            activity.planned = {*start, *finish};
        const std::size_t before = m_problems.count();
        const auto first = readDay(BaselineStart), last = readDay(BaselineFinish);
        if (first && last)
            activity.baseline = {*first, *last};
        else if ((first || last) && m_problems.count() == before)
            problem(first ? BaselineFinish : BaselineStart, "is empty; expected both days of the baseline, or none");
        activity.actualStart = readDay(ActualStart);
        activity.actualFinish = readDay(ActualFinish);
    }

    void readLinks(std::uint32_t i)
    {
        m_line = m_plan.activities[i].row;
        forEachPart(m_links[i], [&](std::string_view part) {
            const LinkText read = readLink(part, [this](std::string_view key) { return m_keys.find(key); });
            if (!read.link)
                problem(Predecessors, m_keys.mistake(read.key));
            else
                m_plan.activities[i].after.push_back(*read.link);
        });
    }

    void readRemark(const CsvReader::Comment& comment)
    {
        const std::size_t colon = comment.text.find(':');
        const auto known = std::ranges::find(kRemarks, trimmedText(comment.text.substr(0, colon)));
        if (colon == std::string::npos || known == kRemarks.end())
            return;
        const std::string_view value = trimmedText(std::string_view(comment.text).substr(colon + 1));
        if (!isUtf8(value)) {
            m_problems.add(comment.line, "", "is not UTF-8; expected the file saved as \"CSV UTF-8\"");
            return;
        }
        if (*known == "plan")
            m_plan.label = {std::string(value), {}};
        else if (*known == "plan_de")
            m_plan.label.de = value;
        else if (*known == "assumption")
            m_plan.assumption = value;
        else if (const auto day = planDay(value))
            m_plan.statusDay = day;
        else
            m_problems.add(
                comment.line, "status", fmt::format("'{}' is no day of the calendar; expected YYYY-MM-DD", value));
    }

    const model::Campus& m_campus;
    const Workplaces m_places;
    CsvReader m_csv;
    CsvProblems m_problems, m_warnings;
    Plan m_plan;
    ActivityKeys m_keys;
    std::vector<std::string> m_links; // by activity
    bool m_hasLostLines = false;
    CsvHeader m_header{kColumns, kRequired, "a header with key,kind,scope,start,finish"};
    std::vector<std::string_view> m_fields; // of the line
    int m_line = 0;
};

/// As a cell, quoted where it has to be.
std::string quoted(std::string_view text)
{
    const bool isPlain = text.find_first_of(",;\t\"\r\n") == std::string_view::npos && trimmedText(text) == text;
    if (isPlain)
        return std::string(text);
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

std::string oneLine(std::string text)
{
    std::ranges::replace_if(
        text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

std::string dayOrNothing(const std::optional<Day>& day)
{
    return day ? model::dayText(*day) : std::string();
}

std::string rowText(const model::Campus& campus, const Plan& plan, const Activity& activity)
{
    std::string links, brings;
    for (const model::Link& link : activity.after)
        links += (links.empty() ? "" : "; ") + linkText(link, plan.activities.at(link.activity).key);
    for (const model::AssetId id : activity.brings)
        brings += (brings.empty() ? "" : "; ") + campus.name(id);
    const auto& baseline = activity.baseline;
    const std::array<std::string, ColumnCount> cells{activity.key, activity.label.en, activity.label.de,
        std::string(model::activityKey(activity.kind)), campus.name(activity.scope),
        model::dayText(activity.planned.start), model::dayText(activity.planned.finish),
        baseline ? model::dayText(baseline->start) : "", baseline ? model::dayText(baseline->finish) : "",
        dayOrNothing(activity.actualStart), dayOrNothing(activity.actualFinish), links, brings,
        std::string(model::buildStyleKey(activity.style)), activity.source};
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i)
        out += (i ? "," : "") + quoted(cells[i]);
    return out + '\n';
}

} // namespace

PlanResult readPlanCsv(const std::string& path, const model::Campus& campus)
{
    return PlanCsvReader(path, campus).read();
}

std::string planCsvText(const model::Campus& campus, const Plan& plan)
{
    const std::array<std::string, kRemarks.size()> remarks{
        plan.label.en, plan.label.de, plan.assumption, dayOrNothing(plan.statusDay)};
    std::string out;
    for (std::size_t i = 0; i < kRemarks.size(); ++i)
        if (!remarks[i].empty())
            out += fmt::format("# {}: {}\n", kRemarks[i], oneLine(remarks[i]));
    out += fmt::format("{}\n", fmt::join(kColumns, ","));
    for (const Activity& activity : plan.activities)
        out += rowText(campus, plan, activity);
    return out;
}

} // namespace gigahall::assets
