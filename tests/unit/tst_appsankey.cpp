// Where the parts of the energy diagram go, and its words and numbers.
#include "app/docks/balancetext.h"
#include "app/docks/sankeylayout.h"
#include "tests/support/balances.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <map>
#include <set>

using namespace gigahall;
using app::SankeyLayout;
using app::SankeyNode;
using model::EnergyNode;

class TestAppSankey : public QObject
{
    Q_OBJECT

private slots:
    void everySize_data();
    void everySize();
    void columns_data();
    void columns();
    void heightsAreInOneScale();
    void ribbonsStackAtBars();
    void mainPathIsLevel();
    void ribbonsPassBesideBars();
    void largestAreLabelled_data();
    void largestAreLabelled();
    void nothingToDraw_data();
    void nothingToDraw();
    void hairlines();
    void kinds();
    void numbers();
    void table();
};

namespace {

const QLocale kEnglish(QLocale::English, QLocale::UnitedStates);

/// A type of 6 px a letter: no test depends on a font.
app::SankeyText type()
{
    return {.linePx = 14, .spacePx = 4, .widths = [](const SankeyNode& node) {
                const auto letters = [](const QString& text) { return 6.0 * static_cast<double>(text.size()); };
                return app::SankeyText::Widths{letters(app::stationName(node.station, node.takes)),
                    letters(app::formatEnergy(node.kw(), {1000, QStringLiteral("MW")}, kEnglish))};
            }};
}

SankeyLayout laidOut(const char* name, QRectF area = {0, 0, 900, 420})
{
    return app::layoutSankey(test::balanceNamed(name), area, type());
}

const SankeyNode* find(const SankeyLayout& layout, EnergyNode station, bool takes = false)
{
    for (const SankeyNode& node : layout.nodes) {
        if (node.station == station && node.takes == takes)
            return &node;
    }
    return nullptr;
}

QByteArray said(const QRectF& box)
{
    return QStringLiteral("%1 %2 %3x%4").arg(box.x()).arg(box.y()).arg(box.width()).arg(box.height()).toUtf8();
}

double spineY(const app::SankeyRibbon& ribbon, double x)
{
    for (std::size_t i = 1; i < ribbon.spine.size(); ++i) {
        const QPointF a = ribbon.spine[i - 1], b = ribbon.spine[i];
        if (x >= a.x() && x <= b.x())
            return a.y() + (b.y() - a.y()) * (b.x() > a.x() ? (x - a.x()) / (b.x() - a.x()) : 0);
    }
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace

void TestAppSankey::everySize_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QRectF>("area");
    for (const char* name : {"campus", "busy", "hall", "one flow", "huge ratio", "circle"}) {
        for (const QSize size :
            {QSize(260, 220), QSize(380, 420), QSize(420, 260), QSize(900, 420), QSize(1600, 800), QSize(4000, 2000)})
            QTest::addRow("%s %dx%d", name, size.width(), size.height())
                << QByteArray(name) << QRectF(QPointF(7, 11), size);
    }
}

void TestAppSankey::everySize()
{
    QFETCH(QByteArray, name);
    QFETCH(QRectF, area);
    const SankeyLayout layout = laidOut(name, area);
    const QRectF around = area.adjusted(-0.01, -0.01, 0.01, 0.01);
    QVERIFY(!layout.nodes.empty() && layout.pxPerKw > 0);
    std::map<int, double> columnPx;
    for (const SankeyNode& node : layout.nodes) {
        QVERIFY2(around.contains(node.bar), said(node.bar));
        QVERIFY(node.bar.height() >= 1 && std::isfinite(node.bar.height()));
        QCOMPARE(node.bar.height(), std::max(1.0, node.kw() * layout.pxPerKw));
        columnPx[node.column] += node.bar.height();
        for (const SankeyNode& other : layout.nodes) {
            if (&other != &node)
                QVERIFY2(!other.bar.adjusted(-1, -1, 1, 1).intersects(node.bar), said(node.bar));
        }
    }
    QCOMPARE(static_cast<int>(columnPx.size()), layout.columnCount);
    for (const auto& [column, sum] : columnPx)
        QVERIFY(sum <= area.height());
    for (const app::SankeyRibbon& ribbon : layout.ribbons) {
        QVERIFY(ribbon.shownPx() >= 1);
        for (const QPointF& point : ribbon.spine)
            QVERIFY(around.contains(point));
    }
    std::set<int> labelled;
    for (const app::SankeyLabel& label : layout.labels) {
        QVERIFY2(around.contains(label.box), said(label.box));
        QVERIFY(labelled.insert(label.node).second);
        for (const app::SankeyLabel& other : layout.labels) {
            if (&other != &label)
                QVERIFY2(!other.box.intersects(label.box), said(label.box) + " and " + said(other.box));
        }
        for (const SankeyNode& node : layout.nodes)
            QVERIFY2(!node.bar.intersects(label.box), said(label.box));
    }
    // The same again.
    const SankeyLayout again = laidOut(name, area);
    QCOMPARE(again.labels.size(), layout.labels.size());
    for (std::size_t i = 0; i < layout.nodes.size(); ++i)
        QCOMPARE(again.nodes[i].bar, layout.nodes[i].bar);
    for (std::size_t i = 0; i < layout.ribbons.size(); ++i)
        QVERIFY(again.ribbons[i].spine == layout.ribbons[i].spine);
    for (std::size_t i = 0; i < layout.labels.size(); ++i)
        QCOMPARE(again.labels[i].box, layout.labels[i].box);
}

void TestAppSankey::columns_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("count");
    QTest::addColumn<QList<int>>("stations");
    QTest::addColumn<QList<int>>("columns");
    using enum EnergyNode;
    const auto list = [](std::initializer_list<EnergyNode> stations) {
        QList<int> numbers;
        for (const EnergyNode station : stations)
            numbers.append(static_cast<int>(station));
        return numbers;
    };
    QTest::newRow("all stages") << QByteArray("campus") << 8
                                << list({Grid, Transformers, Distribution, Ups, Compute, Support, Cooling, Losses,
                                       Liquid, Air, DryCoolers, Chillers, Ambient})
                                << QList<int>{0, 1, 2, 3, 4, 4, 4, 4, 5, 5, 6, 6, 7};
    QTest::newRow("no empty columns") << QByteArray("hall") << 6
                                      << list({Grid, Distribution, Compute, Losses, Liquid, DryCoolers, Ambient})
                                      << QList<int>{0, 1, 2, 2, 3, 4, 5};
    QTest::newRow("heat of air goes to liquid")
        << QByteArray("busy") << 9 << list({Generators, Batteries, HeatStore, Air, Liquid, Chillers})
        << QList<int>{0, 0, 4, 5, 6, 7};
    QTest::newRow("two") << QByteArray("one flow") << 2 << list({Grid, Compute}) << QList<int>{0, 1};
}

