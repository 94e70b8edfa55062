#pragma once

#include "app/docks/chartaxis.h"
#include "app/docks/chartview.h"
#include "app/overlay.h"

namespace gigahall::app {

/// Lines with their names at their ends, or a band with its mean. Gaps stay open, stale values are dotted; every line
/// has a colour and a pattern of its own. A click on a line or its name chooses its asset.
class ChartLines : public ChartView
{
    Q_OBJECT

public:
    explicit ChartLines(QWidget* parent = nullptr);

    /// The row whose line is nearest; none farther than some pixels. In pixels of the widget.
    std::optional<std::size_t> rowAt(QPointF at) const;
    /// Where a row's value of a column is drawn.
    QPointF placeOf(std::size_t row, std::uint32_t column) const;

protected:
    Margins margins(const QRectF& area) const override;
    void drawData(QPainter& painter, const QRectF& plot, const QRectF& area, const ThemeColours& colours) override;
    QString readOut(QPointF at) const override;
    void chosen(QPointF at) override;

private:
    struct Label
    {
        std::size_t row;
        double lineY, y; ///< end of the line, middle of the text
        QString text;
    };
    ValueRange valueRange() const;
    AxisUnit unit(ValueRange range) const;
    double yOf(double value, const QRectF& plot, ValueRange range) const;
    void drawValueAxis(QPainter& painter, const QRectF& plot, ValueRange range, const ThemeColours& colours);
    void drawBand(QPainter& painter, const QRectF& plot, ValueRange range, const ThemeColours& colours);
    void drawLine(QPainter& painter, std::size_t row, const QRectF& plot, ValueRange range, const QPen& pen);
    void drawLabels(QPainter& painter, const QRectF& plot, const QRectF& area, ValueRange range,
        const ThemeColours& colours, std::optional<std::size_t> hot);
    std::vector<Label> labels(const QRectF& plot, ValueRange range) const;
    std::optional<std::uint32_t> labelColumn(std::size_t row) const;
    QPen penOf(std::size_t row, const ThemeColours& colours) const;
};

} // namespace gigahall::app
