// What a story points at, and what its colours mean.
#include "app/story/storypainter.h"

#include "app/scenery/colormaps.h"
#include "app/scenery/format.h"
#include "app/scenery/legend.h"
#include "app/scenery/placement.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLinearGradient>

#include <algorithm>
#include <cmath>

namespace gigahall::app {
namespace {

constexpr double kWordsPx = 400; // widest line of a callout
constexpr double kGapPx = 12;
constexpr double kEdgePx = 48; // where lines that leave the picture fade
constexpr int kLooks = 9; // at how many times a callout's place is tried
constexpr double kBarPx = 300, kBarHighPx = 9;

struct Words
{
    QString title, detail;
    QSizeF size;
    double titleHeight;
};

Words wordsOf(const QString& title, const QString& detail, const StoryStyle& style)
{
    const auto boundsOf = [&](double px, QFont::Weight weight, const QString& text) {
        if (text.isEmpty())
            return QRectF();
        return QFontMetricsF(style.font(px, weight))
            .boundingRect(QRectF(0, 0, style.px(kWordsPx), 1e4), Qt::TextWordWrap, text);
    };
    const QRectF first = boundsOf(StoryStyle::kTextPx, QFont::DemiBold, title);
    const QRectF second = boundsOf(StoryStyle::kSmallPx, QFont::Normal, detail);
    const double gap = detail.isEmpty() ? 0 : style.px(3);
    return {title, detail,
        QSizeF(std::ceil(std::max(first.width(), second.width())) + 2, first.height() + gap + second.height()),
        first.height() + gap};
}

// How far a point is from the nearest side of a rectangle around it; 0 outside.
double depthIn(const QRectF& rect, QPointF p)
{
    return std::max(
        0.0, std::min({p.x() - rect.left(), rect.right() - p.x(), p.y() - rect.top(), rect.bottom() - p.y()}));
}

double distanceTo(const QRectF& rect, QPointF p)
{
    return std::hypot(std::max({rect.left() - p.x(), 0.0, p.x() - rect.right()}),
        std::max({rect.top() - p.y(), 0.0, p.y() - rect.bottom()}));
}

} // namespace

std::optional<QPointF> StoryPainter::anchorOf(const StoryCallout& callout, const render::View& view) const
{
    const auto id = m_campus.find(callout.asset);
    if (!id)
        return std::nullopt;
    const model::Campus::Box box = m_campus.box(*id);
    const glm::dvec3 top = toCampus(m_campus, box.group, box.minM, box.yawRad, box.sizeM * glm::vec3(0.5f, 0.5f, 1));
    render::View sized = view;
    sized.sizePx = m_sizePx;
    const glm::dvec3 pixel = sized.toPixel(top);
    if (pixel.z <= 0)
        return std::nullopt;
    return QPointF(pixel.x, pixel.y);
}

const std::vector<std::optional<PlacedCallout>>& StoryPainter::placedOf(std::size_t key)
{
    if (const auto known = m_placed.find(key); known != m_placed.end())
        return known->second;
    const StoryTimeline::Span span = m_timeline.calloutSpan(key);
    std::vector<StoryMoment> looks;
    for (int i = 0; i < kLooks; ++i)
        looks.push_back(m_timeline.at(std::lerp(span.fromS, span.toS, double(i) / (kLooks - 1))));
    std::vector<QRectF> taken;
    for (const StoryMoment& look : {looks.front(), looks[kLooks / 2], looks.back()})
        std::ranges::copy(takenAt(look), std::back_inserter(taken));
    const QRectF picture(0, 0, m_sizePx.x, m_sizePx.y);
    std::vector<CalloutWish> wishes;
    for (const StoryCallout& callout : m_timeline.story().keys[key].callouts) {
        CalloutWish& wish = wishes.emplace_back();
        wish.size = wordsOf(said(callout.text), said(callout.detail), m_style).size;
        for (const StoryMoment& look : looks) {
            const auto anchor = anchorOf(callout, look.view);
            const bool isClear = anchor && depthIn(picture, *anchor) > 0
                && std::ranges::all_of(taken, [&](const QRectF& r) { return distanceTo(r, *anchor) > 0; });
            if (isClear)
                wish.anchors.push_back(*anchor);
        }
    }
    const double m = m_marginPx;
    return m_placed[key] = placeCallouts(wishes, picture.adjusted(m, m, -m, -m), taken, m_style.px(kGapPx));
}

void StoryPainter::addCallouts(const StoryMoment& moment)
{
    const QRectF picture(0, 0, m_sizePx.x, m_sizePx.y);
    const std::vector<QRectF> taken = takenAt(moment);
    for (const Faded& shown : moment.callouts) {
        const auto& callouts = m_timeline.story().keys[shown.key].callouts;
        const auto& places = placedOf(shown.key);
        for (std::size_t i = 0; i < callouts.size(); ++i) {
            const auto anchor = places[i] ? anchorOf(callouts[i], moment.view) : std::nullopt;
            if (!anchor)
                continue;
            double clear = depthIn(picture, *anchor);
            for (const QRectF& rect : taken)
                clear = std::min(clear, distanceTo(rect, *anchor));
            const float alpha = shown.alpha * float(std::clamp(clear / m_style.px(kEdgePx), 0.0, 1.0));
            if (alpha <= 0)
                continue;
            const PlacedCallout& place = *places[i];
            const Words words = wordsOf(said(callouts[i].text), said(callouts[i].detail), m_style);
            const int flags = (place.lineFromRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop | Qt::TextWordWrap;
            addText(Zone::Free, place.text, flags, m_style.font(StoryStyle::kTextPx, QFont::DemiBold), m_style.text,
                words.title, alpha);
            addText(Zone::Free, place.text.adjusted(0, words.titleHeight, 0, 0), flags,
                m_style.font(StoryStyle::kSmallPx), m_style.quiet, words.detail, alpha);
            ++m_group;
            m_leaders.push_back({place.lineStart, *anchor, alpha});
        }
    }
}

void StoryPainter::addLegend(const StoryMoment& moment, const StoryFacts& facts)
{
    if (moment.legend <= 0 || model::isCategory(moment.overlay.metric))
        return;
    const model::MetricInfo& info = moment.overlay.info();
    const QFont font = m_style.font(StoryStyle::kSmallPx);
    const double right = m_sizePx.x - m_marginPx, width = m_style.px(kBarPx), top = m_style.px(182);
    const double line = std::ceil(QFontMetricsF(font).height()), high = m_style.px(kBarHighPx);
    QString title = metricTitle(moment.overlay.metric);
    if (facts.frame && facts.frame->stateCounts[std::size_t(model::DataState::Simulated)] > 0)
        title += QStringLiteral(", ") + dataStateName(model::DataState::Simulated);
    const QString unit = metricUnit(info);
    const QString lo = formatTick(double(facts.range.lo), info, m_locale);
    const QString hi = formatTick(double(facts.range.hi), info, m_locale) + QChar(0x202f) + unit;
    // Dots on grey are the only thing in the picture that no colour of the bar explains.
    const bool isMissing
        = facts.frame && facts.frame->counts(moment.overlay.metric)[std::size_t(model::DataState::Missing)] > 0;
    const QString missing = isMissing ? QCoreApplication::translate("story", "grey with dots: no value") : QString();
    const QRectF rect(right - width, top, width, (isMissing ? 3 : 2) * line + high + m_style.px(8));
    const auto draw = [=, ink = m_style.quiet, name = moment.overlay.colormapName(), this](QPainter& painter) {
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QRectF(rect.left(), rect.top(), width, line), Qt::AlignRight | Qt::AlignVCenter, title);
        const QRectF bar(rect.left(), rect.top() + line + m_style.px(4), width, high);
        QLinearGradient gradient(bar.topLeft(), bar.topRight());
        const auto colours = colormap(name);
        constexpr int kStops = 16;
        for (int i = 0; i <= kStops && !colours.empty(); ++i) {
            const auto& c = colours[std::size_t(i) * (colours.size() - 1) / kStops];
            gradient.setColorAt(double(i) / kStops, QColor::fromRgbF(c.r, c.g, c.b));
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(gradient);
        painter.drawRect(bar);
        painter.setPen(ink);
        const QRectF ticks(rect.left(), bar.bottom() + m_style.px(4), width, line);
        painter.drawText(ticks, Qt::AlignLeft | Qt::AlignVCenter, lo);
        painter.drawText(ticks, Qt::AlignRight | Qt::AlignVCenter, hi);
        painter.drawText(ticks.translated(0, line), Qt::AlignRight | Qt::AlignVCenter, missing);
    };
    m_pieces.push_back({Zone::Top, rect, m_style.quiet, moment.legend, draw, title, 0});
}

} // namespace gigahall::app
