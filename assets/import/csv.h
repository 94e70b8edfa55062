#pragma once

#include <cstddef>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gigahall::assets {

/// Reads RFC 4180 records one by one from a file of any size; memory holds one record and a block of 256 KiB. Takes LF,
/// CRLF, a UTF-8 byte order mark, quoted fields with doubled quotes and line breaks, and comma, semicolon or tab,
/// whichever the first line has most of. Blank lines are skipped; lines that begin with # are too where asked for. Use
/// from one thread.
class CsvReader
{
public:
    struct Comment
    {
        int line;
        std::string text; ///< after the #
    };

    explicit CsvReader(const std::string& path, bool hasComments = false);

    bool isOpen() const { return m_file.is_open(); }
    /// The next record; false at the end of the file or after an error. The views live until the next call. Fields are
    /// trimmed unless quoted.
    bool next(std::vector<std::string_view>& fields);
    /// Line where the current record starts, from 1.
    int line() const { return m_recordLine; }
    char delimiter() const { return m_delimiter; }
    /// Those read so far.
    const std::vector<Comment>& comments() const { return m_comments; }
    /// What stopped reading before the end of the file; empty = nothing.
    const std::string& error() const { return m_error; }

private:
    struct Field
    {
        std::size_t first, size;
        bool quoted;
    };

    int get();
    int peek();
    bool fill();
    void start();
    void skipComments();
    bool readRecord();
    bool readQuoted();

    std::ifstream m_file;
    std::vector<char> m_block;
    std::size_t m_position = 0, m_end = 0;
    bool m_hasComments, m_started = false;
    char m_delimiter = ',';
    int m_line = 1, m_recordLine = 1;
    std::string m_text; // all fields of the record, one after another
    std::vector<Field> m_fields;
    std::vector<Comment> m_comments;
    std::string m_error;
};

/// A whole cell as a number, whatever the locale: std::from_chars with an optional plus sign. `decimalComma`: 12,5 is
/// read as 12.5.
std::optional<double> csvNumber(std::string_view cell, bool decimalComma = false);
/// Empty, "NaN", "NA", "null", "-" and the like: no reading.
bool csvMissing(std::string_view cell);

} // namespace gigahall::assets
