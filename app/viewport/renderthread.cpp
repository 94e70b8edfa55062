#include "app/viewport/renderthread.h"

#include <algorithm>

namespace gigahall::app {

namespace {

/// QPainter copies this format to the screen as it is.
void swizzle(const render::Image& from, QImage& to)
{
    const auto width = static_cast<std::size_t>(from.sizePx.x);
    for (unsigned y = 0; y < from.sizePx.y; ++y) {
        const std::uint8_t* in = from.rgba.data() + y * width * 4;
        auto* out = reinterpret_cast<std::uint32_t*>(to.scanLine(static_cast<int>(y)));
        for (std::size_t x = 0; x < width; ++x, in += 4)
            out[x] = 0xff000000u | static_cast<std::uint32_t>(in[0]) << 16 | static_cast<std::uint32_t>(in[1]) << 8
                | in[2];
    }
}

QSize sizeOf(const render::Image& image)
{
    return {static_cast<int>(image.sizePx.x), static_cast<int>(image.sizePx.y)};
}

} // namespace

RenderThread::RenderThread(Events events, render::DeviceOptions options)
    : m_events(std::move(events))
    , m_options(std::move(options))
    , m_thread([this](std::stop_token stop) { run(stop); })
{
}

RenderThread::~RenderThread()
{
    m_thread.request_stop();
    m_thread.join();
}

void RenderThread::open(std::shared_ptr<const Session> session)
{
    const std::lock_guard lock(m_mutex);
    m_nextSession = std::move(session);
    m_nextPlanes.reset();
    m_nextPicture.reset();
    m_nextHover.reset();
    m_tasks.clear();
    m_wake.notify_one();
}

void RenderThread::setPlanes(std::shared_ptr<const OverlayPlanes> planes, bool replaceBoth)
{
    const std::lock_guard lock(m_mutex);
    // A change of quantity that was not served yet must not become a blend from the old quantity.
    replaceBoth = replaceBoth || (m_nextPlanes && m_nextPlanes->replaceBoth);
    m_nextPlanes = PlanesChange{std::move(planes), replaceBoth};
    m_wake.notify_one();
}

void RenderThread::draw(const Picture& picture)
{
    const std::lock_guard lock(m_mutex);
    m_nextPicture = picture;
    m_wake.notify_one();
}

void RenderThread::hover(const Picture& picture, glm::uvec2 pixel)
{
    const std::lock_guard lock(m_mutex);
    m_nextHover = Hover{picture, pixel};
    m_wake.notify_one();
}

void RenderThread::pick(const Picture& picture, glm::uvec2 pixel, PickAnswer answer)
{
    const std::lock_guard lock(m_mutex);
    m_tasks.emplace_back([this, picture, pixel, answer = std::move(answer)] {
        answer(m_renderer->pick(picture.view, settingsOf(picture), pixel));
    });
    m_wake.notify_one();
}

void RenderThread::exportPicture(const Picture& picture, ExportAnswer answer)
{
    const std::lock_guard lock(m_mutex);
    m_tasks.emplace_back([this, picture, answer = std::move(answer)] {
        render::Image image;
        m_renderer->render(picture.view, dressed(picture), image);
        QImage result(sizeOf(image), QImage::Format_RGB32);
        swizzle(image, result);
        answer(result);
    });
    m_wake.notify_one();
}

void RenderThread::injectDeviceLoss()
{
    const std::lock_guard lock(m_mutex);
    m_tasks.emplace_back([this] { m_renderer->injectDeviceLoss(); });
    m_wake.notify_one();
}

void RenderThread::run(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop,
                [this] { return m_nextSession || m_nextPlanes || m_nextPicture || m_nextHover || !m_tasks.empty(); });
        }
        if (stop.stop_requested())
            break;
        try {
            serve();
        } catch (const std::exception& e) {
            recover(e.what());
        }
    }
    m_renderer.reset();
}

/// One round: what changes the device first, then answers, then the newest picture, then where the pointer is.
void RenderThread::serve()
{
    std::optional<std::shared_ptr<const Session>> session;
    std::optional<PlanesChange> planes;
    std::optional<Picture> picture;
    std::optional<Hover> hover;
    std::deque<Task> tasks;
    {
        const std::lock_guard lock(m_mutex);
        session = std::exchange(m_nextSession, std::nullopt);
        planes = std::exchange(m_nextPlanes, std::nullopt);
        picture = std::exchange(m_nextPicture, std::nullopt);
        hover = std::exchange(m_nextHover, std::nullopt);
        tasks.swap(m_tasks);
    }
    if (session) {
        m_session = std::move(*session);
        m_planes.reset();
        m_lastPicture.reset();
        m_lastLoss.reset();
        build();
    }
    if (planes)
        m_planes = std::move(planes->planes);
    if (picture)
        m_lastPicture = picture;
    if (!m_renderer)
        return;
    if (planes)
        uploadPlanes(planes->replaceBoth);
    for (const Task& task : tasks)
        task();
    if (picture)
        drawNow(*picture);
    if (hover)
        m_events.hovered(m_renderer->pick(hover->picture.view, settingsOf(hover->picture), hover->pixel), hover->pixel);
}

