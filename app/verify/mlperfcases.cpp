#include "app/verify/caselist.h"
#include "app/verify/mlperfdata.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace gigahall::app {
namespace {

/// Published power of all nodes over one step, kW.
constexpr Fold kPublished{432.6, 409.0, 406.5, 426.7, 444.8, 451.5, 453.4, 454.2, 454.9, 455.3, 455.4, 452.6};
/// What the simulator's activity of 0 and 1 stands for: idle nodes (20 % of 10.2 kW each) and the plateau of a step.
constexpr double kIdleKw = 64 * 0.2 * 10.2, kPlateauKw = 455.4;

/// The simulator's rhythm folded over steps of the measured length, until its first evaluation.
Fold simulated(const model::TrainingRhythm& rhythm, double stepS)
{
    constexpr int kSamples = 50; // in a bin
    const int steps = std::max(1, static_cast<int>((rhythm.evaluateEveryS - rhythm.evaluateS) / stepS));
    Fold fold{};
    for (int step = 0; step < steps; ++step)
        for (std::size_t bin = 0; bin < kFoldBins; ++bin)
            for (int i = 0; i < kSamples; ++i) {
                const double phase = (static_cast<double>(bin) + (i + 0.5) / kSamples) / kFoldBins;
                const double activity = model::trainingActivity(rhythm, (step + phase) * stepS);
                fold[bin] += (kIdleKw + activity * (kPlateauKw - kIdleKw)) / (kSamples * steps);
            }
    return fold;
}

/// NaN where either has no value.
double largestDifference(const Fold& a, const Fold& b)
{
    double largest = 0;
    for (std::size_t i = 0; i < kFoldBins; ++i)
        if (const double d = std::abs(a[i] - b[i]); !(d <= largest))
            largest = d;
    return largest;
}

double dipPercent(const Fold& fold)
{
    return 100 * (1 - *std::min_element(fold.begin(), fold.end()) / *std::max_element(fold.begin(), fold.end()));
}

/// What a file says, or why it says nothing.
template <typename T>
struct Reading
{
    std::optional<T> value;
    std::string why;
    bool broken = false; ///< it is there, but can't be read

    explicit operator bool() const { return value.has_value(); }
};

template <typename T>
Reading<T> readFrom(
    const std::string& folder, const char* file, std::optional<T> (*read)(const std::string&, std::string&))
{
    if (folder.empty())
        return {{}, "needs --data", false};
    const std::string path = fmt::format("{}/mlperf-power/gpt3_175b_512xH100_{}.csv", folder, file);
    std::string problem;
    auto value = read(path, problem);
    return {std::move(value), problem.empty() ? path + " is not there" : problem, !problem.empty()};
}

/// One row; without a value of its own where one of the readings has none.
template <typename Compute, typename... Readings>
void add(CaseList& list, const char* name, double expected, Tolerance tolerance, const char* unit, Compute compute,
    const Readings&... readings)
{
    std::string why;
    bool broken = false;
    const auto note = [&](const auto& reading) {
        if (!reading && (why.empty() || reading.broken)) {
            why = reading.why;
            broken |= reading.broken;
        }
    };
    (note(readings), ...);
    if (why.empty())
        list.check(name, expected, compute(), tolerance, unit);
    else if (broken)
        list.fail(name, expected, tolerance, unit, why);
    else
        list.skip(name, expected, tolerance, unit, why);
}

} // namespace

void addMlperfCases(const VerifyInput& input, CaseList& list)
{
    const auto ac = readFrom(input.dataFolder, "ac_node_watts_2s", readPowerLog);
    const auto dc = readFrom(input.dataFolder, "dc_node_watts_2s", readPowerLog);
    const auto steps = readFrom(input.dataFolder, "events", readTrainingSteps);
    const Fold measured = ac && steps ? foldOver(*ac.value, *steps.value) : kPublished;
    const Fold model = simulated(input.rhythm, steps ? meanDurationS(*steps.value) : input.rhythm.stepS);

    list.setSource("MLPerf Training v4.0, GPT-3 175B on 64 nodes of 8 H100");
    add(
        list, "MLPerf GPT-3, AC energy", 415.13, within(0.005), "kWh", [&] { return ac.value->energyKwh(); }, ac);
    add(
        list, "MLPerf GPT-3, DC energy", 408.34, within(0.005), "kWh", [&] { return dc.value->energyKwh(); }, dc);
    const auto ratio = [&] { return ac.value->energyKwh() / dc.value->energyKwh(); };
    add(list, "MLPerf GPT-3, AC over DC", 1.0166, within(5e-5), "", ratio, ac, dc);
    add(
        list, "MLPerf GPT-3, mean step", 10.627, within(0.0005), "s", [&] { return meanDurationS(*steps.value); },
        steps);
    const auto toTable = [&] { return largestDifference(measured, kPublished); };
    add(list, "MLPerf GPT-3, wave form, largest difference to the table", 0, within(0.05), "kW", toTable, ac, steps);
    list.setSource("MLPerf GPT-3 as above against the simulator");
    const auto toMeasured = [&] { return largestDifference(model, measured); };
    add(list, "Simulated wave form, largest difference to the measured one", 0, within(0.01 * kPlateauKw), "kW",
        toMeasured, ac, steps);
    add(
        list, "Simulated wave form, dip at the step", dipPercent(measured), within(1), "%",
        [&] { return dipPercent(model); }, ac, steps);
}

} // namespace gigahall::app
