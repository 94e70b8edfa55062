#include "model/feeds/promanswer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace gigahall::model {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t kBatchBytes = 262144;
constexpr std::size_t kMostOutsideBytes = std::size_t(4) << 20;
constexpr std::size_t kMostElementBytes = std::size_t(64) << 20; // one series: 11,000 samples are 0.4 MB
constexpr int kMostDepth = 32;
constexpr int kResultDepth = 3; // { "data": { "result": [

/// Beginning of a text, for messages; what is no plain ASCII becomes a question mark.
std::string excerpt(std::string_view text)
{
    std::string out(text.substr(0, 60));
    for (char& c : out)
        if (c < ' ' || c > '~')
            c = c == '\n' || c == '\t' || c == '\r' ? ' ' : '?';
    return text.size() > 60 ? out + "..." : out;
}

bool endsWithResultKey(std::string_view outside)
{
    const auto trim = [&outside] {
        while (!outside.empty() && std::string_view(" \t\r\n").find(outside.back()) != std::string_view::npos)
            outside.remove_suffix(1);
    };
    trim();
    if (!outside.ends_with(':'))
        return false;
    outside.remove_suffix(1);
    trim();
    return outside.ends_with("\"result\"");
}

/// Go's text of a number, as Prometheus writes it.
bool parseNumber(std::string_view text, double& value)
{
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (text.starts_with('+')) {
        value = kInfinity;
        return text == "+Inf";
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) {
        value = text.starts_with('-') ? -kInfinity : kInfinity;
        return true;
    }
    return error == std::errc() && end == text.data() + text.size();
}

struct Wrong
{
    std::string what;
};

PromSample readSample(ondemand::array pair)
{
    PromSample sample{};
    int count = 0;
    for (auto part : pair) {
        std::string_view text;
        if (count == 0 && part.get_double().get(sample.timeS) != simdjson::SUCCESS)
            throw Wrong{"the time of a sample is no number"};
        if (count == 1 && part.get_string().get(text) != simdjson::SUCCESS)
            throw Wrong{"the value of a sample is no text"};
        if (count == 1 && !parseNumber(text, sample.value))
            throw Wrong{fmt::format("the value of a sample is \"{}\"", excerpt(text))};
        ++count;
    }
    if (count != 2)
        throw Wrong{fmt::format("a sample has {} parts", count)};
    return sample;
}

ondemand::array arrayOf(simdjson::simdjson_result<ondemand::value> value, std::string_view what)
{
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        throw Wrong{fmt::format("{} is no array", what)};
    return array;
}

void addTexts(const nlohmann::json& root, const char* key, std::vector<std::string>& out)
{
    const auto found = root.find(key);
    if (found == root.end() || !found->is_array())
        return;
    for (const auto& text : *found)
        if (text.is_string())
            out.push_back(text.get<std::string>());
}

