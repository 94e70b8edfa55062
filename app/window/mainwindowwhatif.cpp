// What people do to a campus: menu, context menu, and the source that plays it.
#include "app/docks/chartspanel.h"
#include "app/docks/whatifpanel.h"
#include "app/docks/whatiftext.h"
#include "app/rollout/planwhatif.h"
#include "app/scenery/format.h"
#include "app/whatif/hardwarechoices.h"
#include "app/window/mainwindow.h"
#include "app/window/metricbar.h"
#include "app/window/timebar.h"
#include "app/window/whatif.h"

#include <QAction>
#include <QDockWidget>
#include <QInputDialog>
#include <QMenu>
#include <QMenuBar>
#include <QUndoCommand>

#include <array>
#include <functional>
#include <utility>

namespace gigahall::app {

using model::AssetId;
using model::AssetKind;
using model::ScenarioEvent;

namespace {

constexpr std::array kSupplyShiftsK{-6.0, -4.0, -2.0, 0.0, 2.0, 4.0};
constexpr std::array kCaps{0.9, 0.8, 0.6, 0.4, 1.0};
constexpr double kColdestC = -60, kHottestC = 60;

/// What fails when this is pointed at: a GPU can't be switched off by itself.
AssetId breaker(const model::Campus& campus, AssetId id)
{
    const bool part = id.kind() == AssetKind::Gpu || id.kind() == AssetKind::Tray;
    return part ? AssetId(AssetKind::Rack, campus.racksOf(id).first) : id;
}

/// Other hardware, once it is there: taking it back or giving it again means building the campus again.
class Rebuild : public QUndoCommand
{
public:
    using Hardware = std::vector<assets::HardwareChange>;

    Rebuild(const QString& text, Hardware before, Hardware after, std::function<void(const Hardware&)> build)
        : QUndoCommand(text)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_build(std::move(build))
    {
    }

