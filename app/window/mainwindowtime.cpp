// The clock, the source behind it and who is told about new values.
#include "app/window/mainwindow.h"

#include "app/docks/balancepanel.h"
#include "app/docks/chartspanel.h"
#include "app/docks/propertiespanel.h"
#include "app/docks/toplist.h"
#include "app/docks/treedock.h"
#include "app/docks/whatifpanel.h"
#include "app/window/metricbar.h"
#include "app/window/statusline.h"
#include "app/window/timebar.h"
#include "model/feeds/recordingworker.h"

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr double kLongestFadeS = 2;
constexpr int kPanelMs = 250; // numbers that change faster can't be read, and take time from the picture
constexpr std::uint32_t kHistorySamples = 151;

} // namespace

void MainWindow::startWorker(std::unique_ptr<model::TelemetrySource> source, double startS)
{
    m_timeBar->setSpan(source->timeSpan());
    m_charts->setSource(source->timeSpan(), source->intervalS());
    // Every worker has its own number: what an old one still has to say about another campus is not heard.
    endAlarmSearch();
    const int serial = ++m_workerSerial;
    const auto notify = [this, serial] {
        if (serial == m_workerSerial)
            takeTelemetry();
    };
    // The clock from the start: no frame of another time is ever shown.
    m_worker = std::make_unique<model::TelemetryWorker>(
        std::move(source), [this, notify] { QMetaObject::invokeMethod(this, notify, Qt::QueuedConnection); },
        model::TelemetryClock{startS, m_speed, m_paused});
    if (m_service)
        m_worker->setInService(m_service);
    m_jump = true;
    requestPlanes();
    renewDifference();
    showClock();
}

void MainWindow::takeTelemetry()
{
    if (!m_worker)
        return;
    if (auto past = m_worker->takeHistory()) {
        if (past->metric == m_overlay.metric && past->asset == m_selected && past->difference == m_overlay.difference)
            m_properties->setPast(past->fromS, past->toS, past->values);
    }
    takeSpan();
    takeSeries();
    takeAlarmSearch();
    auto frames = m_worker->takeFrames();
    if (!frames || !frames->frame)
        return;
    takeFrames(std::move(*frames));
    if (m_recording && !m_live)
        m_recording->add(m_frame);
    loopBack();
    const double intervalS = m_worker->intervalS() / std::min(m_speed, 1.0);
    const bool goesOn = !m_paused && !std::exchange(m_jump, false);
    // What is measured now is shown as it came: a fade would begin with the values before, and news restart it.
    const bool fades = goesOn && !isAtLive();
    spreadFrame(fades ? std::min(intervalS, kLongestFadeS) : 0, goesOn);
    // On the way to an alarm: a frame of the place before would take the engine back there.
    if (!m_toldAlarmS || m_frame->timeS >= *m_toldAlarmS)
        m_alarms.update(*m_frame);
    showAlarms();
    if (m_toldAlarmS && m_frame->timeS >= *m_toldAlarmS)
        tellAlarmAt(*std::exchange(m_toldAlarmS, std::nullopt));
}

/// A recording that is being written grows.
void MainWindow::takeSpan()
{
    const auto span = m_worker->timeSpan();
    if (!m_live && std::isfinite(span.lastS) && span.lastS != m_timeBar->track().lastS())
        m_timeBar->setSpan(span);
}

/// Tells everybody about what is shown, first the picture; a negative fade leaves its planes as they are. What comes
/// `paced` may come ten times a second.
void MainWindow::spreadFrame(double fadeSeconds, bool paced)
{
    if (m_frame && fadeSeconds >= 0)
        m_viewport->setFrame(shown(), m_overlay, fadeSeconds, paced);
    const qint64 sinceMs = m_sincePanels.isValid() ? m_sincePanels.elapsed() : kPanelMs;
    if (!paced || sinceMs >= kPanelMs)
        fillPanels();
    else if (!m_panelTimer.isActive())
        m_panelTimer.start(static_cast<int>(kPanelMs - sinceMs));
}

