#include "model/feeds/seriesjoin.h"

#include "model/telemetry/replaysource.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>

namespace gigahall::model {
namespace {

constexpr std::size_t kMostUnknown = 100;
constexpr std::size_t kMostSeries = 4'000'000; // labels that change for ever must not fill the memory

/// GPU number `text` of what a host stands for.
std::optional<AssetId> gpuOf(const Campus& campus, AssetId host, std::string_view text)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    if (host.kind() == AssetKind::Tray) {
        const std::uint32_t rack = campus.rackOfTray(host.index());
        const std::uint32_t perTray = campus.rackType(rack).gpusPerTray;
        const std::uint32_t tray = host.index() - campus.rackFirstTray[rack];
        if (number < perTray)
            return AssetId(AssetKind::Gpu, campus.rackFirstGpu[rack] + tray * perTray + number);
    } else if (host.kind() == AssetKind::Rack && number < campus.rackGpus(host.index())) {
        return AssetId(AssetKind::Gpu, campus.rackFirstGpu[host.index()] + number);
    }
    return std::nullopt;
}

std::uint64_t mixed(std::uint64_t x)
{
    x = (x ^ (x >> 31)) * 0x9e3779b97f4a7c15ull;
    return x ^ (x >> 29);
}

} // namespace

std::uint32_t HashIndex::find(std::uint64_t hash) const
{
    if (m_values.empty())
        return kNone;
    const std::size_t mask = m_values.size() - 1;
    for (std::size_t i = hash & mask; m_values[i] != kNone; i = (i + 1) & mask)
        if (m_hashes[i] == hash)
            return m_values[i];
    return kNone;
}

void HashIndex::grow()
{
    HashIndex larger;
    const std::size_t size = std::max<std::size_t>(64, m_values.size() * 2);
    larger.m_hashes.resize(size);
    larger.m_values.resize(size, kNone);
    for (std::size_t i = 0; i < m_values.size(); ++i)
        if (m_values[i] != kNone)
            larger.add(m_hashes[i], m_values[i]);
    *this = std::move(larger);
}

void HashIndex::add(std::uint64_t hash, std::uint32_t value)
{
    if ((m_size + 1) * 4 > m_values.size() * 3)
        grow();
    const std::size_t mask = m_values.size() - 1;
    std::size_t i = hash & mask;
    while (m_values[i] != kNone)
        i = (i + 1) & mask;
    m_hashes[i] = hash;
    m_values[i] = value;
    ++m_size;
}

SeriesJoin::SeriesJoin(std::shared_ptr<const KeyMap> keys, std::string source, const ProfileEntry& entry)
    : m_keys(std::move(keys))
    , m_source(std::move(source))
    , m_entry(entry)
    , m_key(entry.key)
{
}

std::vector<KeyTarget> SeriesJoin::targetsOf(const std::string& key) const
{
    std::vector<KeyTarget> targets = m_keys->find(m_source, key);
    const std::size_t slash = key.rfind('/');
    if (!targets.empty() || !m_entry.perGpu || slash == std::string::npos)
        return targets;
    // A mapping that knows hosts is enough: the GPU's number counts within its host, where that is one asset.
    const std::string_view whole = key;
    const std::vector<KeyTarget> hosts = m_keys->find(m_source, whole.substr(0, slash));
    if (hosts.size() == 1)
        if (const auto gpu = gpuOf(m_keys->campus(), hosts.front().asset, whole.substr(slash + 1)))
            targets.push_back({*gpu, hosts.front().share, hosts.front().offset, std::nullopt});
    return targets;
}

std::uint32_t SeriesJoin::slotOf(AssetId asset, Metric metric)
{
    const std::uint64_t hash = mixed((std::uint64_t(asset.value) << 8) | std::uint64_t(metric));
    if (const std::uint32_t slot = m_byAsset.find(hash); slot != HashIndex::kNone)
        return slot;
    const auto slot = std::uint32_t(m_slots.size());
    m_slots.push_back({asset, metric});
    m_byAsset.add(hash, slot);
    return slot;
}

void SeriesJoin::addUnknown(std::string key)
{
    ++m_unknownCount;
    if (m_unknown.size() < kMostUnknown)
        m_unknown.push_back(std::move(key));
}

std::uint32_t SeriesJoin::seriesOf(std::string_view labels)
{
    const std::uint64_t hash = std::hash<std::string_view>()(labels);
    if (const std::uint32_t known = m_byLabels.find(hash); known != HashIndex::kNone)
        return known;
    if (!m_labels.read(labels))
        return kNoLabels;
    std::string missing;
    const auto key = m_key.fill([this](std::string_view name) { return m_labels[name]; }, missing);
    const std::vector<KeyTarget> targets = key ? targetsOf(*key) : std::vector<KeyTarget>();
    if (targets.empty())
        addUnknown(key ? *key : fmt::format("(no label {}) {}", missing, labels.substr(0, 120)));
    const auto number = std::uint32_t(m_series.size());
    m_series.push_back({std::uint32_t(m_links.size()), std::uint32_t(targets.size())});
    for (const KeyTarget& target : targets)
        m_links.push_back({slotOf(target.asset, target.metric.value_or(m_entry.metric)), target.share, target.offset});
    m_byLabels.add(hash, number);
    return number;
}

std::vector<SeriesJoin::SeriesPart> SeriesJoin::partsOf(std::uint32_t series) const
{
    std::vector<SeriesPart> out;
    for (std::uint32_t i = 0; i < m_series[series].count; ++i) {
        const Link link = m_links[m_series[series].first + i];
        out.push_back({m_slots[link.slot].asset, m_slots[link.slot].metric, link.share, link.offset});
    }
    return out;
}

void SeriesJoin::combine(const std::vector<Value>& values, std::vector<Reading>& out)
{
    m_touched.clear();
    for (const Value& value : values) {
        const Series series = m_series[value.series];
        for (std::uint32_t i = 0; i < series.count; ++i) {
            const Link link = m_links[series.first + i];
            Slot& slot = m_slots[link.slot];
            if (slot.known == 0 && slot.missing == 0)
                m_touched.push_back(link.slot);
            slot.timeS = std::max(slot.timeS, value.timeS);
            if (std::isnan(value.value)) {
                ++slot.missing;
                continue;
            }
            slot.good = slot.good && std::isfinite(value.value);
            slot.sum += (m_entry.offset + m_entry.scale * value.value) * link.share + link.offset;
            ++slot.known;
        }
    }
    out.reserve(out.size() + m_touched.size());
    for (const std::uint32_t index : m_touched) {
        Slot& slot = m_slots[index];
        // What a host or rack says of GPUs is a mean over them, so it never adds up.
        const bool adds = addsUp(slot.metric) && metricInfo(slot.metric).level == MetricLevel::Rack;
        float value = std::numeric_limits<float>::quiet_NaN();
        if (slot.known > 0 && !(adds && slot.missing > 0))
            value = adds ? slot.sum : slot.sum / float(slot.known);
        out.push_back({slot.asset, slot.metric, slot.good, value, slot.timeS});
        if (!slot.seen)
            m_newAssets.push_back(slot.asset);
        slot = {slot.asset, slot.metric, true, true};
    }
}

void SeriesJoin::forgetIfFull()
{
    if (m_series.size() > kMostSeries)
        *this = SeriesJoin(m_keys, m_source, ProfileEntry(m_entry));
}

} // namespace gigahall::model
