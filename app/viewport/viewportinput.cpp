// Mouse, wheel and keys of the 3D view.
#include "app/viewport/viewportwidget.h"

#include "app/scenery/viewpresets.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

bool isFlyKey(int key)
{
    static const QSet<int> kFlyKeys{Qt::Key_W, Qt::Key_A, Qt::Key_S, Qt::Key_D, Qt::Key_Q, Qt::Key_E, Qt::Key_Shift};
    return kFlyKeys.contains(key);
}

/// The side of the view cube under a point of its picture, -1..1 in both directions, y up. The cube turns with the
/// camera.
std::optional<CameraController::Axis> cubeSide(const render::View& view, glm::dvec2 at)
{
    constexpr double kHalf = 0.56; // a corner of the cube just touches the edge of its picture
    const glm::dvec3 start = view.right() * at.x + view.trueUp() * at.y - view.forward() * 4.0;
    const glm::dvec3 ahead = view.forward();
    double nearest = 1e9;
    int side = -1;
    for (int axis = 0; axis < 3; ++axis) {
        if (std::abs(ahead[axis]) < 1e-6)
            continue;
        const double plane = ahead[axis] > 0 ? -kHalf : kHalf;
        const double t = (plane - start[axis]) / ahead[axis];
        const glm::dvec3 hit = start + ahead * t;
        const int u = (axis + 1) % 3, v = (axis + 2) % 3;
        if (t < nearest && std::abs(hit[u]) <= kHalf && std::abs(hit[v]) <= kHalf) {
            nearest = t;
            side = axis;
        }
    }
    if (side < 0)
        return std::nullopt;
    return side == 2 ? CameraController::Axis::Top
        : side == 1  ? CameraController::Axis::Front
                     : CameraController::Axis::Right;
}

} // namespace

glm::dvec2 ViewportWidget::toPixel(QPointF position) const
{
    const QPointF pixel = position * devicePixelRatioF();
    return {pixel.x(), pixel.y()};
}

QPoint ViewportWidget::toPickPixel(QPointF position) const
{
    const glm::dvec2 pixel = toPixel(position);
    const glm::uvec2 size = m_camera.view().sizePx;
    return {std::clamp(static_cast<int>(pixel.x), 0, static_cast<int>(size.x) - 1),
        std::clamp(static_cast<int>(pixel.y), 0, static_cast<int>(size.y) - 1)};
}

/// What lies under the cursor: as the last pick found it (a zoom keeps it there), else the ground.
glm::dvec3 ViewportWidget::anchorAt(QPointF position) const
{
    if (m_anchor && m_anchor->pixel == toPickPixel(position))
        return m_anchor->positionM;
    return m_camera.groundPoint(toPixel(position));
}

void ViewportWidget::requestHover()
{
    if (!m_session || !m_deviceReady || !m_pointer)
        return;
    m_presenter->hover(picture(render::Quality::Plain), glm::uvec2(m_pointer->x(), m_pointer->y()));
}

void ViewportWidget::onHovered(const render::Pick& pick, QPoint pixel)
{
    if (!m_pointer || *m_pointer != pixel || m_camera.dragging())
        return;
    if (pick.hit)
        m_anchor = Anchor{pixel, pick.positionM};
    else
        m_anchor.reset();
    if (!m_camera.animating())
        setHovered(pick.id.kind() == model::AssetKind::Shell ? model::AssetId() : pick.id);
}

void ViewportWidget::setHovered(model::AssetId id)
{
    update();
    if (m_hovered == id)
        return;
    m_hovered = id;
    emit hoveredChanged(id);
    redrawLater();
}

void ViewportWidget::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->position();
    m_click = true;
    const glm::dvec2 pixel = toPixel(event->position());
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->button() == Qt::MiddleButton && !shift)
        m_camera.beginPan(pixel, anchorAt(event->position()));
    else if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && alt))
        m_camera.beginOrbit(pixel, anchorAt(event->position()));
    else if (event->button() == Qt::RightButton)
        m_camera.beginFly(pixel);
}

