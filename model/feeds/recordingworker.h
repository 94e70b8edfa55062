#pragma once

#include "model/feeds/recording.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace gigahall::model {

/// Records on a thread of its own, for a window that must not wait for a disk. All functions may be called from any
/// thread and return at once, except that the destructor waits until everything is written.
class RecordingWorker
{
public:
    /// `notify` is called on the worker's thread when something went wrong.
    RecordingWorker(std::shared_ptr<const Campus> campus, std::string path, RecordingOptions options,
        std::function<void()> notify = {});
    ~RecordingWorker();
    RecordingWorker(const RecordingWorker&) = delete;
    RecordingWorker& operator=(const RecordingWorker&) = delete;

    void add(FramePtr frame);

    struct State
    {
        Recorder::Counts counts;
        std::uint64_t dropped = 0; ///< frames that the disk was too slow for
        std::string problem; ///< names the file; empty = nothing
    };
    State state() const;

private:
    static constexpr std::size_t kMostWaiting = 16;

    void run(std::stop_token stop);

    const std::shared_ptr<const Campus> m_campus;
    const std::function<void()> m_notify;
    Recorder m_recorder; // the thread's

    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable_any m_changed;
    std::deque<FramePtr> m_waiting;
    State m_state;

    std::jthread m_thread; // last: starts when all else is there
};

} // namespace gigahall::model
