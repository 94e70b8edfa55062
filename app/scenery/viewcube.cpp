#include "app/scenery/viewcube.h"

#include "app/scenery/fonts.h"
#include "app/scenery/textpaint.h"

#include <QCoreApplication>
#include <QPainterPath>
#include <QPolygonF>
#include <QTransform>

#include <array>
#include <cmath>

namespace gigahall::app {
namespace {

struct Face
{
    glm::dvec3 normal, right, up;
    const char* name;
};
const std::array<Face, 6> kFaces{{
    {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}, QT_TRANSLATE_NOOP("scenery", "TOP")},
    {{0, -1, 0}, {1, 0, 0}, {0, 0, 1}, QT_TRANSLATE_NOOP("scenery", "S")},
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, QT_TRANSLATE_NOOP("scenery", "E")},
    {{0, 1, 0}, {-1, 0, 0}, {0, 0, 1}, QT_TRANSLATE_NOOP("scenery", "N")},
    {{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}, QT_TRANSLATE_NOOP("scenery", "W")},
    {{0, 0, -1}, {1, 0, 0}, {0, -1, 0}, ""},
}};

constexpr double kHalf = 0.29; // half edge, in widths of the picture: the diagonal just fits

// Corners of a face in the picture (0..1), from its bottom left counter-clockwise.
std::array<glm::dvec2, 4> quadOf(const render::View& view, const Face& face)
{
    const auto r = view.right();
    const auto u = view.trueUp();
    std::array<glm::dvec2, 4> quad;
    const glm::dvec2 signs[] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto p = (face.normal + face.right * signs[i].x + face.up * signs[i].y) * kHalf;
        quad[i] = {0.5 + glm::dot(p, r), 0.5 - glm::dot(p, u)};
    }
    return quad;
}

bool isVisible(const render::View& view, const Face& face)
{
    return glm::dot(face.normal, view.forward()) < -0.02;
}

} // namespace

QImage paintViewCube(const render::View& view, const PictureColours& colours, double scale)
{
    const double size = kViewCubePx * scale;
    QImage image = emptyPicture(size, size);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const bool dark = colours.text.lightnessF() > 0.5f;
    for (const auto& face : kFaces) {
        if (!isVisible(view, face))
            continue;
        QPolygonF polygon;
        for (const auto& p : quadOf(view, face))
            polygon << QPointF(p.x, p.y) * size;
        // The top is lightest, the sides differ a little: it reads as a solid.
        const double light = face.normal.z > 0 ? 1.0 : std::abs(face.normal.x) > 0 ? 0.72 : 0.86;
        const QColor fill = dark ? QColor(int(58 * light), int(65 * light), int(75 * light), 225)
                                 : QColor::fromHslF(0.11f, 0.06f, float(0.88 + 0.09 * light), 0.92f);
        painter.setBrush(fill);
        auto edge = colours.quiet;
        edge.setAlphaF(0.55f);
        painter.setPen(QPen(edge, std::max(1.0, scale), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolygon(polygon);

        // A face seen nearly edge-on has no room for its letter.
        const double turned = -glm::dot(face.normal, view.forward());
        if (turned < 0.3)
            continue;
        constexpr double kUnit = 100;
        QTransform onto;
        if (!QTransform::quadToQuad(QPolygonF({{0, kUnit}, {kUnit, kUnit}, {kUnit, 0}, {0, 0}}), polygon, onto))
            continue;
        QPainterPath text;
        const QString name = QCoreApplication::translate("scenery", face.name);
        text.addText(0, 0, pictureFont(name.size() > 2 ? 30 : 38, QFont::Medium), name);
        const auto bounds = text.boundingRect();
        text.translate(QPointF(kUnit / 2, kUnit / 2) - bounds.center());
        auto ink = colours.text;
        ink.setAlphaF(float(std::min(1.0, (turned - 0.3) * 4)));
        painter.fillPath(onto.map(text), ink);
    }
    return image;
}

glm::dvec3 viewCubeFace(const render::View& view, glm::dvec2 place)
{
    for (const auto& face : kFaces) {
        if (!isVisible(view, face))
            continue;
        const auto quad = quadOf(view, face);
        bool inside = true;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto edge = quad[(i + 1) % 4] - quad[i];
            const auto to = place - quad[i];
            // y points down in the picture, so counter-clockwise faces have the inside where this is negative.
            inside = inside && edge.x * to.y - edge.y * to.x <= 0;
        }
        if (inside)
            return face.normal;
    }
    return glm::dvec3(0);
}

} // namespace gigahall::app
