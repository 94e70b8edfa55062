#pragma once

#include "model/feeds/profile.h"
#include "model/feeds/promanswer.h"
#include "model/telemetry/keymap.h"
#include "model/telemetry/keytemplate.h"
#include "model/telemetry/reading.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gigahall::model {

/// From a hash to a number: open addressing, 12 bytes an entry.
class HashIndex
{
public:
    static constexpr std::uint32_t kNone = 0xffffffffu;

    std::uint32_t find(std::uint64_t hash) const;
    void add(std::uint64_t hash, std::uint32_t value); ///< a hash that is not there yet
    std::size_t size() const { return m_size; }

private:
    void grow();

    std::vector<std::uint64_t> m_hashes;
    std::vector<std::uint32_t> m_values;
    std::size_t m_size = 0;
};

/// Joins the series of one query with assets, and puts together what several of them say of one asset: power and flow
/// of racks add up (unknown as long as one of them is), of all else the mean of those that are known counts. A series
/// is looked up once; afterwards it is known by a hash of its labels as they are written (64 bits: two of a million
/// series are taken for each other once in 30 million campuses). Not thread safe.
class SeriesJoin
{
public:
    /// A series of an answer that is not complete yet.
    struct Value
    {
        std::uint32_t series;
        float value;
        double timeS;
    };
    static constexpr std::uint32_t kNoLabels = 0xffffffffu; ///< its labels are no texts

    SeriesJoin(std::shared_ptr<const KeyMap> keys, std::string source, const ProfileEntry& entry);

    /// Number of a series by its labels, a JSON object.
    std::uint32_t seriesOf(std::string_view labels);
    /// Assets that have had a value since the last call.
    std::vector<AssetId> takeNewAssets() { return std::exchange(m_newAssets, {}); }
    /// Adds what the values of one answer say.
    void combine(const std::vector<Value>& values, std::vector<Reading>& out);
    /// Begins anew when labels that change for ever have filled it; numbers of series mean nothing afterwards.
    void forgetIfFull();
    /// What a series counts for.
    struct SeriesPart
    {
        AssetId asset;
        Metric metric;
        float share, offset;
    };
    std::vector<SeriesPart> partsOf(std::uint32_t series) const;

    const ProfileEntry& entry() const { return m_entry; }
    std::size_t seriesCount() const { return m_series.size(); }
    std::uint64_t unknownCount() const { return m_unknownCount; }
    const std::vector<std::string>& unknown() const { return m_unknown; } ///< the first hundred

private:
    struct Series
    {
        std::uint32_t first, count; // of m_links
    };
    struct Link
    {
        std::uint32_t slot;
        float share, offset;
    };
    struct Slot
    {
        AssetId asset;
        Metric metric;
        bool good = true, seen = false;
        std::uint32_t known = 0, missing = 0;
        float sum = 0;
        double timeS = 0;
    };

    std::vector<KeyTarget> targetsOf(const std::string& key) const;
    std::uint32_t slotOf(AssetId asset, Metric metric);
    void addUnknown(std::string key);

    std::shared_ptr<const KeyMap> m_keys;
    std::string m_source;
    ProfileEntry m_entry;
    KeyTemplate m_key;
    PromLabels m_labels;
    HashIndex m_byLabels, m_byAsset;
    std::vector<Series> m_series;
    std::vector<Link> m_links;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_touched; // slots of the answer in hand
    std::vector<AssetId> m_newAssets;
    std::uint64_t m_unknownCount = 0;
    std::vector<std::string> m_unknown;
};

} // namespace gigahall::model
