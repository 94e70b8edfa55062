#include "app/story/storypainter.h"

#include "app/story/storyfigures.h"
#include "app/story/storyink.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace gigahall::app {
namespace {

// Of a picture of 1920 x 1080; what the sketch has.
constexpr double kMarginPx = 72, kTopPx = 52, kBottomPx = 44;
constexpr double kHeadlinePx = 78, kLinePx = 31, kSmallLinePx = 25; // heights of lines
constexpr double kCaptionWidthPx = 980, kColumnGapPx = 54;
constexpr double kSoftPx = 110, kNearPx = 16; // edge of what lies behind text: of bands, of single words
// Bands are there throughout, at least that dense: one that came with every dark line behind a letter would flicker.
constexpr double kBandAlpha = 0.6;
constexpr double kQuickStoryS = 2 * 3600; // shorter ones show seconds

} // namespace

StoryPainter::StoryPainter(const StoryTimeline& timeline, const model::Campus& campus, const model::Rollout* rollout,
    render::Theme theme, const QLocale& locale, glm::uvec2 sizePx)
    : m_timeline(timeline)
    , m_campus(campus)
    , m_rollout(rollout)
    , m_style(storyStyle(theme, sizePx))
    , m_locale(locale)
    , m_sizePx(sizePx)
    , m_marginPx(m_style.px(kMarginPx))
    , m_bars(rollout ? phaseBars(campus, rollout->plan, locale) : std::vector<PhaseBar>())
{
}