    void undo() override { m_build(m_before); }
    void redo() override
    {
        if (!std::exchange(m_isThere, false))
            m_build(m_after);
    }

private:
    Hardware m_before, m_after;
    std::function<void(const Hardware&)> m_build;
    bool m_isThere = true; ///< when it is pushed
};

} // namespace

void MainWindow::buildWhatIf()
{
    m_whatIf = new WhatIf(this);
    m_whatIf->setBeginning([this] { return isMeasured() ? std::optional(nowS()) : std::nullopt; });
    addAction("fail", {QKeySequence(Qt::Key_Delete)}, [this] { fail(m_selected); });
    addAction("restore", {QKeySequence(Qt::Key_Insert)}, [this] { restore(m_selected); });
    addAction("undo", {QKeySequence::Undo}, [this] { m_whatIf->undoStack().undo(); });
    addAction("redo", {QKeySequence::Redo}, [this] { m_whatIf->undoStack().redo(); });
    addAction("asPlanned", {}, [this] { leaveWhatIf(); });
}

bool MainWindow::canAsk() const
{
    return m_session && m_worker;
}

void MainWindow::fail(AssetId id)
{
    if (!canAsk() || !id.isValid())
        return;
    const AssetId asset = breaker(*m_session->campus(), id);
    if (!model::canFail(asset.kind()) || m_whatIf->isOut(asset, nowS()))
        return;
    const ScenarioEvent event{nowS(), ScenarioEvent::Kind::Fail, {asset}};
    m_whatIf->add(event, eventText(*m_session->campus(), event, locale()));
}

void MainWindow::restore(AssetId id)
{
    if (!canAsk() || !id.isValid())
        return;
    const AssetId asset = breaker(*m_session->campus(), id);
    if (!m_whatIf->isOut(asset, nowS()))
        return;
    const ScenarioEvent event{nowS(), ScenarioEvent::Kind::Restore, {asset}};
    m_whatIf->add(event, eventText(*m_session->campus(), event, locale()));
}

/// The campus plays on from the same moment under the new scenario.
void MainWindow::applyScenario()
{
    if (!canAsk())
        return;
    std::vector<assets::Problem> problems;
    auto source = sourceFor(m_whatIf->scenario(), problems);
    if (!source) {
        showProblems(problems);
        return;
    }
    endAlarmSearch();
    m_jump = true;
    if (!m_live)
        m_timeBar->setSpan(isForked() ? forkSpan() : source->timeSpan());
    m_charts->setSource(source->timeSpan(), source->intervalS());
    m_worker->setSource(std::move(source));
    if (m_minus.kind == Minus::Kind::Time || m_minus.kind == Minus::Kind::Earlier)
        renewDifference(); // of the new world as well
    m_alarms.restart(); // another world: what was told and seen is not of it
    m_whatIfPanel->setScenario(m_whatIf->scenario());
    if (!(m_whatIf->scenario() == model::Scenario()))
        m_docks.at(QStringLiteral("whatif"))->show();
    refreshWhatIf();
    requestHistory();
}

void MainWindow::refreshWhatIf()
{
    const bool ask = canAsk();
    nameWhatIf();
    const AssetId asset = ask && m_selected.isValid() ? breaker(*m_session->campus(), m_selected) : AssetId();
    const bool out = asset.isValid() && m_whatIf->isOut(asset, nowS());
    m_actions.at(QStringLiteral("fail"))->setEnabled(asset.isValid() && model::canFail(asset.kind()) && !out);
    m_actions.at(QStringLiteral("restore"))->setEnabled(out);
    // A plan can be moved whatever the telemetry comes from.
    const QUndoStack& stack = m_whatIf->undoStack();
    m_actions.at(QStringLiteral("undo"))
        ->setEnabled(stack.canUndo() && (ask || PlanWhatIf::isOurs(stack, stack.index() - 1)));
    m_actions.at(QStringLiteral("redo"))
        ->setEnabled(stack.canRedo() && (ask || PlanWhatIf::isOurs(stack, stack.index())));
    m_actions.at(QStringLiteral("asPlanned"))->setEnabled(ask && !(m_whatIf->scenario() == model::Scenario()));
    for (const char* name : {"weather", "coolant", "overload"})
        m_menus.at(QString::fromLatin1(name))->setEnabled(ask);
}

void MainWindow::fillWhatIfMenu()
{
    QMenu* menu = m_menus[QStringLiteral("whatif")] = m_metricBar->menuBar().addMenu(QString());
    for (const char* name : {"fail", "restore"})
        menu->addAction(m_actions.at(QString::fromLatin1(name)));
    menu->addSeparator();
    for (const char* name : {"weather", "coolant", "overload"})
        m_menus[QString::fromLatin1(name)] = menu->addMenu(QString());
    menu->addSeparator();
    for (const char* name : {"undo", "redo", "asPlanned"})
        menu->addAction(m_actions.at(QString::fromLatin1(name)));
    menu->addSeparator();
    menu->addAction(m_docks.at(QStringLiteral("whatif"))->toggleViewAction());
    menu->addAction(m_docks.at(QStringLiteral("balance"))->toggleViewAction());
    m_docks.at(QStringLiteral("balance"))->toggleViewAction()->setShortcut(QKeySequence(Qt::Key_B));
    QWidget::addAction(m_docks.at(QStringLiteral("balance"))->toggleViewAction());

    // Filled when they open: entries depend on the campus and the language.
    QMenu* coolant = m_menus.at(QStringLiteral("coolant"));
    connect(coolant, &QMenu::aboutToShow, this, [this, coolant] {
        coolant->clear();
        for (const double shiftK : kSupplyShiftsK) {
            const ScenarioEvent event{nowS(), ScenarioEvent::Kind::Supply, {}, shiftK};
            const QString text = eventText(*m_session->campus(), event, locale());
            coolant->addAction(text, this, [this, event, text] { m_whatIf->add(event, text); });
        }
    });
    QMenu* overload = m_menus.at(QStringLiteral("overload"));
    connect(overload, &QMenu::aboutToShow, this, [this, overload] {
        overload->clear();
        for (const auto policy :
            {model::OverloadPolicy::Shed, model::OverloadPolicy::Cap, model::OverloadPolicy::Carry}) {
            const QString text = policyText(policy);
            QAction* action
                = overload->addAction(text, this, [this, policy, text] { m_whatIf->setPolicy(policy, text); });
            action->setCheckable(true);
            action->setChecked(m_whatIf->scenario().policy == policy);
        }
    });
    QMenu* weather = m_menus.at(QStringLiteral("weather"));
    connect(weather, &QMenu::aboutToShow, this, [this, weather] {
        weather->clear();
        for (const model::DayWeather& day : m_session->campus()->site.weather) {
            const QString text = tr("Day: %1").arg(QString::fromStdString(day.name));
            weather->addAction(text, this, [this, day, text] { m_whatIf->setWeather(day, text); });
        }
        weather->addAction(tr("From now on..."), this, [this] {
            bool given = false;
            // The sign is not part of the text: lupdate takes the C behind it for one more digit of it.
            const QString question = tr("Temperature outside, %1").arg(QStringLiteral("\u00b0C"));
            const double dryBulbC
                = QInputDialog::getDouble(this, tr("Weather"), question, 35, kColdestC, kHottestC, 1, &given);
            const ScenarioEvent event{nowS(), ScenarioEvent::Kind::DryBulb, {}, dryBulbC};
            if (given)
                m_whatIf->add(event, eventText(*m_session->campus(), event, locale()));
        });
    });
}

void MainWindow::addWhatIfEntries(QMenu& menu, AssetId id)
{
    const model::Campus& campus = *m_session->campus();
    const AssetId asset = breaker(campus, id);
    if (!canAsk() || !model::canFail(asset.kind()))
        return;
    const QString name = QString::fromStdString(campus.name(asset));
    if (m_whatIf->isOut(asset, nowS()))
        menu.addAction(tr("Put %1 in order again").arg(name), this, [this, asset] { restore(asset); });
    else
        menu.addAction(tr("Let %1 fail").arg(name), this, [this, asset] { fail(asset); });
    if (campus.racksOf(asset).count > 0) {
        QMenu* caps = menu.addMenu(tr("Cap the power of its racks"));
        for (const double cap : kCaps) {
            const ScenarioEvent event{nowS(), ScenarioEvent::Kind::Cap, {asset}, cap};
            const QString text
                = cap < 1 ? tr("At %1 % of their rating").arg(formatCount(100 * cap, locale())) : tr("No cap");
            caps->addAction(
                text, this, [this, event] { m_whatIf->add(event, eventText(*m_session->campus(), event, locale())); });
        }
    }
    if (!isMeasured()) // what was measured is of the hardware there is
        addHardwareEntries(menu, id);
    menu.addSeparator();
}

void MainWindow::addHardwareEntries(QMenu& menu, AssetId id)
{
    const model::Campus& campus = *m_session->campus();
    const std::vector<HardwareChoice> choices = hardwareChoices(campus, id);
    if (choices.empty())
        return;
    const QString name = QString::fromStdString(campus.name(id));
    QMenu* hardware = menu.addMenu(tr("Hardware"));
    for (const HardwareChoice& choice : choices) {
        const QString label = QString::fromStdString(choice.label.in(m_language == QLatin1String("de") ? "de" : "en"));
        QAction* action
            = hardware->addAction(label, this, [this, id, choice, text = tr("%1 with %2").arg(name, label)] {
                  chooseHardware({m_session->campus()->name(id), choice.type}, text);
              });
        action->setCheckable(true);
        action->setChecked(choice.racks == campus.racksOf(id).count);
    }
}

void MainWindow::chooseHardware(const assets::HardwareChange& change, const QString& text)
{
    rebuild(withHardware(m_session->options().hardware, change));
    m_rebuildText = text;
}

/// In the background; what is open stays until the new one is whole.
void MainWindow::rebuild(const std::vector<assets::HardwareChange>& hardware)
{
    SessionOptions options = m_session->reopenWith(hardware);
    options.scenario = m_whatIf->scenario();
    if (m_plan->loaded())
        options.plan = m_plan->choice();
    open(options);
    m_rebuilding = true;
    m_rebuildText.clear();
}

/// Ids of plant, racks and spaces are as before: what was done to them still holds.
void MainWindow::keepRebuild(const std::vector<assets::HardwareChange>& before)
{
    m_rebuilding = false;
    if (!m_rebuildText.isEmpty())
        m_whatIf->undoStack().push(new Rebuild(std::exchange(m_rebuildText, QString()), before,
            m_session->options().hardware, [this](const Rebuild::Hardware& hardware) { rebuild(hardware); }));
}

void MainWindow::retranslateWhatIf()
{
    const std::pair<const char*, QString> actions[] = {{"fail", tr("Let selection &fail")},
        {"restore", tr("Selection in &order again")}, {"undo", tr("&Undo")}, {"redo", tr("&Redo")}};
    for (const auto& [name, text] : actions)
        m_actions.at(QString::fromLatin1(name))->setText(text);
    nameWhatIf();
    const std::pair<const char*, QString> menus[] = {{"whatif", tr("&What if")}, {"weather", tr("&Weather")},
        {"coolant", tr("&Coolant set-point")}, {"overload", tr("O&verloads")}};
    for (const auto& [name, text] : menus)
        m_menus.at(QString::fromLatin1(name))->setTitle(text);
}

} // namespace gigahall::app
