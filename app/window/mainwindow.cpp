#include "app/window/mainwindow.h"

#include "app/docks/alarmpanel.h"
#include "app/docks/assettext.h"
#include "app/docks/balancepanel.h"
#include "app/docks/chartspanel.h"
#include "app/docks/propertiespanel.h"
#include "app/docks/toplist.h"
#include "app/docks/treedock.h"
#include "app/docks/whatifpanel.h"
#include "app/rollout/rolloutpanel.h"
#include "app/scenery/format.h"
#include "app/viewport/imagepresenter.h"
#include "app/window/keysoverlay.h"
#include "app/window/metricbar.h"
#include "app/window/problemsdialog.h"
#include "app/window/statusline.h"
#include "app/window/storydesk.h"
#include "app/window/timebar.h"
#include "app/window/translations.h"
#include "app/window/whatif.h"
#include "model/feeds/livefeeds.h"
#include "model/feeds/recordingworker.h"

#include <QApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolBar>

namespace gigahall::app {

using model::AssetId;
using model::AssetKind;

MainWindow::MainWindow(const ViewOptions& options, QWidget* parent)
    : QMainWindow(parent)
    , m_options(options)
    , m_settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("gigahall"), QStringLiteral("gigahall"))
    , m_translations(std::make_unique<Translations>())
    , m_loader(new CampusLoader(this))
{
    applyTheme(*qApp, ThemeKind::Dark); // fonts and style before the first widget
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/gigahall.svg")));
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_panelTimer.setSingleShot(true);
    connect(&m_panelTimer, &QTimer::timeout, this, &MainWindow::fillPanels);
    buildWhatIf();
    buildPanels();
    buildActions();
    buildLive();
    m_stories = new StoryDesk(*this);
    buildDifference();
    buildMenus();
    connectPanels();
    retranslate();
    readSettings();
    readAlarmRules();
}

MainWindow::~MainWindow()
{
    m_whatIf->undoStack().disconnect(this); // it tells of its end, when there are no actions any more
    if (m_live)
        m_live->setNotify({});
    m_worker.reset();
}

void MainWindow::buildPanels()
{
    m_viewport = new ViewportWidget(
        std::make_unique<ImagePresenter>(render::DeviceOptions{.gpuName = m_options.scene.gpu}), this);
    setCentralWidget(m_viewport);
    m_metricBar = new MetricBar(this);
    setMenuWidget(m_metricBar);
    m_tree = new TreePanel(this);
    m_top = new TopList(this);
    m_properties = new PropertiesPanel(this);
    m_balance = new BalancePanel(this);
    m_whatIfPanel = new WhatIfPanel(m_actions.at(QStringLiteral("undo")), m_actions.at(QStringLiteral("redo")),
        m_actions.at(QStringLiteral("asPlanned")), this);
    m_alarmPanel = new AlarmPanel(this);
    QDockWidget* tree = addDock(QStringLiteral("tree"), m_tree, Qt::LeftDockWidgetArea);
    QDockWidget* top = addDock(QStringLiteral("top"), m_top, Qt::LeftDockWidgetArea);
    QDockWidget* properties = addDock(QStringLiteral("properties"), m_properties, Qt::RightDockWidgetArea);
    QDockWidget* whatIf = addDock(QStringLiteral("whatif"), m_whatIfPanel, Qt::RightDockWidgetArea);
    QDockWidget* balance = addDock(QStringLiteral("balance"), m_balance, Qt::BottomDockWidgetArea);
    buildCharts();
    buildRollout();
    QDockWidget* alarms = addDock(QStringLiteral("alarms"), m_alarmPanel, Qt::BottomDockWidgetArea);
    alarms->hide();
    whatIf->hide(); // until something is asked
    balance->hide();
    resizeDocks({tree, properties}, {252, 312}, Qt::Horizontal);
    resizeDocks({tree, top}, {520, 210}, Qt::Vertical);
    resizeDocks({properties, whatIf}, {480, 250}, Qt::Vertical);
    resizeDocks({balance, alarms}, {300, 240}, Qt::Vertical);

    m_timeBar = new TimeBar(this);
    auto* bottom = new QToolBar(this);
    bottom->setObjectName(QStringLiteral("timeBar"));
    bottom->setMovable(false);
    bottom->toggleViewAction()->setVisible(false);
    bottom->addWidget(m_timeBar);
    addToolBar(Qt::BottomToolBarArea, bottom);
    m_status = new StatusLine(this);
    setStatusBar(m_status);
    m_keys = new KeysOverlay(m_viewport);

    m_busyBox = new QWidget(m_viewport);
    m_busyBox->setAutoFillBackground(true);
    m_busyText = new QLabel(m_busyBox);
    m_cancel = new QPushButton(m_busyBox);
    m_cancel->setObjectName(QStringLiteral("cancelLoad"));
    auto* line = new QHBoxLayout(m_busyBox);
    line->setContentsMargins(16, 10, 12, 10);
    line->setSpacing(18);
    line->addWidget(m_busyText);
    line->addWidget(m_cancel);
    m_busyBox->hide();
}

