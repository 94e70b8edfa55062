#pragma once

#include <string>

namespace gigahall::app {

/// 4423680 -> "4,423,680"; for the shell, so the same in every language.
std::string grouped(double value, int decimals = 0);

} // namespace gigahall::app
