#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Regular names: what a key looks like, and what is made of it.
///
/// In a key `*` stands for one or more characters, `?` for exactly one; what each `*` stood for counts from 1. In the
/// asset `{1}` is that text and `{1:03}` the same with zeros in front up to three digits; `#1` in braces is its number,
/// to reckon with: `{(#1-1)/8+1:02}` with + - * / % and parentheses, whole numbers, / rounds down.
///   node-*        ->  P01-B1-H1-R{(#1-1)/8+1:02}-K{(#1-1)%8+1:02}
namespace gigahall::model {

bool isPattern(std::string_view key);
/// What every `*` stood for; nothing where the key does not fit. The first `*` takes as little as possible.
std::optional<std::vector<std::string>> matchPattern(std::string_view pattern, std::string_view key);
/// Nothing where a capture is no number or there is no such capture; `problem` then says so. A text without braces is
/// itself.
std::optional<std::string> fillIn(
    std::string_view text, const std::vector<std::string>& captures, std::string& problem);
/// What is wrong with an asset text for a pattern with so many captures; empty = nothing.
std::string patternMistake(std::string_view key, std::string_view asset);

} // namespace gigahall::model
