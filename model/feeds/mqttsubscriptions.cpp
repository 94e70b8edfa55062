#include "model/feeds/mqttsubscriptions.h"

#include "model/feeds/mqtttopic.h"

#include <algorithm>

namespace gigahall::model {
namespace {

constexpr double kFirstPauseS = 3, kLongestPauseS = 30;

} // namespace

std::vector<std::size_t> MqttSubscriptions::due(std::size_t wanted, double nowS)
{
    std::vector<std::size_t> out;
    if (m_states.size() < wanted) {
        m_states.resize(wanted);
        m_told = false;
    }
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        State& state = m_states[i];
        if (state.settled || nowS < state.nextS)
            continue;
        // Not before its pause has passed: the answer comes behind what the broker retained, and "all is here" waits
        // for that.
        if (state.heard)
            state.settled = true;
        else
            out.push_back(i);
    }
    return out;
}

void MqttSubscriptions::asked(std::size_t index, int id, double nowS)
{
    State& state = m_states.at(index);
    state.pauseS = std::clamp(2 * state.pauseS, kFirstPauseS, kLongestPauseS);
    state.nextS = nowS + state.pauseS;
    m_questions.emplace_back(id, index);
}

void MqttSubscriptions::heard(const std::vector<std::string>& filters, std::string_view topic)
{
    if (m_told)
        return; // nothing left to learn
    for (std::size_t i = 0; i < m_states.size() && i < filters.size(); ++i) {
        State& state = m_states[i];
        if (!state.settled && !state.heard && state.pauseS > 0)
            state.heard = matchTopic(filters[i], topic).has_value();
    }
}

std::size_t MqttSubscriptions::answered(int id)
{
    const auto question
        = std::find_if(m_questions.begin(), m_questions.end(), [id](const auto& q) { return q.first == id; });
    if (question == m_questions.end())
        return kNone;
    m_states[question->second].settled = true;
    m_told = false; // it may have been a refusal
    return question->second;
}

bool MqttSubscriptions::becameSettled()
{
    if (m_told || m_states.empty()
        || !std::all_of(m_states.begin(), m_states.end(), [](const State& state) { return state.settled; }))
        return false;
    m_told = true;
    return true;
}

} // namespace gigahall::model
