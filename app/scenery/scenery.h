#pragma once

#include "app/overlay.h"
#include "app/scenery/alarmmarks.h"
#include "app/scenery/labels.h"
#include "app/scenery/legend.h"
#include "app/scenery/spriteatlas.h"
#include "model/campus/campus.h"
#include "render/renderer.h"

#include <QLocale>

#include <optional>
#include <vector>

namespace gigahall::app {

/// What is written into the picture and how big.
struct SceneryOptions
{
    render::Theme theme = render::Theme::Dark;
    double scale = 1; ///< 1 = a screen of 96 dpi; device pixel ratio in the window, larger in exports
    QLocale locale;
    bool labels = true;
    bool legend = true;
    bool viewCube = true;
    bool trueScale = false;
};

/// Labels, legend, view cube and tooltip over the finished frame. Text is painted once by QPainter into the atlas and
/// only placed afterwards. Needs a QGuiApplication; one thread.
class Scenery
{
public:
    struct Input
    {
        const model::Campus& campus;
        const render::View& view;
        const model::TelemetryFrame* frame = nullptr;
        const Overlay& overlay;
        ValueRange range;
        model::AssetId selected, hovered;
        std::optional<glm::vec2> pointerPx; ///< where the tooltip of `hovered` goes
        const AlarmMarks* alarms = nullptr;
        double nowS = -1; ///< a wall clock: labels then come and go in 200 ms; negative = at once, for still pictures
    };

    /// The sprites of this frame, in drawing order; valid until the next call.
    std::span<const render::Sprite> update(const SceneryOptions& options, const Input& input);
    const SpriteAtlas& atlas() const { return m_atlas; }
    /// Labels are on their way in or out: draw again soon even when nothing else changed.
    bool isAnimating() const { return m_animating; }
    /// Part of the picture the view cube covers, in pixels; empty without one. For clicks in the window.
    struct Rect
    {
        glm::vec2 minPx{0}, sizePx{0};
    };
    Rect viewCubeRect() const { return m_viewCube; }
    /// Signs of alarms and what they stand for, the topmost first; for clicks in the window.
    struct PlacedSign
    {
        Rect rect;
        AlarmSign sign;
    };
    std::span<const PlacedSign> alarmSigns() const { return m_signs; }
    /// Racks with alarms close by, for FrameSettings::outlined; valid until the next update.
    std::span<const render::OutlinedAsset> outlined() const { return m_outlined; }

private:
    struct Fade
    {
        float alpha = 0;
        float target = 0;
        bool seen = false;
    };

    void build(const SceneryOptions& options, const Input& input);
    void addLabels(const SceneryOptions& options, const Input& input, Declutter& declutter);
    void addLegend(const SceneryOptions& options, const Input& input, Declutter& declutter);
    const LegendContent& namesOf(const Input& input);
    void addAlarms(const SceneryOptions& options, const Input& input, Declutter& declutter);
    void addViewCube(const SceneryOptions& options, const Input& input, Declutter& declutter);
    void addTooltip(const SceneryOptions& options, const Input& input);
    void add(const SpriteAtlas::Slot& slot, glm::vec2 minPx, float alpha = 1);
    float faded(model::AssetId id, float target, double nowS);

    SpriteAtlas m_atlas;
    std::vector<render::Sprite> m_sprites;
    std::vector<PlacedSign> m_signs;
    std::vector<render::OutlinedAsset> m_outlined;
    Rect m_viewCube;
    QString m_viewCubeKey;
    LegendContent m_names; ///< of the last frame that was asked for: counting is once a frame
    std::optional<std::uint64_t> m_namesSerial;
    QHash<std::uint32_t, Fade> m_fades;
    double m_lastS = -1;
    bool m_animating = false;
};

} // namespace gigahall::app
