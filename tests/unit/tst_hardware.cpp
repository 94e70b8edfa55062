// labels: sanitize
// Other racks in a part of a campus: what changes, and that nothing else does.
#include "assets/import/campusfile.h"
#include "tests/support/twincampus.h"

#include <QTest>

#include <cmath>

using namespace gigahall;
using assets::HardwareChange;
using model::AssetId;
using model::AssetKind;
using model::Campus;
using model::Range;
using model::Run;

namespace {

using Changes = std::vector<HardwareChange>;

std::string pathOf(const std::string& name)
{
    return name == "small" ? SOURCE_DIR "/tests/fixtures/layout/small.campus.json" : assets::resolveCampusPath(name);
}

Campus load(const std::string& name, const Changes& hardware = {})
{
    auto result = assets::loadCampus(pathOf(name), hardware);
    for (const auto& problem : result.problems)
        qWarning("%s", problem.text().c_str());
    if (!result.campus)
        qFatal("%s can't be loaded", name.c_str());
    return std::move(*result.campus);
}

/// Everything of a run but its racks: their size and, where they are of another width, the corner of the first.
bool samePlace(const Run& a, const Run& b)
{
    return a.kind == b.kind && a.group == b.group && a.row == b.row && a.firstItem == b.firstItem && a.count == b.count
        && a.yawRad == b.yawRad && (a.count == 1 || a.pitchM == b.pitchM) && a.facesBack == b.facesBack;
}
bool same(const Run& a, const Run& b)
{
    return samePlace(a, b) && a.pitchM == b.pitchM && a.type == b.type && a.originM == b.originM && a.sizeM == b.sizeM;
}

bool sameEdges(const model::ServesGraph& a, const model::ServesGraph& b)
{
    return std::equal(
        a.edges().begin(), a.edges().end(), b.edges().begin(), b.edges().end(), [](const auto& x, const auto& y) {
            return x.from == y.from && x.to == y.to && x.rule == y.rule && x.group == y.group;
        });
}

bool sameNames(const Campus& a, const Campus& b)
{
    const auto equal = [](const model::NameList& x, const model::NameList& y) {
        if (x.size() != y.size())
            return false;
        for (std::uint32_t i = 0; i < x.size(); ++i)
            if (x[i] != y[i])
                return false;
        return true;
    };
    return equal(a.names.buildings, b.names.buildings) && equal(a.names.halls, b.names.halls)
        && equal(a.names.rows, b.names.rows) && equal(a.names.racks, b.names.racks)
        && equal(a.names.support, b.names.support) && equal(a.names.plant, b.names.plant);
}

bool sameSurroundings(const Campus& a, const Campus& b)
{
    if (a.groups.size() != b.groups.size() || a.shells.size() != b.shells.size() || a.runs.size() != b.runs.size()
        || a.phases.size() != b.phases.size())
        return false;
    for (std::size_t i = 0; i < a.groups.size(); ++i)
        if (a.groups[i].originM != b.groups[i].originM || a.groups[i].yawRad != b.groups[i].yawRad
            || a.groups[i].owner != b.groups[i].owner)
            return false;
    for (std::size_t i = 0; i < a.shells.size(); ++i)
        if (a.shells[i].minM != b.shells[i].minM || a.shells[i].sizeM != b.shells[i].sizeM
            || a.shells[i].group != b.shells[i].group)
            return false;
    for (std::size_t i = 0; i < a.phases.size(); ++i)
        if (a.phases[i].key != b.phases[i].key || a.phases[i].label.en != b.phases[i].label.en
            || a.phases[i].label.de != b.phases[i].label.de || a.phases[i].readyDate != b.phases[i].readyDate)
            return false;
    return true;
}

/// What is wrong where nothing but racks inside `halls` may differ; empty = nothing.
std::string differsElsewhere(const Campus& a, const Campus& b, Range halls)
{
    if (!sameSurroundings(a, b))
        return "groups, shells or phases";
    if (!sameNames(a, b))
        return "names";
    if (!sameEdges(a.power, b.power) || !sameEdges(a.coolant, b.coolant))
        return "power or coolant";
    for (std::size_t r = 0; r < a.runs.size(); ++r) {
        const std::uint32_t hall = a.hallOfGroup(a.runs[r].group);
        const bool mayDiffer = hall != Run::kNone && halls.contains(hall) && a.runs[r].kind == AssetKind::Rack;
        if (mayDiffer ? !samePlace(a.runs[r], b.runs[r]) : !same(a.runs[r], b.runs[r]))
            return "a run";
    }
    for (std::uint32_t h = 0; h < a.halls.size(); ++h)
        if (!halls.contains(h)
            && (a.halls[h].planMinM != b.halls[h].planMinM || a.halls[h].planSizeM != b.halls[h].planSizeM
                || a.halls[h].gpus.count != b.halls[h].gpus.count))
            return "a hall";
    return "";
}

/// Each rack's type in a space, or nothing if there are several.
std::string typeIn(const Campus& c, const char* space)
{
    const Range racks = c.racksOf(*c.find(space));
    for (std::uint32_t r = racks.first; r < racks.end(); ++r)
        if (c.rackType(r).key != c.rackType(racks.first).key)
            return {};
    return c.rackType(racks.first).key;
}

} // namespace

