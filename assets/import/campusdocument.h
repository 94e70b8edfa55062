#pragma once

#include "assets/import/campusfile.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gigahall::assets {

/// A campus file as it is written: every key is kept, known or not, in its order, and each value knows its line. Says
/// nothing about meaning. Const use from any thread is safe.
class CampusDocument
{
public:
    struct Result;
    /// Reads any JSON text; problems are those of syntax (bad JSON, a key twice, nested too deeply, unreadable file).
    static Result load(const std::string& path);
    static Result parse(std::string_view text, const std::string& path);

    CampusDocument(CampusDocument&&) noexcept;
    CampusDocument& operator=(CampusDocument&&) noexcept;
    ~CampusDocument();

    const std::string& path() const { return m_path; }
    const nlohmann::ordered_json& root() const { return *m_root; }
    /// For edits; lines stay those of the text that was read.
    nlohmann::ordered_json& root() { return *m_root; }

    /// Line of a value, of the nearest value around it when it is not there; counts from 1.
    int lineOf(std::string_view pointer) const;
    Problem problem(std::string pointer, std::string what) const;

    std::string text() const;
    /// Writes beside the file first, then renames; empty on success, otherwise what went wrong.
    std::string save(const std::string& path) const;

private:
    friend class DocumentHandler;
    CampusDocument();

    std::string m_path;
    std::unique_ptr<nlohmann::ordered_json> m_root;
    std::unordered_map<std::string, int> m_lines;
};

/// The document is there whenever the text was JSON at all.
struct CampusDocument::Result
{
    std::optional<CampusDocument> document;
    std::vector<Problem> problems;
};

/// One step of a JSON pointer: "/" and the key with ~ and / escaped.
std::string pointerStep(std::string_view key);

} // namespace gigahall::assets
