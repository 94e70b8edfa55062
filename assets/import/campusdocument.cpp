#include "assets/import/campusdocument.h"

#include "assets/import/jsonformat.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace gigahall::assets {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxDepth = 64;
constexpr std::uintmax_t kMaxBytes = 256u << 20;

/// Tells how far the parser has read: events come right after the last character of their token.
struct TrackingIterator
{
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at = nullptr;
    const char** lastRead = nullptr;

    reference operator*() const
    {
        *lastRead = at;
        return *at;
    }
    TrackingIterator& operator++()
    {
        ++at;
        return *this;
    }
    TrackingIterator operator++(int)
    {
        TrackingIterator old = *this;
        ++at;
        return old;
    }
    bool operator==(const TrackingIterator& other) const { return at == other.at; }
    bool operator!=(const TrackingIterator& other) const { return at != other.at; }
};

std::string printable(std::string text)
{
    for (char& c : text)
        if (c < ' ' || c > '~')
            c = '?';
    return text;
}

/// "[json...] parse error at line 3, column 9: syntax error ..." -> "syntax error ..."
std::string plainMessage(std::string_view message)
{
    if (const std::size_t column = message.find(", column "); column != std::string_view::npos)
        if (const std::size_t colon = message.find(": ", column); colon != std::string_view::npos)
            return printable(std::string(message.substr(colon + 2)));
    if (const std::size_t bracket = message.find("] "); bracket != std::string_view::npos)
        return printable(std::string(message.substr(bracket + 2)));
    return printable(std::string(message));
}

} // namespace

std::string pointerStep(std::string_view key)
{
    std::string out = "/";
    for (const char c : key) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

/// Builds the tree and the table of lines in one pass.
class DocumentHandler : public nlohmann::json_sax<Json>
{
public:
    DocumentHandler(CampusDocument& document, std::vector<Problem>& problems, const char* begin, const char** lastRead)
        : m_document(document)
        , m_problems(problems)
        , m_counted(begin)
        , m_lastRead(lastRead)
    {
    }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override
    {
        m_key = std::move(name);
        m_keyLine = line();
        if (m_stack.back().value->contains(m_key))
            m_problems.push_back({m_document.path(), m_keyLine, m_path + pointerStep(m_key),
                fmt::format("the key '{}' occurs twice; expected each key once", printable(m_key))});
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const Json::exception& error) override
    {
        m_problems.push_back({m_document.path(), line(), {}, "not JSON: " + plainMessage(error.what())});
        return false;
    }

private:
    struct Level
    {
        Json* value;
        std::size_t pathLength;
    };

    /// Newlines before the last character read: a number is only over at the character behind it.
    int line()
    {
        const char* end = *m_lastRead;
        if (end > m_counted) {
            m_line += static_cast<int>(std::count(m_counted, end, '\n'));
            m_counted = end;
        }
        return m_line;
    }

    Json* place(Json&& value, int& atLine)
    {
        if (m_stack.empty()) {
            atLine = line();
            *m_document.m_root = std::move(value);
            return m_document.m_root.get();
        }
        Json& parent = *m_stack.back().value;
        if (parent.is_array()) {
            atLine = line();
            m_path += fmt::format("/{}", parent.size());
            parent.push_back(std::move(value));
            return &parent.back();
        }
        atLine = m_keyLine;
        m_path += pointerStep(m_key);
        return &(parent[m_key] = std::move(value));
    }

    bool add(Json value)
    {
        const std::size_t length = m_path.size();
        int atLine = 0;
        place(std::move(value), atLine);
        m_document.m_lines[m_path] = atLine;
        m_path.resize(length);
        return true;
    }

    bool open(Json value)
    {
        if (m_stack.size() >= kMaxDepth) {
            m_problems.push_back({m_document.path(), line(), m_path,
                fmt::format("nested too deeply; expected at most {} levels", kMaxDepth)});
            return false;
        }
        const std::size_t length = m_path.size();
        int atLine = 0;
        Json* placed = place(std::move(value), atLine);
        m_document.m_lines[m_path] = atLine;
        m_stack.push_back({placed, length});
        return true;
    }

    bool close()
    {
        m_path.resize(m_stack.back().pathLength);
        m_stack.pop_back();
        return true;
    }

    CampusDocument& m_document;
    std::vector<Problem>& m_problems;
    const char* m_counted;
    const char** m_lastRead;
    int m_line = 1;
    std::string m_path, m_key;
    int m_keyLine = 1;
    std::vector<Level> m_stack;
};

CampusDocument::CampusDocument()
    : m_root(std::make_unique<Json>())
{
}
CampusDocument::CampusDocument(CampusDocument&&) noexcept = default;
CampusDocument& CampusDocument::operator=(CampusDocument&&) noexcept = default;
CampusDocument::~CampusDocument() = default;

CampusDocument::Result CampusDocument::parse(std::string_view text, const std::string& path)
{
    Result result;
    CampusDocument document;
    document.m_path = path;
    const char* lastRead = text.data();
    DocumentHandler handler(document, result.problems, text.data(), &lastRead);
    const TrackingIterator begin{text.data(), &lastRead}, end{text.data() + text.size(), &lastRead};
    if (Json::sax_parse(begin, end, &handler))
        result.document = std::move(document);
    return result;
}

CampusDocument::Result CampusDocument::load(const std::string& path)
{
    Result result;
    const auto fail = [&](std::string what) {
        result.problems.push_back({path, 0, {}, std::move(what)});
        return std::move(result);
    };
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return fail("is a folder; expected a campus file (*.campus.json)");
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error)
        return fail(fmt::format("can't be read: {}; expected a campus file (*.campus.json)", error.message()));
    if (size > kMaxBytes)
        return fail(fmt::format("has {} MB; expected a campus file of at most {} MB", size >> 20, kMaxBytes >> 20));
    std::string text(size, '\0');
    std::ifstream file(path, std::ios::binary);
    if (!file.read(text.data(), static_cast<std::streamsize>(size)))
        return fail("can't be read: is it readable for you?");
    return parse(text, path);
}

int CampusDocument::lineOf(std::string_view pointer) const
{
    std::string wanted(pointer);
    for (;;) {
        if (const auto it = m_lines.find(wanted); it != m_lines.end())
            return it->second;
        if (wanted.empty())
            return 1;
        wanted.resize(wanted.rfind('/') == std::string::npos ? 0 : wanted.rfind('/'));
    }
}

Problem CampusDocument::problem(std::string pointer, std::string what) const
{
    const int line = lineOf(pointer);
    return {m_path, line, std::move(pointer), std::move(what)};
}

std::string CampusDocument::text() const
{
    return formatJson(*m_root);
}

std::string CampusDocument::save(const std::string& path) const
{
    const std::string temporary = path + ".part";
    {
        std::ofstream file(temporary, std::ios::binary);
        file << text();
        if (!file.flush())
            return fmt::format("{} can't be written", path);
    }
    std::error_code error;
    std::filesystem::rename(temporary, path, error);
    return error ? fmt::format("{} can't be written: {}", path, error.message()) : std::string();
}

} // namespace gigahall::assets
