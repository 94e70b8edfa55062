// Live sources: which are connected, what they are asked for, and their recording.
#include "app/docks/whatifpanel.h"
#include "app/live/connectionsdialog.h"
#include "app/live/livesetup.h"
#include "app/scenery/format.h"
#include "app/window/mainwindow.h"
#include "app/window/statusline.h"
#include "app/window/timebar.h"
#include "app/window/whatif.h"
#include "assets/import/profilefile.h"
#include "model/feeds/livefeeds.h"
#include "model/feeds/recordingworker.h"

#include <QAction>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>
#include <QStatusBar>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace gigahall::app {
namespace {

constexpr int kLookMs = 500; // how often it is seen to what is in view
constexpr double kTrackS = 3600; // what of the past the time bar shows
constexpr std::size_t kMostHalls = 8; // whose GPUs are asked for one by one
constexpr double kHallPx = 60; // as large as that a hall is looked at
const QString kConnectionsKey = QStringLiteral("live/connections");

/// Halls in the picture that are large enough to see racks in, nearest first.
std::vector<std::uint32_t> hallsInView(const model::Campus& campus, const render::View& view)
{
    std::vector<std::pair<double, std::uint32_t>> near;
    for (std::uint32_t hall = 0; hall < campus.halls.size(); ++hall) {
        const auto bounds = campus.bounds({model::AssetKind::Hall, hall});
        const glm::dvec3 middle = (bounds.minM + bounds.maxM) / 2.0, toHall = middle - view.eyeM;
        const double distanceM = std::max(glm::length(toHall), 1.0);
        const glm::dvec3 ahead = glm::normalize(view.targetM - view.eyeM);
        const double sizeM = glm::length(bounds.maxM - bounds.minM);
        const bool behind = glm::dot(toHall, ahead) < -sizeM / 2;
        const double px = view.orthographic ? sizeM / view.orthoHeightM * view.sizePx.y
                                            : sizeM / distanceM / view.fovYRad * view.sizePx.y;
        if (!behind && px >= kHallPx)
            near.emplace_back(distanceM, hall);
    }
    std::sort(near.begin(), near.end());
    std::vector<std::uint32_t> halls;
    for (std::size_t i = 0; i < std::min(near.size(), kMostHalls); ++i)
        halls.push_back(near[i].second);
    return halls;
}

} // namespace

void MainWindow::buildLive()
{
    addAction("connections", {QKeySequence(Qt::CTRL | Qt::Key_L)}, [this] { editConnections(); });
    addAction("backToLive", {QKeySequence(Qt::Key_End)}, [this] { backToLive(); });
    QAction* record = addToggle("record", false, [this](bool on) { setRecording(on); });
    record->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_R));
    m_lookTimer = new QTimer(this);
    connect(m_lookTimer, &QTimer::timeout, this, &MainWindow::followView);
    m_lookTimer->setInterval(kLookMs);
    connect(m_timeBar, &TimeBar::liveAsked, this, &MainWindow::backToLive);
}

/// What the command line named, once; a source is only connected when somebody asked for it.
void MainWindow::connectGiven()
{
    std::vector<SavedConnection> given;
    if (const std::string file = std::exchange(m_options.connections, {}); !file.empty()) {
        ConnectionsResult loaded = loadConnections(file);
        if (!loaded.problems.empty())
            return showProblems(loaded.problems);
        given = std::move(loaded.connections);
    }
    if (const std::string url = std::exchange(m_options.from, {}); !url.empty())
        given.push_back(connectionOf(url, m_options.profile, m_options.scene.session.mapping));
    if (!given.empty())
        connectLive(given);
}

std::vector<SavedConnection> MainWindow::savedConnections() const
{
    const std::string text = m_settings.value(kConnectionsKey).toString().toStdString();
    return text.empty() ? std::vector<SavedConnection>()
                        : parseConnections(text, "settings", Unfinished::Keep).connections;
}

