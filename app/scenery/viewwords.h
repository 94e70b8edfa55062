#pragma once

#include "app/minus.h"
#include "app/overlay.h"
#include "app/rollout/planchoice.h"
#include "app/scenery/jsonreader.h"
#include "app/whatif/writtenscenario.h"
#include "render/view.h"

#include <optional>
#include <string>
#include <vector>

/// The words that view files and stories share.
namespace gigahall::app {

/// Which quantity is shown and how, as far as a file says so.
struct OverlayChoice
{
    std::optional<model::Metric> metric;
    std::optional<Overlay::RangeMode> rangeMode;
    float lo = 0, hi = 1; ///< with RangeMode::Fixed
    std::optional<std::string> colormap;

    void applyTo(Overlay& overlay) const;
    bool isEmpty() const { return !metric && !rangeMode && !colormap; }
    bool operator==(const OverlayChoice&) const = default;
};

/// Each reads the member of that name; empty where it is absent. Cameras come without sizePx and crop.
std::optional<render::View> readCamera(JsonReader& reader, const JsonReader::Json& parent, const std::string& at);
/// `minus`: where it may be said what is subtracted; null = nothing may be.
OverlayChoice readOverlay(
    JsonReader& reader, const JsonReader::Json& parent, const std::string& at, std::optional<Minus>* minus = nullptr);
std::optional<WrittenScenario> readScenario(JsonReader& reader, const JsonReader::Json& parent, const std::string& at);
/// What slips in the rollout, as the command line writes it.
std::optional<std::vector<WrittenShift>> readShifts(
    JsonReader& reader, const JsonReader::Json& parent, const std::string& at);
std::optional<render::Theme> readTheme(JsonReader& reader, const JsonReader::Json& parent, const std::string& at);

/// The inverse. Cameras are rounded to a tenth of a millimetre.
JsonReader::Json cameraJson(const render::View& camera);
JsonReader::Json overlayJson(const OverlayChoice& overlay);
JsonReader::Json minusJson(const Minus& minus);
JsonReader::Json scenarioJson(const WrittenScenario& scenario);
JsonReader::Json shiftsJson(const std::vector<WrittenShift>& shifts);

} // namespace gigahall::app
