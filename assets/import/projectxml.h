#pragma once

#include "assets/import/campusfile.h"

#include <pugixml.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gigahall::assets {

/// A file of Microsoft Project XML that knows the lines of its nodes. Nothing beyond the file is read: the parser
/// resolves no entities, and a DOCTYPE is refused.
class ProjectXml
{
public:
    /// Why the file is none; nothing on success. Once.
    std::optional<Problem> open(const std::string& path);

    pugi::xml_node root() const { return m_document.document_element(); }
    /// Counts from 1; 0 for a node that is not there.
    int lineOf(const pugi::xml_node& node) const;

private:
    int lineAt(std::ptrdiff_t offset) const;
    int lineOfBadByte() const;

    std::string m_text;
    std::vector<std::ptrdiff_t> m_lineEnds;
    pugi::xml_document m_document;
};

} // namespace gigahall::assets
