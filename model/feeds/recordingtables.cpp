#include "model/feeds/recordingtables.h"

#include "model/campus/campus.h"
#include "model/feeds/recording.h"

#include <algorithm>
#include <cstring>

namespace gigahall::model {
namespace {

/// Rows of one chunk: enough that the index of chunks stays small, few enough that little of the file lies unused.
constexpr std::uint64_t kChunkBytes = 4 << 20, kMostRows = 4096;
constexpr std::size_t kJobNameBytes = 64;

} // namespace

bool GrowingTable::create(hid_t parent, const std::string& name, hid_t type, std::uint64_t columns)
{
    const int rank = columns == 0 ? 1 : 2;
    m_columns = columns;
    const std::uint64_t rowBytes = std::max<std::uint64_t>(columns, 1) * H5Tget_size(type);
    const hsize_t none[2] = {0, columns}, most[2] = {H5S_UNLIMITED, columns}, row[2] = {1, columns};
    const hsize_t chunk[2] = {std::clamp<std::uint64_t>(kChunkBytes / rowBytes, 1, kMostRows), columns};
    const H5Handle space(H5Screate_simple(rank, none, most), H5Sclose);
    m_rowSpace = H5Handle(H5Screate_simple(rank, row, nullptr), H5Sclose);
    const H5Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_chunk(creation.id(), rank, chunk);
    // Every row is written, so nothing has to be filled in before.
    H5Pset_fill_time(creation.id(), H5D_FILL_TIME_NEVER);
    m_type = H5Handle(H5Tcopy(type), H5Tclose);
    m_set = H5Handle(
        H5Dcreate2(parent, name.c_str(), type, space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT), H5Dclose);
    return m_set.isValid();
}

bool GrowingTable::append(const void* row)
{
    const hsize_t size[2] = {m_rows + 1, m_columns}, first[2] = {m_rows, 0};
    const hsize_t count[2] = {1, m_columns};
    if (H5Dset_extent(m_set.id(), size) < 0)
        return false;
    const H5Handle space(H5Dget_space(m_set.id()), H5Sclose);
    if (H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, first, nullptr, count, nullptr) < 0
        || H5Dwrite(m_set.id(), m_type.id(), m_rowSpace.id(), space.id(), H5P_DEFAULT, row) < 0)
        return false;
    ++m_rows;
    return true;
}

bool writeTexts(hid_t parent, const std::string& name, const std::vector<std::string>& texts)
{
    std::size_t longest = 1;
    for (const std::string& text : texts)
        longest = std::max(longest, text.size());
    std::vector<char> block(longest * texts.size(), '\0');
    for (std::size_t i = 0; i < texts.size(); ++i)
        std::memcpy(block.data() + i * longest, texts[i].data(), texts[i].size());
    const hsize_t count = texts.size();
    const H5Handle type = h5TextType(longest);
    const H5Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose);
    const H5Handle set(
        H5Dcreate2(parent, name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose);
    return set.isValid()
        && (texts.empty() || H5Dwrite(set.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, block.data()) >= 0);
}

bool writeCampusTables(hid_t file, const Campus& campus)
{
    const auto names = [&campus](AssetKind kind, std::uint32_t count) {
        std::vector<std::string> out(count);
        for (std::uint32_t i = 0; i < count; ++i)
            out[i] = campus.name({kind, i});
        return out;
    };
    const H5Handle group(H5Gcreate2(file, "campus", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
    if (!group.isValid() || !h5WriteText(group.id(), "key", campus.key)
        || !h5WriteText(group.id(), "fingerprint", campusFingerprint(campus))
        || !writeTexts(group.id(), "rack", names(AssetKind::Rack, campus.rackCount()))
        || !writeTexts(group.id(), "plant", names(AssetKind::Plant, campus.plantCount())))
        return false;
    std::vector<std::uint32_t> gpus(campus.rackCount());
    for (std::uint32_t r = 0; r < gpus.size(); ++r)
        gpus[r] = campus.rackGpus(r);
    const hsize_t count = gpus.size();
    const H5Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose);
    const H5Handle set(
        H5Dcreate2(group.id(), "rackGpus", H5T_STD_U32LE, space.id(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose);
    return set.isValid()
        && (gpus.empty() || H5Dwrite(set.id(), H5T_NATIVE_UINT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, gpus.data()) >= 0);
}

bool JobTable::create(hid_t file, const Tenancy& tenancy)
{
    m_ownerNames = tenancy.owners;
    const H5Handle group(H5Gcreate2(file, "jobs", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
    const H5Handle text = h5TextType(kJobNameBytes);
    return group.isValid() && m_names.create(group.id(), "name", text.id(), 0)
        && m_owners.create(group.id(), "owner", H5T_STD_U16LE, 0) && writeTexts(file, "owners", m_ownerNames);
}

std::uint16_t JobTable::ownerNumber(const std::string& name) const
{
    const auto found = std::find(m_ownerNames.begin(), m_ownerNames.end(), name);
    return found == m_ownerNames.end() ? kMissing16 : static_cast<std::uint16_t>(found - m_ownerNames.begin());
}

bool JobTable::update(const std::shared_ptr<const Tenancy>& tenancy)
{
    if (tenancy == m_tenancy)
        return true;
    m_tenancy = tenancy;
    m_jobOf.clear();
    m_ownerOf.clear();
    if (!tenancy)
        return true;
    for (const std::string& owner : tenancy->owners)
        m_ownerOf.push_back(ownerNumber(owner));
    for (const Tenancy::Job& job : tenancy->jobs) {
        const std::uint16_t owner = job.owner < m_ownerOf.size() ? m_ownerOf[job.owner] : kMissing16;
        const std::string name = job.name.substr(0, kJobNameBytes);
        const auto known = m_numbers.find({name, owner});
        if (known != m_numbers.end()) {
            m_jobOf.push_back(known->second);
            continue;
        }
        if (m_names.rows() >= kMissing16) {
            m_jobOf.push_back(kMissing16);
            continue;
        }
        const auto number = static_cast<std::uint16_t>(m_names.rows());
        std::string text = name;
        text.resize(kJobNameBytes);
        if (!m_owners.append(&owner) || !m_names.append(text.data()))
            return false;
        m_numbers.emplace(std::pair(name, owner), number);
        m_jobOf.push_back(number);
    }
    return true;
}

std::uint16_t JobTable::job(std::uint16_t ofFrame) const
{
    return ofFrame < m_jobOf.size() ? m_jobOf[ofFrame] : kMissing16;
}

std::uint16_t JobTable::owner(std::uint16_t ofFrame) const
{
    return ofFrame < m_ownerOf.size() ? m_ownerOf[ofFrame] : kMissing16;
}

} // namespace gigahall::model
