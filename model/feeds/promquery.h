#pragma once

#include "model/feeds/httpclient.h"
#include "model/feeds/keyselector.h"
#include "model/feeds/promanswer.h"
#include "model/feeds/seriesjoin.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gigahall::model {

/// The query of an entry for the racks that `keys`, a regular expression, selects.
std::string promQueryText(const ProfileEntry& entry, const std::string& keys);
bool canBeSharded(const ProfileEntry& entry);

/// What became of a query.
struct PromOutcome
{
    enum class Kind : std::uint8_t
    {
        Good,
        Settings, ///< will never work
        Server, ///< not now
        TooMuch, ///< too many series for the server, too many bytes for us
        Query ///< this query, or its answer, is wrong
    };
    Kind kind = Kind::Good;
    std::string message; ///< one sentence; empty where it is good
    std::vector<std::string> warnings;
    double retryAfterS = 0;
};

/// One query under way: reads the answer while it comes in. Stays where it is as long as its request runs.
class PromQuery
{
public:
    explicit PromQuery(SeriesJoin& join);

    HttpClient::BodyReader reader();
    /// After the last byte. The values may be used where it is good.
    PromOutcome finish(const HttpAnswer& http, const HttpClient& client);

    SeriesJoin& join() const { return m_join; }
    const std::vector<SeriesJoin::Value>& values() const { return m_values; }
    std::uint64_t seriesCount() const { return m_answer.seriesCount(); }
    double newestS() const { return m_newestS; } ///< NaN without a sample

private:
    void take(std::string_view labels, std::span<const PromSample> samples);

    SeriesJoin& m_join;
    PromAnswer m_answer;
    std::vector<SeriesJoin::Value> m_values;
    double m_newestS;
    std::string m_strangeLabels;
};

} // namespace gigahall::model
