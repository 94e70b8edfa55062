#include "guitest.h"

#include "app/docks/alarmpanel.h"
#include "app/docks/alarmtext.h"
#include "app/window/alarmdialog.h"
#include "app/window/translations.h"
#include "assets/import/alarmfile.h"
#include "tests/support/tinycampus.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPushButton>
#include <QStatusBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <cmath>

using namespace gigahall;
using model::AssetId;
using model::AssetKind;
using Column = app::AlarmTable::Column;
using RuleColumn = app::AlarmRuleTable::Column;

namespace {

model::AlarmRule rule(const char* id, double limitKw, model::AlarmSeverity severity)
{
    model::AlarmRule rule;
    rule.id = id;
    rule.label = {id, ""};
    rule.limit = limitKw;
    rule.severity = severity;
    return rule;
}

model::FramePtr powerFrame(const model::Campus& campus, double timeS, const std::vector<float>& kw)
{
    auto frame = std::make_shared<model::TelemetryFrame>();
    frame->timeS = timeS;
    frame->source = "test";
    auto& plane = frame->rack[static_cast<std::size_t>(model::Metric::RackPower)];
    plane.assign(campus.rackCount(), model::kMissing16);
    for (std::size_t r = 0; r < kw.size(); ++r)
        plane[r] = model::quantise(model::metricInfo(model::Metric::RackPower), kw[r]);
    model::rollUp(campus, *frame);
    return frame;
}

} // namespace

/// The list of alarms and the dialog of their rules, with frames made by hand; then both in the window.
class TestAlarmPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_translations.use(QStringLiteral("en")); } // plurals
    void init();
    void showsAndFilters();
    void acknowledges();
    void keepsTheSelection();
    void goesThere();
    void saysWhyItIsEmpty();
    void severitiesHaveShapes();
    void editsRules();
    void writesBackWhatItSays();
    void addsAndRemovesRules();
    void takesNoMistakes_data();
    void takesNoMistakes();
    void goesWithAnOpenEditor();
    void loadsAndSaves();
    void inTheWindow();
    void flyKeysAreNoShortcuts();

private:
    template <typename T>
    T* child(const char* name)
    {
        return m_panel->findChild<T*>(QString::fromLatin1(name));
    }
    QStringList assets() const
    {
        QStringList out;
        for (int row = 0; row < m_panel->table().rowCount(); ++row)
            out.append(m_panel->table().index(row, Column::AssetColumn).data().toString());
        return out;
    }
    void update(double timeS, const std::vector<float>& kw)
    {
        m_panel->setList(m_engine.update(*powerFrame(*m_campus, timeS, kw)));
    }

    app::Translations m_translations;
    std::shared_ptr<const model::Campus> m_campus;
    model::AlarmEngine m_engine;
    std::unique_ptr<app::AlarmPanel> m_panel;
};

void TestAlarmPanel::init()
{
    m_campus = std::make_shared<const model::Campus>(tests::makeTinyCampus());
    m_engine = {};
    m_engine.setCampus(m_campus);
    m_engine.setRules(
        {rule("much", 100, model::AlarmSeverity::Warning), rule("too-much", 150, model::AlarmSeverity::Critical)});
    m_panel = std::make_unique<app::AlarmPanel>();
    m_panel->resize(900, 260);
    m_panel->setCampus(m_campus);
    m_panel->show();
    // Racks 0, 5 and 30 alarm; 5 with both rules.
    std::vector<float> kw(m_campus->rackCount(), 50);
    kw[0] = kw[30] = 120;
    kw[5] = 160;
    update(0, kw);
    kw[0] = 130;
    update(60, kw);
}

