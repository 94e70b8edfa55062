#include "app/scenery/labels.h"

#include "app/scenery/placement.h"

#include <algorithm>
#include <cmath>

namespace gigahall::app {
namespace {

using model::AssetId;
using model::AssetKind;
using model::Campus;

double smooth(double from, double to, double x)
{
    const double t = std::clamp((x - from) / (to - from), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

// A box on screen: how wide it is, and whether any of it may be seen.
struct OnScreen
{
    double widthPx = 0;
    double distanceM = 0;
    bool visible = false;
};

class Finder
{
public:
    Finder(const Campus& campus, const render::View& view, double scale)
        : m_campus(campus)
        , m_view(view)
        , m_scale(scale)
        , m_picturePx(std::max(view.sizePx.x, view.sizePx.y))
    {
    }

    std::vector<LabelSpot> find()
    {
        for (std::uint32_t i = 0; i < m_campus.phases.size(); ++i)
            addPhase(i);
        std::ranges::stable_sort(m_spots, [](const LabelSpot& a, const LabelSpot& b) {
            return a.id.kind() != b.id.kind() ? a.id.kind() < b.id.kind() : a.distanceM < b.distanceM;
        });
        return std::move(m_spots);
    }

private:
    OnScreen measure(const Campus::Box& box) const
    {
        OnScreen out;
        const auto centre = m_view.toPixel(centreOf(m_campus, box));
        const double radiusM = 0.5 * double(glm::length(box.sizeM));
        out.distanceM = centre.z;
        if (centre.z < -radiusM && !m_view.orthographic)
            return out;
        const double perMetre = m_view.pixelsPerMetre(std::max(centre.z, 0.2 * radiusM));
        out.widthPx = perMetre * double(std::max(box.sizeM.x, box.sizeM.y));
        const double reach = radiusM * perMetre;
        out.visible = centre.z < radiusM
            || (centre.x > -reach && centre.y > -reach && centre.x < m_view.sizePx.x + reach
                && centre.y < m_view.sizePx.y + reach);
        return out;
    }

    // The middle of the edge of a box that faces the camera, going over smoothly from edge to edge as the camera turns.
    glm::dvec3 nearEdge(const Campus::Box& box, float height) const
    {
        const auto corner = [&](float x, float y) {
            return toCampus(
                m_campus, box.group, box.minM, box.yawRad, box.sizeM * glm::vec3(x, y, 0) + glm::vec3(0, 0, height));
        };
        const auto centre = corner(0.5f, 0.5f);
        const glm::dvec3 middles[] = {corner(0.5f, 0), corner(1, 0.5f), corner(0.5f, 1), corner(0, 0.5f)};
        // The same direction for all: towards the camera, which from straight above is the bottom of the picture.
        glm::dvec3 away = -m_view.forward() - m_view.trueUp();
        away.z = 0;
        away /= std::max(glm::length(away), 1e-9);
        glm::dvec3 sum(0);
        double weights = 0;
        for (const auto& middle : middles) {
            const double w = std::pow(std::max(glm::dot(glm::normalize(middle - centre), away), 0.0), 12.0);
            sum += w * middle;
            weights += w;
        }
        return weights > 1e-12 ? sum / weights : middles[0];
    }

    // Appears as it grows, goes as it comes to fill the picture.
    double sizeFade(double widthPx, double fromPx) const
    {
        return smooth(fromPx * m_scale, 1.25 * fromPx * m_scale, widthPx)
            * (1 - smooth(1.3 * m_picturePx, 2.2 * m_picturePx, widthPx));
    }

    // Places are named from above; at eye level one stands before a wall and their names would float on it.
    double fromAbove(const glm::dvec3& point) const
    {
        if (m_view.orthographic)
            return smooth(0.04, 0.12, -m_view.forward().z);
        const auto d = m_view.eyeM - point;
        return smooth(0.04, 0.12, d.z / std::max(glm::length(d), 1e-6));
    }

    void addPlace(AssetId id, const Campus::Box& box, double alpha)
    {
        const auto point = nearEdge(box, 0);
        add(id, point, alpha * fromAbove(point), false);
    }

    void add(AssetId id, const glm::dvec3& point, double alpha, bool above)
    {
        if (alpha < 0.02)
            return;
        const auto pixel = m_view.toPixel(point);
        if (pixel.z > 0 || m_view.orthographic)
            m_spots.push_back({id, glm::dvec2(pixel), above, float(alpha), pixel.z});
    }

    void addPhase(std::uint32_t i)
    {
        const auto box = m_campus.box({AssetKind::Phase, i});
        const auto on = measure(box);
        if (!on.visible)
            return;
        addPlace({AssetKind::Phase, i}, box, sizeFade(on.widthPx, 70));
        const auto& buildings = m_campus.phases[i].buildings;
        if (on.widthPx > 500 * m_scale)
            for (auto b = buildings.first; b < buildings.end(); ++b)
                addBuilding(b);
    }

    void addBuilding(std::uint32_t i)
    {
        const auto box = m_campus.box({AssetKind::Building, i});
        const auto on = measure(box);
        if (!on.visible)
            return;
        addPlace({AssetKind::Building, i}, box, sizeFade(on.widthPx, 190));
        const auto& halls = m_campus.buildings[i].halls;
        if (on.widthPx > 600 * m_scale)
            for (auto h = halls.first; h < halls.end(); ++h)
                addHall(h);
    }

    void addHall(std::uint32_t i)
    {
        const auto& hall = m_campus.halls[i];
        const Campus::Box plan{hall.group, hall.planMinM, hall.planSizeM, 0};
        const auto on = measure(plan);
        if (!on.visible)
            return;
        addPlace({AssetKind::Hall, i}, plan, sizeFade(on.widthPx, 150));
        if (on.widthPx < 700 * m_scale)
            return;
        for (auto r = hall.rows.first; r < hall.rows.end(); ++r)
            addRow(hall, r);
    }

    void addRow(const model::Hall& hall, std::uint32_t row)
    {
        const auto& rowRuns = m_campus.rows[row].runs;
        const auto box = m_campus.box({AssetKind::Row, row});
        const auto on = measure(box);
        if (!on.visible)
            return;
        const double rackPx = on.widthPx * 0.6 / std::max(double(std::max(box.sizeM.x, box.sizeM.y)), 0.6);
        const double racks = smooth(50 * m_scale, 60 * m_scale, rackPx);
        const auto top
            = toCampus(m_campus, box.group, box.minM, box.yawRad, {0.0f, box.sizeM.y * 0.5f, box.sizeM.z + 0.1f});
        if (racks < 1 && !hidden(hall, row, top))
            add({AssetKind::Row, row}, top, sizeFade(on.widthPx, 260) * (1 - racks), true);
        if (rackPx < 40 * m_scale)
            return;
        for (auto i = rowRuns.first; i < rowRuns.end(); ++i)
            if (m_campus.runs[i].kind == AssetKind::Rack)
                addRacks(hall, m_campus.runs[i]);
    }

    void addRacks(const model::Hall& hall, const model::Run& run)
    {
        for (std::uint32_t k = 0; k < run.count; ++k) {
            const float x = run.pitchM * float(k) + run.sizeM.x * 0.5f;
            const float y = run.facesBack ? run.sizeM.y : 0.0f;
            const auto top = toCampus(m_campus, run.group, run.originM, run.yawRad, {x, y, run.sizeM.z + 0.03f});
            const auto pixel = m_view.toPixel(top);
            if (pixel.z <= m_view.nearM || pixel.x < 0 || pixel.x > m_view.sizePx.x || pixel.y < 0
                || pixel.y > m_view.sizePx.y)
                continue;
            const double widthPx = m_view.pixelsPerMetre(pixel.z) * double(run.sizeM.x);
            const double alpha = smooth(44 * m_scale, 60 * m_scale, widthPx) * facing(run, top);
            if (alpha > 0.02 && !hidden(hall, run.row, top))
                add({AssetKind::Rack, run.firstItem + k}, top, alpha, true);
        }
    }

    // 0 for a rack seen from behind, 1 from its front.
    double facing(const model::Run& run, const glm::dvec3& top) const
    {
        const float y = run.facesBack ? 1.0f : -1.0f;
        const auto normal = toCampus(m_campus, run.group, run.originM, run.yawRad, {0, y, 0})
            - toCampus(m_campus, run.group, run.originM, run.yawRad, {0, 0, 0});
        const auto towards = m_view.orthographic ? -m_view.forward() : glm::normalize(m_view.eyeM - top);
        return smooth(-0.05, 0.12, glm::dot(normal, towards));
    }

    // Whether another row of the hall stands between the camera and a point.
    bool hidden(const model::Hall& hall, std::uint32_t row, const glm::dvec3& point) const
    {
        const auto eye = m_view.orthographic ? point - m_view.forward() * 500.0 : m_view.eyeM;
        for (auto i = hall.runs.first; i < hall.runs.end(); ++i) {
            const auto& run = m_campus.runs[i];
            if (run.row != row && run.row != model::Run::kNone && crosses(run, eye, point))
                return true;
        }
        return false;
    }

    bool crosses(const model::Run& run, const glm::dvec3& from, const glm::dvec3& to) const
    {
        const auto origin = toCampus(m_campus, run.group, run.originM, run.yawRad, {0, 0, 0});
        const auto x = toCampus(m_campus, run.group, run.originM, run.yawRad, {1, 0, 0}) - origin;
        const auto y = toCampus(m_campus, run.group, run.originM, run.yawRad, {0, 1, 0}) - origin;
        const auto local = [&](const glm::dvec3& p) {
            const auto d = p - origin;
            return glm::dvec3(glm::dot(d, x), glm::dot(d, y), d.z);
        };
        const auto a = local(from);
        const auto d = local(to) - a;
        const glm::dvec3 size(
            double(run.pitchM) * double(run.count - 1) + double(run.sizeM.x), run.sizeM.y, run.sizeM.z);
        double first = 0;
        double last = 1;
        // What the near plane cuts away hides nothing.
        if (!m_view.orthographic)
            first = std::clamp(m_view.nearM / std::max(glm::dot(to - from, m_view.forward()), 1e-6), 0.0, 1.0);
        for (int k = 0; k < 3; ++k) {
            if (std::abs(d[k]) < 1e-12) {
                if (a[k] < 0 || a[k] > size[k])
                    return false;
                continue;
            }
            const double t0 = -a[k] / d[k];
            const double t1 = (size[k] - a[k]) / d[k];
            first = std::max(first, std::min(t0, t1));
            last = std::min(last, std::max(t0, t1));
        }
        return first < last;
    }

    const Campus& m_campus;
    const render::View& m_view;
    double m_scale, m_picturePx;
    std::vector<LabelSpot> m_spots;
};

} // namespace

std::vector<LabelSpot> labelSpots(const Campus& campus, const render::View& view, double scale)
{
    return Finder(campus, view, scale).find();
}

bool Declutter::tryPlace(glm::vec2 minPx, glm::vec2 sizePx)
{
    const glm::vec2 maxPx = minPx + sizePx;
    if (minPx.x < 0 || minPx.y < 0 || maxPx.x > m_size.x || maxPx.y > m_size.y)
        return false;
    for (const auto& box : m_taken) {
        const bool apart = minPx.x - m_gap > box.max.x || maxPx.x + m_gap < box.min.x || minPx.y - m_gap > box.max.y
            || maxPx.y + m_gap < box.min.y;
        if (!apart)
            return false;
    }
    m_taken.push_back({minPx, maxPx});
    return true;
}

} // namespace gigahall::app
