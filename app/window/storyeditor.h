#pragma once

#include "app/story/story.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTableWidget;

namespace gigahall::app {

/// The keys of a story as a table: when, on which day, what is said. Cameras come from the view, one flies there and
/// adds a key. Cells are edited in place; what can't be read is put back.
class StoryEditor : public QDialog
{
    Q_OBJECT

public:
    explicit StoryEditor(QWidget* parent = nullptr);

    const Story& story() const { return m_story; }
    void setStory(const Story& story, const QString& path);
    /// The file it is from or was saved to; empty = none yet.
    const QString& path() const { return m_path; }
    bool isChanged() const { return m_changed; }
    /// After the selected key, else at the end; some seconds later than what is before it.
    void addKey(const StoryKey& key);
    void removeKey();
    bool save(const QString& path);
    void retranslate();

signals:
    void addAsked(); ///< a key where the camera is
    void previewAsked(double atS);
    void showAsked(const gigahall::render::View& camera);
    void failed(const QString& path, const QString& what);

private:
    void build();
    void fill();
    void takeCell(int row, int column);
    void chooseAndSave();
    std::size_t selected() const; ///< number of keys = none
    void changed();

    Story m_story;
    QString m_path;
    bool m_changed = false, m_filling = false;
    QTableWidget* m_table;
    QLabel* m_title;
    QPushButton *m_add, *m_remove, *m_preview, *m_save;
};

} // namespace gigahall::app
