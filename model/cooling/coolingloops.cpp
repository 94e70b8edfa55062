#include "model/cooling/coolingloops.h"

#include "model/cooling/fluid.h"
#include "model/graph/servesnetwork.h"

#include <algorithm>
#include <numeric>

namespace gigahall::model {

namespace {

// Assumptions where the layout is silent: metal and coolant of a rack; loop volume of a CDU's share of two rows;
// seconds a facility loop without tanks takes to warm by 1 K at its rating.
constexpr double kRackKjPerK = 80, kCduKjPerK = 2000, kFacilitySecondsPerK = 25;
constexpr double kDefaultSupplyC = 45, kDefaultRiseK = 10, kDefaultApproachK = 4;

class UnionFind
{
public:
    explicit UnionFind(std::size_t size)
        : m_parent(size)
    {
        std::iota(m_parent.begin(), m_parent.end(), 0u);
    }
    std::uint32_t find(std::uint32_t i)
    {
        while (m_parent[i] != i)
            i = m_parent[i] = m_parent[m_parent[i]];
        return i;
    }
    /// The smaller index stays the root: loops come in table order.
    void join(std::uint32_t a, std::uint32_t b)
    {
        a = find(a);
        b = find(b);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> m_parent;
};

class Compiler
{
public:
    explicit Compiler(const Campus& campus)
        : m_campus(campus)
        , m_techSets(campus.plantCount())
        , m_facilitySets(campus.plantCount())
        , m_cduOfRack(campus.rackCount(), CoolingLoops::kNone)
        , m_isCdu(campus.plantCount(), 0)
        , m_hasServer(campus.plantCount(), 0)
        , m_inGraph(campus.plantCount(), 0)
    {
    }

    CoolingLoops compile()
    {
        join();
        rackDesigns();
        techLoops();
        facilityLoops();
        return std::move(m_loops);
    }

private:
    const AssetType& typeOf(std::uint32_t plant) const
    {
        return m_campus.types[m_campus.runs[m_campus.plantRun[plant]].type];
    }

    void join()
    {
        std::vector<std::uint32_t> firstOfGroup;
        for (const ServesGraph::Edge& edge : m_campus.coolant.edges()) {
            if (edge.from.kind() != AssetKind::Plant)
                continue;
            const std::uint32_t from = edge.from.index(), to = edge.to.index();
            m_inGraph[from] = 1;
            if (edge.to.kind() == AssetKind::Plant) {
                m_facilitySets.join(from, to);
                m_hasServer[to] = m_inGraph[to] = 1;
            } else if (edge.to.kind() == AssetKind::Rack) {
                m_isCdu[from] = 1;
                std::uint32_t& cdu = m_cduOfRack[to];
                cdu == CoolingLoops::kNone ? void(cdu = from) : m_techSets.join(cdu, from);
                if (!sharesCapacity(m_campus.coolant.rules()[edge.rule].redundancy))
                    continue;
                firstOfGroup.resize(
                    std::max<std::size_t>(firstOfGroup.size(), edge.group + std::size_t{1}), CoolingLoops::kNone);
                std::uint32_t& first = firstOfGroup[edge.group];
                first == CoolingLoops::kNone ? void(first = from) : m_techSets.join(first, from);
            }
        }
    }

    void rackDesigns()
    {
        for (const AssetType& type : m_campus.types) {
            CoolingLoops::Rack rack;
            rack.ratedHeatKw = std::clamp(type.liquidShare, 0.0, 1.0) * std::max(type.ratedKw, 0.0);
            const double riseK = type.liquidRiseK > 0 ? type.liquidRiseK : kDefaultRiseK;
            rack.designLpm
                = type.cooling.flowLpm > 0 ? type.cooling.flowLpm : flowLpm(rack.ratedHeatKw, riseK, kRhoCpPg25);
            rack.storeKjPerK = type.cooling.heatCapacityKjPerK > 0 ? type.cooling.heatCapacityKjPerK : kRackKjPerK;
            m_loops.byType.push_back(rack);
        }
    }

