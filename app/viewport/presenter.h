#pragma once

#include "app/viewport/picture.h"

#include <QObject>

#include <functional>

class QPainter;

namespace gigahall::app {

/// Brings pictures of a campus to the screen. Lives on the GUI thread and never blocks it; signals arrive through its
/// event loop. ImagePresenter works on every platform; one with a swapchain of its own can take its place.
class Presenter : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(std::shared_ptr<const Session> session) = 0;
    virtual void setPlanes(std::shared_ptr<const OverlayPlanes> planes, bool replaceBoth) = 0;
    /// Asks for a picture; a newer wish replaces one that was not served yet.
    virtual void draw(const Picture& picture) = 0;
    /// Asks what is under a pixel; newest wins, answered by hovered().
    virtual void hover(const Picture& picture, glm::uvec2 pixel) = 0;
    /// Asks what is under a pixel; every question is answered, on the GUI thread.
    virtual void pick(const Picture& picture, glm::uvec2 pixel, std::function<void(render::Pick)> answer) = 0;
    /// A picture of its own, on the GUI thread.
    virtual void exportPicture(const Picture& picture, std::function<void(QImage)> answer) = 0;
    /// Paints the last picture over the whole widget; false while there is none.
    virtual bool paint(QPainter& painter, const QRect& rect) = 0;
    virtual void injectDeviceLoss() = 0;

signals:
    void opened(const gigahall::app::DeviceFacts& device);
    void drawn(const gigahall::app::Drawn& drawn);
    void hovered(const gigahall::render::Pick& pick, QPoint pixel);
    void failed(const QString& what);
};

} // namespace gigahall::app
