#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gigahall::model {

/// How to reach a server. A plain value; holds secrets, so it is never written to a file as a whole: what files keep
/// are the names of environment variables or of entries of the desktop's key store.
struct Connection
{
    std::string name; ///< of the feed, unique among those that are open
    std::string url; ///< http://host:port/base, https://..., mqtt://host:port, mqtts://...
    std::string user, password; ///< basic auth, MQTT
    std::string token; ///< bearer; MQTT: password of user "oauthtoken"
    std::vector<std::pair<std::string, std::string>> headers; ///< HTTP, e.g. X-Scope-OrgID
    std::string caFile; ///< PEM; empty = those of the system. Certificates are always verified.
    std::string clientCertFile, clientKeyFile;
    double intervalS = 0; ///< between queries; 0 = by the number of series
    double timeoutS = 30;
    std::uint64_t maxAnswerBytes = std::uint64_t(256) << 20; ///< of one HTTP answer, unpacked
};

} // namespace gigahall::model
