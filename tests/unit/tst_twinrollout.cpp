// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/rollout/rollout.h"
#include "model/simulation/plantreadings.h"
#include "model/simulation/simulator.h"
#include "tests/support/twincampus.h"

#include <QtTest>

#include <algorithm>
#include <random>

using namespace gigahall::model;
using namespace gigahall::tests;

namespace {

InService all(const Campus& campus, std::uint8_t there)
{
    return {0, std::vector<std::uint8_t>(campus.rackCount(), there),
        std::vector<std::uint8_t>(campus.supportCount(), there), std::vector<std::uint8_t>(campus.plantCount(), there)};
}

/// Only what is in one phase.
InService onlyPhase(const Campus& campus, std::uint32_t phase)
{
    InService out = all(campus, 0);
    const Phase& p = campus.phases[phase];
    std::fill_n(out.racks.begin() + p.racks.first, p.racks.count, 1);
    std::fill_n(out.supportRacks.begin() + p.supportRacks.first, p.supportRacks.count, 1);
    std::fill_n(out.plant.begin() + p.plant.first, p.plant.count, 1);
    return out;
}

} // namespace

/// The physics of a campus of which only a part is in service.
class TestTwinRollout : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_campus = loadCampus("default"); }
    void allOfItIsAsWithout();
    void nothingAtAll();
    void onePhaseByItself();
    void someHalls();
    void anOutageAmongThem();
    void simulatedOnADay();

private:
    Campus m_campus;
};

void TestTwinRollout::allOfItIsAsWithout()
{
    const InService service = all(m_campus, 1);
    Twin with(m_campus, &service), without(m_campus);
    TwinResult a, b;
    with.steady(with.uniformLoad(0.7, 0.5), {}, a);
    without.steady(without.uniformLoad(0.7, 0.5), {}, b);
    QVERIFY(sameBytes(a, b));
}

void TestTwinRollout::nothingAtAll()
{
    const InService service = all(m_campus, 0);
    Twin twin(m_campus, &service);
    const TwinLoad load = twin.uniformLoad(1, 1);
    TwinResult result;
    TwinState state = twin.settle(load, {});
    for (const bool steady : {true, false}) {
        if (steady)
            twin.steady(load, {}, result);
        else
            twin.step(load, {}, 10, state, result);
        QCOMPARE(result.balance.itKw, 0.0);
        QCOMPARE(result.balance.suppliedKw, 0.0);
        QCOMPARE(result.balance.coolingKw, 0.0);
        QCOMPARE(result.darkRacks, 0u);
        QCOMPARE(result.lostKw, 0.0);
        QCOMPARE(result.hotRacks, 0u);
        QVERIFY(result.power.overloaded.empty());
        QCOMPARE(impactOf(twin, result).darkGpus, std::uint64_t(0));
    }
}

/// Phases share nothing: one alone takes what it takes among the others.
void TestTwinRollout::onePhaseByItself()
{
    const InService service = onlyPhase(m_campus, 3);
    Twin part(m_campus, &service), whole(m_campus);
    const TwinLoad load = whole.uniformLoad(0.8, 0.6);
    TwinResult a, b;
    part.steady(load, {.dryBulbC = 31}, a);
    whole.steady(load, {.dryBulbC = 31}, b);
    const Phase& phase = m_campus.phases[3];
    double kw = 0;
    for (std::uint32_t r = phase.racks.first; r < phase.racks.end(); ++r) {
        QCOMPARE(a.rackKw[r], b.rackKw[r]);
        QCOMPARE(a.cooling.rackReturnC[r], b.cooling.rackReturnC[r]);
        kw += a.rackKw[r];
    }
    QVERIFY(std::abs(a.balance.computeKw - kw) < 1e-6);
    QVERIFY(std::abs(a.balance.pue - b.balance.pue) < 1e-9); // all phases are alike
    QVERIFY2(faultOf(part, {.dryBulbC = 31}, a, 1e-9).isEmpty(), qPrintable(faultOf(part, {.dryBulbC = 31}, a, 1e-9)));
    QCOMPARE(a.darkRacks, 0u);
}

