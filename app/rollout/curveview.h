#pragma once

#include "app/rollout/stackedcurve.h"
#include "app/theme/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace gigahall::app {

/// A quantity of the rollout over its days, phases stacked, with the date and, as a broken line, what was loaded. A
/// click or a drag sets the date.
class CurveView : public QWidget
{
    Q_OBJECT

public:
    explicit CurveView(QWidget* parent = nullptr);

    /// `loaded` may be the same; both of the same campus. Null = nothing.
    void setRollout(std::shared_ptr<const model::Campus> campus, std::shared_ptr<const model::Rollout> now,
        std::shared_ptr<const model::Rollout> loaded);
    void setQuantity(RolloutQuantity quantity);
    void setRate(const model::CostRate& rate);
    void setDay(std::optional<double> day);
    RolloutQuantity quantity() const { return m_quantity; }
    /// One column a pixel of the plot.
    const StackedCurve& curve() const { return m_curve; }
    QRectF plot() const;

    QSize sizeHint() const override { return {280, 170}; }
    QSize minimumSizeHint() const override { return {180, 130}; }

signals:
    void dayChosen(double day);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void make();
    double xOf(double day) const;
    double yOf(double value) const;
    void chooseAt(double x);
    QString tipAt(QPointF at) const;
    void drawAxes(QPainter& painter, const ThemeColours& colours) const;
    void drawLayers(QPainter& painter, const ThemeColours& colours) const;
    void drawLoaded(QPainter& painter, const ThemeColours& colours) const;

    std::shared_ptr<const model::Campus> m_campus;
    std::shared_ptr<const model::Rollout> m_now, m_loaded;
    RolloutQuantity m_quantity = RolloutQuantity::Power;
    model::CostRate m_rate;
    std::optional<double> m_day;
    StackedCurve m_curve, m_loadedCurve;
    double m_first = 0, m_last = 1, m_top = 1;
};

} // namespace gigahall::app
