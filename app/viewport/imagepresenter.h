#pragma once

#include "app/viewport/presenter.h"
#include "app/viewport/renderthread.h"

namespace gigahall::app {

/// Renders offscreen on a thread of its own and paints the image: QWidget::grab() contains it, any platform will do.
class ImagePresenter : public Presenter
{
    Q_OBJECT

public:
    explicit ImagePresenter(const render::DeviceOptions& options, QObject* parent = nullptr);

    void open(std::shared_ptr<const Session> session) override;
    void setPlanes(std::shared_ptr<const OverlayPlanes> planes, bool replaceBoth) override;
    void draw(const Picture& picture) override;
    void hover(const Picture& picture, glm::uvec2 pixel) override;
    void pick(const Picture& picture, glm::uvec2 pixel, std::function<void(render::Pick)> answer) override;
    void exportPicture(const Picture& picture, std::function<void(QImage)> answer) override;
    bool paint(QPainter& painter, const QRect& rect) override;
    void injectDeviceLoss() override;

private:
    RenderThread::Events events();

    QImage m_image;
    RenderThread m_thread; // last: ends before anything it reports to
};

} // namespace gigahall::app
