#pragma once

#include "app/docks/charttable.h"
#include "app/theme/theme.h"

#include <QWidget>

#include <optional>
#include <utility>

namespace gigahall::app {

/// What all charts have in common: a title, an axis of time, the clock's time on it, and the mouse. The wheel zooms,
/// Shift and wheel or the middle button move, dragging brushes a stretch of time.
class ChartView : public QWidget
{
    Q_OBJECT

public:
    using Span = std::pair<double, double>; ///< seconds, first before second

    explicit ChartView(QWidget* parent = nullptr);

    void setTable(ChartTable table);
    const ChartTable& table() const { return m_table; }
    void setSpan(double fromS, double toS);
    Span span() const { return m_span; }
    /// The clock; and the stretch of time that was brushed last, none to forget it.
    void setTime(double timeS);
    void setBrushed(std::optional<Span> brushed);
    void setSelected(model::AssetId id);
    /// Instead of a chart, or, where there is one, beside its title.
    void setMessage(const QString& message);

    /// Onto any paper, without what the mouse does.
    void drawPicture(QPainter& painter, const QRectF& area, const ThemeColours& colours);
    /// The rectangle of the values, in pixels of the widget.
    QRectF plot() const;
    double xOf(double timeS, const QRectF& plot) const;
    double timeAt(double x, const QRectF& plot) const;

    QSize sizeHint() const override { return {640, 260}; }
    QSize minimumSizeHint() const override { return {220, 130}; }

signals:
    void timeRangeBrushed(double fromS, double toS);
    /// Zoomed or moved.
    void spanChosen(double fromS, double toS);
    /// Back to the last minutes.
    void followAsked();
    /// One or several assets of rows beside each other.
    void assetsChosen(const std::vector<gigahall::model::AssetId>& assets);

protected:
    struct Margins
    {
        double left, right;
    };
    virtual Margins margins(const QRectF& area) const = 0;
    virtual void drawData(QPainter& painter, const QRectF& plot, const QRectF& area, const ThemeColours& colours) = 0;
    /// What is under the pointer, beside the title; empty = nothing.
    virtual QString readOut(QPointF at) const = 0;
    /// A click, and a brush that is higher than wide.
    virtual void chosen(QPointF at) = 0;
    virtual void rowsBrushed(double, double) { }

    std::optional<QPointF> hover() const { return m_drawsPicture ? std::nullopt : m_hover; }
    model::AssetId selectedAsset() const { return m_selected; }
    QFontMetricsF metrics() const { return QFontMetricsF(themeFont(kSmallPx), this); }

    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QRectF plotIn(const QRectF& area) const;
    void draw(QPainter& painter, const QRectF& area, const ThemeColours& colours);
    void drawHead(QPainter& painter, const QRectF& area, const ThemeColours& colours);
    void drawTimeAxis(QPainter& painter, const QRectF& plot, const ThemeColours& colours);
    void drawBrush(QPainter& painter, const QRectF& plot, const ThemeColours& colours);
    void zoom(double factor, double atS);
    void shift(double seconds);
    bool brushesRows() const;

    ChartTable m_table;
    Span m_span{0, 600};
    double m_timeS = 0;
    std::optional<Span> m_brushed;
    model::AssetId m_selected;
    QString m_message;
    std::optional<QPointF> m_hover, m_press;
    bool m_brushing = false, m_moving = false, m_drawsPicture = false;
};

} // namespace gigahall::app