    /// Members of sets in table order; the set of `keyOf(i)` gets a number when it is met first.
    template <typename Key>
    static std::vector<std::vector<std::uint32_t>> gather(
        std::uint32_t count, std::size_t keys, Key keyOf, std::vector<std::uint32_t>& numberOfKey)
    {
        numberOfKey.assign(keys, CoolingLoops::kNone);
        std::vector<std::vector<std::uint32_t>> sets;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t key = keyOf(i);
            if (key == CoolingLoops::kNone)
                continue;
            if (numberOfKey[key] == CoolingLoops::kNone) {
                numberOfKey[key] = static_cast<std::uint32_t>(sets.size());
                sets.emplace_back();
            }
            sets[numberOfKey[key]].push_back(i);
        }
        return sets;
    }

    Range store(std::vector<std::uint32_t>& all, const std::vector<std::uint32_t>& part)
    {
        const Range range{static_cast<std::uint32_t>(all.size()), static_cast<std::uint32_t>(part.size())};
        all.insert(all.end(), part.begin(), part.end());
        return range;
    }

    void techLoops()
    {
        std::vector<std::uint32_t> number;
        const auto cdus = gather(
            m_campus.plantCount(), m_campus.plantCount(),
            [&](std::uint32_t p) { return m_isCdu[p] ? m_techSets.find(p) : CoolingLoops::kNone; }, number);
        m_loops.tech.resize(cdus.size());
        m_loops.techOfPlant.assign(m_campus.plantCount(), CoolingLoops::kNone);
        m_loops.techOfRack.assign(m_campus.rackCount(), CoolingLoops::kNone);
        std::vector<std::vector<std::uint32_t>> racks(cdus.size());
        for (std::uint32_t r = 0; r < m_campus.rackCount(); ++r)
            if (m_cduOfRack[r] != CoolingLoops::kNone) {
                m_loops.techOfRack[r] = number[m_techSets.find(m_cduOfRack[r])];
                racks[m_loops.techOfRack[r]].push_back(r);
            }
        for (std::uint32_t i = 0; i < cdus.size(); ++i) {
            CoolingLoops::Tech& loop = m_loops.tech[i];
            loop.racks = store(m_loops.racks, racks[i]);
            loop.cdus = store(m_loops.plants, cdus[i]);
            loop.cdu = &typeOf(cdus[i].front());
            const AssetType& rack = m_campus.rackType(racks[i].front());
            loop.setC = rack.liquidSupplyC > 0 ? rack.liquidSupplyC
                : loop.cdu->liquidSupplyC > 0  ? loop.cdu->liquidSupplyC
                                               : kDefaultSupplyC;
            for (const std::uint32_t cdu : cdus[i]) {
                m_loops.techOfPlant[cdu] = i;
                const double own = typeOf(cdu).cooling.heatCapacityKjPerK;
                loop.storeKjPerK += own > 0 ? own : kCduKjPerK;
            }
            feed(loop, cdus[i].front());
        }
    }

    /// Pumps whose water reaches a CDU.
    void feed(CoolingLoops::Tech& loop, std::uint32_t cdu)
    {
        std::vector<std::uint32_t> pumps;
        for (const ServesGraph::Edge& edge : m_campus.coolant.serversOf({AssetKind::Plant, cdu}))
            if (edge.from.kind() == AssetKind::Plant && isPump(edge.from.index()))
                pumps.push_back(edge.from.index());
        loop.pumps = store(m_loops.plants, pumps);
        if (!pumps.empty())
            loop.cdusPerPump = double(m_campus.coolant.servedBy({AssetKind::Plant, pumps.front()}).size());
    }

    bool isPump(std::uint32_t plant) const
    {
        return m_inGraph[plant] && !m_isCdu[plant] && typeOf(plant).cooling.flowLpm > 0;
    }
    /// Where the coolant graph begins there is heat rejection, unless the layout begins with its pumps or tanks.
    bool isCooler(std::uint32_t plant) const
    {
        return m_inGraph[plant] && !m_hasServer[plant] && !m_isCdu[plant] && !isPump(plant)
            && typeOf(plant).ratedUnit == "kW" && typeOf(plant).ratedKw > 0;
    }