std::string textOf(const nlohmann::json& root, const char* key)
{
    const auto found = root.find(key);
    return found != root.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

struct PromAnswer::Parser
{
    ondemand::parser json;
    std::vector<PromSample> samples;
    bool histograms = false;

    void series(ondemand::object object, const Series& visit)
    {
        std::string_view labels;
        bool some = false;
        samples.clear();
        for (auto field : object) {
            const std::string_view key = field.unescaped_key();
            if (key == "metric") {
                ondemand::object metric;
                if (field.value().get_object().get(metric) != simdjson::SUCCESS)
                    throw Wrong{"the labels of a series are no object"};
                labels = metric.raw_json();
            } else if (key == "value") {
                samples.push_back(readSample(arrayOf(field.value(), "the value of a series")));
                some = true;
            } else if (key == "values") {
                for (auto pair : arrayOf(field.value(), "values"))
                    samples.push_back(readSample(arrayOf(pair, "a sample")));
                some = true;
            } else if (key == "histogram" || key == "histograms") {
                histograms = some = true;
            }
        }
        if (labels.empty() || !some)
            throw Wrong{fmt::format("a series has no {}", labels.empty() ? "\"metric\"" : "\"value\"")};
        if (!samples.empty())
            visit(labels, samples);
    }
};

PromAnswer::PromAnswer(Series series)
    : m_series(std::move(series))
    , m_parser(std::make_unique<Parser>())
{
}

PromAnswer::~PromAnswer() = default;

bool PromAnswer::fail(std::string what)
{
    if (m_problem.empty())
        m_problem = std::move(what);
    return false;
}

/// One character of everything but the elements of the result.
bool PromAnswer::addOutside(char c)
{
    m_outside += c;
    if (m_inString) {
        m_inString = m_escaped || c != '"';
        m_escaped = !m_escaped && c == '\\';
    } else if (c == '"') {
        m_inString = true;
    } else if (c == '{' || c == '[') {
        if (++m_depth > kMostDepth)
            return fail("it is nested too deeply for an answer of the Prometheus API");
        m_inResult = c == '[' && m_depth == kResultDepth
            && endsWithResultKey(std::string_view(m_outside).substr(0, m_outside.size() - 1));
        if (m_inResult)
            m_elements = "[";
    } else if (c == '}' || c == ']') {
        --m_depth;
        m_done = m_depth == 0;
    }
    if (m_outside.size() > kMostOutsideBytes)
        return fail("it says too much around its series; expected an answer of the Prometheus API");
    return true;
}

/// Finds where elements end; the number of characters that belong to the result.
std::size_t PromAnswer::skipInside(std::string_view text)
{
    const std::size_t before = m_elements.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (m_inString) {
            m_inString = m_escaped || c != '"';
            m_escaped = !m_escaped && c == '\\';
        } else if (c == '"') {
            m_inString = true;
        } else if (c == '{' || c == '[') {
            ++m_depth;
        } else if (c == '}' || c == ']') {
            if (m_depth == kResultDepth)
                return i;
            --m_depth;
        } else if (c == ',' && m_depth == kResultDepth) {
            m_elementsEnd = before + i;
        }
    }
    return text.size();
}

/// Reads the elements before `end`; m_elements then begins with what comes behind.
bool PromAnswer::parseElements(std::size_t end)
{
    const std::string rest = end < m_elements.size() ? m_elements.substr(end + 1) : std::string();
    m_elements.resize(end);
    m_elements += ']';
    m_elements.reserve(m_elements.size() + simdjson::SIMDJSON_PADDING);
    bool first = true;
    try {
        std::vector<PromSample> scalar;
        double time = 0;
        ondemand::document document
            = m_parser->json.iterate(m_elements.data(), m_elements.size(), m_elements.capacity());
        for (auto element : document.get_array()) {
            const ondemand::json_type type = element.type();
            if (type == ondemand::json_type::object) {
                m_parser->series(element.get_object(), m_series);
                ++m_seriesCount;
            } else if (first && type == ondemand::json_type::number) {
                time = element.get_double();
            } else if (!first && type == ondemand::json_type::string) {
                const std::string_view text = element.get_string();
                if (!parseNumber(text, scalar.emplace_back(PromSample{time, 0}).value))
                    throw Wrong{fmt::format("its value is \"{}\"", excerpt(text))};
            } else {
                throw Wrong{"an element of its result is no series"};
            }
            first = false;
        }
        if (!scalar.empty()) {
            m_series("{}", scalar);
            ++m_seriesCount;
        }
    } catch (const Wrong& wrong) {
        return fail(fmt::format("{} (series {}); expected [seconds, \"number\"]", wrong.what, m_seriesCount + 1));
    } catch (const simdjson::simdjson_error& error) {
        return fail(fmt::format("it is no JSON near series {}: {}", m_seriesCount + 1, error.what()));
    }
    if (m_inResult && first && (m_seriesCount > 0 || end > 1) && rest.empty() && m_depth < kResultDepth)
        return fail("a comma in its result has nothing behind it");
    m_elements = "[" + rest;
    m_elementsEnd = 0;
    return true;
}

