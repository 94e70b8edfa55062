#pragma once

#include "model/telemetry/keymap.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gigahall::model {

/// The way back through a KeyMap: which keys belong to the racks of a hall, as a regular expression for a query. It may
/// select more than that, never less. Thread safe for const use.
class KeySelector
{
public:
    KeySelector(std::shared_ptr<const KeyMap> keys, std::string source);

    /// Of what stands before the first / of the keys of a hall, a rack, a tray or a GPU (its rack's). RE2, escaped for
    /// a PromQL text in double quotes. Empty for other assets.
    std::string regex(AssetId asset) const;
    /// Of every key.
    static std::string anyKey() { return ".+"; }

private:
    struct Keyed
    {
        Range racks;
        std::string regex;
    };

    void addPattern(const KeyRule& rule);
    void addNumbers(const KeyRule& rule, const std::string& host, std::size_t captures);
    std::string nameRegex(AssetId asset, Range racks) const;

    std::shared_ptr<const KeyMap> m_keys;
    std::string m_source;
    std::vector<Keyed> m_keyed; // by first rack
    std::vector<std::string> m_aroundNames; // regular expressions with one \x01 where a name stands
};

} // namespace gigahall::model
