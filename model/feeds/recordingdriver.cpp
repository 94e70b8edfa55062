#include "model/feeds/recordingdriver.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gigahall::model {
namespace {

/// A file as the library sees it: its part must come first.
struct DriverFile
{
    H5FD_t base{};
    RecordingDisk disk;
    haddr_t endOfAllocation = 0;
    haddr_t endOfFile = 0;
    struct Held
    {
        haddr_t address;
        std::vector<unsigned char> bytes;
    };
    std::vector<Held> held; // metadata, in the library's order, until the flush

    ~DriverFile()
    {
        if (disk.descriptor >= 0)
            ::close(disk.descriptor);
    }

    void grow()
    {
        if (disk.error != 0 || endOfFile >= endOfAllocation)
            return;
        if (ftruncate(disk.descriptor, off_t(endOfAllocation)) != 0)
            disk.error = errno;
        else
            endOfFile = endOfAllocation;
    }

    void put(haddr_t address, const unsigned char* bytes, std::size_t count)
    {
        while (count > 0 && disk.error == 0) {
            const ssize_t done = pwrite(disk.descriptor, bytes, count, off_t(address));
            if (done < 0 && errno == EINTR)
                continue;
            if (done <= 0) {
                disk.error = done < 0 ? errno : ENOSPC;
                return;
            }
            bytes += done;
            address += haddr_t(done);
            count -= std::size_t(done);
            disk.bytes += std::uint64_t(done);
            endOfFile = std::max(endOfFile, address);
        }
    }

    void release()
    {
        for (const Held& one : held)
            put(one.address, one.bytes.data(), one.bytes.size());
        held.clear();
    }
};

DriverFile& driverFile(H5FD_t* file)
{
    return *reinterpret_cast<DriverFile*>(file);
}
const DriverFile& driverFile(const H5FD_t* file)
{
    return *reinterpret_cast<const DriverFile*>(file);
}

H5FD_t* openFile(const char* name, unsigned, hid_t, haddr_t)
{
    auto file = std::make_unique<DriverFile>();
    file->disk.descriptor = ::open(name, O_RDWR | O_CLOEXEC);
    return file->disk.descriptor < 0 ? nullptr : &file.release()->base;
}

herr_t closeFile(H5FD_t* file)
{
    delete &driverFile(file);
    return 0;
}

int compare(const H5FD_t* a, const H5FD_t* b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

herr_t query(const H5FD_t*, unsigned long* flags)
{
    // No space in advance: a file never gets shorter, so that readers can tell when it was cut off.
    *flags = H5FD_FEAT_SUPPORTS_SWMR_IO | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
    return 0;
}

haddr_t endOfAllocation(const H5FD_t* file, H5FD_mem_t)
{
    return driverFile(file).endOfAllocation;
}

herr_t setEndOfAllocation(H5FD_t* file, H5FD_mem_t, haddr_t address)
{
    driverFile(file).endOfAllocation = address;
    return 0;
}

haddr_t endOfFile(const H5FD_t* file, H5FD_mem_t)
{
    return driverFile(file).endOfFile;
}

herr_t handleOf(H5FD_t* file, hid_t, void** handle)
{
    *handle = &driverFile(file).disk;
    return 0;
}

herr_t readBytes(H5FD_t* base, H5FD_mem_t, hid_t, haddr_t address, std::size_t count, void* buffer)
{
    const DriverFile& file = driverFile(base);
    auto* to = static_cast<unsigned char*>(buffer);
    std::memset(to, 0, count);
    for (std::size_t done = 0; done < count;) {
        const ssize_t got = pread(file.disk.descriptor, to + done, count - done, off_t(address + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += std::size_t(got);
    }
    for (const DriverFile::Held& one : file.held) {
        const haddr_t first = std::max(address, one.address);
        const haddr_t end = std::min(address + count, one.address + one.bytes.size());
        if (first < end)
            std::copy_n(one.bytes.begin() + std::ptrdiff_t(first - one.address), end - first, to + (first - address));
    }
    return 0;
}

herr_t writeBytes(H5FD_t* base, H5FD_mem_t type, hid_t, haddr_t address, std::size_t count, const void* buffer)
{
    DriverFile& file = driverFile(base);
    const auto* bytes = static_cast<const unsigned char*>(buffer);
    if (type == H5FD_MEM_SUPER)
        file.grow();
    if (type == H5FD_MEM_SUPER || type == H5FD_MEM_DRAW)
        file.put(address, bytes, count);
    else
        file.held.push_back({address, {bytes, bytes + count}});
    return 0;
}

herr_t flushFile(H5FD_t* base, hid_t, hbool_t)
{
    DriverFile& file = driverFile(base);
    file.grow();
    file.release();
    return 0;
}

herr_t truncateFile(H5FD_t* base, hid_t, hbool_t closing)
{
    DriverFile& file = driverFile(base);
    file.grow();
    if (!closing || file.disk.error != 0 || file.endOfFile == file.endOfAllocation)
        return 0;
    if (ftruncate(file.disk.descriptor, off_t(file.endOfAllocation)) == 0)
        file.endOfFile = file.endOfAllocation;
    return 0;
}

/// Only with these does the library mark the file as being written. There is nothing to lock: the file is new.
herr_t lockFile(H5FD_t*, hbool_t)
{
    return 0;
}
herr_t unlockFile(H5FD_t*)
{
    return 0;
}

hid_t driverId()
{
    static const H5FD_class_t kClass = [] {
        H5FD_class_t c{};
        c.name = "gigahall-recording";
        c.maxaddr = (haddr_t(1) << 62) - 1;
        c.fc_degree = H5F_CLOSE_STRONG;
        c.open = openFile;
        c.close = closeFile;
        c.cmp = compare;
        c.query = query;
        c.get_eoa = endOfAllocation;
        c.set_eoa = setEndOfAllocation;
        c.get_eof = endOfFile;
        c.get_handle = handleOf;
        c.read = readBytes;
        c.write = writeBytes;
        c.flush = flushFile;
        c.truncate = truncateFile;
        c.lock = lockFile;
        c.unlock = unlockFile;
        const H5FD_mem_t map[] = H5FD_FLMAP_DICHOTOMY;
        std::copy(std::begin(map), std::end(map), c.fl_map);
        return c;
    }();
    static const hid_t id = H5FDregister(&kClass);
    return id;
}

} // namespace

bool useRecordingDriver(hid_t fileAccess)
{
    return H5Pset_driver(fileAccess, driverId(), nullptr) >= 0;
}

RecordingDisk* recordingDisk(hid_t file)
{
    void* handle = nullptr;
    return H5Fget_vfd_handle(file, H5P_DEFAULT, &handle) >= 0 ? static_cast<RecordingDisk*>(handle) : nullptr;
}

} // namespace gigahall::model
