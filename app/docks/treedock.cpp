#include "app/docks/treedock.h"

#include "app/docks/assettext.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>

namespace gigahall::app {

namespace {
constexpr int kSuggestions = 12;
}

TreePanel::TreePanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new AssetTreeModel(this))
    , m_search(new QLineEdit(this))
    , m_completer(new QCompleter(this))
    , m_suggestions(new QStringListModel(this))
    , m_view(new QTreeView(this))
{
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setClearButtonEnabled(true);
    m_completer->setModel(m_suggestions);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(kSuggestions);
    m_completer->popup()->setObjectName(QStringLiteral("suggestions"));
    m_search->setCompleter(m_completer);

    m_view->setObjectName(QStringLiteral("tree"));
    m_view->setModel(m_model);
    m_view->setUniformRowHeights(true);
    m_view->setHeaderHidden(true);
    m_view->setIndentation(14);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setMinimumSectionSize(40);
    m_view->header()->setSectionResizeMode(AssetTreeModel::NameColumn, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(AssetTreeModel::ValueColumn, QHeaderView::Fixed);
    m_view->header()->resizeSection(AssetTreeModel::ValueColumn, 84);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto* searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(10, 0, 10, 0);
    searchRow->addWidget(m_search);
    layout->addLayout(searchRow);
    layout->addWidget(m_view);
    retranslate();

    connect(m_search, &QLineEdit::textEdited, this, &TreePanel::suggest);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { jump(m_search->text()); });
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &TreePanel::jump);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        if (!m_syncing && now.isValid())
            emit selected(AssetTreeModel::idOf(now));
    });
    connect(m_view, &QTreeView::doubleClicked, this,
        [this](const QModelIndex& index) { emit goTo(AssetTreeModel::idOf(index)); });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &TreePanel::refreshVisible);
}

void TreePanel::setCampus(std::shared_ptr<const model::Campus> campus)
{
    m_campus = campus;
    m_model->setLocale(locale());
    m_model->setCampus(std::move(campus));
    m_search->clear();
    const QModelIndex root = m_model->index(0, 0);
    m_view->expand(root);
}

void TreePanel::setFrame(model::FramePtr frame, model::Metric metric)
{
    m_model->setFrame(std::move(frame), metric);
    refreshVisible();
}

/// Values of rows nobody sees are not even computed.
void TreePanel::refreshVisible()
{
    if (!m_view->isVisible())
        return;
    const int bottom = m_view->viewport()->height();
    for (QModelIndex index = m_view->indexAt(QPoint(0, 0)); index.isValid(); index = m_view->indexBelow(index)) {
        if (m_view->visualRect(index).top() > bottom)
            break;
        m_model->refresh(index);
    }
}

void TreePanel::setSelected(model::AssetId id)
{
    m_syncing = true;
    const QModelIndex index = m_model->indexOf(id);
    if (index.isValid()) {
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
    } else {
        m_view->selectionModel()->clear();
    }
    m_syncing = false;
}

void TreePanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void TreePanel::suggest(const QString& text)
{
    QStringList names;
    if (m_campus) {
        for (const model::AssetId id : findAssets(*m_campus, text, kSuggestions))
            names.append(QString::fromStdString(m_campus->name(id)));
    }
    m_suggestions->setStringList(names);
    if (!names.isEmpty())
        m_completer->complete();
}

void TreePanel::jump(const QString& text)
{
    if (!m_campus)
        return;
    const auto found = findAssets(*m_campus, text, 1);
    const bool known = !found.empty() || text.isEmpty();
    m_search->setToolTip(known ? QString() : tr("No asset has this in its name."));
    QPalette colours = palette();
    if (!known)
        colours.setColor(QPalette::Text, themeColours(palette()).critical);
    m_search->setPalette(colours);
    if (found.empty())
        return;
    emit selected(found.front());
    emit goTo(found.front());
}

void TreePanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::LocaleChange)
        m_model->setLocale(locale());
    QWidget::changeEvent(event);
}

void TreePanel::retranslate()
{
    m_search->setPlaceholderText(tr("Find asset"));
    m_search->setAccessibleName(tr("Find asset"));
    m_view->setAccessibleName(tr("Assets"));
}

} // namespace gigahall::app
