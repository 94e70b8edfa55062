#include "app/window/storyeditor.h"

#include "app/story/storyfile.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gigahall::app {
namespace {

constexpr double kApartS = 8; // a new key from the one before

// Columns of the table.
constexpr int kAt = 0, kHold = 1, kDate = 2, kEnglish = 3, kGerman = 4, kColumns = 5;
constexpr double kLongestS = 3600;

/// By time, the first at 0, none within another's hold.
void tidy(std::vector<StoryKey>& keys)
{
    std::ranges::stable_sort(keys, {}, &StoryKey::atS);
    const double shift = keys.empty() ? 0 : keys.front().atS;
    for (StoryKey& key : keys)
        key.atS -= shift;
    for (std::size_t i = 1; i < keys.size(); ++i)
        keys[i - 1].holdS = std::min(keys[i - 1].holdS, keys[i].atS - keys[i - 1].atS);
}

} // namespace

/// Stories are small: each edit has the one before and the one after.
class StoryEditor::Edit : public QUndoCommand
{
public:
    struct State
    {
        Story story;
        std::size_t selected;
    };

    Edit(const QString& text, StoryEditor& editor, State before, State after)
        : QUndoCommand(text)
        , m_editor(editor)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }

    void undo() override { m_editor.showStory(m_before.story, m_before.selected); }
    void redo() override { m_editor.showStory(m_after.story, m_after.selected); }

private:
    StoryEditor& m_editor;
    State m_before, m_after;
};

StoryEditor::StoryEditor(QWidget* parent)
    : QDialog(parent)
    , m_undo(new QUndoStack(this))
    , m_table(new QTableWidget(0, kColumns, this))
    , m_title(new QLabel(this))
    , m_add(new QPushButton(this))
    , m_replace(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_preview(new QPushButton(this))
    , m_save(new QPushButton(this))
{
    setObjectName(QStringLiteral("storyEditor"));
    setAttribute(Qt::WA_ShowWithoutActivating); // one goes on flying
    resize(820, 260);
    build();
    retranslate();
}

StoryEditor::~StoryEditor()
{
    m_undo->disconnect(this); // it goes later, and tells that it does
}

void StoryEditor::build()
{
    m_table->setObjectName(QStringLiteral("storyKeys"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (const int column : {kAt, kHold, kDate})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_add->setObjectName(QStringLiteral("storyAdd"));
    m_replace->setObjectName(QStringLiteral("storyReplace"));
    m_remove->setObjectName(QStringLiteral("storyRemove"));
    m_preview->setObjectName(QStringLiteral("storyPreview"));
    m_save->setObjectName(QStringLiteral("storySave"));
    m_title->setProperty("role", "title");
    connect(m_table, &QTableWidget::cellChanged, this, &StoryEditor::takeCell);
    connect(m_table, &QTableWidget::cellDoubleClicked, this, [this](int row, int column) {
        const auto& key = m_story.keys[std::size_t(row)];
        if (column == kAt && key.camera)
            emit showAsked(*key.camera);
    });
    connect(m_add, &QPushButton::clicked, this, &StoryEditor::addAsked);
    connect(m_replace, &QPushButton::clicked, this, &StoryEditor::replaceAsked);
    connect(m_remove, &QPushButton::clicked, this, &StoryEditor::removeKey);
    connect(m_table, &QTableWidget::itemSelectionChanged, this,
        [this] { m_replace->setEnabled(selected() < m_story.keys.size()); });
    connect(m_preview, &QPushButton::clicked, this, [this] {
        if (!m_story.keys.empty())
            emit previewAsked(m_story.keys[selected() < m_story.keys.size() ? selected() : 0].atS);
    });
    connect(m_save, &QPushButton::clicked, this, &StoryEditor::chooseAndSave);
    connect(m_undo, &QUndoStack::cleanChanged, this, &StoryEditor::retranslate);
    QAction* undo = m_undo->createUndoAction(this);
    QAction* redo = m_undo->createRedoAction(this);
    undo->setShortcuts(QKeySequence::Undo);
    redo->setShortcuts(QKeySequence::Redo);
    addActions({undo, redo});
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_add, m_replace, m_remove, m_preview})
        buttons->addWidget(button);
    buttons->addStretch();
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->addWidget(m_title);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
}

void StoryEditor::retranslate()
{
    setWindowTitle(tr("Story"));
    m_table->setHorizontalHeaderLabels(
        {tr("At (s)"), tr("Rests (s)"), tr("Date"), tr("Caption, English"), tr("Caption, German")});
    m_add->setText(tr("Add key here"));
    m_replace->setText(tr("Use this view"));
    m_replace->setToolTip(tr("Camera, date, time and quantity of the selected key become those of the window"));
    m_remove->setText(tr("Delete key"));
    m_preview->setText(tr("Present from here"));
    m_save->setText(tr("Save..."));
    const QString name = m_path.isEmpty() ? tr("New story") : QFileInfo(m_path).fileName();
    m_title->setText(isChanged() ? name + QStringLiteral(" *") : name);
}

void StoryEditor::setStory(const Story& story, const QString& path)
{
    m_story = story;
    m_path = path;
    m_undo->clear();
    retranslate();
    fill();
}

void StoryEditor::fill()
{
    m_filling = true;
    m_table->setRowCount(int(m_story.keys.size()));
    for (std::size_t i = 0; i < m_story.keys.size(); ++i) {
        const StoryKey& key = m_story.keys[i];
        // Items stay: it may be one of them that tells of its change just now.
        const auto put = [&](int column, const std::string& text) {
            if (!m_table->item(int(i), column))
                m_table->setItem(int(i), column, new QTableWidgetItem);
            m_table->item(int(i), column)->setText(QString::fromStdString(text));
        };
        put(kAt, QString::number(key.atS).toStdString());
        put(kHold, key.holdS > 0 ? QString::number(key.holdS).toStdString() : std::string());
        put(kDate, key.date ? model::dayText(*key.date) : std::string());
        put(kEnglish, key.caption ? key.caption->en : std::string());
        put(kGerman, key.caption ? key.caption->de : std::string());
    }
    m_filling = false;
    m_replace->setEnabled(selected() < m_story.keys.size());
    m_remove->setEnabled(m_story.keys.size() > 1);
    m_preview->setEnabled(!m_story.keys.empty());
    m_save->setEnabled(!m_story.keys.empty());
}

std::size_t StoryEditor::selected() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? m_story.keys.size() : std::size_t(rows.front().row());
}

