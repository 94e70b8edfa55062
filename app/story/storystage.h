#pragma once

#include "app/story/stagedstory.h"
#include "app/story/storypainter.h"
#include "render/renderer.h"

#include <QImage>
#include <QLocale>

#include <memory>

namespace gigahall::app {

/// How a story is drawn.
struct StageOptions
{
    render::DeviceOptions device;
    render::Theme theme = render::Theme::Light;
    render::Quality quality = render::Quality::Plain;
    QLocale locale;
    glm::uvec2 sizePx{1920, 1080};
};

/// Draws pictures of a story: the same for player and video, and the same every time. Owns a device. One thread; needs
/// a QGuiApplication. Throws what Renderer throws.
class StoryStage
{
public:
    /// `story` outlives it.
    StoryStage(const StagedStory& story, const StageOptions& options);

    /// RGBX8888; valid until the next call.
    const QImage& draw(double seconds);
    void setOptions(const StageOptions& options); ///< another size, theme or language; the device stays

    /// What the last picture cost, in milliseconds.
    struct Costs
    {
        double valuesMs = 0, pictureMs = 0, wordsMs = 0;
    };
    const Costs& costs() const { return m_costs; }
    const StoryPainter& painter() const { return *m_painter; }

private:
    void drawPicture(const StoryMoment& moment, const Overlay& overlay, render::Image& out);
    void load(const StoryMoment& moment, const Overlay& overlay);
    std::optional<double> serviceDay(const StoryMoment& moment) const;
    void tellService(double day);
    void crossFade(const StoryMoment& moment);
    double outsideC(double timeS) const;
    bool isAsBefore(const StoryMoment& moment) const;

    const StagedStory& m_story;
    StageOptions m_options;
    render::Renderer m_renderer;
    std::unique_ptr<StoryPainter> m_painter;
    std::shared_ptr<const model::InService> m_service; ///< as the source was told; null = all of it
    model::FramePtr m_frame;
    model::MetricSet m_gpuPlanes; ///< of m_frame
    std::optional<model::Metric> m_loaded; ///< on the device, of m_frame
    ValueRange m_range{0, 1};
    render::Image m_picture, m_other;
    std::optional<StoryMoment> m_last;
    QImage m_page;
    Costs m_costs;
};

} // namespace gigahall::app
