#pragma once

#include "model/simulation/twin.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace gigahall::model {

/// What becomes of a campus that loses one element; where several apply, what comes first.
enum class FailureKind : std::uint8_t
{
    Nothing, ///< what is left carries it all
    Overload, ///< something is asked too much, and loads are shed
    Dark, ///< loads have no supply left
    Hot, ///< coolant gets too warm, and racks switch themselves off
    Count
};

/// What the failure of one element costs: all of it beyond what is lost already.
struct FailureCost
{
    AssetId element;
    FailureKind kind = FailureKind::Nothing;
    double lostKw = 0; ///< IT load
    std::uint32_t darkRacks = 0; ///< the hot ones among them
    std::uint32_t hotRacks = 0;
    std::uint32_t darkGpus = 0;
    std::uint32_t stoppedJobs = 0;
    /// The most loaded of those elements that carry more than before, as a share of its rating; with an overload,
    /// before loads are shed. Invalid: none carries more.
    AssetId worst;
    double worstLoading = 0;
    /// How long storage puts off that IT loses its supply: until the first that loads live on then is empty. 0 where
    /// something is lost at once, infinity where there is nothing to put off.
    double rideThroughS = std::numeric_limits<double>::infinity();
};

struct SweepOptions
{
    bool halls = false; ///< halls fail as well, each with all that is in it
    std::span<const std::uint32_t> rackJob; ///< by rack: which job it works on; empty = not known

    static constexpr std::uint32_t kNoJob = 0xffffffffu;
};

struct Sweep
{
    std::vector<FailureCost> failures; ///< plant in table order, then halls
    double lostKw = 0; ///< IT load that is not served before anything more fails
    std::uint32_t darkRacks = 0;
    std::string problem; ///< outside of what the layout's curves cover; empty = none
};

/// Every single failure of a campus that has settled: what Twin::steady() says of each, with loads shed where too much
/// is asked, found by what each changes. The same bytes for any number of threads. `twin` is used as scratch.
Sweep sweep(Twin& twin, const TwinLoad& load, const TwinConditions& conditions, const SweepOptions& options = {});

/// Indices of failures, the most lost load first, then the most racks, then in table order.
std::vector<std::uint32_t> rankedByLoss(const Sweep& sweep);

} // namespace gigahall::model
