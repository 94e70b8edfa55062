#pragma once

#include "app/docks/history.h"
#include "model/telemetry/metric.h"

#include <QWidget>

namespace gigahall::app {

/// The last minutes of the selection as one thin line, with its lowest and highest value and, for power, the nameplate.
class Sparkline : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(QWidget* parent = nullptr);

    /// `nameplate` NaN = none.
    void show(const History& history, const model::MetricInfo& info, double nameplate);
    /// Time the width stands for.
    void setSpan(double spanS) { m_spanS = spanS; }

    QSize sizeHint() const override { return {220, 74}; }
    QSize minimumSizeHint() const override { return {120, 74}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<History::Point> m_points;
    const model::MetricInfo* m_info = nullptr;
    double m_nameplate;
    double m_spanS = History::kSpanS;
};

} // namespace gigahall::app
