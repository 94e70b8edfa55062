// Actions, menus and what they are called.
#include "app/window/mainwindow.h"

#include "app/docks/treedock.h"
#include "app/window/keysoverlay.h"
#include "app/window/metricbar.h"
#include "app/window/storydesk.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace gigahall::app {

QAction* MainWindow::addAction(const char* name, const QList<QKeySequence>& keys, std::function<void()> run)
{
    auto* action = new QAction(this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    QWidget::addAction(action);
    m_actions[QString::fromLatin1(name)] = action;
    return action;
}

QAction* MainWindow::addToggle(const char* name, bool on, std::function<void(bool)> run)
{
    QAction* action = addAction(name, {}, [] {});
    action->setCheckable(true);
    action->setChecked(on);
    connect(action, &QAction::toggled, this, std::move(run));
    return action;
}

void MainWindow::buildActions()
{
    using Axis = CameraController::Axis;
    addAction("open", {QKeySequence::Open}, [this] { chooseFile(); });
    addAction("import", {QKeySequence(Qt::CTRL | Qt::Key_I)}, [this] { chooseScene(); });
    addAction("saveView", {QKeySequence::Save}, [this] { saveView(); });
    addAction("savePlan", {}, [this] { savePlan(); });
    addAction("screenshot", {QKeySequence(Qt::Key_F12)}, [this] { screenshot(); });
    addAction("alarmRules", {}, [this] { editAlarmRules(); });
    addAction("quit", {QKeySequence::Quit}, [this] { close(); });

    addAction("home", {QKeySequence(Qt::Key_Home)}, [this] { m_viewport->home(); });
    addAction("frame", {QKeySequence(Qt::Key_F)}, [this] { m_viewport->frameSelection(); });
    addAction("front", {QKeySequence(Qt::Key_1)}, [this] { m_viewport->lookAlong(Axis::Front); });
    addAction("right", {QKeySequence(Qt::Key_3)}, [this] { m_viewport->lookAlong(Axis::Right); });
    addAction("topView", {QKeySequence(Qt::Key_7)}, [this] { m_viewport->lookAlong(Axis::Top); });
    addAction("orthographic", {QKeySequence(Qt::Key_5)}, [this] { m_viewport->toggleOrthographic(); });
    addAction("find", {QKeySequence::Find}, [this] {
        m_docks.at(QStringLiteral("tree"))->show();
        m_tree->focusSearch();
    });
    addAction("clear", {QKeySequence(Qt::Key_Escape)}, [this] {
        if (m_searching)
            return endAlarmSearch();
        m_viewport->setFocus();
        select({});
    });
    addAction("play", {QKeySequence(Qt::Key_Space)}, [this] { setPaused(!m_paused); });
    addAction("stepBack", {QKeySequence(Qt::Key_BracketLeft)}, [this] { step(-1); });
    addAction("stepOn", {QKeySequence(Qt::Key_BracketRight)}, [this] { step(1); });
    addAction("nextAlarm", {QKeySequence(Qt::Key_N)}, [this] { findNextAlarm(); });
    addAction("keys", {QKeySequence(Qt::Key_H)}, [this] { m_keys->toggle(); });
    addAction("about", {}, [this] { about(); });

    const auto toggle = [this](bool ViewSettings::*member) {
        return [this, member](bool on) {
            m_view.*member = on;
            applyViewSettings();
        };
    };
    addToggle("roofs", true, toggle(&ViewSettings::roofs));
    addToggle("trueScale", false, toggle(&ViewSettings::trueScale));
    addToggle("flatData", false, toggle(&ViewSettings::flatData));
    addToggle("labels", true, toggle(&ViewSettings::labels));
    addToggle("reducedMotion", false, [this](bool on) { m_viewport->setReducedMotion(on); });
    QAction* full = addToggle(
        "fullScreen", false, [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    full->setShortcut(QKeySequence(Qt::Key_F11));

    m_themes = new QActionGroup(this);
    m_themes->addAction(addAction("themeDark", {}, [this] { setTheme(ThemeKind::Dark); }));
    m_themes->addAction(addAction("themeLight", {}, [this] { setTheme(ThemeKind::Light); }));
    m_languages = new QActionGroup(this);
    m_languages->addAction(addAction("languageSystem", {}, [this] { setLanguage({}); }));
    m_languages->addAction(addAction("languageEnglish", {}, [this] { setLanguage(QStringLiteral("en")); }));
    m_languages->addAction(addAction("languageGerman", {}, [this] { setLanguage(QStringLiteral("de")); }));
    for (QActionGroup* group : {m_themes, m_languages}) {
        for (QAction* action : group->actions())
            action->setCheckable(true);
    }
}

void MainWindow::buildMenus()
{
    QMenuBar& bar = m_metricBar->menuBar();
    const auto fill = [this](QMenu* menu, std::initializer_list<const char*> names) {
        for (const char* name : names) {
            if (name == nullptr)
                menu->addSeparator();
            else
                menu->addAction(m_actions.at(QString::fromLatin1(name)));
        }
    };
    QMenu* file = m_menus[QStringLiteral("file")] = bar.addMenu(QString());
    fill(file,
        {"open", "import", nullptr, "connections", "record", "backToLive", nullptr, "saveView", "savePlan",
            "screenshot", nullptr, "quit"});

    QMenu* view = m_menus[QStringLiteral("view")] = bar.addMenu(QString());
    fill(view,
        {"home", "frame", "find", nullptr, "front", "right", "topView", "orthographic", nullptr, "roofs", "trueScale",
            "flatData", "labels", "reducedMotion", nullptr});
    view->addMenu(m_menus.at(QStringLiteral("difference")));
    QMenu* panels = m_menus[QStringLiteral("panels")] = view->addMenu(QString());
    for (const char* name :
        {"tree", "top", "properties", "whatif", "balance", "charts", "alarms", "rollout", "totals", "sources"})
        panels->addAction(m_docks.at(QString::fromLatin1(name))->toggleViewAction());
    QMenu* theme = m_menus[QStringLiteral("theme")] = view->addMenu(QString());
    fill(theme, {"themeDark", "themeLight"});
    QMenu* language = m_menus[QStringLiteral("language")] = view->addMenu(QString());
    fill(language, {"languageSystem", "languageEnglish", "languageGerman"});
    fill(view, {"nextAlarm", "alarmRules", nullptr, "fullScreen"});
    QAction* alarms = m_docks.at(QStringLiteral("alarms"))->toggleViewAction();
    alarms->setShortcut(QKeySequence(Qt::Key_A));
    QWidget::addAction(alarms);

    fillWhatIfMenu();
    m_stories->addMenu(bar);

    QMenu* help = m_menus[QStringLiteral("help")] = bar.addMenu(QString());
    fill(help, {"keys", "about"});
}

void MainWindow::retranslateActions()
{
    const std::pair<const char*, QString> actions[] = {{"open", tr("&Open...")}, {"import", tr("&Import 3D scene...")},
        {"saveView", tr("&Save view...")}, {"savePlan", tr("Save &plan...")}, {"screenshot", tr("S&creenshot")},
        {"quit", tr("&Quit")}, {"home", tr("&Everything")}, {"frame", tr("Selection in the &middle")},
        {"front", tr("From the &front")}, {"right", tr("From the &right")}, {"topView", tr("From the &top")},
        {"orthographic", tr("&Parallel or perspective")}, {"find", tr("F&ind asset")}, {"clear", tr("Select nothing")},
        {"play", tr("Pause and play")}, {"stepBack", tr("One step back")}, {"stepOn", tr("One step on")},
        {"nextAlarm", tr("To the &next alarm")}, {"keys", tr("&Keys and mouse")}, {"about", tr("&About Gigahall")},
        {"roofs", tr("R&oofs")}, {"trueScale", tr("Roof &diagrams true to scale")},
        {"flatData", tr("Data without s&hading")}, {"labels", tr("&Labels")}, {"reducedMotion", tr("R&educed motion")},
        {"fullScreen", tr("F&ull screen")}, {"themeDark", tr("&Dark")}, {"themeLight", tr("&Light")},
        {"languageSystem", tr("As the &system")},
        // Languages are called what their speakers call them.
        {"languageEnglish", QStringLiteral("&English")}, {"languageGerman", QStringLiteral("&Deutsch")}};
    for (const auto& [name, text] : actions)
        m_actions.at(QString::fromLatin1(name))->setText(text);
    const std::pair<const char*, QString> menus[] = {{"file", tr("&File")}, {"view", tr("&View")},
        {"help", tr("&Help")}, {"panels", tr("P&anels")}, {"theme", tr("&Theme")}, {"language", tr("&Language")}};
    for (const auto& [name, text] : menus)
        m_menus.at(QString::fromLatin1(name))->setTitle(text);
    retranslateAlarms();
    retranslateWhatIf();
    retranslateLive();
    m_stories->retranslate();
    retranslateDifference();
}

void MainWindow::showContextMenu(model::AssetId id, QPoint globalPos)
{
    if (!m_session)
        return;
    QMenu menu(this);
    if (id.isValid()) {
        const QString name = QString::fromStdString(m_session->campus()->name(id));
        menu.addAction(tr("Go to %1").arg(name), this, [this, id] { m_viewport->goTo(id); });
        menu.addAction(tr("Select"), this, [this, id] { select(id); });
        menu.addAction(tr("Copy name"), this, [name] { QApplication::clipboard()->setText(name); });
        menu.addSeparator();
        addWhatIfEntries(menu, id);
    }
    menu.addAction(m_actions.at(QStringLiteral("home")));
    menu.addAction(m_actions.at(QStringLiteral("screenshot")));
    menu.exec(globalPos);
}

void MainWindow::about()
{
    QMessageBox::about(this, tr("About Gigahall"),
        tr("<p style='font-size:16px'>Gigahall %1</p><p>A visual digital twin of gigawatt-scale AI campuses.</p>"
           "<p>Qt %2. Typeface Inter (OFL).</p>")
            .arg(QStringLiteral(GIGAHALL_VERSION), QString::fromLatin1(qVersion())));
}

} // namespace gigahall::app
