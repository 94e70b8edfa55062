// What is painted over the picture: the label at the pointer, messages.
#include "app/viewport/viewportwidget.h"

#include "app/theme/theme.h"

#include <QPainter>

namespace gigahall::app {

void ViewportWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!m_session || !m_presenter->paint(painter, rect()))
        painter.fillRect(rect(), palette().color(QPalette::Window));
    paintHoverLabel(painter);
    paintMessage(painter);
}

void ViewportWidget::paintHoverLabel(QPainter& painter) const
{
    if (!m_hovered.isValid() || !m_pointer || m_moving || !m_describe)
        return;
    const QString text = m_describe(m_hovered);
    if (text.isEmpty())
        return;
    const ThemeColours colours = themeColours(palette());
    painter.setFont(themeFont(kTextPx));
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics metrics(painter.font(), this);
    QRect box = metrics.boundingRect(QRect(0, 0, 600, 200), Qt::AlignLeft, text).marginsAdded({9, 6, 9, 6});
    const QPoint at = (QPointF(*m_pointer) / devicePixelRatioF()).toPoint();
    box.moveTopLeft(at + QPoint(16, 18));
    if (box.right() > width() - 4)
        box.moveRight(at.x() - 10);
    if (box.bottom() > height() - 4)
        box.moveBottom(at.y() - 10);
    QColor ground = colours.field;
    ground.setAlphaF(0.94f);
    painter.setPen(QPen(colours.hairline, 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.setPen(colours.text);
    painter.drawText(box.marginsRemoved({9, 6, 9, 6}), Qt::AlignLeft | Qt::AlignVCenter, text);
}

void ViewportWidget::paintMessage(QPainter& painter) const
{
    if (m_message.isEmpty())
        return;
    const ThemeColours colours = themeColours(palette());
    painter.setFont(themeFont(kTitlePx));
    const QFontMetrics metrics(painter.font(), this);
    QRect box
        = metrics.boundingRect(rect().marginsRemoved({60, 0, 60, 0}), Qt::AlignCenter | Qt::TextWordWrap, m_message);
    if (!m_last.image.isNull()) {
        QColor ground = colours.panel;
        ground.setAlphaF(0.9f);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(box.marginsAdded({24, 16, 24, 16}), 6, 6);
    }
    painter.setPen(colours.quiet);
    painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, m_message);
}

} // namespace gigahall::app
