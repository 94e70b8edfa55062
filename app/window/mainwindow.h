#pragma once

#include "app/cli/options.h"
#include "app/live/savedconnection.h"
#include "app/minus.h"
#include "app/theme/theme.h"
#include "app/viewport/viewportwidget.h"
#include "app/window/campusloader.h"
#include "model/simulation/telemetryworker.h"
#include "model/telemetry/alarmengine.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QSettings>
#include <QTimer>

#include <map>

namespace gigahall::model {
class LiveFeeds;
class RecordingWorker;
struct InService;
} // namespace gigahall::model

class QActionGroup;
class QDockWidget;
class QLabel;
class QPushButton;

namespace gigahall::app {

class AlarmPanel;
class BalancePanel;
class ChartsPanel;
class KeysOverlay;
class MetricBar;
class PlanWhatIf;
class PropertiesPanel;
class RolloutPanel;
class SourcesPanel;
class StatusLine;
class StoryDesk;
class TimeBar;
class TopList;
class TotalsPanel;
class Translations;
class TreePanel;
class WhatIf;
class WhatIfPanel;
struct ViewFile;

/// The window: one campus, one selection, one quantity, one clock, and the panels that show them. It is the only place
/// where these four change; panels get told and ask back through signals.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const ViewOptions& options, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens what the command line named: a campus, a view of the default campus, or a scene to import.
    void start();
    /// Opens a campus in the background; what is open stays until the new one is whole.
    void open(const SessionOptions& options);
    /// By what it is: campus, view, recording, 3D scene.
    void openFile(const QString& path);
    void select(model::AssetId id);
    void setOverlay(const Overlay& overlay);
    void setTheme(ThemeKind theme);
    void setLanguage(const QString& language);
    /// An asset goes out, or is in order again, now; parts of racks stand for their rack.
    void fail(model::AssetId id);
    void restore(model::AssetId id);
    /// Other racks in a space; the campus is built again in the background. `text` names it in the undo menu.
    void chooseHardware(const assets::HardwareChange& change, const QString& text);

    /// Live sources instead of the simulation; in their order. Problems are shown, and then nothing is connected.
    void connectLive(const std::vector<SavedConnection>& connections);
    const std::shared_ptr<model::LiveFeeds>& live() const { return m_live; }

    /// The date of the rollout that is shown, as a day number; nothing = the whole campus, without a date.
    void setDay(std::optional<double> day);
    std::optional<double> day() const;
    /// Part of the name of the device that was asked for; empty = the best.
    const std::string& gpu() const { return m_options.scene.gpu; }

