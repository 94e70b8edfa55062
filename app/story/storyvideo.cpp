#include "app/story/storyvideo.h"

#include <QCryptographicHash>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace gigahall::app {
namespace {

using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// A thread that feeds a sink. Takes a few pictures in advance and no more: they are 8 MB each.
class Feeder
{
public:
    Feeder(std::unique_ptr<FrameSink> sink, bool hashes)
        : m_sink(std::move(sink))
        , m_wantsHashes(hashes)
        , m_thread([this](const std::stop_token& stop) { run(stop); })
    {
    }

    // False when something went wrong. Waits while there is no room.
    bool take(const QImage& picture)
    {
        QImage own = picture.copy();
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_waiting.size() < kAhead || !m_problem.empty(); });
        if (!m_problem.empty())
            return false;
        m_waiting.push_back(std::move(own));
        m_changed.notify_all();
        return true;
    }

    // No more comes: what went wrong, if anything did.
    std::string finish()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isAll = true;
        }
        m_changed.notify_all();
        m_thread.join();
        return m_problem.empty() ? m_sink->finish() : m_problem;
    }

    // Nothing of it stays.
    void cancel()
    {
        m_thread.request_stop();
        m_changed.notify_all();
        m_thread.join();
        m_sink.reset();
    }

    std::vector<std::string> takeHashes() { return std::move(m_hashes); }
    double busyMs() const { return m_busyMs; }

private:
    static constexpr std::size_t kAhead = 3;

    void run(const std::stop_token& stop)
    {
        std::string problem = m_sink->begin();
        while (problem.empty() && !stop.stop_requested()) {
            QImage picture;
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, stop, [this] { return !m_waiting.empty() || m_isAll; });
                if (m_waiting.empty())
                    return;
                picture = std::move(m_waiting.front());
                m_waiting.pop_front();
            }
            m_changed.notify_all();
            const auto start = Clock::now();
            problem = m_sink->write(picture);
            m_busyMs += msSince(start);
            if (m_wantsHashes)
                m_hashes.push_back(hashOf(picture));
        }
        const std::lock_guard lock(m_mutex);
        m_problem = problem;
        m_changed.notify_all();
    }

    // Of the visible part: the fourth byte means nothing.
    static std::string hashOf(const QImage& picture)
    {
        const QImage rgb = picture.convertToFormat(QImage::Format_RGB888);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (int y = 0; y < rgb.height(); ++y)
            hash.addData(QByteArrayView(rgb.constScanLine(y), qsizetype(rgb.width()) * 3));
        return hash.result().toHex().toStdString();
    }

    std::unique_ptr<FrameSink> m_sink;
    const bool m_wantsHashes;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<QImage> m_waiting;
    bool m_isAll = false;
    std::string m_problem;
    std::vector<std::string> m_hashes; // of the thread until it is joined
    double m_busyMs = 0;
    std::jthread m_thread;
};

} // namespace

std::size_t VideoWish::frames() const
{
    return std::size_t(std::max(1.0, std::round((toS - fromS) * format.framesPerS)));
}

VideoResult makeVideo(StoryStage& stage, const VideoWish& wish, const std::function<bool(double)>& progress)
{
    VideoResult result;
    const std::size_t count = wish.frames();
    VideoFormat format = wish.format;
    format.frames = count;
    const auto start = Clock::now();
    Feeder feeder(makeSink(format), wish.hashes);
    for (std::size_t i = 0; i < count; ++i) {
        if (!progress(double(i) / double(count))) {
            feeder.cancel();
            result.cancelled = true;
            return result;
        }
        const QImage& picture = stage.draw(wish.timeOf(i));
        result.valuesMs += stage.costs().valuesMs;
        result.pictureMs += stage.costs().pictureMs;
        result.wordsMs += stage.costs().wordsMs;
        if (!feeder.take(picture))
            break;
    }
    result.problem = feeder.finish();
    result.hashes = feeder.takeHashes();
    result.encodeMs = feeder.busyMs();
    result.wallMs = msSince(start);
    for (double* ms : {&result.valuesMs, &result.pictureMs, &result.wordsMs, &result.encodeMs, &result.wallMs})
        *ms /= double(count);
    return result;
}

} // namespace gigahall::app
