// labels: sanitize
#include "assets/import/meshfile.h"

#include <QtTest>

#include <QTemporaryDir>

#include <functional>
#include <limits>
#include <random>

using namespace gigahall;
using namespace gigahall::assets;

namespace {

const QString kScenes = QStringLiteral(SOURCE_DIR "/tests/fixtures/scenes/");
const QString kMeshes = QStringLiteral(SOURCE_DIR "/assets/meshes/");

QByteArray bytesOf(const QString& file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        qFatal("no %s", qPrintable(file));
    return in.readAll();
}

std::string text(const std::vector<Problem>& problems)
{
    std::string out;
    for (const Problem& problem : problems)
        out += problem.text() + "\n";
    return out;
}

/// Bytes of a buffer as a data URI.
QString dataUri(const QByteArray& bytes)
{
    return "data:application/octet-stream;base64," + QString::fromLatin1(bytes.toBase64());
}

using Edit = std::function<void(QJsonObject&)>;

/// Sets a value deep in a JSON document: path like "accessors/0/count".
void set(QJsonValue& value, const QStringList& path, const QJsonValue& to)
{
    if (path.isEmpty()) {
        value = to;
        return;
    }
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        QJsonValue inner = array.at(path[0].toInt());
        set(inner, path.mid(1), to);
        array.replace(path[0].toInt(), inner);
        value = array;
    } else {
        QJsonObject object = value.toObject();
        QJsonValue inner = object.value(path[0]);
        set(inner, path.mid(1), to);
        if (to.isUndefined() && path.size() == 1)
            object.remove(path[0]);
        else
            object.insert(path[0], inner);
        value = object;
    }
}

Edit with(const QString& path, const QJsonValue& to)
{
    return [=](QJsonObject& root) {
        QJsonValue value = root;
        set(value, path.split('/'), to);
        root = value.toObject();
    };
}

Edit both(const Edit& a, const Edit& b)
{
    return [a, b](QJsonObject& root) {
        a(root);
        b(root);
    };
}

} // namespace
Q_DECLARE_METATYPE(Edit)

/// Whatever is in a file: a whole mesh or a message, never a crash, never a part of it.
class TestMeshCorrupt : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    MeshResult load(const QString& name, const QByteArray& bytes)
    {
        const QString file = m_folder.filePath(name);
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("can't write %s", qPrintable(file));
        out.close();
        return loadMesh(file.toStdString());
    }

    static QByteArray boxPositions(const std::function<void(float*)>& edit)
    {
        const QJsonObject root = QJsonDocument::fromJson(bytesOf(kScenes + "box.gltf")).object();
        const QString uri = root["buffers"].toArray()[0].toObject()["uri"].toString();
        QByteArray data = QByteArray::fromBase64(uri.mid(uri.indexOf(',') + 1).toLatin1());
        edit(reinterpret_cast<float*>(data.data()));
        return data;
    }

