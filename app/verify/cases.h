#pragma once

#include "model/campus/campus.h"
#include "model/cooling/pump.h"
#include "model/power/losses.h"
#include "model/workload/waveform.h"

#include <string>
#include <vector>

/// What the model says against what others have published or measured. No Qt.
namespace gigahall::app {

enum class VerifyStatus
{
    Pass,
    Fail,
    Skipped ///< needs data that are not at hand
};

struct VerifyCase
{
    std::string name;
    double expected = 0;
    double computed = 0; ///< NaN: there is none
    double tolerance = 0; ///< passes at |computed - expected| <= tolerance (times |expected| where relative)
    bool relative = false;
    std::string unit; ///< empty = a plain number
    std::string source;
    VerifyStatus status = VerifyStatus::Skipped;
    std::string note; ///< why there is no computed value
};

/// Carrier 19XR 1234 kW, COP 5.39, variable speed: data set of EnergyPlus and Modelica Buildings.
model::ChillerCurves carrier19xr();

/// Everything the cases depend on, so that a test can change one number and see which cases notice.
struct VerifyInput
{
    const model::Campus* frontier = nullptr; ///< null: its cases fail

    double gb300HeatKw = 118.5, gb300ReturnC = 55, gb300RhoCp = 4.0;

    // Vertiv XDU1350; L/min and kPa.
    model::PumpCurve pump{476.45677, 0.092063, -0.000234};
    model::SystemCurve threeCdus{-0.554934, 0.041409, 0.000186}, fourCdus{-0.554934, 0.055212, 0.00033};
    double pumpKw = 13.7;

    model::ChillerCurves chiller = carrier19xr();

    double transformerKw = 3150, upsKw = 1000; ///< rated
    model::LossModel transformer = model::LossModel::transformer(3150, 1.98, 23);
    model::LossModel ups = model::LossModel::quadraticStage(1000, 0.006, 0.012, 0.010);

    std::string dataFolder; ///< with measured data in mlperf-power/; empty = their cases are skipped
    model::TrainingRhythm rhythm; ///< what the simulator makes of them
};

/// All of them, in the order of a report.
std::vector<VerifyCase> publishedCases(const VerifyInput& input);

/// "pass", "FAIL", "skipped".
const char* statusName(VerifyStatus status);

} // namespace gigahall::app
