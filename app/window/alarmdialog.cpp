#include "app/window/alarmdialog.h"

#include "app/theme/theme.h"
#include "assets/import/alarmfile.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace gigahall::app {

namespace {

/// A list to choose from where there are only so many values, else text.
class RuleDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto& table = static_cast<const AlarmRuleTable&>(*index.model());
        const QStringList choices = table.choices(index.row(), index.column());
        if (choices.isEmpty())
            return QStyledItemDelegate::createEditor(parent, option, index);
        auto* box = new QComboBox(parent);
        box->addItems(choices);
        // What is picked counts at once.
        connect(box, &QComboBox::activated, this, [this, box] {
            auto* self = const_cast<RuleDelegate*>(this);
            emit self->commitData(box);
            emit self->closeEditor(box);
        });
        return box;
    }

    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        if (auto* box = qobject_cast<QComboBox*>(editor))
            box->setCurrentIndex(index.data(Qt::EditRole).toInt());
        else
            QStyledItemDelegate::setEditorData(editor, index);
    }

    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override
    {
        if (auto* box = qobject_cast<QComboBox*>(editor))
            model->setData(index, box->currentIndex(), Qt::EditRole);
        else
            QStyledItemDelegate::setModelData(editor, model, index);
    }
};

QString filter()
{
    return AlarmDialog::tr("Alarm rules (*.alarms.json)");
}

} // namespace

AlarmDialog::AlarmDialog(std::vector<model::AlarmRule> rules, std::shared_ptr<const model::Campus> campus,
    model::FramePtr frame, QWidget* parent)
    : QDialog(parent)
    , m_table(new AlarmRuleTable(std::move(campus), std::move(frame), this))
    , m_view(new QTableView(this))
    , m_verdict(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setObjectName(QStringLiteral("alarmDialog"));
    setWindowTitle(tr("Alarm rules"));
    resize(1240, 500);
    m_table->setLook(locale(), palette());
    m_view->setObjectName(QStringLiteral("alarmRuleTable"));
    m_view->setModel(m_table);
    m_view->setItemDelegate(new RuleDelegate(m_view));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
        | QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(28);
    m_view->horizontalHeader()->setHighlightSections(false);
    const int widths[AlarmRuleTable::ColumnCount] = {190, 92, 134, 106, 80, 82, 168, 82, 56, 90, 50, 60};
    for (int column = 0; column < AlarmRuleTable::ColumnCount; ++column)
        m_view->setColumnWidth(column, widths[column]);
    m_view->horizontalHeader()->setSectionResizeMode(AlarmRuleTable::NameColumn, QHeaderView::Stretch);
    m_verdict->setObjectName(QStringLiteral("alarmVerdict"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setMinimumHeight(36);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(m_view, 1);
    column->addWidget(m_verdict);
    column->addLayout(buildButtons());

    m_table->setRules(std::move(rules));
    connect(m_table, &AlarmRuleTable::changed, this, &AlarmDialog::refresh);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AlarmDialog::refresh);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        emit chosen(m_table->rules(), m_file);
        accept();
    });
    goTo(0);
}

/// An editor that is open writes what is in it as the dialog goes: nobody is there any more to be told.
AlarmDialog::~AlarmDialog()
{
    disconnect(m_table, nullptr, this, nullptr);
}

QLayout* AlarmDialog::buildButtons()
{
    auto* line = new QHBoxLayout;
    const auto button = [&](const char* name, const QString& text, auto run) {
        auto* made = new QPushButton(text, this);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, run);
        line->addWidget(made);
        return made;
    };
    button("addRule", tr("Add"), [this] {
        goTo(m_table->add(row()));
        m_view->edit(m_view->currentIndex());
    });
    m_ofRow.push_back(button("duplicateRule", tr("Duplicate"), [this] { goTo(m_table->duplicate(row())); }));
    m_ofRow.push_back(button("removeRule", tr("Remove"), [this] {
        const int at = row();
        m_table->remove(at);
        goTo(std::min(at, m_table->rowCount() - 1));
    }));
    line->addSpacing(12);
    button("loadRules", tr("Load..."), [this] {
        if (const QString path = QFileDialog::getOpenFileName(this, tr("Load alarm rules"), m_file, filter());
            !path.isEmpty())
            load(path);
    });
    button("saveRules", tr("Save as..."), [this] {
        QString path = QFileDialog::getSaveFileName(this, tr("Save alarm rules"), m_file, filter());
        if (!path.isEmpty() && !path.endsWith(QLatin1String(".json")))
            path += QLatin1String(".alarms.json");
        if (!path.isEmpty())
            save(path);
    });
    button("shippedRules", tr("Shipped rules"), [this] { load(QString::fromStdString(assets::defaultAlarmFile())); });
    line->addStretch(1);
    line->addWidget(m_buttons);
    return line;
}

bool AlarmDialog::load(const QString& path)
{
    const auto read = assets::readAlarmFile(path.toStdString());
    if (!read.rules) {
        QStringList lines;
        for (const assets::Problem& problem : read.problems)
            lines.append(QString::fromStdString(problem.text()));
        const qsizetype more = lines.size() - 3;
        lines = lines.mid(0, 3);
        if (more > 0)
            lines.append(tr("and %n more", nullptr, static_cast<int>(more)));
        say(lines.join(QLatin1Char('\n')), true);
        return false;
    }
    m_file = path;
    m_table->setRules(*read.rules);
    goTo(0);
    return true;
}

bool AlarmDialog::save(const QString& path)
{
    const std::string problem = assets::writeAlarmFile(path.toStdString(), m_table->rules());
    if (!problem.empty()) {
        say(QString::fromStdString(problem), true);
        return false;
    }
    m_file = path;
    say(tr("Saved as %1").arg(QFileInfo(path).fileName()), false);
    return true;
}

int AlarmDialog::row() const
{
    return m_view->currentIndex().isValid() ? m_view->currentIndex().row() : m_table->rowCount() - 1;
}

void AlarmDialog::goTo(int row)
{
    if (row >= 0 && row < m_table->rowCount())
        m_view->setCurrentIndex(m_table->index(row, AlarmRuleTable::NameColumn));
    refresh();
}

void AlarmDialog::say(const QString& text, bool bad)
{
    QPalette colours = palette();
    if (bad)
        colours.setColor(QPalette::WindowText, themeColours(palette()).critical);
    m_verdict->setPalette(colours);
    m_verdict->setText(text);
}

void AlarmDialog::refresh()
{
    const bool any = m_table->rowCount() > 0;
    const bool full = m_table->rowCount() >= static_cast<int>(model::kMostAlarmRules);
    for (QPushButton* button : m_ofRow)
        button->setEnabled(any);
    findChild<QPushButton*>(QStringLiteral("addRule"))->setEnabled(!full);
    if (full)
        findChild<QPushButton*>(QStringLiteral("duplicateRule"))->setEnabled(false);
    // Rules with a mistake can't be saved to be refused when they are read, nor used.
    const bool fine = m_table->mistakes() == 0;
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(fine);
    findChild<QPushButton*>(QStringLiteral("saveRules"))->setEnabled(fine);
    if (any && row() < m_table->rowCount())
        say(m_table->verdict(row()), !m_table->mistake(row()).empty());
    else
        say(tr("There are no rules. Add one, or load a file of them."), false);
}

} // namespace gigahall::app
