#include "app/docks/propertiespanel.h"

#include "app/docks/assetfacts.h"
#include "app/docks/assettext.h"
#include "app/docks/elidedlabel.h"
#include "app/docks/gpugrid.h"
#include "app/docks/sparkline.h"
#include "app/scenery/categories.h"
#include "app/scenery/format.h"
#include "app/theme/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace gigahall::app {

using model::AssetId;
using model::AssetKind;

namespace {

constexpr int kMostServers = 6;

QLabel* label(const char* role, QWidget* parent)
{
    QLabel* made = qstrcmp(role, "quiet") == 0 ? new ElidedLabel(parent) : new QLabel(parent);
    made->setProperty("role", role);
    return made;
}

QFrame* hairline(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setFrameShape(QFrame::NoFrame);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

QGridLayout* grid()
{
    auto* made = new QGridLayout;
    made->setContentsMargins(0, 0, 0, 0);
    made->setHorizontalSpacing(10);
    made->setVerticalSpacing(7);
    made->setColumnStretch(1, 1);
    return made;
}

void clear(QGridLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

PropertiesPanel::PropertiesPanel(QWidget* parent)
    : QScrollArea(parent)
{
    setObjectName(QStringLiteral("properties"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    build();
}

void PropertiesPanel::build()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(14, 2, 14, 14);
    column->setSpacing(8);
    m_title = label("title", page);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setWordWrap(true);
    m_path = label("small", page);
    m_path->setTextInteractionFlags(
        Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_path->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_path);
    m_facts = grid();
    column->addLayout(m_facts);

    m_liveBox = new QWidget(page);
    auto* liveColumn = new QVBoxLayout(m_liveBox);
    liveColumn->setContentsMargins(0, 0, 0, 0);
    liveColumn->setSpacing(8);
    liveColumn->addWidget(hairline(m_liveBox));
    auto* live = grid();
    for (std::size_t m = 0; m < model::kMetricCount; ++m) {
        m_live[m] = {label("quiet", m_liveBox), label("value", m_liveBox), label("small", m_liveBox)};
        m_live[m].value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_live[m].value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_live[m].state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_live[m].value->setObjectName(QStringLiteral("value.%1").arg(m));
        // Power first, beside the nameplate among the facts above.
        const bool power = static_cast<model::Metric>(m) == model::Metric::RackPower;
        const int row = power ? 0 : static_cast<int>(m) + 1;
        live->addWidget(m_live[m].name, row, 0);
        live->addWidget(m_live[m].value, row, 1);
        live->addWidget(m_live[m].state, row, 2);
    }
    liveColumn->addLayout(live);
    liveColumn->addWidget(hairline(m_liveBox));
    m_historyHeading = label("heading", m_liveBox);
    liveColumn->addWidget(m_historyHeading);
    m_sparkline = new Sparkline(m_liveBox);
    liveColumn->addWidget(m_sparkline);
    column->addWidget(m_liveBox);

    m_gridHeading = label("heading", page);
    m_grid = new GpuGrid(page);
    column->addWidget(m_gridHeading);
    column->addWidget(m_grid);
    connect(m_grid, &GpuGrid::selected, this, &PropertiesPanel::selected);

    const auto graphBox = [&](QWidget*& box, QLabel*& heading, QGridLayout*& servers) {
        box = new QWidget(page);
        auto* inner = new QVBoxLayout(box);
        inner->setContentsMargins(0, 0, 0, 0);
        inner->setSpacing(8);
        inner->addWidget(hairline(box));
        heading = label("heading", box);
        inner->addWidget(heading);
        servers = grid();
        inner->addLayout(servers);
        column->addWidget(box);
    };
    graphBox(m_powerBox, m_powerHeading, m_powerGrid);
    graphBox(m_coolantBox, m_coolantHeading, m_coolantGrid);
    column->addStretch();
    setWidget(page);
}

void PropertiesPanel::setCampus(std::shared_ptr<const model::Campus> campus)
{
    m_campus = std::move(campus);
    m_frame.reset();
    m_shown = AssetId();
    setSelected({});
}

void PropertiesPanel::setSelected(AssetId id)
{
    if (!id.isValid() && m_campus)
        id = AssetId(AssetKind::Campus, 0);
    if (id == m_shown)
        return;
    m_shown = id;
    m_history.clear();
    rebuild();
}

void PropertiesPanel::setFrame(
    model::FramePtr frame, const Overlay& overlay, ValueRange range, const model::ComparedFrames& of)
{
    const bool otherMetric = overlay.metric != m_overlay.metric || overlay.difference != m_overlay.difference;
    m_frame = std::move(frame);
    m_of = of;
    m_overlay = overlay;
    m_range = range;
    if (otherMetric)
        m_history.clear();
    if (m_campus && m_frame && m_shown.isValid())
        m_history.add(m_frame->timeS, static_cast<float>(levelValue(*m_campus, *m_frame, m_overlay.metric, m_shown)));
    refresh();
}

void PropertiesPanel::setPast(double fromS, double toS, std::span<const float> values)
{
    const auto recent = m_history.points();
    m_history.clear();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double step = values.size() > 1 ? (toS - fromS) / static_cast<double>(values.size() - 1) : 0;
        m_history.add(fromS + step * static_cast<double>(i), values[i]);
    }
    for (const History::Point& point : recent) {
        if (point.timeS > toS)
            m_history.add(point.timeS, point.value);
    }
    showHistory();
}

void PropertiesPanel::addFact(const QString& name, const QString& value, const QString& hint)
{
    const int row = m_factRows++;
    QLabel* left = label("quiet", widget());
    left->setText(name);
    QLabel* right = label("value", widget());
    right->setText(value);
    right->setToolTip(hint);
    right->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    right->setTextInteractionFlags(Qt::TextSelectableByMouse);
    right->setWordWrap(value.size() > 28);
    m_facts->addWidget(left, row, 0, Qt::AlignTop);
    m_facts->addWidget(right, row, 1, Qt::AlignTop);
}

void PropertiesPanel::rebuild()
{
    setUpdatesEnabled(false);
    clear(m_facts);
    m_factRows = 0;
    describe();
    fillGraph(m_powerBox, m_powerGrid, &model::Campus::power);
    fillGraph(m_coolantBox, m_coolantGrid, &model::Campus::coolant);
    m_powerHeading->setText(tr("Fed by"));
    m_coolantHeading->setText(tr("Cooled by"));
    const bool inRack
        = m_shown.kind() == AssetKind::Rack || m_shown.kind() == AssetKind::Tray || m_shown.kind() == AssetKind::Gpu;
    std::optional<std::uint32_t> rack;
    if (m_campus && inRack)
        rack = racksOf(*m_campus, m_shown).first;
    m_grid->setRack(m_campus, rack);
    m_grid->setSelected(m_shown);
    m_gridHeading->setText(tr("GPUs, tray by slot"));
    refresh();
    setUpdatesEnabled(true);
}

void PropertiesPanel::describe()
{
    if (!m_campus || !m_shown.isValid()) {
        m_title->clear();
        m_path->clear();
        return;
    }
    const QString full = QString::fromStdString(m_campus->name(m_shown));
    const bool named = m_shown.kind() == AssetKind::Campus || m_shown.kind() == AssetKind::Phase;
    m_title->setText(named ? shortName(*m_campus, m_shown, locale()) : full);
    m_path->setText(kindText(*m_campus, m_shown, locale()));
    for (const Fact& fact : assetFacts(*m_campus, m_shown, locale()))
        addFact(fact.name, fact.value, fact.hint);
}

/// What serves this asset directly, or, for a part of a rack, its rack. Names lead there.
void PropertiesPanel::fillGraph(QWidget* box, QGridLayout* layout, model::ServesGraph model::Campus::*graph)
{
    clear(layout);
    box->hide();
    if (!m_campus || !m_shown.isValid())
        return;
    const bool part = m_shown.kind() == AssetKind::Tray || m_shown.kind() == AssetKind::Gpu;
    const AssetId served = part ? AssetId(AssetKind::Rack, racksOf(*m_campus, m_shown).first) : m_shown;
    const model::ServesGraph& network = (*m_campus).*graph;
    const std::vector<model::ServesGraph::Edge> servers = network.serversOf(served);
    box->setVisible(!servers.empty());
    int row = 0;
    for (const auto& edge : servers) {
        if (row == kMostServers) {
            QLabel* more = label("small", box);
            more->setText(tr("and %n more", nullptr, static_cast<int>(servers.size()) - kMostServers));
            layout->addWidget(more, row, 0);
            break;
        }
        QLabel* what = label("quiet", box);
        what->setText(kindText(*m_campus, edge.from, locale()));
        QLabel* who = label("value", box);
        const QString name = QString::fromStdString(m_campus->name(edge.from)).toHtmlEscaped();
        who->setText(QStringLiteral("<a style='text-decoration:none' href='%1'>%2</a>").arg(edge.from.value).arg(name));
        who->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        connect(
            who, &QLabel::linkActivated, this, [this](const QString& link) { emit selected(AssetId(link.toUInt())); });
        const auto& rule = network.rules()[edge.rule];
        who->setToolTip(
            QString::fromStdString(rule.redundancy.empty() ? rule.name : rule.name + ", " + rule.redundancy));
        layout->addWidget(what, row, 0);
        layout->addWidget(who, row, 1);
        ++row;
    }
}

void PropertiesPanel::refresh()
{
    if (!m_campus)
        return;
    bool any = false;
    for (std::size_t m = 0; m < model::kMetricCount; ++m) {
        const auto metric = static_cast<model::Metric>(m);
        const bool shown = knows(metric);
        any = any || shown;
        for (QLabel* part : {m_live[m].name, m_live[m].value, m_live[m].state})
            part->setVisible(shown);
        if (!shown)
            continue;
        m_live[m].name->setText(metricTitle(metric, m_shown));
        m_live[m].value->setText(textOfRow(metric));
        m_live[m].state->setText(stateOfRow(metric));
        m_live[m].state->setVisible(!m_live[m].state->text().isEmpty());
    }
    m_liveBox->setVisible(any);
    m_grid->setFrame(m_frame, m_overlay, m_range);
    const bool cells = m_grid->hasRack() && model::metricInfo(m_overlay.metric).level == model::MetricLevel::Gpu;
    m_grid->setVisible(cells);
    m_gridHeading->setVisible(cells);
    showHistory();
}

/// Whether there is something to say about a quantity of what is shown.
bool PropertiesPanel::knows(model::Metric metric) const
{
    return m_campus && m_frame && m_shown.isValid() && knowsMetric(*m_campus, *m_frame, metric, m_shown);
}

/// A difference with what it is of below it.
QString PropertiesPanel::textOfRow(model::Metric metric) const
{
    const QString text = levelText(*m_campus, *m_frame, metric, m_shown, locale());
    if (!m_frame->isDifference || !m_of.other)
        return text;
    const auto part = [&](const model::FramePtr& frame) {
        return levelText(*m_campus, *frame, metric, m_shown, locale()).toHtmlEscaped();
    };
    return QStringLiteral("%1<br><span style='color:%2; font-weight:normal'>A %3 \u00b7 B %4</span>")
        .arg(text.toHtmlEscaped(), themeColours(palette()).quiet.name(), part(m_of.frame), part(m_of.other));
}

/// Where a value comes from; plant has no states.
QString PropertiesPanel::stateOfRow(model::Metric metric) const
{
    if (m_shown.kind() == AssetKind::Plant)
        return {};
    const bool known = model::isCategory(metric) ? categoryOf(*m_frame, metric, m_shown.index()).has_value()
                                                 : !std::isnan(levelValue(*m_campus, *m_frame, metric, m_shown));
    // A rack of nobody is no lack of data.
    if (!known && model::isCategory(metric))
        return {};
    model::DataState state = m_frame->state(*m_campus, metric, m_shown);
    if (!known && state != model::DataState::Planned)
        state = model::DataState::Missing;
    // A and B need the room: of a difference only what speaks against it.
    const bool trusted = state == model::DataState::Live || state == model::DataState::Simulated
        || state == model::DataState::Recorded;
    return m_frame->isDifference && trusted ? QString() : stateText(state);
}

void PropertiesPanel::showHistory()
{
    const model::MetricInfo& info = m_overlay.info();
    const bool has = knows(m_overlay.metric) && !model::isCategory(m_overlay.metric);
    m_historyHeading->setVisible(has);
    m_sparkline->setVisible(has);
    if (!has)
        return;
    const QString title = metricTitle(m_overlay.metric, m_shown);
    m_historyHeading->setText(tr("%1, last %n minute(s)", nullptr, m_history.minutes())
                                  .arg(m_overlay.difference ? tr("%1, A minus B").arg(title) : title));
    const bool power
        = m_overlay.metric == model::Metric::RackPower && !m_overlay.difference && m_shown.kind() == AssetKind::Rack;
    const double nameplate
        = power ? m_campus->rackType(m_shown.index()).ratedKw : std::numeric_limits<double>::quiet_NaN();
    m_sparkline->setSpan(60.0 * m_history.minutes());
    m_sparkline->show(m_history, info, nameplate);
}

void PropertiesPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        rebuild();
    QScrollArea::changeEvent(event);
}

} // namespace gigahall::app
