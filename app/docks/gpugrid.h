#pragma once

#include "app/overlay.h"
#include "model/campus/campus.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace gigahall::app {

/// The GPUs of one rack, a line a tray from the top down, in the colours of the picture. A click selects a GPU.
class GpuGrid : public QWidget
{
    Q_OBJECT

public:
    explicit GpuGrid(QWidget* parent = nullptr);

    void setRack(std::shared_ptr<const model::Campus> campus, std::optional<std::uint32_t> rack);
    bool hasRack() const { return m_rack.has_value(); }
    void setSelected(model::AssetId id);
    void setFrame(model::FramePtr frame, const Overlay& overlay, ValueRange range);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

signals:
    void selected(gigahall::model::AssetId id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF cell(std::uint32_t slot) const;
    std::optional<std::uint32_t> gpuAt(QPointF position) const;

    std::shared_ptr<const model::Campus> m_campus;
    std::optional<std::uint32_t> m_rack;
    std::uint32_t m_trays = 0, m_perTray = 0;
    model::AssetId m_selected;
    model::FramePtr m_frame;
    Overlay m_overlay;
    ValueRange m_range{0, 1};
};

} // namespace gigahall::app
