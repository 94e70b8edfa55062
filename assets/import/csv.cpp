#include "assets/import/csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace gigahall::assets {

namespace {

constexpr int kEof = -1;
constexpr std::size_t kBlock = 256 * 1024;
constexpr std::size_t kMaxRecord = std::size_t{64} << 20;

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

} // namespace

CsvReader::CsvReader(const std::string& path, bool hasComments)
    : m_file(path, std::ios::binary)
    , m_block(kBlock)
    , m_hasComments(hasComments)
{
}

bool CsvReader::fill()
{
    m_file.read(m_block.data(), static_cast<std::streamsize>(m_block.size()));
    m_position = 0;
    m_end = static_cast<std::size_t>(m_file.gcount());
    return m_end > 0;
}

int CsvReader::peek()
{
    return m_position < m_end || fill() ? static_cast<unsigned char>(m_block[m_position]) : kEof;
}

int CsvReader::get()
{
    const int c = peek();
    if (c != kEof)
        ++m_position;
    if (c == '\n')
        ++m_line;
    return c;
}

/// Byte order mark and delimiter, both from the first block.
void CsvReader::start()
{
    m_started = true;
    if (!fill())
        return;
    std::string_view block(m_block.data(), m_end);
    if (block.starts_with("\xef\xbb\xbf"))
        m_position = 3;
    skipComments();
    block = {m_block.data(), m_end};
    std::array<std::size_t, 3> counts{};
    constexpr std::string_view kDelimiters = ",;\t";
    bool quoted = false;
    for (std::size_t i = m_position; i < m_end && (quoted || block[i] != '\n'); ++i) {
        quoted = quoted != (block[i] == '"');
        if (const std::size_t d = kDelimiters.find(block[i]); !quoted && d != std::string_view::npos)
            ++counts[d];
    }
    m_delimiter
        = kDelimiters[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

void CsvReader::skipComments()
{
    while (m_hasComments && peek() == '#') {
        Comment comment{m_line, {}};
        get();
        for (int c = get(); c != kEof && c != '\n'; c = get())
            if (c != '\r' && comment.text.size() < kMaxRecord)
                comment.text.push_back(static_cast<char>(c));
        m_comments.push_back(std::move(comment));
    }
}

/// The rest of a quoted field, after its opening quote.
bool CsvReader::readQuoted()
{
    const int openedAt = m_line;
    for (;;) {
        const int c = get();
        if (c == kEof) {
            m_recordLine = openedAt;
            m_error = "a quoted field that starts here has no closing quote";
            return false;
        }
        if (c != '"') {
            m_text.push_back(static_cast<char>(c));
        } else if (peek() == '"') {
            m_text.push_back('"');
            get();
        } else {
            return true;
        }
        if (m_text.size() > kMaxRecord) {
            m_error = "a record is longer than 64 MiB; expected a closing quote or a line break";
            return false;
        }
    }
}

bool CsvReader::readRecord()
{
    m_text.clear();
    m_fields.clear();
    m_recordLine = m_line;
    Field field{0, 0, false};
    for (;;) {
        const int c = get();
        const bool ends = c == kEof || c == '\n' || c == m_delimiter;
        if (ends) {
            if (c != m_delimiter && !field.quoted && m_text.size() > field.first && m_text.back() == '\r')
                m_text.pop_back();
            field.size = m_text.size() - field.first;
            m_fields.push_back(field);
            if (c == kEof || c == '\n')
                return c != kEof || m_fields.size() > 1 || field.size > 0;
            field = {m_text.size(), 0, false};
        } else if (c == '"' && trimmed(std::string_view(m_text).substr(field.first)).empty() && !field.quoted) {
            m_text.resize(field.first);
            field.quoted = true;
            if (!readQuoted())
                return false;
        } else if (field.quoted) {
            if (c != '\r' && c != ' ' && c != '\t') {
                m_error = "text after the closing quote of a field; expected a delimiter or the end of the line";
                return false;
            }
        } else if (c == 0) {
            m_error = "a NUL byte; expected text in UTF-8";
            return false;
        } else {
            m_text.push_back(static_cast<char>(c));
            if (m_text.size() > kMaxRecord) {
                m_error = "a record is longer than 64 MiB; expected a line break";
                return false;
            }
        }
    }
}

bool CsvReader::next(std::vector<std::string_view>& fields)
{
    fields.clear();
    if (!m_started)
        start();
    for (skipComments(); m_error.empty() && peek() != kEof; skipComments()) {
        if (!readRecord())
            return false;
        const std::string_view text(m_text);
        if (m_fields.size() == 1 && !m_fields[0].quoted && trimmed(text).empty())
            continue;
        for (const Field& field : m_fields) {
            const std::string_view value = text.substr(field.first, field.size);
            fields.push_back(field.quoted ? value : trimmed(value));
        }
        return true;
    }
    return false;
}

std::optional<double> csvNumber(std::string_view cell, bool decimalComma)
{
    if (cell.starts_with('+') && !cell.starts_with("+-"))
        cell.remove_prefix(1);
    std::array<char, 64> copy;
    if (decimalComma && cell.find(',') != std::string_view::npos) {
        if (cell.size() > copy.size() || cell.find('.') != std::string_view::npos)
            return std::nullopt;
        std::replace_copy(cell.begin(), cell.end(), copy.begin(), ',', '.');
        cell = {copy.data(), cell.size()};
    }
    double value = 0;
    const auto [end, status] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (status != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

bool csvMissing(std::string_view cell)
{
    constexpr std::array<std::string_view, 7> kWords{"nan", "na", "n/a", "null", "none", "-", ""};
    return std::any_of(kWords.begin(), kWords.end(), [cell](std::string_view word) {
        return std::equal(cell.begin(), cell.end(), word.begin(), word.end(),
            [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
    });
}

} // namespace gigahall::assets
