// Alarms: rules, the list, and where they are told.
//
// The engine runs here and not on the worker's thread: a frame of the whole campus costs it about a millisecond, and
// acknowledging, editing rules and telling need no lock.
#include "app/window/mainwindow.h"

#include "app/docks/alarmpanel.h"
#include "app/window/alarmdialog.h"
#include "app/window/problemsdialog.h"
#include "app/window/statusline.h"
#include "assets/import/alarmfile.h"

#include <QAction>
#include <QDockWidget>

namespace gigahall::app {

namespace {

const QString kFileKey = QStringLiteral("alarms/file");
constexpr int kMessageMs = 15000;

} // namespace

void MainWindow::connectAlarms()
{
    connect(m_alarmPanel, &AlarmPanel::selected, this, &MainWindow::select);
    connect(m_alarmPanel, &AlarmPanel::goTo, this, [this](model::AssetId id) {
        select(id);
        m_viewport->goTo(id);
    });
    connect(m_alarmPanel, &AlarmPanel::acknowledged, this, [this](const std::vector<model::Alarm>& alarms) {
        for (const model::Alarm& alarm : alarms)
            m_alarms.acknowledge(alarm);
        showAlarms();
    });
    connect(m_alarmPanel, &AlarmPanel::acknowledgedAll, this, [this] {
        m_alarms.acknowledgeAll();
        showAlarms();
    });
    connect(m_alarmPanel, &AlarmPanel::rulesAsked, this, &MainWindow::editAlarmRules);
    connect(m_status, &StatusLine::alarmsClicked, this, [this] { m_docks.at(QStringLiteral("alarms"))->show(); });
}

/// Those of the file that was used last, else the shipped ones.
void MainWindow::readAlarmRules()
{
    const std::string shipped = assets::defaultAlarmFile();
    auto read
        = assets::readAlarmFile(m_settings.value(kFileKey, QString::fromStdString(shipped)).toString().toStdString());
    if (!read.rules) {
        // No dialog: the file of last time may be gone, and nobody asked for it now.
        m_status->showMessage(
            tr("The shipped alarm rules are used: %1").arg(QString::fromStdString(read.problems.front().text())),
            kMessageMs);
        read = assets::readAlarmFile(shipped);
    }
    if (read.rules)
        setAlarmRules(std::move(*read.rules));
    else
        showProblems(read.problems);
}

void MainWindow::setAlarmRules(std::vector<model::AlarmRule> rules)
{
    m_alarms.setRules(std::move(rules));
    if (m_frame)
        m_alarms.update(*m_frame);
    showAlarms();
}

void MainWindow::editAlarmRules()
{
    auto* dialog = new AlarmDialog(m_alarms.rules(), m_session ? m_session->campus() : nullptr, m_frame, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        dialog, &AlarmDialog::chosen, this, [this](const std::vector<model::AlarmRule>& rules, const QString& file) {
            if (!file.isEmpty())
                m_settings.setValue(kFileKey, file);
            setAlarmRules(rules);
        });
    dialog->open();
}

void MainWindow::showAlarms()
{
    const model::AlarmListPtr& list = m_alarms.list();
    m_alarmPanel->setList(list);
    m_status->setAlarms(list->counts, list->unacknowledged);
    // Signs only when they are others: a picture costs more than this look.
    if (!m_session || (list->racks == m_markedRacks && list->plant == m_markedPlant))
        return;
    m_markedRacks = list->racks;
    m_markedPlant = list->plant;
    std::vector<AlarmPlace> places;
    const auto add = [&places](model::AssetKind kind, const std::vector<std::uint8_t>& severities) {
        for (std::uint32_t i = 0; i < severities.size(); ++i)
            if (severities[i] >= std::uint8_t(AlarmSeverity::Warning))
                places.push_back({{kind, i}, AlarmSeverity(severities[i])});
    };
    add(model::AssetKind::Rack, list->racks);
    add(model::AssetKind::Plant, list->plant);
    m_viewport->setAlarms(places.empty() ? nullptr : std::make_shared<const AlarmMarks>(*m_session->campus(), places));
}

void MainWindow::retranslateAlarms()
{
    m_actions.at(QStringLiteral("alarmRules"))->setText(tr("Alarm r&ules..."));
}

} // namespace gigahall::app
