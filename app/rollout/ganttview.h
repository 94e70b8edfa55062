#pragma once

#include "app/rollout/dayscale.h"
#include "app/rollout/ganttrows.h"
#include "app/theme/theme.h"

#include <QAbstractScrollArea>

#include <memory>
#include <optional>

namespace gigahall::app {

/// A plan as bars over days. The wheel zooms about the pointer (over names and with Shift it scrolls), dragging a bar
/// moves it by whole days, dragging anything else moves the view, a click on the axis sets the date. Only rows in sight
/// are painted.
class GanttView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit GanttView(QWidget* parent = nullptr);

    /// Rows are those of `loaded`; null and an empty plan: nothing.
    void setPlan(std::shared_ptr<const model::Campus> campus, const model::Plan& loaded);
    /// The same activities on other days.
    void setNow(const model::Plan& plan);
    /// The date cursor; nothing = there is none.
    void setDay(std::optional<double> day);
    void setToday(model::Day today);
    /// Unfolds and scrolls to what an asset is in.
    void setSelected(model::AssetId id);
    void setFolded(std::uint32_t row, bool folded);
    void setAllFolded(bool folded);
    /// The whole plan in the width there is.
    void fit();

    const GanttRows& rows() const { return m_rows; }
    const std::vector<GanttBar>& bars() const { return m_bars; }
    const DayScale& scale() const { return m_scale; }
    std::uint32_t currentRow() const { return m_current; }
    bool isDragging() const { return m_drag.has_value(); }
    /// In pixels of the viewport; of rows that are folded away: empty. Of milestones: their diamond.
    QRectF barBox(std::uint32_t row) const;
    QRectF chartBox() const;
    QString tipAt(QPointF at) const;

    QSize sizeHint() const override { return {640, 240}; }
    QSize minimumSizeHint() const override { return {320, 110}; }

signals:
    void assetChosen(gigahall::model::AssetId id);
    void dayChosen(double day);
    /// A bar is being moved: by how much in all since it was taken.
    void shiftPreviewed(const gigahall::app::PlanShift& shift);
    void shiftChosen(const gigahall::app::PlanShift& shift);
    void shiftCancelled();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Drag
    {
        enum class What
        {
            Bar,
            View,
            Date
        };
        What what = What::View;
        QPointF from, last;
        std::uint32_t row = kNoActivity;
        int days = 0;
        bool moved = false; ///< far enough to be no click
    };

    double namesPx() const;
    double rowTop(std::size_t place) const;
    std::optional<std::uint32_t> rowAt(QPointF at) const;
    bool isOnBar(QPointF at, std::uint32_t row) const;
    void setScale(const DayScale& scale);
    void zoom(double factor, double x);
    void placeRows();
    void scrollTo(std::uint32_t row);
    void setCurrent(std::uint32_t row);
    void choose(std::uint32_t row);
    void describe();
    bool canShift(std::uint32_t row) const;
    // ganttinput.cpp
    void dragTo(QPointF at);
    void dropDrag(bool keep);
    void shiftByKey(int days);
    void step(int rows);
    void toParentOrFold();
    void toChildOrUnfold();
    int keyShift(int key, Qt::KeyboardModifiers modifiers) const;
    // ganttpaint.cpp
    void drawGrid(QPainter& painter, const ThemeColours& colours) const;
    void drawAxis(QPainter& painter, const ThemeColours& colours) const;
    void drawRow(QPainter& painter, std::size_t place, const ThemeColours& colours) const;
    void drawBar(QPainter& painter, std::uint32_t row, const ThemeColours& colours) const;
    void drawMilestone(QPainter& painter, model::Day day, double y, bool critical, const ThemeColours& colours) const;
    void drawName(QPainter& painter, std::uint32_t row, const QRectF& box, const ThemeColours& colours) const;
    void drawLinks(QPainter& painter, const ThemeColours& colours) const;
    void drawDates(QPainter& painter, const ThemeColours& colours) const;
    void drawDragged(QPainter& painter, const ThemeColours& colours) const;

    std::shared_ptr<const model::Campus> m_campus;
    model::Plan m_plan;
    GanttRows m_rows;
    std::vector<GanttBar> m_bars;
    DayScale m_scale;
    bool m_fits = true; ///< nobody zoomed or moved: stays whole when the width changes
    std::optional<double> m_day;
    std::optional<model::Day> m_today;
    std::uint32_t m_current = kNoActivity;
    model::AssetId m_selected;
    std::optional<Drag> m_drag;
};

/// The colours of bars, for the legend and other pictures of a plan.
struct GanttColours
{
    QColor done, ahead, edge, baseline, actual;
};
GanttColours ganttColours(const ThemeColours& colours);
inline constexpr double kGanttRowPx = 22, kGanttAxisPx = 36;

} // namespace gigahall::app
