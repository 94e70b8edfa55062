#pragma once

#include "app/docks/chartview.h"
#include "app/overlay.h"

#include <QImage>

#include <string>

namespace gigahall::app {

/// Rows of assets over time as a field of colours: those of the picture, in its range or in one of its own. Stale
/// values are hatched, missing ones dotted. A click chooses a row, a brush from top to bottom several.
class ChartRaster : public ChartView
{
    Q_OBJECT

public:
    explicit ChartRaster(QWidget* parent = nullptr);

    void setColours(std::string colormapName, ValueRange range);
    ValueRange range() const { return m_range; }
    std::optional<std::size_t> rowAt(double y) const;
    /// The cell of a row's column, in pixels of the widget.
    QRectF cell(std::size_t row, std::uint32_t column) const;
    /// Rows from the bottom up, as GPUs lie in their rack.
    void setUpwards(bool upwards);

protected:
    Margins margins(const QRectF& area) const override;
    void drawData(QPainter& painter, const QRectF& plot, const QRectF& area, const ThemeColours& colours) override;
    QString readOut(QPointF at) const override;
    void chosen(QPointF at) override;
    void rowsBrushed(double top, double bottom) override;

private:
    QRectF rowBox(std::size_t row, const QRectF& plot) const;
    QImage cells() const;
    void drawPatterns(QPainter& painter, const QRectF& plot, const ThemeColours& colours);
    void drawNames(QPainter& painter, const QRectF& plot, const ThemeColours& colours);
    void drawBar(QPainter& painter, const QRectF& plot, const ThemeColours& colours);
    void drawKey(QPainter& painter, const QRectF& plot, const QRectF& area, const ThemeColours& colours);
    bool hasState(bool missing) const;

    std::string m_colormap;
    ValueRange m_range{0, 1};
    bool m_upwards = false;
};

} // namespace gigahall::app
