#include "app/docks/chartspanel.h"

#include "app/docks/assettext.h"
#include "app/docks/chartaxis.h"
#include "app/docks/chartlines.h"
#include "app/docks/chartraster.h"
#include "app/scenery/format.h"
#include "app/scenery/minustext.h"

#include <QAction>
#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

using model::AssetId;
using model::AssetKind;

namespace {

constexpr std::array kSpansS{60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 21600.0, 86400.0};
constexpr std::array<const char*, 4> kKindNames{"chartSelection", "chartWorst", "chartBand", "chartRaster"};
constexpr int kAskSoonMs = 40;

QToolButton* popup(const char* name, QMenu*& menu, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setPopupMode(QToolButton::InstantPopup);
    menu = new QMenu(button);
    button->setMenu(menu);
    return button;
}

} // namespace

ChartsPanel::ChartsPanel(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("charts"));
    setContextMenuPolicy(Qt::ActionsContextMenu);
    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(kAskSoonMs);
    connect(&m_askSoon, &QTimer::timeout, this, &ChartsPanel::ask);
    build();
    buildActions();
    retranslate();
}

void ChartsPanel::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 0, 14, 8);
    column->setSpacing(6);
    auto* line = new QHBoxLayout;
    line->setSpacing(2);
    m_kinds = new QButtonGroup(this);
    for (std::size_t i = 0; i < kKindNames.size(); ++i) {
        auto* button = new QToolButton(this);
        button->setObjectName(QLatin1String(kKindNames[i]));
        button->setCheckable(true);
        m_kinds->addButton(button, static_cast<int>(i));
        line->addWidget(button);
    }
    m_kinds->button(0)->setChecked(true);
    m_spaces = popup("chartSpace", m_spaceMenu, this);
    m_fit = new QToolButton(this);
    m_fit->setObjectName(QStringLiteral("chartFit"));
    m_fit->setCheckable(true);
    m_fit->setChecked(true);
    m_spans = popup("chartSpan", m_spanMenu, this);
    m_followButton = new QToolButton(this);
    m_followButton->setObjectName(QStringLiteral("chartFollow"));
    m_followButton->setCheckable(true);
    line->addSpacing(12);
    line->addWidget(m_spaces);
    line->addStretch(1);
    for (QToolButton* button : {m_fit, m_spans, m_followButton})
        line->addWidget(button);
    column->addLayout(line);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_lines = new ChartLines(this));
    m_stack->addWidget(m_raster = new ChartRaster(this));
    auto* box = new QHBoxLayout;
    box->setContentsMargins(4, 0, 0, 0);
    box->addLayout(m_stack);
    column->addLayout(box, 1);

    connect(m_kinds, &QButtonGroup::idClicked, this, [this](int id) { setKind(static_cast<ChartKind>(id)); });
    connect(m_spaceMenu, &QMenu::aboutToShow, this, &ChartsPanel::fillSpaces);
    connect(m_fit, &QToolButton::toggled, this, &ChartsPanel::showTable);
    connect(m_followButton, &QToolButton::clicked, this,
        [this](bool on) { on ? follow(m_toS - m_fromS) : setSpan(m_fromS, m_toS, false); });
    connectView(*m_lines);
    connectView(*m_raster);
}

void ChartsPanel::connectView(ChartView& view)
{
    connect(&view, &ChartView::spanChosen, this, [this](double fromS, double toS) { setSpan(fromS, toS, false); });
    connect(&view, &ChartView::followAsked, this, [this] { follow(m_toS - m_fromS); });
    connect(&view, &ChartView::assetsChosen, this, &ChartsPanel::choose);
    connect(&view, &ChartView::timeRangeBrushed, this, [this](double fromS, double toS) {
        // The clock goes there: what was brushed stays in sight.
        m_lines->setBrushed(ChartView::Span(fromS, toS));
        m_raster->setBrushed(ChartView::Span(fromS, toS));
        setSpan(m_fromS, m_toS, false);
        emit timeRangeBrushed(fromS, toS);
    });
}

