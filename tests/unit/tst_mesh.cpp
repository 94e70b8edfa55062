// labels: sanitize threads
#include "assets/import/meshfile.h"

#include <QtTest>

#include <QFile>
#include <QTemporaryDir>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <thread>

using namespace gigahall;
using namespace gigahall::assets;

namespace {

const std::string kScenes = SOURCE_DIR "/tests/fixtures/scenes/";
const std::string kMeshes = SOURCE_DIR "/assets/meshes/";

std::string text(const std::vector<Problem>& problems)
{
    std::string out;
    for (const Problem& problem : problems)
        out += problem.text() + "\n";
    return out;
}

/// Of the solids of a mesh; open sheets and thin lattices make it useless, and solids that lie on each other make it
/// wrong.
double volume(const model::MeshData& mesh)
{
    double sum = 0;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const auto at = [&](std::size_t k) { return glm::dvec3(mesh.vertices[mesh.indices[i + k]].positionM); };
        sum += glm::dot(at(0), glm::cross(at(1), at(2))) / 6;
    }
    return sum;
}

/// Share of the surface that looks away from the middle.
double facing(const model::MeshData& mesh)
{
    double good = 0, all = 0;
    const glm::dvec3 middle(glm::dvec3(mesh.minM + mesh.maxM) * 0.5);
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const auto at = [&](std::size_t k) { return glm::dvec3(mesh.vertices[mesh.indices[i + k]].positionM); };
        const glm::dvec3 area = glm::cross(at(1) - at(0), at(2) - at(0));
        all += glm::length(area);
        if (glm::dot(area, (at(0) + at(1) + at(2)) / 3.0 - middle) > 0)
            good += glm::length(area);
    }
    return good / all;
}

struct Shipped
{
    const char* name;
    double widthM, depthM, heightM; ///< 0 = as it comes
    std::size_t triangles;
};

constexpr Shipped kShipped[] = {
    {"compute-rack", 0.6, 1.068, 2.236, 2500},
    {"gpu-module", 0, 0, 0, 1000},
    {"support-rack", 0.6, 0, 2.236, 1000},
    {"cdu", 0, 0, 0, 1000},
    {"pump", 0, 0, 0, 1000},
    {"dry-cooler", 2.36, 13.4, 2.6, 600},
    {"chiller", 0, 0, 0, 1000},
    {"transformer", 12, 7, 8, 1500},
    {"unit-substation", 0, 0, 0, 1000},
    {"switchgear", 0, 0, 0, 1000},
    {"ups", 0, 0, 0, 1000},
    {"generator", 0, 0, 0, 1000},
    {"battery", 6.1, 2.44, 2.9, 200},
    {"gate", 0, 0, 0, 1000},
    {"tree", 0, 0, 0, 200},
    {"tree-small", 0, 0, 0, 60},
    {"hall-shell", 0, 0, 0, 1000},
    {"building", 0, 0, 0, 1000},
    {"lamp-post", 0, 0, 0, 1000},
    {"tank", 0, 0, 0, 1000},
    {"gantry", 0, 0, 0, 1000},
};

} // namespace

