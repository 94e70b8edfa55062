#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace gigahall::assets {

/// JSON as a person would lay it out: what fits on a line stays on a line, keys keep their order, numbers keep their
/// value. Ends with a newline.
std::string formatJson(const nlohmann::ordered_json& value, std::size_t lineLength = 140);

} // namespace gigahall::assets
