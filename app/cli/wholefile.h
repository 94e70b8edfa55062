#pragma once

#include <filesystem>
#include <fstream>
#include <string>

namespace gigahall::app {

/// A file that is there as a whole or not at all: written beside its place and moved there by save(). What is no file
/// (a pipe, a terminal) is written directly.
class WholeFile
{
public:
    explicit WholeFile(const std::string& path);
    ~WholeFile(); ///< without save() nothing is left
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    std::ofstream& stream() { return m_file; }
    /// What is wrong so far; empty = nothing. Names the file.
    std::string problem();
    /// Nothing may be written after it. As problem().
    std::string save();

private:
    std::string m_shown;
    std::filesystem::path m_path, m_draft; // the same where it is written directly
    std::ofstream m_file;
};

} // namespace gigahall::app
