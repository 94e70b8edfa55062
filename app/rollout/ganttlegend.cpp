#include "app/rollout/ganttlegend.h"

#include "app/rollout/ganttview.h"

#include <QPainter>

#include <functional>

namespace gigahall::app {

namespace {

constexpr double kSignPx = 22, kGapPx = 6, kBetweenPx = 16;

struct Entry
{
    QString name;
    std::function<void(QPainter&, const QRectF&)> draw;
};

} // namespace

GanttLegend::GanttLegend(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void GanttLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(themeFont(kSmallPx));
    const ThemeColours colours = themeColours(palette());
    const GanttColours own = ganttColours(colours);
    const auto bar = [](const QRectF& box) { return QRectF(box.left(), box.center().y() - 4.5, box.width(), 9); };
    const std::vector<Entry> entries{
        {tr("planned"), [&](QPainter& p, const QRectF& box) { p.fillRect(bar(box), own.ahead); }},
        {tr("up to the date"), [&](QPainter& p, const QRectF& box) { p.fillRect(bar(box), own.done); }},
        {tr("critical"),
            [&](QPainter& p, const QRectF& box) {
                p.fillRect(bar(box), own.ahead);
                p.fillRect(QRectF(box.left(), bar(box).bottom() - 2, box.width(), 2), own.edge);
            }},
        {tr("energised"),
            [&](QPainter& p, const QRectF& box) {
                const QPointF at = box.center();
                p.setPen(QPen(colours.quiet, 1.3));
                p.drawPolygon(
                    QPolygonF({at + QPointF(0, -5), at + QPointF(5, 0), at + QPointF(0, 5), at + QPointF(-5, 0)}));
            }},
        {tr("baseline, where it differs"),
            [&](QPainter& p, const QRectF& box) {
                p.fillRect(QRectF(box.left(), box.center().y() - 1, box.width(), 2), own.baseline);
            }},
        {tr("actual"), [&](QPainter& p, const QRectF& box) {
             p.fillRect(bar(box), own.ahead);
             p.fillRect(QRectF(box.left(), box.center().y() - 1.5, box.width() * 0.6, 3), own.actual);
         }}};
    std::size_t count = 0;
    double used = 0;
    const auto widthOf
        = [&](const Entry& entry) { return kSignPx + kGapPx + painter.fontMetrics().horizontalAdvance(entry.name); };
    while (count < entries.size() && used + widthOf(entries[count]) <= width())
        used += widthOf(entries[count++]) + kBetweenPx;
    double x = width() - used + kBetweenPx;
    for (std::size_t i = 0; i < count; ++i) {
        painter.setBrush(Qt::NoBrush);
        entries[i].draw(painter, QRectF(x, 0, kSignPx, height()));
        painter.setPen(colours.quiet);
        painter.drawText(
            QRectF(x + kSignPx + kGapPx, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, entries[i].name);
        x += widthOf(entries[i]) + kBetweenPx;
    }
}

} // namespace gigahall::app