void ChartsPanel::retranslate()
{
    const std::array kinds{tr("Selection"), tr("Worst ten"), tr("Band"), tr("Raster")};
    const std::array hints{tr("The selection over time"), tr("The ten racks of a hall with the highest peaks"),
        tr("Lowest, mean and highest of a group"), tr("Each GPU of a rack or rack of a row over time")};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        m_kinds->button(static_cast<int>(i))->setText(kinds[i]);
        m_kinds->button(static_cast<int>(i))->setToolTip(hints[i]);
    }
    m_spaces->setToolTip(tr("What the chart is about"));
    m_fit->setText(tr("Fitted colours"));
    m_fit->setToolTip(tr("Colours over the values in sight; otherwise those of the picture"));
    m_spans->setToolTip(tr("How much time is in sight"));
    m_followButton->setText(tr("Follow"));
    m_followButton->setToolTip(tr("Go on with the clock"));
    m_copy->setText(tr("Copy as picture"));
    m_save->setText(tr("Save as CSV..."));
    m_lines->setAccessibleName(tr("Chart"));
    m_raster->setAccessibleName(tr("Raster"));
    m_spanMenu->clear();
    for (const double spanS : kSpansS)
        m_spanMenu->addAction(spanText(spanS, locale()), this, [this, spanS] { follow(spanS); });
    refresh();
}

ChartView& ChartsPanel::view() const
{
    if (m_kind == ChartKind::Raster)
        return *m_raster;
    return *m_lines;
}

void ChartsPanel::setCampus(std::shared_ptr<const model::Campus> campus)
{
    m_campus = std::move(campus);
    m_selected = m_space = m_hall = {};
    m_frame.reset();
    m_data.clear();
    m_follows = true;
    for (ChartView* view : {static_cast<ChartView*>(m_lines), static_cast<ChartView*>(m_raster)}) {
        view->setTable({});
        view->setBrushed({});
    }
    refresh();
}

void ChartsPanel::setSource(model::TelemetrySource::TimeSpan span, double intervalS)
{
    m_timeSpan = span;
    m_intervalS = intervalS;
    m_data.clear();
    refresh();
}

void ChartsPanel::setSelected(AssetId id)
{
    m_selected = id;
    m_hall = {};
    // What is pointed at is what is meant, where a chart can be of it.
    for (AssetKind& kind : m_spaceKind)
        kind = id.kind();
    refresh();
}

void ChartsPanel::setFrame(model::FramePtr frame, const Overlay& overlay, ValueRange range)
{
    if (overlay.metric != m_overlay.metric || overlay.difference != m_overlay.difference)
        m_hall = {};
    m_frame = std::move(frame);
    m_overlay = overlay;
    m_range = range;
    if (m_follows && m_frame) {
        const double spanS = m_toS - m_fromS;
        m_toS = m_frame->timeS;
        m_fromS = m_toS - spanS;
    }
    refresh();
}

void ChartsPanel::take(const model::SeriesSet& answer)
{
    if (!m_data.take(answer))
        return;
    showTable();
    if (!m_data.isReading())
        ask(); // time has gone on
}

void ChartsPanel::setKind(ChartKind kind)
{
    m_kind = kind;
    m_kinds->button(static_cast<int>(kind))->setChecked(true);
    m_stack->setCurrentIndex(kind == ChartKind::Raster ? 1 : 0);
    refresh();
}

void ChartsPanel::follow(double spanS)
{
    const double nowS = m_frame ? m_frame->timeS : m_toS;
    m_lines->setBrushed({});
    m_raster->setBrushed({});
    setSpan(nowS - spanS, nowS, true);
}

void ChartsPanel::setSpan(double fromS, double toS, bool follows)
{
    m_fromS = fromS;
    m_toS = toS;
    m_follows = follows;
    refresh();
}

void ChartsPanel::refresh()
{
    m_followButton->setChecked(m_follows);
    m_spans->setText(spanText(std::round(m_toS - m_fromS), locale()));
    m_fit->setVisible(m_kind == ChartKind::Raster);
    if (!m_campus || !isVisible())
        return;
    chooseSpace();
    showTable();
    if (!m_askSoon.isActive())
        m_askSoon.start();
}

void ChartsPanel::chooseSpace()
{
    if (!m_hall.isValid() && m_frame)
        m_hall = worstHall(*m_campus, *m_frame, m_overlay.metric, m_selected);
    const auto spaces = chartSpaces(*m_campus, m_kind, m_overlay.metric, m_selected, m_hall);
    const auto chosen = std::find_if(spaces.begin(), spaces.end(),
        [kind = m_spaceKind[static_cast<std::size_t>(m_kind)]](AssetId id) { return id.kind() == kind; });
    m_space = chosen == spaces.end() ? spaces.front() : *chosen;
    const bool named = m_space.kind() == AssetKind::Campus || m_space.kind() == AssetKind::Phase;
    m_spaces->setText(
        named ? shortName(*m_campus, m_space, locale()) : QString::fromStdString(m_campus->name(m_space)));
    m_spaces->setEnabled(spaces.size() > 1);
}

