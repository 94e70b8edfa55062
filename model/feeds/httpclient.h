#pragma once

#include "model/feeds/connection.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gigahall::model {

/// Why a request brought no answer that can be used.
enum class HttpFailure : std::uint8_t
{
    None,
    Settings, ///< what the connection says can't work; trying again will not help
    Unreachable, ///< nobody there, broken off, no such name
    Timeout,
    Certificate,
    TooLarge, ///< more than Connection::maxAnswerBytes
    Refused, ///< a status other than 2xx
    Reader ///< whoever reads the body did not want more of it
};

struct HttpAnswer
{
    std::uint64_t id = 0;
    HttpFailure failure = HttpFailure::None;
    int status = 0; ///< 0 = none came
    std::string message; ///< one sentence without secrets; empty = all is well
    std::string errorBody; ///< the beginning of the body where the status is not 2xx
    double retryAfterS = 0; ///< 0 = not said
    double dateS = std::numeric_limits<double>::quiet_NaN(); ///< of the Date header, since 1970
    double tookS = 0;
    std::uint64_t bytes = 0; ///< of the body, unpacked
};

/// Form-encoded POST requests to one server, several at a time; libcurl's multi interface on the caller's thread. All
/// but wake() and close() belongs to one thread. The destructor cuts whatever is under way and does not wait for it.
class HttpClient
{
public:
    using Form = std::vector<std::pair<std::string, std::string>>;
    /// Takes the body of a 2xx answer as it comes in, unpacked; false ends the request.
    using BodyReader = std::function<bool(std::string_view)>;

    explicit HttpClient(const Connection& connection);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// What is wrong with the settings, so that no request can work; empty = nothing. Looks at files, asks nobody.
    static std::string mistakeIn(const Connection& connection);
    /// Scheme, host, port and path: what messages call the server.
    const std::string& place() const { return m_place; }
    /// A text of the server with *** in place of passwords, tokens and values of headers.
    std::string withoutSecrets(std::string text) const;

    /// `path` goes behind the base path of the URL. Returns the id of the answer.
    std::uint64_t post(const std::string& path, const Form& form, BodyReader reader);
    void cancel(std::uint64_t id);
    std::size_t underWay() const { return m_transfers.size(); }
    /// Works until an answer is complete, wake() is called or the time is over.
    std::vector<HttpAnswer> wait(double seconds);
    void wake(); ///< any thread
    /// Any thread: takes no more bytes of anything and wakes; all that is left to do is to destroy it.
    void close();

private:
    struct Transfer;
    struct CloseMulti
    {
        void operator()(void* multi) const;
    };

    HttpAnswer finish(Transfer& transfer, int curlCode) const;
    HttpAnswer refused(HttpAnswer answer, const Transfer& transfer) const;

    Connection m_connection;
    std::string m_place;
    std::unique_ptr<void, CloseMulti> m_multi; // outlives the transfers in it
    std::vector<std::unique_ptr<Transfer>> m_transfers;
    std::uint64_t m_lastId = 0;
    std::atomic<bool> m_closed = false;
};

/// For a form and for nothing else.
std::string percentEncoded(std::string_view text);

} // namespace gigahall::model