void ViewportWidget::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint pixel = toPickPixel(event->position());
    if ((event->position() - m_pressed).manhattanLength() > QApplication::startDragDistance())
        m_click = false;
    m_pointer = pixel;
    if (m_camera.dragging()) {
        if (m_click && m_camera.flying())
            return;
        m_camera.dragTo(toPixel(event->position()));
        moved();
        return;
    }
    update();
    requestHover();
}

void ViewportWidget::mouseReleaseEvent(QMouseEvent* event)
{
    const bool wasDragging = m_camera.dragging();
    m_camera.endDrag();
    m_keys.clear();
    if (m_click && event->button() == Qt::LeftButton && !event->modifiers().testFlag(Qt::AltModifier)
        && !clickViewCube(event->position()))
        selectAt(event->position());
    if (m_click && event->button() == Qt::RightButton)
        emit menuRequested(m_hovered, event->globalPosition().toPoint());
    if (wasDragging) {
        m_anchor.reset();
        moved();
    }
    m_click = false;
}

void ViewportWidget::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_session || !m_deviceReady)
        return;
    m_click = false;
    const QPoint pixel = toPickPixel(event->position());
    m_presenter->pick(
        picture(render::Quality::Plain), glm::uvec2(pixel.x(), pixel.y()), [this](const render::Pick& pick) {
            if (pick.id.isValid() && pick.id.kind() != model::AssetKind::Shell)
                goTo(pick.id);
            else if (pick.hit) {
                m_camera.approach(pick.positionM);
                startTicking();
            }
        });
}

void ViewportWidget::selectAt(QPointF position)
{
    if (!m_session || !m_deviceReady)
        return;
    const QPoint pixel = toPickPixel(position);
    m_presenter->pick(
        picture(render::Quality::Plain), glm::uvec2(pixel.x(), pixel.y()), [this](const render::Pick& pick) {
            emit picked(pick.id.kind() == model::AssetKind::Shell ? model::AssetId() : pick.id);
        });
}

bool ViewportWidget::clickViewCube(QPointF position)
{
    const glm::dvec2 pixel = toPixel(position);
    const QRectF& cube = m_last.viewCube;
    if (!cube.contains(pixel.x, pixel.y))
        return false;
    const glm::dvec2 at(
        (pixel.x - cube.center().x()) / (cube.width() / 2), (cube.center().y() - pixel.y) / (cube.height() / 2));
    if (const auto side = cubeSide(m_camera.view(), at))
        lookAlong(*side);
    return true;
}

void ViewportWidget::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (steps == 0)
        return;
    if (m_camera.flying()) {
        m_camera.scaleFlySpeed(steps);
        m_click = false;
        return;
    }
    m_camera.zoom(toPixel(event->position()), steps, anchorAt(event->position()));
    m_pointer = toPickPixel(event->position());
    moved();
    requestHover();
}

void ViewportWidget::leaveEvent(QEvent*)
{
    m_pointer.reset();
    m_anchor.reset();
    setHovered({});
}

/// While flying, the keys of the camera are no shortcuts.
bool ViewportWidget::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && m_camera.flying()
        && isFlyKey(static_cast<QKeyEvent*>(event)->key())) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void ViewportWidget::keyPressEvent(QKeyEvent* event)
{
    if (!m_camera.flying() || !isFlyKey(event->key())) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_click = false;
    m_keys.insert(event->key());
    startTicking();
}

void ViewportWidget::keyReleaseEvent(QKeyEvent* event)
{
    if (!event->isAutoRepeat())
        m_keys.remove(event->key());
    QWidget::keyReleaseEvent(event);
}

void ViewportWidget::focusOutEvent(QFocusEvent* event)
{
    m_keys.clear();
    QWidget::focusOutEvent(event);
}

} // namespace gigahall::app
