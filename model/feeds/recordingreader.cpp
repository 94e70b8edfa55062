#include "model/feeds/recordingreader.h"

#include "model/feeds/recording.h"
#include "model/feeds/recordingsource.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <optional>

#include <sys/stat.h>

namespace gigahall::model {
namespace {

// More than any campus or recording has: what is beyond is damage, and no memory is asked for it.
constexpr hsize_t kMostColumns = 1u << 28, kMostRows = 1u << 28, kMostNames = 1u << 24, kLongestName = 4096;

constexpr unsigned kMostAttempts = 20; // the library waits twice as long each time, from a nanosecond on

constexpr std::array<const char*, RecordingReader::kLevels> kGroups{"rack", "plant", "gpu"};

struct Shape
{
    int rank = -1; // -1: not readable
    hsize_t size[2] = {0, 0};
};

Shape shapeOf(hid_t set)
{
    Shape shape;
    const H5Handle space(H5Dget_space(set), H5Sclose);
    if (!space.isValid() || H5Sget_simple_extent_type(space.id()) != H5S_SIMPLE)
        return shape;
    const int rank = H5Sget_simple_extent_ndims(space.id());
    if (rank >= 1 && rank <= 2 && H5Sget_simple_extent_dims(space.id(), shape.size, nullptr) >= 0)
        shape.rank = rank;
    return shape;
}

H5T_class_t classOf(hid_t set)
{
    const H5Handle type(H5Dget_type(set), H5Tclose);
    return type.isValid() ? H5Tget_class(type.id()) : H5T_NO_CLASS;
}

bool isNumber(H5T_class_t type)
{
    return type == H5T_FLOAT || type == H5T_INTEGER;
}

/// A one-dimensional set of texts of fixed length.
std::optional<std::vector<std::string>> readTexts(hid_t set)
{
    const Shape shape = shapeOf(set);
    const H5Handle type(H5Dget_type(set), H5Tclose);
    if (shape.rank != 1 || !type.isValid() || H5Tget_class(type.id()) != H5T_STRING
        || H5Tis_variable_str(type.id()) != 0)
        return std::nullopt;
    const std::size_t length = H5Tget_size(type.id());
    const hsize_t count = shape.size[0];
    if (length == 0 || length > kLongestName || count > kMostNames)
        return std::nullopt;
    std::vector<char> block(length * count);
    if (count > 0 && H5Dread(set, type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, block.data()) < 0)
        return std::nullopt;
    std::vector<std::string> out(count);
    for (std::size_t i = 0; i < count; ++i)
        out[i].assign(block.data() + i * length, strnlen(block.data() + i * length, length));
    return out;
}

template <typename T>
std::optional<std::vector<T>> readNumbers(hid_t set, hid_t type, hsize_t most)
{
    const Shape shape = shapeOf(set);
    if (shape.rank != 1 || !isNumber(classOf(set)) || shape.size[0] > most)
        return std::nullopt;
    std::vector<T> out(shape.size[0]);
    if (!out.empty() && H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, out.data()) < 0)
        return std::nullopt;
    return out;
}

H5Handle openSet(hid_t file, const std::string& name)
{
    return {H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose};
}

bool exists(hid_t file, const std::string& group, const std::string& name)
{
    return H5Lexists(file, group.c_str(), H5P_DEFAULT) > 0
        && H5Lexists(file, (group + '/' + name).c_str(), H5P_DEFAULT) > 0;
}

bool readPart(hid_t set, hid_t type, std::size_t row, std::uint32_t firstColumn, std::size_t columns, void* out)
{
    const hsize_t first[2] = {row, firstColumn}, count[2] = {1, columns};
    const H5Handle space(H5Dget_space(set), H5Sclose), memory(H5Screate_simple(2, count, nullptr), H5Sclose);
    return space.isValid() && H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, first, nullptr, count, nullptr) >= 0
        && H5Dread(set, type, memory.id(), space.id(), H5P_DEFAULT, out) >= 0;
}

} // namespace

