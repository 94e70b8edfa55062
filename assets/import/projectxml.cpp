#include "assets/import/projectxml.h"

#include "assets/import/plantext.h"
#include "assets/import/planwords.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace gigahall::assets {

std::optional<Problem> ProjectXml::open(const std::string& path)
{
    const auto refuse = [&](int line, std::string what) { return Problem{path, line, {}, std::move(what)}; };
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    m_text = std::move(text).str();
    if (m_text.empty())
        return refuse(0, "is empty, or can't be read; expected a file that Microsoft Project saved as XML");
    if (m_text.starts_with("\xff\xfe") || m_text.starts_with("\xfe\xff"))
        return refuse(0, "is UTF-16; expected UTF-8");
    if (!isUtf8(m_text))
        return refuse(lineOfBadByte(), "is not UTF-8; expected a file that Microsoft Project saved as XML");
    for (std::size_t i = 0; i < m_text.size(); ++i)
        if (m_text[i] == '\n')
            m_lineEnds.push_back(static_cast<std::ptrdiff_t>(i));
    const pugi::xml_parse_result parsed = m_document.load_buffer(m_text.data(), m_text.size(),
        pugi::parse_default | pugi::parse_doctype | pugi::parse_declaration, pugi::encoding_utf8);
    if (!parsed)
        return refuse(lineAt(parsed.offset),
            fmt::format("is broken XML or ends too early ({}); expected a file that Microsoft Project saved as XML",
                parsed.description()));
    for (const pugi::xml_node node : m_document.children()) {
        if (node.type() == pugi::node_doctype)
            return refuse(lineOf(node), "has a DOCTYPE; expected none, as Microsoft Project saves it");
        const std::string encoding = lowered(node.attribute("encoding").value());
        if (node.type() == pugi::node_declaration && !encoding.empty() && encoding != "utf-8")
            return refuse(1, fmt::format("is in '{}'; expected UTF-8", node.attribute("encoding").value()));
    }
    if (std::string_view(root().name()) != "Project")
        return refuse(
            lineOf(root()), fmt::format("begins with <{}>; expected <Project> of Microsoft Project", root().name()));
    return std::nullopt;
}

int ProjectXml::lineOf(const pugi::xml_node& node) const
{
    return node ? lineAt(node.offset_debug()) : 0;
}

int ProjectXml::lineAt(std::ptrdiff_t offset) const
{
    return 1 + static_cast<int>(std::ranges::lower_bound(m_lineEnds, offset) - m_lineEnds.begin());
}

int ProjectXml::lineOfBadByte() const
{
    std::istringstream lines(m_text);
    std::string line;
    for (int n = 1; std::getline(lines, line); ++n)
        if (!isUtf8(line))
            return n;
    return 0;
}

} // namespace gigahall::assets
