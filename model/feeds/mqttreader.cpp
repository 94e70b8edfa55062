#include "model/feeds/mqttreader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace gigahall::model {
namespace {

/// Messages show what others wrote: not endlessly, and without control characters.
std::string shown(std::string_view text)
{
    constexpr std::size_t kLongest = 300;
    std::string out(text.substr(0, kLongest));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, '?');
    return text.size() > kLongest ? out + "..." : out;
}

} // namespace

ReadingBatch::ReadingBatch(const Campus& campus)
    : m_campus(campus)
    , m_seenRacks(campus.rackCount())
    , m_seenPlant(campus.plantCount())
{
}

void ReadingBatch::add(const Reading& reading)
{
    m_readings.push_back(reading);
    ++m_values;
    if (!(m_newestS >= reading.timeS))
        m_newestS = reading.timeS;
    const auto see = [](std::vector<char>& seen, std::uint32_t index, std::uint32_t& count) {
        if (index < seen.size() && !seen[index]) {
            seen[index] = 1;
            ++count;
        }
    };
    const std::uint32_t index = reading.asset.index();
    switch (reading.asset.kind()) {
    case AssetKind::Gpu:
        see(m_seenRacks, m_campus.rackOfGpu(index), m_matchedRacks);
        break;
    case AssetKind::Tray:
        see(m_seenRacks, m_campus.rackOfTray(index), m_matchedRacks);
        break;
    case AssetKind::Rack:
        see(m_seenRacks, index, m_matchedRacks);
        break;
    case AssetKind::Plant:
        see(m_seenPlant, index, m_matchedPlant);
        break;
    default:
        break;
    }
}

void ClockDifference::add(double sourceS, double nowS)
{
    constexpr double kWindowS = 60;
    if (!(nowS - m_sinceS < kWindowS)) {
        m_before = m_now;
        m_now = sourceS - nowS;
        m_sinceS = nowS;
    }
    m_now = std::max(m_now, sourceS - nowS);
}

double ClockDifference::aheadS() const
{
    return std::fmax(m_now, m_before);
}

SampleOrder::Verdict SampleOrder::take(double timeS, double nowS)
{
    if (timeS > m_timeS) {
        m_timeS = timeS;
        m_arrivedS = nowS;
        m_refusedS = kNever;
        return Verdict::News;
    }
    if (timeS == m_timeS) {
        if (nowS - m_arrivedS < kConfirmS)
            return Verdict::Old;
        m_arrivedS = nowS;
        return Verdict::Confirmed;
    }
    // One straggler may be old; two that go on from each other are a clock that was put back.
    if (m_timeS - timeS > kClockJumpS && m_refusedS != kNever && timeS > m_refusedS) {
        m_timeS = timeS;
        m_arrivedS = nowS;
        m_refusedS = kNever;
        return Verdict::News;
    }
    m_refusedS = m_timeS - timeS > kClockJumpS ? timeS : m_refusedS;
    return Verdict::Old;
}

MqttReader::MqttReader(std::shared_ptr<const KeyMap> keys, std::string source)
    : m_keys(std::move(keys))
    , m_source(std::move(source))
{
}

void MqttReader::warn(std::string_view text)
{
    if (isNewKind(text))
        m_warnings.push_back(shown(text));
}

bool MqttReader::isNewKind(std::string_view written)
{
    std::string text(written);
    std::erase_if(text, [](char c) { return c >= '0' && c <= '9'; });
    return m_warnings.size() < kMaxWarnings && m_warnedHashes.insert(std::hash<std::string>()(text)).second;
}

void MqttReader::refuse(std::string_view topic, const std::string& problem)
{
    ++m_errors;
    if (isNewKind(problem))
        m_warnings.push_back(fmt::format("the message of {} {}", shown(topic), shown(problem)));
}

std::vector<KeyTarget> MqttReader::targetsOf(const std::string& key)
{
    constexpr std::size_t kMaxUnknown = 1'000'000;
    std::vector<KeyTarget> found = m_keys->find(m_source, key);
    if (found.empty() && m_unknownHashes.size() < kMaxUnknown
        && m_unknownHashes.insert(std::hash<std::string>()(key)).second && m_unknownKeys.size() < kMaxListed)
        m_unknownKeys.push_back(shown(key));
    return found;
}

void MqttReader::report(FeedHealth& health, double) const
{
    health.errors = m_errors;
    health.warnings = m_warnings;
    health.unknownKeyCount = m_unknownHashes.size();
    health.unknownKeys = m_unknownKeys;
    health.clockAheadS = m_clock.aheadS();
}

} // namespace gigahall::model
