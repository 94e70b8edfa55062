#pragma once

#include "app/minus.h"

#include <QLocale>
#include <QString>

namespace gigahall::app {

/// What B is, for people: "as planned", "12:00:00", "10 min earlier", "trace.h5"; empty for nothing.
QString minusText(const Minus& minus, const QLocale& locale);
/// What A is: its source, and its time where B has one of its own.
QString minuendText(const std::string& source, double timeS, const Minus& minus, const QLocale& locale);

} // namespace gigahall::app
