#pragma once

#include <cstdint>

/// Ports of this machine, without Qt: tests and the bench start servers.
namespace gigahall::tests {

/// A port of the loopback that nobody listened on a moment ago.
std::uint16_t freePort();
/// Whether somebody accepts connections there, within `timeoutMs`.
bool waitForPort(std::uint16_t port, int timeoutMs = 20000);

} // namespace gigahall::tests
