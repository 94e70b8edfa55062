#pragma once

#include "model/campus/campus.h"

#include <cstdint>
#include <vector>

namespace gigahall::model {

/// The coolant graph of a campus as loops. A technology loop is a group of CDUs and the racks they serve; a facility
/// loop is whatever hangs together above them: pumps, tanks, heat rejection. Plain tables, made once.
struct CoolingLoops
{
    static constexpr std::uint32_t kNone = 0xffffffffu;

    struct Tech
    {
        Range racks; ///< into `racks`
        Range cdus, pumps; ///< into `plants`; pumps: those of the facility loop that feed these CDUs
        std::uint32_t facility = kNone; ///< kNone: ends at a boundary that takes everything
        double setC = 45; ///< supply
        double storeKjPerK = 0; ///< coolant and metal of the loop, without racks
        const AssetType* cdu = nullptr;
        double cdusPerPump = 1; ///< how many CDUs share what one of its pumps gives
    };
    struct Facility
    {
        Range pumps, coolers; ///< into `plants`
        std::uint32_t building = kNone;
        bool takesAir = false; ///< cools the air of the building as well: the first loop of a building
        double setC = 41; ///< supply
        Range techs; ///< into `techs`: technology loops that give their heat to it
        double storeKjPerK = 0;
        const AssetType* cooler = nullptr; ///< null: the layout has no heat rejection, a boundary takes everything
    };
    /// Of a rack type.
    struct Rack
    {
        double designLpm = 0; ///< carries the rated heat at the design rise
        double ratedHeatKw = 0;
        double storeKjPerK = 80;
    };

    std::vector<Tech> tech;
    std::vector<Facility> facility;
    std::vector<std::uint32_t> racks, plants, techs;
    std::vector<std::uint32_t> techOfRack; ///< kNone: no coolant graph reaches it; heat leaves at a boundary
    std::vector<std::uint32_t> techOfPlant, facilityOfPlant; ///< kNone: no part of one
    std::vector<Rack> byType;
};

/// The campus must outlive the result (loops point at its types).
CoolingLoops compileLoops(const Campus& campus);

} // namespace gigahall::model
