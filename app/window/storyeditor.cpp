#include "app/window/storyeditor.h"

#include "app/story/storyfile.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gigahall::app {
namespace {

constexpr double kApartS = 8; // a new key from the one before

// Columns of the table.
constexpr int kAt = 0, kDate = 1, kEnglish = 2, kGerman = 3, kColumns = 4;

} // namespace

StoryEditor::StoryEditor(QWidget* parent)
    : QDialog(parent)
    , m_table(new QTableWidget(0, kColumns, this))
    , m_title(new QLabel(this))
    , m_add(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_preview(new QPushButton(this))
    , m_save(new QPushButton(this))
{
    setObjectName(QStringLiteral("storyEditor"));
    setAttribute(Qt::WA_ShowWithoutActivating); // one goes on flying
    resize(720, 240);
    build();
    retranslate();
}

void StoryEditor::build()
{
    m_table->setObjectName(QStringLiteral("storyKeys"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(kAt, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(kDate, QHeaderView::ResizeToContents);
    m_add->setObjectName(QStringLiteral("storyAdd"));
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
    connect(m_remove, &QPushButton::clicked, this, &StoryEditor::removeKey);
    connect(m_preview, &QPushButton::clicked, this, [this] {
        if (!m_story.keys.empty())
            emit previewAsked(m_story.keys[selected() < m_story.keys.size() ? selected() : 0].atS);
    });
    connect(m_save, &QPushButton::clicked, this, &StoryEditor::chooseAndSave);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_add, m_remove, m_preview})
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
    m_table->setHorizontalHeaderLabels({tr("At (s)"), tr("Date"), tr("Caption, English"), tr("Caption, German")});
    m_add->setText(tr("Add key here"));
    m_remove->setText(tr("Delete key"));
    m_preview->setText(tr("Present from here"));
    m_save->setText(tr("Save..."));
    m_title->setText(m_path.isEmpty() ? tr("New story") : QFileInfo(m_path).fileName());
}

void StoryEditor::setStory(const Story& story, const QString& path)
{
    m_story = story;
    m_path = path;
    m_changed = false;
    retranslate();
    fill();
}

void StoryEditor::fill()
{
    m_filling = true;
    m_table->setRowCount(int(m_story.keys.size()));
    for (std::size_t i = 0; i < m_story.keys.size(); ++i) {
        const StoryKey& key = m_story.keys[i];
        const auto put = [&](int column, const std::string& text) {
            m_table->setItem(int(i), column, new QTableWidgetItem(QString::fromStdString(text)));
        };
        put(kAt, QString::number(key.atS).toStdString());
        put(kDate, key.date ? model::dayText(*key.date) : std::string());
        put(kEnglish, key.caption ? key.caption->en : std::string());
        put(kGerman, key.caption ? key.caption->de : std::string());
    }
    m_filling = false;
    m_remove->setEnabled(m_story.keys.size() > 1);
    m_preview->setEnabled(!m_story.keys.empty());
    m_save->setEnabled(!m_story.keys.empty());
}

std::size_t StoryEditor::selected() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? m_story.keys.size() : std::size_t(rows.front().row());
}

void StoryEditor::changed()
{
    // By time, the first at 0, none within another's hold.
    std::ranges::stable_sort(m_story.keys, {}, &StoryKey::atS);
    if (!m_story.keys.empty()) {
        const double shift = m_story.keys.front().atS;
        for (StoryKey& key : m_story.keys)
            key.atS -= shift;
        for (std::size_t i = 1; i < m_story.keys.size(); ++i) {
            StoryKey& before = m_story.keys[i - 1];
            before.holdS = std::min(before.holdS, m_story.keys[i].atS - before.atS);
        }
    }
    m_changed = true;
    fill();
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
    m_story.keys.push_back(added);
    changed();
}

void StoryEditor::removeKey()
{
    const std::size_t i = selected();
    if (i >= m_story.keys.size() || m_story.keys.size() < 2)
        return;
    // The story has to begin somewhere.
    if (i == 0 && !m_story.keys[1].camera)
        m_story.keys[1].camera = m_story.keys[0].camera;
    m_story.keys.erase(m_story.keys.begin() + std::ptrdiff_t(i));
    changed();
}

void StoryEditor::takeCell(int row, int column)
{
    if (m_filling)
        return;
    StoryKey& key = m_story.keys[std::size_t(row)];
    const QString text = m_table->item(row, column)->text().trimmed();
    if (column == kAt) {
        bool isNumber = false;
        const double at = text.toDouble(&isNumber);
        const auto isTaken = [&](const StoryKey& other) { return &other != &key && other.atS == at; };
        if (isNumber && at >= 0 && at <= 3600 && std::ranges::none_of(m_story.keys, isTaken))
            key.atS = at;
    } else if (column == kDate) {
        const auto day = model::parseDay(text.toStdString());
        if (day || text.isEmpty())
            key.date = day;
    } else {
        if (!key.caption)
            key.caption.emplace();
        (column == kEnglish ? key.caption->en : key.caption->de) = text.toStdString();
    }
    changed();
}

void StoryEditor::chooseAndSave()
{
    QString path = QFileDialog::getSaveFileName(this, tr("Save story"), m_path, tr("Story (*.story.json)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QLatin1String(".json")))
        path += QLatin1String(".story.json");
    save(path);
}

bool StoryEditor::save(const QString& path)
{
    const std::string wrong = writeStory(path.toStdString(), m_story);
    if (!wrong.empty()) {
        emit failed(path, QString::fromStdString(wrong));
        return false;
    }
    m_path = path;
    m_changed = false;
    retranslate();
    return true;
}

} // namespace gigahall::app
