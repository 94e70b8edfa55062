#include "app/cli/import.h"

#include "assets/import/campusfile.h"

#include <QtTest>

#include <QTemporaryDir>

#include <sstream>

using namespace gigahall;

/// What the command says and returns; what it writes is tested in tst_sceneimport.
class TestAppImport : public QObject
{
    Q_OBJECT

private slots:
    void shippedHallWithAShippedType()
    {
        QTemporaryDir folder;
        const auto campus = assets::loadCampus(assets::resolveCampusPath("default"));
        QVERIFY(campus.campus);
        const auto& types = campus.campus->types;
        const auto rack = std::find_if(
            types.begin(), types.end(), [](const auto& t) { return t.typeClass == model::TypeClass::ComputeRack; });
        app::ImportOptions options;
        options.scene = SOURCE_DIR "/assets/campuses/scene-hall.glb";
        options.rackPattern = "^rack-";
        options.type = rack->key;
        options.output = folder.filePath("hall.campus.json").toStdString();
        std::ostringstream out, err;
        QVERIFY2(app::runImport(options, out, err) == 0, err.str().c_str());
        QVERIFY2(
            out.str().find("96 racks of type " + rack->key + " in 8 rows") != std::string::npos, out.str().c_str());
        QVERIFY(out.str().find("0.60 x 1.07 x 2.24 m") != std::string::npos);
        QVERIFY(err.str().empty());
        const auto opened = assets::loadCampus(options.output);
        QVERIFY(opened.campus);
        QCOMPARE(opened.campus->gpuCount(), 96 * rack->gpus());
    }

    void problemsGoToErr()
    {
        app::ImportOptions options;
        options.scene = "no-such-scene.glb";
        options.rackPattern = "(";
        options.type = "no such type";
        options.output = "/no/such/folder/x.campus.json";
        std::ostringstream out, err;
        QCOMPARE(app::runImport(options, out, err), 1);
        QVERIFY(out.str().empty());
        for (const char* part : {"has no rack type 'no such type'; expected one of: ", "isn't a regular expression",
                 "no-such-scene.glb: there is no such file"})
            QVERIFY2(err.str().find(part) != std::string::npos, err.str().c_str());
    }
};

QTEST_APPLESS_MAIN(TestAppImport)
#include "tst_appimport.moc"
