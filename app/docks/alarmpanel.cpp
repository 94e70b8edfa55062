#include "app/docks/alarmpanel.h"

#include "app/docks/alarmtext.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace gigahall::app {

AlarmPanel::AlarmPanel(QWidget* parent)
    : QWidget(parent)
    , m_table(new AlarmTable(this))
    , m_view(new QTreeView(this))
    , m_text(new QLineEdit(this))
    , m_severity(new QComboBox(this))
    , m_unacknowledged(new QToolButton(this))
    , m_acknowledge(new QToolButton(this))
    , m_acknowledgeAll(new QToolButton(this))
    , m_rules(new QToolButton(this))
    , m_empty(new QLabel(this))
    , m_pages(new QStackedLayout)
{
    setObjectName(QStringLiteral("alarmPanel"));
    m_view->setObjectName(QStringLiteral("alarmList"));
    m_view->setModel(m_table);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setAllColumnsShowFocus(true);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->installEventFilter(this);
    QHeaderView& header = *m_view->header();
    header.setStretchLastSection(false);
    header.setHighlightSections(false);
    header.setSectionResizeMode(AlarmTable::WhatColumn, QHeaderView::Stretch);
    header.setSectionResizeMode(AlarmTable::AssetColumn, QHeaderView::Stretch);
    const std::pair<int, int> widths[] = {{AlarmTable::SeverityColumn, 96}, {AlarmTable::SinceColumn, 84},
        {AlarmTable::WorstColumn, 92}, {AlarmTable::StateColumn, 156}};
    for (const auto& [column, width] : widths)
        header.resizeSection(column, width);
    m_empty->setObjectName(QStringLiteral("alarmsEmpty"));
    m_empty->setProperty("role", "quiet");
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_empty->setContentsMargins(14, 8, 14, 8);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(buildBar());
    column->addLayout(m_pages, 1);
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        if (!m_syncing && now.isValid())
            emit selected(m_table->alarm(now.row()).asset);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AlarmPanel::showState);
    connect(m_view, &QTreeView::activated, this,
        [this](const QModelIndex& index) { emit goTo(m_table->alarm(index.row()).asset); });
    connect(m_text, &QLineEdit::textChanged, this, &AlarmPanel::refilter);
    connect(m_severity, &QComboBox::currentIndexChanged, this, &AlarmPanel::refilter);
    connect(m_unacknowledged, &QToolButton::toggled, this, &AlarmPanel::refilter);
    connect(m_acknowledge, &QToolButton::clicked, this, &AlarmPanel::acknowledgeSelected);
    connect(m_acknowledgeAll, &QToolButton::clicked, this, &AlarmPanel::acknowledgedAll);
    connect(m_rules, &QToolButton::clicked, this, &AlarmPanel::rulesAsked);
    retranslate();
}

QLayout* AlarmPanel::buildBar()
{
    m_text->setObjectName(QStringLiteral("alarmText"));
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(215);
    m_text->setMaximumWidth(320);
    m_severity->setObjectName(QStringLiteral("alarmSeverity"));
    m_unacknowledged->setObjectName(QStringLiteral("alarmUnacknowledged"));
    m_unacknowledged->setCheckable(true);
    m_acknowledge->setObjectName(QStringLiteral("alarmAcknowledge"));
    m_acknowledgeAll->setObjectName(QStringLiteral("alarmAcknowledgeAll"));
    m_rules->setObjectName(QStringLiteral("alarmRules"));
    for (int i = 0; i < 3; ++i)
        m_severity->addItem(QString());
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(10, 0, 10, 0);
    bar->setSpacing(6);
    bar->addWidget(m_text, 1);
    bar->addWidget(m_severity);
    for (QToolButton* button : {m_unacknowledged, m_acknowledge, m_acknowledgeAll, m_rules}) {
        button->setFocusPolicy(Qt::StrongFocus);
        if (button == m_acknowledge)
            bar->addStretch(1);
        bar->addWidget(button);
    }
    return bar;
}

void AlarmPanel::setCampus(std::shared_ptr<const model::Campus> campus)
{
    m_list.reset();
    m_table->setCampus(std::move(campus));
    showState();
}

