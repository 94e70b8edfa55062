#pragma once

#include <QWidget>

namespace gigahall::app {

/// What the signs of a Gantt chart mean, in one line; those that do not fit are left out.
class GanttLegend : public QWidget
{
    Q_OBJECT

public:
    explicit GanttLegend(QWidget* parent = nullptr);

    QSize sizeHint() const override { return {480, 20}; }
    QSize minimumSizeHint() const override { return {60, 20}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace gigahall::app
