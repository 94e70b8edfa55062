#include "app/cli/runwriter.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <iterator>
#include <ostream>

namespace gigahall::app {
namespace {

constexpr std::size_t kBlock = 256 * 1024;

/// A CSV field: in quotes where it needs them.
std::string field(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

std::string jsonText(std::string_view text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

RunWriter::RunWriter(std::ostream& out, Form form, const RunTable& table)
    : m_out(out)
    , m_form(form)
    , m_table(table)
{
    const std::string_view level = runLevelName(table.level());
    for (const std::string& asset : table.assets())
        m_assets.push_back(form == Form::Csv ? fmt::format(",{},{}", level, field(asset))
                                             : fmt::format(",\"level\":\"{}\",\"asset\":{}", level, jsonText(asset)));
    std::string head = "time_s,level,asset";
    for (const RunQuantity* quantity : table.quantities()) {
        head += fmt::format(",{}", quantity->head);
        m_keys.push_back(form == Form::Csv ? "," : fmt::format(",\"{}\":", quantity->head));
    }
    if (form == Form::Csv)
        m_out << head << '\n';
}

void RunWriter::addValue(double value)
{
    // Ten digits: a watt of a campus. Racks are written as they are kept.
    if (!std::isfinite(value))
        m_text.append(std::string_view(m_form == Form::Csv ? "" : "null"));
    else if (m_table.level() == RunLevel::Rack)
        fmt::format_to(std::back_inserter(m_text), "{}", float(value));
    else
        fmt::format_to(std::back_inserter(m_text), "{:.10g}", value);
}

void RunWriter::add(double timeS)
{
    const bool csv = m_form == Form::Csv;
    const std::string time = csv ? fmt::format("{}", timeS) : fmt::format("{{\"time_s\":{}", timeS);
    for (std::size_t i = 0; i < m_assets.size(); ++i) {
        if (!csv)
            m_text.append(std::string_view(m_first ? "\n" : ",\n"));
        m_first = false;
        m_text.append(time);
        m_text.append(m_assets[i]);
        const auto values = m_table.row(i);
        for (std::size_t q = 0; q < values.size(); ++q) {
            m_text.append(m_keys[q]);
            addValue(values[q]);
        }
        m_text.append(std::string_view(csv ? "\n" : "}"));
        flush(kBlock);
    }
}

void RunWriter::flush(std::size_t above)
{
    if (m_text.size() <= above)
        return;
    m_out.write(m_text.data(), static_cast<std::streamsize>(m_text.size()));
    m_text.clear();
}

void RunWriter::finish()
{
    flush(0);
}

} // namespace gigahall::app
