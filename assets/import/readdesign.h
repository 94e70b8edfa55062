#pragma once

#include "assets/import/readcontext.h"

namespace gigahall::assets {

/// 'electrical', 'power' and 'cooling' of a type, whose class, rating and GPUs have been read.
void readDesign(ReadContext& context, const JsonNode& node, model::AssetType& type);
/// 'weather' and 'utility' of the site.
void readSiteDesign(ReadContext& context, const JsonNode& node, model::Site& site);

} // namespace gigahall::assets