QDockWidget* MainWindow::addDock(const QString& name, QWidget* content, Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(this);
    dock->setObjectName(QStringLiteral("dock.") + name);
    dock->setWidget(content);
    // A label instead of buttons: it still drags, and the View menu hides.
    auto* title = new QLabel(dock);
    title->setProperty("role", "heading");
    title->setContentsMargins(14, 11, 10, 7);
    dock->setTitleBarWidget(title);
    addDockWidget(area, dock);
    m_docks[name] = dock;
    return dock;
}

void MainWindow::titleDock(const QString& name, const QString& title)
{
    QDockWidget* dock = m_docks.at(name);
    dock->setWindowTitle(title);
    static_cast<QLabel*>(dock->titleBarWidget())->setText(title);
}

void MainWindow::connectPanels()
{
    connect(m_loader, &CampusLoader::loaded, this, &MainWindow::adopt);
    connect(m_loader, &CampusLoader::failed, this, [this](const std::vector<assets::Problem>& problems) {
        m_rebuilding = false;
        setBusy({});
        showProblems(problems);
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_searching)
            return endAlarmSearch();
        m_loader->cancel();
        m_rebuilding = false;
        setBusy({});
    });
    connect(m_viewport, &ViewportWidget::picked, this, &MainWindow::select);
    connect(m_viewport, &ViewportWidget::menuRequested, this, &MainWindow::showContextMenu);
    connect(m_viewport, &ViewportWidget::opened, this, [this](const DeviceFacts& device) {
        m_status->setDevice(device);
        setBusy({});
    });
    connect(m_viewport, &ViewportWidget::drawn, m_status, &StatusLine::setDrawn);
    connect(m_viewport, &ViewportWidget::failed, this, [this](const QString& what) {
        setBusy({});
        m_viewport->setMessage(tr("The graphics device does not answer: %1").arg(what));
    });
    m_viewport->setDescribe([this](AssetId id) { return hoverText(id); });
    connect(m_tree, &TreePanel::selected, this, &MainWindow::select);
    connect(m_tree, &TreePanel::goTo, this, [this](AssetId id) {
        m_viewport->goTo(id);
        if (m_tree->searchField().hasFocus())
            m_viewport->setFocus(); // found: the keys are the camera's again
    });
    connect(m_top, &TopList::selected, this, &MainWindow::select);
    connect(m_top, &TopList::goTo, m_viewport, &ViewportWidget::goTo);
    connect(m_properties, &PropertiesPanel::selected, this, &MainWindow::select);
    connect(m_whatIfPanel, &WhatIfPanel::selected, this, &MainWindow::select);
    connect(m_whatIfPanel, &WhatIfPanel::timeChosen, this, &MainWindow::setTime);
    connect(m_whatIf, &WhatIf::changed, this, &MainWindow::applyScenario);
    connectAlarms();
    connect(m_metricBar, &MetricBar::overlayChanged, this, &MainWindow::setOverlay);
    connect(m_timeBar, &TimeBar::pausedChanged, this, &MainWindow::setPaused);
    connect(m_timeBar, &TimeBar::stepAsked, this, &MainWindow::step);
    connect(m_timeBar, &TimeBar::nextAlarmAsked, this, &MainWindow::findNextAlarm);
    connect(m_timeBar, &TimeBar::loopAsked, this, &MainWindow::setLoop);
    connect(m_timeBar, &TimeBar::speedChanged, this, &MainWindow::setSpeed);
    connect(m_timeBar, &TimeBar::timeChanged, this, &MainWindow::setTime);
}

