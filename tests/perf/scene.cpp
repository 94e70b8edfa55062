#include "tests/perf/scene.h"

#include "assets/import/campusfile.h"
#include "assets/import/meshfile.h"

#include <array>
#include <cmath>
#include <fstream>
#include <span>
#include <stdexcept>

namespace gigahall::bench {
namespace {

constexpr model::Metric kMetric = model::Metric::GpuUtilization;

// Nine keys of viridis, sRGB.
constexpr std::array<glm::vec3, 9> kKeys = {glm::vec3(68, 1, 84), glm::vec3(71, 45, 123), glm::vec3(59, 82, 139),
    glm::vec3(44, 114, 142), glm::vec3(33, 145, 140), glm::vec3(40, 174, 128), glm::vec3(94, 201, 98),
    glm::vec3(173, 220, 48), glm::vec3(253, 231, 37)};

std::array<glm::vec4, 256> viridis()
{
    std::array<glm::vec4, 256> colours{};
    for (std::size_t i = 0; i < colours.size(); ++i) {
        const float at = float(i) / 255.0f * float(kKeys.size() - 1);
        const std::size_t key = std::min(static_cast<std::size_t>(at), kKeys.size() - 2);
        colours[i] = glm::vec4(glm::mix(kKeys[key], kKeys[key + 1], at - float(key)) / 255.0f, 1.0f);
    }
    return colours;
}

std::string text(const std::vector<assets::Problem>& problems)
{
    std::string result;
    for (const assets::Problem& problem : problems)
        result += problem.text() + "\n";
    return result;
}

} // namespace

Scene loadScene(const std::string& nameOrPath)
{
    assets::CampusResult campus = assets::loadCampus(assets::resolveCampusPath(nameOrPath));
    if (!campus.campus)
        throw std::runtime_error(text(campus.problems));
    assets::MeshSetResult meshes = assets::loadMeshes(*campus.campus);
    if (!meshes.problems.empty())
        throw std::runtime_error(text(meshes.problems));
    if (campus.campus->halls.empty() || campus.campus->rackCount() == 0)
        throw std::runtime_error(nameOrPath + ": the bench needs a campus with halls and racks");
    return {std::move(*campus.campus), std::move(meshes.meshes)};
}

Values::Values(const model::Campus& campus)
    : m_campus(campus)
    , m_hashes(campus.gpuCount())
    , m_values(campus.gpuCount())
    , m_halls(campus.halls.size())
{
    for (std::uint32_t i = 0; i < m_hashes.size(); ++i)
        m_hashes[i] = float((i * 2654435761u) >> 8) / 16777216.0f;
    m_frame.gpu[static_cast<std::size_t>(kMetric)].resize(m_values.size());
    m_frame.rackState.assign(campus.rackCount(), model::DataState::Simulated);
    make(0);
}

void Values::make(float shift)
{
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const float value = m_hashes[i] + shift;
        m_values[i] = value - std::floor(value);
    }
}

void Values::apply(render::Renderer& renderer)
{
    const auto index = static_cast<std::size_t>(kMetric);
    const model::MetricInfo& info = model::metricInfo(kMetric);
    model::quantise(info, m_values, m_frame.gpu[index]);
    m_frame.serial = ++m_serial;
    model::rollUp(m_campus, m_frame);
    for (std::size_t hall = 0; hall < m_halls.size(); ++hall)
        m_halls[hall] = model::quantise(info, m_frame.rollUp[index].halls[hall].mean);
    const auto* states = reinterpret_cast<const std::uint8_t*>(m_frame.rackState.data());
    renderer.setPlanes({.gpu = m_frame.gpu[index],
        .rack = m_frame.rack[index],
        .hall = m_halls,
        .rackState = {states, m_frame.rackState.size()},
        .serial = m_serial});
}

render::FrameSettings plainSettings()
{
    static const std::array<glm::vec4, 256> kColormap = viridis();
    render::FrameSettings settings;
    settings.colormap = kColormap;
    return settings;
}

double changedShare(const render::Image& a, const render::Image& b)
{
    if (a.sizePx != b.sizePx || a.rgba.empty())
        return 1.0;
    std::size_t changed = 0;
    for (std::size_t i = 0; i + 3 < a.rgba.size(); i += 4)
        changed += a.rgba[i] != b.rgba[i] || a.rgba[i + 1] != b.rgba[i + 1] || a.rgba[i + 2] != b.rgba[i + 2];
    return double(changed) / (double(a.rgba.size()) / 4);
}

void savePicture(const render::Image& image, const std::string& path)
{
    std::ofstream file(path, std::ios::binary);
    file << "P6 " << image.sizePx.x << ' ' << image.sizePx.y << " 255\n";
    for (std::size_t i = 0; i + 3 < image.rgba.size(); i += 4)
        file.write(reinterpret_cast<const char*>(&image.rgba[i]), 3);
    if (!file)
        throw std::runtime_error("cannot write " + path);
}

} // namespace gigahall::bench
