// labels: sanitize
#include "assets/import/campusfile.h"

#include <QTest>

#include <set>

using namespace gigahall;
using model::AssetId;
using model::AssetKind;
using model::Campus;

namespace {

const Campus& campusOf(const QString& name)
{
    static std::map<QString, assets::CampusResult> loaded;
    auto it = loaded.find(name);
    if (it == loaded.end()) {
        const std::string path = name == "small" ? SOURCE_DIR "/tests/fixtures/layout/small.campus.json"
                                                 : assets::resolveCampusPath(name.toStdString());
        it = loaded.emplace(name, assets::loadCampus(path)).first;
        for (const auto& problem : it->second.problems)
            qWarning("%s", problem.text().c_str());
    }
    if (!it->second.campus)
        qFatal("%s can't be loaded", qPrintable(name));
    return *it->second.campus;
}

/// Up to `n` ids of a kind, spread over all of them, first and last included.
std::vector<AssetId> sample(AssetKind kind, std::uint32_t count, std::uint32_t n = 40)
{
    std::vector<AssetId> out;
    for (std::uint32_t i = 0; i < std::min(n, count); ++i)
        out.emplace_back(kind, count <= n ? i : static_cast<std::uint32_t>(std::uint64_t{i} * (count - 1) / (n - 1)));
    return out;
}

std::vector<AssetId> sampleAll(const Campus& c)
{
    std::vector<AssetId> out;
    const auto n = [](const auto& table) { return static_cast<std::uint32_t>(table.size()); };
    for (const auto& [kind, count] :
        {std::pair(AssetKind::Campus, 1u), {AssetKind::Phase, n(c.phases)}, {AssetKind::Building, n(c.buildings)},
            {AssetKind::Hall, n(c.halls)}, {AssetKind::Row, n(c.rows)}, {AssetKind::Rack, c.rackCount()},
            {AssetKind::Tray, c.rackFirstTray.back()}, {AssetKind::Gpu, c.gpuCount()},
            {AssetKind::SupportRack, c.supportCount()}, {AssetKind::Plant, c.plantCount()}})
        for (const AssetId id : sample(kind, count))
            out.push_back(id);
    return out;
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private:
    static void allCampuses()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"small", "default", "variant-b", "one-hall", "frontier"})
            QTest::newRow(name) << QString(name);
    }

