#include "tests/support/fakehttp.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gigahall::tests {
namespace {

bool readable(int socket, int timeoutMs)
{
    pollfd wanted{socket, POLLIN, 0};
    return ::poll(&wanted, 1, timeoutMs) > 0;
}

} // namespace

std::string FakeHttp::Request::field(std::string_view name) const
{
    const std::string key = std::string(name) + "=";
    std::size_t at = body.rfind(key, 0) == 0 ? 0 : body.find("&" + key);
    if (at == std::string::npos)
        return {};
    at = body.find('=', at) + 1;
    std::string out;
    for (; at < body.size() && body[at] != '&'; ++at) {
        if (body[at] == '%' && at + 2 < body.size()) {
            out += char(std::strtol(body.substr(at + 1, 2).c_str(), nullptr, 16));
            at += 2;
        } else {
            out += body[at];
        }
    }
    return out;
}

bool FakeHttp::Reply::send(std::string_view text)
{
    while (!text.empty() && !m_ended) {
        pollfd wanted{m_socket, POLLOUT, 0};
        if (::poll(&wanted, 1, 50) == 0)
            continue;
        const ssize_t sent = ::send(m_socket, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            continue;
        if (sent <= 0)
            return false;
        text.remove_prefix(std::size_t(sent));
    }
    return !m_ended;
}

bool FakeHttp::Reply::answer(int status, std::string_view body, std::string_view moreHeaders)
{
    return send(fmt::format("HTTP/1.1 {} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{}\r\n{}", status,
        body.size(), moreHeaders, body));
}

bool FakeHttp::Reply::sleep(int milliseconds)
{
    for (; milliseconds > 0 && !m_ended; milliseconds -= 20)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return m_ended;
}

FakeHttp::FakeHttp(Handler handler, std::uint16_t port)
    : m_handler(std::move(handler))
    , m_listener(::socket(AF_INET, SOCK_STREAM, 0))
{
    const int yes = 1;
    ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(m_listener, 16) != 0)
        std::abort(); // no test without a port
    ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

FakeHttp::~FakeHttp()
{
    m_ended = true;
    m_acceptor.join();
    for (std::thread& thread : m_threads)
        thread.join();
    ::close(m_listener);
}

std::string FakeHttp::url() const
{
    return fmt::format("http://127.0.0.1:{}", m_port);
}

void FakeHttp::accept()
{
    while (!m_ended)
        if (readable(m_listener, 20))
            if (const int socket = ::accept(m_listener, nullptr, nullptr); socket >= 0)
                m_threads.emplace_back([this, socket] { serve(socket); });
}

void FakeHttp::serve(int socket)
{
    std::string in;
    std::array<char, 65536> buffer{};
    bool keep = true;
    while (keep && !m_ended) {
        const std::size_t end = in.find("\r\n\r\n");
        std::size_t length = 0;
        if (end != std::string::npos)
            if (const std::size_t at = in.find("Content-Length: "); at < end)
                length = std::size_t(std::strtoul(in.c_str() + at + 16, nullptr, 10));
        if (end == std::string::npos || in.size() < end + 4 + length) {
            if (!readable(socket, 20))
                continue;
            const ssize_t got = ::recv(socket, buffer.data(), buffer.size(), 0);
            if (got <= 0)
                break;
            in.append(buffer.data(), std::size_t(got));
            continue;
        }
        Request request;
        request.line = in.substr(0, in.find("\r\n"));
        request.headers = in.substr(request.line.size(), end + 2 - request.line.size());
        request.body = in.substr(end + 4, length);
        in.erase(0, end + 4 + length);
        ++m_requests;
        const int atOnce = ++m_atOnce;
        m_mostAtOnce = std::max(m_mostAtOnce.load(), atOnce);
        Reply reply(socket, m_ended);
        keep = m_handler(request, reply);
        --m_atOnce;
    }
    ::close(socket);
}

int httpPost(std::uint16_t port, const std::string& path, const std::string& body)
{
    const int s = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const std::string request
        = fmt::format("POST {} HTTP/1.0\r\nContent-Length: {}\r\n\r\n{}", path, body.size(), body);
    std::string answer;
    if (::connect(s, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        for (std::string_view left = request; !left.empty();) {
            const ssize_t sent = ::send(s, left.data(), left.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                break;
            left.remove_prefix(std::size_t(sent));
        }
        std::array<char, 4096> buffer{};
        while (answer.find("\r\n") == std::string::npos && readable(s, 5000)) {
            const ssize_t got = ::recv(s, buffer.data(), buffer.size(), 0);
            if (got <= 0)
                break;
            answer.append(buffer.data(), std::size_t(got));
        }
    }
    ::close(s);
    const std::size_t space = answer.find(' ');
    return space == std::string::npos ? 0
                                      : std::atoi(answer.c_str() + space + 1); // NOLINT: 0 is what we want of nonsense
}

std::string promVector(
    const std::vector<std::pair<std::string, std::string>>& series, double timeS, std::string_view behindData)
{
    std::string out;
    for (const auto& [labels, value] : series)
        out += fmt::format(R"({}{{"metric":{},"value":[{:.3f},"{}"]}})", out.empty() ? "" : ",", labels, timeS, value);
    return fmt::format(R"({{"status":"success","data":{{"resultType":"vector","result":[{}]}}{}}})", out, behindData);
}

} // namespace gigahall::tests
