#include "model/workload/waveform.h"

#include <array>
#include <cmath>

namespace gigahall::model {

namespace {

// AC power of the 64 nodes folded over one step, and its reference levels, kW. Idle is 20 % of the 10.2 kW nameplate a
// node.
constexpr std::array<double, 12> kFoldedKw{
    432.6, 409.0, 406.5, 426.7, 444.8, 451.5, 453.4, 454.2, 454.9, 455.3, 455.4, 452.6};
constexpr double kIdleKw = 64 * 0.2 * 10.2;
constexpr double kPlateauKw = 455.4;
constexpr double kEvaluationKw = 408.5;
// Assumption: nearly everything waits while a checkpoint is written.
constexpr double kCheckpointActivity = 0.35;

// Assumption, after published business-hours request rates: requests an hour over the peak hour.
constexpr std::array<double, 24> kDay{0.52, 0.46, 0.42, 0.40, 0.40, 0.42, 0.48, 0.58, 0.72, 0.85, 0.93, 0.97, 0.98,
    0.99, 1.00, 0.99, 0.97, 0.94, 0.90, 0.86, 0.82, 0.76, 0.68, 0.60};

constexpr double activity(double kw)
{
    return (kw - kIdleKw) / (kPlateauKw - kIdleKw);
}

double positiveFraction(double x)
{
    return x - std::floor(x);
}

template <std::size_t N>
double wrapped(const std::array<double, N>& table, double position)
{
    const double knot = std::floor(position);
    const auto i = static_cast<std::size_t>(knot) % N;
    return table[i] + (table[(i + 1) % N] - table[i]) * (position - knot);
}

} // namespace

double stepActivity(double phase)
{
    // Bins hold the mean around their centre.
    constexpr double kBins = kFoldedKw.size();
    return activity(wrapped(kFoldedKw, positiveFraction(phase - 0.5 / kBins) * kBins));
}

double trainingActivity(const TrainingRhythm& rhythm, double runS)
{
    const double toCheckpointS = positiveFraction(runS / rhythm.checkpointEveryS) * rhythm.checkpointEveryS;
    if (toCheckpointS > rhythm.checkpointEveryS - rhythm.checkpointS)
        return kCheckpointActivity;
    const double sinceEvaluationS = positiveFraction(runS / rhythm.evaluateEveryS) * rhythm.evaluateEveryS;
    if (sinceEvaluationS > rhythm.evaluateEveryS - rhythm.evaluateS)
        return activity(kEvaluationKw);
    return stepActivity(sinceEvaluationS / rhythm.stepS);
}

double dayCurve(double hour)
{
    return wrapped(kDay, positiveFraction(hour / 24) * 24);
}

} // namespace gigahall::model
