#pragma once

#include "model/telemetry/frame.h"
#include "render/renderer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gigahall::app {

/// Which quantity colours the picture, and how. Plain value; kept in settings and view files.
struct Overlay
{
    enum class RangeMode : std::uint8_t
    {
        Metric, ///< the metric's own range: the same in every picture
        Auto, ///< 2nd to 98th percentile of the racks (GPUs where known), rounded to even ticks
        Fixed, ///< lo, hi
    };

    model::Metric metric = model::Metric::GpuUtilization;
    RangeMode rangeMode = RangeMode::Metric;
    float lo = 0, hi = 1; ///< RangeMode::Fixed
    std::string colormap; ///< empty = the metric's own
    bool difference = false; ///< of a frame minus another: zero is the middle of a map that says so
    std::string minuend, subtrahend; ///< what A and B of the difference are, for people; empty = not said

    bool operator==(const Overlay&) const = default;
    /// Names have a map of their own, and numbers never theirs; differences have theirs.
    std::string colormapName() const;
    /// Unit and ranges of what is shown.
    const model::MetricInfo& info() const;
};

/// The values at the two ends of the colour bar; lo < hi always. `frame` may be null (then Auto is the metric's own
/// range). Names have no range: theirs is the table of their colours. That of a difference has zero in its middle.
struct ValueRange
{
    float lo, hi;
};
ValueRange resolveRange(const Overlay& overlay, const model::TelemetryFrame* frame);
/// A close range of four even steps (1, 2, 2.5 or 5 times a power of ten) around lo..hi.
ValueRange niceRange(float lo, float hi);
/// Whether plant is coloured as well.
bool coloursPlant(model::Metric metric);

/// A frame prepared for Renderer::setPlanes: halls and plant quantised, names as colours, states of the metric as
/// bytes. Keeps the frame alive. Immutable; any thread.
class OverlayPlanes
{
public:
    OverlayPlanes(model::FramePtr frame, model::Metric metric, const model::Campus& campus);
    render::Planes planes() const;
    const model::FramePtr& frame() const { return m_frame; }
    /// Whether a picture of these is the same as one of others, labels and legend included.
    bool looksLike(const OverlayPlanes& other) const;

private:
    model::FramePtr m_frame;
    model::Metric m_metric;
    std::vector<std::uint16_t> m_racks; ///< categories
    std::vector<std::uint16_t> m_halls, m_plant;
    std::vector<std::uint8_t> m_states; ///< of racks; those without power are off
    std::vector<std::uint8_t> m_hallStates; ///< the most common of their racks
    std::uint64_t m_serial;
};

/// Puts range and colour map of an overlay into the settings of a frame.
void applyOverlay(const Overlay& overlay, ValueRange range, render::FrameSettings& settings);

} // namespace gigahall::app
