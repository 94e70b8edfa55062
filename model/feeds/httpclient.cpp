#include "model/feeds/httpclient.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <mutex>

namespace gigahall::model {
namespace {

constexpr std::size_t kErrorBodyBytes = 16384;
constexpr double kConnectS = 10;

void startCurl()
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

struct CloseUrl
{
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string urlPart(CURLU* url, CURLUPart part)
{
    char* text = nullptr;
    std::string out;
    if (curl_url_get(url, part, &text, 0) == CURLUE_OK && text)
        out = text;
    curl_free(text);
    return out;
}

/// Scheme, host, port, path without a slash at the end; nothing where it is no such URL.
std::string placeOf(const std::string& text)
{
    const std::unique_ptr<CURLU, CloseUrl> url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
        return {};
    const std::string scheme = urlPart(url.get(), CURLUPART_SCHEME), port = urlPart(url.get(), CURLUPART_PORT);
    std::string path = urlPart(url.get(), CURLUPART_PATH);
    while (path.ends_with('/'))
        path.pop_back();
    return fmt::format("{}://{}{}{}", scheme, urlPart(url.get(), CURLUPART_HOST), port.empty() ? "" : ":" + port, path);
}

std::string mistakeInUrl(const std::string& text)
{
    constexpr std::string_view kExpected = "expected http://HOST:PORT/BASE or https://HOST:PORT/BASE";
    const std::unique_ptr<CURLU, CloseUrl> url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
        return fmt::format("the address is no URL; {}", kExpected);
    const std::string scheme = urlPart(url.get(), CURLUPART_SCHEME);
    if (scheme != "http" && scheme != "https")
        return fmt::format("the address begins with {}://; {}", scheme, kExpected);
    if (!urlPart(url.get(), CURLUPART_USER).empty() || !urlPart(url.get(), CURLUPART_PASSWORD).empty())
        return "the address holds a user or a password; expected them in fields of their own, where they stay secret";
    if (!urlPart(url.get(), CURLUPART_QUERY).empty() || !urlPart(url.get(), CURLUPART_FRAGMENT).empty())
        return fmt::format("the address has a ? or # part; {}", kExpected);
    return {};
}

bool hasLineBreak(const std::string& text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
}

/// Proxies of the environment hold, but not for the machine itself.
std::string noProxy()
{
    std::string out = "localhost,127.0.0.1,::1";
    for (const char* name : {"no_proxy", "NO_PROXY"})
        if (const char* value = std::getenv(name)) // NOLINT: nothing here writes the environment
            return fmt::format("{},{}", value, out);
    return out;
}

double secondsUntil(std::string_view retryAfter, double dateS)
{
    double seconds = 0;
    const auto [end, error] = std::from_chars(retryAfter.data(), retryAfter.data() + retryAfter.size(), seconds);
    if (error == std::errc() && end == retryAfter.data() + retryAfter.size())
        return std::isfinite(seconds) ? std::max(0.0, seconds) : 0;
    const std::time_t when = curl_getdate(std::string(retryAfter).c_str(), nullptr);
    return when > 0 && std::isfinite(dateS) ? std::max(0.0, double(when) - dateS) : 0;
}

} // namespace

struct HttpClient::Transfer
{
    struct CloseEasy
    {
        void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    };
    struct FreeList
    {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };

    Transfer(CURLM* owner, std::uint64_t number, const std::atomic<bool>& isClosed)
        : multi(owner)
        , closed(isClosed)
        , easy(curl_easy_init())
    {
        answer.id = number;
    }
    ~Transfer() { curl_multi_remove_handle(multi, easy.get()); }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    /// A value that libcurl refuses is one that it was built without: never the case with Debian's.
    template <typename T>
    void set(CURLoption option, T value)
    {
        curl_easy_setopt(easy.get(), option, value);
    }

    long status() const
    {
        long code = 0;
        curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &code);
        return code;
    }

