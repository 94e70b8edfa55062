#pragma once

#include "app/story/calloutplan.h"
#include "app/story/ganttstrip.h"
#include "app/story/storymoment.h"
#include "app/story/storystyle.h"
#include "model/rollout/rollout.h"
#include "model/telemetry/frame.h"

#include <QImage>
#include <QLocale>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace gigahall::app {

/// Where the figures of a story are from, at one moment.
struct StoryFacts
{
    const model::TelemetryFrame* frame = nullptr; ///< power, PUE, what is lost
    double outsideC = 0;
    ValueRange range{0, 1}; ///< of the colour bar
};

/// Writes a story over its pictures: date, caption, figures, callouts with their lines, Gantt strip, colour bar. The
/// same for the window and for videos. Where words stand does not depend on earlier pictures. Needs a QGuiApplication;
/// one thread.
class StoryPainter
{
public:
    /// All of them outlive it; `rollout` may be null.
    StoryPainter(const StoryTimeline& timeline, const model::Campus& campus, const model::Rollout* rollout,
        render::Theme theme, const QLocale& locale, glm::uvec2 sizePx);

    /// `picture` is RGBX8888 of that size.
    void paint(QImage& picture, const StoryMoment& moment, const StoryFacts& facts);

    /// Pieces at the top and at the bottom share what lies behind them, from one side of the picture to the other.
    enum class Zone : std::uint8_t
    {
        Top,
        Bottom,
        Free
    };
    /// What was written last: for tests.
    struct Piece
    {
        Zone zone = Zone::Free;
        QRectF rect;
        QColor ink; ///< the palest in it
        float alpha = 1;
        std::function<void(QPainter&)> draw;
        QString text;
        std::size_t group = 0; ///< of free ones: those of one share what lies behind them
    };
    const std::vector<Piece>& pieces() const { return m_pieces; }
    struct Leader
    {
        QPointF from, to;
        float alpha = 1;
    };
    const std::vector<Leader>& leaders() const { return m_leaders; }
    /// Paper behind text, as far as it was needed.
    struct Scrim
    {
        QRectF rect;
        double alpha = 0, softPx = 0;
    };
    const std::vector<Scrim>& scrims() const { return m_scrims; }

private:
    void addHeadline(const StoryMoment& moment);
    void addCaption(const Faded& caption);
    void addFigures(const StoryMoment& moment, const StoryFacts& facts);
    void addLegend(const StoryMoment& moment, const StoryFacts& facts);
    void addGantt(const StoryMoment& moment);
    void addCallouts(const StoryMoment& moment);
    void addText(Zone zone, const QRectF& rect, int flags, const QFont& font, const QColor& ink, const QString& text,
        float alpha);
    void measureScrims(const QImage& picture);
    QRectF headerRect(const StoryMoment& moment) const;
    QRectF figuresRect(const StoryMoment& moment) const;
    QRectF ganttRect() const;
    std::vector<QRectF> takenAt(const StoryMoment& moment) const;
    const std::vector<std::optional<PlacedCallout>>& placedOf(std::size_t key);
    std::optional<QPointF> anchorOf(const StoryCallout& callout, const render::View& view) const;
    QString said(const model::LocalizedText& text) const;
    QString headline(const StoryMoment& moment) const;

    const StoryTimeline& m_timeline;
    const model::Campus& m_campus;
    const model::Rollout* m_rollout;
    StoryStyle m_style;
    QLocale m_locale;
    glm::uvec2 m_sizePx;
    double m_marginPx;
    std::vector<PhaseBar> m_bars;
    std::map<std::size_t, std::vector<std::optional<PlacedCallout>>> m_placed;
    std::vector<Piece> m_pieces;
    std::vector<Leader> m_leaders;
    std::vector<Scrim> m_scrims;
    std::size_t m_group = 0; ///< of what is added
};

} // namespace gigahall::app
