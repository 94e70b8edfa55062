#pragma once

#include <QLabel>

namespace gigahall::app {

/// A label that gives way: what does not fit is shortened, the tooltip has it all.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace gigahall::app
