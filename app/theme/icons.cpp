#include "app/theme/icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

namespace gigahall::app {

namespace {

/// Paths on a 16 x 16 grid; the second flag says whether they are filled or stroked.
std::pair<QPainterPath, bool> glyphPath(Glyph glyph)
{
    QPainterPath path;
    switch (glyph) {
    case Glyph::Play:
        path.addPolygon(QPolygonF({{4.5, 3}, {13, 8}, {4.5, 13}}));
        path.closeSubpath();
        return {path, true};
    case Glyph::Pause:
        path.addRect(4, 3, 3, 10);
        path.addRect(9, 3, 3, 10);
        return {path, true};
    case Glyph::Search:
        path.addEllipse(QPointF(7, 7), 4.2, 4.2);
        path.moveTo(10.2, 10.2);
        path.lineTo(13.5, 13.5);
        return {path, false};
    case Glyph::Sliders:
        path.moveTo(2.5, 5);
        path.lineTo(13.5, 5);
        path.moveTo(2.5, 11);
        path.lineTo(13.5, 11);
        path.addEllipse(QPointF(10, 5), 1.8, 1.8);
        path.addEllipse(QPointF(6, 11), 1.8, 1.8);
        return {path, false};
    case Glyph::Diamond:
    case Glyph::DiamondOutline:
        path.addPolygon(QPolygonF({{8, 2}, {14, 8}, {8, 14}, {2, 8}}));
        path.closeSubpath();
        return {path, glyph == Glyph::Diamond};
    case Glyph::Triangle:
    case Glyph::TriangleOutline:
        path.addPolygon(QPolygonF({{8, 2.5}, {14, 13}, {2, 13}}));
        path.closeSubpath();
        return {path, glyph == Glyph::Triangle};
    case Glyph::Circle:
    case Glyph::CircleOutline:
        path.addEllipse(QPointF(8, 8), 5, 5);
        return {path, glyph == Glyph::Circle};
    case Glyph::NextAlarm: // a triangle, and a bar to stop at, as on a player
        path.addPolygon(QPolygonF({{6, 3.5}, {11, 12.5}, {1, 12.5}}));
        path.closeSubpath();
        path.addRect(13, 3.5, 1.6, 9);
        return {path, true};
    }
    return {path, true};
}

class GlyphEngine : public QIconEngine
{
public:
    GlyphEngine(Glyph glyph, QColor colour)
        : m_glyph(glyph)
        , m_colour(std::move(colour))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto [path, filled] = glyphPath(m_glyph);
        QColor colour = m_colour;
        if (mode == QIcon::Disabled)
            colour.setAlphaF(0.4f);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 16.0, rect.height() / 16.0);
        if (filled)
            painter->fillPath(path, colour);
        else
            painter->strokePath(path, QPen(colour, 1.3, Qt::SolidLine, Qt::RoundCap));
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new GlyphEngine(m_glyph, m_colour); }

private:
    Glyph m_glyph;
    QColor m_colour;
};

} // namespace

QIcon glyphIcon(Glyph glyph, const QColor& colour)
{
    return QIcon(new GlyphEngine(glyph, colour));
}

} // namespace gigahall::app
