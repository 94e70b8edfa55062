#include "model/feeds/mqttclient.h"

#include "model/feeds/mqttaddress.h"
#include "model/feeds/mqttsubscriptions.h"

#include <fmt/format.h>
#include <mosquitto.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <random>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace gigahall::model {
namespace {

constexpr int kKeepAliveS = 10;
constexpr double kFirstPauseS = 0.5, kLongestPauseS = 30;
constexpr auto kGoodTime = std::chrono::seconds(5); ///< after which a connection was one
constexpr int kTickMs = 500;
/// Messages that are taken before others get their turn: readings to the sink, a stop.
constexpr int kBurst = 2048;
constexpr int kRefused = 128; // in a SUBACK, MQTT 3.1.1 section 3.9.3

double sinceEpochS()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// A random identifier of at most 23 letters and digits, which every broker has to take.
std::string clientId()
{
    std::random_device random;
    return fmt::format("gigahall{:08x}", random());
}

std::string refusal(int code)
{
    switch (code) {
    case 1:
        return "the broker does not speak MQTT 3.1.1";
    case 2:
        return "the broker does not take our client identifier";
    case 3:
        return "the broker says that it is not available";
    case 4:
        return "the broker refuses user or password";
    case 5:
        return "the broker does not let this user in; expected user and password, a token or a client certificate";
    default:
        return fmt::format("the broker refuses the connection with code {}", code);
    }
}

struct Mosquitto
{
    void operator()(mosquitto* m) const { mosquitto_destroy(m); }
};

} // namespace