private slots:
    void totals_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QList<quint32>>("counts"); // phases, buildings, halls, rows, racks, support racks, GPUs
        QTest::addColumn<double>("packages");
        QTest::addColumn<double>("itKw");
        QTest::addColumn<double>("facilityKw");
        using L = QList<quint32>;
        QTest::newRow("default") << "default" << L{10, 80, 320, 3840, 30720, 38400, 4423680} << 2211840.0 << 8064000.0
                                 << 9999360.0;
        QTest::newRow("variant-b") << "variant-b" << L{10, 80, 320, 3456, 24576, 38400, 4866048} << 1990656.0
                                   << 8017920.0 << 9942220.8;
        QTest::newRow("one-hall") << "one-hall" << L{1, 1, 1, 12, 96, 120, 13824} << 6912.0 << 25200.0 << 31248.0;
        QTest::newRow("hundred-gw") << "hundred-gw" << L{100, 800, 3200, 38400, 307200, 384000, 44236800} << 22118400.0
                                    << 80640000.0 << 99993600.0;
        QTest::newRow("frontier") << "frontier" << L{1, 1, 1, 25, 74, 0, 75776} << 37888.0 << 28016.4 << 28856.892;
        // rows of 3 x 30 + 21 dies, 6 rows in 2 halls of 4 houses; two loose racks of 30
        QTest::newRow("small") << "small" << L{3, 5, 9, 50, 194, 49, 5388} << 4 * 2 * 6 * (45.0 + 21) + 30
                               << 48 * 620.0 + 220 << (48 * 620.0) * 1.25 + 220;
    }
    void totals()
    {
        QFETCH(QString, name);
        QFETCH(QList<quint32>, counts);
        QFETCH(double, packages);
        QFETCH(double, itKw);
        QFETCH(double, facilityKw);
        const Campus& c = campusOf(name);
        const QList<quint32> got{quint32(c.phases.size()), quint32(c.buildings.size()), quint32(c.halls.size()),
            quint32(c.rows.size()), c.rackCount(), c.supportCount(), c.gpuCount()};
        QCOMPARE(got, counts);
        QVERIFY(std::abs(c.gpuPackages - packages) < 1e-6);
        QVERIFY(std::abs(c.itKw - itKw) < 1e-3);
        QVERIFY(std::abs(c.facilityKw - facilityKw) < 1e-3);
        double phases = 0, buildings = 0, halls = 0;
        for (const auto& phase : c.phases)
            phases += phase.itKw;
        for (const auto& building : c.buildings)
            buildings += building.itKw;
        for (const auto& hall : c.halls)
            halls += hall.itKw;
        QVERIFY(
            std::abs(phases - c.itKw) < 1e-3 && std::abs(buildings - c.itKw) < 1e-3 && std::abs(halls - c.itKw) < 1e-3);
    }

    void shippedFilesAreSmall_data() { allCampuses(); }
    void shippedFilesAreSmall()
    {
        QFETCH(QString, name);
        const Campus& c = campusOf(name);
        QVERIFY(QFile(QString::fromStdString(c.path)).size() < 100'000);
        QVERIFY(c.shells.size() < 30'000);
        QVERIFY(c.runs.size() < 25'000);
    }

    void namesOfTheDefaultCampus_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint32>("index");
        QTest::newRow("campus") << "default" << int(AssetKind::Campus) << 0u;
        QTest::newRow("phase") << "P03" << int(AssetKind::Phase) << 2u;
        QTest::newRow("building") << "P03-B2" << int(AssetKind::Building) << 17u;
        QTest::newRow("hall") << "P03-B2-H1" << int(AssetKind::Hall) << 68u;
        QTest::newRow("row") << "P03-B2-H1-R07" << int(AssetKind::Row) << 822u;
        QTest::newRow("rack") << "P03-B2-H1-R07-K05" << int(AssetKind::Rack) << 822 * 8 + 4u;
        QTest::newRow("support rack") << "P03-B2-H1-R07-S10" << int(AssetKind::SupportRack) << 822 * 10 + 9u;
        QTest::newRow("tray") << "P03-B2-H1-R07-K05-T03" << int(AssetKind::Tray) << (822 * 8 + 4) * 18 + 2u;
        QTest::newRow("GPU") << "P03-B2-H1-R07-K05-T03-G5" << int(AssetKind::Gpu) << ((822 * 8 + 4) * 18 + 2) * 8 + 4u;
        QTest::newRow("first CDU") << "P01-B1-H1-CDU01" << int(AssetKind::Plant) << 24u;
    }
    void namesOfTheDefaultCampus()
    {
        QFETCH(QString, name);
        QFETCH(int, kind);
        QFETCH(quint32, index);
        const Campus& c = campusOf("default");
        const auto id = c.find(name.toStdString());
        QVERIFY(id);
        QCOMPARE(int(id->kind()), kind);
        QCOMPARE(id->index(), index);
        QCOMPARE(QString::fromStdString(c.name(*id)), name);
    }

    void namesThatAreNone_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"", "P3", "p03", "P03-B2-H1-R07-K09", "P03-B2-H1-R07-K05-T19", "P03-B2-H1-R07-K05-T00",
                 "P03-B2-H1-R07-K05-T3", "P03-B2-H1-R07-K05-T003", "P03-B2-H1-R07-K05-T03-G9",
                 "P03-B2-H1-R07-K05-T03-G05", "P03-B2-H1-R07-K05-T03-G", "P03-B2-H1-R07-T01", "P03-B2-H1-R07-K05 ",
                 "-T01", "P03-B2-H1-R07-K05-T-1"})
            QTest::newRow(name) << QString(name);
    }
    void namesThatAreNone()
    {
        QFETCH(QString, name);
        QVERIFY(!campusOf("default").find(name.toStdString()));
    }

    void namesRoundTrip_data() { allCampuses(); }
    void namesRoundTrip()
    {
        QFETCH(QString, name);
        const Campus& c = campusOf(name);
        std::set<std::string> seen;
        for (const AssetId id : sampleAll(c)) {
            const std::string text = c.name(id);
            QVERIFY2(!text.empty() && seen.insert(text).second, text.c_str());
            QCOMPARE(c.find(text).value_or(AssetId()), id);
        }
    }

    void childrenAndParents_data() { allCampuses(); }
    void childrenAndParents()
    {
        QFETCH(QString, name);
        const Campus& c = campusOf(name);
        for (const AssetId id : sampleAll(c)) {
            const std::uint32_t children = c.childCount(id);
            for (const std::uint32_t i : std::set<std::uint32_t>{0, children / 2, children - 1})
                if (i < children)
                    QCOMPARE(c.parent(c.child(id, i)), id);
            QVERIFY(!c.child(id, children).isValid());
            if (id.kind() == AssetKind::Campus) {
                QVERIFY(!c.parent(id).isValid());
                continue;
            }
            const AssetId parent = c.parent(id);
            bool found = false;
            for (std::uint32_t i = 0; i < c.childCount(parent) && !found; ++i)
                found = c.child(parent, i) == id;
            QVERIFY2(found, c.name(id).c_str());
        }
    }

    /// Walking the whole tree down to racks meets every asset once.
    void treeIsComplete_data() { allCampuses(); }
    void treeIsComplete()
    {
        QFETCH(QString, name);
        const Campus& c = campusOf(name);
        std::map<AssetKind, std::uint32_t> met;
        std::vector<AssetId> open{AssetId(AssetKind::Campus, 0)};
        while (!open.empty()) {
            const AssetId id = open.back();
            open.pop_back();
            ++met[id.kind()];
            if (id.kind() != AssetKind::Rack)
                for (std::uint32_t i = 0; i < c.childCount(id); ++i)
                    open.push_back(c.child(id, i));
        }
        QCOMPARE(met[AssetKind::Rack], c.rackCount());
        QCOMPARE(met[AssetKind::SupportRack], c.supportCount());
        QCOMPARE(met[AssetKind::Plant], c.plantCount());
        QCOMPARE(met[AssetKind::Row], quint32(c.rows.size()));
    }

    void gpusAndTrays_data() { allCampuses(); }
    void gpusAndTrays()
    {
        QFETCH(QString, name);
        const Campus& c = campusOf(name);
        for (std::uint32_t rack = 0; rack < c.rackCount(); ++rack) {
            const auto& type = c.rackType(rack);
            QCOMPARE(c.rackGpus(rack), type.gpus());
            QCOMPARE(c.rackFirstTray[rack + 1] - c.rackFirstTray[rack], type.trays);
            QCOMPARE(c.rackOfGpu(c.rackFirstGpu[rack]), rack);
            QCOMPARE(c.rackOfGpu(c.rackFirstGpu[rack + 1] - 1), rack);
            QCOMPARE(c.rackOfTray(c.rackFirstTray[rack + 1] - 1), rack);
        }
    }

    void runsAndItems_data() { allCampuses(); }
    void runsAndItems()
    {
        QFETCH(QString, name);
        const Campus& c = campusOf(name);
        std::map<AssetKind, std::uint32_t> next;
        next[AssetKind::Shell] = quint32(c.shells.size());
        for (std::uint32_t r = 0; r < c.runs.size(); ++r) {
            const auto& run = c.runs[r];
            QCOMPARE(run.firstItem, next[run.kind]);
            next[run.kind] += run.count;
            QVERIFY(run.count > 0 && run.pitchM > 0);
            if (run.kind == AssetKind::Rack)
                QCOMPARE(c.rackRun[run.firstItem + run.count - 1], r);
        }
        for (const auto& row : c.rows)
            for (std::uint32_t r = row.runs.first; r < row.runs.end(); ++r)
                QCOMPARE(&c.rows[c.runs[r].row], &row);
    }

    void boxesLieInTheirParents_data() { allCampuses(); }
    void boxesLieInTheirParents()
    {
        QFETCH(QString, name);
        const Campus& c = campusOf(name);
        const double slack = 0.02;
        for (const AssetId id : sampleAll(c)) {
            const AssetId parent = c.parent(id);
            const Campus::Bounds inner = c.bounds(id);
            QVERIFY2(inner.minM.x < inner.maxM.x && inner.minM.y < inner.maxM.y, c.name(id).c_str());
            if (!parent.isValid() || id.kind() == AssetKind::Plant)
                continue; // plant stands around its hall, and busways above rows
            const Campus::Bounds outer = c.bounds(parent);
            for (int axis = 0; axis < 2; ++axis)
                QVERIFY2(inner.minM[axis] > outer.minM[axis] - slack && inner.maxM[axis] < outer.maxM[axis] + slack,
                    c.name(id).c_str());
        }
    }

    void plansHoldTheirRacks_data() { allCampuses(); }
    void plansHoldTheirRacks()
    {
        QFETCH(QString, name);
        const Campus& c = campusOf(name);
        for (const AssetId id : sample(AssetKind::Rack, c.rackCount(), 400)) {
            const auto& hall = c.halls[c.hallOfRack(id.index())];
            const Campus::Box box = c.box(id);
            QCOMPARE(box.group, hall.group);
            const glm::vec2 lo = glm::vec2(hall.planMinM) - 0.01f,
                            hi = glm::vec2(hall.planMinM + hall.planSizeM) + 0.01f;
            QVERIFY(box.minM.x >= lo.x && box.minM.y >= lo.y && box.minM.x <= hi.x && box.minM.y <= hi.y);
            QVERIFY(hall.roofSizeM.x > 0 && hall.roofSizeM.y > 0);
        }
    }

    /// Racks of a hall must not stand in each other.
    void racksStandApart_data() { allCampuses(); }
    void racksStandApart()
    {
        QFETCH(QString, name);
        const Campus& c = campusOf(name);
        const auto& hall = c.halls[c.halls.size() / 2];
        std::vector<Campus::Bounds> bounds;
        for (std::uint32_t r = hall.racks.first; r < hall.racks.end(); ++r)
            bounds.push_back(c.bounds({AssetKind::Rack, r}));
        for (std::uint32_t r = hall.supportRacks.first; r < hall.supportRacks.end(); ++r)
            bounds.push_back(c.bounds({AssetKind::SupportRack, r}));
        for (std::size_t i = 0; i < bounds.size(); ++i)
            for (std::size_t k = 0; k < i; ++k) {
                const auto gap = glm::max(bounds[i].minM - bounds[k].maxM, bounds[k].minM - bounds[i].maxM);
                QVERIFY(std::max(gap.x, gap.y) > -0.002);
            }
    }

    /// Fronts look into cold aisles: a row that faces back has its partner towards +y, nearer than the one behind it.
    void frontsFaceEachOther()
    {
        const Campus& c = campusOf("default");
        const auto& hall = c.halls[5];
        for (std::uint32_t r = hall.rows.first; r + 1 < hall.rows.first + 6; ++r) {
            const auto& run = c.runs[c.rows[r].runs.first];
            const auto& next = c.runs[c.rows[r + 1].runs.first];
            QCOMPARE(run.facesBack, (r - hall.rows.first) % 2 == 0);
            const float aisle = next.originM.y - run.originM.y - run.sizeM.y;
            QVERIFY(run.facesBack ? std::abs(aisle - 1.8f) < 0.01f : aisle > 1.19f && aisle < 1.51f);
        }
    }

    /// Every compute rack has power from somewhere up to the utility, and coolant from heat rejection.
    void everyRackIsServed_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"default", "variant-b", "one-hall"})
            QTest::newRow(name) << QString(name);
    }
    void everyRackIsServed()
    {
        QFETCH(QString, name);
        const Campus& c = campusOf(name);
        const std::string utility = name == "one-hall" ? "transformer" : "grid-feed";
        const auto reaches = [&](const model::ServesGraph& graph, AssetId from, const std::string& category) {
            std::set<AssetId> seen{from};
            std::vector<AssetId> open{from};
            while (!open.empty()) {
                const AssetId id = open.back();
                open.pop_back();
                if (id.kind() == AssetKind::Plant && c.types[c.runs[c.plantRun[id.index()]].type].category == category)
                    return true;
                for (const auto& edge : graph.serversOf(id))
                    if (seen.insert(edge.from).second)
                        open.push_back(edge.from);
            }
            return false;
        };
        for (const AssetId id : sample(AssetKind::Rack, c.rackCount(), 60)) {
            QVERIFY2(reaches(c.power, id, utility), c.name(id).c_str());
            QVERIFY2(reaches(c.coolant, id, "dry-cooler"), c.name(id).c_str());
        }
        for (std::uint32_t r = 0; r < c.rackCount(); ++r)
            QVERIFY(
                !c.power.serversOf({AssetKind::Rack, r}).empty() && !c.coolant.serversOf({AssetKind::Rack, r}).empty());
        for (const AssetId id : sample(AssetKind::SupportRack, c.supportCount(), 60))
            QVERIFY(reaches(c.power, id, utility));
        QVERIFY(c.power.findCycle().empty() && c.coolant.findCycle().empty());
    }

    void kitsTurn()
    {
        const Campus& c = campusOf("small");
        const auto id = c.find("P01-B1-DC02"); // in a kit turned by 90 degrees in a kit at (40, 5)
        QVERIFY(id);
        const Campus::Box box = c.box(*id);
        QVERIFY(std::abs(box.minM.x - 49.5f) < 1e-4f && std::abs(box.minM.y - (5 + 0.5f + 3)) < 1e-4f);
        const Campus::Bounds bounds = c.bounds(*id);
        QVERIFY(
            std::abs(bounds.maxM.x - bounds.minM.x - 6) < 1e-3 && std::abs(bounds.maxM.y - bounds.minM.y - 2) < 1e-3);
    }

    void looseRacksStandWhereTheyAre()
    {
        const Campus& c = campusOf("small");
        const auto id = c.find("A02");
        QVERIFY(id && c.rackType(id->index()).key == "gpu-rack");
        QCOMPARE(QString::fromStdString(c.name(*c.find("A02-T05-G6"))), "A02-T05-G6");
        // The phase is turned by 45 degrees about (100, 200), the annex stands at (10, 10), the middle of the rack at
        // (8, 5).
        const Campus::Bounds bounds = c.bounds(*id);
        const glm::dvec3 middle = (bounds.minM + bounds.maxM) * 0.5;
        const double s = std::sqrt(0.5);
        QVERIFY(std::abs(middle.x - (100 + s * (18 - 15))) < 1e-3);
        QVERIFY(std::abs(middle.y - (200 + s * (18 + 15))) < 1e-3);
        QCOMPARE(c.rows[c.rowOfRack(id->index())].racks.count, 2u);
    }

    void localizedLabels()
    {
        const Campus& c = campusOf("small");
        QCOMPARE(QString::fromStdString(c.label.in("de")), "Kleiner Campus");
        QCOMPARE(QString::fromStdString(c.phases[1].label.in("de")), "Phase 2");
        QCOMPARE(QString::fromStdString(c.phases[2].label.en), "LAB");
    }
};

QTEST_APPLESS_MAIN(TestLayout)
#include "tst_layout.moc"