void MainWindow::editConnections()
{
    if (!m_session)
        return;
    using Trial = model::LiveFeeds;
    ConnectionsHost host;
    host.profiles = assets::shippedProfiles();
    host.tryOut = [this](const SavedConnection& saved, std::string& problem) -> std::shared_ptr<void> {
        SavedConnection alone = saved;
        alone.enabled = true;
        std::vector<assets::Problem> problems;
        auto feeds = connectFeeds({alone}, m_session->campus(), problems);
        if (!feeds) {
            problem = problems.front().text();
            return nullptr;
        }
        auto* raw = feeds.get();
        return std::shared_ptr<void>(raw, [feeds](void*) mutable { releaseLater(std::move(feeds)); });
    };
    host.healthOfTrial
        = [](const std::shared_ptr<void>& trial) { return static_cast<Trial*>(trial.get())->health().front().health; };
    host.health = [this](const std::string& name) {
        if (m_live)
            for (const auto& feed : m_live->health())
                if (feed.name == name)
                    return feed.health;
        return model::FeedHealth();
    };
    auto* dialog = new ConnectionsDialog(savedConnections(), std::move(host), this);
    connect(dialog, &ConnectionsDialog::changed, this, [this](const std::vector<SavedConnection>& connections) {
        m_settings.setValue(kConnectionsKey, QString::fromStdString(connectionsText(connections)));
    });
    connect(dialog, &ConnectionsDialog::connectAsked, this, &MainWindow::connectLive);
    connect(dialog, &ConnectionsDialog::disconnectAsked, this, &MainWindow::disconnectLive);
    dialog->open();
}

/// The picture is theirs from now on; what was simulated or replayed comes back when they go.
void MainWindow::connectLive(const std::vector<SavedConnection>& connections)
{
    if (!m_session || !m_worker)
        return;
    std::vector<assets::Problem> problems;
    auto feeds = connectFeeds(connections, m_session->campus(), problems);
    if (!feeds) {
        showProblems(problems);
        return;
    }
    setRecording(false);
    if (m_live)
        m_live->setNotify({});
    else
        m_planned = m_whatIf->scenario();
    m_forkFrame.reset();
    m_whatIf->reset({});
    m_whatIfPanel->setScenario({});
    releaseLater(std::exchange(m_live, std::move(feeds)));
    m_live->setNotify([this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_live && m_worker && !m_paused && isAtLive() && !isForked())
                    m_worker->nudge();
            },
            Qt::QueuedConnection);
    });
    m_speed = 1;
    m_paused = false;
    m_frame.reset();
    m_compared = {};
    startWorker(std::make_unique<model::LiveSource>(m_live), m_live->nowS());
    m_lookTimer->start();
    showWhatThereIs(connections);
    followView();
    refreshWhatIf();
    emit liveChanged();
}

/// Another campus: what was connected or recorded belonged to the old one.
void MainWindow::dropLive()
{
    setRecording(false);
    m_lookTimer->stop();
    m_forkFrame.reset();
    if (m_live) {
        m_live->setNotify({});
        releaseLater(std::exchange(m_live, nullptr));
    }
}

void MainWindow::disconnectLive()
{
    if (!m_live)
        return;
    setRecording(false);
    m_lookTimer->stop();
    m_live->setNotify({});
    releaseLater(std::exchange(m_live, nullptr));
    m_forkFrame.reset();
    m_whatIf->reset(std::exchange(m_planned, {}));
    m_whatIfPanel->setScenario(m_whatIf->scenario());
    std::vector<assets::Problem> problems;
    auto source = sourceFor(m_whatIf->scenario(), problems);
    m_frame.reset();
    m_compared = {};
    if (source) {
        const double startS = Session::defaultTimeS(*source);
        startWorker(std::move(source), startS);
    } else {
        showProblems(problems);
    }
    refreshWhatIf();
    emit liveChanged();
}

/// Connections may take two seconds to end: the window does not wait for them.
void MainWindow::releaseLater(std::shared_ptr<model::LiveFeeds> feeds)
{
    QThreadPool::globalInstance()->start([feeds = std::move(feeds)]() mutable { feeds.reset(); });
}

/// A quantity that no source has would be an empty picture.
void MainWindow::showWhatThereIs(const std::vector<SavedConnection>& connections)
{
    std::vector<model::Metric> metrics;
    for (const SavedConnection& saved : connections)
        if (const auto profile = assets::loadProfile(saved.profile); saved.enabled && profile.profile)
            for (const model::ProfileEntry& entry : profile.profile->entries)
                metrics.push_back(entry.metric);
    if (metrics.empty() || std::find(metrics.begin(), metrics.end(), m_overlay.metric) != metrics.end())
        return;
    Overlay overlay;
    overlay.metric = metrics.front();
    setOverlay(overlay);
}

bool MainWindow::isAtLive() const
{
    return m_live && m_worker && !isForked() && m_worker->timeS() > m_live->nowS() - 2 * m_live->intervalS();
}

void MainWindow::backToLive()
{
    if (!m_live)
        return;
    if (isForked())
        m_whatIf->clear(tr("Back to live"));
    setSpeed(1);
    setPaused(false);
    setTime(m_live->nowS());
}