void TestAppSankey::columns()
{
    QFETCH(QByteArray, name);
    QFETCH(int, count);
    QFETCH(QList<int>, stations);
    QFETCH(QList<int>, columns);
    const SankeyLayout layout = laidOut(name);
    for (qsizetype i = 0; i < stations.size(); ++i) {
        const SankeyNode* node = find(layout, static_cast<EnergyNode>(stations[i]));
        QVERIFY(node != nullptr);
        QVERIFY2(node->column == columns[i], qPrintable(app::stationName(node->station)));
    }
    QCOMPARE(layout.columnCount, count);
}

void TestAppSankey::heightsAreInOneScale()
{
    const SankeyLayout layout = laidOut("campus");
    QVERIFY(std::abs(find(layout, EnergyNode::Grid)->bar.height() - find(layout, EnergyNode::Ambient)->bar.height()
                - 80e3 * layout.pxPerKw)
        < 1); // 20 MW charge batteries, 60 MW warm the loops
    double loads = 0;
    for (const EnergyNode station : {EnergyNode::Compute, EnergyNode::Support, EnergyNode::Cooling, EnergyNode::Losses})
        loads += find(layout, station)->bar.height();
    loads += find(layout, EnergyNode::Batteries, true)->bar.height();
    QVERIFY(std::abs(loads - find(layout, EnergyNode::Grid)->bar.height()) < 1);
    // Most of the height is used.
    QVERIFY(find(layout, EnergyNode::Grid)->bar.height() > 0.6 * 420);
}

