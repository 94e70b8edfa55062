#pragma once

#include "app/story/storyplayer.h"

#include <QMenu>
#include <QObject>
#include <QPointer>

#include <map>

class QAction;
class QMenuBar;

namespace gigahall::app {

class MainWindow;
class StoryEditor;
class VideoDialog;

/// Stories in the window: their menu, presenting, recording by flying, video.
class StoryDesk : public QObject
{
    Q_OBJECT

public:
    explicit StoryDesk(MainWindow& window);

    void addMenu(QMenuBar& bar);
    void retranslate();
    QAction* action(const QString& name) const { return m_actions.at(name); }

    /// Opens a story on the whole screen; by name or path.
    StoryPlayer* present(const QString& path);
    /// A key where the camera is now, at the end of the story that is being made.
    void addKeyHere();
    StoryEditor& editor();
    /// Into the editor. Problems are shown.
    void edit(const QString& path);
    VideoDialog* exportVideo(const QString& path);
    /// False where somebody wants to keep what was not saved.
    bool mayLeave();
    StoryPlayer* player() const { return m_player.data(); }

private:
    QAction* add(const QString& name, const QKeySequence& keys, std::function<void()> run);
    void fillStories();
    QString chooseStory();
    StageOptions look() const;
    StoryPlayer* play(StoryReel::Open open, double startS);
    StoryReel::Open editedStory();
    std::optional<StoryKey> keyHere() const;
    void showProblems(const std::vector<assets::Problem>& problems);

    MainWindow& m_window;
    QMenu *m_menu = nullptr, *m_stories = nullptr;
    std::map<QString, QAction*> m_actions;
    QPointer<StoryPlayer> m_player;
    StoryEditor* m_editor = nullptr;
    QPointer<VideoDialog> m_video;
};

} // namespace gigahall::app