    void facilityLoops()
    {
        std::vector<std::uint32_t> number;
        const auto sets = gather(
            m_campus.plantCount(), m_campus.plantCount(),
            [&](std::uint32_t p) {
                return m_inGraph[p] && (m_hasServer[p] || !m_isCdu[p]) ? m_facilitySets.find(p) : CoolingLoops::kNone;
            },
            number);
        m_loops.facilityOfPlant.assign(m_campus.plantCount(), CoolingLoops::kNone);
        for (std::uint32_t i = 0; i < sets.size(); ++i) {
            CoolingLoops::Facility loop;
            std::vector<std::uint32_t> pumps, coolers;
            double litres = 0;
            for (const std::uint32_t plant : sets[i]) {
                m_loops.facilityOfPlant[plant] = i;
                if (isCooler(plant))
                    coolers.push_back(plant);
                else if (isPump(plant))
                    pumps.push_back(plant);
                if (typeOf(plant).ratedUnit == "m3")
                    litres += typeOf(plant).ratedKw * 1000;
            }
            loop.pumps = store(m_loops.plants, pumps);
            loop.coolers = store(m_loops.plants, coolers);
            loop.cooler = coolers.empty() ? nullptr : &typeOf(coolers.front());
            loop.storeKjPerK = litres * kRhoCpWater;
            loop.building = buildingOf(sets[i].front());
            loop.takesAir = loop.cooler && loop.building != CoolingLoops::kNone
                && std::none_of(m_loops.facility.begin(), m_loops.facility.end(),
                    [&](const CoolingLoops::Facility& f) { return f.takesAir && f.building == loop.building; });
            m_loops.facility.push_back(loop);
        }
        for (CoolingLoops::Tech& tech : m_loops.tech) {
            tech.facility = m_loops.facilityOfPlant[m_loops.plants[tech.cdus.first]];
            if (tech.facility == CoolingLoops::kNone)
                continue;
            CoolingLoops::Facility& loop = m_loops.facility[tech.facility];
            const double approachK = tech.cdu->cooling.approachK > 0 ? tech.cdu->cooling.approachK : kDefaultApproachK;
            // The coldest of its loops has to be held as well.
            const bool first = loop.techs.count++ == 0;
            loop.setC = first ? tech.setC - approachK : std::min(loop.setC, tech.setC - approachK);
            if (loop.storeKjPerK <= 0)
                loop.storeKjPerK = kFacilitySecondsPerK
                    * std::max(loop.cooler ? loop.cooler->ratedKw * loop.coolers.count : 0, 1000.0);
        }
        for (CoolingLoops::Facility& loop : m_loops.facility)
            loop.storeKjPerK = std::max(loop.storeKjPerK, 1000.0);
        listTechs();
    }

    /// Counting sort: the loops of a facility in table order.
    void listTechs()
    {
        std::uint32_t end = 0;
        for (CoolingLoops::Facility& loop : m_loops.facility) {
            loop.techs.first = end;
            end += loop.techs.count;
            loop.techs.count = 0;
        }
        m_loops.techs.resize(end);
        for (std::uint32_t t = 0; t < m_loops.tech.size(); ++t)
            if (const std::uint32_t f = m_loops.tech[t].facility; f != CoolingLoops::kNone) {
                Range& techs = m_loops.facility[f].techs;
                m_loops.techs[techs.first + techs.count++] = t;
            }
    }

    std::uint32_t buildingOf(std::uint32_t plant) const
    {
        for (AssetId id(AssetKind::Plant, plant); id.isValid(); id = m_campus.parent(id))
            if (id.kind() == AssetKind::Building)
                return id.index();
        return CoolingLoops::kNone;
    }

    const Campus& m_campus;
    CoolingLoops m_loops;
    UnionFind m_techSets, m_facilitySets;
    std::vector<std::uint32_t> m_cduOfRack;
    std::vector<char> m_isCdu, m_hasServer, m_inGraph;
};

} // namespace

CoolingLoops compileLoops(const Campus& campus)
{
    return Compiler(campus).compile();
}

} // namespace gigahall::model
