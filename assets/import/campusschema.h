#pragma once

#include "assets/import/campusdocument.h"

#include <string_view>
#include <vector>

namespace gigahall::assets {

/// The JSON Schema (draft-07) of campus files, as it ships; compiled in.
std::string_view campusSchemaText();

/// Everything in which a document departs from the schema, and keys that look like misspelt ones. Not sorted.
/// `definition`: one of the schema's instead of a whole layout, for files that hold a part of one.
std::vector<Problem> checkAgainstSchema(const CampusDocument& document, const char* definition = nullptr);

} // namespace gigahall::assets
