#pragma once

#include <QLabel>

namespace gigahall::app {

/// A label that gives way: what does not fit is shortened, the tooltip has it all unless it was given another one.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_tip; ///< the one of its own
};

} // namespace gigahall::app
