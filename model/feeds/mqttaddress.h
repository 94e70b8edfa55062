#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace gigahall::model {

/// Where a broker is: mqtt://HOST[:PORT] or mqtts://HOST[:PORT], an IPv6 address in brackets.
struct BrokerAddress
{
    std::string host;
    std::uint16_t port = 0;
    bool tls = false;
};
/// Nothing where it can't be used; `problem` then says why.
std::optional<BrokerAddress> brokerAddress(std::string_view url, std::string& problem);

/// Whether a name is known, asked of the system, which may take its time: a stop ends the waiting at once. Empty = it
/// is; else what is wrong.
std::string lookUp(const std::string& host, double timeoutS, const std::stop_token& stop);

} // namespace gigahall::model
