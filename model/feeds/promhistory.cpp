#include "model/feeds/promhistory.h"

#include "model/feeds/pollschedule.h"
#include "model/telemetry/replaysource.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace gigahall::model {
namespace {

constexpr std::uint32_t kMostPoints = 11000; // of one series and query: Prometheus, Thanos and Mimir refuse more
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Values of one asset on the grid of a range query, put together as SeriesJoin does.
class Curve
{
public:
    Curve(std::size_t points, double fromS, double stepS, bool adds)
        : m_sum(points, 0)
        , m_known(points, 0)
        , m_missing(points, false)
        , m_fromS(fromS)
        , m_stepS(stepS)
        , m_adds(adds)
    {
    }

    void add(double timeS, float value)
    {
        const double at = std::round((timeS - m_fromS) / m_stepS);
        if (!(at >= 0) || at >= double(m_sum.size()))
            return;
        const auto point = std::size_t(at);
        if (!std::isfinite(value))
            m_missing[point] = true;
        else
            m_sum[point] += value, ++m_known[point];
    }

    float operator[](std::size_t point) const
    {
        if (m_known[point] == 0 || (m_adds && m_missing[point]))
            return kNan;
        return m_adds ? m_sum[point] : m_sum[point] / float(m_known[point]);
    }

private:
    std::vector<float> m_sum;
    std::vector<std::uint32_t> m_known;
    std::vector<bool> m_missing;
    double m_fromS, m_stepS;
    bool m_adds;
};

bool within(const Campus& campus, AssetId part, AssetId asset)
{
    if (part == asset)
        return true;
    if (asset.kind() != AssetKind::Rack && asset.kind() != AssetKind::Tray)
        return false;
    for (AssetId up = part; up.isValid() && up.kind() > asset.kind(); up = campus.parent(up))
        if (campus.parent(up) == asset)
            return true;
    return false;
}

} // namespace

PromHistory::PromHistory(const Connection& connection, const MetricProfile& profile, std::shared_ptr<const KeyMap> keys,
    const KeySelector& selector)
    : m_connection(connection)
    , m_profile(profile)
    , m_keys(std::move(keys))
    , m_selector(selector)
{
    for (const ProfileEntry& entry : profile.entries)
        m_joins.push_back(std::make_unique<SeriesJoin>(m_keys, connection.name, entry));
}

std::string PromHistory::problem() const
{
    const std::lock_guard lock(m_problemMutex);
    return m_problem;
}

void PromHistory::setProblem(std::string text)
{
    const std::lock_guard lock(m_problemMutex);
    m_problem = std::move(text);
}

HttpClient::Form PromHistory::formAt(std::uint32_t entry, std::uint32_t hall, double timeS) const
{
    const std::string keys
        = hall == PollSchedule::kWhole ? KeySelector::anyKey() : m_selector.regex(AssetId(AssetKind::Hall, hall));
    return {{"query", promQueryText(m_profile.entries[entry], keys)}, {"time", fmt::format("{:.3f}", timeS)}};
}

/// All of them, a few at a time; hall by hall what is too much at once. False where one of them failed.
bool PromHistory::run(const std::string& path, std::vector<Ask> asks, const Hear& hear, std::stop_token stop)
{
    setProblem(HttpClient::mistakeIn(m_connection));
    if (!problem().empty())
        return false;
    struct Request
    {
        Ask ask;
        std::unique_ptr<PromQuery> query;
    };
    std::map<std::uint64_t, Request> requests; // outlive the client that writes into them
    HttpClient client(m_connection);
    const std::stop_callback wake(stop, [&client] { client.close(); });
    std::reverse(asks.begin(), asks.end());
    bool good = true;
    while (!stop.stop_requested() && (!asks.empty() || !requests.empty())) {
        while (!asks.empty() && requests.size() < PollSchedule::kMostAtOnce) {
            Request request{std::move(asks.back()), nullptr};
            asks.pop_back();
            request.query = std::make_unique<PromQuery>(*m_joins[request.ask.entry]);
            const std::uint64_t id = client.post(path, request.ask.form, request.query->reader());
            requests.emplace(id, std::move(request));
        }
        for (const HttpAnswer& answer : client.wait(1)) {
            const Request request = std::move(requests.extract(answer.id).mapped());
            const PromOutcome outcome = request.query->finish(answer, client);
            const std::uint32_t entry = request.ask.entry;
            const auto time = std::find_if(request.ask.form.begin(), request.ask.form.end(),
                [](const auto& field) { return field.first == "time"; });
            if (outcome.kind == PromOutcome::Kind::Good) {
                hear(*request.query);
            } else if (outcome.kind == PromOutcome::Kind::TooMuch && request.ask.hall == PollSchedule::kWhole
                && time != request.ask.form.end() && canBeSharded(m_profile.entries[entry])) {
                for (std::uint32_t hall = 0; hall < m_keys->campus().halls.size(); ++hall)
                    asks.push_back({entry, hall, formAt(entry, hall, std::stod(time->second))});
            } else {
                setProblem(outcome.message);
                good = false;
                if (outcome.kind == PromOutcome::Kind::Server || outcome.kind == PromOutcome::Kind::Settings)
                    return false; // the others would fare no better
            }
        }
    }
    return good && !stop.stop_requested();
}

