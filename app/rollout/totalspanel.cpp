#include "app/rollout/totalspanel.h"

#include "app/rollout/announced.h"

#include "app/docks/elidedlabel.h"
#include "app/docks/scrolledcolumn.h"
#include "app/rollout/curveview.h"
#include "app/rollout/dayscale.h"
#include "app/rollout/totalstable.h"
#include "app/theme/theme.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QToolButton>

#include <limits>

namespace gigahall::app {

namespace {

constexpr int kHeadlinePx = 20; // read from afar as well; the longest line fits in German

} // namespace

TotalsPanel::TotalsPanel(QWidget* parent)
    : QScrollArea(parent)
    , m_headlines()
    , m_facts(new QGridLayout)
    , m_quantities(new QButtonGroup(this))
    , m_curves(new CurveView(this))
    , m_note(new QLabel(this))
    , m_copy(new QToolButton(this))
    , m_sources(new QToolButton(this))
{
    setObjectName(QStringLiteral("totalsPanel"));
    QVBoxLayout* layout = scrolledColumn(*this, {14, 2, 14, 10}, 2);
    QWidget* content = widget();
    for (Headline& line : m_headlines) {
        line = {new QLabel(content), new ElidedLabel(content)};
        line.value->setFont(themeFont(kHeadlinePx));
        line.name->setProperty("role", "small");
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(line.value);
        row->addWidget(line.name, 1, Qt::AlignBottom);
        line.name->setContentsMargins(0, 0, 0, 4);
        layout->addLayout(row);
    }
    m_facts->setHorizontalSpacing(12);
    m_facts->setVerticalSpacing(3);
    m_facts->setColumnStretch(0, 1);
    auto* quantities = new QHBoxLayout;
    quantities->setSpacing(2);
    for (int i = 0; i < kRolloutQuantities; ++i) {
        auto* button = new QToolButton(content);
        button->setCheckable(true);
        button->setChecked(i == 0);
        m_quantities->addButton(button, i);
        quantities->addWidget(button);
    }
    quantities->addStretch(1);
    layout->addSpacing(6);
    layout->addLayout(quantities);
    layout->addWidget(m_curves, 1);
    layout->addSpacing(6);
    layout->addLayout(m_facts);
    m_note->setProperty("role", "small");
    m_note->setWordWrap(true);
    layout->addWidget(m_note);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_sources);
    buttons->addStretch(1);
    buttons->addWidget(m_copy);
    layout->addLayout(buttons);
    m_copy->setObjectName(QStringLiteral("copyTotals"));
    m_sources->setObjectName(QStringLiteral("showSources"));

    connect(m_quantities, &QButtonGroup::idClicked, this,
        [this](int id) { m_curves->setQuantity(static_cast<RolloutQuantity>(id)); });
    connect(m_curves, &CurveView::dayChosen, this, &TotalsPanel::dayChosen);
    connect(m_sources, &QToolButton::clicked, this, &TotalsPanel::sourcesAsked);
    connect(m_copy, &QToolButton::clicked, this, &TotalsPanel::copyTable);
    retranslate();
}

void TotalsPanel::setRollout(std::shared_ptr<const model::Campus> campus, std::shared_ptr<const model::Rollout> now,
    std::shared_ptr<const model::Rollout> loaded)
{
    m_campus = std::move(campus);
    m_now = std::move(now);
    m_curves->setRollout(m_campus, m_now, std::move(loaded));
    fill();
}

void TotalsPanel::setDay(std::optional<double> day)
{
    m_day = day;
    m_curves->setDay(day);
    fill();
}

void TotalsPanel::setRate(const model::CostRate& rate)
{
    m_rate = rate;
    m_curves->setRate(rate);
    fill();
}

void TotalsPanel::fill()
{
    m_copy->setEnabled(m_now != nullptr);
    widget()->setEnabled(m_now != nullptr);
    if (!m_now) {
        for (const Headline& line : m_headlines) {
            line.value->clear();
            line.name->clear();
        }
        for (const Headline& line : m_details) {
            line.value->clear();
            line.name->clear();
        }
        return;
    }
    const model::RolloutTotals& whole = m_now->curve.whole();
    const model::RolloutTotals now = m_day ? m_now->curve.at(*m_day) : whole;
    const auto show = [](const Headline& line, const RolloutFigure& figure) {
        line.value->setText(figure.value);
        line.name->setText(figure.name);
        for (QLabel* label : {line.value, line.name})
            label->setToolTip(figure.hint);
    };
    const auto first = headlines(*m_campus, now, whole, m_rate, locale());
    for (std::size_t i = 0; i < m_headlines.size(); ++i)
        show(m_headlines[i], first[i]);
    const auto others = details(*m_campus, now, whole, m_day.has_value(), locale());
    while (m_details.size() < others.size()) {
        Headline line{new QLabel(widget()), new ElidedLabel(widget())};
        line.name->setProperty("role", "quiet");
        line.value->setAlignment(Qt::AlignRight);
        const int row = static_cast<int>(m_details.size());
        m_facts->addWidget(line.name, row, 0);
        m_facts->addWidget(line.value, row, 1);
        m_details.push_back(line);
    }
    for (std::size_t i = 0; i < m_details.size(); ++i) {
        show(m_details[i], i < others.size() ? others[i] : RolloutFigure());
        for (QLabel* label : {m_details[i].value, m_details[i].name})
            label->setVisible(i < others.size());
    }
    m_note->setText(m_campus->announced
            ? tr("Nameplate, as planned. %1.").arg(announcedBy(*m_campus->announced, locale()))
            : tr("Nameplate, as planned."));
}

/// Tabs between cells: what spreadsheets take from the clipboard.
void TotalsPanel::copyTable() const
{
    if (m_now)
        QGuiApplication::clipboard()->setText(
            QString::fromStdString(totalsTable(*m_campus, *m_now, m_rate, m_day, '\t')));
}

void TotalsPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        retranslate();
    QScrollArea::changeEvent(event);
}

void TotalsPanel::retranslate()
{
    for (int i = 0; i < kRolloutQuantities; ++i)
        m_quantities->button(i)->setText(quantityTitle(static_cast<RolloutQuantity>(i)));
    m_sources->setText(tr("Sources"));
    m_sources->setToolTip(tr("Sources and assumptions"));
    m_copy->setText(tr("Copy table"));
    m_copy->setToolTip(tr("Totals on this date and at the end of each quarter, for a spreadsheet"));
    fill();
}

} // namespace gigahall::app
