#include "app/rollout/datebar.h"

#include "app/rollout/dayscale.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QTimerEvent>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace gigahall::app {

namespace {

constexpr int kTickMs = 16;
constexpr double kLongestTickS = 0.25; ///< after a stall the date goes on and does not leap
struct Speed
{
    double daysPerSecond;
    const char* text;
};
constexpr std::array<Speed, 6> kSpeeds{{{1, QT_TRANSLATE_NOOP("gigahall::app::DateBar", "1 day/s")},
    {7, QT_TRANSLATE_NOOP("gigahall::app::DateBar", "1 week/s")},
    {14, QT_TRANSLATE_NOOP("gigahall::app::DateBar", "2 weeks/s")},
    {30.436875, QT_TRANSLATE_NOOP("gigahall::app::DateBar", "1 month/s")},
    {91.310625, QT_TRANSLATE_NOOP("gigahall::app::DateBar", "1 quarter/s")},
    {365.2425, QT_TRANSLATE_NOOP("gigahall::app::DateBar", "1 year/s")}}};

} // namespace

DateBar::DateBar(QWidget* parent)
    : QWidget(parent)
    , m_back(addButton("dateBack"))
    , m_play(addButton("datePlay"))
    , m_forward(addButton("dateForward"))
    , m_date(new QLabel(this))
    , m_track(new DateTrack(this))
    , m_loop(addButton("dateLoop"))
    , m_speedButton(addButton("dateSpeed"))
    , m_whole(addButton("dateWhole"))
{
    setObjectName(QStringLiteral("dateBar"));
    m_play->setIconSize({16, 16});
    m_date->setObjectName(QStringLiteral("date"));
    m_date->setProperty("role", "title");
    m_back->setText(QChar(0x2039));
    m_forward->setText(QChar(0x203a));
    m_loop->setText(QChar(0x21bb));
    for (QToolButton* button : {m_loop, m_whole})
        button->setCheckable(true);
    m_speedButton->setPopupMode(QToolButton::InstantPopup);
    auto* speeds = new QMenu(m_speedButton);
    for (const Speed& speed : kSpeeds)
        connect(speeds->addAction(QString()), &QAction::triggered, this,
            [this, days = speed.daysPerSecond] { setSpeed(days); });
    m_speedButton->setMenu(speeds);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(8, 2, 10, 2);
    line->setSpacing(8);
    for (QWidget* widget : {static_cast<QWidget*>(m_back), static_cast<QWidget*>(m_play),
             static_cast<QWidget*>(m_forward), static_cast<QWidget*>(m_date)})
        line->addWidget(widget);
    line->addWidget(m_track, 1);
    for (QToolButton* button : {m_loop, m_speedButton, m_whole})
        line->addWidget(button);
    connect(m_back, &QToolButton::clicked, this, [this] { jump(false); });
    connect(m_forward, &QToolButton::clicked, this, [this] { jump(true); });
    connect(m_play, &QToolButton::clicked, this, [this] { setPlaying(!isPlaying()); });
    connect(m_loop, &QToolButton::clicked, this, &DateBar::setLoop);
    connect(m_track, &DateTrack::scrubbed, this, [this](double day) { setDay(day); });
    connect(m_whole, &QToolButton::clicked, this,
        [this](bool on) { setDay(on || !m_extent ? std::nullopt : std::optional(model::dayNumber(m_extent->start))); });
    retranslate();
}

QToolButton* DateBar::addButton(const char* name)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name));
    return button;
}

void DateBar::setPlan(std::optional<model::Work> extent, std::vector<PhaseMilestone> milestones)
{
    m_extent = extent;
    m_milestones = std::move(milestones);
    setEnabled(extent.has_value());
    if (extent)
        m_track->setSpan(model::dayNumber(extent->start) - 1, model::dayNumber(extent->finish));
    m_track->setMilestones(m_milestones);
    setDay(extent ? m_day : std::nullopt);
}

