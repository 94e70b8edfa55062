#include "app/docks/gpugrid.h"

#include "app/scenery/colormaps.h"
#include "app/scenery/format.h"
#include "app/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr int kTallestPx = 180;

QColor colourOf(float value, ValueRange range, std::span<const glm::vec4> map)
{
    const float t = std::clamp((value - range.lo) / (range.hi - range.lo), 0.0f, 1.0f);
    const glm::vec4& c = map[static_cast<std::size_t>(std::lround(t * static_cast<float>(map.size() - 1)))];
    return QColor::fromRgbF(c.r, c.g, c.b);
}

} // namespace

GpuGrid::GpuGrid(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("gpuGrid"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("GPUs of the rack, tray by slot"));
}

void GpuGrid::setRack(std::shared_ptr<const model::Campus> campus, std::optional<std::uint32_t> rack)
{
    m_campus = std::move(campus);
    m_rack = rack;
    m_trays = m_perTray = 0;
    if (m_campus && m_rack) {
        const model::AssetType& type = m_campus->rackType(*m_rack);
        m_trays = type.trays;
        m_perTray = type.gpusPerTray;
    }
    updateGeometry();
    update();
}

void GpuGrid::setSelected(model::AssetId id)
{
    m_selected = id;
    update();
}

void GpuGrid::setFrame(model::FramePtr frame, const Overlay& overlay, ValueRange range)
{
    m_frame = std::move(frame);
    m_overlay = overlay;
    m_range = range;
    update();
}

QSize GpuGrid::sizeHint() const
{
    return {220, m_trays ? std::min(kTallestPx, static_cast<int>(m_trays) * 10) : 0};
}

/// Slots count along the tray, trays from the bottom up as they stand in the rack.
QRectF GpuGrid::cell(std::uint32_t slot) const
{
    const double w = double(width()) / m_perTray, h = double(height()) / m_trays;
    const std::uint32_t tray = slot / m_perTray, place = slot % m_perTray;
    const double gapX = w > 6 ? 2 : 1, gapY = h > 5 ? 2 : 1;
    return {place * w, height() - (tray + 1) * h, w - gapX, h - gapY};
}

std::optional<std::uint32_t> GpuGrid::gpuAt(QPointF position) const
{
    if (!m_campus || !m_rack || m_trays * m_perTray == 0 || !rect().contains(position.toPoint()))
        return std::nullopt;
    const auto place = static_cast<std::uint32_t>(position.x() * m_perTray / width());
    const auto tray = static_cast<std::uint32_t>((height() - position.y()) * m_trays / height());
    const std::uint32_t slot = std::min(tray, m_trays - 1) * m_perTray + std::min(place, m_perTray - 1);
    return m_campus->rackFirstGpu[*m_rack] + slot;
}

void GpuGrid::paintEvent(QPaintEvent*)
{
    if (!m_campus || !m_rack || m_trays * m_perTray == 0)
        return;
    QPainter painter(this);
    const ThemeColours colours = themeColours(palette());
    const auto map = colormap(m_overlay.colormapName());
    const std::uint32_t first = m_campus->rackFirstGpu[*m_rack];
    const bool gpuMetric = model::metricInfo(m_overlay.metric).level == model::MetricLevel::Gpu;
    for (std::uint32_t slot = 0; slot < m_trays * m_perTray; ++slot) {
        const model::AssetId id(model::AssetKind::Gpu, first + slot);
        const float value = m_frame && gpuMetric ? m_frame->value(*m_campus, m_overlay.metric, id) : NAN;
        painter.fillRect(
            cell(slot), std::isnan(value) || map.empty() ? colours.hairline : colourOf(value, m_range, map));
    }
    if (m_selected.kind() == model::AssetKind::Gpu && m_selected.index() - first < m_trays * m_perTray) {
        painter.setPen(QPen(colours.accent, 2));
        painter.drawRect(cell(m_selected.index() - first).adjusted(-1, -1, 1, 1));
    }
}

void GpuGrid::mousePressEvent(QMouseEvent* event)
{
    if (const auto gpu = gpuAt(event->position()))
        emit selected(model::AssetId(model::AssetKind::Gpu, *gpu));
}

bool GpuGrid::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto gpu = gpuAt(help->pos())) {
            const model::AssetId id(model::AssetKind::Gpu, *gpu);
            const model::MetricInfo& info = m_frame ? m_frame->info(m_overlay.metric) : m_overlay.info();
            QString text = QString::fromStdString(m_campus->name(id));
            if (m_frame && info.level == model::MetricLevel::Gpu)
                text += QLatin1Char('\n')
                    + formatMetric(
                        static_cast<double>(m_frame->value(*m_campus, m_overlay.metric, id)), info, locale());
            QToolTip::showText(help->globalPos(), text, this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace gigahall::app
