#include "app/cli/verify.h"
#include "app/verify/cases.h"
#include "assets/import/campusfile.h"

#include <QtTest>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <functional>
#include <sstream>

using namespace gigahall;
using app::VerifyCase;
using app::VerifyInput;
using app::VerifyStatus;

namespace {

const QString kData = QStringLiteral(SHARED_DIR "/data");

bool dataAreThere()
{
    return QFile::exists(kData + "/mlperf-power/gpt3_175b_512xH100_events.csv");
}

/// Names of what failed, sorted.
QStringList failures(const std::vector<VerifyCase>& cases)
{
    QStringList names;
    for (const VerifyCase& one : cases)
        if (one.status == VerifyStatus::Fail)
            names << QString::fromStdString(one.name);
    names.sort();
    return names;
}

int countOf(const std::vector<VerifyCase>& cases, VerifyStatus status)
{
    return static_cast<int>(
        std::count_if(cases.begin(), cases.end(), [&](const VerifyCase& one) { return one.status == status; }));
}

using Change = std::function<void(VerifyInput&, model::Campus&)>;

/// `change` of the only type of rack.
Change ofRacks(const std::function<void(model::AssetType&)>& change)
{
    return [change](VerifyInput&, model::Campus& campus) {
        for (model::AssetType& type : campus.types)
            if (type.typeClass == model::TypeClass::ComputeRack)
                change(type);
    };
}

} // namespace

Q_DECLARE_METATYPE(Change)

/// Published cases: all hold, and each of the constants is noticed by the cases that depend on it and no others.
class TestAppVerify : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        auto loaded = assets::loadCampus(assets::resolveCampusPath("frontier"));
        QVERIFY(loaded.campus);
        m_frontier = std::move(*loaded.campus);
    }

    void allPass();
    void perturbed_data();
    void perturbed();
    void withoutFrontier();
    void withData();
    void dataAreNotAsExpected();
    void command();

private:
    model::Campus m_frontier;
};

void TestAppVerify::allPass()
{
    VerifyInput input;
    input.frontier = &m_frontier;
    const auto cases = app::publishedCases(input);
    QCOMPARE(failures(cases), QStringList());
    QVERIFY(countOf(cases, VerifyStatus::Pass) >= 40);
    for (const VerifyCase& one : cases) {
        QVERIFY2(!one.source.empty() && one.tolerance > 0, one.name.c_str());
        QCOMPARE(one.status == VerifyStatus::Skipped, QString::fromStdString(one.source).contains("MLPerf"));
        QCOMPARE(one.status == VerifyStatus::Skipped, std::isnan(one.computed));
        QCOMPARE(one.status == VerifyStatus::Skipped, one.note == "needs --data");
    }
}

void TestAppVerify::perturbed_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("expected"); // parts of the names of what fails, by |, with how many cases each has
    const auto row = [](const char* name, const Change& change, const char* expected) {
        QTest::newRow(name) << change << QString::fromLatin1(expected);
    };
    row("SIVOC", ofRacks([](auto& t) { t.power.stages[0].loss = model::LossModel::linearStage(0.013, 0.981); }),
        ", node with SIVOC:2|, rack:2|, system:2|, rectifier loss:2|, SIVOC loss:2|, efficiency:2");
    row("rectifier", ofRacks([](auto& t) { t.power.stages[1].loss = model::LossModel::linearStage(0.0171, 0.96); }),
        ", rack:2|, system:2|, rectifier loss:2|, efficiency:2");
    row("switches", ofRacks([](auto& t) { t.power.stages[1].addedKw = 0.251; }),
        ", rack:2|, system:2|, rectifier loss:2|, efficiency:2");
    row("GPU at full load", ofRacks([](auto& t) { t.gpuMaxW += 0.1; }), "Frontier peak:7");
    row("GPU idle", ofRacks([](auto& t) { t.gpuIdleW += 0.1; }), "Frontier idle:7");
    row("missing rack", ofRacks([](auto& t) { t.power.stages[1].emptyPositions = 0; }),
        ", rectifier loss:2|, efficiency:2");
    row(
        "rho cp", [](VerifyInput& in, auto&) { in.gb300RhoCp = 4.06; }, "GB300:5");
    row(
        "pump", [](VerifyInput& in, auto&) { in.pump.linearKpaPerLpm = 0.092163; },
        "meet:4|pressure at 1200:1|speed, pressure:1");
    row(
        "three CDUs", [](VerifyInput& in, auto&) { in.threeCdus.quadraticKpaPerLpm2 *= 1.0001; }, "3 CDUs:2");
    row(
        "pump input", [](VerifyInput& in, auto&) { in.pumpKw = 13.8; }, "speed, input:1");
    row(
        "chiller by load", [](VerifyInput& in, auto&) { in.chiller.inputByLoad[1] += 1e-4; },
        "19XR, input:1|19XR, COP:1");
    row(
        "chiller by temperature", [](VerifyInput& in, auto&) { in.chiller.capacityByTemperature[0] += 1e-4; },
        "19XR, capacity:1|19XR, input:1|19XR, heat:1");
    row(
        "chiller outside its range", [](VerifyInput& in, auto&) { in.chiller.condenserMaxC = 26; }, "19XR:4");
    row(
        "iron", [](VerifyInput& in, auto&) { in.transformer.constantKw += 1; }, "Transformer:3");
    row(
        "UPS at rest", [](VerifyInput& in, auto&) { in.ups.constantKw += 5; }, "UPS:5");
}

