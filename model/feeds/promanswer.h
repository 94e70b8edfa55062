#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gigahall::model {

struct PromSample
{
    double timeS; ///< since 1970
    double value; ///< may be NaN or infinite
};

/// What is said around the series of an answer.
struct PromEnvelope
{
    bool success = false;
    std::string errorType, error;
    std::vector<std::string> warnings; ///< infos as well, and that an answer is partial
    std::string resultType;
};

/// Reads an answer of the Prometheus API as it comes in: series are handed on in the order of the text, memory does not
/// grow with their number. Not thread safe.
class PromAnswer
{
public:
    /// `labels` is the JSON object of the labels as it is written; "{}" for a scalar. Both live during the call only.
    using Series = std::function<void(std::string_view labels, std::span<const PromSample> samples)>;

    explicit PromAnswer(Series series);
    ~PromAnswer();

    /// False once the text can't be an answer: nothing more is read.
    bool add(std::string_view text);
    /// After the last text. False where it was no whole answer; what an answer says of errors is in the envelope.
    bool finish();

    const std::string& problem() const { return m_problem; } ///< what is wrong and what was expected; empty = nothing
    const PromEnvelope& envelope() const { return m_envelope; }
    std::uint64_t seriesCount() const { return m_seriesCount; }

private:
    struct Parser;

    bool fail(std::string what);
    bool addOutside(char c);
    std::size_t skipInside(std::string_view text);
    bool parseElements(std::size_t end);
    bool readEnvelope();

    Series m_series;
    std::unique_ptr<Parser> m_parser;
    std::string m_outside; // the answer without the elements of its result
    std::string m_elements; // '[' and elements that are not read yet
    std::size_t m_elementsEnd = 0; // where the last whole element ends; 0 = none yet
    int m_depth = 0;
    bool m_inString = false, m_escaped = false, m_inResult = false, m_done = false;
    std::uint64_t m_bytes = 0, m_seriesCount = 0;
    std::string m_problem;
    PromEnvelope m_envelope;
};

/// Reads the labels of a series. Not thread safe.
class PromLabels
{
public:
    PromLabels();
    PromLabels(PromLabels&&) noexcept;
    PromLabels& operator=(PromLabels&&) noexcept;
    ~PromLabels();

    /// False where the text is no JSON object of texts.
    bool read(std::string_view json);
    std::string_view operator[](std::string_view name) const; ///< of the last read(); empty = not there

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
    std::string m_text;
    std::vector<std::pair<std::string, std::string>> m_labels;
    std::size_t m_count = 0; // of m_labels in use: their memory is kept
};

} // namespace gigahall::model
