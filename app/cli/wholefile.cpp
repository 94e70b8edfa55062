#include "app/cli/wholefile.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include <unistd.h>

namespace gigahall::app {
namespace {

namespace fs = std::filesystem;

} // namespace

WholeFile::WholeFile(const std::string& path)
    : m_shown(path)
    , m_path(path)
{
    std::error_code none;
    if (fs::exists(m_path, none))
        m_path = fs::canonical(m_path, none); // a link stays one
    const bool direct = fs::exists(m_path, none) && !fs::is_regular_file(m_path, none);
    m_draft = direct ? m_path : fs::path(fmt::format("{}.{}.part", m_path.string(), getpid()));
    errno = 0;
    m_file.open(m_draft, std::ios::binary);
}

WholeFile::~WholeFile()
{
    std::error_code none;
    if (m_draft != m_path)
        fs::remove(m_draft, none);
}

std::string WholeFile::problem()
{
    return m_file ? std::string()
                  : fmt::format("{} can't be written{}", m_shown,
                      errno != 0 ? fmt::format(": {}", std::strerror(errno)) : std::string());
}

std::string WholeFile::save()
{
    m_file.close();
    const std::string wrong = problem();
    std::error_code error;
    if (wrong.empty() && m_draft != m_path)
        fs::rename(m_draft, m_path, error);
    return error ? fmt::format("{} can't be written: {}", m_shown, error.message()) : wrong;
}

} // namespace gigahall::app
