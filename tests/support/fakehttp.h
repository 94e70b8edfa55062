#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace gigahall::tests {

/// A web server on loopback that does what a test tells it: also everything that a server should not do. A thread a
/// connection; ends with the object.
class FakeHttp
{
public:
    struct Request
    {
        std::string line; ///< "POST /api/v1/query HTTP/1.1"
        std::string headers, body;
        bool has(std::string_view header) const { return headers.find(header) != std::string::npos; }
        std::string field(std::string_view name) const; ///< of the form, decoded
    };
    /// The other end of a connection.
    class Reply
    {
    public:
        explicit Reply(int socket, std::atomic<bool>& ended)
            : m_socket(socket)
            , m_ended(ended)
        {
        }
        bool send(std::string_view text); ///< false: nobody listens any more
        /// A whole answer.
        bool answer(int status, std::string_view body, std::string_view moreHeaders = {});
        /// True once it is time to end; at the latest after so long.
        bool sleep(int milliseconds);

    private:
        int m_socket;
        std::atomic<bool>& m_ended;
    };
    /// True keeps the connection.
    using Handler = std::function<bool(const Request&, Reply&)>;

    explicit FakeHttp(Handler handler, std::uint16_t port = 0);
    ~FakeHttp();

    std::string url() const;
    std::uint16_t port() const { return m_port; }
    int requests() const { return m_requests; }
    int mostAtOnce() const { return m_mostAtOnce; }

private:
    void accept();
    void serve(int socket);

    Handler m_handler;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_ended = false;
    std::atomic<int> m_requests = 0, m_atOnce = 0, m_mostAtOnce = 0;
    std::mutex m_mutex;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

/// Sends a text as it is to a server on loopback; the status of the answer, 0 = none.
int httpPost(std::uint16_t port, const std::string& path, const std::string& body);

/// An answer to an instant query: a series an element, {labels as JSON, value}.
std::string promVector(
    const std::vector<std::pair<std::string, std::string>>& series, double timeS, std::string_view behindData = {});

} // namespace gigahall::tests
