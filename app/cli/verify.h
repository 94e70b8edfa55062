#pragma once

#include <iosfwd>
#include <string>

namespace gigahall::app {

/// `gigahall verify [--json] [--data DIR]`
struct VerifyOptions
{
    bool json = false;
    std::string data; ///< folder of measured data; empty = the cases that need them are skipped
};

/// Every published case with what the model makes of it. 0 = none failed, 1 = some did, or there are no data in the
/// folder.
int runVerify(const VerifyOptions& options, std::ostream& out, std::ostream& err);

} // namespace gigahall::app
