#pragma once

namespace gigahall::model {

/// Loss of a conversion stage as a polynomial of its output, kW: loss = constant + linear P + quadratic P^2. The three
/// usual models are all of this form, so a chain of any of them is one kind of arithmetic. An element that is off
/// loses nothing.
struct LossModel
{
    double constantKw = 0;
    double linear = 0; ///< kW per kW
    double quadraticPerKw = 0; ///< kW per kW^2

    double lossKw(double outputKw) const { return constantKw + (linear + quadraticPerKw * outputKw) * outputKw; }
    double inputKw(double outputKw) const { return outputKw + lossKw(outputKw); }
    /// Further input for a little more output, kW per kW.
    double inputSlope(double outputKw) const { return 1 + linear + 2 * quadraticPerKw * outputKw; }

    /// input = (output + constant) / efficiency. efficiency > 0 and <= 1.
    static LossModel linearStage(double constantKw, double efficiency);
    /// loss = rated (a0 + a1 x + a2 x^2), x = output / rated. rated > 0.
    static LossModel quadraticStage(double ratedKw, double a0, double a1, double a2);
    /// loss = noLoad + load x^2, x = output / rated: iron and copper of a transformer. rated > 0.
    static LossModel transformer(double ratedKw, double noLoadKw, double loadKw);
};

} // namespace gigahall::model
