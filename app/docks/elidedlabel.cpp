#include "app/docks/elidedlabel.h"

#include <QPainter>

namespace gigahall::app {

namespace {
constexpr int kLeastPx = 48;
}

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return QLabel::minimumSizeHint().boundedTo(QSize(kLeastPx, QLabel::minimumSizeHint().height()));
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
    if (toolTip() == m_tip) {
        m_tip = shown == text() ? QString() : text();
        setToolTip(m_tip);
    }
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect(), static_cast<int>(alignment()), shown);
}

} // namespace gigahall::app
