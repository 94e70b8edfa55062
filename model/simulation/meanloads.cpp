#include "model/simulation/meanloads.h"

#include <algorithm>

namespace gigahall::model {

void followRacks(const Twin& twin, TwinLoad& load)
{
    const Campus& campus = twin.campus();
    load.supportKw.resize(campus.supportCount());
    for (std::uint32_t s = 0; s < campus.supportCount(); ++s)
        load.supportKw[s] = twin.supportKw(s, 1); // outside of halls
    for (const Hall& hall : campus.halls) {
        double kw = 0, ratedKw = 0;
        for (std::uint32_t r = hall.racks.first; r < hall.racks.end(); ++r) {
            kw += load.rackKw[r];
            ratedKw += twin.rackPower(r).ratedKw();
        }
        const double share = ratedKw > 0 ? std::min(1.0, kw / ratedKw) : 0;
        for (std::uint32_t s = hall.supportRacks.first; s < hall.supportRacks.end(); ++s)
            load.supportKw[s] = twin.supportKw(s, share);
    }
}

} // namespace gigahall::model