void TestAlarmPanel::showsAndFilters()
{
    QCOMPARE(
        assets(), (QStringList{"P01-B1-H1-R02-K02", "P01-B1-H1-R01-K01", "P01-B1-H1-R02-K02", "P02-B1-H1-R02-K03"}));
    const app::AlarmTable& table = m_panel->table();
    QCOMPARE(table.index(0, Column::SeverityColumn).data().toString(), QString("Critical"));
    QVERIFY(table.index(1, Column::WorstColumn).data().toString().startsWith("130"));
    QCOMPARE(table.index(1, Column::StateColumn).data().toString(), QString("active"));

    child<QLineEdit>("alarmText")->setText("p02");
    QCOMPARE(assets(), QStringList{"P02-B1-H1-R02-K03"});
    child<QLineEdit>("alarmText")->setText("too-MUCH"); // what it is called counts as well
    QCOMPARE(assets(), QStringList{"P01-B1-H1-R02-K02"});
    child<QLineEdit>("alarmText")->clear();
    child<QComboBox>("alarmSeverity")->setCurrentIndex(2);
    QCOMPARE(assets().size(), 1);
    child<QComboBox>("alarmSeverity")->setCurrentIndex(0);
    m_engine.acknowledge(m_engine.list()->alarms[0]);
    m_panel->setList(m_engine.list());
    QCOMPARE(assets().size(), 4);
    child<QToolButton>("alarmUnacknowledged")->setChecked(true);
    QCOMPARE(assets().size(), 3);
}

