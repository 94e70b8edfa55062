#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace gigahall::model {

/// Hands the newest value from one thread to another; a value nobody took is replaced by the next. Any number of
/// threads on both sides. Neither post() nor take() waits for more than a move.
template <typename T>
class Mailbox
{
public:
    void post(T value)
    {
        std::optional<T> old(std::move(value));
        {
            const std::lock_guard lock(m_mutex);
            m_value.swap(old);
        }
        m_posted.notify_one();
        // `old` dies here, outside the lock: freeing a frame takes longer than swapping a pointer.
    }

    /// The newest value if there is one that was not taken yet.
    std::optional<T> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_value, std::nullopt);
    }

    /// Waits for a value; empty when stopped.
    std::optional<T> wait(std::stop_token stop)
    {
        std::unique_lock lock(m_mutex);
        m_posted.wait(lock, stop, [this] { return m_value.has_value(); });
        return std::exchange(m_value, std::nullopt);
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_posted;
    std::optional<T> m_value;
};

} // namespace gigahall::model
