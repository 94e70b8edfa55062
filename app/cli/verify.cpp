#include "app/cli/verify.h"

#include "app/cli/table.h"
#include "app/verify/cases.h"
#include "assets/import/campusfile.h"
#include "assets/import/jsonformat.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <ostream>

namespace gigahall::app {
namespace {

std::string number(double value)
{
    return std::isfinite(value) ? fmt::format("{:.9g}", value) : "-";
}

std::string toleranceText(const VerifyCase& one)
{
    return one.relative ? fmt::format("{:g} %", 100 * one.tolerance) : fmt::format("{:g}", one.tolerance);
}

/// Under a heading for every source.
void writeTable(const std::vector<VerifyCase>& cases, std::ostream& out)
{
    Table table({"", "", "Expected", "Computed", "+-", "Unit"}, 2);
    table.rule();
    const std::string* source = nullptr;
    for (const VerifyCase& one : cases) {
        if (!source || *source != one.source)
            table.add({"", one.source});
        source = &one.source;
        table.add({statusName(one.status), "  " + one.name, number(one.expected), number(one.computed),
            toleranceText(one), one.unit});
    }
    table.write(out);
}

void writeJson(const std::vector<VerifyCase>& cases, std::ostream& out)
{
    auto json = nlohmann::ordered_json::array();
    for (const VerifyCase& one : cases) {
        nlohmann::ordered_json item;
        item["name"] = one.name;
        item["expected"] = one.expected;
        item["computed"] = std::isfinite(one.computed) ? nlohmann::ordered_json(one.computed) : nullptr;
        item["tolerance"] = one.tolerance;
        item["toleranceKind"] = one.relative ? "relative" : "absolute";
        item["unit"] = one.unit;
        item["source"] = one.source;
        item["status"] = statusName(one.status);
        if (!one.note.empty())
            item["note"] = one.note;
        json.push_back(std::move(item));
    }
    out << assets::formatJson(json);
}

/// Why cases have no value, once for all that share the reason.
void writeNotes(const std::vector<VerifyCase>& cases, std::ostream& out)
{
    std::vector<std::string> notes;
    for (const VerifyCase& one : cases)
        if (!one.note.empty() && std::find(notes.begin(), notes.end(), one.note) == notes.end())
            notes.push_back(one.note);
    for (const std::string& note : notes) {
        const auto shares = [&](const VerifyCase& one) { return one.note == note; };
        const auto first = std::find_if(cases.begin(), cases.end(), shares);
        out << fmt::format(
            "  {} {}: {}\n", std::count_if(cases.begin(), cases.end(), shares), statusName(first->status), note);
    }
}

} // namespace

int runVerify(const VerifyOptions& options, std::ostream& out, std::ostream& err)
{
    if (!options.data.empty() && !std::filesystem::is_directory(options.data + "/mlperf-power")) {
        err << fmt::format("gigahall verify: {}: expected a folder with mlperf-power in it\n", options.data);
        return 1;
    }
    const assets::CampusResult frontier = assets::loadCampus(assets::resolveCampusPath("frontier"));
    for (const assets::Problem& problem : frontier.problems)
        err << problem.text() << '\n';
    VerifyInput input;
    input.frontier = frontier.campus ? &*frontier.campus : nullptr;
    input.dataFolder = options.data;
    const std::vector<VerifyCase> cases = publishedCases(input);

    const auto count = [&](VerifyStatus status) {
        return std::count_if(cases.begin(), cases.end(), [&](const VerifyCase& one) { return one.status == status; });
    };
    const auto failed = count(VerifyStatus::Fail);
    if (options.json) {
        writeJson(cases, out);
    } else {
        writeTable(cases, out);
        out << fmt::format(
            "\n  {} pass, {} fail, {} skipped\n", count(VerifyStatus::Pass), failed, count(VerifyStatus::Skipped));
        writeNotes(cases, out);
    }
    for (const VerifyCase& one : cases)
        if (one.status == VerifyStatus::Fail)
            err << fmt::format("gigahall verify: {}: {}\n", one.name,
                one.note.empty() ? fmt::format("{} {}, expected {} +- {}", number(one.computed), one.unit,
                    number(one.expected), toleranceText(one))
                                 : one.note);
    return failed > 0 ? 1 : 0;
}

} // namespace gigahall::app
