#include "app/rollout/ganttview.h"

#include "app/rollout/gantttip.h"

#include <QAccessible>
#include <QEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

using model::AssetId;

namespace {

constexpr double kDateRoomPx = 76; // behind the last bar
constexpr double kNamesShare = 0.24, kLeastNamesPx = 132, kMostNamesPx = 250;
constexpr double kBarTop = 5, kBarPx = 9, kSummaryPx = 7, kDiamondPx = 11;
constexpr double kGrabPx = 3; // beside short bars
constexpr double kMostPxPerDay = 40;

} // namespace

GanttView::GanttView(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("gantt"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    describe();
}

void GanttView::setPlan(std::shared_ptr<const model::Campus> campus, const model::Plan& loaded)
{
    m_drag.reset();
    m_campus = std::move(campus);
    m_plan = m_campus ? loaded : model::Plan();
    m_rows = m_campus ? GanttRows(*m_campus, m_plan) : GanttRows();
    m_bars = m_campus ? ganttBars(*m_campus, m_plan, m_rows) : std::vector<GanttBar>();
    m_current = m_rows.all().empty() ? kNoActivity : 0;
    placeRows();
    fit();
    describe();
}

void GanttView::setNow(const model::Plan& plan)
{
    m_plan = plan;
    m_bars = ganttBars(*m_campus, m_plan, m_rows);
    describe();
    viewport()->update();
}

void GanttView::setDay(std::optional<double> day)
{
    if (m_day == day)
        return;
    m_day = day;
    viewport()->update();
}

void GanttView::setToday(model::Day today)
{
    m_today = today;
    viewport()->update();
}

void GanttView::setSelected(AssetId id)
{
    // What one row chose stays at that row: several of them work at one asset.
    if (std::exchange(m_selected, id) == id || !id.isValid() || !m_campus)
        return;
    if (const auto row = m_rows.reveal(*m_campus, id)) {
        placeRows();
        setCurrent(*row);
    }
}

void GanttView::setFolded(std::uint32_t row, bool folded)
{
    m_rows.setFolded(row, folded);
    // A row that is folded away hands over to the space around it.
    while (m_current != kNoActivity && !m_rows.place(m_current))
        m_current = m_rows.all()[m_current].parent;
    placeRows();
}

void GanttView::setAllFolded(bool folded)
{
    m_rows.setAllFolded(folded);
    while (m_current != kNoActivity && !m_rows.place(m_current))
        m_current = m_rows.all()[m_current].parent;
    placeRows();
}

void GanttView::fit()
{
    m_fits = true;
    if (const auto extent = m_plan.extent())
        m_scale = DayScale::fitting(*extent, std::max(chartBox().width() - kDateRoomPx, 1.0));
    viewport()->update();
}

double GanttView::namesPx() const
{
    return std::round(std::clamp(kNamesShare * viewport()->width(), kLeastNamesPx, kMostNamesPx));
}

QRectF GanttView::chartBox() const
{
    const double left = namesPx();
    return {left, kGanttAxisPx, std::max(0.0, viewport()->width() - left),
        std::max(0.0, viewport()->height() - kGanttAxisPx)};
}

double GanttView::rowTop(std::size_t place) const
{
    return kGanttAxisPx + double(place) * kGanttRowPx - verticalScrollBar()->value();
}

QRectF GanttView::barBox(std::uint32_t row) const
{
    const auto place = m_rows.place(row);
    if (!place)
        return {};
    const GanttBar& bar = m_bars[row];
    const double left = chartBox().left(), top = rowTop(*place) + kBarTop;
    const double end = left + m_scale.x(model::dayNumber(bar.planned.finish));
    if (bar.isMilestone)
        return {end - kDiamondPx / 2, top + (kBarPx - kDiamondPx) / 2, kDiamondPx, kDiamondPx};
    const double start = left + m_scale.x(model::dayNumber(bar.planned.start) - 1);
    const double height = m_rows.all()[row].isSpace() ? kSummaryPx : kBarPx;
    return {start, top + (kBarPx - height) / 2, std::max(end - start, 1.5), height};
}

std::optional<std::uint32_t> GanttView::rowAt(QPointF at) const
{
    if (at.y() < kGanttAxisPx)
        return std::nullopt;
    const auto place = static_cast<std::size_t>((at.y() - rowTop(0)) / kGanttRowPx);
    if (place >= m_rows.visible().size())
        return std::nullopt;
    return m_rows.visible()[place];
}

bool GanttView::isOnBar(QPointF at, std::uint32_t row) const
{
    return chartBox().contains(at) && barBox(row).adjusted(-kGrabPx, -kBarTop, kGrabPx, kBarTop).contains(at);
}

bool GanttView::canShift(std::uint32_t row) const
{
    if (row == kNoActivity)
        return false;
    // What has begun stays where it is.
    const PlanTarget& target = m_rows.all()[row].target;
    const auto isOpen
        = [this](std::uint32_t i) { return !m_plan.activities[i].actualStart && !m_plan.activities[i].actualFinish; };
    return std::ranges::any_of(activitiesOf(*m_campus, m_plan, target), isOpen);
}

void GanttView::setScale(const DayScale& scale)
{
    m_fits = false;
    m_scale = scale;
    // Some of the plan stays in sight.
    if (const auto extent = m_plan.extent()) {
        const double span = chartBox().width() / m_scale.pxPerDay;
        m_scale.firstDay = std::clamp(m_scale.firstDay, model::dayNumber(extent->start) - 0.9 * span,
            model::dayNumber(extent->finish) - 0.1 * span);
    }
    viewport()->update();
}

void GanttView::zoom(double factor, double x)
{
    const auto extent = m_plan.extent();
    if (!extent)
        return;
    DayScale scale = m_scale;
    const double whole = DayScale::fitting(*extent, std::max(chartBox().width(), 1.0)).pxPerDay;
    scale.zoom(factor, x - chartBox().left(), whole / 3, std::max(whole, kMostPxPerDay));
    setScale(scale);
}

void GanttView::placeRows()
{
    const int page = static_cast<int>(chartBox().height());
    const int whole = static_cast<int>(double(m_rows.visible().size()) * kGanttRowPx);
    verticalScrollBar()->setRange(0, std::max(0, whole - page));
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(static_cast<int>(kGanttRowPx));
    viewport()->update();
}

void GanttView::scrollTo(std::uint32_t row)
{
    const auto place = m_rows.place(row);
    if (!place)
        return;
    const double top = double(*place) * kGanttRowPx, page = chartBox().height();
    const int now = verticalScrollBar()->value();
    if (top < now)
        verticalScrollBar()->setValue(static_cast<int>(top));
    else if (top + kGanttRowPx > now + page)
        verticalScrollBar()->setValue(static_cast<int>(std::ceil(top + kGanttRowPx - page)));
}

void GanttView::setCurrent(std::uint32_t row)
{
    m_current = row;
    scrollTo(row);
    describe();
    viewport()->update();
}

/// A row was chosen by hand: what it works at is selected everywhere.
void GanttView::choose(std::uint32_t row)
{
    setCurrent(row);
    const PlanTarget& target = m_rows.all()[row].target;
    m_selected = target.isSpace() ? target.space : m_plan.activities[target.activity].scope;
    emit assetChosen(m_selected);
}

/// What a screen reader says of the row that keys work on.
void GanttView::describe()
{
    setAccessibleName(tr("Plan"));
    QString text;
    if (m_campus && m_current != kNoActivity)
        text = ganttTip(*m_campus, m_plan, m_rows.all()[m_current], m_bars[m_current], locale())
                   .join(QStringLiteral("; "));
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void GanttView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    placeRows();
    if (m_fits)
        fit();
}

void GanttView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        describe();
    QAbstractScrollArea::changeEvent(event);
    viewport()->update();
}

} // namespace gigahall::app
