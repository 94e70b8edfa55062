#include "app/docks/whatifpanel.h"

#include "app/docks/scrolledcolumn.h"
#include "app/docks/whatiftext.h"
#include "app/scenery/format.h"
#include "app/scenery/minustext.h"
#include "app/window/timebar.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>

namespace gigahall::app {

namespace {

constexpr int kIdRole = Qt::UserRole, kTimeRole = Qt::UserRole + 1;
constexpr int kRowPx = 23;
constexpr std::size_t kMostOverloads = 12;

void setRows(QTreeWidget& list)
{
    list.setFixedHeight(list.topLevelItemCount() * kRowPx + 2);
}

} // namespace

WhatIfPanel::WhatIfPanel(QAction* undo, QAction* redo, QAction* asPlanned, QWidget* parent)
    : QScrollArea(parent)
    , m_fork(new QLabel(this))
    , m_calm(new QLabel(this))
    , m_facts(new QGridLayout)
    , m_eventsHeading(new QLabel(this))
    , m_overloadsHeading(new QLabel(this))
{
    setObjectName(QStringLiteral("whatIfPanel"));
    QVBoxLayout* layout = scrolledColumn(*this, {14, 4, 14, 12}, 6);
    QWidget* content = widget();
    m_fork->setObjectName(QStringLiteral("whatIfFork"));
    m_fork->setWordWrap(true);
    m_fork->hide();
    layout->addWidget(m_fork);
    m_calm->setObjectName(QStringLiteral("whatIfCalm"));
    m_calm->setWordWrap(true);
    m_calm->setProperty("role", "quiet");
    layout->addWidget(m_calm);
    m_facts->setHorizontalSpacing(12);
    m_facts->setVerticalSpacing(3);
    m_facts->setColumnStretch(1, 1);
    layout->addLayout(m_facts);
    m_overloads = addList("whatIfOverloads");
    layout->addWidget(m_overloadsHeading);
    layout->addWidget(m_overloads);
    m_events = addList("whatIfEvents");
    layout->addWidget(m_eventsHeading);
    layout->addWidget(m_events);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    for (QAction* action : {undo, redo, asPlanned}) {
        auto* button = new QToolButton(content);
        button->setDefaultAction(action);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    layout->addLayout(buttons);
    layout->addStretch(1);
    for (QLabel* heading : {m_eventsHeading, m_overloadsHeading})
        heading->setProperty("role", "quiet");

    connect(m_events, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) {
        if (const model::AssetId id(item->data(0, kIdRole).toUInt()); id.isValid())
            emit selected(id);
    });
    connect(m_events, &QTreeWidget::itemActivated, this,
        [this](QTreeWidgetItem* item) { emit timeChosen(item->data(0, kTimeRole).toDouble()); });
    connect(m_overloads, &QTreeWidget::itemClicked, this,
        [this](QTreeWidgetItem* item) { emit selected(model::AssetId(item->data(0, kIdRole).toUInt())); });
    retranslate();
}

QTreeWidget* WhatIfPanel::addList(const char* name)
{
    auto* list = new QTreeWidget(this);
    list->setObjectName(QString::fromLatin1(name));
    list->setColumnCount(2);
    list->setHeaderHidden(true);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setIndentation(0);
    list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    return list;
}

void WhatIfPanel::setCampus(std::shared_ptr<const model::Campus> campus)
{
    m_campus = std::move(campus);
    m_frame.reset();
    m_scenario = {};
    fillEvents();
    fillImpact();
    fillOverloads();
}

void WhatIfPanel::setScenario(const model::Scenario& scenario)
{
    m_scenario = scenario;
    fillEvents();
}

void WhatIfPanel::setFrame(model::FramePtr frame)
{
    m_frame = std::move(frame);
    fillImpact();
    fillOverloads();
}

void WhatIfPanel::fillEvents()
{
    m_events->clear();
    const auto addRow = [&](const QString& when, const QString& what) {
        auto* item = new QTreeWidgetItem(m_events);
        item->setText(0, when);
        item->setText(1, what);
        item->setToolTip(1, what);
        return item;
    };
    if (m_campus) {
        if (m_scenario.weather)
            addRow(tr("Weather"), QString::fromStdString(m_scenario.weather->name()));
        if (m_scenario.policy != model::OverloadPolicy::Shed)
            addRow(QString(), policyText(m_scenario.policy));
        for (const model::ScenarioEvent& event : m_scenario.events) {
            QTreeWidgetItem* item = addRow(clockText(event.timeS, locale()), eventText(*m_campus, event, locale()));
            item->setData(0, kTimeRole, event.timeS);
            item->setData(0, kIdRole, event.assets.empty() ? 0u : event.assets.front().value);
        }
    }
    setRows(*m_events);
    const bool any = m_events->topLevelItemCount() > 0;
    m_events->setVisible(any);
    m_eventsHeading->setVisible(any);
}

/// What is measured and what is not, where the simulator goes on from measured values.
void WhatIfPanel::fillFork()
{
    const bool forked = m_frame && m_frame->forkedAtS;
    m_fork->setVisible(forked);
    if (!forked)
        return;
    QString text
        = tr("What if from %1 of %2").arg(clockText(*m_frame->forkedAtS, locale()), namedSource(m_frame->source));
    if (m_frame->impact && m_frame->impact->assumedRacks > 0)
        text += QLatin1Char('\n')
            + tr("Power of %1 racks was not measured: the mean of their type stands for it.")
                  .arg(formatCount(m_frame->impact->assumedRacks, locale()));
    m_fork->setText(text);
}

void WhatIfPanel::fillImpact()
{
    fillFork();
    while (QLayoutItem* item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const bool known = m_frame && m_frame->impact;
    const std::vector<Fact> facts = known ? impactFacts(*m_frame->impact, locale()) : std::vector<Fact>();
    int row = 0;
    for (const Fact& fact : facts) {
        auto* name = new QLabel(fact.name);
        name->setProperty("role", "quiet");
        name->setToolTip(fact.hint);
        auto* value = new QLabel(fact.value);
        value->setAlignment(Qt::AlignRight);
        value->setToolTip(fact.hint);
        m_facts->addWidget(name, row, 0);
        m_facts->addWidget(value, row++, 1);
    }
    m_calm->setText(!known ? tr("Select something and let it fail: from the moment shown on, the simulator takes over.")
            : !m_frame->impact->problem.empty() ? QString::fromStdString(m_frame->impact->problem)
                                                : tr("Everything is served. Select something and let it fail."));
    m_calm->setVisible(facts.empty() || !known || !m_frame->impact->problem.empty());
}

void WhatIfPanel::fillOverloads()
{
    m_overloads->clear();
    if (m_campus && m_frame && m_frame->impact) {
        const auto& elements = m_frame->impact->overloaded;
        for (std::size_t i = 0; i < std::min(elements.size(), kMostOverloads); ++i) {
            auto* item = new QTreeWidgetItem(m_overloads);
            item->setText(0, QString::fromStdString(m_campus->name(elements[i])));
            const double loading = static_cast<double>(m_frame->value(*m_campus, model::Metric::Loading, elements[i]));
            item->setText(1, formatMetric(loading, model::metricInfo(model::Metric::Loading), locale()));
            item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
            item->setData(0, kIdRole, elements[i].value);
        }
    }
    setRows(*m_overloads);
    const bool any = m_overloads->topLevelItemCount() > 0;
    m_overloads->setVisible(any);
    m_overloadsHeading->setVisible(any);
}

void WhatIfPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QScrollArea::changeEvent(event);
}

void WhatIfPanel::retranslate()
{
    m_eventsHeading->setText(tr("What was done"));
    m_overloadsHeading->setText(tr("Above their rating"));
    fillEvents();
    fillImpact();
    fillOverloads();
}

} // namespace gigahall::app
