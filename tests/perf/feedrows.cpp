#include "tests/perf/feedrows.h"

#include "model/feeds/httpclient.h"
#include "model/feeds/liveboard.h"
#include "model/feeds/promquery.h"
#include "model/telemetry/keymap.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <malloc.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gigahall::bench {
namespace {

/// Answers every request with the same text, on a connection after the other; several at a time by threads.
class Loopback
{
public:
    explicit Loopback(const std::string& body)
        : m_answer(fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{}", body.size(), body))
        , m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(m_listener, 16) != 0)
            throw std::runtime_error("no port on loopback");
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_acceptor = std::jthread([this](std::stop_token stop) { accept(std::move(stop)); });
    }
    ~Loopback()
    {
        m_acceptor.request_stop();
        m_acceptor.join();
        m_threads.clear();
        ::close(m_listener);
    }
    Loopback(const Loopback&) = delete;
    Loopback& operator=(const Loopback&) = delete;

    model::Connection connection() const
    {
        model::Connection made;
        made.name = "bench";
        made.url = fmt::format("http://127.0.0.1:{}", m_port);
        return made;
    }

private:
    static bool readable(int socket)
    {
        pollfd wanted{socket, POLLIN, 0};
        return ::poll(&wanted, 1, 20) > 0;
    }

    void accept(std::stop_token stop)
    {
        while (!stop.stop_requested())
            if (readable(m_listener))
                if (const int socket = ::accept(m_listener, nullptr, nullptr); socket >= 0)
                    m_threads.emplace_back([this, socket](std::stop_token end) { serve(socket, std::move(end)); });
    }

    /// Requests are small: their end is where a packet ends with the form, which has no line breaks.
    void serve(int socket, std::stop_token stop) const
    {
        std::array<char, 65536> buffer{};
        std::string in;
        while (!stop.stop_requested()) {
            if (!readable(socket))
                continue;
            const ssize_t got = ::recv(socket, buffer.data(), buffer.size(), 0);
            if (got <= 0)
                break;
            in.append(buffer.data(), std::size_t(got));
            const std::size_t head = in.find("\r\n\r\n");
            if (head == std::string::npos || in.size() == head + 4)
                continue;
            in.clear();
            for (std::string_view left = m_answer; !left.empty();) {
                const ssize_t sent = ::send(socket, left.data(), left.size(), MSG_NOSIGNAL);
                if (sent <= 0)
                    return void(::close(socket));
                left.remove_prefix(std::size_t(sent));
            }
        }
        ::close(socket);
    }

    std::string m_answer;
    int m_listener;
    std::uint16_t m_port = 0;
    std::vector<std::jthread> m_threads;
    std::jthread m_acceptor;
};

constexpr double kTimeS = 1781430781.781; ///< of all values

std::string answerOf(const std::string& series)
{
    return fmt::format(R"({{"status":"success","data":{{"resultType":"vector","result":[{}]}}}})", series);
}

std::string rackAnswer(const model::Campus& campus)
{
    std::string series;
    for (std::uint32_t rack = 0; rack < campus.rackCount(); ++rack)
        series += fmt::format(R"({}{{"metric":{{"rack":"{}"}},"value":[1781430781.781,"{:.6f}"]}})", rack ? "," : "",
            campus.names.racks[rack], 120 + 0.37 * (rack % 97));
    return answerOf(series);
}

/// Names as dcgm-exporter's, grouped by host and number.
std::string gpuAnswer(const model::Campus& campus, const model::Range& racks, std::uint32_t& count)
{
    std::string series;
    for (std::uint32_t rack = racks.first; rack < racks.end(); ++rack) {
        const model::AssetType& type = campus.rackType(rack);
        for (std::uint32_t gpu = 0; gpu < type.gpus(); ++gpu, ++count)
            series += fmt::format(
                R"({}{{"metric":{{"gpu":"{}","hostname":"{}-T{:02}"}},"value":[1781430781.781,"{:.3f}"]}})",
                count ? "," : "", gpu % type.gpusPerTray, campus.names.racks[rack], gpu / type.gpusPerTray + 1,
                700 + 0.125 * (gpu % 311));
    }
    return answerOf(series);
}

/// What a feed does with all its queries in one round, on one thread as there, and the frame that comes of it.
class Round
{
public:
    Round(const Loopback& server, std::shared_ptr<const model::Campus> campus,
        std::shared_ptr<const model::KeyMap> keys, const std::vector<model::ProfileEntry>& entries)
        : m_client(server.connection())
        , m_board(std::move(campus), {{kNeverStaleS}}, kTimeS)
    {
        for (const model::ProfileEntry& entry : entries) {
            m_joins.push_back(std::make_unique<model::SeriesJoin>(keys, "bench", entry));
            if (entry.perGpu)
                m_planes.set(std::size_t(entry.metric));
        }
    }

    /// Readings delivered.
    std::size_t operator()()
    {
        const std::size_t count = read();
        auto frame = std::make_shared<model::TelemetryFrame>();
        m_board.fill(*frame, m_planes, kTimeS, model::DataState::Live);
        m_frame = std::move(frame);
        return count;
    }
    const model::FramePtr& frame() const { return m_frame; }

private:
    static constexpr double kNeverStaleS = 1e9;