void StoryPainter::paint(QImage& picture, const StoryMoment& moment, const StoryFacts& facts)
{
    m_pieces.clear();
    m_leaders.clear();
    m_group = 0;
    addHeadline(moment);
    for (const Faded& caption : moment.captions)
        addCaption(caption);
    addFigures(moment, facts);
    addLegend(moment, facts);
    addGantt(moment);
    addCallouts(moment);

    measureScrims(picture); // before anything lies over it
    QPainter painter(&picture);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    for (const Scrim& scrim : m_scrims)
        paintScrim(painter, scrim.rect, m_style.paper, scrim.alpha, scrim.softPx);
    for (const Leader& leader : m_leaders) {
        painter.setOpacity(double(leader.alpha));
        QColor halo = m_style.paper;
        halo.setAlphaF(0.55f);
        painter.setPen(QPen(halo, m_style.px(4.5), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(leader.from, leader.to);
        painter.setPen(QPen(m_style.line, m_style.px(1.8), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(leader.from, leader.to);
        painter.setPen(QPen(halo, m_style.px(1.5)));
        painter.setBrush(m_style.line);
        painter.drawEllipse(leader.to, m_style.px(5.5), m_style.px(5.5));
    }
    for (const Piece& piece : m_pieces) {
        painter.setOpacity(double(piece.alpha));
        piece.draw(painter);
    }
}

void StoryPainter::measureScrims(const QImage& picture)
{
    m_scrims.clear();
    const double soft = m_style.px(kSoftPx), width = m_sizePx.x, height = m_sizePx.y;
    Scrim top{QRectF(-soft, -soft, width + 2 * soft, 0), 0, soft};
    std::map<std::size_t, Scrim> groups;
    Scrim bottom{QRectF(-soft, height + soft, width + 2 * soft, 0), 0, soft};
    for (const Piece& piece : m_pieces) {
        const double least = piece.zone == Zone::Free ? 0 : kBandAlpha;
        const double alpha
            = std::max(least, scrimNeeded(picture, piece.rect, piece.ink, m_style.paper)) * double(piece.alpha);
        // Bands grow with what comes, as it comes.
        if (piece.zone == Zone::Top) {
            top.alpha = std::max(top.alpha, alpha);
            top.rect.setBottom(std::max(top.rect.bottom(), piece.rect.bottom() * double(piece.alpha)));
        } else if (piece.zone == Zone::Bottom) {
            bottom.alpha = std::max(bottom.alpha, alpha);
            bottom.rect.setTop(std::min(bottom.rect.top(), std::lerp(height, piece.rect.top(), double(piece.alpha))));
        } else {
            Scrim& near = groups.try_emplace(piece.group, Scrim{piece.rect, 0, m_style.px(kNearPx)}).first->second;
            near.rect = near.rect.united(piece.rect);
            near.alpha = std::max(near.alpha, alpha);
        }
    }
    for (const auto& [group, scrim] : groups)
        m_scrims.push_back(scrim);
    m_scrims.push_back(top);
    m_scrims.push_back(bottom);
}

QString StoryPainter::said(const model::LocalizedText& text) const
{
    return QString::fromStdString(text.in(m_locale.language() == QLocale::German ? "de" : "en"));
}

void StoryPainter::addText(
    Zone zone, const QRectF& rect, int flags, const QFont& font, const QColor& ink, const QString& text, float alpha)
{
    if (text.isEmpty() || alpha <= 0)
        return;
    const QFontMetricsF metrics(font);
    const QRectF bounds = metrics.boundingRect(rect, flags, text).adjusted(-1, -1, 1, 1);
    m_pieces.push_back({zone, bounds, ink, alpha,
        [=](QPainter& painter) {
            painter.setFont(font);
            painter.setPen(ink);
            painter.drawText(rect, flags, text);
        },
        text, m_group});
}

QString StoryPainter::headline(const StoryMoment& moment) const
{
    const Story& story = m_timeline.story();
    if (moment.day)
        return storyDay(*moment.day, m_locale);
    if (!story.hasTimes())
        return said(story.title);
    double first = moment.timeS, last = first;
    for (const StoryKey& key : story.keys) {
        first = std::min(first, key.timeS.value_or(first));
        last = std::max(last, key.timeS.value_or(last));
    }
    return storyTime(moment.timeS, last - first < kQuickStoryS);
}

void StoryPainter::addHeadline(const StoryMoment& moment)
{
    const QRectF rect(m_marginPx, m_style.px(kTopPx), m_sizePx.x * 0.6, m_style.px(kHeadlinePx));
    addText(Zone::Top, rect, Qt::AlignLeft | Qt::AlignVCenter, m_style.font(StoryStyle::kHeadlinePx, QFont::DemiBold),
        m_style.text, headline(moment), 1);
}

void StoryPainter::addCaption(const Faded& caption)
{
    const StoryKey& key = m_timeline.story().keys[caption.key];
    const QFont font = m_style.font(StoryStyle::kTextPx), small = m_style.font(StoryStyle::kSmallPx);
    const int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
    QRectF rect(m_marginPx, m_style.px(kTopPx + kHeadlinePx + 6), m_style.px(kCaptionWidthPx), 0);
    const auto put = [&](const QFont& face, const QString& text, double linePx) {
        const QRectF room(rect.left(), rect.top(), rect.width(), m_sizePx.y);
        rect.setHeight(std::max(linePx, QFontMetricsF(face).boundingRect(room, flags, text).height() + 2));
        addText(Zone::Top, rect, flags, face, m_style.quiet, text, caption.alpha);
        rect.moveTop(rect.bottom() + m_style.px(3));
    };
    put(font, said(*key.caption), m_style.px(kLinePx));
    if (key.note && !key.note->en.empty())
        put(small, said(*key.note), m_style.px(kSmallLinePx));
}

void StoryPainter::addFigures(const StoryMoment& moment, const StoryFacts& facts)
{
    if (moment.totalsAlpha <= 0)
        return;
    const QFont font = m_style.font(StoryStyle::kFigurePx, QFont::DemiBold);
    const QFont small = m_style.font(StoryStyle::kSmallPx);
    const QFontMetricsF smallMetrics(small);
    double right = m_sizePx.x - m_marginPx;
    const auto figures = storyFigures(moment, facts, m_rollout, m_locale);
    for (auto figure = figures.rbegin(); figure != figures.rend(); ++figure) {
        const double width = std::max(
            QFontMetricsF(font).horizontalAdvance(figure->value), smallMetrics.horizontalAdvance(figure->label));
        const QRectF value(right - width, m_style.px(kTopPx + 10), width, m_style.px(58));
        const QRectF label(right - width, value.bottom(), width, m_style.px(kSmallLinePx));
        const int flags = Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip;
        addText(Zone::Top, value, flags, font, m_style.text, figure->value, moment.totalsAlpha);
        addText(Zone::Top, label, flags, small, m_style.quiet, figure->label, moment.totalsAlpha);
        right -= width + m_style.px(kColumnGapPx);
    }
}

QRectF StoryPainter::headerRect(const StoryMoment& moment) const
{
    double height = kHeadlinePx + 6;
    if (!moment.captions.empty())
        height += 2 * kLinePx + 2 * kSmallLinePx;
    return {m_marginPx, m_style.px(kTopPx), m_style.px(kCaptionWidthPx), m_style.px(height)};
}

QRectF StoryPainter::figuresRect(const StoryMoment& moment) const
{
    const double width = m_style.px(560), height = m_style.px(moment.legend > 0 ? 220 : 110);
    return {m_sizePx.x - m_marginPx - width, m_style.px(kTopPx), width, height};
}

QRectF StoryPainter::ganttRect() const
{
    const double height = ganttHeightPx(m_bars, m_style);
    return {m_marginPx, m_sizePx.y - m_style.px(kBottomPx) - height, m_sizePx.x - 2 * m_marginPx, height};
}

std::vector<QRectF> StoryPainter::takenAt(const StoryMoment& moment) const
{
    std::vector<QRectF> taken{headerRect(moment)};
    if (moment.totalsAlpha > 0 || moment.legend > 0)
        taken.push_back(figuresRect(moment));
    if (moment.gantt > 0 && !m_bars.empty())
        taken.push_back(ganttRect().adjusted(0, -m_style.px(12), 0, m_style.px(kBottomPx)));
    return taken;
}

void StoryPainter::addGantt(const StoryMoment& moment)
{
    if (moment.gantt <= 0 || m_bars.empty() || !moment.day)
        return;
    m_pieces.push_back({Zone::Bottom, ganttRect(), m_style.quiet, moment.gantt,
        [this, day = *moment.day](
            QPainter& painter) { paintGantt(painter, ganttRect(), m_bars, day, m_style, m_locale); },
        QString(), 0});
}

} // namespace gigahall::app