    static std::size_t take(char* data, std::size_t, std::size_t size, void* self)
    {
        auto& t = *static_cast<Transfer*>(self);
        if (t.closed)
            return 0;
        t.answer.bytes += size;
        if (t.answer.bytes > t.mostBytes) {
            t.tooLarge = true;
            return 0;
        }
        const long code = t.status();
        if (code >= 200 && code < 300) {
            t.unwanted = !t.reader({data, size});
            return t.unwanted ? 0 : size;
        }
        t.answer.errorBody.append(data, std::min(size, kErrorBodyBytes - t.answer.errorBody.size()));
        return size;
    }

    CURLM* multi;
    const std::atomic<bool>& closed;
    std::unique_ptr<CURL, CloseEasy> easy;
    std::unique_ptr<curl_slist, FreeList> headers;
    std::string body;
    BodyReader reader;
    std::uint64_t mostBytes = 0;
    bool tooLarge = false, unwanted = false;
    HttpAnswer answer;
    std::array<char, CURL_ERROR_SIZE> error{};
};

void HttpClient::CloseMulti::operator()(void* multi) const
{
    curl_multi_cleanup(multi);
}

HttpClient::HttpClient(const Connection& connection)
    : m_connection(connection)
    , m_place((startCurl(), placeOf(connection.url)))
    , m_multi(curl_multi_init())
{
    // The same address may have been given with the path of the interface behind it.
    if (constexpr std::string_view kApi = "/api/v1"; m_place.ends_with(kApi))
        m_place.resize(m_place.size() - kApi.size());
}

HttpClient::~HttpClient() = default;

std::string HttpClient::mistakeIn(const Connection& connection)
{
    startCurl();
    if (std::string mistake = mistakeInUrl(connection.url); !mistake.empty())
        return mistake;
    for (const auto& [name, value] : connection.headers)
        if (name.empty() || name.find_first_of(": \t") != std::string::npos || hasLineBreak(name)
            || hasLineBreak(value))
            return "a header has an empty name, a colon or space in its name, or a line break; expected NAME and VALUE";
    if (hasLineBreak(connection.token) || hasLineBreak(connection.user) || hasLineBreak(connection.password))
        return "the user, password or token holds a line break";
    if (!connection.token.empty() && !connection.user.empty())
        return "there are a user and a token; expected one of them";
    for (const std::string& file : {connection.caFile, connection.clientCertFile, connection.clientKeyFile})
        if (!file.empty() && !std::ifstream(file).good())
            return fmt::format("{} can't be read; expected a PEM file", file);
    if (!connection.clientKeyFile.empty() && connection.clientCertFile.empty())
        return "there is a client key without a client certificate";
    return {};
}

std::uint64_t HttpClient::post(const std::string& path, const Form& form, BodyReader reader)
{
    auto t = std::make_unique<Transfer>(m_multi.get(), ++m_lastId, m_closed);
    for (const auto& [name, value] : form)
        t->body += fmt::format("{}{}={}", t->body.empty() ? "" : "&", name, percentEncoded(value));
    t->reader = std::move(reader);
    t->mostBytes = m_connection.maxAnswerBytes;
    t->set(CURLOPT_URL, (m_place + path).c_str());
    t->set(CURLOPT_POSTFIELDS, t->body.c_str());
    t->set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(t->body.size()));
    t->set(CURLOPT_PROTOCOLS_STR, "http,https");
    t->set(CURLOPT_ACCEPT_ENCODING, "gzip");
    t->set(CURLOPT_USERAGENT, "gigahall");
    t->set(CURLOPT_NOPROXY, noProxy().c_str());
    t->set(CURLOPT_NOSIGNAL, 1L);
    t->set(CURLOPT_QUICK_EXIT, 1L); // a name that is being looked up must not hold up the destructor
    t->set(CURLOPT_TIMEOUT_MS, long(m_connection.timeoutS * 1000));
    t->set(CURLOPT_CONNECTTIMEOUT_MS, long(std::min(m_connection.timeoutS, kConnectS) * 1000));
    t->set(CURLOPT_BUFFERSIZE, 262144L);
    t->set(CURLOPT_ERRORBUFFER, t->error.data());
    t->set(CURLOPT_WRITEFUNCTION, &Transfer::take);
    t->set(CURLOPT_WRITEDATA, static_cast<void*>(t.get()));
    t->set(CURLOPT_SSL_VERIFYPEER, 1L);
    t->set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!m_connection.caFile.empty())
        t->set(CURLOPT_CAINFO, m_connection.caFile.c_str());
    if (!m_connection.clientCertFile.empty()) {
        t->set(CURLOPT_SSLCERT, m_connection.clientCertFile.c_str());
        const std::string& key = m_connection.clientKeyFile;
        t->set(CURLOPT_SSLKEY, (key.empty() ? m_connection.clientCertFile : key).c_str());
    }
    if (!m_connection.token.empty()) {
        t->set(CURLOPT_HTTPAUTH, long(CURLAUTH_BEARER));
        t->set(CURLOPT_XOAUTH2_BEARER, m_connection.token.c_str());
    } else if (!m_connection.user.empty()) {
        t->set(CURLOPT_HTTPAUTH, long(CURLAUTH_BASIC));
        t->set(CURLOPT_USERNAME, m_connection.user.c_str());
        t->set(CURLOPT_PASSWORD, m_connection.password.c_str());
    }
    curl_slist* headers = curl_slist_append(nullptr, "Expect:"); // no round trip before a long query
    for (const auto& [name, value] : m_connection.headers)
        headers = curl_slist_append(
            headers, (value.empty() ? fmt::format("{};", name) : fmt::format("{}: {}", name, value)).c_str());
    t->headers.reset(headers);
    t->set(CURLOPT_HTTPHEADER, headers);
    curl_multi_add_handle(m_multi.get(), t->easy.get());
    m_transfers.push_back(std::move(t));
    return m_lastId;
}

