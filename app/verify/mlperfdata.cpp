#include "app/verify/mlperfdata.h"

#include "assets/import/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <string_view>

namespace gigahall::app {
namespace {

using Fields = std::vector<std::string_view>;

std::size_t columnOf(const Fields& head, std::string_view name)
{
    return static_cast<std::size_t>(std::find(head.begin(), head.end(), name) - head.begin());
}

/// Calls `row(head, fields)` for every record; it returns false where one does not fit.
template <typename Row>
bool readTable(const std::string& path, const std::vector<std::string>& columns, std::string& problem, Row row)
{
    if (!std::filesystem::exists(path))
        return false;
    assets::CsvReader csv(path);
    Fields fields;
    std::vector<std::size_t> at;
    const bool hasHead = csv.next(fields);
    for (const std::string& column : columns) {
        at.push_back(hasHead ? columnOf(fields, column) : 0);
        if (!hasHead || at.back() == fields.size()) {
            problem = fmt::format("{}:1: has no column \"{}\"", path, column);
            return false;
        }
    }
    const std::size_t width = fields.size();
    while (csv.next(fields))
        if (fields.size() != width || !row(fields, at)) {
            problem = fmt::format(
                "{}:{}: does not fit; expected {} fields with numbers, times in order", path, csv.line(), width);
            return false;
        }
    if (!csv.error().empty())
        problem = fmt::format("{}: {}", path, csv.error());
    return problem.empty();
}

} // namespace

double PowerLog::energyKwh() const
{
    // The last sample holds as long as the one before.
    double kws = 0;
    for (std::size_t i = 0; i < timeS.size(); ++i) {
        const std::size_t from = i + 1 < timeS.size() ? i : i - 1;
        kws += totalKw[i] * (timeS[from + 1] - timeS[from]);
    }
    return kws / 3600;
}

std::optional<PowerLog> readPowerLog(const std::string& path, std::string& problem)
{
    PowerLog log;
    const bool read = readTable(path, {"t_s", "total_W"}, problem, [&](const Fields& fields, const auto& at) {
        const auto timeS = assets::csvNumber(fields[at[0]]), watts = assets::csvNumber(fields[at[1]]);
        if (!timeS || !watts || (!log.timeS.empty() && *timeS <= log.timeS.back()))
            return false;
        log.timeS.push_back(*timeS);
        log.totalKw.push_back(*watts / 1000);
        return true;
    });
    if (read && log.timeS.size() < 2)
        problem = fmt::format("{}: has {} samples, expected at least 2", path, log.timeS.size());
    return read && problem.empty() ? std::optional(std::move(log)) : std::nullopt;
}

std::optional<std::vector<TrainingStep>> readTrainingSteps(const std::string& path, std::string& problem)
{
    std::vector<TrainingStep> steps;
    const bool read = readTable(path, {"t_s", "event", "value"}, problem, [&](const Fields& fields, const auto& at) {
        if (fields[at[1]] != "train_step_timing_s")
            return true;
        const auto endS = assets::csvNumber(fields[at[0]]), durationS = assets::csvNumber(fields[at[2]]);
        if (!endS || !durationS || *durationS <= 0)
            return false;
        steps.push_back({*endS, *durationS});
        return true;
    });
    if (read && steps.empty())
        problem = fmt::format("{}: has no event train_step_timing_s", path);
    return read && problem.empty() ? std::optional(std::move(steps)) : std::nullopt;
}

double meanDurationS(const std::vector<TrainingStep>& steps)
{
    double sum = 0;
    for (const TrainingStep& step : steps)
        sum += step.durationS;
    return sum / static_cast<double>(steps.size());
}

Fold foldOver(const PowerLog& log, const std::vector<TrainingStep>& steps)
{
    Fold sum{}, mean{};
    std::array<int, kFoldBins> count{};
    for (const TrainingStep& step : steps) {
        const double startS = step.endS - step.durationS;
        const auto first = std::lower_bound(log.timeS.begin(), log.timeS.end(), startS);
        for (auto t = first; t != log.timeS.end() && *t < step.endS; ++t) {
            const double phase = (*t - startS) / step.durationS;
            const auto bin = std::min(static_cast<std::size_t>(phase * kFoldBins), kFoldBins - 1);
            sum[bin] += log.totalKw[static_cast<std::size_t>(t - log.timeS.begin())];
            ++count[bin];
        }
    }
    for (std::size_t i = 0; i < kFoldBins; ++i)
        mean[i] = count[i] > 0 ? sum[i] / count[i] : std::numeric_limits<double>::quiet_NaN();
    return mean;
}

} // namespace gigahall::app