void AlarmPanel::setList(model::AlarmListPtr list)
{
    m_list = std::move(list);
    if (isVisible())
        refresh();
}

/// The newest list; what was selected stays where it still is.
void AlarmPanel::refresh()
{
    if (!m_list)
        return;
    std::vector<model::Alarm> chosen;
    for (const QModelIndex& row : m_view->selectionModel()->selectedRows())
        chosen.push_back(m_table->alarm(row.row()));
    const QModelIndex now = m_view->currentIndex();
    const auto current = now.isValid() ? std::optional(m_table->alarm(now.row())) : std::nullopt;
    const int scrolled = m_view->verticalScrollBar()->value();
    m_syncing = true;
    m_table->setList(m_list);
    if (!m_view->currentIndex().isValid() && current) {
        QItemSelection selection;
        for (const model::Alarm& alarm : chosen)
            if (const int row = m_table->rowOf(alarm); row >= 0)
                selection.select(m_table->index(row, 0), m_table->index(row, 0));
        if (const int row = m_table->rowOf(*current); row >= 0)
            m_view->selectionModel()->setCurrentIndex(m_table->index(row, 0), QItemSelectionModel::NoUpdate);
        m_view->selectionModel()->select(selection, QItemSelectionModel::Select | QItemSelectionModel::Rows);
        m_view->verticalScrollBar()->setValue(scrolled);
    }
    m_syncing = false;
    showState();
}

void AlarmPanel::refilter()
{
    m_syncing = true;
    m_table->setFilter({m_text->text().trimmed(), model::AlarmSeverity(m_severity->currentIndex() + 1),
        m_unacknowledged->isChecked()});
    m_syncing = false;
    showState();
}

/// What can be done, and what to say when there is nothing.
void AlarmPanel::showState()
{
    const bool any = m_list && !m_list->alarms.empty();
    m_acknowledge->setEnabled(m_view->selectionModel()->hasSelection());
    m_acknowledgeAll->setEnabled(any);
    const int rules = m_list && m_list->rules ? static_cast<int>(m_list->rules->size()) : 0;
    m_empty->setText(any ? tr("No alarm fits the filter.")
            : rules > 0  ? tr("No alarms. %n rule(s) watch the campus.", nullptr, rules)
                         : tr("There are no rules yet. Add some, or load a file of them."));
    m_pages->setCurrentIndex(m_table->rowCount() > 0 ? 0 : 1);
}

void AlarmPanel::acknowledgeSelected()
{
    std::vector<model::Alarm> alarms;
    for (const QModelIndex& row : m_view->selectionModel()->selectedRows())
        alarms.push_back(m_table->alarm(row.row()));
    if (!alarms.empty())
        emit acknowledged(alarms);
}

/// Space would only toggle the selection; the window must not pause instead.
bool AlarmPanel::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched == m_view && isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space) {
        if (event->type() == QEvent::KeyPress)
            acknowledgeSelected();
        event->accept();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void AlarmPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void AlarmPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        retranslate();
    QWidget::changeEvent(event);
}

void AlarmPanel::retranslate()
{
    m_text->setPlaceholderText(tr("Filter by asset or alarm"));
    m_text->setAccessibleName(tr("Filter"));
    m_severity->setAccessibleName(tr("Severity"));
    const QString least[] = {tr("All severities"), tr("Warning and critical"), tr("Critical only")};
    for (int i = 0; i < 3; ++i)
        m_severity->setItemText(i, least[i]);
    m_unacknowledged->setText(tr("Unacknowledged"));
    m_unacknowledged->setToolTip(tr("Only what nobody has acknowledged"));
    m_acknowledge->setText(tr("Acknowledge"));
    m_acknowledge->setToolTip(tr("What is selected (Space)"));
    m_acknowledgeAll->setText(tr("Acknowledge all"));
    m_rules->setText(tr("Rules..."));
    m_view->setAccessibleName(tr("Alarms"));
    m_table->setLook(locale(), palette());
    showState();
}

} // namespace gigahall::app
