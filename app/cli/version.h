#pragma once

#include <iosfwd>

namespace gigahall::app {

/// Version, commit, Qt and the device that would be used.
int runVersion(std::ostream& out);
/// Every Vulkan device, best first, with the reason why one can't be used. Exit code 1 when none can.
int runListGpus(std::ostream& out, std::ostream& err);

} // namespace gigahall::app