    const std::shared_ptr<const Session>& session() const { return m_session; }
    model::AssetId selected() const { return m_selected; }
    const Overlay& overlay() const { return m_overlay; }
    /// What plays; and what is shown of it, which may be its difference from B.
    const model::FramePtr& frame() const { return m_frame; }
    const model::FramePtr& shown() const;
    /// B of the difference A minus B. Its frames come later; what can't be had is said in a dialog, and then there is
    /// none.
    void setMinus(const Minus& minus);
    const Minus& minus() const { return m_minus; }
    ThemeKind theme() const { return m_theme; }
    model::TelemetryWorker* worker() { return m_worker.get(); }
    ViewportWidget& viewport() { return *m_viewport; }
    TreePanel& tree() { return *m_tree; }
    PropertiesPanel& properties() { return *m_properties; }
    BalancePanel& balance() { return *m_balance; }
    ChartsPanel& charts() { return *m_charts; }
    WhatIfPanel& whatIfPanel() { return *m_whatIfPanel; }
    AlarmPanel& alarmPanel() { return *m_alarmPanel; }
    const model::AlarmEngine& alarms() const { return m_alarms; }
    /// What is watched from now on; rules that stay as they are keep what they know.
    void setAlarmRules(std::vector<model::AlarmRule> rules);
    WhatIf& whatIf() { return *m_whatIf; }
    PlanWhatIf& plan() { return *m_plan; }
    RolloutPanel& rollout() { return *m_rollout; }
    TotalsPanel& totals() { return *m_totals; }
    SourcesPanel& sources() { return *m_sources; }
    StoryDesk& stories() { return *m_stories; }
    /// All that makes this picture once more.
    ViewFile viewNow() const;
    QAction* action(const QString& name) const { return m_actions.at(name); }

signals:
    void liveChanged();
    void sessionOpened();
    void problemsShown();
    void screenshotSaved(const QString& path);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    // mainwindow.cpp
    void buildPanels();
    void connectPanels();
    QDockWidget* addDock(const QString& name, QWidget* content, Qt::DockWidgetArea area);
    void titleDock(const QString& name, const QString& title);
    void adopt(std::shared_ptr<Session> session);
    void showProblems(const std::vector<assets::Problem>& problems);
    void setBusy(const QString& text, bool cancellable = false);
    void placeBusyBox();
    QString hoverText(model::AssetId id) const;
    void retranslate();
    // mainwindowtime.cpp
    void startWorker(std::unique_ptr<model::TelemetrySource> source, double startS);
    void takeTelemetry();
    void takeSpan();
    void spreadFrame(double fadeSeconds, bool paced = false);
    void fillPanels();
    void requestPlanes();
    model::MetricSet wantedPlanes() const;
    void requestHistory();
    void setPaused(bool paused);
    void setSpeed(double speed);
    void setTime(double timeS);
    void step(int frames);
    void setLoop(bool on);
    void loopBack();
    void showClock();
    // mainwindowmenus.cpp
    void buildActions();
    void buildMenus();
    QAction* addAction(const char* name, const QList<QKeySequence>& keys, std::function<void()> run);
    QAction* addToggle(const char* name, bool on, std::function<void(bool)> run);
    void retranslateActions();
    void showContextMenu(model::AssetId id, QPoint globalPos);
    void about();
    // mainwindowwhatif.cpp
    void buildWhatIf();
    void fillWhatIfMenu();
    void addWhatIfEntries(QMenu& menu, model::AssetId id);
    void retranslateWhatIf();
    void applyScenario();
    void refreshWhatIf();
    void addHardwareEntries(QMenu& menu, model::AssetId id);
    void rebuild(const std::vector<assets::HardwareChange>& hardware);
    void keepRebuild(const std::vector<assets::HardwareChange>& before);
    bool canAsk() const;
    // mainwindowfork.cpp
    bool isMeasured() const;
    bool isForked() const;
    double nowS() const;
    std::unique_ptr<model::TelemetrySource> sourceFor(
        const model::Scenario& scenario, std::vector<assets::Problem>& problems);
    bool fitsMeasured(const model::Scenario& scenario) const;
    void leaveWhatIf();
    void nameWhatIf();
    model::TelemetrySource::TimeSpan forkSpan() const;
    // mainwindowrollout.cpp
    void buildRollout();
    void placeRollout(bool shown);
    void adoptRollout(bool keepShifts);
    void openPlan(const QString& path);
    void savePlan();
    void showPlan();
    void showDay(std::optional<double> day);
    void tellService();
    void retranslateRollout();
    // mainwindowlive.cpp
    void buildLive();
    void retranslateLive();
    void editConnections();
    void connectGiven();
    void disconnectLive();
    void dropLive();
    void backToLive();
    void followView();
    void showWhatThereIs(const std::vector<SavedConnection>& connections);
    void setRecording(bool on);
    void recordingFailed();
    void showLiveSpan();
    bool isAtLive() const;
    static void releaseLater(std::shared_ptr<model::LiveFeeds> feeds);
    QString sourceText() const;
    QString sourceHint() const;
    std::vector<SavedConnection> savedConnections() const;
    // mainwindowdifference.cpp
    void buildDifference();
    void retranslateDifference();
    void fillTimes(QMenu& menu);
    void askRecording();
    void toggleDifference();
    void chooseMinus(const Minus& minus);
    void renewDifference();
    void readComparison(int serial);
    void takeComparison(
        int serial, std::optional<model::Comparison> comparison, const std::vector<assets::Problem>& problems);
    void takeFrames(model::ComparedFrames frames);
    void dressDifference(Overlay& overlay) const;
    void showDifferenceChoice();
    void showTitle();
    // mainwindowcharts.cpp
    void buildCharts();
    void takeSeries();
    // mainwindowalarms.cpp
    void connectAlarms();
    void readAlarmRules();
    void editAlarmRules();
    void showAlarms();
    void findNextAlarm();
    void endAlarmSearch();
    void takeAlarmSearch();
    void tellAlarmAt(double timeS);
    void retranslateAlarms();
    // mainwindowfiles.cpp
    void chooseFile();
    void openRecording(const QString& path);
    void showWarnings();
    void chooseScene();
    void importScene(const QString& path);
    void openView(const QString& path);
    bool playShifts(const std::vector<WrittenShift>& written, const QString& path);
    void saveView();
    bool playScenario(const WrittenScenario& written, const QString& path);
    void screenshot();
    void applyViewSettings();
    void readSettings();
    void writeSettings();
    void writeOverlay();

