#pragma once

/// The power rhythm of synchronous training as measured on 64 nodes with 8 H100 each training GPT-3 (MLPerf Training
/// v4.0, see DOMAIN 4.2): activity is the part of the way from idle to the step's plateau, 0..1.
namespace gigahall::model {

struct TrainingRhythm
{
    double stepS = 10.627; ///< one optimiser step
    double evaluateEveryS = 142.15;
    double evaluateS = 12.96;
    double checkpointEveryS = 1800; ///< 10 to 60 min
    double checkpointS = 25; ///< 10 to 60 s
};

/// Activity over one step, phase 0..1 (wraps): the measured phase-folded power, 12 bins, linear in between.
double stepActivity(double phase);
/// Activity `runS` seconds into an undisturbed run.
double trainingActivity(const TrainingRhythm& rhythm, double runS);
/// Demand of interactive inference over a day, 0..1: hour 0..24 (wraps), trough at night, peak to trough about 2.5.
double dayCurve(double hour);

} // namespace gigahall::model
