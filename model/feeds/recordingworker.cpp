#include "model/feeds/recordingworker.h"

#include <chrono>
#include <utility>

namespace gigahall::model {

RecordingWorker::RecordingWorker(
    std::shared_ptr<const Campus> campus, std::string path, RecordingOptions options, std::function<void()> notify)
    : m_campus(std::move(campus))
    , m_notify(std::move(notify))
    , m_recorder(*m_campus, std::move(path), std::move(options))
    , m_thread([this](std::stop_token stop) { run(std::move(stop)); })
{
}

RecordingWorker::~RecordingWorker() = default;

void RecordingWorker::add(FramePtr frame)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_state.problem.empty())
            return;
        if (m_waiting.size() >= kMostWaiting) {
            m_waiting.pop_front();
            ++m_state.dropped;
        }
        m_waiting.push_back(std::move(frame));
    }
    m_changed.notify_one();
}

RecordingWorker::State RecordingWorker::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void RecordingWorker::run(std::stop_token stop)
{
    std::string problem = m_recorder.open();
    for (bool done = false; !done && problem.empty();) {
        FramePtr frame;
        {
            std::unique_lock lock(m_mutex);
            m_state.counts = m_recorder.counts();
            m_changed.wait_for(lock, stop, std::chrono::milliseconds(200), [this] { return !m_waiting.empty(); });
            done = m_waiting.empty() && stop.stop_requested();
            if (!m_waiting.empty()) {
                frame = std::move(m_waiting.front());
                m_waiting.pop_front();
            }
        }
        if (frame)
            problem = m_recorder.add(*frame);
        if (problem.empty() && m_recorder.isFlushDue())
            problem = m_recorder.flush();
    }
    const std::string closing = m_recorder.close();
    {
        const std::lock_guard lock(m_mutex);
        m_state.counts = m_recorder.counts();
        m_state.problem = problem.empty() ? closing : problem;
        m_waiting.clear();
        if (m_state.problem.empty())
            return;
    }
    if (m_notify)
        m_notify();
}

} // namespace gigahall::model