void ChartsPanel::fillSpaces()
{
    m_spaceMenu->clear();
    if (!m_campus)
        return;
    for (const AssetId id : chartSpaces(*m_campus, m_kind, m_overlay.metric, m_selected, m_hall)) {
        const QString name = id.kind() == AssetKind::Campus || id.kind() == AssetKind::Phase
            ? shortName(*m_campus, id, locale())
            : QString::fromStdString(m_campus->name(id));
        QAction* action = m_spaceMenu->addAction(name, this, [this, kind = id.kind()] {
            m_spaceKind[static_cast<std::size_t>(m_kind)] = kind;
            refresh();
        });
        action->setCheckable(true);
        action->setChecked(id == m_space);
    }
}

/// Without times; of differences where the picture shows them.
model::SeriesRequest ChartsPanel::wantedLines() const
{
    model::SeriesRequest wanted = chartRequest(*m_campus, m_kind, m_overlay.metric, m_space);
    wanted.difference = m_overlay.difference;
    return wanted;
}

/// What is in sight and not there yet.
void ChartsPanel::ask()
{
    if (!m_campus || !m_frame || !isVisible())
        return;
    model::SeriesRequest wanted = wantedLines();
    const double fromS = std::max(m_fromS, m_timeSpan.firstS), toS = std::min(m_toS, m_timeSpan.lastS);
    // A line may have more values than pixels: then it shows how far they swing instead of a pattern of its own.
    const double perPx = m_kind == ChartKind::Raster ? 1 : 3;
    setTimes(wanted, fromS, toS, m_intervalS, static_cast<int>(perPx * view().plot().width()));
    if (toS < fromS)
        wanted.columns = 0;
    const bool wasReading = m_data.isReading();
    if (const auto request = m_data.want(wanted))
        emit seriesWanted(*request);
    else if (wasReading && !m_data.isReading())
        emit seriesDropped();
    showTable();
}

/// Where the values come from; of a difference what A and B are.
QString ChartsPanel::sourceText() const
{
    if (m_overlay.difference && !m_overlay.subtrahend.empty())
        return QStringLiteral("A %1, B %2")
            .arg(QString::fromStdString(m_overlay.minuend), QString::fromStdString(m_overlay.subtrahend));
    return namedSource(m_frame->source);
}

QString ChartsPanel::messageText() const
{
    if (!m_campus || !m_frame)
        return {};
    if (model::isCategory(m_overlay.metric))
        return tr("Jobs and owners are names; a chart shows numbers.");
    if (!hasMetric(*m_campus, m_overlay.metric, m_space))
        return tr("%1 is not measured here.").arg(metricTitle(m_overlay.metric));
    return m_data.isReading() ? tr("Reading...") : QString();
}

void ChartsPanel::showTable()
{
    ChartView& view = this->view();
    const auto& set = m_data.set();
    bool fits = m_campus && m_frame && set;
    if (fits) {
        const model::SeriesRequest wanted = wantedLines();
        fits = set->request.metric == wanted.metric && set->request.spread == wanted.spread
            && set->request.difference == wanted.difference && set->request.assets == wanted.assets;
    }
    ChartTable table;
    if (fits) {
        table = chartTable(*m_campus, m_kind, m_space, *set, m_fromS, m_toS);
        table.title = chartTitle(*m_campus, m_kind, m_space, *set, {m_fromS, m_toS}, sourceText(), locale());
    }
    m_copy->setEnabled(!table.rows.empty());
    m_save->setEnabled(!table.rows.empty());
    if (m_kind == ChartKind::Raster) {
        m_raster->setUpwards(m_space.kind() == AssetKind::Rack);
        m_raster->setColours(m_overlay.colormapName(), m_fit->isChecked() ? fittedRange(table, m_range) : m_range);
    }
    view.setMessage(messageText());
    view.setSelected(m_selected);
    view.setSpan(m_fromS, m_toS);
    if (m_frame)
        view.setTime(m_frame->timeS);
    view.setTable(std::move(table));
}

void ChartsPanel::choose(const std::vector<AssetId>& assets)
{
    if (const AssetId id = m_campus ? smallestSpace(*m_campus, assets) : AssetId(); id.isValid()) {
        // The chart stays what it is: whoever looks at a rack's GPUs goes on looking at them.
        const auto kinds = m_spaceKind;
        const AssetKind shown = m_space.kind(), hall = m_hall.kind();
        const AssetId held = m_hall;
        emit selected(id);
        m_spaceKind = kinds;
        m_spaceKind[static_cast<std::size_t>(m_kind)] = shown;
        if (hall == AssetKind::Hall)
            m_hall = held;
        refresh();
    }
}

void ChartsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void ChartsPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (m_data.isReading())
        emit seriesDropped();
    m_data.clear();
}

void ChartsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    refresh();
}

void ChartsPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace gigahall::app