    ViewOptions m_options;
    QSettings m_settings;
    std::unique_ptr<Translations> m_translations;
    ThemeKind m_theme = ThemeKind::Dark;
    QString m_language;
    ViewSettings m_view;

    std::shared_ptr<const Session> m_session;
    model::AssetId m_selected;
    Overlay m_overlay;
    model::FramePtr m_frame; ///< A, what plays
    model::ComparedFrames m_compared; ///< the same with B and the difference, where there is a B
    Minus m_minus, m_lastMinus; ///< what is chosen, and what was last
    Minus m_subtracted; ///< what the worker has; the chosen one may still be read from its file
    int m_minusSerial = 0;
    Overlay m_overlayBefore; ///< of the values while differences show, and the other way round
    std::unique_ptr<model::TelemetryWorker> m_worker;
    int m_workerSerial = 0;
    std::shared_ptr<model::LiveFeeds> m_live; ///< null = simulated or replayed
    model::FramePtr m_forkFrame; ///< of live values, at the moment a what-if began
    model::Scenario m_planned; ///< of what comes back when the live sources go
    std::shared_ptr<model::RecordingWorker> m_recording;
    QString m_recordingPath;
    QTimer* m_lookTimer = nullptr;
    QTimer m_panelTimer;
    QElapsedTimer m_sincePanels;
    std::shared_ptr<const model::InService> m_service; ///< what runs on the date of the rollout; null = all of it
    std::optional<std::pair<double, double>> m_loop; ///< times that are played again and again
    model::AlarmEngine m_alarms;
    /// Of the search for the next alarm, and where it goes.
    struct AlarmSearching
    {
        std::uint64_t serial = 0;
        double fromS = 0, toS = 0;
    };
    std::optional<AlarmSearching> m_searching;
    std::optional<double> m_toldAlarmS; ///< the alarm of this moment is to be told once its frame is there
    std::vector<std::uint8_t> m_markedRacks, m_markedPlant; ///< severities that the picture shows
    bool m_paused = false;
    double m_speed = 1;
    bool m_jump = true; ///< the next frame is no continuation: no fade
    QString m_viewToOpen;
    /// The same campus with other hardware is on its way: place, time and what was done to it stay.
    bool m_rebuilding = false;
    QString m_rebuildText; ///< of the undo command when it has arrived; empty = it is undo itself

    CampusLoader* m_loader;
    ViewportWidget* m_viewport;
    MetricBar* m_metricBar;
    TreePanel* m_tree;
    TopList* m_top;
    PropertiesPanel* m_properties;
    BalancePanel* m_balance;
    ChartsPanel* m_charts;
    WhatIfPanel* m_whatIfPanel;
    AlarmPanel* m_alarmPanel;
    WhatIf* m_whatIf;
    PlanWhatIf* m_plan;
    RolloutPanel* m_rollout;
    TotalsPanel* m_totals;
    SourcesPanel* m_sources;
    TimeBar* m_timeBar;
    StatusLine* m_status;
    StoryDesk* m_stories;
    KeysOverlay* m_keys;
    QWidget* m_busyBox;
    QLabel* m_busyText;
    QPushButton* m_cancel;
    std::map<QString, QDockWidget*> m_docks;
    std::map<QString, QAction*> m_actions;
    std::map<QString, QMenu*> m_menus;
    QActionGroup* m_themes;
    QActionGroup* m_languages;
};

} // namespace gigahall::app
