#include "model/simulation/measuredloads.h"

#include "model/campus/campus.h"

#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kUnknownLoad = 0.5; // assumption
/// Two trajectories that go side by side ask for the same moments.
constexpr std::size_t kKept = 4;

double valueOf(const TelemetryFrame& frame, Metric metric, std::uint32_t rack)
{
    const Plane& plane = frame.rack[static_cast<std::size_t>(metric)];
    const bool known = rack < plane.size() && frame.rackStates(metric)[rack] != DataState::Missing;
    return known ? double(dequantise(frame.info(metric), plane[rack])) : kNan;
}

} // namespace

MeasuredLoads::MeasuredLoads(const Campus& campus, FrameAt frameAt, double lastS)
    : m_campus(campus)
    , m_frameAt(std::move(frameAt))
    , m_lastS(lastS)
{
    for (const AssetType& type : campus.types)
        m_powers.emplace_back(type);
}

double MeasuredLoads::measuredKw(const TelemetryFrame& frame, std::uint32_t rack) const
{
    if (const double kw = valueOf(frame, Metric::RackPower, rack); !std::isnan(kw))
        return kw;
    const RackPower& servers = power(rack);
    if (servers.gpus() == 0)
        return kNan;
    if (const double gpuW = valueOf(frame, Metric::GpuPower, rack); !std::isnan(gpuW))
        return servers.inputKw(servers.gpus() * gpuW);
    const double load = valueOf(frame, Metric::GpuUtilization, rack);
    return std::isnan(load) ? kNan : servers.inputKw(load, load, {});
}

MeasuredLoads::Racks MeasuredLoads::read(const TelemetryFrame& frame) const
{
    Racks out;
    out.kw.resize(m_campus.rackCount());
    out.heard.resize(m_campus.rackCount());
    std::vector<double> sumKw(m_powers.size(), 0), count(m_powers.size(), 0); // by type
    const auto typeOf = [&](std::uint32_t rack) { return m_campus.runs[m_campus.rackRun[rack]].type; };
    for (std::uint32_t r = 0; r < out.kw.size(); ++r) {
        out.heard[r] = frame.rackState[r] != DataState::Missing ? 1 : 0;
        out.kw[r] = measuredKw(frame, r);
        if (!std::isnan(out.kw[r])) {
            sumKw[typeOf(r)] += out.kw[r];
            count[typeOf(r)] += 1;
        }
    }
    for (std::uint32_t r = 0; r < out.kw.size(); ++r) {
        if (!std::isnan(out.kw[r]))
            continue;
        const auto type = typeOf(r);
        out.kw[r] = count[type] > 0 ? sumKw[type] / count[type] : power(r).inputKw(kUnknownLoad, kUnknownLoad, {});
        ++out.assumed;
    }
    return out;
}

std::shared_ptr<const MeasuredLoads::Racks> MeasuredLoads::racksAt(double timeS) const
{
    const double atS = std::min(timeS, m_lastS);
    const std::lock_guard lock(m_mutex);
    for (const auto& [readS, racks] : m_read)
        if (readS == atS)
            return racks;
    // Whoever waits for a part of the frame meanwhile must not take up work that waits for this lock.
    const FramePtr frame = oneapi::tbb::this_task_arena::isolate([&] { return m_frameAt(atS); });
    m_read.emplace_back(atS, std::make_shared<const Racks>(read(*frame)));
    if (m_read.size() > kKept)
        m_read.pop_front();
    return m_read.back().second;
}

TwinLoad MeasuredLoads::meanLoad(const Twin& twin, double timeS, std::span<const float> caps) const
{
    return loadOf(twin, *racksAt(timeS), caps);
}

TwinLoad MeasuredLoads::loadOf(const Twin& twin, const Racks& racks, std::span<const float> caps) const
{
    TwinLoad load;
    load.rackKw = racks.kw;
    load.idleKw.resize(racks.kw.size());
    for (std::uint32_t r = 0; r < racks.kw.size(); ++r) {
        if (!caps.empty() && caps[r] < 1)
            load.rackKw[r] = std::min(load.rackKw[r], double(caps[r]) * power(r).ratedKw());
        load.idleKw[r] = std::min(load.rackKw[r], power(r).idleKw());
    }
    followRacks(twin, load);
    return load;
}

} // namespace gigahall::model
