#pragma once

#include "app/story/storystage.h"

#include <QImage>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace gigahall::app {

/// The thread that draws a story for the screen: newest wish wins. All methods may be called from any thread and never
/// wait for the device; events are called on its own thread.
class StoryReel
{
public:
    using Open = std::function<std::unique_ptr<StagedStory>(std::vector<assets::Problem>&)>;
    struct Events
    {
        std::function<void(const StoryTimeline&)> opened; ///< it stays where it is
        std::function<void(double atS, const QImage&, render::Quality)> drawn;
        std::function<void(const std::vector<assets::Problem>&)> failed;
    };
    struct Wish
    {
        double atS = 0;
        glm::uvec2 sizePx{0};
        render::Quality quality = render::Quality::Plain;
    };

    StoryReel(Open open, StageOptions options, Events events);
    ~StoryReel();
    StoryReel(const StoryReel&) = delete;
    StoryReel& operator=(const StoryReel&) = delete;

    void ask(const Wish& wish);

private:
    void run(const std::stop_token& stop);
    void show(StoryStage& stage, const Wish& wish);

    const Open m_open;
    StageOptions m_options;
    const Events m_events;
    std::unique_ptr<StagedStory> m_story; // of the thread

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Wish> m_wish;
    std::jthread m_thread;
};

} // namespace gigahall::app
