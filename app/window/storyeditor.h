#pragma once

#include "app/story/story.h"

#include <QDialog>
#include <QUndoStack>

class QLabel;
class QPushButton;
class QTableWidget;

namespace gigahall::app {

/// The keys of a story as a table: when, how long they rest, on which day, what is said. Cameras come from the view:
/// one flies there and adds a key, or gives a key another view. Cells are edited in place; what can't be read is put
/// back. Everything can be undone.
class StoryEditor : public QDialog
{
    Q_OBJECT

public:
    explicit StoryEditor(QWidget* parent = nullptr);
    ~StoryEditor() override;

    const Story& story() const { return m_story; }
    void setStory(const Story& story, const QString& path);
    /// The file it is from or was saved to; empty = none yet.
    const QString& path() const { return m_path; }
    bool isChanged() const { return !m_undo->isClean(); }
    QUndoStack& undoStack() { return *m_undo; }
    /// After the selected key, else at the end; some seconds later than what is before it.
    void addKey(const StoryKey& key);
    void removeKey();
    /// Camera, date, time and quantity of the selected key are those of another.
    void replaceView(const StoryKey& key);
    bool save(const QString& path);
    /// Asks what becomes of changes, where there are some. False: they are to stay.
    bool mayLeave();
    void retranslate();

signals:
    void addAsked(); ///< a key where the camera is
    void replaceAsked(); ///< of the selected key's view by that of the camera
    void previewAsked(double atS);
    void showAsked(const gigahall::render::View& camera);
    void failed(const QString& path, const QString& what);

private:
    class Edit;

    void build();
    void fill();
    void showStory(const Story& story, std::size_t selected);
    void takeCell(int row, int column);
    bool takeSeconds(StoryKey& key, int column, const QString& text) const;
    bool chooseAndSave();
    std::size_t selected() const; ///< number of keys = none
    void change(Story story, double selectedS, const QString& text);

    Story m_story;
    QString m_path;
    QUndoStack* m_undo;
    bool m_filling = false;
    QTableWidget* m_table;
    QLabel* m_title;
    QPushButton *m_add, *m_replace, *m_remove, *m_preview, *m_save;
};

} // namespace gigahall::app