private slots:
    void brokenGltf_data()
    {
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const Edit& edit, const char* message) {
            QTest::newRow(name) << edit << QString(message);
        };
        const QJsonValue gone(QJsonValue::Undefined);
        row("no asset", with("asset", gone), "isn't a glTF: there is no version");
        row("version 1", with("asset/version", "1.0"), "is glTF 1.0, expected 2.0");
        row("view past its buffer", with("bufferViews/0/byteLength", 100000), "bufferViews/0: ends at byte 100000");
        row("view offset past its buffer", with("bufferViews/0/byteOffset", 100000), "bufferViews/0: ends at byte");
        row("view of no buffer", with("bufferViews/0/buffer", 7),
            "bufferViews/0/buffer: is 7, expected an index below 1");
        row("view length negative", with("bufferViews/0/byteLength", -4), "byteLength: is -4");
        row("view length huge", with("bufferViews/0/byteLength", 9e18), "byteLength");
        row("stride too small", with("bufferViews/0/byteStride", 2), "byteStride: is 2, expected 4 to 252");
        row("stride below the element", with("bufferViews/0/byteStride", 8),
            "elements of 12 bytes in a bufferView with byteStride 8");
        row("accessor past its view", with("accessors/0/count", 9),
            "accessors/0: ends at byte 108 of bufferView 0, which has 96");
        row("accessor count huge", with("accessors/0/count", 4000000000.0), "accessors/0: ends at byte");
        row("accessor count 0", with("accessors/0/count", 0), "accessors/0: has no elements");
        row("accessor offset", with("accessors/0/byteOffset", 4), "accessors/0: ends at byte 100");
        row("accessor of no view", with("accessors/0/bufferView", 99),
            "accessors/0/bufferView: is 99, expected an index below 2");
        row("accessor without view", with("accessors/0/bufferView", gone), "accessors/0: bufferView is missing");
        row("sparse", with("accessors/0/sparse", QJsonObject{{"count", 1}}),
            "accessors/0: is sparse, which this program can't read");
        row("component type", with("accessors/0/componentType", 5124), "expected a known componentType and type");
        row("type", with("accessors/0/type", "MAT4"), "expected a known componentType and type");
        row("type is a number", with("accessors/0/type", 3), "expected a known componentType and type");
        row("positions as bytes", with("accessors/0/componentType", 5120), "KHR_mesh_quantization can't be read");
        row("index beyond the vertices", with("accessors/0/count", 7), "but there are 7 vertices");
        row("indices as floats",
            with("accessors/1",
                QJsonObject{{"bufferView", 1}, {"componentType", 5126}, {"count", 18}, {"type", "SCALAR"}}),
            "indices: expected unsigned integers");
        row("no such accessor", with("meshes/0/primitives/0/attributes/POSITION", 12),
            "POSITION: is 12, expected an index below 2");
        row("no positions", with("meshes/0/primitives/0/attributes", QJsonObject()), "has no POSITION");
        row("no primitives", with("meshes/0/primitives", QJsonArray()), "meshes/0: has no primitives");
        row("normals of another length", with("meshes/0/primitives/0/attributes/NORMAL", 1),
            "NORMAL: expected three floats");
        row("no such material", with("meshes/0/primitives/0/material", 4), "material: is 4");
        row("mode", with("meshes/0/primitives/0/mode", 9), "mode: expected 0 to 6");
        row("only lines", with("meshes/0/primitives/0/mode", 1), "has no triangles");
        row("no meshes", both(with("meshes", QJsonArray()), with("nodes/0/mesh", gone)), "has no triangles");
        row("mesh not in the scene", with("scenes/0/nodes", QJsonArray()), "scene");
        row("no such mesh", with("nodes/0/mesh", 3), "nodes/0/mesh: is 3, expected an index below 1");
        row("mesh is text", with("nodes/0/mesh", "box"), "nodes/0/mesh: is \"box\"");
        row("child and root", with("nodes/0/children", QJsonArray{0}), "is a root and a child");
        row("circle", both(with("nodes/0/children", QJsonArray{0}), with("scenes/0/nodes", QJsonArray())), "circle");
        row("no such child", with("nodes/0/children", QJsonArray{5}), "names 5, expected nodes below 1");
        row("scene without that node", with("scenes/0/nodes", QJsonArray{8}), "names 8");
        row("no such scene", with("scene", 3), "scene: is 3");
        row("short matrix", with("nodes/0/matrix", QJsonArray{1, 0, 0}), "matrix: expected 16 numbers");
        row("matrix of text", with("nodes/0/translation", QJsonArray{1, "a", 0}), "translation: expected 3 numbers");
        row("far away", with("nodes/0/translation", QJsonArray{1e30, 0, 0}), "isn't finite or leads farther");
        row("skinned", with("nodes/0/skin", 0), "is skinned");
        row("nodes are text", with("nodes", "all of them"), "/nodes: expected an array");
        row("node is a number", with("nodes/0", 1), "nodes/0: expected an object");
        row("missing .bin", with("buffers/0/uri", "gone.bin"), "buffers/0: buffer 'gone.bin': there is no such file");
        row("remote buffer", with("buffers/0/uri", "https://example.org/a.bin"), "expected a file beside this one");
        row("buffer without data", with("buffers/0/uri", gone), "has no data");
        row("short buffer", with("buffers/0/byteLength", 5000), "buffer has 168 bytes, expected 5000");
        row("not base64", with("buffers/0/uri", "data:application/octet-stream;base64,***"), "isn't base64");
        row("instancing without accessors",
            with("nodes/0/extensions", QJsonObject{{"EXT_mesh_gpu_instancing", QJsonObject()}}),
            "EXT_mesh_gpu_instancing: has no attributes");
        row("instancing accessor",
            with("nodes/0/extensions",
                QJsonObject{
                    {"EXT_mesh_gpu_instancing", QJsonObject{{"attributes", QJsonObject{{"TRANSLATION", 77}}}}}}),
            "TRANSLATION: is 77");
        row("instancing type",
            with("nodes/0/extensions",
                QJsonObject{{"EXT_mesh_gpu_instancing", QJsonObject{{"attributes", QJsonObject{{"ROTATION", 0}}}}}}),
            "expected 4 floats");
        row("draco without fallback",
            with("meshes/0/primitives/0/extensions",
                QJsonObject{{"KHR_draco_mesh_compression", QJsonObject{{"bufferView", 0}}}}),
            "KHR_draco_mesh_compression, which this program can't read");
        const auto bytes = [](float value) { return dataUri(boxPositions([value](float* p) { p[4] = value; })); };
        row("NaN", with("buffers/0/uri", bytes(std::numeric_limits<float>::quiet_NaN())),
            "expected finite coordinates");
        row("infinite", with("buffers/0/uri", bytes(std::numeric_limits<float>::infinity())),
            "expected finite coordinates");
    }
    void brokenGltf()
    {
        QFETCH(Edit, edit);
        QFETCH(QString, message);
        QJsonObject root = QJsonDocument::fromJson(bytesOf(kScenes + "box.gltf")).object();
        edit(root);
        const auto read = load("broken.gltf", QJsonDocument(root).toJson());
        QVERIFY(!read.mesh);
        const std::string said = text(read.problems);
        QVERIFY2(said.find(message.toStdString()) != std::string::npos, said.c_str());
        QVERIFY(said.starts_with(m_folder.filePath("broken.gltf").toStdString() + ":"));
    }

    void everyCut_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("ending");
        QTest::newRow("glb") << kMeshes + "tree-small.glb"
                             << "glb";
        QTest::newRow("gltf") << kScenes + "instanced.gltf"
                              << "gltf";
        QTest::newRow("fbx") << kScenes + "small.fbx"
                             << "fbx";
    }
    void everyCut()
    {
        QFETCH(QString, file);
        QFETCH(QString, ending);
        const QByteArray whole = bytesOf(file);
        QVERIFY(load("cut." + ending, whole).mesh.has_value());
        for (int k = 0; k < 60; ++k) {
            const auto read = load("cut." + ending, whole.left(whole.size() * k / 60));
            QVERIFY2(!read.mesh, qPrintable(QString("loaded from %1 of 60 parts").arg(k)));
            QVERIFY(!read.problems.empty() && !read.problems[0].what.empty());
        }
    }

    void flippedBytesNeverCrash_data()
    {
        everyCut_data();
        QTest::newRow("obj") << kScenes + "small.obj"
                             << "obj";
    }
    void flippedBytesNeverCrash()
    {
        QFETCH(QString, file);
        QFETCH(QString, ending);
        const QByteArray whole = bytesOf(file);
        std::mt19937 random(12345);
        // FBX takes Assimp the longest; 400 rounds of each passed under the sanitizers once.
        const int rounds = ending == "fbx" ? 40 : 150;
        for (int k = 0; k < rounds; ++k) {
            QByteArray bytes = whole;
            for (int n = 0; n < 3; ++n)
                bytes[int(random() % unsigned(bytes.size()))] = char(random());
            const auto read = load("flipped." + ending, bytes);
            QVERIFY(read.mesh.has_value() == read.problems.empty());
        }
    }

    void otherFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty glb") << "a.glb" << QByteArray() << "isn't a glTF";
        QTest::newRow("not json") << "a.gltf" << QByteArray("hello") << "isn't a glTF";
        QTest::newRow("json but no glTF") << "a.gltf" << QByteArray("{\"nodes\": []}") << "there is no version";
        QTest::newRow("array") << "a.gltf" << QByteArray("[1]") << "expected a JSON object";
        QTest::newRow("deep json") << "a.gltf" << QByteArray(100000, '[') << "isn't a glTF";
        QTest::newRow("deep, closed") << "a.gltf"
                                      << "{\"x\":" + QByteArray(50000, '[') + QByteArray(50000, ']') + "}"
                                      << "nested more than 64 deep";
        QTest::newRow("glb version") << "a.glb"
                                     << QByteArray::fromHex("676c5446010000001400000000000000") + QByteArray(8, 0)
                                     << "GLB version 1, expected 2";
        QTest::newRow("glb cut") << "a.glb"
                                 << QByteArray::fromHex("676c5446020000000010000000000000") + QByteArray(8, 0)
                                 << "is cut off";
        QTest::newRow("obj without its mtl")
            << "a.obj" << QByteArray("o a\n\nmtllib gone.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
            << ":3: needs 'gone.mtl', which isn't there";
        QTest::newRow("obj face beyond") << "a.obj" << QByteArray("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n") << "a.obj: ";
        QTest::newRow("obj not a number")
            << "a.obj" << QByteArray("v nan 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n") << "a.obj: ";
        QTest::newRow("obj of points") << "a.obj" << QByteArray("v 0 0 0\nv 1 0 0\n") << "a.obj: ";
        QTest::newRow("empty obj") << "a.obj" << QByteArray() << "a.obj: ";
        QTest::newRow("empty fbx") << "a.fbx" << QByteArray() << "a.fbx: ";
        QTest::newRow("text as fbx") << "a.fbx" << QByteArray("; no FBX\n") << "a.fbx: ";
        QTest::newRow("another format") << "a.stl" << QByteArray("solid x\nendsolid x\n")
                                        << "expected .gltf, .glb, .obj or .fbx";
    }
    void otherFiles()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, message);
        const auto read = load(name, bytes);
        QVERIFY(!read.mesh);
        QVERIFY2(text(read.problems).find(message.toStdString()) != std::string::npos, text(read.problems).c_str());
    }

    void absentFile()
    {
        QVERIFY(text(loadMesh("/no/such/file.glb").problems).find("there is no such file") != std::string::npos);
        QVERIFY(!loadMesh(m_folder.path().toStdString() + "/folder.glb").mesh);
    }
};

QTEST_APPLESS_MAIN(TestMeshCorrupt)
#include "tst_meshcorrupt.moc"
