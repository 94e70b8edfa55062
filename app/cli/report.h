#pragma once

#include "app/cli/options.h"

#include <string>

namespace gigahall::app {

/// `gigahall report`: a campus on a date, as a PDF of some pages.
struct ReportOptions
{
    RenderOptions picture; ///< of the first page; its output is not used
    std::string output;
    std::string command; ///< as it was typed
};

/// Messages go to stderr.
int runReport(const ReportOptions& options);

/// Arguments as a shell takes them.
std::string shellCommand(int argc, const char* const* argv);

} // namespace gigahall::app
