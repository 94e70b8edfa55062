// labels: sanitize
#include "assets/import/sceneimport.h"

#include <QtTest>

#include <QTemporaryDir>

#include <cmath>
#include <filesystem>
#include <map>
#include <regex>

using namespace gigahall;
using namespace gigahall::assets;

namespace {

const QString kScenes = QStringLiteral(SOURCE_DIR "/tests/fixtures/scenes/");

/// Where Blender says a rack stands; names repeat.
struct Truth
{
    QString name;
    glm::dvec3 positionM, sizeM;
    double turnDeg;
};

glm::dvec3 vec(const QJsonArray& a)
{
    return {a[0].toDouble(), a[1].toDouble(), a[2].toDouble()};
}

QVector<Truth> readTruth(const QString& file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        qFatal("no %s", qPrintable(file));
    QVector<Truth> out;
    for (const auto& value : QJsonDocument::fromJson(in.readAll()).array()) {
        const QJsonObject o = value.toObject();
        out.append(
            {o["name"].toString(), vec(o["position"].toArray()), vec(o["size"].toArray()), o["turn"].toDouble()});
    }
    return out;
}

double distance(const glm::dvec3& a, const glm::dvec3& b)
{
    return glm::length(a - b);
}

std::string text(const std::vector<Problem>& problems)
{
    std::string out;
    for (const Problem& problem : problems)
        out += problem.text() + "\n";
    return out;
}

} // namespace

class TestSceneImport : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string path(const QString& name) const { return m_folder.filePath(name).toStdString(); }

    /// A layout with one rack type, so that the tests don't hang on the shipped one.
    std::string types()
    {
        const QString file = m_folder.filePath("types.campus.json");
        QFile out(file);
        if (out.open(QIODevice::WriteOnly))
            out.write(R"({"format": "gigahall/campus", "version": 1, "id": "types", "templates": {}, "phases": [],
              "types": {
                "r18": {"category": "rack", "class": "computeRack", "size": [0.6, 1.068, 2.236], "mesh": "compute-rack.glb",
                        "rating": 225, "trays": 18, "gpusPerTray": 8, "gpusPerPackage": 2, "gpuIdleW": 100, "gpuMaxW": 1000},
                "pump": {"category": "pump", "class": "plant", "size": [1, 1, 1]}}})");
        return file.toStdString();
    }

    SceneImport request(const QString& scene, const std::string& pattern)
    {
        SceneImport out;
        out.scene = scene.toStdString();
        out.rackPattern = pattern;
        out.type = "r18";
        out.campus = types();
        out.output = path("out.campus.json");
        return out;
    }