    std::size_t read()
    {
        std::map<std::uint64_t, std::unique_ptr<model::PromQuery>> queries;
        std::size_t next = 0, count = 0;
        while (next < m_joins.size() || !queries.empty()) {
            while (next < m_joins.size() && queries.size() < 4) {
                auto query = std::make_unique<model::PromQuery>(*m_joins[next]);
                const std::uint64_t id
                    = m_client.post("/api/v1/query", {{"query", m_joins[next]->entry().query}}, query->reader());
                queries.emplace(id, std::move(query));
                ++next;
            }
            for (const model::HttpAnswer& answer : m_client.wait(1)) {
                const auto query = std::move(queries.extract(answer.id).mapped());
                const model::PromOutcome outcome = query->finish(answer, m_client);
                if (!outcome.message.empty())
                    throw std::runtime_error(outcome.message);
                m_readings.clear();
                query->join().combine(query->values(), m_readings);
                m_board.take(0, m_readings, kTimeS);
                count += m_readings.size();
            }
        }
        return count;
    }

    model::HttpClient m_client;
    model::LiveBoard m_board;
    std::vector<std::unique_ptr<model::SeriesJoin>> m_joins;
    model::MetricSet m_planes;
    std::vector<model::Reading> m_readings;
    model::FramePtr m_frame; // as long as the next one is made: the window shows it
};

model::ProfileEntry entryOf(model::Metric metric, const char* key, bool perGpu)
{
    model::ProfileEntry entry;
    entry.metric = metric;
    entry.query = "q";
    entry.key = key;
    entry.perGpu = perGpu;
    return entry;
}

double megabytes(const char* field)
{
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(field))
            return std::strtod(line.c_str() + std::string_view(field).size() + 1, nullptr) / 1024;
    return 0;
}

void expectCount(std::size_t found, std::size_t expected, const char* what)
{
    if (found != expected)
        throw std::runtime_error(fmt::format("{} {}; expected {}", found, what, expected));
}

std::size_t knownIn(const model::Plane& plane)
{
    return plane.size() - std::size_t(std::count(plane.begin(), plane.end(), model::kMissing16));
}

void measureRacks(const std::shared_ptr<const model::Campus>& campusPtr, std::shared_ptr<const model::KeyMap> keys,
    int rounds, Report& report)
{
    using model::Metric;
    const model::Campus& campus = *campusPtr;
    std::vector<model::ProfileEntry> entries;
    for (const Metric metric : {Metric::GpuUtilization, Metric::GpuPower, Metric::GpuTemperature, Metric::RackPower,
             Metric::RackLiquidSupplyTemperature, Metric::RackLiquidReturnTemperature, Metric::RackLiquidFlow,
             Metric::Loading})
        entries.push_back(entryOf(metric, "{rack}", false));
    const Loopback server(rackAnswer(campus));
    Round round(server, campusPtr, keys, entries);
    const Stopwatch first;
    round();
    const double firstMs = first.ms();
    std::size_t count = 0;
    const Samples samples = measure(1, rounds, [&] { count = round(); });
    expectCount(count, std::size_t(campus.rackCount()) * entries.size(), "readings were delivered");
    for (const model::ProfileEntry& entry : entries)
        expectCount(knownIn(round.frame()->rack[std::size_t(entry.metric)]), campus.rackCount(), "racks in a plane");
    report.rows.push_back(row("prometheus.racks",
        fmt::format("Prometheus answers of {} racks x {} metrics to planes", campus.rackCount(), entries.size()), 250,
        samples, "ms"));
    report.notes.push_back(fmt::format("the first such round, which looks up every key, took {:.0f} ms", firstMs));
}

void measureGpus(const std::shared_ptr<const model::Campus>& campusPtr, std::shared_ptr<const model::KeyMap> keys,
    int rounds, Report& report)
{
    const model::Campus& campus = *campusPtr;
    std::uint32_t gpus = 0;
    const std::string body = gpuAnswer(campus, campus.phases.front().racks, gpus);
    const double answerMb = double(body.size()) / 1e6;
    const Loopback server(body);
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << 5; // the peak counts from here
    const double beforeMb = megabytes("VmRSS:");
    Round round(server, campusPtr, keys, {entryOf(model::Metric::GpuPower, "{hostname|Hostname}/{gpu}", true)});
    const Stopwatch first;
    round();
    const double firstMs = first.ms();
    std::size_t count = 0;
    const Samples samples = measure(1, rounds, [&] { count = round(); });
    const double grownMb = megabytes("VmHWM:") - beforeMb;
    expectCount(count, gpus, "readings were delivered");
    expectCount(knownIn(round.frame()->gpu[std::size_t(model::Metric::GpuPower)]), gpus, "GPUs in the plane");
    report.rows.push_back(row("prometheus.gpus",
        fmt::format("one Prometheus answer of {} GPUs ({:.0f} MB) to a plane", gpus, answerMb), 800, samples, "ms"));
    report.rows.push_back({.key = "prometheus.gpus.memory",
        .what = "peak memory of that, keys, answer and frames included",
        .bar = 400,
        .measured = grownMb,
        .unit = "MB",
        .lowest = grownMb,
        .highest = grownMb,
        .count = 1});
    report.notes.push_back(
        fmt::format("the first answer of {} GPUs, which looks up every key, took {:.0f} ms", gpus, firstMs));
}

} // namespace

void measureFeeds(std::shared_ptr<const model::Campus> campus, int rounds, Report& report)
{
    const auto keys = std::make_shared<const model::KeyMap>(campus);
    measureRacks(campus, keys, rounds, report);
    measureGpus(campus, keys, rounds, report);
}

} // namespace gigahall::bench