std::vector<HttpAnswer> HttpClient::wait(double seconds)
{
    std::vector<HttpAnswer> out;
    const auto collect = [&] {
        int running = 0, left = 0;
        curl_multi_perform(m_multi.get(), &running);
        while (const CURLMsg* message = curl_multi_info_read(m_multi.get(), &left)) {
            const auto found = std::find_if(m_transfers.begin(), m_transfers.end(),
                [message](const auto& transfer) { return transfer->easy.get() == message->easy_handle; });
            if (message->msg != CURLMSG_DONE || found == m_transfers.end())
                continue;
            out.push_back(finish(**found, message->data.result));
            m_transfers.erase(found);
        }
    };
    collect();
    if (!out.empty())
        return out;
    curl_multi_poll(m_multi.get(), nullptr, 0, int(std::clamp(seconds, 0.0, 3600.0) * 1000), nullptr);
    collect();
    return out;
}

void HttpClient::cancel(std::uint64_t id)
{
    std::erase_if(m_transfers, [id](const auto& transfer) { return transfer->answer.id == id; });
}

void HttpClient::wake()
{
    curl_multi_wakeup(m_multi.get());
}

void HttpClient::close()
{
    m_closed = true;
    wake();
}

std::string HttpClient::withoutSecrets(std::string text) const
{
    const auto hide = [&text](const std::string& secret) {
        if (secret.size() < 4)
            return; // too short to be told from other text
        for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3))
            text.replace(at, secret.size(), "***");
    };
    hide(m_connection.password);
    hide(m_connection.token);
    for (const auto& [name, value] : m_connection.headers)
        hide(value);
    return text;
}