/// Half of a building: its plant is there, and sums still close.
void TestTwinRollout::someHalls()
{
    std::mt19937 random(5);
    for (int round = 0; round < 6; ++round) {
        InService service = onlyPhase(m_campus, std::uint32_t(random() % m_campus.phases.size()));
        std::uint32_t racks = 0;
        for (const Hall& hall : m_campus.halls) {
            if (random() % 3 == 0) {
                std::fill_n(service.racks.begin() + hall.racks.first, hall.racks.count, 0);
                std::fill_n(service.supportRacks.begin() + hall.supportRacks.first, hall.supportRacks.count, 0);
            }
            racks += std::uint32_t(std::count(service.racks.begin() + hall.racks.first,
                service.racks.begin() + hall.racks.first + hall.racks.count, 1));
        }
        Twin twin(m_campus, &service);
        const TwinLoad load = randomLoad(twin, random);
        TwinResult result;
        twin.steady(load, {.dryBulbC = 25}, result);
        QCOMPARE(std::uint32_t(std::ranges::count_if(result.rackKw, [](double kw) { return kw > 0; })), racks);
        QCOMPARE(result.darkRacks, 0u);
        QVERIFY2(faultOf(twin, {.dryBulbC = 25}, result, 1e-9).isEmpty(),
            qPrintable(faultOf(twin, {.dryBulbC = 25}, result, 1e-9)));
    }
}

/// What fails counts, what is not there does not: also when it is part of what fails.
void TestTwinRollout::anOutageAmongThem()
{
    const InService service = onlyPhase(m_campus, 0);
    Twin twin(m_campus, &service);
    const TwinLoad load = twin.uniformLoad(0.7, 0.5);
    const Hall& hall = m_campus.halls[2];
    TwinConditions conditions;
    conditions.outages = {{AssetId(AssetKind::Hall, 2)}, {AssetId(AssetKind::Phase, 1)}};
    TwinResult result;
    twin.steady(load, conditions, result);
    QCOMPARE(result.darkRacks, hall.racks.count);
    TwinState state = twin.settle(load, {});
    twin.step(load, conditions, 60, state, result);
    QCOMPARE(result.darkRacks, hall.racks.count);
    conditions.outages.clear(); // in order again
    twin.step(load, conditions, 60, state, result);
    QCOMPARE(result.darkRacks, 0u);
    QVERIFY(result.balance.itKw > 0 && result.rackKw[m_campus.phases[1].racks.first] == 0);
}

/// Frames of a day: what is planned has no value and counts apart; going there is as having been there.
void TestTwinRollout::simulatedOnADay()
{
    const auto first = std::make_shared<const InService>(onlyPhase(m_campus, 0));
    const auto third = std::make_shared<const InService>(onlyPhase(m_campus, 2));
    Simulator there(m_campus, 1, {}, third), later(m_campus, 1, {}, first), whole(m_campus, 1);
    constexpr double kNoonS = 43200;
    later.frame(kNoonS, {});
    later.setInService(third);
    const FramePtr a = there.frame(kNoonS, {}), b = later.frame(kNoonS, {}), all = whole.frame(kNoonS, {});
    const auto power = static_cast<std::size_t>(Metric::RackPower);
    QVERIFY(a->rack[power] == b->rack[power] && a->rackState == b->rackState);
    QCOMPARE(a->balance->suppliedKw, b->balance->suppliedKw);
    const Phase& phase = m_campus.phases[2];
    QCOMPARE(a->stateCounts[static_cast<std::size_t>(DataState::Planned)], m_campus.rackCount() - phase.racks.count);
    // A value of the campus is of what runs, however little that is.
    QCOMPARE(a->state(m_campus, Metric::RackPower, {AssetKind::Campus, 0}), DataState::Simulated);
    QCOMPARE(a->state(m_campus, Metric::RackPower, {AssetKind::Phase, 0}), DataState::Planned);
    for (const std::uint32_t rack : {0u, phase.racks.first - 1, phase.racks.end()}) {
        QCOMPARE(a->rackState[rack], DataState::Planned);
        QCOMPARE(a->rack[power][rack], kMissing16);
    }
    for (std::uint32_t rack = phase.racks.first; rack < phase.racks.end(); ++rack)
        QCOMPARE(a->rack[power][rack], all->rack[power][rack]);
    QCOMPARE(a->impact->darkRacks, 0u);
    later.setInService(nullptr);
    QVERIFY(later.frame(kNoonS, {})->rack[power] == all->rack[power]);
    QVERIFY(later.frame(kNoonS, {})->stateCounts == all->stateCounts);
}

QTEST_GUILESS_MAIN(TestTwinRollout)
#include "tst_twinrollout.moc"
