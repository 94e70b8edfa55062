#include "assets/import/planwords.h"

#include <algorithm>
#include <array>
#include <span>

namespace gigahall::assets {
namespace {

using Kind = model::ActivityKind;

/// Beginnings of words; with a * anywhere in one, for what German compounds end with.
constexpr std::array<std::string_view, 10> kEnergised{"energis", "energiz", "switch on", "go live", "go-live",
    "ready for service", "in betrieb", "*zuschalt", "zugeschaltet", "einschalt"};
constexpr std::array<std::string_view, 8> kCommissioning{"commission", "acceptance", "integrated systems test",
    "ist level", "*inbetriebnahme", "*abnahme", "probebetrieb", "handover"};
constexpr std::array<std::string_view, 12> kFoundations{"foundation", "slab", "road", "yard", "piling", "*fundament",
    "*gr\xc3\xbcndung", "*bodenplatte", "*stra\xc3\x9f", "*strasse", "pf\xc3\xa4hle", "tiefbau"};
constexpr std::array<std::string_view, 10> kClearSite{"clear", "site prep", "earthwork", "grading", "demoli",
    "*baufeld", "*r\xc3\xa4umung", "*erdarbeit", "*erdbau", "rodung"};
constexpr std::array<std::string_view, 8> kCooling{
    "cool", "chill", "cdu", "hvac", "*k\xc3\xbchl", "*kuehl", "*k\xc3\xa4lte", "*klima"};
constexpr std::array<std::string_view, 16> kPower{"power", "electric", "substation", "transformer", "switchgear", "ups",
    "generator", "busway", "*strom", "*elektr", "*umspann", "*trafo", "*schaltanlage", "*energie", "notstrom",
    "*leitungen"};
constexpr std::array<std::string_view, 5> kRacks{"rack", "it fit", "server", "*serverschr", "*schr\xc3\xa4nke"};
constexpr std::array<std::string_view, 14> kShell{"shell", "steel", "roof", "cladding", "wall", "structure", "envelope",
    "*rohbau", "*stahlbau", "*dach", "*fassade", "*h\xc3\xbclle", "w\xc3\xa4nde", "hochbau"};

/// What tells most comes first: foundations of a transformer are foundations.
constexpr std::array<std::pair<Kind, std::span<const std::string_view>>, model::kActivityKinds> kWords{
    {{Kind::Energised, kEnergised}, {Kind::Commissioning, kCommissioning}, {Kind::Foundations, kFoundations},
        {Kind::ClearSite, kClearSite}, {Kind::Cooling, kCooling}, {Kind::Power, kPower}, {Kind::Racks, kRacks},
        {Kind::Shell, kShell}}};

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool speaksOf(std::string_view text, std::string_view word)
{
    const bool anywhere = word.starts_with('*');
    word.remove_prefix(anywhere ? 1 : 0);
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
        if (anywhere || at == 0 || !isLetter(text[at - 1]))
            return true;
    return false;
}

} // namespace

std::string lowered(std::string_view text)
{
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool afterC3 = i > 0 && out[i - 1] == '\xc3';
        if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] = static_cast<char>(out[i] - 'A' + 'a');
        else if (afterC3 && (out[i] == '\x84' || out[i] == '\x96' || out[i] == '\x9c'))
            out[i] = static_cast<char>(out[i] + 0x20);
    }
    return out;
}

std::optional<Kind> kindOfWork(std::string_view name)
{
    const std::string text = lowered(name);
    for (const auto& [kind, words] : kWords)
        if (std::ranges::any_of(words, [&](std::string_view word) { return speaksOf(text, word); }))
            return kind;
    return std::nullopt;
}

} // namespace gigahall::assets
