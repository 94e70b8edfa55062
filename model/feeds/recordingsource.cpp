#include "model/feeds/recordingsource.h"

#include "model/campus/campus.h"
#include "model/feeds/recording.h"
#include "model/feeds/recordingreader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <utility>

namespace gigahall::model {
namespace {

using Level = RecordingReader::Level;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);
constexpr std::size_t kManyRacks = 16;
constexpr auto kLookEvery = std::chrono::milliseconds(500);

/// Of some thousand steps: the median is there to ignore gaps.
double medianStep(const std::vector<double>& timesS)
{
    constexpr std::size_t kMost = 4096;
    std::vector<double> steps;
    for (std::size_t i = 1; i < timesS.size() && steps.size() < kMost; ++i)
        steps.push_back(timesS[i] - timesS[i - 1]);
    if (steps.empty())
        return 1;
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return *middle;
}

DataState replayed(std::uint8_t state, bool old)
{
    switch (static_cast<DataState>(state)) {
    case DataState::Live:
    case DataState::Simulated:
    case DataState::Recorded:
        return old ? DataState::Stale : DataState::Recorded;
    case DataState::Stale:
        return DataState::Stale;
    case DataState::Bad:
        return DataState::Bad;
    case DataState::Missing:
        break;
    }
    return DataState::Missing;
}

/// Which of the campus each column is, by name; the other way round in `back`. How many fit.
std::size_t match(const Campus& campus, AssetKind kind, const std::vector<std::string>& names, bool same,
    std::vector<std::uint32_t>& out, std::vector<std::uint32_t>& back)
{
    constexpr std::uint32_t kNone = 0xffffffffu;
    out.assign(names.size(), kNone);
    std::size_t fit = 0;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        const auto id = same ? AssetId(kind, i) : campus.find(names[i]).value_or(AssetId());
        // A name that comes twice: the first counts.
        if (id.kind() != kind || id.index() >= back.size() || back[id.index()] != kNone)
            continue;
        out[i] = id.index();
        back[id.index()] = i;
        ++fit;
    }
    return fit;
}

} // namespace

bool looksLikeHdf5(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::array<char, 8> head{};
    return file.read(head.data(), head.size()) && std::string_view(head.data(), head.size()) == "\x89HDF\r\n\x1a\n";
}

RecordedFileSource::RecordedFileSource(const Campus& campus, std::unique_ptr<RecordingReader> reader)
    : m_campus(campus)
    , m_reader(std::move(reader))
    , m_columnOfRack(campus.rackCount(), kNone)
    , m_columnOfPlant(campus.plantCount(), kNone)
    , m_intervalS(medianStep(m_reader->timesS()))
    , m_looked(std::chrono::steady_clock::now())
{
}

RecordedFileSource::~RecordedFileSource() = default;

RecordedFileSource::Result RecordedFileSource::open(const Campus& campus, const std::string& path)
{
    Result result;
    auto reader = RecordingReader::open(path, result.problem);
    if (!reader)
        return result;
    std::unique_ptr<RecordedFileSource> source(new RecordedFileSource(campus, std::move(reader)));
    result.problem = source->join(result.warnings);
    if (result.problem.empty())
        result.source = std::move(source);
    return result;
}

std::string RecordedFileSource::join(std::vector<std::string>& warnings)
{
    const std::vector<std::string>& racks = m_reader->racks();
    const std::vector<std::string>& plant = m_reader->plant();
    const bool same = m_reader->fingerprint() == campusFingerprint(m_campus) && racks.size() == m_campus.rackCount()
        && plant.size() == m_campus.plantCount();
    const std::size_t racksFit = match(m_campus, AssetKind::Rack, racks, same, m_rackOf, m_columnOfRack);
    const std::size_t plantFit = match(m_campus, AssetKind::Plant, plant, same, m_plantOf, m_columnOfPlant);
    if (racksFit == 0)
        return fmt::format("was recorded of campus '{}': none of its {} racks is a rack of '{}'", m_reader->campusKey(),
            racks.size(), m_campus.key);
    const auto warn = [&](std::size_t count, const std::string& what) {
        if (count > 0)
            warnings.push_back(fmt::format("{} {}", count, what));
    };
    const std::string of = fmt::format(" (recorded of '{}')", m_reader->campusKey());
    warn(racks.size() - racksFit,
        fmt::format("recorded racks are not in campus '{}' and not shown{}", m_campus.key, of));
    warn(m_campus.rackCount() - racksFit, fmt::format("racks of campus '{}' were not recorded{}", m_campus.key, of));
    warn(
        plant.size() - plantFit, fmt::format("recorded plant is not in campus '{}' and not shown{}", m_campus.key, of));

    const std::vector<std::uint32_t>& firstGpu = m_reader->firstGpu();
    std::size_t others = 0;
    m_gpusFit.assign(racks.size(), 0);
    for (std::uint32_t c = 0; c < racks.size(); ++c) {
        if (m_rackOf[c] == kNone)
            continue;
        m_gpusFit[c] = firstGpu[c + 1] - firstGpu[c] == m_campus.rackGpus(m_rackOf[c]);
        others += m_gpusFit[c] ? 0 : 1;
    }
    warn(others, fmt::format("racks had another number of GPUs: their GPUs are not shown one by one{}", of));
    return {};
}

