#include "assets/import/shippedfiles.h"

#include "assets/import/campusfile.h"

#include <filesystem>

namespace gigahall::assets {

namespace fs = std::filesystem;

std::vector<std::string> shippedFolders()
{
    std::vector<std::string> out;
    std::error_code error;
    if (const fs::path self = fs::read_symlink("/proc/self/exe", error); !error)
        for (const char* folder : {"assets", "../share/gigahall", "../assets"})
            out.push_back((self.parent_path() / folder).lexically_normal().string());
    out.emplace_back(GIGAHALL_ASSETS_DIR);
    return out;
}

std::string findShipped(const std::string& file)
{
    std::error_code error;
    for (const std::string& folder : shippedFolders())
        if (const fs::path path = fs::path(folder) / file; fs::is_regular_file(path, error))
            return path.lexically_normal().string();
    return file;
}

std::string findMesh(const std::string& mesh, const std::string& campusPath)
{
    std::error_code error;
    const fs::path name(mesh);
    std::vector<fs::path> candidates{name.is_absolute() ? name : fs::path(campusPath).parent_path() / name};
    for (const std::string& folder : shippedFolders())
        candidates.push_back(fs::path(folder) / "meshes" / name.filename());
    for (const fs::path& candidate : candidates)
        if (fs::is_regular_file(candidate, error))
            return candidate.lexically_normal().string();
    return {};
}

std::string resolveCampusPath(const std::string& nameOrPath)
{
    std::error_code error;
    if (fs::exists(nameOrPath, error) && !fs::is_directory(nameOrPath, error))
        return nameOrPath;
    if (nameOrPath.find('/') == std::string::npos)
        for (const std::string& folder : shippedFolders())
            for (const char* ending : {".campus.json", ""}) {
                const fs::path candidate = fs::path(folder) / "campuses" / (nameOrPath + ending);
                if (fs::is_regular_file(candidate, error))
                    return candidate.lexically_normal().string();
            }
    return nameOrPath;
}

} // namespace gigahall::assets
