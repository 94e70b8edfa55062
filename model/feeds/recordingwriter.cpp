#include "model/campus/campus.h"
#include "model/feeds/recording.h"
#include "model/feeds/recordingdriver.h"
#include "model/feeds/recordingtables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <limits>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gigahall::model {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kFlushAfter = std::chrono::milliseconds(500);
constexpr hsize_t kPage = 4096;

std::string nowText()
{
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

std::string stateMeaning()
{
    return "0 missing, 1 live, 2 simulated, 3 recorded, 4 stale, 5 bad";
}

/// Everything that is changed stays in memory until a flush; then the library writes it in its order.
bool keepMetadata(hid_t fileAccess)
{
    H5AC_cache_config_t config{};
    config.version = H5AC__CURR_CACHE_CONFIG_VERSION;
    if (H5Pget_mdc_config(fileAccess, &config) < 0)
        return false;
    config.evictions_enabled = false;
    config.incr_mode = H5C_incr__off;
    config.flash_incr_mode = H5C_flash_incr__off;
    config.decr_mode = H5C_decr__off;
    return H5Pset_mdc_config(fileAccess, &config) >= 0;
}

} // namespace

std::string campusFingerprint(const Campus& campus)
{
    std::uint64_t hash = 0xcbf29ce484222325u; // FNV-1a
    const auto add = [&hash](std::string_view bytes) {
        for (const char c : bytes)
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    };
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
        add(fmt::format("{}\n{}\n", campus.name({AssetKind::Rack, r}), campus.rackGpus(r)));
    for (std::uint32_t p = 0; p < campus.plantCount(); ++p)
        add(campus.name({AssetKind::Plant, p}) + '\n');
    return fmt::format("{:016x}", hash);
}

struct Recorder::File
{
    struct Table
    {
        Metric metric;
        GrowingTable rows;
    };

    File(const Campus& of, std::string to, RecordingOptions how)
        : campus(of)
        , path(std::move(to))
        , draft(fmt::format("{}.{}.part", path, getpid()))
        , options(std::move(how))
    {
    }

    std::string open();
    std::string begin(const TelemetryFrame& frame);
    bool createTables(const TelemetryFrame& frame);
    bool createTable(std::vector<Table>& tables, hid_t group, Metric metric, std::uint64_t columns) const;
    std::string publish();
    bool write(const TelemetryFrame& frame);
    bool writeRacks(const TelemetryFrame& frame);
    void noteUnrecorded(const TelemetryFrame& frame);
    std::string flush();
    std::string close();
    std::string fail(std::string what);
    std::string failDisk(const char* doing);

    const Campus& campus;
    const std::string path, draft;
    RecordingOptions options;
    Counts counts;
    std::string problem; // once something went wrong, for good
    bool published = false;
    std::vector<double> pending; // times whose rows are written, but not flushed
    std::uint64_t kept = 0; // moments that are in the file for good
    double keptS = 0; // the last of them
    Clock::time_point flushed{};

    H5Handle file;
    RecordingDisk* disk = nullptr; // of the open file
    GrowingTable time, states;
    std::vector<Table> racks, plant, gpus;
    JobTable jobs;
    std::vector<float> values;
};

std::string Recorder::File::fail(std::string what)
{
    problem = fmt::format("{} {}", path, what);
    return problem;
}

std::string Recorder::File::failDisk(const char* doing)
{
    const std::string reason = disk && disk->error != 0 ? std::strerror(disk->error) : h5Reason();
    counts.frames = kept;
    counts.lastS = keptS;
    return fail(fmt::format("{}: {}{}", doing, reason,
        published ? fmt::format("; it keeps {} moments, up to {} s", counts.frames, counts.lastS) : ""));
}

std::string Recorder::File::open()
{
    if (file.isValid() || !problem.empty())
        return problem;
    struct stat found = {};
    if (::lstat(path.c_str(), &found) == 0)
        return fail("exists; expected a new name, recordings replace nothing");
    const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return fail(fmt::format("can't be written: {}", std::strerror(errno)));
    ::close(descriptor);
    const H5Quiet quiet;
    const H5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    // No cache of chunks: it would write whole chunks again with every flush. Aligned, since what lies within a page
    // gets to the file as a whole or not at all, whenever the program is killed.
    if (!useRecordingDriver(access.id()) || !keepMetadata(access.id())
        || H5Pset_libver_bounds(access.id(), H5F_LIBVER_LATEST, H5F_LIBVER_LATEST) < 0
        || H5Pset_cache(access.id(), 0, 0, 0, 0) < 0 || H5Pset_alignment(access.id(), 1, kPage) < 0)
        return fail(fmt::format("can't be written: {}", h5Reason()));
    file = H5Handle(H5Fcreate(draft.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.id()), H5Fclose);
    disk = file.isValid() ? recordingDisk(file.id()) : nullptr;
    return disk ? std::string() : failDisk("can't be written");
}