class TestHardware : public QObject
{
    Q_OBJECT

private slots:
    void countsOfOnePhase()
    {
        const Campus a = load("default"), b = load("default", {{"P03", "vr-nvl144-cpx"}});
        const model::Phase& phase = b.phases[2];
        QCOMPARE(phase.gpus.count, 3072u * 288);
        QCOMPARE(b.gpuCount(), 4423680u + 3072 * 144);
        QVERIFY(std::abs(phase.gpuPackages - 3072 * 216) < 1e-6);
        QVERIFY(std::abs(phase.itKw - (3072 * 370 + 3840 * 30)) < 1e-6);
        QVERIFY(std::abs(phase.facilityKw - 1.24 * phase.itKw) < 1e-6);
        QVERIFY(std::abs(b.itKw - a.itKw - 3072 * 145) < 1e-6);
        QVERIFY(std::abs(b.facilityKw - a.facilityKw - 1.24 * 3072 * 145) < 1e-6);
        for (std::size_t p = 0; p < a.phases.size(); ++p) {
            QCOMPARE(b.phases[p].racks.count, a.phases[p].racks.count);
            QCOMPARE(b.phases[p].gpus.first, a.phases[p].gpus.first + (p > 2 ? 3072 * 144 : 0));
            if (p != 2)
                QVERIFY(std::abs(b.phases[p].itKw - a.phases[p].itKw) < 1e-6 && b.phases[p].gpus.count == 442368);
        }
        const char* last = "P03-B8-H4-R12-K08-T18-G16";
        QVERIFY(b.find(last) && !a.find(last) && !b.find("P04-B8-H4-R12-K08-T18-G16"));
        QCOMPARE(b.find(last)->index(), phase.gpus.end() - 1);
        QCOMPARE(b.name(*b.find(last)), std::string(last));
    }

    void liquidShareFollows()
    {
        const Campus c = load("default", {{"P03", "gb300-nvl72"}});
        const std::uint32_t rack = c.phases[2].racks.first;
        QCOMPARE(c.rackType(rack).liquidShare, 0.9);
        QCOMPARE(c.rackType(rack).ratedKw, 142.0);
        QCOMPARE(c.rackType(rack - 1).liquidShare, 1.0);
    }