void TestAppVerify::perturbed()
{
    QFETCH(Change, change);
    QFETCH(QString, expected);
    model::Campus frontier = m_frontier;
    VerifyInput input;
    input.frontier = &frontier;
    change(input, frontier);
    QStringList failed = failures(app::publishedCases(input));
    const QString all = failed.join(QStringLiteral("; "));
    for (const QString& part : expected.split('|')) {
        const QStringList want = part.split(':');
        const auto hit = failed.filter(want[0]);
        QVERIFY2(hit.size() == want[1].toInt(), qPrintable(part + QStringLiteral(" in ") + all));
        for (const QString& name : hit)
            failed.removeOne(name);
    }
    QVERIFY2(failed.isEmpty(), qPrintable(QStringLiteral("besides: ") + failed.join(QStringLiteral("; "))));
}

void TestAppVerify::withoutFrontier()
{
    const auto cases = app::publishedCases(VerifyInput());
    QCOMPARE(failures(cases).filter("Frontier").size(), 14);
    QCOMPARE(failures(cases).size(), 14);
}

void TestAppVerify::withData()
{
    if (!dataAreThere())
        QSKIP("no ../shared/data here");
    VerifyInput input;
    input.frontier = &m_frontier;
    input.dataFolder = kData.toStdString();
    const auto cases = app::publishedCases(input);
    QCOMPARE(failures(cases), QStringList());
    const auto passes = [&](const char* name) {
        return std::any_of(cases.begin(), cases.end(),
            [&](const VerifyCase& one) { return one.name == name && one.status == VerifyStatus::Pass; });
    };
    QVERIFY(passes("MLPerf GPT-3, AC energy"));
    QVERIFY(passes("MLPerf GPT-3, mean step"));
    QVERIFY(passes("Simulated wave form, dip at the step"));

    // A rhythm that is 2 % off is far out of step at the first evaluation.
    input.rhythm.stepS *= 1.02;
    const QStringList failed = failures(app::publishedCases(input));
    QVERIFY2(failed.contains("Simulated wave form, largest difference to the measured one"),
        qPrintable(failed.join(QStringLiteral("; "))));
    QCOMPARE(failed.filter("Simulated").size(), failed.size());
}

void TestAppVerify::dataAreNotAsExpected()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir("mlperf-power"));
    VerifyInput input;
    input.frontier = &m_frontier;
    input.dataFolder = folder.path().toStdString();
    // Nothing there: skipped, with the name of the file.
    for (const VerifyCase& one : app::publishedCases(input))
        if (one.status != VerifyStatus::Pass)
            QVERIFY2(one.status == VerifyStatus::Skipped && one.note.ends_with(".csv is not there"), one.note.c_str());

    const QString base = folder.path() + "/mlperf-power/gpt3_175b_512xH100_";
    const auto write = [&](const char* name, const char* text) {
        QFile file(base + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write("ac_node_watts_2s.csv", "t_s,node_1_W,total_W\n0,1800,3600\n2,1800,3600\n2,1800,3600\n");
    write("dc_node_watts_2s.csv", "t_s,node_1_W,total_W\n0,1800,3600\n2,1800,1800\n6,0,1800\n");
    write("events.csv", "t_s,event\n1,run_start\n");
    const auto cases = app::publishedCases(input);
    const auto noteOf = [&](const char* name) {
        const auto found
            = std::find_if(cases.begin(), cases.end(), [&](const VerifyCase& one) { return one.name == name; });
        return found != cases.end() ? QString::fromStdString(found->note) : QString();
    };
    QVERIFY2(noteOf("MLPerf GPT-3, AC energy").contains("ac_node_watts_2s.csv:4: does not fit"),
        qPrintable(noteOf("MLPerf GPT-3, AC energy")));
    QVERIFY2(noteOf("MLPerf GPT-3, mean step").contains("events.csv:1: has no column \"value\""),
        qPrintable(noteOf("MLPerf GPT-3, mean step")));
    QCOMPARE(failures(cases).size(), 7);
    // 3.6 kW for 2 s, then 1.8 kW for 4 s and, as the last sample holds as long as the one before, 4 s more.
    for (const VerifyCase& one : cases)
        if (one.name == "MLPerf GPT-3, DC energy")
            QVERIFY(std::abs(one.computed - 0.006) < 1e-12);
}

void TestAppVerify::command()
{
    std::ostringstream out, err;
    QCOMPARE(app::runVerify({.json = false, .data = {}}, out, err), 0);
    QVERIFY2(err.str().empty(), err.str().c_str());
    QVERIFY(out.str().find("0 fail, 7 skipped") != std::string::npos);
    QVERIFY(out.str().find("7 skipped: needs --data") != std::string::npos);
    out.str({});
    QCOMPARE(app::runVerify({.json = true, .data = {}}, out, err), 0);
    const auto rows = QJsonDocument::fromJson(QByteArray::fromStdString(out.str())).array();
    QVERIFY(rows.size() > 40);
    for (const auto& row : rows)
        for (const char* key :
            {"name", "expected", "computed", "tolerance", "toleranceKind", "unit", "source", "status"})
            QVERIFY2(row.toObject().contains(QLatin1String(key)), key);
    out.str({});
    QCOMPARE(app::runVerify({.json = false, .data = "/nowhere"}, out, err), 1);
    QVERIFY(out.str().empty());
    QVERIFY(err.str().find("/nowhere: expected a folder with mlperf-power") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestAppVerify)
#include "tst_appverify.moc"