/// GPUs one by one only where somebody looks.
void MainWindow::followView()
{
    if (!m_live || !m_session)
        return;
    model::FeedFocus focus;
    focus.halls = hallsInView(*m_session->campus(), m_viewport->view());
    for (const model::MetricInfo& info : model::allMetrics())
        if (info.level == model::MetricLevel::Gpu && info.metric == m_overlay.metric)
            focus.gpuMetrics.set(static_cast<std::size_t>(info.metric));
    m_live->setFocus(focus);
    showClock();
}

/// What is shown, or what the feeds deliver, goes to a file as it comes.
void MainWindow::setRecording(bool on)
{
    const QSignalBlocker quiet(m_actions.at(QStringLiteral("record")));
    m_actions.at(QStringLiteral("record"))->setChecked(on && m_session);
    if (!on) {
        if (m_live)
            m_live->setListener({});
        if (m_recording)
            statusBar()->showMessage(tr("Recorded %1").arg(QDir::toNativeSeparators(m_recordingPath)), 8000);
        m_recording.reset();
        return;
    }
    if (m_recording || !m_session)
        return;
    const QDir folder(
        QDir(QStandardPaths::writableLocation(QStandardPaths::MoviesLocation)).filePath(QStringLiteral("Gigahall")));
    folder.mkpath(QStringLiteral(".")); // whether that worked is told by opening the file
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    m_recordingPath
        = folder.filePath(QStringLiteral("%1-%2.h5").arg(QString::fromStdString(m_session->campus()->key), stamp));
    model::RecordingOptions options;
    options.sinceEpoch = m_live != nullptr;
    options.program = "gigahall " GIGAHALL_VERSION;
    m_recording = std::make_shared<model::RecordingWorker>(m_session->campus(), m_recordingPath.toStdString(), options,
        [this] { QMetaObject::invokeMethod(this, &MainWindow::recordingFailed, Qt::QueuedConnection); });
    if (m_live)
        m_live->setListener([recording = m_recording](const model::FramePtr& frame) { recording->add(frame); });
    statusBar()->showMessage(tr("Recording to %1").arg(QDir::toNativeSeparators(m_recordingPath)), 8000);
}

void MainWindow::recordingFailed()
{
    if (!m_recording)
        return;
    const std::string problem = m_recording->state().problem;
    if (problem.empty())
        return;
    setRecording(false);
    showProblems({assets::Problem{m_recordingPath.toStdString(), 0, {}, problem}});
}

/// "live, 2 of 3 sources"; "connecting" until the first of them is there.
QString MainWindow::sourceText() const
{
    if (isForked())
        return tr("what if from %1").arg(clockText(m_whatIf->scenario().forkS().value_or(0), locale()));
    if (!m_live)
        return m_session && m_session->isReplay() ? tr("recorded") : tr("simulated");
    const auto health = m_live->health();
    const auto up = std::count_if(
        health.begin(), health.end(), [](const auto& feed) { return feed.health.state == model::FeedState::Up; });
    const bool starting = std::any_of(health.begin(), health.end(),
        [](const auto& feed) { return feed.health.state == model::FeedState::Connecting; });
    if (up == 0 && starting)
        return tr("connecting");
    QString text = isAtLive() ? tr("live") : tr("recorded");
    if (std::size_t(up) != health.size())
        text = tr("%1, %2 of %3 sources").arg(text).arg(up).arg(health.size());
    std::uint64_t unknown = 0;
    for (const auto& feed : health)
        unknown += feed.health.unknownKeyCount;
    return unknown == 0 ? text : tr("%1, %2 keys unknown").arg(text, formatCount(double(unknown), locale()));
}

/// A line a source: the whole of it is in the dialog.
QString MainWindow::sourceHint() const
{
    QStringList lines;
    if (m_live)
        for (const auto& feed : m_live->health())
            lines.append(QString::fromStdString(feed.name) + QStringLiteral(": ")
                + healthText(feed.health, m_live->nowS(), locale()));
    return lines.join(QLatin1Char('\n'));
}

void MainWindow::retranslateLive()
{
    const std::pair<const char*, QString> actions[]
        = {{"connections", tr("Live &connections...")}, {"backToLive", tr("Back to &live")}, {"record", tr("&Record")}};
    for (const auto& [name, text] : actions)
        m_actions.at(QString::fromLatin1(name))->setText(text);
}

void MainWindow::showLiveSpan()
{
    if (m_live)
        m_timeBar->setSpan(
            isForked() ? forkSpan() : model::TelemetrySource::TimeSpan{m_live->nowS() - kTrackS, m_live->nowS()});
    m_timeBar->setLive(m_live != nullptr, isAtLive());
    m_actions.at(QStringLiteral("backToLive"))->setEnabled(m_live && !isAtLive());
}

} // namespace gigahall::app