void TestAppSankey::ribbonsStackAtBars()
{
    const SankeyLayout layout = laidOut("campus");
    for (std::size_t n = 0; n < layout.nodes.size(); ++n) {
        const QRectF bar = layout.nodes[n].bar;
        double in = 0, out = 0;
        for (const app::SankeyRibbon& ribbon : layout.ribbons) {
            const bool leaves = ribbon.from == static_cast<int>(n), arrives = ribbon.to == static_cast<int>(n);
            if (!leaves && !arrives)
                continue;
            (leaves ? out : in) += ribbon.heightPx;
            const QPointF end = leaves ? ribbon.spine.front() : ribbon.spine.back();
            QVERIFY(std::abs(end.x() - (leaves ? bar.right() : bar.left())) < 1e-6);
            QVERIFY(
                end.y() - 0.5 * ribbon.heightPx > bar.top() - 1 && end.y() + 0.5 * ribbon.heightPx < bar.bottom() + 1);
        }
        if (in > 0 && out > 0)
            QVERIFY2(std::abs(in - out) < 1, qPrintable(app::stationName(layout.nodes[n].station)));
        QVERIFY(std::abs(std::max(in, out) - bar.height()) < 1);
    }
}

void TestAppSankey::mainPathIsLevel()
{
    // Half of the energy takes one way: it must not wave.
    const SankeyLayout layout = laidOut("campus");
    for (const app::SankeyRibbon& ribbon : layout.ribbons) {
        if (ribbon.kw > 4e6)
            QVERIFY2(std::abs(ribbon.spine.front().y() - ribbon.spine.back().y()) < 0.1 * 420,
                qPrintable(app::stationName(layout.nodes[static_cast<std::size_t>(ribbon.from)].station)));
    }
}

void TestAppSankey::ribbonsPassBesideBars()
{
    for (const char* name : {"campus", "busy"}) {
        const SankeyLayout layout = laidOut(name);
        for (const app::SankeyRibbon& ribbon : layout.ribbons) {
            for (const SankeyNode& node : layout.nodes) {
                const int from = layout.nodes[static_cast<std::size_t>(ribbon.from)].column;
                const int to = layout.nodes[static_cast<std::size_t>(ribbon.to)].column;
                if (node.column <= from || node.column >= to)
                    continue;
                const double y = spineY(ribbon, node.bar.center().x()), half = 0.5 * ribbon.heightPx;
                QVERIFY2(y + half <= node.bar.top() + 0.01 || y - half >= node.bar.bottom() - 0.01,
                    qPrintable(app::stationName(node.station)));
            }
        }
    }
}

void TestAppSankey::largestAreLabelled_data()
{
    QTest::addColumn<QRectF>("area");
    QTest::addColumn<int>("most"); // nodes without a label
    QTest::newRow("dock") << QRectF(0, 0, 260, 220) << 6;
    QTest::newRow("tall dock") << QRectF(0, 0, 380, 420) << 2;
    QTest::newRow("bottom dock") << QRectF(0, 0, 900, 420) << 0;
    QTest::newRow("window") << QRectF(0, 0, 1600, 800) << 0;
    QTest::newRow("export") << QRectF(0, 0, 4000, 2000) << 0;
}

void TestAppSankey::largestAreLabelled()
{
    QFETCH(QRectF, area);
    QFETCH(int, most);
    const SankeyLayout layout = laidOut("campus", area);
    std::set<EnergyNode> labelled;
    for (const app::SankeyLabel& label : layout.labels)
        labelled.insert(layout.nodes[static_cast<std::size_t>(label.node)].station);
    for (const EnergyNode station : {EnergyNode::Grid, EnergyNode::Compute, EnergyNode::Ambient})
        QVERIFY2(labelled.count(station), qPrintable(app::stationName(station)));
    QVERIFY(static_cast<int>(layout.nodes.size() - layout.labels.size()) <= most);
}

void TestAppSankey::nothingToDraw_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QRectF>("area");
    QTest::newRow("no flows") << QByteArray("empty") << QRectF(0, 0, 300, 300);
    QTest::newRow("flows of nothing") << QByteArray("zero") << QRectF(0, 0, 300, 300);
    QTest::newRow("no area") << QByteArray("campus") << QRectF();
}

void TestAppSankey::nothingToDraw()
{
    QFETCH(QByteArray, name);
    QFETCH(QRectF, area);
    const SankeyLayout layout = laidOut(name, area);
    QVERIFY(layout.nodes.empty() && layout.ribbons.empty() && layout.labels.empty());
    QCOMPARE(layout.columnCount, 0);
}