bool RecordedFileSource::sinceEpoch() const
{
    return m_reader->sinceEpoch();
}

void RecordedFileSource::lookForMore() const
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_looked < kLookEvery)
        return;
    m_looked = now;
    m_reader->refresh();
}

TelemetrySource::TimeSpan RecordedFileSource::timeSpan() const
{
    lookForMore();
    return {m_reader->timesS().front(), m_reader->timesS().back()};
}

std::size_t RecordedFileSource::rowAt(double timeS) const
{
    if (timeS > m_reader->timesS().back())
        lookForMore();
    const std::vector<double>& times = m_reader->timesS();
    if (!(timeS >= times.front()) || timeS > times.back() + m_intervalS)
        return kNoRow;
    return static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), timeS) - times.begin() - 1);
}

bool RecordedFileSource::addRacks(TelemetryFrame& frame, std::size_t row, const MetricSet& metrics) const
{
    const std::size_t columns = m_rackOf.size();
    std::vector<float> values(columns);
    bool good = true;
    for (const MetricInfo& info : allMetrics()) {
        const auto m = static_cast<std::size_t>(info.metric);
        if (!metrics.test(m) || !m_reader->has(Level::Rack, info.metric))
            continue;
        good = m_reader->read(Level::Rack, info.metric, row, 0, values) && good;
        Plane& plane = frame.rack[m];
        plane.assign(m_campus.rackCount(), kMissing16);
        for (std::size_t c = 0; c < columns; ++c)
            if (m_rackOf[c] != kNone)
                plane[m_rackOf[c]] = quantise(info, values[c]);
    }
    return good;
}

bool RecordedFileSource::addGpus(TelemetryFrame& frame, std::size_t row, const MetricSet& planes) const
{
    bool good = true;
    for (const MetricInfo& info : allMetrics()) {
        const auto m = static_cast<std::size_t>(info.metric);
        if (!planes.test(m) || !m_reader->has(Level::Gpu, info.metric))
            continue;
        const std::vector<std::uint32_t>& first = m_reader->firstGpu();
        std::vector<float> values(first.back());
        good = m_reader->read(Level::Gpu, info.metric, row, 0, values) && good;
        Plane all(values.size());
        quantise(info, values, all);
        Plane& plane = frame.gpu[m];
        plane.assign(m_campus.gpuCount(), kMissing16);
        for (std::size_t c = 0; c < m_rackOf.size(); ++c)
            if (m_rackOf[c] != kNone && m_gpusFit[c])
                std::copy(all.begin() + first[c], all.begin() + first[c + 1],
                    plane.begin() + m_campus.rackFirstGpu[m_rackOf[c]]);
    }
    return good;
}

bool RecordedFileSource::addPlant(TelemetryFrame& frame, std::size_t row) const
{
    bool good = true;
    std::vector<float> values(m_plantOf.size());
    for (const MetricInfo& info : allMetrics()) {
        if (!m_reader->has(Level::Plant, info.metric))
            continue;
        good = m_reader->read(Level::Plant, info.metric, row, 0, values) && good;
        std::vector<float>& plant = frame.plant[static_cast<std::size_t>(info.metric)];
        plant.assign(m_campus.plantCount(), kNan);
        for (std::size_t c = 0; c < values.size(); ++c)
            if (m_plantOf[c] != kNone)
                plant[m_plantOf[c]] = values[c];
    }
    return good;
}

/// At a row; all missing where there is none. Leaves `good` as it is unless the file can't be read.
std::vector<DataState> RecordedFileSource::rackStates(double timeS, std::size_t row, bool& good) const
{
    std::vector<DataState> out(m_campus.rackCount(), DataState::Missing);
    if (row == kNoRow)
        return out;
    const bool old = timeS - m_reader->timesS()[row] > kStaleIntervals * m_intervalS;
    std::vector<std::uint8_t> states(m_rackOf.size());
    good = m_reader->readStates(row, states) && good;
    for (std::size_t c = 0; c < states.size(); ++c)
        if (m_rackOf[c] != kNone)
            out[m_rackOf[c]] = replayed(states[c], old);
    return out;
}

