// The difference A minus B: A is what plays, B is chosen here. Both frames and their difference come from the worker.
#include "app/docks/chartspanel.h"
#include "app/docks/propertiespanel.h"
#include "app/rollout/dayscale.h"
#include "app/rollout/planwhatif.h"
#include "app/scenery/format.h"
#include "app/scenery/minustext.h"
#include "app/window/mainwindow.h"
#include "app/window/metricbar.h"
#include "app/window/timebar.h"
#include "app/window/whatif.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QPointer>
#include <QThreadPool>

#include <array>
#include <utility>

namespace gigahall::app {

namespace {

using Kind = Minus::Kind;

constexpr std::array kEarlierS{60.0, 600.0, 3600.0, 86400.0};
constexpr double kMostEarlierMin = 7 * 24 * 60;

} // namespace

void MainWindow::buildDifference()
{
    QMenu* menu = m_menus[QStringLiteral("difference")] = new QMenu(this);
    menu->setToolTipsVisible(true);
    auto* choices = new QActionGroup(this);
    const auto choice = [&](const char* name, const Minus& minus) {
        QAction* action = addAction(name, {}, [this, minus] { chooseMinus(minus); });
        action->setCheckable(true);
        choices->addAction(action);
        menu->addAction(action);
    };
    choice("minusNothing", {});
    choice("minusPlanned", {Kind::Planned, 0, {}, {}});
    QMenu* times = m_menus[QStringLiteral("minusTime")] = menu->addMenu(QString());
    connect(times, &QMenu::aboutToShow, this, [this, times] { fillTimes(*times); });
    QAction* recording = addAction("minusRecording", {}, [this] { askRecording(); });
    menu->addAction(recording);
    menu->addSeparator();
    menu->addAction(addAction("difference", {QKeySequence(Qt::Key_D)}, [this] { toggleDifference(); }));
    m_metricBar->setCompareMenu(menu);
}

/// Filled when it opens: one of them is the moment on the screen.
void MainWindow::fillTimes(QMenu& menu)
{
    menu.clear();
    const auto add = [&](const Minus& minus, const QString& text) {
        QAction* action = menu.addAction(text, this, [this, minus] { chooseMinus(minus); });
        action->setCheckable(true);
        action->setChecked(minus == m_minus);
    };
    for (const double s : kEarlierS) {
        const Minus minus{Kind::Earlier, s, {}, {}};
        add(minus, minusText(minus, isMeasured(), locale()));
    }
    menu.addAction(tr("Earlier by..."), this, [this] {
        bool given = false;
        const double minutes = QInputDialog::getDouble(
            this, tr("A minus B"), tr("B is so many minutes earlier:"), 10, 1.0 / 60, kMostEarlierMin, 2, &given);
        if (given)
            chooseMinus({Kind::Earlier, minutes * 60, {}, {}});
    });
    menu.addSeparator();
    if (m_minus.kind == Kind::Time)
        add(m_minus, minusText(m_minus, isMeasured(), locale()));
    if (m_worker && !(m_minus.kind == Kind::Time && m_minus.s == nowS()))
        add({Kind::Time, nowS(), {}, {}}, tr("This moment, %1").arg(clockText(nowS(), locale())));
}

void MainWindow::askRecording()
{
    if (!m_session || !m_worker)
        return;
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Subtract a recording"), QString(), tr("Recordings (*.h5 *.csv);;All files (*)"));
    if (!path.isEmpty())
        chooseMinus({Kind::Recording, 0, path.toStdString(), {}});
}

void MainWindow::toggleDifference()
{
    if (m_minus.isGiven())
        chooseMinus({});
    else
        chooseMinus(m_lastMinus.isGiven() ? m_lastMinus : Minus{Kind::Planned, 0, {}, {}});
}

/// A range made for values says nothing of differences, and the other way round.
void MainWindow::chooseMinus(const Minus& minus)
{
    if (minus.isGiven() != m_minus.isGiven()) {
        Overlay overlay = std::exchange(m_overlayBefore, m_overlay);
        if (minus.isGiven() || overlay.metric != m_overlay.metric) {
            overlay = m_overlay;
            if (overlay.rangeMode == Overlay::RangeMode::Fixed)
                overlay.rangeMode = Overlay::RangeMode::Metric;
        }
        setOverlay(overlay);
    }
    setMinus(minus);
}

void MainWindow::setMinus(const Minus& minus)
{
    m_minus = minus;
    if (minus.isGiven())
        m_lastMinus = minus;
    renewDifference();
}

/// Of what plays from now on.
void MainWindow::renewDifference()
{
    const int serial = ++m_minusSerial;
    showDifferenceChoice();
    if (!m_worker || !m_session)
        return;
    if (!m_minus.isGiven()) {
        m_worker->compareWith(std::nullopt);
        return;
    }
    if (m_minus.kind != Kind::Recording) {
        std::vector<assets::Problem> problems;
        const Played played{m_whatIf->scenario(), !isMeasured() || isForked(), nowS(),
            [this](const model::Scenario& scenario, auto& wrong) { return sourceFor(scenario, wrong); }};
        auto made = makeComparison(*m_session, m_minus, played, problems);
        takeComparison(serial, std::move(made), problems);
    } else {
        readComparison(serial);
    }
}

/// A file may take a while: until it is there, what is shown stays. By its own times where it has values now, else from
/// its start on.
void MainWindow::readComparison(int serial)
{
    struct Made
    {
        std::optional<model::Comparison> comparison;
        Minus minus;
        std::vector<assets::Problem> problems;
    };
    // The clock may have been set just now.
    const double timeS = m_jump ? m_worker->timeS() : nowS();
    const auto read = [serial, minus = m_minus, session = m_session, timeS, window = QPointer<MainWindow>(this)] {
        auto made = std::make_shared<Made>();
        made->minus = minus;
        const model::Scenario none;
        const Played played{none, false, timeS, {}};
        made->comparison = makeComparison(*session, made->minus, played, made->problems);
        if (!made->comparison && !minus.startsAtS) {
            std::vector<assets::Problem> problems;
            made->minus.startsAtS = timeS;
            made->comparison = makeComparison(*session, made->minus, played, problems);
        }
        QMetaObject::invokeMethod(
            qApp,
            [window, serial, made] {
                if (!window || serial != window->m_minusSerial)
                    return;
                window->m_minus = window->m_lastMinus = made->minus;
                window->takeComparison(serial, std::move(made->comparison), made->problems);
            },
            Qt::QueuedConnection);
    };
    QThreadPool::globalInstance()->start(read);
}

void MainWindow::takeComparison(
    int serial, std::optional<model::Comparison> comparison, const std::vector<assets::Problem>& problems)
{
    if (serial != m_minusSerial || !m_worker)
        return;
    if (!comparison) {
        m_minus = {};
        m_lastMinus = {};
        showDifferenceChoice();
        showProblems(problems);
    }
    m_jump = true;
    m_subtracted = m_minus;
    m_worker->compareWith(std::move(comparison));
    m_charts->setSource(m_worker->timeSpan(), m_worker->intervalS());
}

/// Frames arrived: with a difference or without. What is shown follows them and not the menu, so that colours and
/// planes always belong together.
void MainWindow::takeFrames(model::ComparedFrames frames)
{
    const bool other = (frames.difference != nullptr) != (m_compared.difference != nullptr);
    m_frame = frames.frame;
    m_compared = std::move(frames);
    dressDifference(m_overlay);
    if (other) {
        m_jump = true; // no fade from values to differences
        m_charts->setSource(m_worker->timeSpan(), m_worker->intervalS());
        requestHistory();
    }
}

/// What the picture and the panels show.
const model::FramePtr& MainWindow::shown() const
{
    return m_overlay.difference ? m_compared.difference : m_frame;
}

void MainWindow::dressDifference(Overlay& overlay) const
{
    overlay.difference = m_compared.difference && !model::isCategory(overlay.metric);
    overlay.minuend.clear();
    overlay.subtrahend.clear();
    if (overlay.difference) {
        const model::TelemetryFrame& a = *m_compared.frame;
        overlay.minuend = minuendText(a, m_subtracted, locale()).toStdString();
        overlay.subtrahend = minusText(m_subtracted, isMeasured(), locale()).toStdString();
    }
}

/// Menu, button and title say what is chosen, and why something can't be.
void MainWindow::showDifferenceChoice()
{
    const bool names = model::isCategory(m_overlay.metric);
    const QString why = names ? tr("Jobs and owners are names, which have no difference.") : QString();
    for (const char* name : {"minusNothing", "minusPlanned", "minusRecording", "difference"}) {
        QAction* action = m_actions.at(QString::fromLatin1(name));
        action->setEnabled(!names && m_worker);
        action->setToolTip(why);
    }
    m_actions.at(QStringLiteral("minusNothing"))->setEnabled(m_worker != nullptr);
    m_menus.at(QStringLiteral("minusTime"))->menuAction()->setEnabled(!names && m_worker);
    m_menus.at(QStringLiteral("minusTime"))->menuAction()->setToolTip(why);
    m_actions.at(QStringLiteral("minusPlanned"))->setText(isMeasured() ? tr("As &measured") : tr("As &planned"));
    const auto check = [this](const char* name, Kind kind) {
        m_actions.at(QString::fromLatin1(name))->setChecked(m_minus.kind == kind);
    };
    m_actions.at(QStringLiteral("minusRecording"))->setCheckable(m_minus.kind == Kind::Recording);
    for (const auto& [name, kind] : {std::pair{"minusNothing", Kind::Nothing}, {"minusPlanned", Kind::Planned},
             {"minusRecording", Kind::Recording}})
        check(name, kind);
    m_metricBar->setCompared(m_minus.isGiven() && !names ? minusText(m_minus, isMeasured(), locale()) : QString(), why);
    showTitle();
}

void MainWindow::showTitle()
{
    if (!m_session)
        return setWindowTitle(QStringLiteral("Gigahall"));
    QString name = shortName(*m_session->campus(), model::AssetId(model::AssetKind::Campus, 0), locale());
    if (day() && m_plan->now())
        name += QStringLiteral(", ") + dateText(model::dayAt(*day()), locale());
    if (!m_plan->shifts().empty())
        name += QStringLiteral(", ") + tr("plan changed");
    if (m_minus.isGiven() && !model::isCategory(m_overlay.metric))
        name += tr(", A minus B: %1").arg(minusText(m_minus, isMeasured(), locale()));
    setWindowTitle(tr("%1 - Gigahall").arg(name));
}

void MainWindow::retranslateDifference()
{
    const std::pair<const char*, QString> actions[]
        = {{"minusNothing", tr("&Off")}, {"minusPlanned", tr("As &planned")}, {"minusRecording", tr("A &recording...")},
            {"difference", tr("&Difference on and off")}};
    for (const auto& [name, text] : actions)
        m_actions.at(QString::fromLatin1(name))->setText(text);
    m_menus.at(QStringLiteral("difference"))->setTitle(tr("Difference A m&inus B"));
    m_menus.at(QStringLiteral("minusTime"))->setTitle(tr("Another &time"));
    showDifferenceChoice();
    dressDifference(m_overlay);
    m_viewport->setOverlay(m_overlay);
}

} // namespace gigahall::app
