#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gigahall::model {

/// "P{n:03}" and 7 -> "P007": the only field in keys and labels of phases.
std::string withNumber(std::string text, std::uint32_t n);

/// What the fields of a name pattern stand for at one asset. Numbers count from 1.
struct NameFields
{
    std::string_view phase; ///< key of the phase
    std::string_view parent; ///< full name of the asset it belongs to
    std::string_view tag; ///< short sign of the asset's type, e.g. "CDU"
    std::uint32_t building = 0, hall = 0, row = 0, rack = 0;
    std::uint32_t n = 0; ///< running number of the tag within the parent; support racks: within the row
};

/// A name with fields, e.g. "{phase}-B{building}-H{hall}-R{row:02}-K{rack:02}". A plain value.
class NamePattern
{
public:
    struct ParseResult;
    /// Only the listed fields may occur: "phase", "building", "hall", "row", "rack", "n", "tag", "parent".
    static ParseResult parse(std::string_view text, std::span<const std::string_view> allowed);

    void appendTo(std::string& out, const NameFields& fields) const;
    const std::string& text() const { return m_text; }

private:
    enum class Field : std::uint8_t
    {
        Literal,
        Phase,
        Parent,
        Tag,
        Building,
        Hall,
        Row,
        Rack,
        N
    };
    struct Piece
    {
        Field field = Field::Literal;
        std::uint8_t width = 0; // zero padded to this many digits
        std::string literal;
    };
    static std::optional<Field> fieldByName(std::string_view name);

    std::string m_text;
    std::vector<Piece> m_pieces;
};

/// Either a pattern or what is wrong with it.
struct NamePattern::ParseResult
{
    std::optional<NamePattern> pattern;
    std::string error;
};

} // namespace gigahall::model