void MainWindow::open(const SessionOptions& options)
{
    endAlarmSearch();
    m_rebuilding = false;
    m_loader->load(options);
    const std::string& file = options.replay.empty() ? options.campus : options.replay;
    setBusy(tr("Opening %1").arg(QFileInfo(QString::fromStdString(file)).fileName()));
}

/// Everything is there: now, and only now, the old campus goes.
void MainWindow::adopt(std::shared_ptr<Session> session)
{
    setBusy(tr("Preparing the picture"));
    const bool rebuilt = m_rebuilding && m_session && m_worker && !m_live;
    // The time of the command line is for what the command line opened.
    const auto timeS = m_session ? std::nullopt : m_options.scene.timeS;
    const double startS = rebuilt ? nowS() : timeS.value_or(session->startTimeS());
    const std::string selection = rebuilt && m_selected.isValid() ? m_session->campus()->name(m_selected) : "";
    const std::vector<assets::HardwareChange> before
        = rebuilt ? m_session->options().hardware : std::vector<assets::HardwareChange>();
    m_worker.reset();
    m_frame.reset();
    m_compared = {};
    if (!rebuilt)
        m_minus = m_lastMinus = {};
    dropLive();
    setLoop(false);
    auto source = session->takeSource();
    m_session = std::move(session);
    const auto& campus = m_session->campus();
    m_selected = AssetId();
    m_tree->setCampus(campus);
    m_top->setCampus(campus);
    m_properties->setCampus(campus);
    m_status->setCampus(campus);
    m_balance->setBalance({});
    m_charts->setCampus(campus);
    m_whatIfPanel->setCampus(campus);
    m_alarms.setCampus(campus);
    m_markedRacks.clear();
    m_markedPlant.clear();
    m_alarmPanel->setCampus(campus);
    showAlarms();
    if (rebuilt)
        keepRebuild(before);
    else
        m_whatIf->reset(m_session->options().scenario);
    m_whatIfPanel->setScenario(m_whatIf->scenario());
    m_viewport->setMessage({});
    m_viewport->open(m_session, rebuilt);
    startWorker(std::move(source), startS);
    adoptRollout(rebuilt);
    if (const auto id = selection.empty() ? std::nullopt : campus->find(selection))
        select(*id);
    refreshWhatIf();
    showTitle();
    if (Minus given = std::exchange(m_options.scene.minus, {}); given.isGiven())
        setMinus(given);
    if (!m_viewToOpen.isEmpty())
        openView(std::exchange(m_viewToOpen, QString()));
    showWarnings();
    connectGiven();
    emit sessionOpened();
}

void MainWindow::showProblems(const std::vector<assets::Problem>& problems)
{
    auto* dialog = new ProblemsDialog(problems, this);
    dialog->open();
    if (!m_session)
        m_viewport->setMessage(tr("Open a campus or drop one here."));
    emit problemsShown();
}

void MainWindow::setBusy(const QString& text, bool cancellable)
{
    m_busyBox->setVisible(!text.isEmpty());
    m_busyText->setText(text);
    m_cancel->setVisible(cancellable || m_loader->busy());
    placeBusyBox();
}

void MainWindow::placeBusyBox()
{
    m_busyBox->adjustSize();
    m_busyBox->move((m_viewport->width() - m_busyBox->width()) / 2, 24);
    m_busyBox->raise();
}

void MainWindow::select(AssetId id)
{
    if (!m_session || id == m_selected)
        return;
    m_selected = id;
    m_viewport->setSelected(id);
    m_tree->setSelected(id);
    m_properties->setSelected(id);
    m_charts->setSelected(id);
    m_rollout->setSelected(id);
    if (m_frame)
        m_properties->setFrame(shown(), m_overlay, m_viewport->range(), m_compared);
    requestPlanes();
    requestHistory();
    refreshWhatIf();
}

