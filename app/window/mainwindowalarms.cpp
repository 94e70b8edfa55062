// Alarms: rules, the list, and where they are told.
//
// The engine runs here and not on the worker's thread: a frame of the whole campus costs it about a millisecond, and
// acknowledging, editing rules and telling need no lock.
#include "app/window/mainwindow.h"

#include "app/docks/alarmpanel.h"
#include "app/docks/alarmtext.h"
#include "app/window/alarmdialog.h"
#include "app/window/problemsdialog.h"
#include "app/window/statusline.h"
#include "app/window/timebar.h"
#include "assets/import/alarmfile.h"
#include "model/feeds/livefeeds.h"

#include <QAction>
#include <QDockWidget>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

const QString kFileKey = QStringLiteral("alarms/file");
constexpr int kMessageMs = 15000;
constexpr double kLookAheadS = 86400; // where a source has no end

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
    endAlarmSearch();
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
    m_timeBar->track().setAlarms(m_alarms.raisesS());
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

/// Looks ahead from here on the worker's thread, with what the engine knows; the clock stands meanwhile.
void MainWindow::findNextAlarm()
{
    if (!m_worker || !m_frame || m_searching)
        return;
    setPaused(true);
    double fromS = nowS();
    const double endS = m_live ? m_live->nowS() : m_worker->timeSpan().lastS;
    if (m_live) {
        // Servers are not asked for every second of a day: what was seen is known, the last while is remembered.
        const double memoryS = m_live->memoryFromS();
        const auto knownS = m_alarms.nextAlarmS(fromS);
        if (knownS && *knownS < memoryS)
            return setTime(*knownS);
        fromS = std::max(fromS, memoryS);
    }
    const double toS = std::isfinite(endS) ? std::max(endS, fromS) : fromS + kLookAheadS;
    const model::MetricSet planes = m_live ? model::MetricSet() : wantedPlanes();
    m_searching = AlarmSearching{
        m_worker->searchAlarm(std::make_unique<model::AlarmSearch>(m_alarms, fromS, toS, planes)), fromS, toS};
    setBusy(tr("Looking for the next alarm"), true);
}

void MainWindow::endAlarmSearch()
{
    m_toldAlarmS.reset();
    if (!m_searching)
        return;
    m_searching.reset();
    if (m_worker)
        m_worker->cancelAlarmSearch();
    setBusy({});
}

void MainWindow::takeAlarmSearch()
{
    auto state = m_worker->takeAlarmSearch();
    if (!state || !m_searching || state->serial != m_searching->serial)
        return;
    if (!state->done) {
        const double share = (state->reachedS - m_searching->fromS) / (m_searching->toS - m_searching->fromS);
        setBusy(tr("Looking for the next alarm: %1 (%2 %)")
                    .arg(clockText(state->reachedS, locale()))
                    .arg(locale().toString(std::floor(100 * share), 'f', 0)),
            true);
        return;
    }
    m_searching.reset();
    setBusy({});
    if (const auto foundS = state->done->foundS()) {
        // What was acknowledged stays so; delays that ran on the way there have run.
        m_alarms = std::move(state->done->engine());
        setTime(*foundS);
        m_toldAlarmS = foundS;
    } else {
        m_status->showMessage(m_live                        ? tr("No alarm between here and now")
                : std::isfinite(m_worker->timeSpan().lastS) ? tr("No alarm until the end")
                                                            : tr("No alarm in the next 24 hours"),
            kMessageMs);
    }
}

/// What was raised at this moment, the worst first.
void MainWindow::tellAlarmAt(double timeS)
{
    const model::AlarmListPtr& list = m_alarms.list();
    const auto at = std::find_if(list->alarms.begin(), list->alarms.end(),
        [timeS](const model::Alarm& alarm) { return alarm.active && alarm.sinceS == timeS; });
    if (at == list->alarms.end()) // one more rack of a group that is older
        m_status->showMessage(tr("Alarm at %1").arg(clockText(timeS, locale())), kMessageMs);
    else
        m_status->showMessage(tr("%1: %2, %3")
                                  .arg(clockText(timeS, locale()), labelText((*list->rules)[at->rule], locale()),
                                      alarmAssetText(*m_session->campus(), *at, locale())),
            kMessageMs);
}

void MainWindow::retranslateAlarms()
{
    m_actions.at(QStringLiteral("alarmRules"))->setText(tr("Alarm r&ules..."));
}

} // namespace gigahall::app
