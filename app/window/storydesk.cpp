#include "app/window/storydesk.h"

#include "app/rollout/planwhatif.h"
#include "app/story/storyfile.h"
#include "app/window/mainwindow.h"
#include "app/window/problemsdialog.h"
#include "app/window/storyeditor.h"
#include "app/window/videodialog.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>
#include <QScreen>
#include <QStatusBar>

#include <algorithm>

namespace gigahall::app {
namespace {

constexpr int kMessageMs = 6000;

StoryReel::Open openerOf(const QString& path)
{
    return [file = path.toStdString()](std::vector<assets::Problem>& problems) { return openStory(file, problems); };
}

} // namespace

StoryDesk::StoryDesk(MainWindow& window)
    : QObject(&window)
    , m_window(window)
{
    add(QStringLiteral("presentFile"), QKeySequence(Qt::Key_F5), [this] {
        if (const QString path = chooseStory(); !path.isEmpty())
            present(path);
    });
    add(QStringLiteral("addKey"), QKeySequence(Qt::Key_K), [this] { addKeyHere(); });
    add(QStringLiteral("editStory"), {}, [this] {
        if (const QString path = chooseStory(); !path.isEmpty())
            edit(path);
    });
    add(QStringLiteral("exportVideo"), {}, [this] {
        if (const QString path = chooseStory(); !path.isEmpty())
            exportVideo(path);
    });
}

QAction* StoryDesk::add(const QString& name, const QKeySequence& keys, std::function<void()> run)
{
    auto* action = new QAction(this);
    action->setObjectName(name);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    static_cast<QWidget&>(m_window).addAction(action);
    m_actions[name] = action;
    return action;
}

void StoryDesk::addMenu(QMenuBar& bar)
{
    m_menu = bar.addMenu(QString());
    m_stories = m_menu->addMenu(QString());
    fillStories();
    for (const char* name : {"presentFile", "", "addKey", "editStory", "", "exportVideo"}) {
        if (*name == '\0')
            m_menu->addSeparator();
        else
            m_menu->addAction(m_actions.at(QString::fromLatin1(name)));
    }
}

void StoryDesk::fillStories()
{
    m_stories->clear();
    const std::string language = m_window.locale().language() == QLocale::German ? "de" : "en";
    for (const std::string& path : shippedStories())
        if (const StoryResult read = readStory(path); read.story) {
            const QString file = QString::fromStdString(path);
            m_stories->addAction(
                QString::fromStdString(read.story->title.in(language)), this, [this, file] { present(file); });
        }
}

void StoryDesk::retranslate()
{
    m_menu->setTitle(tr("&Story"));
    m_stories->setTitle(tr("&Present"));
    fillStories();
    action(QStringLiteral("presentFile"))->setText(tr("Present &file..."));
    action(QStringLiteral("addKey"))->setText(tr("Add &key here"));
    action(QStringLiteral("editStory"))->setText(tr("&Edit story..."));
    action(QStringLiteral("exportVideo"))->setText(tr("Export &video..."));
    if (m_editor)
        m_editor->retranslate();
}

QString StoryDesk::chooseStory()
{
    const auto shipped = shippedStories();
    const QString folder
        = shipped.empty() ? QString() : QFileInfo(QString::fromStdString(shipped.front())).absolutePath();
    return QFileDialog::getOpenFileName(&m_window, tr("Story"), folder, tr("Story (*.story.json)"));
}

void StoryDesk::showProblems(const std::vector<assets::Problem>& problems)
{
    auto* dialog = new ProblemsDialog(problems, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    emit m_window.problemsShown();
}

StageOptions StoryDesk::look() const
{
    return {.device = {.gpuName = m_window.gpu()},
        .theme = m_window.theme() == ThemeKind::Dark ? render::Theme::Dark : render::Theme::Light,
        .locale = QLocale()};
}

StoryPlayer* StoryDesk::present(const QString& path)
{
    return play(openerOf(path), 0);
}

StoryPlayer* StoryDesk::play(StoryReel::Open open, double startS)
{
    if (m_player)
        m_player->close();
    m_player = new StoryPlayer(std::move(open), look(), startS, false, &m_window);
    connect(m_player, &StoryPlayer::failed, this, &StoryDesk::showProblems);
    m_player->setGeometry(m_window.screen()->geometry()); // where no window manager does it
    m_player->showFullScreen();
    m_player->activateWindow();
    m_player->setFocus();
    return m_player;
}

StoryEditor& StoryDesk::editor()
{
    if (m_editor)
        return *m_editor;
    m_editor = new StoryEditor(&m_window);
    // At the foot of the view, so that one sees where one flies.
    const ViewportWidget& view = m_window.viewport();
    m_editor->move(view.mapToGlobal(QPoint(24, std::max(0, view.height() - m_editor->height() - 24))));
    connect(m_editor, &StoryEditor::addAsked, this, &StoryDesk::addKeyHere);
    connect(m_editor, &StoryEditor::replaceAsked, this, [this] {
        if (const auto key = keyHere())
            m_editor->replaceView(*key);
    });
    connect(m_editor, &StoryEditor::showAsked, &m_window.viewport(), &ViewportWidget::flyTo);
    connect(m_editor, &StoryEditor::previewAsked, this, [this](double atS) { play(editedStory(), atS); });
    connect(m_editor, &StoryEditor::failed, this, [this](const QString& path, const QString& what) {
        showProblems({{path.toStdString(), 0, {}, what.toStdString()}});
    });
    return *m_editor;
}

StoryReel::Open StoryDesk::editedStory()
{
    return [story = editor().story(), path = editor().path().toStdString()](
               std::vector<assets::Problem>& problems) { return stageStory(story, path, problems); };
}

void StoryDesk::edit(const QString& path)
{
    const StoryResult read = readStory(resolveStoryPath(path.toStdString()));
    if (!read.story)
        return showProblems(read.problems);
    if (!mayLeave())
        return;
    editor().setStory(*read.story, path);
    editor().show();
}

bool StoryDesk::mayLeave()
{
    return !m_editor || m_editor->mayLeave();
}

void StoryDesk::addKeyHere()
{
    const auto key = keyHere();
    if (!key)
        return;
    const auto& session = m_window.session();
    if (editor().story().keys.empty()) {
        Story fresh;
        fresh.title = {tr("New story").toStdString(), {}};
        fresh.campus = session->options().campus;
        fresh.plan = m_window.plan().choice();
        editor().setStory(fresh, {});
    }
    editor().addKey(*key);
    editor().show();
    m_window.viewport().setFocus();
    m_window.statusBar()->showMessage(tr("Key %1 of the story").arg(editor().story().keys.size()), kMessageMs);
}

/// What the window shows; nothing before it shows anything.
std::optional<StoryKey> StoryDesk::keyHere() const
{
    if (!m_window.session())
        return std::nullopt;
    StoryKey key;
    key.camera = m_window.viewport().view();
    key.camera->orthographic = false;
    key.camera->sizePx = render::View().sizePx;
    if (m_window.day())
        key.date = model::dayAt(*m_window.day());
    if (m_window.frame())
        key.timeS = m_window.frame()->timeS;
    const Overlay& overlay = m_window.overlay();
    key.overlay.metric = overlay.metric;
    key.overlay.rangeMode = overlay.rangeMode;
    key.overlay.lo = overlay.lo;
    key.overlay.hi = overlay.hi;
    return key;
}

VideoDialog* StoryDesk::exportVideo(const QString& path)
{
    QString name = QFileInfo(path).fileName();
    name.remove(QStringLiteral(".story.json"));
    m_video = new VideoDialog(openerOf(path), name, look(), &m_window);
    m_video->show();
    return m_video;
}

} // namespace gigahall::app
