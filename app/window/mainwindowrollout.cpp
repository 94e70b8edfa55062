// The rollout: one date for geometry, ratings and figures, and a plan whose bars can be moved.
#include "app/rollout/datebar.h"
#include "app/rollout/ganttview.h"
#include "app/rollout/planwhatif.h"
#include "app/rollout/rolloutpanel.h"
#include "app/rollout/sourcespanel.h"
#include "app/rollout/totalspanel.h"
#include "app/window/mainwindow.h"
#include "app/window/whatif.h"
#include "assets/import/plancsv.h"
#include "assets/import/planfile.h"

#include <QAction>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QSaveFile>
#include <QStatusBar>
#include <QUndoStack>

#include <algorithm>

namespace gigahall::app {

namespace {

const QString kPlacedKey = QStringLiteral("rollout/placed");
const QString kRateKey = QStringLiteral("rollout/costRate");

constexpr int kMessageMs = 6000;
constexpr int kDragPx = 6; ///< of a dock without a title, to be dragged by

} // namespace

/// Before the docks of the bottom that are asked for less often: it spans their width.
void MainWindow::buildRollout()
{
    m_plan = new PlanWhatIf(m_whatIf->undoStack(), this);
    m_rollout = new RolloutPanel(*m_plan, this);
    m_totals = new TotalsPanel(this);
    m_sources = new SourcesPanel(this);
    QDockWidget* rollout = addDock(QStringLiteral("rollout"), m_rollout, Qt::BottomDockWidgetArea);
    QDockWidget* totals = addDock(QStringLiteral("totals"), m_totals, Qt::RightDockWidgetArea);
    QDockWidget* sources = addDock(QStringLiteral("sources"), m_sources, Qt::RightDockWidgetArea);
    for (QDockWidget* dock : {rollout, totals, sources})
        dock->hide();
    QAction* toggle = rollout->toggleViewAction();
    toggle->setShortcut(QKeySequence(Qt::Key_P));
    QWidget::addAction(toggle);
    // Asked for by hand, the figures come along and go with it.
    connect(toggle, &QAction::triggered, this, &MainWindow::placeRollout);

    connect(m_plan, &PlanWhatIf::changed, this, &MainWindow::showPlan);
    // A command is not on the stack yet when it changes the plan.
    connect(&m_whatIf->undoStack(), &QUndoStack::indexChanged, this, &MainWindow::refreshWhatIf);
    connect(m_rollout, &RolloutPanel::dayChanged, this, &MainWindow::showDay);
    connect(m_rollout, &RolloutPanel::assetChosen, this, &MainWindow::select);
    connect(m_totals, &TotalsPanel::dayChosen, this, &MainWindow::setDay);
    connect(m_totals, &TotalsPanel::sourcesAsked, this, [this, totals, sources] {
        sources->setVisible(!sources->isVisible());
        if (sources->isVisible())
            resizeDocks({m_docks.at(QStringLiteral("properties")), totals, sources}, {1, 2, 3}, Qt::Vertical);
    });
    connect(m_sources, &SourcesPanel::rateChosen, this, [this](CostRateChoice choice) {
        m_totals->setRate(costRate(choice));
        m_settings.setValue(kRateKey, static_cast<int>(choice));
    });
    const bool low = m_settings.value(kRateKey).toInt() == static_cast<int>(CostRateChoice::MissionText);
    const CostRateChoice choice = low ? CostRateChoice::MissionText : CostRateChoice::PublicStatement;
    m_sources->setRate(choice);
    m_totals->setRate(costRate(choice));
}

/// The first time with room for some phases and the curves; later as people left it.
void MainWindow::placeRollout(bool shown)
{
    m_docks.at(QStringLiteral("totals"))->setVisible(shown);
    if (!shown || m_settings.value(kPlacedKey).toBool())
        return;
    m_settings.setValue(kPlacedKey, true);
    const int room = height();
    resizeDocks({m_docks.at(QStringLiteral("rollout"))}, {std::clamp(room * 3 / 8, 250, 420)}, Qt::Vertical);
    resizeDocks({m_docks.at(QStringLiteral("properties")), m_docks.at(QStringLiteral("totals"))},
        {room / 3, room * 2 / 3}, Qt::Vertical);
}

/// Of the campus that is open. `keepShifts`: the same campus with other hardware.
void MainWindow::adoptRollout(bool keepShifts)
{
    ShiftedRollout rollout = m_session->shiftedRollout();
    if (keepShifts && rollout.shifts != m_plan->shifts()) // moved while the campus was built
        rollout = withShifts(*m_session->campus(), rollout.planned, m_plan->shifts());
    const bool isPlan = !rollout.planned->plan.activities.empty();
    m_service = m_session->options().service;
    m_plan->reset(m_session->campus(), isPlan ? rollout : ShiftedRollout());
    if (!keepShifts)
        setDay(m_session->options().day);
    showDay(day());
}

/// Of the campus that is open; what was open stays when it can't be read. Undo brings the plan before back.
void MainWindow::openPlan(const QString& path)
{
    if (!m_session)
        return;
    const model::Campus& campus = *m_session->campus();
    assets::PlanResult read = assets::loadPlan(path.toStdString(), campus);
    if (!read.plan)
        return showProblems(read.problems);
    const QString name = QFileInfo(path).fileName();
    m_plan->open(std::move(*read.plan), tr("Plan %1").arg(name));
    m_docks.at(QStringLiteral("rollout"))->show();
    if (!read.warnings.empty()) // it is open all the same
        showProblems(read.warnings);
    statusBar()->showMessage(tr("Plan %1").arg(name), kMessageMs);
}

/// With all that was moved in it.
void MainWindow::savePlan()
{
    if (!m_plan->now())
        return;
    QString path = QFileDialog::getSaveFileName(this, tr("Save plan"), QString(), tr("Plan (*.csv)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1String(".csv");
    QSaveFile file(path);
    const QByteArray text = QByteArray::fromStdString(assets::planCsvText(*m_plan->campus(), m_plan->now()->plan));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        showProblems({assets::Problem{path.toStdString(), 0, {}, file.errorString().toStdString()}});
    else
        statusBar()->showMessage(tr("Saved %1").arg(QDir::toNativeSeparators(path)), kMessageMs);
}

void MainWindow::setDay(std::optional<double> day)
{
    m_rollout->setDay(day);
}

std::optional<double> MainWindow::day() const
{
    return m_rollout->dateBar().day();
}

/// What follows from the plan as it is now; bars and date are shown by the panel itself.
void MainWindow::showPlan()
{
    m_totals->setRollout(m_plan->campus(), m_plan->now(), m_plan->loaded());
    m_actions.at(QStringLiteral("savePlan"))->setEnabled(m_plan->now() != nullptr);
    // What the picture and the sources say is of what was moved, not of what is being moved.
    if (m_plan->isPreview())
        return;
    m_sources->setRollout(m_plan->campus(), m_plan->now());
    m_viewport->setRollout(m_plan->now());
    showTitle();
    tellService();
    refreshWhatIf();
}

void MainWindow::showDay(std::optional<double> day)
{
    m_totals->setDay(day);
    m_viewport->setDay(day);
    showTitle();
    tellService();
}

/// What is simulated runs from the day on which it is energised; told when that is something else than before.
void MainWindow::tellService()
{
    std::shared_ptr<const model::InService> service;
    if (m_plan->now() && day())
        service = std::make_shared<const model::InService>(model::inService(m_plan->now()->buildup, *day()));
    const auto isSame = [&] {
        return service && m_service && service->racks == m_service->racks
            && service->supportRacks == m_service->supportRacks && service->plant == m_service->plant;
    };
    if (!m_worker || service == m_service || isSame())
        return;
    m_service = std::move(service);
    m_worker->setInService(m_service);
    m_alarms.restart(); // what alarmed may not stand yet
    showAlarms();
}

void MainWindow::retranslateRollout()
{
    const std::pair<const char*, QString> titles[]
        = {{"rollout", tr("Rollout")}, {"totals", tr("Rollout totals")}, {"sources", tr("Sources and assumptions")}};
    for (const auto& [name, title] : titles)
        titleDock(QString::fromLatin1(name), title);
    // Its first line is the date: a title above would say less and take a row of the plan.
    auto* title = static_cast<QLabel*>(m_docks.at(QStringLiteral("rollout"))->titleBarWidget());
    title->clear();
    title->setFixedHeight(kDragPx);
}

} // namespace gigahall::app