    void nothingElseChanges_data()
    {
        QTest::addColumn<QString>("campus");
        QTest::addColumn<QString>("space");
        QTest::addColumn<QString>("type");
        QTest::newRow("phase") << "default"
                               << "P03"
                               << "gb300-nvl72";
        QTest::newRow("building") << "default"
                                  << "P03-B2"
                                  << "vr-nvl144-cpx";
        QTest::newRow("hall") << "default"
                              << "P10-B8-H4"
                              << "vr-nvl144-cpx";
        QTest::newRow("campus") << "default"
                                << "default"
                                << "gb300-nvl72";
        QTest::newRow("narrower") << "variant-b"
                                  << "P08"
                                  << "vr-nvl144";
        QTest::newRow("one hall narrower") << "variant-b"
                                           << "P09-B3-H2"
                                           << "vr-nvl144";
        QTest::newRow("one of an array of phases") << "small"
                                                   << "P02"
                                                   << "gpu-rack";
        QTest::newRow("hall in an array") << "small"
                                          << "P01-B2-H2"
                                          << "gpu-rack";
        QTest::newRow("loose racks") << "small"
                                     << "LAB"
                                     << "big-rack";
        QTest::newRow("the same") << "hundred-gw"
                                  << "P057-B3"
                                  << "vr-nvl144";
    }
    void nothingElseChanges()
    {
        QFETCH(QString, campus);
        QFETCH(QString, space);
        QFETCH(QString, type);
        const Campus a = load(campus.toStdString()),
                     b = load(campus.toStdString(), {{space.toStdString(), type.toStdString()}});
        QCOMPARE(typeIn(b, qPrintable(space)), type.toStdString());
        const AssetId id = *a.find(space.toStdString());
        Range halls{id.index(), 1};
        if (id.kind() != AssetKind::Hall)
            halls = id.kind() == AssetKind::Campus ? Range{0, std::uint32_t(a.halls.size())}
                : id.kind() == AssetKind::Phase    ? a.phases[id.index()].halls
                                                   : a.buildings[id.index()].halls;
        QCOMPARE(differsElsewhere(a, b, halls), std::string());
        // A rack stands in the middle of the place of the one before.
        for (std::uint32_t r = 0; r < a.rackCount(); ++r) {
            const Campus::Box x = a.box({AssetKind::Rack, r}), y = b.box({AssetKind::Rack, r});
            const glm::vec3 along(std::cos(x.yawRad), std::sin(x.yawRad), 0);
            const glm::vec3 apart = y.minM - x.minM + 0.5f * (y.sizeM.x - x.sizeM.x) * along;
            QVERIFY(glm::length(apart) < 1e-4f);
        }
    }

    void sameTypeIsTheSameCampus()
    {
        const Campus a = load("default"), b = load("default", {{"P03", "vr-nvl144"}, {"default", "vr-nvl144"}});
        QCOMPARE(differsElsewhere(a, b, {}), std::string());
        QVERIFY(a.rackFirstGpu == b.rackFirstGpu && a.itKw == b.itKw && a.gpuPackages == b.gpuPackages);
    }

    void theLastChangeCounts()
    {
        const HardwareChange phase{"P03", "vr-nvl144-cpx"}, building{"P03-B2", "gb300-nvl72"};
        const Campus inner = load("default", {phase, building}), outer = load("default", {building, phase});
        QCOMPARE(typeIn(inner, "P03-B2"), std::string("gb300-nvl72"));
        QCOMPARE(typeIn(inner, "P03-B1"), std::string("vr-nvl144-cpx"));
        QCOMPARE(typeIn(outer, "P03"), std::string("vr-nvl144-cpx"));
        const Campus back = load("variant-b", {{"P08", "vr-nvl144"}, {"P08", "kyber-nvl576"}});
        QCOMPARE(differsElsewhere(load("variant-b"), back, {}), std::string());
    }

    /// Halls of small: 3 racks of 30 and one of 21 dies a row.
    void countsOfRowsAndLooseRacks()
    {
        const Campus a = load("small"), row = load("small", {{"P02-B1", "gpu-rack"}}),
                     loose = load("small", {{"LAB-B1-H1", "big-rack"}});
        QCOMPARE(row.gpuCount(), a.gpuCount() + 12 * 9);
        QCOMPARE(loose.gpuCount(), a.gpuCount() - 2 * 9);
        QCOMPARE(loose.box(*loose.find("A01")).sizeM.x, 1.2f);
    }

    /// A hall that was built for racks of 225 kW can't carry Kyber racks in their places, if those were as narrow.
    void chainIsOverloaded()
    {
        const Campus c = tests::loadCampus(
            "variant-b", {{"types/kyber-nvl576/size", QVariantList{0.6, 1.068, 2.3}}}, {{"P01-B1-H1", "kyber-nvl576"}});
        model::Twin twin(c);
        model::TwinResult result;
        model::TwinConditions conditions;
        conditions.policy = model::OverloadPolicy::Carry;
        twin.steady(twin.uniformLoad(1, 1), conditions, result);
        std::size_t busways = 0;
        for (const model::ServesNetwork::Node node : result.power.overloaded) {
            const AssetId id = twin.power().assetOf(node);
            const std::string name = c.name(id);
            QVERIFY2(name.starts_with("P01-B1-H1-"), name.c_str());
            busways += c.types[c.runs[c.plantRun[id.index()]].type].key == "busway";
        }
        QCOMPARE(busways, std::size_t(24)); // A and B over 12 rows
        QVERIFY(result.power.overloaded.size() > busways); // and unit substations behind them
        conditions.policy = model::OverloadPolicy::Shed;
        twin.steady(twin.uniformLoad(1, 1), conditions, result);
        QVERIFY(result.darkRacks > 0 && result.darkRacks <= 96);
        QVERIFY(result.balance.relativePowerResidual() < 1e-9);
    }

