// What-ifs on top of measured values: where they begin, what plays them, and the way back.
#include "app/window/mainwindow.h"
#include "app/window/timebar.h"
#include "app/window/whatif.h"
#include "model/feeds/livefeeds.h"

#include <QAction>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gigahall::app {

namespace {

constexpr double kTrackS = 3600; ///< how much the time bar shows beyond the fork, and at a time beyond that

} // namespace

/// Recorded or live values, whether or not something is asked on top of them.
bool MainWindow::isMeasured() const
{
    return m_live || (m_session && m_session->isReplay());
}

bool MainWindow::isForked() const
{
    return isMeasured() && !(m_whatIf->scenario() == model::Scenario());
}

/// The moment that is on the screen: what happens now has to be seen now.
double MainWindow::nowS() const
{
    if (!m_frame)
        return m_worker->timeS();
    if (!m_live || m_frame->forkedAtS)
        return m_frame->timeS;
    // Live values are newer than the moment they were asked for, and that is asked for again.
    const double askedS = std::min(m_frame->timeS, m_worker->timeS());
    const double stepS = m_worker->intervalS() * std::max(m_speed, 1.0);
    return m_paused ? askedS : std::floor(askedS / stepS) * stepS;
}

/// What plays a scenario on what is open. Nothing is opened again: it may come from a click.
std::unique_ptr<model::TelemetrySource> MainWindow::sourceFor(
    const model::Scenario& scenario, std::vector<assets::Problem>& problems)
{
    if (!m_live) {
        SessionOptions options = m_session->options();
        options.scenario = scenario;
        return m_session->makeSource(options, problems);
    }
    auto live = std::make_unique<model::LiveSource>(m_live);
    const std::optional<double> forkS = scenario.forkS();
    if (scenario == model::Scenario() || !forkS)
        return live;
    const auto isOfThen = [&](const model::FramePtr& frame) {
        return frame && !frame->forkedAtS && std::abs(frame->timeS - *forkS) <= 2 * m_live->intervalS();
    };
    if (!isOfThen(m_forkFrame))
        m_forkFrame = isOfThen(m_frame) ? m_frame : nullptr;
    return m_session->fork(std::move(live), scenario, m_forkFrame);
}

/// Does it begin at a time there are values of?
bool MainWindow::fitsMeasured(const model::Scenario& scenario) const
{
    return !isMeasured() || scenario == model::Scenario() || scenario.forkS() >= m_worker->timeSpan().firstS;
}

/// Nothing is done to it any more: as planned, as recorded, or live.
void MainWindow::leaveWhatIf()
{
    if (m_live)
        backToLive();
    else
        m_whatIf->clear(m_session->isReplay() ? tr("As recorded") : tr("Everything as planned"));
}

void MainWindow::nameWhatIf()
{
    QAction* leave = m_actions.at(QStringLiteral("asPlanned"));
    const bool replay = m_session && m_session->isReplay();
    leave->setText(m_live ? tr("Back to &live values")
            : replay      ? tr("Back to the &recording")
                          : tr("Everything as &planned"));
    leave->setIconText(m_live ? tr("Back to live") : replay ? tr("As recorded") : tr("As planned")); // of its button
}

/// What the time bar shows: what was measured, and from the fork on as many hours as it was played.
model::TelemetrySource::TimeSpan MainWindow::forkSpan() const
{
    const double forkS = m_whatIf->scenario().forkS().value_or(0);
    const double beyondS = std::max(m_worker->timeS() - forkS, 0.0);
    const double toS = forkS + kTrackS * (1 + std::floor(beyondS / kTrackS));
    if (m_live)
        return {forkS - kTrackS, toS};
    const auto measured = m_session->recording().timeSpan();
    return {measured.firstS, std::max(measured.lastS, toS)};
}

} // namespace gigahall::app
