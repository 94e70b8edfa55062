#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace gigahall::app {

/// `gigahall check FILE...`: every problem of every file on `err`, one line a good file on `out`. Exit code 0 or 1.
int runCheck(const std::vector<std::string>& files, std::ostream& out, std::ostream& err);

} // namespace gigahall::app
