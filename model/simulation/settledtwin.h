#pragma once

#include "model/simulation/twin.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gigahall::model {

/// Heat of what is served, as cooling takes it: see CoolingInput.
struct HeatSplit
{
    std::vector<double> rackKw; ///< by rack: into the coolant
    std::vector<double> airKw, fanKw; ///< by building
};

/// A campus that has settled under a load: what changes are told from. Where too much is asked, loads are shed. Const
/// use is thread safe; the twin must outlive it.
class SettledTwin
{
public:
    /// Uses the scratch memory of `twin`, here only.
    SettledTwin(Twin& twin, TwinLoad load, TwinConditions conditions);

    const Twin& twin() const { return m_twin; }
    const Campus& campus() const { return m_twin.campus(); }
    /// Its heatKw is there even where the given one's is empty.
    const TwinLoad& load() const { return m_load; }
    const TwinConditions& conditions() const { return m_conditions; }
    const TwinResult& result() const { return m_result; }

    const std::vector<double>& demandKw() const { return m_demandKw; } ///< by node, cooling plant included
    const std::vector<std::uint8_t>& out() const { return m_out; } ///< by node: what is out already
    const std::vector<std::uint8_t>& runs() const { return m_runs; } ///< by plant
    const CoolingState& cooling() const { return m_cooling; }
    const HeatSplit& heat() const { return m_heat; }
    /// The same demand while all storage is full.
    const NetworkFlow& storedFlow() const { return m_stored; }

    /// CoolingLoops::kNone outside of buildings.
    std::uint32_t buildingOfRack(std::uint32_t rack) const { return m_buildingOfRack[rack]; }
    std::uint32_t buildingOfSupport(std::uint32_t support) const { return m_buildingOfSupport[support]; }
    /// The facility loop that cools the air of a building; CoolingLoops::kNone where the layout has none.
    std::uint32_t airFacility(std::uint32_t building) const { return m_airFacility[building]; }
    /// Heat into the air of a building, into its entries of `heat`, whose racks are right already.
    void splitAir(std::uint32_t building, std::span<const float> served, std::span<const std::uint8_t> runs,
        HeatSplit& heat) const;

private:
    void mapBuildings();
    void splitHeat();
    void solveStored();

    const Twin& m_twin;
    TwinLoad m_load;
    TwinConditions m_conditions;
    TwinResult m_result;
    std::vector<double> m_demandKw;
    std::vector<std::uint8_t> m_out, m_runs;
    CoolingState m_cooling;
    HeatSplit m_heat;
    NetworkFlow m_stored;
    std::vector<std::uint32_t> m_buildingOfRack, m_buildingOfSupport, m_airFacility;
};

} // namespace gigahall::model
