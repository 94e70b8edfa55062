#include "model/feeds/mqttaddress.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include <netdb.h>
#include <sys/socket.h>

namespace gigahall::model {

std::optional<BrokerAddress> brokerAddress(std::string_view url, std::string& problem)
{
    constexpr std::uint16_t kPort = 1883, kTlsPort = 8883; // IANA
    BrokerAddress out;
    const auto fail = [&](std::string_view why) {
        problem = fmt::format("{}; expected mqtt://HOST:PORT or mqtts://HOST:PORT", why);
        return std::nullopt;
    };
    std::string_view rest = url;
    if (url.starts_with("mqtts://"))
        out.tls = true;
    else if (!url.starts_with("mqtt://"))
        return fail("the address does not start with mqtt:// or mqtts://");
    rest.remove_prefix(out.tls ? 8 : 7);
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    if (rest.find('@') != std::string_view::npos)
        return fail("user and password have fields of their own and do not belong into the address");
    if (rest.find('/') != std::string_view::npos)
        return fail("the address has a path");
    std::string_view port;
    if (rest.starts_with('[')) {
        const std::size_t close = rest.find(']');
        if (close == std::string_view::npos)
            return fail("the address lacks a ]");
        out.host = rest.substr(1, close - 1);
        port = rest.substr(close + 1);
    } else {
        const std::size_t colon = std::min(rest.find(':'), rest.size());
        out.host = rest.substr(0, colon);
        port = rest.substr(colon);
    }
    if (out.host.empty())
        return fail("the address has no host");
    out.port = out.tls ? kTlsPort : kPort;
    if (!port.empty()) {
        const auto [end, error] = std::from_chars(port.data() + 1, port.data() + port.size(), out.port);
        if (port.front() != ':' || error != std::errc() || end != port.data() + port.size() || out.port == 0)
            return fail(fmt::format("\"{}\" is no port", port));
    }
    return out;
}

std::string lookUp(const std::string& host, double timeoutS, const std::stop_token& stop)
{
    // Nothing ends getaddrinfo() early: it gets a thread that nobody waits for, and what both need lives as long.
    struct Answer
    {
        std::mutex mutex;
        std::condition_variable_any changed;
        bool there = false;
        int error = 0;
    };
    const auto answer = std::make_shared<Answer>();
    std::thread([answer, host] {
        addrinfo hints{};
        hints.ai_socktype = SOCK_STREAM;
        addrinfo* found = nullptr;
        const int error = getaddrinfo(host.c_str(), nullptr, &hints, &found);
        if (found)
            freeaddrinfo(found);
        const std::lock_guard lock(answer->mutex);
        answer->error = error;
        answer->there = true;
        answer->changed.notify_all();
    }).detach();
    std::unique_lock lock(answer->mutex);
    const bool there = answer->changed.wait_for(
        lock, stop, std::chrono::duration<double>(timeoutS), [&answer] { return answer->there; });
    if (!there)
        return fmt::format("the name {} was not found within {:.0f} s", host, timeoutS);
    return answer->error == 0 ? std::string()
                              : fmt::format("the name {} is not known: {}", host, gai_strerror(answer->error));
}

} // namespace gigahall::model