void MainWindow::setOverlay(const Overlay& overlay)
{
    const bool otherMetric = overlay.metric != m_overlay.metric;
    const model::FramePtr before = shown();
    m_overlay = overlay;
    dressDifference(m_overlay);
    if (otherMetric) {
        m_jump = true;
        requestPlanes();
        showDifferenceChoice();
    }
    m_viewport->setOverlay(m_overlay);
    // Names have no difference: then it is what plays, and the other way round.
    spreadFrame(shown() == before ? -1 : 0);
    if (otherMetric)
        requestHistory();
}

/// Name and value, for the label at the pointer: what the colour says, so the mean where a rack stands for its GPUs.
QString MainWindow::hoverText(AssetId id) const
{
    if (!m_session)
        return {};
    const model::Campus& campus = *m_session->campus();
    QString text = id.kind() == AssetKind::Campus || id.kind() == AssetKind::Phase
        ? shortName(campus, id, locale())
        : QString::fromStdString(campus.name(id));
    const model::FramePtr frame = shown();
    const bool unknownPlant
        = id.kind() == AssetKind::Plant && frame && !knowsMetric(campus, *frame, m_overlay.metric, id);
    if (!hasMetric(campus, m_overlay.metric, id) || unknownPlant) {
        const QString kind = kindText(campus, id, locale());
        return kind.isEmpty() ? text : text + QLatin1Char('\n') + kind;
    }
    if (!frame)
        return text;
    const model::MetricInfo& info = frame->info(m_overlay.metric);
    const bool single = id.kind() == AssetKind::Rack || id.kind() == AssetKind::Plant;
    const QString value = model::isCategory(info.metric)
        ? levelText(campus, *frame, info.metric, id, locale())
        : formatMetric(static_cast<double>(frame->value(campus, info.metric, id)), info, locale());
    const bool mean = info.level == model::MetricLevel::Gpu ? id.kind() != AssetKind::Gpu : !single;
    text += QLatin1Char('\n') + (single ? metricTitle(info.metric, id) : metricTitle(info.metric)) + QLatin1Char(' ')
        + (mean ? tr("%1 on average").arg(value) : value);
    if (id.kind() == AssetKind::Plant)
        return text;
    const model::DataState state = frame->state(campus, m_overlay.metric, id);
    if (state == model::DataState::Stale || state == model::DataState::Bad || state == model::DataState::Missing)
        text += QStringLiteral(" \u00b7 ") + stateText(state);
    return text;
}

void MainWindow::setTheme(ThemeKind theme)
{
    m_theme = theme;
    applyTheme(*qApp, theme);
    m_view.theme = theme == ThemeKind::Dark ? render::Theme::Dark : render::Theme::Light;
    applyViewSettings();
    m_actions.at(theme == ThemeKind::Dark ? QStringLiteral("themeDark") : QStringLiteral("themeLight"))
        ->setChecked(true);
}

void MainWindow::setLanguage(const QString& language)
{
    m_language = language;
    m_translations->use(language);
    setLocale(QLocale());
    const QString name = language.isEmpty() ? QStringLiteral("System")
        : language == QLatin1String("de")   ? QStringLiteral("German")
                                            : QStringLiteral("English");
    m_actions.at(QStringLiteral("language") + name)->setChecked(true);
    spreadFrame(-1);
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::retranslate()
{
    m_cancel->setText(tr("Cancel"));
    const std::pair<const char*, QString> titles[] = {{"tree", tr("Campus")}, {"top", tr("Top racks")},
        {"properties", tr("Properties")}, {"whatif", tr("What if")}, {"balance", tr("Energy balance")},
        {"charts", tr("Charts")}, {"alarms", tr("Alarms")}};
    for (const auto& [name, title] : titles)
        titleDock(QString::fromLatin1(name), title);
    retranslateRollout();
    retranslateActions();
    showTitle();
}

} // namespace gigahall::app
