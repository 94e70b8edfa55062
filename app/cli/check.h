#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace gigahall::app {

/// `gigahall check FILE... [--campus CAMPUS]`: every problem of every file on `err`, one line a good file on `out`.
/// Plans
/// (*.csv, *.xml, *.rollout.json) are checked against `campus`; what is bad about one, or about the rollout of a
/// layout, is a warning. Exit code 0 or 1; warnings change nothing.
int runCheck(
    const std::vector<std::string>& files, std::ostream& out, std::ostream& err, const std::string& campus = "default");

} // namespace gigahall::app