void RenderThread::build()
{
    m_renderer.reset();
    m_scenery = std::make_unique<Scenery>();
    m_atlasRevision = 0;
    m_rollout.reset();
    if (!m_session)
        return;
    try {
        m_renderer = std::make_unique<render::Renderer>(m_options, *m_session->campus(), m_session->meshes());
    } catch (const std::exception& e) {
        m_events.failed(QString::fromUtf8(e.what()));
        return;
    }
    m_events.opened({QString::fromStdString(m_renderer->deviceName()), QString::fromStdString(m_renderer->driverInfo()),
        m_renderer->isSoftware()});
    uploadPlanes(true);
}

void RenderThread::recover(const char* what)
{
    const QString message = QString::fromUtf8(what);
    m_renderer.reset();
    const auto now = std::chrono::steady_clock::now();
    if (m_lastLoss && now - *m_lastLoss < kPatience) {
        m_events.failed(message);
        return;
    }
    m_lastLoss = now;
    try {
        build();
        if (m_renderer && m_lastPicture)
            drawNow(*m_lastPicture);
    } catch (const std::exception& e) {
        m_renderer.reset();
        m_events.failed(QString::fromUtf8(e.what()));
    }
}

void RenderThread::uploadPlanes(bool replaceBoth)
{
    if (m_planes)
        m_renderer->setPlanes(m_planes->planes(), replaceBoth);
}

render::FrameSettings RenderThread::settingsOf(const Picture& picture)
{
    if (picture.rollout && picture.rollout != m_rollout) {
        m_rollout = picture.rollout;
        m_renderer->setBuildup(m_rollout->buildup);
    }
    render::FrameSettings settings;
    settings.theme = picture.theme;
    settings.quality = picture.quality;
    settings.blend = picture.blend;
    settings.data = picture.data;
    settings.flatData = picture.flatData;
    settings.trueScale = picture.trueScale;
    settings.roofs = picture.roofs;
    settings.markScale = float(picture.scale);
    settings.day = m_rollout ? picture.day : std::nullopt;
    settings.selected = picture.selected;
    settings.hovered = picture.hovered;
    applyOverlay(picture.overlay, picture.range, settings);
    return settings;
}

/// Settings with labels and legend placed for this view.
render::FrameSettings RenderThread::dressed(const Picture& picture)
{
    const SceneryOptions options{.theme = picture.theme,
        .scale = picture.scale,
        .locale = picture.locale,
        .labels = picture.labels,
        .legend = picture.data,
        .viewCube = true,
        .trueScale = picture.trueScale};
    const Scenery::Input input{.campus = *m_session->campus(),
        .view = picture.view,
        .frame = m_planes ? m_planes->frame().get() : nullptr,
        .overlay = picture.overlay,
        .range = picture.range,
        .selected = picture.selected,
        .hovered = picture.hovered,
        .pointerPx = std::nullopt,
        .alarms = picture.alarms.get()};
    render::FrameSettings settings = settingsOf(picture);
    settings.sprites = m_scenery->update(options, input);
    settings.outlined = m_scenery->outlined();
    if (m_scenery->atlas().revision() != m_atlasRevision) {
        m_atlasRevision = m_scenery->atlas().revision();
        m_renderer->setSpriteAtlas(m_scenery->atlas().image());
    }
    return settings;
}

void RenderThread::drawNow(const Picture& picture)
{
    const auto start = std::chrono::steady_clock::now();
    Drawn drawn;
    drawn.stats = m_renderer->render(picture.view, dressed(picture), m_image);
    drawn.image = imageForOutput();
    drawn.serial = picture.serial;
    drawn.quality = picture.quality;
    const Scenery::Rect cube = m_scenery->viewCubeRect();
    drawn.viewCube = QRectF(cube.minPx.x, cube.minPx.y, cube.sizePx.x, cube.sizePx.y);
    drawn.wallMs = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    m_events.drawn(drawn);
}

/// Two images take turns: the one the window still shows is shared and left alone.
QImage RenderThread::imageForOutput()
{
    const QSize size = sizeOf(m_image);
    QImage& free = m_output[0].isDetached() || m_output[0].isNull() ? m_output[0] : m_output[1];
    if (free.size() != size || !free.isDetached())
        free = QImage(size, QImage::Format_RGB32);
    swizzle(m_image, free);
    return free;
}

} // namespace gigahall::app
