#include "model/feeds/promquery.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {
namespace {

constexpr std::string_view kPlaceholder = "{hall}";
constexpr std::size_t kMostErrorText = 300;

PromOutcome::Kind kindOf(const HttpAnswer& http)
{
    using Kind = PromOutcome::Kind;
    switch (http.failure) {
    case HttpFailure::None:
        return Kind::Good;
    case HttpFailure::Settings:
        return Kind::Settings;
    case HttpFailure::TooLarge:
        return Kind::TooMuch;
    case HttpFailure::Reader:
        return Kind::Query;
    case HttpFailure::Refused:
        if (http.status == 422 || http.status == 413)
            return Kind::TooMuch;
        return http.status == 400 ? Kind::Query : Kind::Server;
    default:
        return Kind::Server;
    }
}

/// What the server says of a refusal, on one line.
std::string errorText(const HttpAnswer& http)
{
    PromAnswer answer([](std::string_view, std::span<const PromSample>) {});
    std::string text = answer.add(http.errorBody) && answer.finish() ? answer.envelope().error : http.errorBody;
    if (text.starts_with('<'))
        return {}; // a page for people
    if (text.size() > kMostErrorText) // what it is about and, at its end, why
        text = text.substr(0, kMostErrorText / 3) + " ... " + text.substr(text.size() - kMostErrorText * 2 / 3);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
    while (text.ends_with(' '))
        text.pop_back();
    return text;
}

} // namespace

bool canBeSharded(const ProfileEntry& entry)
{
    return entry.query.find(kPlaceholder) != std::string::npos;
}

std::string promQueryText(const ProfileEntry& entry, const std::string& keys)
{
    std::string out = entry.query;
    for (std::size_t at = out.find(kPlaceholder); at != std::string::npos;
         at = out.find(kPlaceholder, at + keys.size()))
        out.replace(at, kPlaceholder.size(), keys);
    return out;
}

PromQuery::PromQuery(SeriesJoin& join)
    : m_join(join)
    , m_answer([this](std::string_view labels, std::span<const PromSample> samples) { take(labels, samples); })
    , m_newestS(std::numeric_limits<double>::quiet_NaN())
{
}

HttpClient::BodyReader PromQuery::reader()
{
    return [this](std::string_view text) { return m_answer.add(text); };
}

void PromQuery::take(std::string_view labels, std::span<const PromSample> samples)
{
    const std::uint32_t series = m_join.seriesOf(labels);
    if (series == SeriesJoin::kNoLabels) {
        if (m_strangeLabels.empty())
            m_strangeLabels = labels.substr(0, 80);
        return;
    }
    for (const PromSample& sample : samples) {
        m_values.push_back({series, float(sample.value), sample.timeS});
        m_newestS = std::fmax(m_newestS, sample.timeS);
    }
}

PromOutcome PromQuery::finish(const HttpAnswer& http, const HttpClient& client)
{
    const std::string_view name = metricInfo(m_join.entry().metric).name;
    PromOutcome out{.kind = kindOf(http), .message = http.message, .retryAfterS = http.retryAfterS};
    if (http.failure == HttpFailure::Refused) {
        if (const std::string text = errorText(http); !text.empty())
            out.message += ": " + text;
    }
    if (out.kind == PromOutcome::Kind::Good && m_answer.finish() && m_strangeLabels.empty()) {
        for (const std::string& warning : m_answer.envelope().warnings)
            out.warnings.push_back(client.withoutSecrets(warning));
        if (m_answer.envelope().success)
            return out;
        out.kind = PromOutcome::Kind::Query;
        out.message = fmt::format("{} answers with an error: {}", client.place(), m_answer.envelope().error);
    } else if (out.kind == PromOutcome::Kind::Good || http.failure == HttpFailure::Reader) {
        out.kind = PromOutcome::Kind::Query;
        const std::string problem
            = m_answer.problem().empty() ? fmt::format("labels {} are no texts", m_strangeLabels) : m_answer.problem();
        out.message = fmt::format("the answer of {} can't be used: {}", client.place(), problem);
    }
    if (out.kind == PromOutcome::Kind::TooMuch || out.kind == PromOutcome::Kind::Query)
        out.message = fmt::format("{}: {}", name, out.message);
    out.message = client.withoutSecrets(std::move(out.message)); // servers repeat what they were sent
    return out;
}

} // namespace gigahall::model