std::unique_ptr<RecordingReader> RecordingReader::open(const std::string& path, std::string& problem)
{
    const H5Quiet quiet;
    std::unique_ptr<RecordingReader> reader(new RecordingReader);
    reader->m_path = path;
    std::string wrong = reader->openFile();
    if (wrong.empty())
        wrong = reader->readHead();
    if (wrong.empty())
        wrong = reader->readTimes();
    if (wrong.empty())
        wrong = reader->openTables();
    if (wrong.empty())
        wrong = reader->readJobs();
    if (wrong.empty())
        wrong = reader->checkRows();
    if (wrong.empty())
        return reader;
    problem = std::move(wrong);
    return nullptr;
}

std::string RecordingReader::openFile()
{
    struct stat found = {};
    if (::stat(m_path.c_str(), &found) != 0)
        return fmt::format("can't be opened: {}", std::strerror(errno));
    if (!S_ISREG(found.st_mode))
        return "is no file; expected a recording";
    if (const std::ifstream file(m_path, std::ios::binary); !file)
        return fmt::format("can't be opened: {}", std::strerror(errno));
    if (!looksLikeHdf5(m_path))
        return "is no HDF5 file; expected a recording";
    const H5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    // Straight from the file: a cache would hold chunks that have grown since, and a row is less than a chunk.
    H5Pset_cache(access.id(), 0, 0, 0, 0);
    // A writer may change a table while it is read: it is read again then, but a damaged one not for minutes.
    H5Pset_metadata_read_attempts(access.id(), kMostAttempts);
    H5Pset_fclose_degree(access.id(), H5F_CLOSE_STRONG);
    // As a reader beside a writer: also what was killed can be read then. Files that others wrote know nothing of it.
    m_file = H5Handle(H5Fopen(m_path.c_str(), H5F_ACC_RDONLY | H5F_ACC_SWMR_READ, access.id()), H5Fclose);
    if (!m_file.isValid())
        m_file = H5Handle(H5Fopen(m_path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose);
    if (!m_file.isValid())
        return fmt::format("is an HDF5 file that can't be read: {}", h5Reason());
    // A reader beside a writer is not told that the end is missing; it gets zeros.
    haddr_t end = 0;
    if (H5Fget_eoa(m_file.id(), &end) < 0)
        return "can't be read";
    m_bytes = end;
    if (isCutOff())
        return fmt::format("is cut off: it has {} bytes, but {} were written", sizeBytes(), m_bytes);
    return {};
}

std::uint64_t RecordingReader::sizeBytes() const
{
    void* descriptor = nullptr;
    struct stat found = {};
    if (H5Fget_vfd_handle(m_file.id(), H5P_DEFAULT, &descriptor) < 0 || !descriptor
        || ::fstat(*static_cast<int*>(descriptor), &found) != 0)
        return 0;
    return static_cast<std::uint64_t>(found.st_size);
}

std::string RecordingReader::readHead()
{
    const std::string format = h5ReadText(m_file.id(), "format");
    if (format != kRecordingFormat)
        return fmt::format("is an HDF5 file, but no recording; expected the attribute format = \"{}\"{}",
            kRecordingFormat, format.empty() ? "" : fmt::format(", found \"{}\"", format));
    int version = 0;
    const H5Handle attribute(
        H5Aexists(m_file.id(), "version") > 0 ? H5Aopen(m_file.id(), "version", H5P_DEFAULT) : H5I_INVALID_HID,
        H5Aclose);
    if (!attribute.isValid() || H5Aread(attribute.id(), H5T_NATIVE_INT, &version) < 0)
        return "has no readable attribute \"version\"";
    if (version != kRecordingVersion)
        return fmt::format("has version {}; expected {}", version, kRecordingVersion);
    m_source = h5ReadText(m_file.id(), "source");
    const H5Handle group(
        exists(m_file.id(), "campus", "rack") ? H5Gopen2(m_file.id(), "campus", H5P_DEFAULT) : H5I_INVALID_HID,
        H5Gclose);
    if (!group.isValid())
        return "has no /campus/rack: nobody knows whose values these are";
    m_campusKey = h5ReadText(group.id(), "key");
    m_fingerprint = h5ReadText(group.id(), "fingerprint");
    const auto racks = readTexts(openSet(group.id(), "rack").id());
    const auto plant = readTexts(openSet(group.id(), "plant").id());
    const auto gpus = readNumbers<std::uint32_t>(openSet(group.id(), "rackGpus").id(), H5T_NATIVE_UINT32, kMostNames);
    if (!racks || !plant)
        return fmt::format("has no readable /campus/{}; expected names", racks ? "plant" : "rack");
    if (!gpus || gpus->size() != racks->size())
        return fmt::format("has no readable /campus/rackGpus; expected {} numbers", racks->size());
    m_racks = *racks;
    m_plant = *plant;
    m_firstGpu.assign(1, 0);
    for (const std::uint32_t count : *gpus) {
        if (count > kMostColumns - m_firstGpu.back())
            return "has a /campus/rackGpus beyond reason";
        m_firstGpu.push_back(m_firstGpu.back() + count);
    }
    return {};
}

std::string RecordingReader::readTimes()
{
    if (H5Lexists(m_file.id(), "time", H5P_DEFAULT) <= 0)
        return "has no /time";
    m_time = openSet(m_file.id(), "time");
    auto times = readNumbers<double>(m_time.id(), H5T_NATIVE_DOUBLE, kMostRows);
    if (!times)
        return "has no readable /time; expected a list of numbers";
    if (times->empty())
        return "holds no moment";
    for (std::size_t i = 0; i < times->size(); ++i)
        if (!std::isfinite((*times)[i]) || (i > 0 && (*times)[i] <= (*times)[i - 1]))
            return fmt::format("has a /time that does not grow at row {}", i);
    m_timesS = std::move(*times);
    m_sinceEpoch = h5ReadText(m_time.id(), "clock") == "unix";
    return {};
}

std::string RecordingReader::openTable(const std::string& name, std::uint64_t columns, H5Handle& out) const
{
    H5Handle set = openSet(m_file.id(), name);
    if (!set.isValid())
        return fmt::format("has a /{} that can't be read: {}", name, h5Reason());
    const Shape shape = shapeOf(set.id());
    if (!isNumber(classOf(set.id())) || shape.rank != 2 || shape.size[1] != columns)
        return fmt::format("has a /{} of another shape; expected numbers in {} columns", name, columns);
    if (shape.size[0] < m_timesS.size())
        return fmt::format("has {} rows in /{}, but {} times", shape.size[0], name, m_timesS.size());
    out = std::move(set);
    return {};
}

std::string RecordingReader::openTables()
{
    const std::array<std::uint64_t, kLevels> columns{m_racks.size(), m_plant.size(), m_firstGpu.back()};
    if (!exists(m_file.id(), "rack", "state"))
        return "has no /rack/state";
    std::string wrong = openTable("rack/state", columns[0], m_states);
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (const MetricInfo& info : allMetrics()) {
            const std::string name(info.name);
            if (wrong.empty() && exists(m_file.id(), kGroups[level], name))
                wrong = openTable(kGroups[level] + ('/' + name), columns[level],
                    m_tables[level][static_cast<std::size_t>(info.metric)]);
        }
    }
    return wrong;
}

