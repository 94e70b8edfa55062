#pragma once

#include "app/minus.h"

#include <QLocale>
#include <QString>

#include <string>

namespace gigahall::app {

/// What B is, for people: "as planned" ("as measured", where A is or builds on that), "12:00:00", "10 min earlier",
/// "trace.h5"; empty for nothing.
QString minusText(const Minus& minus, bool measured, const QLocale& locale);
/// What a frame calls its source, see model::TelemetryFrame, in the language of the program.
QString namedSource(const std::string& source);
/// Where a frame comes from, and since when it is a what-if on top of that.
QString sourceText(const model::TelemetryFrame& frame, const QLocale& locale);
/// What A is: its source, and its time where B has one of its own.
QString minuendText(const model::TelemetryFrame& a, const Minus& minus, const QLocale& locale);

} // namespace gigahall::app