    void problems_data();
    void problems();
    void allProblemsAtOnce();
};

void TestHardware::problems_data()
{
    QTest::addColumn<QString>("campus");
    QTest::addColumn<QString>("space");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* campus, const char* space, const char* type, const char* says) {
        QTest::newRow(name) << campus << space << type << says;
    };
    constexpr const char* kRacks = "expected one of vr-nvl144, vr-nvl144-cpx, gb300-nvl72";
    row("unknown space", "default", "Q3", "gb300-nvl72",
        "campus \"default\" has no \"Q3\"; expected the campus, a phase, a building or a hall, for example P01");
    row("near miss of a phase", "default", "p03", "gb300-nvl72", "(did you mean 'P03'?)");
    row("near miss of a hall", "default", "P03-B1-H5", "gb300-nvl72", "(did you mean 'P03-B1-H1'?)");
    row("empty", "default", "", "gb300-nvl72", "campus \"default\" has no \"\"");
    row("plant", "default", "P01-B1-H1-CDU01", "gb300-nvl72", "\"P01-B1-H1-CDU01\" holds no compute racks");
    row("support rack", "default", "P01-B1-H1-R01-S01", "gb300-nvl72", "holds no compute racks");
    row("row", "default", "P01-B1-H1-R01", "gb300-nvl72", "\"P01-B1-H1-R01\" is a part of a hall");
    row("rack", "default", "P01-B1-H1-R01-K01", "gb300-nvl72", "is a part of a hall; expected the campus, a phase");
    row("GPU", "default", "P01-B1-H1-R01-K01-T01-G1", "gb300-nvl72", "is a part of a hall");
    row("unknown type", "default", "P03", "tpu", "the layout has no type \"tpu\"; ");
    row("rack types are listed", "default", "P03", "tpu", kRacks);
    row("near miss of a type", "default", "P03", "gb300nvl27", "(did you mean 'gb300-nvl72'?)");
    row("plant as rack", "default", "P03", "cdu", "\"cdu\" is no compute rack; ");
    row("support rack as rack", "default", "P03", "support-rack", kRacks);
    row("too wide", "variant-b", "P03", "kyber-nvl576",
        "\"kyber-nvl576\" is 1.2 m wide and 1.2 m deep, so neighbours in P03-B1-H1 overlap by 0.6 m; expected a rack "
        "that fits the places of \"vr-nvl144\", 0.6 m by 1.068 m");
    row("too wide in one hall", "variant-b", "P03-B4-H2", "kyber-nvl576", "neighbours in P03-B4-H2 overlap");
    row("too wide beside a gap", "small", "P02-B2", "big-rack", "neighbours in P02-B2-H1 overlap by 0.6 m");
}

void TestHardware::problems()
{
    QFETCH(QString, campus);
    QFETCH(QString, space);
    QFETCH(QString, type);
    QFETCH(QString, says);
    const std::string path = pathOf(campus.toStdString());
    const auto result = assets::loadCampus(path, {{space.toStdString(), type.toStdString()}});
    QVERIFY(!result.campus);
    QCOMPARE(result.problems.size(), std::size_t(1));
    const auto text = QString::fromStdString(result.problems.front().text());
    QVERIFY2(text.contains(says), qPrintable(text));
    QVERIFY2(text.startsWith(QStringLiteral("%1: hardware %2=%3: ").arg(QString::fromStdString(path), space, type)),
        qPrintable(text));
}

void TestHardware::allProblemsAtOnce()
{
    const auto result = assets::loadCampus(pathOf("default"), {{"P99", "tpu"}, {"P01", "vr-nvl144"}, {"P02", "cdu"}});
    QVERIFY(!result.campus);
    QCOMPARE(result.problems.size(), std::size_t(3));
}

QTEST_GUILESS_MAIN(TestHardware)
#include "tst_hardware.moc"
