#pragma once

#include "assets/import/sceneimport.h"

#include <iosfwd>

namespace gigahall::app {

/// `gigahall import SCENE --rack-pattern REGEX --type RACKTYPE --output F.campus.json [--campus LAYOUT]`
using ImportOptions = assets::SceneImport;

/// 0 = written, 1 = not, with one line a problem on `err`. Needs no Qt.
int runImport(const ImportOptions& options, std::ostream& out, std::ostream& err);

} // namespace gigahall::app