class MqttClient::Impl
{
public:
    Impl(Connection connection, MqttListener& listener)
        : m_connection(std::move(connection))
        , m_listener(listener)
        , m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    {
        static const int kLibrary = mosquitto_lib_init();
        static_cast<void>(kLibrary);
    }
    ~Impl() { ::close(m_wake); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void run(const std::stop_token& stop)
    {
        // OpenSSL writes to sockets that may be gone.
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
        const std::stop_callback waker(stop, [this] { eventfd_write(m_wake, 1); });
        std::string problem;
        const auto address = brokerAddress(m_connection.url, problem);
        if (!address)
            return m_listener.stateChanged(FeedState::Failed, problem);
        m_address = *address;
        double pauseS = kFirstPauseS;
        while (!stop.stop_requested()) {
            m_problem.clear();
            m_tlsProblem.clear();
            m_welcome = false;
            m_client.reset(mosquitto_new(clientId().c_str(), true, this));
            if (!m_client || !prepare())
                return m_listener.stateChanged(FeedState::Failed, m_problem);
            const auto begin = std::chrono::steady_clock::now();
            session(stop);
            m_client.reset();
            if (stop.stop_requested())
                break;
            m_listener.pause(sinceEpochS());
            if (m_welcome && std::chrono::steady_clock::now() - begin > kGoodTime)
                pauseS = kFirstPauseS;
            m_listener.stateChanged(FeedState::Waiting, m_problem);
            rest(pauseS * jitter(), stop);
            pauseS = std::min(2 * pauseS, kLongestPauseS);
        }
    }

private:
    std::string where() const { return fmt::format("{}:{}", m_address.host, m_address.port); }

    double jitter() { return std::uniform_real_distribution<double>(0.8, 1.2)(m_random); }

    /// Settings that can't change between two tries. False: they can't work.
    bool prepare()
    {
        mosquitto* m = m_client.get();
        mosquitto_int_option(m, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V311);
        mosquitto_connect_callback_set(m, [](mosquitto*, void* self, int code) { of(self).onConnect(code); });
        mosquitto_subscribe_callback_set(m, [](mosquitto*, void* self, int id, int count, const int* granted) {
            of(self).onSubscribed(id, count, granted);
        });
        mosquitto_message_callback_set(
            m, [](mosquitto*, void* self, const mosquitto_message* message) { of(self).onMessage(*message); });
        mosquitto_log_callback_set(
            m, [](mosquitto*, void* self, int level, const char* text) { of(self).onLog(level, text); });
        const bool token = !m_connection.token.empty();
        const std::string& user = token && m_connection.user.empty() ? kTokenUser : m_connection.user;
        const std::string& password = token ? m_connection.token : m_connection.password;
        if (!user.empty()
            && mosquitto_username_pw_set(m, user.c_str(), password.empty() ? nullptr : password.c_str())
                != MOSQ_ERR_SUCCESS) {
            m_problem = "user or password is no valid text";
            return false;
        }
        return !m_address.tls || prepareTls();
    }

    bool prepareTls()
    {
        // What the system trusts, where Debian and most others keep it; OpenSSL's own default place comes on top.
        constexpr const char* kSystemCertificates = "/etc/ssl/certs";
        mosquitto* m = m_client.get();
        const auto given = [](const std::string& text) { return text.empty() ? nullptr : text.c_str(); };
        const Connection& c = m_connection;
        for (const std::string& file : {c.caFile, c.clientCertFile, c.clientKeyFile}) {
            if (!file.empty() && ::access(file.c_str(), R_OK) != 0) {
                m_problem = fmt::format("{} can't be read: {}", file, std::strerror(errno));
                return false;
            }
        }
        if (c.clientCertFile.empty() != c.clientKeyFile.empty()) {
            m_problem = "a client certificate needs its key, and a key its certificate";
            return false;
        }
        if (c.caFile.empty())
            mosquitto_int_option(m, MOSQ_OPT_TLS_USE_OS_CERTS, 1);
        // Without an answer for keys with a pass phrase OpenSSL would ask at the terminal, and wait.
        const auto noPassPhrase = [](char*, int, int, void*) { return 0; };
        const int set = mosquitto_tls_set(m, given(c.caFile), c.caFile.empty() ? kSystemCertificates : nullptr,
            given(c.clientCertFile), given(c.clientKeyFile), noPassPhrase);
        if (set != MOSQ_ERR_SUCCESS) {
            m_problem = fmt::format("TLS can't be set up: {}", mosquitto_strerror(set));
            return false;
        }
        return mosquitto_tls_opts_set(m, 1, nullptr, nullptr) == MOSQ_ERR_SUCCESS
            && mosquitto_tls_insecure_set(m, false) == MOSQ_ERR_SUCCESS;
    }

    /// One connection from its begin to its end; m_problem then says why it ended.
    void session(const std::stop_token& stop)
    {
        m_problem = lookUp(m_address.host, m_connection.timeoutS, stop);
        if (!m_problem.empty() || stop.stop_requested())
            return;
        errno = 0;
        const int rc = mosquitto_connect_async(m_client.get(), m_address.host.c_str(), m_address.port, kKeepAliveS);
        if (rc != MOSQ_ERR_SUCCESS) {
            m_problem = problemOf(rc, errno);
            return;
        }
        m_subscriptions = {};
        m_denied.clear();
        m_asked.clear();
        const auto patience = std::chrono::steady_clock::now() + std::chrono::duration<double>(m_connection.timeoutS);
        while (m_problem.empty() && !stop.stop_requested()) {
            if (!turn())
                return;
            m_listener.pause(sinceEpochS());
            if (m_welcome) {
                subscribe();
                askAgain();
            } else if (m_problem.empty() && std::chrono::steady_clock::now() > patience)
                m_problem = fmt::format("{} does not answer within {:.0f} s", where(), m_connection.timeoutS);
        }
        if (m_welcome)
            mosquitto_disconnect(m_client.get());
    }

    /// Waits for something to do, and does it. False: the connection is gone.
    bool turn()
    {
        mosquitto* m = m_client.get();
        std::array<pollfd, 2> files
            = {pollfd{mosquitto_socket(m), short(POLLIN | (mosquitto_want_write(m) ? POLLOUT : 0)), 0},
                pollfd{m_wake, POLLIN, 0}};
        if (::poll(files.data(), files.size(), kTickMs) < 0 && errno != EINTR)
            return lost(MOSQ_ERR_ERRNO, errno);
        int rc = MOSQ_ERR_SUCCESS;
        errno = 0;
        if ((files[0].revents & (POLLIN | POLLERR | POLLHUP)) != 0)
            rc = drain();
        if (rc == MOSQ_ERR_SUCCESS && (files[0].revents & POLLOUT) != 0)
            rc = mosquitto_loop_write(m, 1);
        if (rc == MOSQ_ERR_SUCCESS)
            rc = mosquitto_loop_misc(m);
        return rc == MOSQ_ERR_SUCCESS || lost(rc, errno);
    }

    /// The library's own loop asks the system before every message whether there is one; this one goes on until there
    /// is none, which the library leaves in errno.
    int drain()
    {
        m_nowS = sinceEpochS();
        for (int i = 0; i < kBurst; ++i) {
            errno = 0;
            const int rc = mosquitto_loop_read(m_client.get(), 1);
            if (rc != MOSQ_ERR_SUCCESS)
                return rc;
            if (errno == EAGAIN || errno == EWOULDBLOCK || !m_problem.empty())
                break;
        }
        errno = 0;
        return MOSQ_ERR_SUCCESS;
    }

    bool lost(int rc, int systemError)
    {
        if (m_problem.empty())
            m_problem = problemOf(rc, systemError);
        return false;
    }

    std::string problemOf(int rc, int systemError) const
    {
        if (!m_tlsProblem.empty())
            return fmt::format("no safe connection to {}: {}", where(), m_tlsProblem);
        switch (rc) {
        case MOSQ_ERR_ERRNO:
            return fmt::format("{}: {}", where(), std::strerror(systemError));
        case MOSQ_ERR_KEEPALIVE:
            return fmt::format("{} does not answer any more", where());
        case MOSQ_ERR_CONN_LOST:
        case MOSQ_ERR_NO_CONN:
            return m_welcome ? where() + " closed the connection"
                             : where() + " closed the connection before it let us in; does it expect TLS?";
        case MOSQ_ERR_TLS:
            return fmt::format("no safe connection to {}: does it speak TLS there?", where());
        default:
            return fmt::format("{}: {}", where(), mosquitto_strerror(rc));
        }
    }

    void subscribe()
    {
        const std::vector<std::string>& wanted = m_listener.subscriptions();
        const double nowS = sinceEpochS();
        for (const std::size_t index : m_subscriptions.due(wanted.size(), nowS)) {
            int id = 0;
            const int rc = mosquitto_subscribe(m_client.get(), &id, wanted[index].c_str(), 0);
            if (rc != MOSQ_ERR_SUCCESS) {
                m_problem = problemOf(rc, errno);
                return;
            }
            m_subscriptions.asked(index, id, nowS);
        }
        if (m_subscriptions.becameSettled())
            m_listener.stateChanged(FeedState::Up, m_denied);
    }

    /// A subscription brings what is retained once more; then it has done what it was for.
    void askAgain()
    {
        constexpr std::size_t kMost = 512;
        constexpr double kEveryS = 0.1;
        const double nowS = sinceEpochS();
        if (std::abs(nowS - m_askedS) < kEveryS)
            return;
        m_askedS = nowS;
        int rc = MOSQ_ERR_SUCCESS;
        if (std::vector<char*> topics = pointers(m_asked); !topics.empty())
            rc = mosquitto_unsubscribe_multiple(m_client.get(), nullptr, int(topics.size()), topics.data(), nullptr);
        m_asked = m_listener.missing(nowS, kMost);
        if (std::vector<char*> topics = pointers(m_asked); !topics.empty() && rc == MOSQ_ERR_SUCCESS)
            rc = mosquitto_subscribe_multiple(
                m_client.get(), nullptr, int(topics.size()), topics.data(), 0, 0, nullptr);
        // A topic that is none is the fault of who published on it.
        if (rc != MOSQ_ERR_SUCCESS && rc != MOSQ_ERR_INVAL && rc != MOSQ_ERR_MALFORMED_UTF8)
            m_problem = problemOf(rc, errno);
    }

    static std::vector<char*> pointers(std::vector<std::string>& texts)
    {
        std::vector<char*> out;
        for (std::string& text : texts)
            out.push_back(text.data());
        return out;
    }

    void onConnect(int code)
    {
        m_welcome = code == 0;
        if (!m_welcome)
            m_problem = refusal(code);
        else
            m_listener.connected(sinceEpochS());
    }

    void onSubscribed(int id, int count, const int* granted)
    {
        const std::size_t index = count < 1 ? MqttSubscriptions::kNone : m_subscriptions.answered(id);
        if (index == MqttSubscriptions::kNone)
            return;
        if (granted[0] == kRefused)
            m_denied = fmt::format("the broker does not let this user read {}", m_listener.subscriptions()[index]);
    }

    void onMessage(const mosquitto_message& message)
    {
        m_subscriptions.heard(m_listener.subscriptions(), message.topic);
        m_listener.take({.topic = message.topic,
            .payload = {static_cast<const char*>(message.payload), std::size_t(message.payloadlen)},
            .retained = message.retain,
            .nowS = m_nowS});
    }

    void onLog(int level, std::string_view text)
    {
        if (level != MOSQ_LOG_ERR || !m_address.tls || !m_tlsProblem.empty())
            return;
        // "OpenSSL Error[0]: error:0A000086:SSL routines::certificate verify failed" and the like; the first says most.
        const std::size_t last = text.rfind("::");
        m_tlsProblem = text.substr(last == std::string_view::npos ? 0 : last + 2);
    }

    void rest(double pauseS, const std::stop_token& stop)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(pauseS);
        while (!stop.stop_requested() && std::chrono::steady_clock::now() < until) {
            pollfd wake{m_wake, POLLIN, 0};
            ::poll(&wake, 1, kTickMs / 2);
            m_listener.pause(sinceEpochS());
        }
    }

    static Impl& of(void* self) { return *static_cast<Impl*>(self); }
    static inline const std::string kTokenUser = "oauthtoken"; // of DSX Exchange

    Connection m_connection;
    MqttListener& m_listener;
    int m_wake;
    BrokerAddress m_address;
    std::unique_ptr<mosquitto, Mosquitto> m_client;
    std::string m_problem; ///< why the connection has to end
    std::string m_tlsProblem, m_denied;
    bool m_welcome = false; ///< the broker has let us in
    MqttSubscriptions m_subscriptions; ///< of this connection
    std::vector<std::string> m_asked; ///< subscribed to for their retained messages
    double m_nowS = 0, m_askedS = 0;
    std::minstd_rand m_random{std::random_device()()};
};

MqttClient::MqttClient(Connection connection, MqttListener& listener)
    : m_impl(std::make_unique<Impl>(std::move(connection), listener))
{
}
MqttClient::~MqttClient() = default;

void MqttClient::run(std::stop_token stop)
{
    m_impl->run(stop);
}

} // namespace gigahall::model
