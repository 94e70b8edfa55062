#pragma once

#include "model/campus/campus.h"
#include "model/geometry/meshdata.h"
#include "model/telemetry/frame.h"
#include "render/renderer.h"

#include <string>
#include <vector>

namespace gigahall::bench {

/// A campus with its meshes, as files say. Throws std::runtime_error with all problems.
struct Scene
{
    model::Campus campus;
    std::vector<model::MeshData> meshes;
};
Scene loadScene(const std::string& nameOrPath);

/// Values of one metric for all GPUs, brought to the renderer the way the program does it: quantise, roll up, hand
/// over.
class Values
{
public:
    explicit Values(const model::Campus& campus);

    /// New utilization for every GPU: the fractional part of a hash plus `shift`.
    void make(float shift);
    /// Quantises, rolls up and hands over; the next frame uploads.
    void apply(render::Renderer& renderer);

private:
    const model::Campus& m_campus;
    std::vector<float> m_hashes, m_values;
    model::TelemetryFrame m_frame;
    std::vector<std::uint16_t> m_halls;
    std::uint64_t m_serial = 0;
};

/// The settings that the bars are meant for: data shown, dark, plain preset.
render::FrameSettings plainSettings();

/// Share of pixels that differ between two pictures of one size.
double changedShare(const render::Image& a, const render::Image& b);
/// Binary PPM, for a look at what was measured.
void savePicture(const render::Image& image, const std::string& path);

} // namespace gigahall::bench