bool Recorder::File::createTable(std::vector<Table>& tables, hid_t group, Metric metric, std::uint64_t columns) const
{
    const MetricInfo& info = metricInfo(metric);
    Table& table = tables.emplace_back(Table{metric, {}});
    return table.rows.create(group, std::string(info.name), H5T_IEEE_F32LE, columns)
        && h5WriteText(table.rows.id(), "unit", isCategory(metric) ? "row of /jobs or /owners" : std::string(info.unit))
        && h5WriteText(table.rows.id(), "missing", "NaN");
}

/// Nothing can be created once others may read.
bool Recorder::File::createTables(const TelemetryFrame& frame)
{
    const H5Handle rackGroup(H5Gcreate2(file.id(), "rack", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
    if (!rackGroup.isValid() || !states.create(rackGroup.id(), "state", H5T_STD_U8LE, campus.rackCount())
        || !h5WriteText(states.id(), "meaning", stateMeaning()))
        return false;
    H5Handle plantGroup, gpuGroup;
    const auto need = [this](H5Handle& group, const char* name) {
        if (!group.isValid())
            group = H5Handle(H5Gcreate2(file.id(), name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
        return group.id();
    };
    const bool all = options.metrics.empty();
    for (const MetricInfo& info : allMetrics()) {
        const auto m = static_cast<std::size_t>(info.metric);
        const bool wanted = std::count(options.metrics.begin(), options.metrics.end(), info.metric) > 0;
        const bool named = !isCategory(info.metric) || frame.tenancy;
        if ((wanted || (all && !frame.rack[m].empty())) && named
            && !createTable(racks, rackGroup.id(), info.metric, campus.rackCount()))
            return false;
        if ((wanted || all) && !frame.plant[m].empty()
            && !createTable(plant, need(plantGroup, "plant"), info.metric, campus.plantCount()))
            return false;
        if (options.gpuMetrics.test(m) && info.level == MetricLevel::Gpu && campus.gpuCount() > 0
            && !createTable(gpus, need(gpuGroup, "gpu"), info.metric, campus.gpuCount()))
            return false;
    }
    const bool names = std::any_of(racks.begin(), racks.end(), [](const Table& t) { return isCategory(t.metric); });
    return !names || jobs.create(file.id(), *frame.tenancy);
}

std::string Recorder::File::begin(const TelemetryFrame& frame)
{
    const H5Handle version(H5Screate(H5S_SCALAR), H5Sclose);
    const H5Handle attribute(
        H5Acreate2(file.id(), "version", H5T_STD_I32LE, version.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    const int number = kRecordingVersion;
    if (!attribute.isValid() || H5Awrite(attribute.id(), H5T_NATIVE_INT, &number) < 0
        || !h5WriteText(file.id(), "format", kRecordingFormat) || !h5WriteText(file.id(), "program", options.program)
        || !h5WriteText(file.id(), "source", frame.source) || !h5WriteText(file.id(), "recorded", nowText())
        || !writeCampusTables(file.id(), campus) || !createTables(frame)
        || !time.create(file.id(), "time", H5T_IEEE_F64LE, 0) || !h5WriteText(time.id(), "unit", "s")
        || !h5WriteText(time.id(), "clock", options.sinceEpoch ? "unix" : "source"))
        return failDisk("can't be written");
    return {};
}

/// From here on others may read, and the file has its name.
std::string Recorder::File::publish()
{
    published = true;
    if (renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0)
        return {};
    // Not every file system can do that in one step.
    const bool linked = errno == EINVAL && ::link(draft.c_str(), path.c_str()) == 0;
    if (linked && ::unlink(draft.c_str()) == 0)
        return {};
    published = linked;
    return fail(errno == EEXIST ? "came to exist; expected a new name, recordings replace nothing"
                                : fmt::format("can't be written: {}", std::strerror(errno)));
}

bool Recorder::File::writeRacks(const TelemetryFrame& frame)
{
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    values.resize(campus.rackCount());
    for (Table& table : racks) {
        const MetricInfo& info = metricInfo(table.metric);
        const Plane& plane = frame.rack[static_cast<std::size_t>(table.metric)];
        for (std::size_t r = 0; r < values.size(); ++r) {
            std::uint16_t q = r < plane.size() ? plane[r] : kMissing16;
            if (q == kMissing16) {
                values[r] = kNan;
                continue;
            }
            if (isCategory(table.metric)) {
                q = table.metric == Metric::Job ? jobs.job(q) : jobs.owner(q);
                counts.namelessJobs += q == kMissing16 ? 1 : 0;
            }
            values[r] = dequantise(info, q);
        }
        if (!table.rows.append(values.data()))
            return false;
    }
    return true;
}

bool Recorder::File::write(const TelemetryFrame& frame)
{
    static_assert(sizeof(DataState) == 1);
    std::vector<DataState> rackStates = frame.rackState;
    rackStates.resize(campus.rackCount(), DataState::Missing);
    if ((jobs.isCreated() && !jobs.update(frame.tenancy)) || !writeRacks(frame) || !states.append(rackStates.data()))
        return false;
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    for (Table& table : plant) {
        values = frame.plant[static_cast<std::size_t>(table.metric)];
        values.resize(campus.plantCount(), kNan);
        if (!table.rows.append(values.data()))
            return false;
    }
    for (Table& table : gpus) {
        const MetricInfo& info = metricInfo(table.metric);
        const Plane& plane = frame.gpu[static_cast<std::size_t>(table.metric)];
        values.assign(campus.gpuCount(), kNan);
        for (std::size_t g = 0; g < plane.size(); ++g)
            values[g] = dequantise(info, plane[g]);
        if (!table.rows.append(values.data()))
            return false;
    }
    return true;
}

void Recorder::File::noteUnrecorded(const TelemetryFrame& frame)
{
    for (const MetricInfo& info : allMetrics()) {
        const auto m = static_cast<std::size_t>(info.metric);
        const auto has = [&info](const auto& list) {
            return std::any_of(list.begin(), list.end(), [&](const Table& t) { return t.metric == info.metric; });
        };
        const bool lost = (!frame.rack[m].empty() && !has(racks)) || (!frame.plant[m].empty() && !has(plant));
        if (lost && std::count(counts.unrecorded.begin(), counts.unrecorded.end(), info.metric) == 0)
            counts.unrecorded.push_back(info.metric);
    }
}

/// The rows first, then their times: a reader never sees a time whose values are not there.
std::string Recorder::File::flush()
{
    if (!problem.empty() || !file.isValid())
        return problem;
    struct stat found = {};
    if (published && (::fstat(disk->descriptor, &found) != 0 || found.st_nlink == 0))
        return fail(fmt::format("was removed while it was recorded; {} moments are lost", counts.frames));
    const H5Quiet quiet;
    if (H5Fflush(file.id(), H5F_SCOPE_LOCAL) < 0 || disk->error != 0)
        return failDisk("can't be written any more");
    for (const double timeS : pending)
        if (!time.append(&timeS))
            return failDisk("can't be written any more");
    if (!pending.empty() && H5Fflush(file.id(), H5F_SCOPE_LOCAL) < 0)
        return failDisk("can't be written any more");
    counts.bytes = disk->bytes;
    if (disk->error != 0)
        return failDisk("can't be written any more");
    if (!pending.empty())
        keptS = pending.back();
    kept += pending.size();
    pending.clear();
    flushed = Clock::now();
    return {};
}

std::string Recorder::File::close()
{
    if (!file.isValid())
        return problem;
    if (problem.empty())
        flush();
    const H5Quiet quiet;
    if (!problem.empty())
        disk->error = disk->error != 0 ? disk->error : EIO; // what is on the disk stays as it is
    const std::uint64_t before = disk->bytes;
    for (std::vector<Table>* tables : {&racks, &plant, &gpus})
        tables->clear();
    time = GrowingTable();
    states = GrowingTable();
    jobs = JobTable();
    disk = nullptr;
    if (!file.reset() && problem.empty())
        fail(fmt::format("can't be closed: {}", h5Reason()));
    counts.bytes = std::max(counts.bytes, before);
    if (!published)
        ::unlink(draft.c_str());
    return problem;
}

Recorder::Recorder(const Campus& campus, std::string path, RecordingOptions options)
    : m_file(std::make_unique<File>(campus, std::move(path), std::move(options)))
{
}

Recorder::~Recorder()
{
    m_file->close();
}

std::string Recorder::open()
{
    return m_file->open();
}

std::string Recorder::add(const TelemetryFrame& frame)
{
    File& f = *m_file;
    if (!f.open().empty())
        return f.problem;
    const H5Quiet quiet;
    const bool first = f.counts.frames == 0;
    if (!first && !(frame.timeS > f.counts.lastS)) {
        ++f.counts.leftOut;
        return {};
    }
    if (first && !f.begin(frame).empty())
        return f.problem;
    f.noteUnrecorded(frame);
    if (!f.write(frame))
        return f.failDisk("can't be written any more");
    if (first)
        f.counts.firstS = frame.timeS;
    f.counts.lastS = frame.timeS;
    ++f.counts.frames;
    f.pending.push_back(frame.timeS);
    if (!first)
        return isFlushDue() ? f.flush() : f.problem;
    if (!f.flush().empty())
        return f.problem;
    if (H5Fstart_swmr_write(f.file.id()) < 0 || f.disk->error != 0)
        return f.failDisk("can't be written");
    return f.publish();
}

std::string Recorder::flush()
{
    return m_file->flush();
}

bool Recorder::isFlushDue() const
{
    return !m_file->pending.empty() && Clock::now() - m_file->flushed >= kFlushAfter;
}

std::string Recorder::close()
{
    return m_file->close();
}

const Recorder::Counts& Recorder::counts() const
{
    return m_file->counts;
}

const std::string& Recorder::path() const
{
    return m_file->path;
}

} // namespace gigahall::model
