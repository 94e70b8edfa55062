#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

/// The measured training run of the folder mlperf-power: GPT-3 175B on 64 nodes with 8 H100 each.
namespace gigahall::app {

inline constexpr std::size_t kFoldBins = 12;
using Fold = std::array<double, kFoldBins>; ///< mean power in equal parts of a step, kW

/// Total power of all nodes, each sample held until the next.
struct PowerLog
{
    std::vector<double> timeS, totalKw;

    double energyKwh() const;
};

struct TrainingStep
{
    double endS, durationS;
};

/// Nullopt with a problem that names file, line and what was expected; a file that is not there is no problem.
std::optional<PowerLog> readPowerLog(const std::string& path, std::string& problem);
std::optional<std::vector<TrainingStep>> readTrainingSteps(const std::string& path, std::string& problem);

double meanDurationS(const std::vector<TrainingStep>& steps);
/// Power over the phase of the steps.
Fold foldOver(const PowerLog& log, const std::vector<TrainingStep>& steps);

} // namespace gigahall::app
