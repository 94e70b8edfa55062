#pragma once

#include "assets/import/campusdocument.h"
#include "model/campus/campusspec.h"

#include <vector>

namespace gigahall::assets {

/// A document as a layout, with what contradicts itself in it. Assumes nothing: a document that breaks the schema gives
/// no wrong memory access, only a spec that must not be built.
struct SpecResult
{
    model::CampusSpec spec;
    std::vector<Problem> problems;
};
SpecResult readCampusSpec(const CampusDocument& document);

} // namespace gigahall::assets