FramePtr RecordedFileSource::build(double timeS, const MetricSet& racks, const MetricSet& gpuPlanes, bool plant)
{
    auto frame = std::make_shared<TelemetryFrame>();
    frame->timeS = timeS;
    frame->serial = ++m_serial;
    frame->source = fmt::format(
        "recorded {} ({})", std::filesystem::path(m_reader->path()).filename().string(), m_reader->source());
    const std::size_t row = rowAt(timeS);
    bool good = true;
    frame->rackState = rackStates(timeS, row, good);
    if (row != kNoRow) {
        good = addRacks(*frame, row, racks) && good;
        good = addGpus(*frame, row, gpuPlanes) && good;
        good = (!plant || addPlant(*frame, row)) && good;
        frame->tenancy = m_reader->tenancy();
        if (!good)
            frame->source += ": the file can't be read at this time";
    }
    rollUp(m_campus, *frame);
    return frame;
}

FramePtr RecordedFileSource::frame(double timeS, const MetricSet& gpuPlanes)
{
    return build(timeS, MetricSet().set(), gpuPlanes, true);
}

/// Racks from one reading of the row where there are many, everything else one by one.
bool RecordedFileSource::valuesAt(
    double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples)
{
    const std::size_t row = rowAt(timeS);
    bool good = true;
    const std::vector<DataState> states = rackStates(timeS, row, good);
    const MetricInfo& info = metricInfo(metric);
    std::vector<float> values;
    if (row != kNoRow && assets.size() >= kManyRacks && m_reader->has(Level::Rack, metric)) {
        values.resize(m_rackOf.size());
        m_reader->read(Level::Rack, metric, row, 0, values);
    }
    for (std::size_t i = 0; i < assets.size(); ++i) {
        const AssetId id = assets[i];
        const bool fromRow = !values.empty() && id.kind() == AssetKind::Rack && id.index() < m_columnOfRack.size();
        const std::uint32_t column = fromRow ? m_columnOfRack[id.index()] : kNone;
        float value = kNan;
        if (!fromRow)
            value = valueAt(timeS, metric, id);
        else if (column != kNone)
            value = dequantise(info, quantise(info, values[column]));
        const Range racks = m_campus.racksOf(id);
        const DataState state = racks.count == 1 ? states[racks.first] : DataState::Recorded;
        // As in a frame: what is missing has no value, and what has none is missing.
        const bool missing = std::isnan(value) || (state == DataState::Missing && !isCategory(metric));
        samples[i] = missing ? Sample() : Sample{value, state};
    }
    return true;
}

float RecordedFileSource::valueAt(double timeS, Metric metric, AssetId id)
{
    const std::size_t row = rowAt(timeS);
    if (row == kNoRow)
        return kNan;
    const MetricInfo& info = metricInfo(metric);
    const std::uint32_t index = id.index();
    float value = kNan;
    const auto one = [&](Level level, std::uint32_t column) {
        if (column != kNone && m_reader->has(level, metric))
            m_reader->read(level, metric, row, column, {&value, 1});
        return value;
    };
    const auto exactly = [&info](float v) { return dequantise(info, quantise(info, v)); };
    switch (id.kind()) {
    case AssetKind::Rack:
        return index < m_columnOfRack.size() ? exactly(one(Level::Rack, m_columnOfRack[index])) : kNan;
    case AssetKind::Plant:
        return index < m_columnOfPlant.size() ? one(Level::Plant, m_columnOfPlant[index]) : kNan;
    case AssetKind::Gpu: {
        if (index >= m_campus.gpuCount())
            return kNan;
        const std::uint32_t rack = m_campus.rackOfGpu(index);
        const std::uint32_t column = m_columnOfRack[rack];
        if (column == kNone || !m_gpusFit[column])
            return kNan;
        return exactly(one(Level::Gpu, m_reader->firstGpu()[column] + index - m_campus.rackFirstGpu[rack]));
    }
    default:
        break;
    }
    MetricSet set, planes;
    set.set(static_cast<std::size_t>(metric));
    if (id.kind() == AssetKind::Tray)
        planes = set;
    return build(timeS, set, planes, false)->value(m_campus, metric, id);
}

} // namespace gigahall::model