void DateBar::setDay(std::optional<double> day)
{
    if (day && !m_extent)
        day.reset();
    if (day)
        day = std::clamp(*day, m_track->first(), m_track->last());
    else
        m_timer.stop();
    const bool changed = m_day != day;
    m_day = day;
    showState();
    if (changed)
        emit dayChanged(m_day);
}

void DateBar::setPlaying(bool on)
{
    if (!on || !m_extent) {
        m_timer.stop();
        showState();
        return;
    }
    // From the start where there is nothing left to play.
    if (!m_day || *m_day >= m_track->last())
        setDay(m_track->first());
    m_clock.start();
    m_timer.start(kTickMs, Qt::PreciseTimer, this);
    showState();
}

void DateBar::setSpeed(double daysPerSecond)
{
    m_speed = daysPerSecond;
    retranslate();
}

void DateBar::setLoop(bool on)
{
    m_loops = on;
    m_loop->setChecked(on);
}

void DateBar::advance(double seconds)
{
    if (!m_day)
        return;
    const double to = *m_day + seconds * m_speed;
    if (to < m_track->last()) {
        setDay(to);
    } else if (m_loops) {
        setDay(m_track->first());
    } else {
        m_timer.stop();
        setDay(m_track->last());
    }
}

void DateBar::jump(bool forward)
{
    const double from = m_day.value_or(forward ? m_track->first() : m_track->last() + 1);
    if (const auto milestone = milestoneBeside(m_milestones, from, forward))
        setDay(milestone->day);
    else if (m_extent)
        setDay(forward ? m_track->last() : m_track->first());
}

void DateBar::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_timer.timerId())
        advance(std::min(double(m_clock.restart()) / 1e3, kLongestTickS));
}

void DateBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::LocaleChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DateBar::showState()
{
    m_date->setText(m_day ? dateText(model::dayAt(*m_day), locale()) : tr("Whole campus"));
    m_track->setDay(m_day);
    m_whole->setChecked(!m_day);
    m_play->setIcon(glyphIcon(isPlaying() ? Glyph::Pause : Glyph::Play, themeColours(palette()).text));
    m_play->setToolTip(isPlaying() ? tr("Pause the rollout") : tr("Play the rollout"));
    m_play->setAccessibleName(m_play->toolTip());
}

void DateBar::retranslate()
{
    // As wide as the widest date, so that nothing moves while it plays.
    const QFontMetrics metrics(themeFont(kTitlePx), this);
    int width = metrics.horizontalAdvance(tr("Whole campus"));
    for (int month = 1; month <= 12; ++month)
        width = std::max(width,
            metrics.horizontalAdvance(dateText(std::chrono::sys_days(std::chrono::year(2028) / month / 28), locale())));
    m_date->setFixedWidth(width + 4);
    m_track->setAccessibleName(tr("Date of the rollout"));
    m_track->setToolTip(tr("Date of the rollout; signs are phases that are energised"));
    m_back->setToolTip(tr("To the phase energised before"));
    m_forward->setToolTip(tr("To the next phase that is energised"));
    m_loop->setToolTip(tr("Again and again"));
    for (QToolButton* button : {m_back, m_forward, m_loop})
        button->setAccessibleName(button->toolTip());
    m_whole->setText(tr("No date"));
    m_whole->setToolTip(tr("The whole campus: everything stands and is in service"));
    m_speedButton->setToolTip(tr("Speed of the rollout"));
    const QList<QAction*> speeds = m_speedButton->menu()->actions();
    m_speedButton->setText(QString());
    int widest = 0;
    for (int i = 0; i < speeds.size(); ++i) {
        const Speed& speed = kSpeeds.at(static_cast<std::size_t>(i));
        const QString text = tr(speed.text);
        speeds[i]->setText(text);
        widest = std::max(widest, m_speedButton->fontMetrics().horizontalAdvance(text));
        if (speed.daysPerSecond == m_speed)
            m_speedButton->setText(text);
    }
    m_speedButton->setMinimumWidth(widest + 18);
    showState();
}

} // namespace gigahall::app
