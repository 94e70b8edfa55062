#include "app/rollout/rolloutpanel.h"

#include "app/docks/elidedlabel.h"
#include "app/rollout/datebar.h"
#include "app/rollout/ganttlegend.h"
#include "app/rollout/ganttview.h"
#include "app/rollout/slipline.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include <limits>

namespace gigahall::app {

namespace {

constexpr std::size_t kMostQuartersInLine = 8;

model::Day today()
{
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

} // namespace

RolloutPanel::RolloutPanel(PlanWhatIf& plan, QWidget* parent)
    : QWidget(parent)
    , m_plan(plan)
    , m_dateBar(new DateBar(this))
    , m_gantt(new GanttView(this))
    , m_result(new ElidedLabel(this))
    , m_reset(new QToolButton(this))
    , m_fit(new QToolButton(this))
    , m_fold(new QToolButton(this))
    , m_legend(new GanttLegend(this))
{
    setObjectName(QStringLiteral("rolloutPanel"));
    m_result->setObjectName(QStringLiteral("slip"));
    m_reset->setObjectName(QStringLiteral("asLoaded"));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(8, 0, 8, 2);
    foot->setSpacing(4);
    foot->addWidget(m_fold);
    foot->addWidget(m_fit);
    foot->addSpacing(8);
    foot->addWidget(m_legend, 1);
    auto* result = new QHBoxLayout;
    result->setContentsMargins(17, 2, 8, 0);
    result->addWidget(m_result, 1);
    result->addWidget(m_reset);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_dateBar);
    layout->addWidget(m_gantt, 1);
    layout->addLayout(result);
    layout->addLayout(foot);
    m_gantt->setToday(today());

    connect(&m_plan, &PlanWhatIf::changed, this, &RolloutPanel::showPlan);
    connect(m_dateBar, &DateBar::dayChanged, this, [this](std::optional<double> day) {
        m_gantt->setDay(day);
        emit dayChanged(day);
    });
    connect(m_gantt, &GanttView::dayChosen, m_dateBar, &DateBar::setDay);
    connect(m_gantt, &GanttView::assetChosen, this, &RolloutPanel::assetChosen);
    connect(m_gantt, &GanttView::shiftPreviewed, &m_plan, &PlanWhatIf::preview);
    connect(m_gantt, &GanttView::shiftCancelled, &m_plan, &PlanWhatIf::endPreview);
    connect(m_gantt, &GanttView::shiftChosen, this, [this](const PlanShift& shift) {
        m_plan.shift(shift, shiftText(*m_plan.campus(), m_plan.loaded()->plan, shift, locale()));
    });
    connect(m_reset, &QToolButton::clicked, this, [this] { m_plan.clear(tr("Plan as loaded")); });
    connect(m_fit, &QToolButton::clicked, m_gantt, &GanttView::fit);
    connect(m_fold, &QToolButton::clicked, this, [this] { m_gantt->setAllFolded(true); });
    retranslate();
    showPlan();
}

QString RolloutPanel::result() const
{
    return m_result->text();
}

void RolloutPanel::setDay(std::optional<double> day)
{
    m_dateBar->setDay(day);
}

void RolloutPanel::setSelected(model::AssetId id)
{
    m_gantt->setSelected(id);
}

void RolloutPanel::showPlan()
{
    const auto& now = m_plan.now();
    if (m_shownPlan != m_plan.loaded()) {
        m_shownPlan = m_plan.loaded();
        m_gantt->setPlan(m_plan.campus(), m_shownPlan ? m_shownPlan->plan : model::Plan());
    }
    if (now) {
        m_gantt->setNow(now->plan);
        m_dateBar->setPlan(now->plan.extent(), phaseMilestones(*m_plan.campus(), now->buildup));
    } else {
        m_dateBar->setPlan(std::nullopt, {});
    }
    showResult();
}

/// As many quarters as the line has room for; the tooltip has all.
void RolloutPanel::showResult()
{
    const auto slip = [this](std::size_t quarters) {
        return m_plan.campus() ? slipText(*m_plan.campus(), m_plan.shown(), locale(), quarters) : QString();
    };
    const QString all = slip(std::numeric_limits<std::size_t>::max());
    m_result->setVisible(!all.isEmpty());
    m_reset->setVisible(!m_plan.shifts().empty());
    const int room = width() - m_reset->sizeHint().width() - 40;
    QString text = all;
    for (std::size_t quarters = kMostQuartersInLine;
         quarters-- > 1 && m_result->fontMetrics().horizontalAdvance(text) > room;)
        text = slip(quarters);
    m_result->setText(text);
    m_result->setToolTip(all);
}

void RolloutPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showResult();
}

void RolloutPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        retranslate();
    QWidget::changeEvent(event);
}

void RolloutPanel::retranslate()
{
    m_reset->setText(tr("As loaded"));
    m_reset->setToolTip(tr("Take back all that was moved"));
    m_fit->setText(tr("Whole plan"));
    m_fit->setToolTip(tr("From the first to the last day"));
    m_fold->setText(tr("Fold all"));
    showResult();
}

} // namespace gigahall::app
