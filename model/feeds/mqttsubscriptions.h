#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gigahall::model {

/// What a client has subscribed to in one connection, and what it knows of each. A broker owes an answer to every
/// subscription, yet mosquitto drops it like any packet where more waits for the client than `max_queued_messages`
/// (eclipse-mosquitto issue 3542). So a message that came through a subscription shows as well that it is in force,
/// and a subscription nothing is heard of is asked for again, with growing pauses.
class MqttSubscriptions
{
public:
    /// Those of the first `wanted` that have to be asked for now, by index; the others get settled here.
    std::vector<std::size_t> due(std::size_t wanted, double nowS);
    /// A question left with this identifier.
    void asked(std::size_t index, int id, double nowS);
    /// A message of this topic came; `filters` are those of the subscriptions.
    void heard(const std::vector<std::string>& filters, std::string_view topic);
    static constexpr std::size_t kNone = ~std::size_t(0);
    /// The subscription that the broker answered, kNone for a question of somebody else.
    std::size_t answered(int id);
    /// Whether all are settled; told once, and again after each answer and each new subscription.
    bool becameSettled();

private:
    struct State
    {
        bool settled = false, heard = false;
        double pauseS = 0, nextS = 0;
    };
    std::vector<State> m_states;
    std::vector<std::pair<int, std::size_t>> m_questions; ///< identifier, index
    bool m_told = false;
};

} // namespace gigahall::model
