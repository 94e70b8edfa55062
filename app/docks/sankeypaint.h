#pragma once

#include "app/docks/sankeylayout.h"

#include <QPainterPath>

namespace gigahall::app {

/// At least so high; its edges are the middle's curve moved up and down.
QPainterPath ribbonShape(const SankeyRibbon& ribbon, double leastPx = 1);

} // namespace gigahall::app
