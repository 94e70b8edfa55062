#include "guitest.h"

#include "app/docks/assettext.h"
#include "app/docks/assettreemodel.h"
#include "app/docks/history.h"
#include "app/docks/toplist.h"
#include "app/docks/treedock.h"
#include "assets/import/campusfile.h"
#include "model/simulation/simulator.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <cmath>

using namespace gigahall;
using app::AssetTreeModel;
using model::AssetId;
using model::AssetKind;

class TestTree : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void modelIsConsistent();
    void everyKindFindsItsWayBack_data();
    void everyKindFindsItsWayBack();
    void leavesAreGpus();
    void valuesAreRightAlignedText();
    void powerAddsUpOnTheWayUp();
    void panelSelectsBothWays();
    void searchFinds_data();
    void searchFinds();
    void unknownNameSaysSo();
    void topRacksAreTheHighest();
    void historyForgetsAndRestarts();
    void millionsOfLeavesCostNothing();

private:
    std::shared_ptr<const model::Campus> m_campus;
    model::FramePtr m_frame;
};

void TestTree::initTestCase()
{
    auto loaded = assets::loadCampus(assets::resolveCampusPath("one-hall"));
    QVERIFY2(loaded.campus, loaded.problems.empty() ? "" : loaded.problems.front().text().c_str());
    m_campus = std::make_shared<const model::Campus>(std::move(*loaded.campus));
    model::Simulator simulator(*m_campus, 1);
    model::MetricSet planes;
    planes.set();
    m_frame = simulator.frame(43200, planes);
}

void TestTree::modelIsConsistent()
{
    AssetTreeModel tree;
    QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tree.setCampus(m_campus);
    tree.setFrame(m_frame, model::Metric::GpuPower);
    tree.refresh(tree.index(0, 0));
    // Walk down the first branch so that the tester sees every level.
    int depth = 0;
    for (QModelIndex index = tree.index(0, 0); index.isValid(); index = tree.index(0, 0, index))
        ++depth;
    QVERIFY2(depth >= 5, qPrintable(QString::number(depth)));
}

void TestTree::everyKindFindsItsWayBack_data()
{
    QTest::addColumn<unsigned>("kind");
    QTest::addColumn<unsigned>("count");
    const auto row = [](const char* name, AssetKind kind, std::size_t count) {
        QTest::newRow(name) << static_cast<unsigned>(kind) << static_cast<unsigned>(count);
    };
    row("phase", AssetKind::Phase, m_campus->phases.size());
    row("building", AssetKind::Building, m_campus->buildings.size());
    row("hall", AssetKind::Hall, m_campus->halls.size());
    row("row", AssetKind::Row, m_campus->rows.size());
    row("rack", AssetKind::Rack, m_campus->rackCount());
    row("support rack", AssetKind::SupportRack, m_campus->supportCount());
    row("plant", AssetKind::Plant, m_campus->plantCount());
    row("tray", AssetKind::Tray, m_campus->rackFirstTray.back());
    row("GPU", AssetKind::Gpu, m_campus->gpuCount());
}

void TestTree::everyKindFindsItsWayBack()
{
    QFETCH(unsigned, kind);
    QFETCH(unsigned, count);
    AssetTreeModel tree;
    tree.setCampus(m_campus);
    const unsigned step = std::max(1u, count / 97);
    for (unsigned i = 0; i < count; i += step) {
        const AssetId id(static_cast<AssetKind>(kind), i);
        const QModelIndex index = tree.indexOf(id);
        if (!index.isValid()) {
            // Support racks stand in rows but need not be part of the tree.
            QVERIFY2(kind == static_cast<unsigned>(AssetKind::SupportRack), m_campus->name(id).c_str());
            continue;
        }
        QCOMPARE(AssetTreeModel::idOf(index).value, id.value);
        QCOMPARE(AssetTreeModel::idOf(tree.index(index.row(), 0, index.parent())).value, id.value);
        QCOMPARE(AssetTreeModel::idOf(index.parent()).value, m_campus->parent(id).value);
    }
}

void TestTree::leavesAreGpus()
{
    AssetTreeModel tree;
    tree.setCampus(m_campus);
    const QModelIndex gpu = tree.indexOf(AssetId(AssetKind::Gpu, m_campus->gpuCount() - 1));
    QVERIFY(gpu.isValid());
    QVERIFY(!tree.hasChildren(gpu));
    QCOMPARE(AssetTreeModel::idOf(gpu.parent()).kind(), AssetKind::Tray);
}