private slots:
    void standWhereTheScenePutThem_data()
    {
        QTest::addColumn<QString>("scene");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("truth");
        QTest::addColumn<bool>("turns"); // an OBJ has none: boxes along the axes
        QTest::newRow("linked copies below nested empties") << SOURCE_DIR "/assets/campuses/scene-hall.glb"
                                                            << "^rack-" << kScenes + "scene-hall.json" << true;
        QTest::newRow("nested, mirrored, scaled collections") << kScenes + "nested.glb"
                                                              << "^Rack " << kScenes + "nested.json" << true;
        QTest::newRow("fbx") << kScenes + "small.fbx"
                             << "^rack_" << kScenes + "small.json" << true;
        QTest::newRow("fbx, z up, metres") << kScenes + "small-z-up-metres.fbx"
                                           << "^rack_" << kScenes + "small.json" << true;
        QTest::newRow("obj") << kScenes + "small.obj"
                             << "^rack_" << kScenes + "small.json" << false;
        QTest::newRow("GPU instances, required") << kScenes + "instanced.gltf"
                                                 << "^pod" << kScenes + "instanced.json" << true;
        QTest::newRow("GPU instances, normalized, only used") << kScenes + "instanced-used.gltf"
                                                              << "^pod" << kScenes + "instanced-used.json" << true;
    }
    void standWhereTheScenePutThem()
    {
        QFETCH(QString, scene);
        QFETCH(QString, pattern);
        QFETCH(QString, truth);
        QFETCH(bool, turns);
        std::vector<Problem> problems;
        auto racks = previewScene(scene.toStdString(), pattern.toStdString(), problems);
        QVERIFY2(problems.empty(), text(problems).c_str());
        const auto expected = readTruth(truth);
        QCOMPARE(racks.size(), std::size_t(expected.size()));
        std::map<std::string, int> names;
        for (const auto& rack : racks)
            QCOMPARE(++names[rack.name], 1);
        for (const Truth& want : expected) {
            const auto found = std::find_if(racks.begin(), racks.end(),
                [&](const SceneMatch& r) { return distance(r.positionM, want.positionM) < 1e-3; });
            QVERIFY2(found != racks.end(),
                qPrintable(
                    QString("no rack at %1 %2 %3").arg(want.positionM.x).arg(want.positionM.y).arg(want.positionM.z)));
            QVERIFY(found->name.starts_with(want.name.toStdString()));
            if (turns) {
                QVERIFY2(std::abs(std::remainder(found->turnDeg - want.turnDeg, 360.0)) < 0.01,
                    qPrintable(QString("turn %1, not %2").arg(found->turnDeg).arg(want.turnDeg)));
                QVERIFY(distance(found->sizeM, want.sizeM) < 1e-3);
            } else {
                QVERIFY(distance(found->sizeM, {want.sizeM.y, want.sizeM.x, want.sizeM.z}) < 1e-3);
            }
            racks.erase(found);
        }
    }

    void rowsAreLines()
    {
        std::vector<Problem> problems;
        const auto racks = previewScene(SOURCE_DIR "/assets/campuses/scene-hall.glb", "^rack-", problems);
        std::map<std::string, int> rows;
        for (const auto& rack : racks)
            ++rows[rack.row];
        QCOMPARE(rows.size(), std::size_t(8));
        for (const auto& [name, count] : rows) {
            QVERIFY2(name.starts_with("row-"), name.c_str());
            QCOMPARE(count, 12);
        }
        QCOMPARE(racks[0].name, std::string("rack-1-1-01"));
        QCOMPARE(racks[1].name, std::string("rack-1-1-02"));
    }

    void importedLayoutOpens_data()
    {
        QTest::addColumn<QString>("scene");
        QTest::addColumn<QString>("pattern");
        QTest::newRow("hall") << SOURCE_DIR "/assets/campuses/scene-hall.glb"
                              << "^rack-";
        QTest::newRow("nested") << kScenes + "nested.glb"
                                << "^Rack ";
        QTest::newRow("fbx") << kScenes + "small.fbx"
                             << "rack";
        QTest::newRow("obj") << kScenes + "small.obj"
                             << "rack";
        QTest::newRow("instanced") << kScenes + "instanced.gltf"
                                   << "pod";
    }
    void importedLayoutOpens()
    {
        QFETCH(QString, scene);
        QFETCH(QString, pattern);
        std::vector<Problem> problems;
        const auto racks = previewScene(scene.toStdString(), pattern.toStdString(), problems);
        const auto options = request(scene, pattern.toStdString());
        const auto result = importScene(options);
        QVERIFY2(result.written, text(result.problems).c_str());
        const CampusResult opened = loadCampus(options.output);
        QVERIFY2(opened.campus.has_value(), text(opened.problems).c_str());
        const model::Campus& campus = *opened.campus;
        QCOMPARE(std::size_t(campus.rackCount()), racks.size());
        QCOMPARE(campus.gpuCount(), std::uint32_t(racks.size() * 144));
        QCOMPARE(campus.halls.size(), std::size_t(1));
        for (const SceneMatch& rack : racks) {
            const auto id = campus.find(rack.name);
            QVERIFY2(id.has_value(), rack.name.c_str());
            QCOMPARE(id->kind(), model::AssetKind::Rack);
            const auto bounds = campus.bounds(*id);
            const glm::dvec3 middle = (bounds.minM + bounds.maxM) * 0.5;
            QVERIFY(distance({middle.x, middle.y, bounds.minM.z}, rack.positionM) < 2e-3);
            QVERIFY(std::abs(campus.runs[campus.rackRun[id->index()]].sizeM.x - float(rack.sizeM.x)) < 1e-3f);
        }
    }

    void everythingElseIsBackdrop()
    {
        const auto options = request(kScenes + "nested.glb", "^Rack ");
        const auto result = importScene(options);
        QVERIFY2(result.written, text(result.problems).c_str());
        QVERIFY(result.backdrop);
        const auto opened = loadCampus(options.output);
        QCOMPARE(opened.campus->backdrops.size(), std::size_t(1));
        QCOMPARE(opened.campus->backdrops[0].exclude, std::string("^Rack "));
        const auto mesh = std::filesystem::path(options.output).parent_path() / opened.campus->backdrops[0].mesh;
        QVERIFY(std::filesystem::equivalent(mesh, options.scene));
    }

    void aSceneOfRacksAloneHasNoBackdrop()
    {
        const auto result = importScene(request(kScenes + "nested.glb", "."));
        QVERIFY2(result.written, text(result.problems).c_str());
        QVERIFY(!result.backdrop);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("scene");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("message");
        const QString nested = kScenes + "nested.glb", good = "x.campus.json";
        QTest::newRow("bad regex") << nested << "rack["
                                   << "r18" << good << "'rack\\[' isn't a regular expression";
        QTest::newRow("no match") << nested << "^cabinet"
                                  << "r18" << good
                                  << "matches '\\^cabinet'; names here.*Rack # \\(20\\).*door # \\(20\\)";
        QTest::newRow("unknown type") << nested << "^Rack"
                                      << "r19" << good << "no rack type 'r19'; expected one of: r18";
        QTest::newRow("type is no rack") << nested << "^Rack"
                                         << "pump" << good << "no rack type 'pump'";
        QTest::newRow("no such scene") << kScenes + "gone.glb"
                                       << "^Rack"
                                       << "r18" << good << "gone\\.glb: there is no such file";
        QTest::newRow("wrong ending") << kScenes + "nested.json"
                                      << "^Rack"
                                      << "r18" << good << "expected \\.glb?|expected \\.gltf";
        QTest::newRow("output ending") << nested << "^Rack"
                                       << "r18"
                                       << "x.json"
                                       << "expected an ending of \\.campus\\.json";
        QTest::newRow("output folder") << nested << "^Rack"
                                       << "r18"
                                       << "no/such/x.campus.json"
                                       << "can't be written";
        QTest::newRow("extension") << kScenes + "requires-quantization.gltf"
                                   << "."
                                   << "r18" << good << "requires KHR_mesh_quantization, which this program can't read";
    }
    void refusals()
    {
        QFETCH(QString, scene);
        QFETCH(QString, pattern);
        QFETCH(QString, type);
        QFETCH(QString, output);
        QFETCH(QString, message);
        auto options = request(scene, pattern.toStdString());
        options.type = type.toStdString();
        options.output = path(output);
        const auto result = importScene(options);
        QVERIFY(!result.written);
        const std::string said = text(result.problems);
        QVERIFY2(std::regex_search(said, std::regex(message.toStdString())), said.c_str());
        QVERIFY(!std::filesystem::exists(options.output));
        QVERIFY(!std::filesystem::exists(options.output + ".part"));
    }
};

QTEST_APPLESS_MAIN(TestSceneImport)
#include "tst_sceneimport.moc"