bool PromAnswer::add(std::string_view text)
{
    if (!m_problem.empty())
        return false;
    m_bytes += text.size();
    while (!text.empty()) {
        if (m_inResult) {
            const std::size_t inside = skipInside(text);
            m_elements += text.substr(0, inside);
            text.remove_prefix(inside);
            if (m_elements.size() > kBatchBytes && m_elementsEnd > 0 && !parseElements(m_elementsEnd))
                return false;
            if (m_elements.size() > kMostElementBytes)
                return fail(fmt::format("one series of it is larger than {} MB", kMostElementBytes >> 20));
            if (!text.empty()) {
                m_inResult = false;
                if (!parseElements(m_elements.size()))
                    return false;
            }
            continue;
        }
        const char c = text.front();
        text.remove_prefix(1);
        const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (m_outside.empty() && !space && c != '{')
            return fail(fmt::format("it begins with \"{}\"; expected the JSON of the Prometheus API",
                excerpt(std::string(1, c) + std::string(text.substr(0, 80)))));
        if (m_done && !space)
            return fail("something comes behind the end of it");
        if (!(m_outside.empty() && space) && !addOutside(c))
            return false;
    }
    return true;
}

bool PromAnswer::readEnvelope()
{
    const auto root = nlohmann::json::parse(m_outside, nullptr, false);
    if (!root.is_object())
        return fail("it is no JSON");
    const std::string status = textOf(root, "status");
    m_envelope.errorType = textOf(root, "errorType");
    m_envelope.error = textOf(root, "error");
    addTexts(root, "warnings", m_envelope.warnings);
    addTexts(root, "infos", m_envelope.warnings);
    if (const auto partial = root.find("isPartial"); partial != root.end() && *partial == true)
        m_envelope.warnings.emplace_back("the answer is partial: a part of the database did not answer");
    if (m_parser->histograms)
        m_envelope.warnings.emplace_back("native histograms were left out: only plain numbers are understood");
    if (status == "error")
        return true;
    if (status != "success")
        return fail("it has no \"status\" of \"success\" or \"error\"; expected an answer of the Prometheus API");
    m_envelope.success = true;
    const auto data = root.find("data");
    if (data == root.end() || !data->is_object())
        return fail("it has no \"data\" object");
    m_envelope.resultType = textOf(*data, "resultType");
    const std::string& type = m_envelope.resultType;
    if (type != "vector" && type != "matrix" && type != "scalar")
        return fail(fmt::format("its resultType is \"{}\"; expected vector, matrix or scalar", excerpt(type)));
    if (const auto result = data->find("result"); result == data->end() || !result->is_array())
        return fail("its \"result\" is no array");
    return true;
}

bool PromAnswer::finish()
{
    if (!m_problem.empty())
        return false;
    if (!m_done)
        return fail(m_bytes == 0 ? "it is empty" : fmt::format("it breaks off after {} bytes", m_bytes));
    return readEnvelope();
}

struct PromLabels::Parser
{
    ondemand::parser json;
};

PromLabels::PromLabels()
    : m_parser(std::make_unique<Parser>())
{
}

PromLabels::PromLabels(PromLabels&&) noexcept = default;
PromLabels& PromLabels::operator=(PromLabels&&) noexcept = default;
PromLabels::~PromLabels() = default;

bool PromLabels::read(std::string_view json)
{
    m_count = 0;
    m_text.assign(json);
    m_text.reserve(json.size() + simdjson::SIMDJSON_PADDING);
    try {
        ondemand::document document = m_parser->json.iterate(m_text.data(), m_text.size(), m_text.capacity());
        for (auto field : document.get_object()) {
            if (m_count == m_labels.size())
                m_labels.emplace_back();
            auto& [name, value] = m_labels[m_count];
            name = std::string_view(field.unescaped_key());
            value = std::string_view(field.value().get_string());
            ++m_count;
        }
    } catch (const simdjson::simdjson_error&) {
        m_count = 0;
        return false;
    }
    return true;
}

std::string_view PromLabels::operator[](std::string_view name) const
{
    for (std::size_t i = 0; i < m_count; ++i)
        if (m_labels[i].first == name)
            return m_labels[i].second;
    return {};
}

} // namespace gigahall::model
