#pragma once

#include "app/cli/runtable.h"

#include <fmt/format.h>

#include <iosfwd>
#include <string>
#include <vector>

namespace gigahall::app {

/// Rows of a run as text, as they come: a day of racks is some hundred million of them. No Qt.
class RunWriter
{
public:
    enum class Form : std::uint8_t
    {
        Csv, ///< with a head line; a field without a value is empty
        Json ///< elements of an array, an object a row; null without a value
    };
    /// Both must outlive it. `finish` before the stream is used for anything else.
    RunWriter(std::ostream& out, Form form, const RunTable& table);

    /// What the table holds now.
    void add(double timeS);
    void finish();

private:
    void addValue(double value);
    void flush(std::size_t above);

    std::ostream& m_out;
    Form m_form;
    const RunTable& m_table;
    std::vector<std::string> m_assets; // with what stands before and behind them
    std::vector<std::string> m_keys; // likewise
    fmt::memory_buffer m_text;
    bool m_first = true;
};

} // namespace gigahall::app
