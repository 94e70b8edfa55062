#include "app/viewport/imagepresenter.h"

#include <QPainter>

namespace gigahall::app {

ImagePresenter::ImagePresenter(const render::DeviceOptions& options, QObject* parent)
    : Presenter(parent)
    , m_thread(events(), options)
{
}

/// Every event crosses to this object's thread; what arrives after its end is dropped by Qt.
RenderThread::Events ImagePresenter::events()
{
    return {
        .opened =
            [this](const DeviceFacts& facts) {
                QMetaObject::invokeMethod(
                    this, [this, facts] { emit opened(facts); }, Qt::QueuedConnection);
            },
        .drawn =
            [this](const Drawn& picture) {
                QMetaObject::invokeMethod(
                    this,
                    [this, picture] {
                        m_image = picture.image;
                        emit drawn(picture);
                    },
                    Qt::QueuedConnection);
            },
        .hovered =
            [this](const render::Pick& pick, glm::uvec2 pixel) {
                QMetaObject::invokeMethod(
                    this,
                    [this, pick, pixel] {
                        emit hovered(pick, QPoint(static_cast<int>(pixel.x), static_cast<int>(pixel.y)));
                    },
                    Qt::QueuedConnection);
            },
        .failed =
            [this](const QString& what) {
                QMetaObject::invokeMethod(
                    this, [this, what] { emit failed(what); }, Qt::QueuedConnection);
            },
    };
}

void ImagePresenter::open(std::shared_ptr<const Session> session)
{
    m_thread.open(std::move(session));
}

void ImagePresenter::setPlanes(std::shared_ptr<const OverlayPlanes> planes, bool replaceBoth)
{
    m_thread.setPlanes(std::move(planes), replaceBoth);
}

void ImagePresenter::draw(const Picture& picture)
{
    m_thread.draw(picture);
}

void ImagePresenter::hover(const Picture& picture, glm::uvec2 pixel)
{
    m_thread.hover(picture, pixel);
}

void ImagePresenter::pick(const Picture& picture, glm::uvec2 pixel, std::function<void(render::Pick)> answer)
{
    m_thread.pick(picture, pixel, [this, answer = std::move(answer)](const render::Pick& pick) {
        QMetaObject::invokeMethod(
            this, [answer, pick] { answer(pick); }, Qt::QueuedConnection);
    });
}

void ImagePresenter::exportPicture(const Picture& picture, std::function<void(QImage)> answer)
{
    m_thread.exportPicture(picture, [this, answer = std::move(answer)](const QImage& image) {
        QMetaObject::invokeMethod(
            this, [answer, image] { answer(image); }, Qt::QueuedConnection);
    });
}

bool ImagePresenter::paint(QPainter& painter, const QRect& rect)
{
    if (m_image.isNull())
        return false;
    // While a resize is under way the old picture is stretched for a moment.
    painter.drawImage(rect, m_image);
    return true;
}

void ImagePresenter::injectDeviceLoss()
{
    m_thread.injectDeviceLoss();
}

} // namespace gigahall::app
