// Events of a scenario as text: read, found on a campus, written again, and what is said of mistakes.
#include "app/whatif/event.h"
#include "assets/import/campusfile.h"

#include <QTest>

using namespace gigahall;
using Kind = model::ScenarioEvent::Kind;

Q_DECLARE_METATYPE(model::ScenarioEvent::Kind)

class TestAppEvent : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void roundTrips_data();
    void roundTrips();
    void blanksInNames();
    void malformed_data();
    void malformed();
    void unknown_data();
    void unknown();
    void restores();

private:
    model::ScenarioEvent event(const char* text) const
    {
        std::string problem;
        const auto written = app::readEvent(text, problem);
        const auto found = written ? app::findEvent(*written, m_campus, problem) : std::nullopt;
        if (!found)
            qWarning("%s", problem.c_str());
        return found.value_or(model::ScenarioEvent{});
    }

    model::Campus m_campus;
};

void TestAppEvent::initTestCase()
{
    auto loaded = assets::loadCampus(assets::resolveCampusPath("one-hall"));
    QVERIFY(loaded.campus.has_value());
    m_campus = std::move(*loaded.campus);
}

void TestAppEvent::roundTrips_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<int>("assets");
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("written"); // empty = the text
    const auto row = [](const char* text, Kind kind, int assets, double value, const char* written = "") {
        QTest::newRow(text) << QByteArray(text) << kind << assets << value << QByteArray(written);
    };
    row("600 fail P01-B1-H1-US01", Kind::Fail, 1, 0);
    row("0 fail P01-B1-H1-US01 P01-B1-H1-R01 P01", Kind::Fail, 3, 0);
    row("1200.25 restore P01-B1-H1-US01", Kind::Restore, 1, 0);
    row("5 supply -7.5", Kind::Supply, 0, -7.5);
    row("5 supply +20", Kind::Supply, 0, 20, "5 supply 20");
    row("86400 weather 38.2", Kind::DryBulb, 0, 38.2);
    row("60 cap P01-B1-H1 0.8", Kind::Cap, 1, 0.8);
    row("60 cap P01-B1-H1-R01 P01-B1-H1-R02 0", Kind::Cap, 2, 0);
    row("  1e3\tfail  \"P01\" ", Kind::Fail, 1, 0, "1000 fail P01");
}

void TestAppEvent::roundTrips()
{
    QFETCH(QByteArray, text);
    QFETCH(Kind, kind);
    QFETCH(int, assets);
    QFETCH(double, value);
    QFETCH(QByteArray, written);
    const model::ScenarioEvent first = event(text.constData());
    QCOMPARE(first.kind, kind);
    QCOMPARE(int(first.assets.size()), assets);
    QCOMPARE(first.value, value);
    const std::string again = app::eventText(first, m_campus);
    QCOMPARE(QByteArray::fromStdString(again), written.isEmpty() ? text : written);
    QCOMPARE(event(again.c_str()), first);
}

void TestAppEvent::blanksInNames()
{
    std::string problem;
    const auto written = app::readEvent("7 cap \"Rack 1 \"\"left\"\"\" B 0.5", problem);
    QVERIFY2(written.has_value(), problem.c_str());
    QCOMPARE(written->names, (std::vector<std::string>{"Rack 1 \"left\"", "B"}));
    model::Campus named = m_campus;
    named.key = "a \"b\" c";
    QCOMPARE(app::eventText({7, Kind::Fail, {model::AssetId(model::AssetKind::Campus, 0)}, 0}, named),
        std::string("7 fail \"a \"\"b\"\" c\""));
}

void TestAppEvent::malformed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
    };
    row("", "expected seconds from 0");
    row("fail P01", "expected seconds from 0");
    row("-1 fail P01", "expected seconds from 0");
    row("inf fail P01", "expected seconds from 0");
    row("600s fail P01", "expected seconds from 0");
    row("600", "expected fail, restore, supply, weather or cap");
    row("600 fial P01", "did you mean 'fail'?");
    row("600 fail", "expected T fail ID");
    row("600 restore", "expected T restore ID");
    row("600 supply", "from -20 to 20 K");
    row("600 supply 20.5", "from -20 to 20 K");
    row("600 supply P01 3", "from -20 to 20 K");
    row("600 weather warm", "from -70 to 70");
    row("600 weather 71", "from -70 to 70");
    row("600 weather nan", "from -70 to 70");
    row("600 cap 0.5", "expected T cap ID");
    row("600 cap P01", "expected T cap ID");
    row("600 cap P01 1.1", "from 0 to 1");
    row("600 fail \"P01", "a second quote");
}

void TestAppEvent::malformed()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    std::string problem;
    QVERIFY(!app::readEvent(text.toStdString(), problem));
    QVERIFY2(problem.starts_with('"' + text.toStdString() + "\": "), problem.c_str());
    QVERIFY2(problem.find(expected.toStdString()) != std::string::npos, problem.c_str());
}

void TestAppEvent::unknown_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
    };
    row("1 fail P01-B1-H9", "did you mean 'P01-B1-H1'?");
    row("1 restore boiler", "has no \"boiler\"");
    row("1 fail P01-B1-H1-R01-K01-T01-G1", "a part of a rack");
    row("1 fail P01 boiler", "has no \"boiler\"");
    row("1 cap P01-B1-H1-US01 0.5", "P01-B1-H1-US01 has no compute racks");
}

void TestAppEvent::unknown()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    std::string problem;
    const auto written = app::readEvent(text.toStdString(), problem);
    QVERIFY2(written.has_value(), problem.c_str());
    QVERIFY(!app::findEvent(*written, m_campus, problem));
    QVERIFY2(problem.starts_with('"' + text.toStdString() + "\": "), problem.c_str());
    QVERIFY2(problem.find(expected.toStdString()) != std::string::npos, problem.c_str());
}

void TestAppEvent::restores()
{
    model::Scenario scenario;
    scenario.add(event("10 fail P01-B1-H1-US01 P01-B1-H1-US02"));
    scenario.add(event("20 restore P01-B1-H1-US01"));
    QCOMPARE(app::scenarioMistake(scenario, m_campus), std::string());
    scenario.add(event("30 restore P01-B1-H1-US01"));
    QCOMPARE(app::scenarioMistake(scenario, m_campus),
        std::string("\"30 restore P01-B1-H1-US01\": P01-B1-H1-US01 is not out at 30 s; expected P01-B1-H1-US02"));
    model::Scenario early;
    early.add(event("5 restore P01"));
    early.add(event("6 fail P01"));
    QCOMPARE(app::scenarioMistake(early, m_campus),
        std::string("\"5 restore P01\": P01 is not out at 5 s; expected a failure before it"));
}

QTEST_GUILESS_MAIN(TestAppEvent)
#include "tst_appevent.moc"