void StoryEditor::showStory(const Story& story, std::size_t selected)
{
    m_story = story;
    fill();
    if (selected < m_story.keys.size())
        m_table->selectRow(int(selected));
    else
        m_table->clearSelection();
}

/// `selectedS`: where the key is that is selected afterwards.
void StoryEditor::change(Story story, double selectedS, const QString& text)
{
    const double first = story.keys.empty() ? 0 : std::ranges::min(story.keys, {}, &StoryKey::atS).atS;
    tidy(story.keys);
    const auto key = std::ranges::find(story.keys, selectedS - first, &StoryKey::atS);
    const auto after = static_cast<std::size_t>(key - story.keys.begin());
    m_undo->push(new Edit(text, *this, {m_story, selected()}, {std::move(story), after}));
}

void StoryEditor::addKey(const StoryKey& key)
{
    StoryKey added = key;
    const std::size_t after = selected();
    const auto& keys = m_story.keys;
    if (keys.empty())
        added.atS = 0;
    else if (after + 1 < keys.size()) // into the gap
        added.atS = (keys[after].endS() + keys[after + 1].atS) / 2;
    else
        added.atS = keys.back().endS() + kApartS;
    Story story = m_story;
    story.keys.push_back(added);
    change(std::move(story), added.atS, tr("Add key here"));
}

void StoryEditor::removeKey()
{
    const std::size_t i = selected();
    if (i >= m_story.keys.size() || m_story.keys.size() < 2)
        return;
    Story story = m_story;
    // The story has to begin somewhere.
    if (i == 0 && !story.keys[1].camera)
        story.keys[1].camera = story.keys[0].camera;
    story.keys.erase(story.keys.begin() + std::ptrdiff_t(i));
    change(std::move(story), -1, tr("Delete key"));
}

void StoryEditor::replaceView(const StoryKey& key)
{
    const std::size_t i = selected();
    if (i >= m_story.keys.size())
        return;
    Story story = m_story;
    StoryKey& changed = story.keys[i];
    changed.camera = key.camera;
    changed.date = key.date;
    changed.timeS = key.timeS;
    changed.overlay = key.overlay;
    const double atS = changed.atS;
    change(std::move(story), atS, tr("Use this view"));
}

/// False where the text says nothing that fits.
bool StoryEditor::takeSeconds(StoryKey& key, int column, const QString& text) const
{
    bool isNumber = false;
    const double seconds = text.isEmpty() && column == kHold ? 0 : text.toDouble(&isNumber);
    if ((!isNumber && !text.isEmpty()) || !(seconds >= 0 && seconds <= kLongestS))
        return false;
    if (column == kHold) {
        key.holdS = seconds;
        return true;
    }
    const bool isTaken = std::ranges::find(m_story.keys, seconds, &StoryKey::atS) != m_story.keys.end();
    if (isTaken || text.isEmpty())
        return false;
    key.atS = seconds;
    return true;
}

void StoryEditor::takeCell(int row, int column)
{
    if (m_filling)
        return;
    Story story = m_story;
    StoryKey& key = story.keys[std::size_t(row)];
    const QString text = m_table->item(row, column)->text().trimmed();
    bool isTaken = true;
    if (column == kAt || column == kHold) {
        isTaken = takeSeconds(key, column, text);
    } else if (column == kDate) {
        const auto day = model::parseDay(text.toStdString());
        isTaken = day || text.isEmpty();
        if (isTaken)
            key.date = day;
    } else {
        if (!key.caption)
            key.caption.emplace();
        (column == kEnglish ? key.caption->en : key.caption->de) = text.toStdString();
    }
    if (!isTaken)
        return fill();
    const double atS = key.atS;
    change(std::move(story), atS, m_table->horizontalHeaderItem(column)->text());
}

bool StoryEditor::mayLeave()
{
    if (!isChanged())
        return true;
    QMessageBox box(QMessageBox::Question, tr("Story"), tr("%1 was changed. Save it?").arg(m_title->text()),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save:
        return m_path.isEmpty() ? chooseAndSave() : save(m_path);
    case QMessageBox::Discard:
        m_undo->setClean();
        return true;
    default:
        return false;
    }
}

/// False where it was not saved.
bool StoryEditor::chooseAndSave()
{
    QString path = QFileDialog::getSaveFileName(this, tr("Save story"), m_path, tr("Story (*.story.json)"));
    if (path.isEmpty())
        return false;
    if (!path.endsWith(QLatin1String(".json")))
        path += QLatin1String(".story.json");
    return save(path);
}

bool StoryEditor::save(const QString& path)
{
    const std::string wrong = writeStory(path.toStdString(), m_story);
    if (!wrong.empty()) {
        emit failed(path, QString::fromStdString(wrong));
        return false;
    }
    m_path = path;
    m_undo->setClean();
    retranslate();
    return true;
}

} // namespace gigahall::app