void PromHistory::readAt(double timeS, const FeedFocus& focus, ReadingSink& sink, std::stop_token stop)
{
    const std::lock_guard lock(m_oneAtATime);
    std::vector<Ask> asks;
    for (std::uint32_t e = 0; e < m_profile.entries.size(); ++e) {
        const ProfileEntry& entry = m_profile.entries[e];
        m_joins[e]->forgetIfFull();
        if (!entry.perGpu)
            asks.push_back({e, PollSchedule::kWhole, formAt(e, PollSchedule::kWhole, timeS)});
        else if (focus.gpuMetrics.test(std::size_t(entry.metric)) && canBeSharded(entry))
            for (const std::uint32_t hall : focus.halls)
                asks.push_back({e, hall, formAt(e, hall, timeS)});
    }
    std::vector<Reading> readings;
    run(
        "/api/v1/query", std::move(asks),
        [&](const PromQuery& query) {
            readings.clear();
            query.join().combine(query.values(), readings);
            sink.take(readings);
        },
        std::move(stop));
}

std::vector<float> PromHistory::series(
    Metric metric, AssetId asset, double fromS, double toS, std::uint32_t samples, std::stop_token stop)
{
    const std::lock_guard lock(m_oneAtATime);
    std::vector<float> out(samples, kNan);
    const std::string keys = m_selector.regex(asset);
    if (samples == 0 || !(toS >= fromS) || (keys.empty() && asset.kind() != AssetKind::Plant))
        return out;
    // Servers take whole milliseconds; rounded up, so that there are never more points than they allow.
    const double leastStepS = (toS - fromS) / (std::min(std::max(samples, 2u), kMostPoints) - 1);
    const double stepS = std::max(std::ceil(leastStepS * 1000 - 1e-6), 1.0) / 1000;
    const auto points = std::size_t((toS - fromS) / stepS + 1e-6) + 1;
    const double gridS = toS - double(points - 1) * stepS; // the end is what people look at
    std::vector<Ask> asks;
    for (std::uint32_t e = 0; e < m_profile.entries.size(); ++e) {
        const ProfileEntry& entry = m_profile.entries[e];
        // A mapping may say that a key of this query measures something else: then only asking tells.
        if (entry.metric == metric && entry.perGpu == (asset.kind() == AssetKind::Gpu))
            asks.push_back({e, PollSchedule::kWhole,
                {{"query", promQueryText(entry, keys.empty() ? KeySelector::anyKey() : keys)},
                    {"start", fmt::format("{:.3f}", gridS)}, {"end", fmt::format("{:.3f}", toS)},
                    {"step", fmt::format("{:.3f}", stepS)},
                    {"nocache", "1"}}}); // VictoriaMetrics moves the ends of ranges otherwise
    }
    Curve curve(points, gridS, stepS, addsUp(metric) && metricInfo(metric).level == MetricLevel::Rack);
    const auto hear = [&](const PromQuery& query) {
        const ProfileEntry& entry = query.join().entry();
        std::uint32_t series = SeriesJoin::kNoLabels;
        float share = 0, offset = 0; // of the asset in this series; share 0 = none
        for (const SeriesJoin::Value& value : query.values()) {
            if (value.series != series)
                share = 0;
            if (series != value.series)
                for (const auto& part : query.join().partsOf(series = value.series))
                    if (part.metric == metric && within(m_keys->campus(), part.asset, asset))
                        share = part.share, offset = part.offset;
            if (share != 0)
                curve.add(value.timeS, (entry.offset + entry.scale * value.value) * share + offset);
        }
    };
    run("/api/v1/query_range", std::move(asks), hear, std::move(stop));
    for (std::uint32_t i = 0; i < samples; ++i) {
        const double at = samples == 1 ? toS : fromS + (toS - fromS) * i / (samples - 1);
        const double point = std::clamp(std::round((at - gridS) / stepS), 0.0, double(points - 1));
        out[i] = curve[std::size_t(point)];
    }
    return out;
}

} // namespace gigahall::model
