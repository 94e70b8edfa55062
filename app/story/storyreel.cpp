#include "app/story/storyreel.h"

namespace gigahall::app {

StoryReel::StoryReel(Open open, StageOptions options, Events events)
    : m_open(std::move(open))
    , m_options(std::move(options))
    , m_events(std::move(events))
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

StoryReel::~StoryReel()
{
    m_thread.request_stop();
    m_thread.join();
}

void StoryReel::ask(const Wish& wish)
{
    const std::lock_guard lock(m_mutex);
    m_wish = wish;
    m_wake.notify_one();
}

void StoryReel::run(const std::stop_token& stop)
{
    std::vector<assets::Problem> problems;
    try {
        m_story = m_open(problems);
        if (!m_story)
            return m_events.failed(problems);
        if (stop.stop_requested())
            return;
        StoryStage stage(*m_story, m_options);
        m_events.opened(*m_story->timeline);
        for (;;) {
            Wish wish;
            {
                std::unique_lock lock(m_mutex);
                if (!m_wake.wait(lock, stop, [this] { return m_wish.has_value(); }))
                    return;
                wish = *m_wish;
                m_wish.reset();
            }
            show(stage, wish);
        }
    } catch (const std::exception& e) {
        m_events.failed({{m_story ? m_story->path : std::string(), 0, {}, e.what()}});
    }
}

void StoryReel::show(StoryStage& stage, const Wish& wish)
{
    if (m_options.sizePx != wish.sizePx || m_options.quality != wish.quality) {
        m_options.sizePx = wish.sizePx;
        m_options.quality = wish.quality;
        stage.setOptions(m_options);
    }
    m_events.drawn(wish.atS, stage.draw(wish.atS).convertToFormat(QImage::Format_RGB32), wish.quality);
}

} // namespace gigahall::app
