#include "app/rollout/sourcespanel.h"

#include "app/docks/scrolledcolumn.h"
#include "app/theme/theme.h"

#include <QButtonGroup>
#include <QEvent>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

namespace gigahall::app {

namespace {

constexpr int kChoices = 2;

QString paragraphs(const QStringList& lines)
{
    QString out;
    for (const QString& line : lines)
        out += QStringLiteral("<p style='margin:0 0 6px 0'>%1</p>").arg(line.toHtmlEscaped());
    return out;
}

QString heading(const QString& title, const QColor& colour)
{
    return QStringLiteral("<p style='margin:8px 0 4px 0; font-size:%1px; color:%2'>%3</p>")
        .arg(kTextPx)
        .arg(colour.name(), title.toHtmlEscaped());
}

} // namespace

SourcesPanel::SourcesPanel(QWidget* parent)
    : QScrollArea(parent)
    , m_cost(new QLabel(this))
    , m_rates(new QButtonGroup(this))
    , m_costNote(new QLabel(this))
    , m_notes(new QLabel(this))
{
    setObjectName(QStringLiteral("sourcesPanel"));
    QVBoxLayout* layout = scrolledColumn(*this, {14, 2, 14, 12}, 4);
    QWidget* content = widget();
    layout->addWidget(m_cost);
    for (int i = 0; i < kChoices; ++i) {
        auto* button = new QRadioButton(content);
        button->setChecked(i == 0);
        m_rates->addButton(button, i);
        layout->addWidget(button);
    }
    for (QLabel* label : {m_costNote, m_notes}) {
        label->setProperty("role", "small");
        label->setWordWrap(true);
        label->setTextFormat(Qt::RichText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        layout->addWidget(label);
    }
    layout->addStretch(1);
    connect(
        m_rates, &QButtonGroup::idClicked, this, [this](int id) { emit rateChosen(static_cast<CostRateChoice>(id)); });
    retranslate();
}

void SourcesPanel::setRollout(
    std::shared_ptr<const model::Campus> campus, std::shared_ptr<const model::Rollout> rollout)
{
    m_campus = std::move(campus);
    m_rollout = std::move(rollout);
    retranslate();
}

void SourcesPanel::setRate(CostRateChoice choice)
{
    m_rates->button(static_cast<int>(choice))->setChecked(true);
}

CostRateChoice SourcesPanel::rate() const
{
    return static_cast<CostRateChoice>(m_rates->checkedId());
}

void SourcesPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange
        || event->type() == QEvent::PaletteChange)
        retranslate();
    QScrollArea::changeEvent(event);
}

void SourcesPanel::retranslate()
{
    for (int i = 0; i < kChoices; ++i)
        m_rates->button(i)->setText(costRateText(static_cast<CostRateChoice>(i), locale()));
    if (!m_rollout) {
        m_cost->clear();
        m_costNote->clear();
        m_notes->clear();
        return;
    }
    const SourceNote cost = costNote(*m_campus, m_rollout->curve.whole().facilityW, locale());
    m_cost->setText(cost.title);
    m_costNote->setText(paragraphs(cost.lines));
    QString notes;
    const QColor colour = themeColours(palette()).text;
    for (const SourceNote& note : sourceNotes(*m_campus, m_rollout->plan, locale()))
        notes += heading(note.title, colour) + paragraphs(note.lines);
    m_notes->setText(notes);
}

} // namespace gigahall::app
