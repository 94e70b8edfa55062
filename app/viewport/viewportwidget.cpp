#include "app/viewport/viewportwidget.h"

#include "app/scenery/viewpresets.h"

#include <QResizeEvent>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr int kSettleMs = 250;
constexpr int kResizeMs = 60;
constexpr int kTickMs = 16;
constexpr double kRestShare = 0.5; ///< of the time that a software device draws while nobody moves
constexpr double kFadeMs = 200; ///< pictures that take longer are not faded

} // namespace

ViewportWidget::ViewportWidget(std::unique_ptr<Presenter> presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(std::move(presenter))
{
    setObjectName(QStringLiteral("viewport"));
    setAccessibleName(tr("3D view of the campus"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    for (QTimer* timer : {&m_resize, &m_settle, &m_later})
        timer->setSingleShot(true);
    connect(&m_resize, &QTimer::timeout, this, &ViewportWidget::applySize);
    connect(&m_settle, &QTimer::timeout, this, &ViewportWidget::settle);
    connect(&m_later, &QTimer::timeout, this, &ViewportWidget::redraw);
    connect(m_presenter.get(), &Presenter::opened, this, [this](const DeviceFacts& device) {
        m_device = device;
        m_deviceReady = true;
        emit opened(device);
        redraw();
    });
    connect(m_presenter.get(), &Presenter::drawn, this, &ViewportWidget::onDrawn);
    connect(m_presenter.get(), &Presenter::hovered, this, &ViewportWidget::onHovered);
    connect(m_presenter.get(), &Presenter::failed, this, &ViewportWidget::failed);
}

void ViewportWidget::open(std::shared_ptr<const Session> session, bool keepView)
{
    m_session = std::move(session);
    m_frame.reset();
    m_planes.reset();
    m_selected = m_hovered = model::AssetId();
    m_alarms.reset();
    m_rollout.reset();
    m_day.reset();
    m_anchor.reset();
    m_deviceReady = false;
    m_presenter->open(m_session);
    if (!m_session)
        return;
    const model::Campus& campus = *m_session->campus();
    m_camera.setExtent(campus.bounds(model::AssetId(model::AssetKind::Campus, 0)));
    applySize();
    if (!keepView)
        m_camera.setView(overview(campus, m_camera.view().sizePx));
    redraw();
}

void ViewportWidget::setFrame(model::FramePtr frame, const Overlay& overlay, double fadeSeconds, bool paced)
{
    // Between two names there is no third.
    if (model::isCategory(overlay.metric))
        fadeSeconds = 0;
    m_frame = std::move(frame);
    auto planes = std::make_shared<const OverlayPlanes>(m_frame, overlay.metric, *m_session->campus());
    if (paced && fadeSeconds <= 0 && blendNow() >= 1 && overlay == m_overlay && m_planes
        && planes->looksLike(*m_planes))
        return;
    m_overlay = overlay;
    m_planes = std::move(planes);
    m_range = resolveRange(m_overlay, m_frame.get());
    m_fadeSeconds = fadeSeconds;
    m_sinceFrame.start();
    m_presenter->setPlanes(m_planes, fadeSeconds <= 0);
    if (fadeSeconds > 0 || paced)
        redrawLater();
    else
        redraw();
}

void ViewportWidget::setOverlay(const Overlay& overlay)
{
    const bool otherMetric = overlay.metric != m_overlay.metric;
    m_overlay = overlay;
    m_range = resolveRange(m_overlay, m_frame.get());
    if (otherMetric && m_frame)
        setFrame(m_frame, overlay, 0);
    else
        redraw();
}

void ViewportWidget::setSettings(const ViewSettings& settings)
{
    if (m_settings == settings)
        return;
    m_settings = settings;
    redraw();
}

void ViewportWidget::setRollout(std::shared_ptr<const model::Rollout> rollout)
{
    m_rollout = std::move(rollout);
    if (m_day)
        redraw();
}

void ViewportWidget::setDay(std::optional<double> day)
{
    if (m_day == day)
        return;
    m_day = day;
    m_moving = true;
    m_settle.start(kSettleMs);
    redraw();
}

void ViewportWidget::setSelected(model::AssetId id)
{
    if (m_selected == id)
        return;
    m_selected = id;
    redraw();
}

void ViewportWidget::setAlarms(std::shared_ptr<const AlarmMarks> alarms)
{
    if (!m_alarms && !alarms)
        return;
    m_alarms = std::move(alarms);
    redraw();
}

void ViewportWidget::setReducedMotion(bool reduced)
{
    m_camera.setReducedMotion(reduced);
}

void ViewportWidget::setMessage(const QString& message)
{
    if (m_message == message)
        return;
    m_message = message;
    update();
}

void ViewportWidget::setView(const render::View& view)
{
    m_camera.setView(view);
    moved();
}

void ViewportWidget::flyTo(const render::View& view)
{
    m_camera.goTo(view);
    startTicking();
}

void ViewportWidget::goTo(model::AssetId id)
{
    if (!m_session || !id.isValid())
        return;
    flyTo(viewOf(*m_session->campus(), id, m_camera.view().sizePx));
}

void ViewportWidget::frameSelection()
{
    if (!m_session)
        return;
    if (m_selected.isValid())
        flyTo(frameAsset(*m_session->campus(), m_selected, m_camera.view()));
    else
        home();
}

void ViewportWidget::home()
{
    if (m_session)
        flyTo(overview(*m_session->campus(), m_camera.view().sizePx));
}

void ViewportWidget::lookAlong(CameraController::Axis axis)
{
    m_camera.lookAlong(axis);
    startTicking();
}

void ViewportWidget::toggleOrthographic()
{
    m_camera.toggleOrthographic();
    moved();
}

void ViewportWidget::capture(std::function<void(QImage)> answer)
{
    Picture wish = picture(render::Quality::Fine);
    wish.hovered = {};
    wish.blend = 1;
    m_presenter->exportPicture(wish, std::move(answer));
}

Picture ViewportWidget::picture(render::Quality quality) const
{
    Picture wish;
    wish.view = m_camera.view();
    wish.overlay = m_overlay;
    wish.range = m_range;
    wish.theme = m_settings.theme;
    wish.quality = quality;
    wish.data = m_frame != nullptr;
    wish.flatData = m_settings.flatData;
    wish.trueScale = m_settings.trueScale;
    wish.roofs = m_settings.roofs;
    wish.labels = m_settings.labels;
    wish.scale = devicePixelRatioF();
    wish.locale = locale();
    wish.selected = m_selected;
    wish.alarms = m_alarms;
    wish.hovered = m_hovered;
    wish.rollout = m_rollout;
    wish.day = m_day;
    wish.blend = blendNow();
    return wish;
}

float ViewportWidget::blendNow() const
{
    if (m_fadeSeconds <= 0 || !m_sinceFrame.isValid() || m_last.wallMs > kFadeMs)
        return 1;
    return static_cast<float>(
        std::clamp(static_cast<double>(m_sinceFrame.elapsed()) / (1000 * m_fadeSeconds), 0.0, 1.0));
}

/// The one place where a picture is asked for.
void ViewportWidget::redraw()
{
    if (!m_session || !m_deviceReady || width() < 2 || height() < 2)
        return;
    // The first picture, still without values, only has to come soon.
    const bool plain = m_device.software && (m_moving || m_frame == nullptr);
    m_later.stop();
    m_sinceDraw.start();
    Picture wish = picture(plain ? render::Quality::Plain : render::Quality::Fine);
    wish.serial = ++m_wishes;
    m_presenter->draw(wish);
}

bool ViewportWidget::atRest() const
{
    if (m_session && !m_deviceReady)
        return false;
    return m_last.serial == m_wishes && !m_moving && !m_resize.isActive() && !m_later.isActive() && !m_tick.isActive();
}

/// For what changes by itself: the slower a picture, the fewer of them, so that the machine stays free for the user.
void ViewportWidget::redrawLater()
{
    if (m_later.isActive())
        return;
    const double pauseMs = m_device.software && !m_moving ? m_last.wallMs / kRestShare : 0;
    const double passedMs = m_sinceDraw.isValid() ? static_cast<double>(m_sinceDraw.elapsed()) : pauseMs;
    if (passedMs >= pauseMs && blendNow() >= 1)
        return redraw(); // before the panels get their turn
    m_later.start(static_cast<int>(std::max(0.0, pauseMs - passedMs)));
}

void ViewportWidget::onDrawn(const Drawn& drawn)
{
    m_last = drawn;
    emit this->drawn(drawn);
    update();
    if (blendNow() < 1 && !m_moving)
        redrawLater();
    if (m_pointer && !m_moving && !m_camera.dragging() && !(m_anchor && m_anchor->pixel == *m_pointer))
        requestHover();
}

void ViewportWidget::moved()
{
    m_moving = true;
    m_settle.start(kSettleMs);
    redraw();
    emit cameraMoved();
}

void ViewportWidget::settle()
{
    if (m_camera.animating() || m_tick.isActive()) {
        m_settle.start(kSettleMs);
        return;
    }
    m_moving = false;
    redraw();
    requestHover();
}

void ViewportWidget::startTicking()
{
    if (m_tick.isActive())
        return;
    m_sinceTick.start();
    m_tick.start(kTickMs, Qt::PreciseTimer, this);
    m_camera.tick(0);
    moved();
}

void ViewportWidget::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_tick.timerId()) {
        QWidget::timerEvent(event);
        return;
    }
    const auto held = [this](int plus, int minus) { return int(m_keys.contains(plus)) - int(m_keys.contains(minus)); };
    FlyKeys keys;
    keys.forward = held(Qt::Key_W, Qt::Key_S);
    keys.right = held(Qt::Key_D, Qt::Key_A);
    keys.up = held(Qt::Key_E, Qt::Key_Q);
    keys.fast = m_keys.contains(Qt::Key_Shift);
    const double seconds = std::min(static_cast<double>(m_sinceTick.restart()) / 1000.0, 0.1);
    if (m_camera.tick(seconds, keys))
        moved();
    else if (!m_camera.animating())
        m_tick.stop();
}

void ViewportWidget::resizeEvent(QResizeEvent*)
{
    m_resize.start(kResizeMs);
}

void ViewportWidget::showEvent(QShowEvent*)
{
    applySize();
}

void ViewportWidget::applySize()
{
    const QSize pixels = size() * devicePixelRatioF();
    const glm::uvec2 sizePx(std::max(pixels.width(), 1), std::max(pixels.height(), 1));
    if (sizePx == m_camera.view().sizePx)
        return;
    m_camera.setSizePx(sizePx);
    m_anchor.reset();
    redraw();
}

} // namespace gigahall::app