std::string RecordingReader::readJobs()
{
    if (!exists(m_file.id(), "jobs", "name"))
        return {};
    if (!m_jobNames.isValid()) {
        m_jobNames = openSet(m_file.id(), "jobs/name");
        m_jobOwners = openSet(m_file.id(), "jobs/owner");
        const auto owners = readTexts(openSet(m_file.id(), "owners").id());
        if (!owners)
            return "has no readable /owners; expected names";
        m_owners = *owners;
    }
    const auto names = readTexts(m_jobNames.id());
    const auto owners = readNumbers<std::uint16_t>(m_jobOwners.id(), H5T_NATIVE_UINT16, kMostNames);
    if (!names || !owners)
        return fmt::format("has no readable /jobs/{}", names ? "owner" : "name");
    if (m_tenancy && m_tenancy->jobs.size() == names->size())
        return {};
    auto tenancy = std::make_shared<Tenancy>();
    tenancy->owners = m_owners;
    for (std::size_t i = 0; i < std::min(names->size(), owners->size()); ++i)
        tenancy->jobs.push_back({(*names)[i], std::uint32_t((*owners)[i])});
    m_tenancy = std::move(tenancy);
    return {};
}

/// The first and the last row of everything: where an end of the file is missing or wrong, it shows there.
std::string RecordingReader::checkRows() const
{
    std::vector<float> values(1);
    std::vector<std::uint8_t> state(1);
    for (const std::size_t row : {std::size_t(0), m_timesS.size() - 1}) {
        if (!m_racks.empty() && !readStates(row, state))
            return fmt::format("can't be read at row {} of /rack/state: {}", row, h5Reason());
        for (std::size_t level = 0; level < kLevels; ++level)
            for (const MetricInfo& info : allMetrics())
                if (has(Level(level), info.metric) && !read(Level(level), info.metric, row, 0, values))
                    return fmt::format(
                        "can't be read at row {} of /{}/{}: {}", row, kGroups[level], info.name, h5Reason());
    }
    return {};
}