class TestMesh : public QObject
{
    Q_OBJECT

private slots:
    void shipped_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(kShipped)); ++i)
            QTest::newRow(kShipped[i].name) << i;
    }
    void shipped()
    {
        QFETCH(int, index);
        const Shipped& want = kShipped[index];
        const std::string file = kMeshes + want.name + ".glb";
        const MeshResult read = loadMesh(file);
        QVERIFY2(read.mesh.has_value(), text(read.problems).c_str());
        const model::MeshData& mesh = *read.mesh;
        QVERIFY(std::filesystem::file_size(file) < 200'000);
        QVERIFY2(mesh.indices.size() / 3 <= want.triangles, qPrintable(QString::number(mesh.indices.size() / 3)));
        const glm::vec3 size = mesh.maxM - mesh.minM;
        for (const auto& [is, should] : {std::pair{size.x, want.widthM}, {size.y, want.depthM}, {size.z, want.heightM}})
            QVERIFY2(
                should == 0 || std::abs(is - should) < 0.05, qPrintable(QString("%1, not %2").arg(is).arg(should)));
        QVERIFY(std::abs(mesh.minM.z) < 1e-3);
        QVERIFY(std::abs(mesh.minM.x + mesh.maxM.x) < 2e-3 && std::abs(mesh.minM.y + mesh.maxM.y) < 2e-3);
        // One looks at a hall from within; inside out, a model would show less than half.
        if (std::string_view(want.name) != "hall-shell")
            QVERIFY2(facing(mesh) > 0.5, qPrintable(QString::number(facing(mesh))));
        for (const std::uint32_t i : mesh.indices)
            QVERIFY(i < mesh.vertices.size());
        for (const auto& vertex : mesh.vertices) {
            QVERIFY(std::abs(glm::length(vertex.normal) - 1) < 1e-3);
            QVERIFY(vertex.emissive >= 0 && vertex.emissive <= 1);
            for (int c = 0; c < 3; ++c)
                QVERIFY(vertex.emissive > 0
                    || (vertex.colour[c] > 0.005f && vertex.colour[c] < 0.95f)); // matte: nothing black, nothing white
        }
    }

    void normalsLookOutwards_data() { shipped_data(); }
    void normalsLookOutwards()
    {
        QFETCH(int, index);
        const auto read = loadMesh(kMeshes + kShipped[index].name + ".glb");
        for (std::size_t i = 0; i < read.mesh->indices.size(); i += 3) {
            const auto& v = read.mesh->vertices;
            const auto *a = &v[read.mesh->indices[i]], *b = &v[read.mesh->indices[i + 1]],
                       *c = &v[read.mesh->indices[i + 2]];
            const glm::vec3 face = glm::cross(b->positionM - a->positionM, c->positionM - a->positionM);
            if (glm::length(face) > 1e-7f)
                QVERIFY(glm::dot(glm::normalize(face), a->normal) > 0.5f);
        }
    }

    /// What a file says of its back faces and of its details.
    void sidesAndDetails_data()
    {
        QTest::addColumn<QString>("from"); // edit of a glTF box
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("singleSided");
        QTest::addColumn<float>("detailM");
        const QString material = "\"pbrMetallicRoughness\"", node = "\"name\": \"rack\"";
        QTest::addRow("glTF's default is one side") << ""
                                                    << "" << true << 0.0f;
        QTest::addRow("said outright") << material << "\"doubleSided\": false, " + material << true << 0.0f;
        QTest::addRow("both sides") << material << "\"doubleSided\": true, " + material << false << 0.0f;
        QTest::addRow("a detail of 8 cm") << node << "\"name\": \"detail:0.08\"" << true << 0.08f;
        QTest::addRow("a detail and an exporter's number") << node << "\"name\": \"detail:0.08.001\"" << true << 0.08f;
        QTest::addRow("no size, no detail") << node << "\"name\": \"detail:\"" << true << 0.0f;
        QTest::addRow("no negative detail") << node << "\"name\": \"detail:-1\"" << true << 0.0f;
    }
    void sidesAndDetails()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(bool, singleSided);
        QFETCH(float, detailM);
        QFile file(QString::fromStdString(kScenes + "box.gltf"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString content = QString::fromUtf8(file.readAll());
        QVERIFY(content.contains(from));
        if (!from.isEmpty())
            content.replace(from, to);
        QTemporaryDir folder;
        const QString path = folder.filePath("box.gltf");
        QFile edited(path);
        QVERIFY(edited.open(QIODevice::WriteOnly));
        edited.write(content.toUtf8());
        edited.close();
        const MeshResult read = loadMesh(path.toStdString());
        QVERIFY2(read.mesh.has_value(), text(read.problems).c_str());
        QCOMPARE(read.mesh->singleSided, singleSided);
        QCOMPARE(read.mesh->parts.front().detailM, detailM);
    }

    void otherFormatsShowBothSides()
    {
        QVERIFY(!loadMesh(kScenes + "small.obj").mesh->singleSided);
        QVERIFY(!loadMesh(kScenes + "small.fbx").mesh->singleSided);
    }

    void rackHasItsTrays()
    {
        const auto read = loadMesh(kMeshes + "compute-rack.glb");
        std::set<int> trays;
        std::map<int, float> low;
        for (const auto& part : read.mesh->parts) {
            if (part.tray < 0)
                continue;
            trays.insert(part.tray);
            QCOMPARE(part.name, "tray:" + std::to_string(part.tray));
            low[part.tray] = 1e9f;
            for (std::uint32_t i = part.firstIndex; i < part.firstIndex + part.indexCount; ++i)
                low[part.tray] = std::min(low[part.tray], read.mesh->vertices[read.mesh->indices[i]].positionM.z);
        }
        QCOMPARE(trays.size(), std::size_t(18));
        for (int i = 1; i < 18; ++i)
            QVERIFY2(std::abs(low[i] - low[i - 1] - 2.236f * 0.89f / 18) < 1e-3f,
                "trays lie where the cells of the distant view are");
    }

    void partsFollowEachOther()
    {
        const auto read = loadMesh(kMeshes + "gpu-module.glb");
        std::uint32_t next = 0;
        bool data = false;
        for (const auto& part : read.mesh->parts) {
            QCOMPARE(part.firstIndex, next);
            next += part.indexCount;
            data |= part.name == "data" && part.slot == 0;
        }
        QCOMPARE(std::size_t(next), read.mesh->indices.size());
        QVERIFY(data);
    }

    void glTFStandsUpright()
    {
        const auto read = loadMesh(kScenes + "box.gltf"); // y up: 0.6 wide, 2 high, 1 deep, without normals
        QVERIFY2(read.mesh.has_value(), text(read.problems).c_str());
        const auto near = [](glm::vec3 a, glm::vec3 b) { return glm::length(a - b) < 1e-5f; };
        QVERIFY(near(read.mesh->minM, {-0.3f, -0.5f, 0}));
        QVERIFY(near(read.mesh->maxM, {0.3f, 0.5f, 2}));
        QCOMPARE(read.mesh->vertices.size(), std::size_t(24)); // flat normals: eight corners, three faces each
        QVERIFY(std::abs(volume(*read.mesh) - 1.2) < 1e-4);
        QVERIFY(near(read.mesh->vertices[0].colour, {0.2f, 0.4f, 0.6f}));
    }

    void unitsAndAxes_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("fbx, y up, centimetres") << "small.fbx";
        QTest::newRow("fbx, z up, metres") << "small-z-up-metres.fbx";
        QTest::newRow("obj") << "small.obj";
    }
    void unitsAndAxes()
    {
        QFETCH(QString, file);
        const auto read = loadMesh(kScenes + file.toStdString());
        QVERIFY2(read.mesh.has_value(), text(read.problems).c_str());
        // Floor from (-4, -2, -0.1) to (12, 12, 0), racks 2.236 m high on it.
        QVERIFY(glm::length(read.mesh->minM - glm::vec3(-4, -2, -0.1f)) < 1e-3f);
        QVERIFY(glm::length(read.mesh->maxM - glm::vec3(12, 12, 2.236f)) < 1e-3f);
        std::set<std::array<int, 3>> colours;
        for (const auto& v : read.mesh->vertices)
            colours.insert({int(v.colour.r * 100), int(v.colour.g * 100), int(v.colour.b * 100)});
        QCOMPARE(colours.size(), std::size_t(3));
    }

    void instancesAreAllThere_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("required") << "instanced.gltf";
        QTest::newRow("only used") << "instanced-used.gltf";
    }
    void instancesAreAllThere()
    {
        QFETCH(QString, file);
        const auto read = loadMesh(kScenes + file.toStdString());
        QVERIFY2(read.mesh.has_value(), text(read.problems).c_str());
        QCOMPARE(read.mesh->indices.size(), std::size_t(7 * 36));
        QCOMPARE(read.mesh->parts.size(), std::size_t(7));
    }

    void excludedNodesGoWithTheirChildren()
    {
        const auto all = loadMesh(kScenes + "nested.glb"), rest = loadMesh(kScenes + "nested.glb", "^Rack ");
        QVERIFY(all.mesh && rest.mesh);
        std::size_t doors = 0;
        for (const auto& part : rest.mesh->parts)
            doors += part.name.starts_with("door") || part.name.starts_with("Rack");
        QCOMPARE(doors, std::size_t(0));
        QVERIFY(rest.mesh->indices.size() < all.mesh->indices.size());
        const auto none = loadMesh(kScenes + "nested.glb", ".");
        QVERIFY(!none.mesh);
        QVERIFY2(
            text(none.problems).find("beside the excluded nodes") != std::string::npos, text(none.problems).c_str());
        QVERIFY(text(loadMesh(kScenes + "nested.glb", "(").problems).find("isn't a regular expression")
            != std::string::npos);
    }

    void refusedByName_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("name");
        QTest::newRow("quantization") << "requires-quantization.gltf"
                                      << "KHR_mesh_quantization";
        QTest::newRow("meshopt") << "requires-meshopt.gltf"
                                 << "EXT_meshopt_compression";
        QTest::newRow("draco") << "requires-draco.gltf"
                               << "KHR_draco_mesh_compression";
        QTest::newRow("ktx") << "requires-basisu.gltf"
                             << "KHR_texture_basisu";
        QTest::newRow("unknown") << "requires-unknown.gltf"
                                 << "VENDOR_time_travel";
    }
    void refusedByName()
    {
        QFETCH(QString, file);
        QFETCH(QString, name);
        const auto read = loadMesh(kScenes + file.toStdString());
        QVERIFY(!read.mesh);
        const std::string want = "requires " + name.toStdString() + ", which this program can't read";
        QVERIFY2(text(read.problems).find(want) != std::string::npos, text(read.problems).c_str());
        QVERIFY(text(read.problems).starts_with(kScenes + file.toStdString() + ":"));
    }

    void campusMeshesComeOnce()
    {
        model::Campus campus;
        campus.path = kScenes + "any.campus.json";
        campus.types.resize(4);
        campus.types[0].mesh = "dry-cooler.glb"; // shipped
        campus.types[1].mesh = "small.obj"; // beside the campus
        campus.types[2].mesh = "dry-cooler.glb";
        campus.types[3].mesh = "gone.glb";
        campus.backdrops.push_back({"nested.glb", "^Rack ", 0});
        const auto read = loadMeshes(campus);
        QCOMPARE(read.meshes.size(), std::size_t(3));
        QCOMPARE(read.meshes[0].path, std::string("dry-cooler.glb"));
        QCOMPARE(read.meshes[1].path, std::string("small.obj"));
        QCOMPARE(read.meshes[2].path, std::string("nested.glb"));
        QCOMPARE(read.problems.size(), std::size_t(1));
        QVERIFY2(read.problems[0].text().find("gone.glb: there is no such file") != std::string::npos,
            read.problems[0].text().c_str());
    }

    void fromManyThreads()
    {
        std::vector<std::thread> threads;
        std::array<std::size_t, 4> counts{};
        for (std::size_t i = 0; i < counts.size(); ++i)
            threads.emplace_back([&counts, i] { counts[i] = loadMesh(kMeshes + "battery.glb").mesh->indices.size(); });
        for (auto& thread : threads)
            thread.join();
        for (const std::size_t count : counts)
            QCOMPARE(count, counts[0]);
    }

    void timeOfAll()
    {
        model::Campus campus;
        campus.path = kMeshes + "any.campus.json";
        for (const Shipped& one : kShipped) {
            campus.types.emplace_back();
            campus.types.back().mesh = std::string(one.name) + ".glb";
        }
        QElapsedTimer clock;
        clock.start();
        const auto read = loadMeshes(campus);
        qInfo("all %zu shipped meshes: %.1f ms", read.meshes.size(), double(clock.nsecsElapsed()) / 1e6);
        QCOMPARE(read.meshes.size(), std::size(kShipped));
    }
};

QTEST_APPLESS_MAIN(TestMesh)
#include "tst_mesh.moc"
