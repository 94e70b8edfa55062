#pragma once

#include "app/viewport/cameracontroller.h"
#include "app/viewport/presenter.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QSet>
#include <QTimer>
#include <QWidget>

namespace gigahall::app {

/// What the window decides about the picture; the widget adds camera, size, quality and blend.
struct ViewSettings
{
    render::Theme theme = render::Theme::Dark;
    bool flatData = false;
    bool trueScale = false;
    bool roofs = true;
    bool labels = true;
    bool operator==(const ViewSettings&) const = default;
};

/// The 3D view: turns input into camera moves and picks, asks the presenter for pictures when something changed and
/// only then. On a software device it draws plainly while the camera moves and finely once it rests.
class ViewportWidget : public QWidget
{
    Q_OBJECT

public:
    explicit ViewportWidget(std::unique_ptr<Presenter> presenter, QWidget* parent = nullptr);

    /// `keepView`: the same place with something else on it.
    void open(std::shared_ptr<const Session> session, bool keepView = false);
    /// New values; they are faded in over `fadeSeconds` (0 = as they are, e.g. another quantity). `paced`: they came by
    /// themselves: a software device may rest a little before it draws them, and what looks as before is not drawn.
    void setFrame(model::FramePtr frame, const Overlay& overlay, double fadeSeconds, bool paced = false);
    void setOverlay(const Overlay& overlay);
    void setSettings(const ViewSettings& settings);
    void setSelected(model::AssetId id);
    /// Signs over what has an alarm; null = none.
    void setAlarms(std::shared_ptr<const AlarmMarks> alarms);
    /// When things are built, of the campus that is open; null = all of it stands.
    void setRollout(std::shared_ptr<const model::Rollout> rollout);
    /// What stands on that day number; empty = all of it. Drawn plainly while it changes, like a move of the camera.
    void setDay(std::optional<double> day);
    void setReducedMotion(bool reduced);
    /// What the label at the pointer says about an asset.
    void setDescribe(std::function<QString(model::AssetId)> describe) { m_describe = std::move(describe); }
    void setMessage(const QString& message);

    const render::View& view() const { return m_camera.view(); }
    void setView(const render::View& view);
    void flyTo(const render::View& view);
    void goTo(model::AssetId id);
    void frameSelection();
    void home();
    void lookAlong(CameraController::Axis axis);
    void toggleOrthographic();
    model::AssetId hovered() const { return m_hovered; }
    ValueRange range() const { return m_range; }
    Presenter& presenter() { return *m_presenter; }

    /// The present picture at the best quality, without pointer and hover; the answer comes on the GUI thread.
    void capture(std::function<void(QImage)> answer);

    /// Nothing is asked for, moving or about to: the picture on the screen is the last one until something happens.
    bool atRest() const;

    QSize minimumSizeHint() const override { return {320, 200}; }
    QSize sizeHint() const override { return {1280, 800}; }

signals:
    void picked(gigahall::model::AssetId id);
    void hoveredChanged(gigahall::model::AssetId id);
    void menuRequested(gigahall::model::AssetId id, QPoint globalPos);
    void cameraMoved();
    void opened(const gigahall::app::DeviceFacts& device);
    void drawn(const gigahall::app::Drawn& drawn);
    void failed(const QString& what);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    struct Anchor
    {
        QPoint pixel;
        glm::dvec3 positionM;
    };

    void onDrawn(const Drawn& drawn);
    void onHovered(const render::Pick& pick, QPoint pixel);
    void applySize();
    Picture picture(render::Quality quality) const;
    float blendNow() const;
    void redraw();
    void redrawLater();
    void moved();
    void settle();
    void startTicking();
    void requestHover();
    void setHovered(model::AssetId id);
    void selectAt(QPointF position);
    bool clickViewCube(QPointF position);
    glm::dvec2 toPixel(QPointF position) const;
    QPoint toPickPixel(QPointF position) const;
    glm::dvec3 anchorAt(QPointF position) const;
    void paintHoverLabel(QPainter& painter) const;
    void paintMessage(QPainter& painter) const;

    std::unique_ptr<Presenter> m_presenter;
    CameraController m_camera;
    std::shared_ptr<const Session> m_session;
    model::FramePtr m_frame;
    std::shared_ptr<const OverlayPlanes> m_planes; ///< of that frame, or of one that looks like it
    Overlay m_overlay;
    ValueRange m_range{0, 1};
    ViewSettings m_settings;
    DeviceFacts m_device;
    bool m_deviceReady = false;

    std::shared_ptr<const AlarmMarks> m_alarms;
    std::shared_ptr<const model::Rollout> m_rollout;
    std::optional<double> m_day;
    model::AssetId m_selected, m_hovered;
    std::optional<Anchor> m_anchor;
    std::optional<QPoint> m_pointer;
    QPointF m_pressed;
    bool m_click = false;
    QSet<int> m_keys;

    std::uint64_t m_wishes = 0;
    bool m_moving = false;
    double m_fadeSeconds = 0;
    QElapsedTimer m_sinceFrame, m_sinceTick, m_sinceDraw;
    Drawn m_last;
    QBasicTimer m_tick;
    QTimer m_resize, m_settle, m_later;
    std::function<QString(model::AssetId)> m_describe;
    QString m_message;
};

} // namespace gigahall::app
