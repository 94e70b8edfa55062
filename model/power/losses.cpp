#include "model/power/losses.h"

namespace gigahall::model {

LossModel LossModel::linearStage(double constantKw, double efficiency)
{
    return {constantKw / efficiency, 1 / efficiency - 1, 0};
}

LossModel LossModel::quadraticStage(double ratedKw, double a0, double a1, double a2)
{
    return {ratedKw * a0, a1, a2 / ratedKw};
}

LossModel LossModel::transformer(double ratedKw, double noLoadKw, double loadKw)
{
    return {noLoadKw, 0, loadKw / (ratedKw * ratedKw)};
}

} // namespace gigahall::model
