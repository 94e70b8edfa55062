#include "model/feeds/mqttpayload.h"

#include "model/feeds/mqttvalue.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>
#include <limits>

namespace gigahall::model {
namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string_view nameOf(simdjson::dom::element value)
{
    switch (value.type()) {
    case simdjson::dom::element_type::ARRAY:
        return "a list";
    case simdjson::dom::element_type::OBJECT:
        return "an object";
    case simdjson::dom::element_type::STRING:
        return "a text";
    case simdjson::dom::element_type::BOOL:
        return "true or false";
    default:
        return "something else";
    }
}

} // namespace

struct MqttPayload::Parser
{
    enum class State : std::uint8_t
    {
        Unread,
        Read,
        Broken
    };
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    std::string padded;
    State state = State::Unread;
    simdjson::error_code error = simdjson::SUCCESS;
};

MqttPayload::MqttPayload()
    : m_parser(std::make_unique<Parser>())
{
}
MqttPayload::~MqttPayload() = default;

void MqttPayload::set(std::string_view text)
{
    m_text = text;
    m_parser->state = Parser::State::Unread;
}

bool MqttPayload::parse()
{
    using State = Parser::State;
    Parser& p = *m_parser;
    if (p.state == State::Unread) {
        p.padded.assign(m_text);
        p.padded.append(simdjson::SIMDJSON_PADDING, '\0');
        p.error = p.parser.parse(p.padded.data(), m_text.size(), false).get(p.root);
        p.state = p.error == simdjson::SUCCESS ? State::Read : State::Broken;
    }
    return p.state == State::Read;
}

const PayloadValue& MqttPayload::value(std::string_view pointer)
{
    const auto wrong = [this](std::string problem) -> const PayloadValue& {
        m_value.kind = PayloadValue::Kind::Wrong;
        m_value.problem = std::move(problem);
        return m_value;
    };
    if (m_text.size() > kMaxPayloadBytes)
        return wrong(fmt::format("has {} bytes; expected at most {}", m_text.size(), kMaxPayloadBytes));
    if (pointer.empty()) {
        std::string_view rest = trimmed(m_text);
        m_value.kind = rest == "null" ? PayloadValue::Kind::Null : PayloadValue::Kind::Number;
        if (m_value.kind == PayloadValue::Kind::Null)
            return m_value;
        if (!takeNumber(rest, m_value.number) || !rest.empty()
            || std::abs(m_value.number) > double(std::numeric_limits<float>::max()))
            return wrong("is no finite number");
        return m_value;
    }
    if (!parse())
        return wrong(fmt::format("is no whole JSON ({})", simdjson::error_message(m_parser->error)));
    simdjson::dom::element found;
    if (m_parser->root.at_pointer(pointer).get(found) != simdjson::SUCCESS)
        return wrong(fmt::format("has nothing at {}", pointer));
    if (found.is_null()) {
        m_value.kind = PayloadValue::Kind::Null;
        return m_value;
    }
    if (found.get(m_value.number) != simdjson::SUCCESS)
        return wrong(fmt::format("has {} at {}; expected a number", nameOf(found), pointer));
    m_value.kind = PayloadValue::Kind::Number;
    return m_value;
}

} // namespace gigahall::model
