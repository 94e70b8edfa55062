#pragma once

#include "app/scenery/scenery.h"
#include "app/viewport/picture.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace gigahall::app {

/// The thread that owns the Renderer. Pictures, planes and hovers are latest-wins; picks and exports are answered in
/// order, each. All methods may be called from any thread and never wait for the device; events are called on the
/// render thread. A renderer that fails is built again from the model once; failing again within kPatience is reported
/// and ends drawing.
class RenderThread
{
public:
    struct Events
    {
        std::function<void(const DeviceFacts&)> opened;
        std::function<void(const Drawn&)> drawn;
        std::function<void(const render::Pick&, glm::uvec2 pixel)> hovered;
        std::function<void(const QString& what)> failed;
    };
    using PickAnswer = std::function<void(const render::Pick&)>;
    using ExportAnswer = std::function<void(const QImage&)>;
    static constexpr std::chrono::seconds kPatience{10};

    explicit RenderThread(Events events, render::DeviceOptions options);
    ~RenderThread();
    RenderThread(const RenderThread&) = delete;
    RenderThread& operator=(const RenderThread&) = delete;

    /// Builds a renderer for another campus; everything asked for before is dropped. Null closes.
    void open(std::shared_ptr<const Session> session);
    void setPlanes(std::shared_ptr<const OverlayPlanes> planes, bool replaceBoth);
    void draw(const Picture& picture);
    void hover(const Picture& picture, glm::uvec2 pixel);
    void pick(const Picture& picture, glm::uvec2 pixel, PickAnswer answer);
    void exportPicture(const Picture& picture, ExportAnswer answer);
    /// For the test of recovery.
    void injectDeviceLoss();

private:
    struct Hover
    {
        Picture picture;
        glm::uvec2 pixel;
    };
    struct PlanesChange
    {
        std::shared_ptr<const OverlayPlanes> planes;
        bool replaceBoth;
    };
    using Task = std::function<void()>;

    void run(std::stop_token stop);
    void serve();
    void build();
    void recover(const char* what);
    void uploadPlanes(bool replaceBoth);
    render::FrameSettings settingsOf(const Picture& picture);
    render::FrameSettings dressed(const Picture& picture);
    void drawNow(const Picture& picture);
    QImage imageForOutput();

    const Events m_events;
    const render::DeviceOptions m_options;

    // Shared, under m_mutex.
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<std::shared_ptr<const Session>> m_nextSession;
    std::optional<PlanesChange> m_nextPlanes;
    std::optional<Picture> m_nextPicture;
    std::optional<Hover> m_nextHover;
    std::deque<Task> m_tasks;

    // Only on the render thread.
    std::shared_ptr<const Session> m_session;
    std::unique_ptr<render::Renderer> m_renderer;
    std::shared_ptr<const model::Rollout> m_rollout; ///< that the renderer knows
    std::shared_ptr<const OverlayPlanes> m_planes;
    std::unique_ptr<Scenery> m_scenery;
    std::uint64_t m_atlasRevision = 0;
    std::optional<Picture> m_lastPicture;
    render::Image m_image;
    QImage m_output[2];
    std::optional<std::chrono::steady_clock::time_point> m_lastLoss;

    std::jthread m_thread;
};

} // namespace gigahall::app