void TestAlarmPanel::acknowledges()
{
    QSignalSpy some(m_panel.get(), &app::AlarmPanel::acknowledged);
    QSignalSpy all(m_panel.get(), &app::AlarmPanel::acknowledgedAll);
    QVERIFY(!child<QToolButton>("alarmAcknowledge")->isEnabled()); // nothing is selected
    m_panel->view().setCurrentIndex(m_panel->table().index(1, 0));
    QVERIFY(child<QToolButton>("alarmAcknowledge")->isEnabled());
    m_panel->view().setFocus();
    QTest::keyClick(&m_panel->view(), Qt::Key_Space);
    QCOMPARE(some.size(), 1);
    const auto alarms = some[0][0].value<std::vector<model::Alarm>>();
    QCOMPARE(alarms.size(), std::size_t(1));
    QCOMPARE(alarms[0].asset, AssetId(AssetKind::Rack, 0));
    QTest::keyClick(&m_panel->view(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::mouseClick(child<QToolButton>("alarmAcknowledge"), Qt::LeftButton);
    QCOMPARE(some[1][0].value<std::vector<model::Alarm>>().size(), std::size_t(2));
    QTest::mouseClick(child<QToolButton>("alarmAcknowledgeAll"), Qt::LeftButton);
    QCOMPARE(all.size(), 1);

    m_panel->setList(m_engine.acknowledgeAll());
    QVERIFY(m_panel->table().index(0, Column::StateColumn).data().toString().startsWith("acknowledged"));
}

/// New alarms come, old ones go: what is selected stays selected, wherever it is now.
void TestAlarmPanel::keepsTheSelection()
{
    m_panel->view().setCurrentIndex(m_panel->table().index(3, 0));
    QSignalSpy selected(m_panel.get(), &app::AlarmPanel::selected);
    std::vector<float> kw(m_campus->rackCount(), 50);
    kw[5] = kw[7] = 160;
    kw[30] = 125;
    update(61, kw);
    const QModelIndex now = m_panel->view().currentIndex();
    QVERIFY(now.isValid());
    QCOMPARE(m_panel->table().alarm(now.row()).asset, AssetId(AssetKind::Rack, 30));
    QVERIFY(m_panel->view().selectionModel()->isRowSelected(now.row()));
    QCOMPARE(selected.size(), 0);
    update(62, std::vector<float>(m_campus->rackCount(), 50)); // it is gone: nothing is selected instead
    QVERIFY(m_panel->view().selectionModel()->selectedRows().isEmpty());
}

void TestAlarmPanel::goesThere()
{
    QSignalSpy selected(m_panel.get(), &app::AlarmPanel::selected);
    QSignalSpy goTo(m_panel.get(), &app::AlarmPanel::goTo);
    m_panel->view().setCurrentIndex(m_panel->table().index(3, 0));
    QCOMPARE(selected.last()[0].value<AssetId>(), AssetId(AssetKind::Rack, 30));
    m_panel->view().setFocus();
    QTest::keyClick(&m_panel->view(), Qt::Key_Return);
    QCOMPARE(goTo.size(), 1);
    QCOMPARE(goTo[0][0].value<AssetId>(), AssetId(AssetKind::Rack, 30));
    const QRect place = m_panel->view().visualRect(m_panel->table().index(0, Column::WhatColumn));
    QTest::mouseClick(m_panel->view().viewport(), Qt::LeftButton, {}, place.center());
    QTest::mouseDClick(m_panel->view().viewport(), Qt::LeftButton, {}, place.center());
    QVERIFY(goTo.size() >= 2);
    QCOMPARE(goTo.last()[0].value<AssetId>(), AssetId(AssetKind::Rack, 5));
}

void TestAlarmPanel::saysWhyItIsEmpty()
{
    auto* empty = child<QLabel>("alarmsEmpty");
    QVERIFY(!empty->isVisible());
    child<QLineEdit>("alarmText")->setText("nowhere");
    QVERIFY(empty->isVisible() && empty->text().contains("filter"));
    child<QLineEdit>("alarmText")->clear();
    m_engine.restart();
    update(100, {});
    QVERIFY(empty->isVisible() && empty->text().contains("2 rules"));
    m_engine.setRules({});
    m_panel->setList(m_engine.list());
    QVERIFY(empty->text().contains("no rules"));
}

/// In grey all are still told apart.
void TestAlarmPanel::severitiesHaveShapes()
{
    std::vector<QImage> shapes;
    for (const auto severity :
        {model::AlarmSeverity::Info, model::AlarmSeverity::Warning, model::AlarmSeverity::Critical})
        for (const bool hollow : {false, true})
            shapes.push_back(app::severityIcon(severity, hollow, m_panel->palette())
                                 .pixmap(16, 16)
                                 .toImage()
                                 .convertToFormat(QImage::Format_Alpha8));
    for (std::size_t a = 0; a < shapes.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
            QVERIFY(shapes[a] != shapes[b]);
}

void TestAlarmPanel::editsRules()
{
    std::vector<float> kw(m_campus->rackCount(), 50);
    kw[4] = kw[6] = 120;
    app::AlarmDialog dialog(m_engine.rules(), m_campus, powerFrame(*m_campus, 0, kw));
    dialog.show();
    app::AlarmRuleTable& table = dialog.table();
    auto* verdict = dialog.findChild<QLabel*>("alarmVerdict");
    QVERIFY2(verdict->text().contains("would raise 2 alarms now"), qPrintable(verdict->text()));
    const auto set = [&](int row, int column, const QVariant& value) {
        return table.setData(table.index(row, column), value, Qt::EditRole);
    };
    QVERIFY(set(0, RuleColumn::LimitColumn, "130 kW"));
    QVERIFY(verdict->text().contains("would raise 0 alarms now"));
    QVERIFY(set(0, RuleColumn::WhereColumn, "P09"));
    QVERIFY2(verdict->text().contains("nothing of this campus has that name"), qPrintable(verdict->text()));
    QVERIFY(set(0, RuleColumn::WhereColumn, "P01"));
    QVERIFY(set(0, RuleColumn::KindColumn, int(model::AlarmKind::Outside)));
    QVERIFY(set(0, RuleColumn::LimitColumn, "60 .. 100"));
    QCOMPARE(table.rules()[0].lower, 60.0);
    QCOMPARE(table.index(0, RuleColumn::NowColumn).data().toString(), QString("24"));
    QVERIFY(set(0, RuleColumn::KindColumn, int(model::AlarmKind::Rising)));
    QVERIFY(set(0, RuleColumn::LimitColumn, "12.5 /min"));
    QCOMPARE(table.rules()[0].limit, 12.5);
    QCOMPARE(table.rules()[0].rateUnitS, 60.0);
    QVERIFY(verdict->text().contains("course of time"));
    QVERIFY(set(0, RuleColumn::QuantityColumn, 0)); // GPU load, in percent
    QVERIFY(set(0, RuleColumn::KindColumn, int(model::AlarmKind::Above)));
    QVERIFY(set(0, RuleColumn::LimitColumn, "95"));
    QCOMPARE(table.rules()[0].limit, 0.95);
    QVERIFY(!set(0, RuleColumn::LimitColumn, "much"));
    QVERIFY(set(0, RuleColumn::DelayOnColumn, "30"));
    QVERIFY(table.setData(table.index(0, RuleColumn::LatchedColumn), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(table.rules()[0].delayOnS == 30 && table.rules()[0].latched);
}

/// What a cell says can be written back as it is, however big: no other prefix, no digit lost.
void TestAlarmPanel::writesBackWhatItSays()
{
    app::AlarmDialog dialog(m_engine.rules(), m_campus, nullptr);
    app::AlarmRuleTable& table = dialog.table();
    const auto set = [&](int row, int column, const QVariant& value) {
        return table.setData(table.index(row, column), value, Qt::EditRole);
    };
    QVERIFY(set(1, RuleColumn::QuantityColumn, 8)); // power ramp
    QVERIFY(set(1, RuleColumn::KindColumn, int(model::AlarmKind::Outside)));
    QVERIFY(set(1, RuleColumn::LimitColumn, "-50000 .. 1234567.5"));
    QCOMPARE(table.rules()[1].lower, -50000.0);
    QCOMPARE(table.rules()[1].limit, 1234567.5);
    for (int row = 0; row < table.rowCount(); ++row)
        for (int column = 0; column < RuleColumn::LatchedColumn; ++column) {
            const std::vector<model::AlarmRule> before = table.rules();
            const QModelIndex cell = table.index(row, column);
            QVERIFY(set(row, column, cell.data(Qt::EditRole)));
            QVERIFY2(table.rules() == before, qPrintable(cell.data().toString()));
        }
}

void TestAlarmPanel::addsAndRemovesRules()
{
    app::AlarmDialog dialog(m_engine.rules(), m_campus, nullptr);
    dialog.show();
    app::AlarmRuleTable& table = dialog.table();
    auto* verdict = dialog.findChild<QLabel*>("alarmVerdict");
    const double limit = table.rules()[0].limit;
    QTest::mouseClick(dialog.findChild<QPushButton*>("duplicateRule"), Qt::LeftButton);
    QCOMPARE(table.rowCount(), 3);
    QVERIFY(table.rules()[1].id != table.rules()[0].id && table.rules()[1].limit == limit);
    QTest::mouseClick(dialog.findChild<QPushButton*>("addRule"), Qt::LeftButton);
    QCOMPARE(table.rowCount(), 4);
    QCOMPARE(table.mistakes(), 0);
    for (int i = 0; i < 4; ++i)
        QTest::mouseClick(dialog.findChild<QPushButton*>("removeRule"), Qt::LeftButton);
    QCOMPARE(table.rowCount(), 0);
    QVERIFY(!dialog.findChild<QPushButton*>("removeRule")->isEnabled());
    QVERIFY(verdict->text().contains("no rules"));
}

void TestAlarmPanel::takesNoMistakes_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("says");
    QTest::newRow("no name") << int(RuleColumn::NameColumn) << QVariant(" ") << "no label";
    QTest::newRow("hysteresis") << int(RuleColumn::HysteresisColumn) << QVariant("-2") << "0 or more";
    QTest::newRow("delay") << int(RuleColumn::DelayOffColumn) << QVariant("-2") << "a week";
    QTest::newRow("GPUs") << int(RuleColumn::LevelColumn) << QVariant(0) << "expected level rack";
}

void TestAlarmPanel::takesNoMistakes()
{
    QFETCH(int, column);
    QFETCH(QVariant, value);
    QFETCH(QString, says);
    app::AlarmDialog dialog(m_engine.rules(), m_campus, nullptr);
    app::AlarmRuleTable& table = dialog.table();
    const QVariant before = table.index(0, column).data(Qt::EditRole);
    auto* ok = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    QVERIFY(ok->isEnabled());
    QVERIFY(table.setData(table.index(0, column), value, Qt::EditRole));
    QVERIFY(!ok->isEnabled() && !dialog.findChild<QPushButton*>("saveRules")->isEnabled());
    QVERIFY(dialog.findChild<QLabel*>("alarmVerdict")->text().contains(says));
    QVERIFY(table.setData(table.index(0, column), before, Qt::EditRole));
    QVERIFY(ok->isEnabled());
}

void TestAlarmPanel::goesWithAnOpenEditor()
{
    for (const int column : {int(RuleColumn::NameColumn), int(RuleColumn::KindColumn)}) {
        app::AlarmDialog dialog(m_engine.rules(), m_campus, nullptr);
        dialog.show();
        dialog.activateWindow();
        dialog.view().edit(dialog.table().index(0, column));
        QVERIFY(dialog.view().isPersistentEditorOpen(dialog.table().index(0, column)));
    }
}

void TestAlarmPanel::loadsAndSaves()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("mine.alarms.json");
    app::AlarmDialog dialog(m_engine.rules(), m_campus, nullptr);
    QVERIFY(dialog.save(path));
    QVERIFY(assets::readAlarmFile(path.toStdString()).rules == m_engine.rules());
    QVERIFY(!dialog.save("/nowhere/x.alarms.json"));
    QVERIFY(dialog.findChild<QLabel*>("alarmVerdict")->text().contains("/nowhere"));

    QFile broken(folder.filePath("broken.alarms.json"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write(
        "{\"format\": \"gigahall/alarms\",\n\"rules\": [{\"id\": \"a\", \"label\": \"a\", \"state\": \"old\"}]}");
    broken.close();
    QVERIFY(!dialog.load(broken.fileName()));
    QVERIFY(dialog.findChild<QLabel*>("alarmVerdict")->text().contains("broken.alarms.json:2"));
    QVERIFY(dialog.table().rules() == m_engine.rules()); // what was there stays
    QVERIFY(dialog.load(QString::fromStdString(assets::defaultAlarmFile())));
    QVERIFY(dialog.table().rowCount() >= 8);
}

/// From a frame to the list, the status line, the picture's place and back.
void TestAlarmPanel::inTheWindow()
{
    test::OpenWindow open;
    QVERIFY(open.ok);
    app::MainWindow& window = *open.window;
    QVERIFY(window.alarms().rules().size() >= 8); // the shipped ones
    auto* dock = window.findChild<QDockWidget*>("dock.alarms");
    QVERIFY(!dock->isVisible());
    window.viewport().setFocus();
    QTest::keyClick(&window, Qt::Key_A);
    QVERIFY(dock->isVisible());

    window.setAlarmRules({rule("any-power", 1, model::AlarmSeverity::Critical)});
    auto* status = window.findChild<QLabel*>("statusAlarms");
    QVERIFY(status->isVisible());
    const std::uint32_t count = window.alarms().list()->counts[3];
    QVERIFY(count > 10);
    QVERIFY2(status->text().contains(QString::number(count)), qPrintable(status->text()));
    window.statusBar()->showMessage(QStringLiteral("Something was saved"));
    window.setAlarmRules({rule("any-power-at-all", 1, model::AlarmSeverity::Critical)});
    QVERIFY(!status->isVisible()); // it would lie over the message
    window.statusBar()->clearMessage();
    QVERIFY(status->isVisible());
    app::AlarmPanel& panel = window.alarmPanel();
    QCOMPARE(panel.table().rowCount(), 1); // one line for the hall
    emit panel.view().activated(panel.table().index(0, 0));
    QCOMPARE(window.selected(), AssetId(AssetKind::Hall, 0));

    QTest::mouseClick(panel.findChild<QToolButton*>("alarmAcknowledgeAll"), Qt::LeftButton);
    QCOMPARE(window.alarms().list()->unacknowledged[3], 0u);
    window.action("alarmRules")->trigger();
    auto* dialog = window.findChild<app::AlarmDialog*>();
    QVERIFY(dialog);
    QVERIFY(dialog->table().setData(dialog->table().index(0, RuleColumn::LimitColumn), QString("1500"), Qt::EditRole));
    dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->click();
    QCOMPARE(window.alarms().rules()[0].limit, 1500.0);
    QVERIFY(window.alarms().list()->alarms.empty());
    QVERIFY(!status->isVisible());
}

/// A turns alarms on and off, but flies to the left while the right button is down.
void TestAlarmPanel::flyKeysAreNoShortcuts()
{
    test::OpenWindow open;
    QVERIFY(open.ok);
    auto* dock = open.window->findChild<QDockWidget*>("dock.alarms");
    app::ViewportWidget& view = open.window->viewport();
    view.setFocus();
    const glm::dvec3 before = view.view().eyeM;
    QTest::mousePress(&view, Qt::RightButton, {}, view.rect().center());
    QTest::keyPress(&view, Qt::Key_A);
    QTRY_VERIFY_WITH_TIMEOUT(view.view().eyeM != before, 10000);
    QTest::keyRelease(&view, Qt::Key_A);
    QTest::mouseRelease(&view, Qt::RightButton, {}, view.rect().center());
    QVERIFY(!dock->isVisible());
}

GIGAHALL_GUI_TEST(TestAlarmPanel)
#include "tst_alarmpanel.moc"