void MainWindow::fillPanels()
{
    m_panelTimer.stop();
    m_sincePanels.start();
    const ValueRange range = m_viewport->range();
    m_metricBar->setOverlay(m_overlay, range);
    if (!m_frame)
        return;
    m_tree->setFrame(shown(), m_overlay.metric);
    m_top->setFrame(shown(), m_overlay.metric);
    m_properties->setFrame(shown(), m_overlay, range, m_compared);
    m_balance->setBalance(m_frame->balance, QString::fromStdString(m_session->campus()->site.utility.currency),
        m_frame->counts(model::Metric::RackPower));
    m_charts->setFrame(shown(), m_overlay, range);
    m_whatIfPanel->setFrame(m_frame);
    m_status->setFrame(m_frame, m_overlay, m_paused, shown());
    refreshWhatIf();
    showClock();
}

/// GPU planes are 9 MB each on the default campus: only what is looked at.
void MainWindow::requestPlanes()
{
    if (m_worker)
        m_worker->setPlanes(wantedPlanes());
}

model::MetricSet MainWindow::wantedPlanes() const
{
    model::MetricSet planes;
    const bool partOfRack = m_selected.kind() == model::AssetKind::Gpu || m_selected.kind() == model::AssetKind::Tray;
    for (const model::MetricInfo& info : model::allMetrics()) {
        if (info.level == model::MetricLevel::Gpu && (info.metric == m_overlay.metric || partOfRack))
            planes.set(static_cast<std::size_t>(info.metric));
    }
    return planes;
}

void MainWindow::requestHistory()
{
    const bool single = m_selected.kind() == model::AssetKind::Gpu || m_selected.kind() == model::AssetKind::Rack;
    // A rack's line shows the sum of its GPUs' power, a source knows their mean: that line only grows from now on.
    const bool mean = m_selected.kind() == model::AssetKind::Rack && m_overlay.metric == model::Metric::GpuPower;
    if (!m_worker || !m_frame || !single || mean)
        return;
    // Up to the last frame and not the clock, which is ahead of it: values must come in order.
    const double now = m_frame->timeS;
    const double from = std::max(m_worker->timeSpan().firstS, now - History::kSpanS);
    if (now > from)
        m_worker->requestHistory(m_overlay.metric, m_selected, from, now, kHistorySamples, m_overlay.difference);
}

void MainWindow::setPaused(bool paused)
{
    if (!paused)
        endAlarmSearch();
    m_paused = paused;
    if (m_worker)
        m_worker->setPaused(paused);
    if (m_frame)
        m_status->setFrame(m_frame, m_overlay, paused, shown());
    showClock();
}

void MainWindow::setSpeed(double speed)
{
    m_speed = speed;
    if (m_worker)
        m_worker->setSpeed(speed);
    showClock();
}

void MainWindow::setTime(double timeS)
{
    if (!m_worker)
        return;
    endAlarmSearch();
    m_jump = true;
    m_worker->setTime(timeS);
    showClock();
}

/// To the frame before or after, and there it stands.
void MainWindow::step(int frames)
{
    if (!m_worker)
        return;
    setPaused(true);
    const double stepS = m_worker->intervalS();
    setTime((std::floor(nowS() / stepS + 1e-6) + frames) * stepS);
}

/// What was brushed in a chart, else all of a recording.
void MainWindow::setLoop(bool on)
{
    if (!on || !m_worker) {
        m_loop.reset();
    } else if (!m_loop) {
        const auto span = m_worker->timeSpan();
        const double endS = std::isfinite(span.lastS) ? span.lastS : nowS() + 60;
        m_loop = std::pair(std::isfinite(span.lastS) ? span.firstS : nowS(), endS);
    }
    m_timeBar->setLoop(m_loop);
}

void MainWindow::loopBack()
{
    if (m_loop && !m_paused && m_worker->timeS() >= m_loop->second)
        setTime(m_loop->first);
}

void MainWindow::showClock()
{
    if (!m_worker)
        return;
    const double now = m_frame && !m_jump ? m_frame->timeS : m_worker->timeS();
    showLiveSpan();
    if (isForked() && !m_live && !std::isfinite(m_worker->timeSpan().lastS))
        m_timeBar->setSpan(forkSpan());
    m_timeBar->setState(now, m_paused, m_speed, sourceText());
    m_timeBar->setSourceHint(sourceHint());
}

} // namespace gigahall::app