void TestTree::valuesAreRightAlignedText()
{
    AssetTreeModel tree;
    tree.setLocale(QLocale(QLocale::English));
    tree.setCampus(m_campus);
    tree.setFrame(m_frame, model::Metric::RackPower);
    const QModelIndex campus = tree.index(0, AssetTreeModel::ValueColumn);
    QVERIFY(campus.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    QVERIFY2(campus.data().toString().endsWith(QStringLiteral("W")), qPrintable(campus.data().toString()));
}

void TestTree::powerAddsUpOnTheWayUp()
{
    for (const auto metric : {model::Metric::RackPower, model::Metric::GpuPower}) {
        double racks = 0;
        for (std::uint32_t r = 0; r < m_campus->rackCount(); ++r) {
            const double value = app::levelValue(*m_campus, *m_frame, metric, AssetId(AssetKind::Rack, r));
            racks += std::isnan(value) ? 0 : value;
        }
        const double whole = app::levelValue(*m_campus, *m_frame, metric, AssetId(AssetKind::Campus, 0));
        QVERIFY2(std::abs(racks / whole - 1) < 0.01, qPrintable(QStringLiteral("%1 %2").arg(racks).arg(whole)));
    }
}

void TestTree::panelSelectsBothWays()
{
    app::TreePanel panel;
    panel.setCampus(m_campus);
    panel.resize(260, 500);
    panel.show();
    QSignalSpy chosen(&panel, &app::TreePanel::selected);

    const AssetId rack(AssetKind::Rack, m_campus->rackCount() / 2);
    panel.setSelected(rack);
    QCOMPARE(AssetTreeModel::idOf(panel.view().currentIndex()).value, rack.value);
    QCOMPARE(chosen.count(), 0);
    QVERIFY(panel.view().visualRect(panel.view().currentIndex()).isValid());

    panel.view().setCurrentIndex(panel.model().indexOf(m_campus->parent(rack)));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.front().front().value<AssetId>().value, m_campus->parent(rack).value);

    panel.setSelected({});
    QVERIFY(!panel.view().currentIndex().isValid());
    QCOMPARE(chosen.count(), 1);
}

void TestTree::searchFinds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("first");
    const QString rack = QString::fromStdString(m_campus->name(AssetId(AssetKind::Rack, 3)));
    const QString gpu = QString::fromStdString(m_campus->name(AssetId(AssetKind::Gpu, 7)));
    const QString hall = QString::fromStdString(m_campus->name(AssetId(AssetKind::Hall, 0)));
    QTest::newRow("exact rack") << rack << rack;
    QTest::newRow("lower case") << rack.toLower() << rack;
    QTest::newRow("with spaces") << QStringLiteral("  ") + rack + QLatin1Char(' ') << rack;
    QTest::newRow("GPU by its full name") << gpu << gpu;
    QTest::newRow("hall before its racks") << hall << hall;
}

void TestTree::searchFinds()
{
    QFETCH(QString, text);
    QFETCH(QString, first);
    const auto found = app::findAssets(*m_campus, text, 12);
    QVERIFY(!found.empty());
    QCOMPARE(QString::fromStdString(m_campus->name(found.front())), first);
    QVERIFY(found.size() <= 12);

    app::TreePanel panel;
    panel.setCampus(m_campus);
    QSignalSpy went(&panel, &app::TreePanel::goTo);
    panel.searchField().setText(text);
    QTest::keyClick(&panel.searchField(), Qt::Key_Return);
    QCOMPARE(went.count(), 1);
}

void TestTree::unknownNameSaysSo()
{
    app::TreePanel panel;
    panel.setCampus(m_campus);
    QSignalSpy went(&panel, &app::TreePanel::goTo);
    panel.searchField().setText(QStringLiteral("no such thing"));
    QTest::keyClick(&panel.searchField(), Qt::Key_Return);
    QCOMPARE(went.count(), 0);
    QVERIFY(!panel.searchField().toolTip().isEmpty());
}

void TestTree::topRacksAreTheHighest()
{
    const model::Plane plane{5, model::kMissing16, 9, 9, 1, 7};
    QCOMPARE(app::topRacks(plane, 3), (std::vector<std::uint32_t>{2, 3, 5}));
    QCOMPARE(app::topRacks(plane, 99).size(), std::size_t{5});
    QVERIFY(app::topRacks({}, 3).empty());
    QVERIFY(app::topRacks(plane, 0).empty());
}

void TestTree::historyForgetsAndRestarts()
{
    app::History history;
    for (int t = 0; t <= 1000; t += 10)
        history.add(t, static_cast<float>(t));
    QCOMPARE(history.points().front().timeS, 1000 - app::History::kSpanS);
    history.add(1000, 5);
    QCOMPARE(history.points().back().value, 5.0f);
    history.add(500, 1); // the clock was moved back
    QCOMPARE(history.points().size(), std::size_t{1});
}

void TestTree::millionsOfLeavesCostNothing()
{
    // Opening and closing every level of every branch that is looked at stores nothing: an index is made of its id
    // alone.
    AssetTreeModel tree;
    tree.setCampus(m_campus);
    const QModelIndex a = tree.indexOf(AssetId(AssetKind::Gpu, 1));
    const QModelIndex b = tree.indexOf(AssetId(AssetKind::Gpu, 1));
    QCOMPARE(a, b);
    QCOMPARE(static_cast<std::uint32_t>(a.internalId()), AssetId(AssetKind::Gpu, 1).value);
}

GIGAHALL_GUI_TEST(TestTree)
#include "tst_tree.moc"
