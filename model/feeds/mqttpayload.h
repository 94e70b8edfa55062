#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gigahall::model {

/// What a JSON pointer found.
struct PayloadValue
{
    enum class Kind : std::uint8_t
    {
        Number,
        Null, ///< its source says that there is none
        Wrong ///< `problem` says what
    };
    Kind kind = Kind::Wrong;
    double number = 0;
    std::string problem;
};

/// One payload, from which several pointers (RFC 6901) may be read. A payload that is a number alone is read without a
/// parser.
class MqttPayload
{
public:
    MqttPayload();
    ~MqttPayload();

    /// The text must live as long as values are asked for.
    void set(std::string_view text);
    /// `pointer` empty = the payload itself.
    const PayloadValue& value(std::string_view pointer);

private:
    struct Parser;
    bool parse();

    std::unique_ptr<Parser> m_parser;
    std::string_view m_text;
    PayloadValue m_value;
};

} // namespace gigahall::model