bool RecordingReader::refresh()
{
    const H5Quiet quiet;
    if (isCutOff() || H5Drefresh(m_time.id()) < 0)
        return false;
    const Shape shape = shapeOf(m_time.id());
    const std::size_t known = m_timesS.size();
    if (shape.rank != 1 || shape.size[0] <= known || shape.size[0] > kMostRows)
        return false;
    // The times first: whatever they name is in the tables that are looked at after them.
    std::vector<double> more(shape.size[0] - known);
    const hsize_t first = known, count = more.size();
    const H5Handle space(H5Dget_space(m_time.id()), H5Sclose), memory(H5Screate_simple(1, &count, nullptr), H5Sclose);
    if (H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, &first, nullptr, &count, nullptr) < 0
        || H5Dread(m_time.id(), H5T_NATIVE_DOUBLE, memory.id(), space.id(), H5P_DEFAULT, more.data()) < 0)
        return false;
    std::size_t rows = more.size();
    const auto look = [&](const H5Handle& set) {
        if (!set.isValid())
            return;
        const bool fresh = H5Drefresh(set.id()) >= 0;
        const Shape now = shapeOf(set.id());
        rows = std::min<std::size_t>(rows, fresh && now.rank == 2 && now.size[0] > known ? now.size[0] - known : 0);
    };
    look(m_states);
    for (const auto& level : m_tables)
        for (const H5Handle& set : level)
            look(set);
    for (std::size_t i = 0; i < rows && std::isfinite(more[i]) && more[i] > m_timesS.back(); ++i)
        m_timesS.push_back(more[i]);
    if (m_jobNames.isValid() && H5Drefresh(m_jobNames.id()) >= 0 && H5Drefresh(m_jobOwners.id()) >= 0)
        readJobs();
    m_bytes = sizeBytes();
    return m_timesS.size() > known;
}

bool RecordingReader::read(
    Level level, Metric metric, std::size_t row, std::uint32_t firstColumn, std::span<float> out) const
{
    const H5Quiet quiet;
    const H5Handle& set = table(level, metric);
    if (set.isValid() && !isCutOff() && readPart(set.id(), H5T_NATIVE_FLOAT, row, firstColumn, out.size(), out.data()))
        return true;
    std::fill(out.begin(), out.end(), std::numeric_limits<float>::quiet_NaN());
    return false;
}

bool RecordingReader::readStates(std::size_t row, std::span<std::uint8_t> out) const
{
    const H5Quiet quiet;
    if (!isCutOff() && readPart(m_states.id(), H5T_NATIVE_UINT8, row, 0, out.size(), out.data()))
        return true;
    std::fill(out.begin(), out.end(), std::uint8_t(DataState::Missing));
    return false;
}

} // namespace gigahall::model
