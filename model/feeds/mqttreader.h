#pragma once

#include "model/feeds/feed.h"
#include "model/telemetry/keymap.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace gigahall::model {

/// Readings on their way to a sink, and who has had one. Belongs to one thread.
class ReadingBatch
{
public:
    explicit ReadingBatch(const Campus& campus);

    void add(const Reading& reading);
    const std::vector<Reading>& readings() const { return m_readings; }
    void clear() { m_readings.clear(); }

    std::uint64_t values() const { return m_values; } ///< ever added
    double newestS() const { return m_newestS; }
    std::uint32_t matchedRacks() const { return m_matchedRacks; }
    std::uint32_t matchedPlant() const { return m_matchedPlant; }

private:
    const Campus& m_campus;
    std::vector<Reading> m_readings;
    std::vector<char> m_seenRacks, m_seenPlant;
    std::uint64_t m_values = 0;
    double m_newestS = std::numeric_limits<double>::quiet_NaN();
    std::uint32_t m_matchedRacks = 0, m_matchedPlant = 0;
};

/// How far the clock of a source is ahead of ours, from time stamps at their arrival: the most of the last minute or
/// two, since the way here only ever makes it less.
class ClockDifference
{
public:
    void add(double sourceS, double nowS);
    double aheadS() const; ///< NaN = not known

private:
    double m_sinceS = std::numeric_limits<double>::quiet_NaN();
    double m_now = m_sinceS, m_before = m_sinceS;
};

/// Which samples of one point are news. Remembers the newest; older ones and repeated ones are none, unless the
/// source's clock was put back.
class SampleOrder
{
public:
    /// A repeated sample this long after the last counts as news: its source says that nothing has changed.
    static constexpr double kConfirmS = 30;
    /// So much older can't be a matter of order.
    static constexpr double kClockJumpS = 100;

    enum class Verdict : std::uint8_t
    {
        News,
        Confirmed, ///< the same once more, much later
        Old
    };
    Verdict take(double timeS, double nowS);

private:
    static constexpr double kNever = -std::numeric_limits<double>::infinity();
    double m_timeS = kNever, m_arrivedS = kNever, m_refusedS = kNever;
};

/// One message, while it is handed over.
struct MqttMessage
{
    std::string_view topic, payload;
    bool retained = false; ///< kept by the broker: of unknown age
    double nowS = 0; ///< when it came, since 1970
};

/// What messages mean; one implementation a kind of profile. Belongs to one thread.
class MqttReader
{
public:
    static constexpr std::size_t kMaxListed = 100; ///< of unknown keys and of differences
    static constexpr std::size_t kMaxWarnings = 20;

    virtual ~MqttReader() = default;

    /// All that is to be subscribed to; may grow at the end while messages come.
    const std::vector<std::string>& subscriptions() const { return m_subscriptions; }
    virtual void take(const MqttMessage& message, ReadingBatch& out) = 0;
    /// At least once a second and after each batch of messages; takes a millisecond at most.
    virtual void tick(double /*nowS*/) { }
    /// Topics, at most so many, whose retained message was due and has not come: a broker drops what a subscriber does
    /// not take fast enough, and hands a whole campus' metadata out in one go.
    virtual std::vector<std::string> missing(double /*nowS*/, std::size_t /*most*/) { return {}; }
    /// A new connection: the broker repeats what it retained.
    virtual void connected(double /*nowS*/) { }
    /// Adds what it knows: errors, warnings, unknown keys, differences, clock, and what is missing.
    virtual void report(FeedHealth& health, double nowS) const;

protected:
    MqttReader(std::shared_ptr<const KeyMap> keys, std::string source);

    /// A message that can't be used: counted, and told once a kind of problem.
    void refuse(std::string_view topic, const std::string& problem);
    void warn(std::string_view text);
    /// The targets of a key; an unknown one is counted once.
    std::vector<KeyTarget> targetsOf(const std::string& key);

    const KeyMap& keys() const { return *m_keys; }
    const std::string& source() const { return m_source; }
    std::vector<std::string> m_subscriptions;
    ClockDifference m_clock;

private:
    bool isNewKind(std::string_view text); ///< texts that differ in numbers alone are one kind

    std::shared_ptr<const KeyMap> m_keys;
    std::string m_source;
    std::uint64_t m_errors = 0;
    std::vector<std::string> m_warnings, m_unknownKeys;
    std::unordered_set<std::uint64_t> m_unknownHashes, m_warnedHashes;
};

} // namespace gigahall::model