void TestAppSankey::hairlines()
{
    model::EnergyBalance balance = test::balanceNamed("huge ratio");
    balance.flows.push_back({EnergyNode::Ups, EnergyNode::Support, std::numeric_limits<double>::quiet_NaN()});
    balance.flows.push_back({EnergyNode::Ups, EnergyNode::Cooling, -5});
    const SankeyLayout layout = app::layoutSankey(balance, {0, 0, 900, 420}, type());
    QCOMPARE(layout.ribbons.size(), std::size_t{5});
    QVERIFY(find(layout, EnergyNode::Ups) == nullptr);
    const app::SankeyRibbon& thin = layout.ribbons[1];
    QVERIFY(thin.heightPx < 1e-6);
    QCOMPARE(thin.shownPx(), 1.0);
}

void TestAppSankey::kinds()
{
    using enum EnergyNode;
    QCOMPARE(app::energyKind({Distribution, Compute, 1}), app::EnergyKind::Electricity);
    QCOMPARE(app::energyKind({Ups, Batteries, 1}), app::EnergyKind::Electricity);
    QCOMPARE(app::energyKind({Ups, Losses, 1}), app::EnergyKind::Loss);
    QCOMPARE(app::energyKind({Compute, Liquid, 1}), app::EnergyKind::Heat);
    QCOMPARE(app::energyKind({Losses, Ambient, 1}), app::EnergyKind::Heat);
    QCOMPARE(app::energyKind({HeatStore, Liquid, 1}), app::EnergyKind::Heat);
}

void TestAppSankey::numbers()
{
    const auto spaced = [](QString text) { return text.replace(QChar(0x202f), QLatin1Char('_')); };
    const QLocale german(QLocale::German, QLocale::Germany);
    const app::EnergyUnit unit = app::energyUnit(test::campusBalance());
    QCOMPARE(spaced(app::formatEnergy(5.62e6, unit, kEnglish)), QStringLiteral("5,620_MW"));
    QCOMPARE(spaced(app::formatEnergy(5.62e6, unit, german)), QStringLiteral("5.620_MW"));
    QCOMPARE(spaced(app::formatEnergy(65e3, unit, kEnglish)), QStringLiteral("65.0_MW"));
    QCOMPARE(spaced(app::formatEnergy(0.5, unit, kEnglish)), QStringLiteral("500_W"));
    QCOMPARE(spaced(app::formatEnergy(0, unit, kEnglish)), QStringLiteral("0_MW"));
    QCOMPARE(
        app::energyUnit(test::withSums({{EnergyNode::Grid, EnergyNode::Compute, 120}})).name, QStringLiteral("kW"));
    QCOMPARE(spaced(app::formatExact(4900012.34, kEnglish)), QStringLiteral("4,900,012.3_kW"));
    QCOMPARE(spaced(app::formatShare(0.8706, kEnglish)), QStringLiteral("87.1_%"));
    QCOMPARE(app::formatResidual(1.2e-12, kEnglish), QStringLiteral("1.2e-12"));
    QCOMPARE(app::formatResidual(3.4e-9, german), QStringLiteral("3,4e-9"));
    QCOMPARE(app::formatResidual(0, kEnglish), QStringLiteral("0"));
}

void TestAppSankey::table()
{
    const QString table = app::balanceTable(test::campusBalance(), kEnglish);
    const QStringList lines = table.trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), qsizetype(test::campusBalance().flows.size()) + 1);
    QCOMPARE(lines[0], QStringLiteral("From\tTo\tKind\tkW"));
    QCOMPARE(lines[1], QStringLiteral("Grid\tTransformers\tElectricity\t6600000.000"));
    for (const QString& line : lines)
        QCOMPARE(line.count(QLatin1Char('\t')), 3);
    // Its last line says what the racks are known by.
    model::StateCounts racks{};
    racks[std::size_t(model::DataState::Recorded)] = 1200;
    racks[std::size_t(model::DataState::Missing)] = 3;
    QVERIFY(app::balanceTable(test::campusBalance(), kEnglish, racks)
                .endsWith(QStringLiteral("Racks: recorded\u202f1200, missing\u202f3\n")));
}

QTEST_GUILESS_MAIN(TestAppSankey)
#include "tst_appsankey.moc"