HttpAnswer HttpClient::refused(HttpAnswer answer, const Transfer& transfer) const
{
    answer.failure = HttpFailure::Refused;
    if (answer.status == 401 || answer.status == 403) {
        answer.message = fmt::format("{} refuses these credentials (status {}); expected a user, token or header that "
                                     "it accepts",
            m_place, answer.status);
    } else if (answer.status >= 300 && answer.status < 400) {
        char* where = nullptr;
        curl_easy_getinfo(transfer.easy.get(), CURLINFO_REDIRECT_URL, &where);
        const std::string there = where ? placeOf(where) : std::string();
        answer.message = fmt::format("{} sends us on to {} (status {}); expected the address that answers itself",
            m_place, there.empty() ? "another address" : there, answer.status);
    } else if (answer.status == 404) {
        answer.message
            = fmt::format("{} has no /api/v1/query (status 404); expected the base path of a Prometheus API", m_place);
    } else {
        answer.message = fmt::format("{} answers with status {}", m_place, answer.status);
    }
    return answer;
}

HttpAnswer HttpClient::finish(Transfer& transfer, int curlCode) const
{
    HttpAnswer answer = std::move(transfer.answer);
    answer.status = int(transfer.status());
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_TOTAL_TIME, &answer.tookS);
    curl_header* header = nullptr;
    if (curl_easy_header(transfer.easy.get(), "Date", 0, CURLH_HEADER, -1, &header) == CURLHE_OK)
        if (const std::time_t date = curl_getdate(header->value, nullptr); date > 0)
            answer.dateS = double(date);
    if (curl_easy_header(transfer.easy.get(), "Retry-After", 0, CURLH_HEADER, -1, &header) == CURLHE_OK)
        answer.retryAfterS = secondsUntil(header->value, answer.dateS);
    if (curlCode == CURLE_OK && answer.status >= 200 && answer.status < 300)
        return answer;
    if (curlCode == CURLE_OK)
        return refused(std::move(answer), transfer);

    const char* text = transfer.error[0] ? transfer.error.data() : curl_easy_strerror(CURLcode(curlCode));
    const auto fail = [&](HttpFailure failure, std::string message) {
        answer.failure = failure;
        answer.message = withoutSecrets(std::move(message));
    };
    if (transfer.tooLarge)
        fail(HttpFailure::TooLarge,
            fmt::format("the answer of {} is larger than {} MB; expected a query that selects less", m_place,
                m_connection.maxAnswerBytes >> 20));
    else if (transfer.unwanted)
        fail(HttpFailure::Reader, fmt::format("the answer of {} can't be used", m_place));
    else if (curlCode == CURLE_OPERATION_TIMEDOUT)
        fail(HttpFailure::Timeout, fmt::format("{} did not answer within {:g} s", m_place, m_connection.timeoutS));
    else if (curlCode == CURLE_COULDNT_RESOLVE_HOST || curlCode == CURLE_COULDNT_RESOLVE_PROXY)
        fail(HttpFailure::Unreachable, fmt::format("{}: the name of the server is not known here", m_place));
    else if (curlCode == CURLE_COULDNT_CONNECT)
        fail(HttpFailure::Unreachable, fmt::format("{}: nobody answers there; is the server running?", m_place));
    else if (curlCode == CURLE_PEER_FAILED_VERIFICATION)
        fail(HttpFailure::Certificate,
            fmt::format("the certificate of {} is not trusted ({}); expected one for that name, signed by {}", m_place,
                text, m_connection.caFile.empty() ? "an authority of this system" : m_connection.caFile));
    else if (curlCode == CURLE_SSL_CACERT_BADFILE || curlCode == CURLE_SSL_CERTPROBLEM)
        fail(HttpFailure::Settings, fmt::format("a certificate file can't be used ({}); expected PEM", text));
    else if (curlCode == CURLE_SSL_CONNECT_ERROR)
        fail(HttpFailure::Certificate, fmt::format("{}: no secure connection ({})", m_place, text));
    else
        fail(HttpFailure::Unreachable,
            fmt::format("{}: the connection broke off after {} bytes ({})", m_place, answer.bytes, text));
    return answer;
}

std::string percentEncoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size() * 5 / 4);
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
            || c == '.' || c == '_' || c == '~';
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

} // namespace gigahall::model
