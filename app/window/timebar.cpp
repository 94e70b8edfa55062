#include "app/window/timebar.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QActionGroup>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QTimeZone>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr double kDayS = 86400;
constexpr double kFirstDateS = 3.15e8; ///< later than this (1980) is a date, earlier a clock that started at zero
constexpr std::array kSpeeds{0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 100.0, 300.0, 1000.0};
constexpr int kMargin = 8;

QString hours(double timeS, const char* format)
{
    return QTime::fromMSecsSinceStartOfDay(static_cast<int>(std::fmod(std::max(timeS, 0.0), kDayS) * 1000))
        .toString(QLatin1String(format));
}

/// A step of the scale that leaves about `pixels` between two marks.
double tickStep(double spanS, int width)
{
    static constexpr std::array kSteps{1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0,
        10800.0, 21600.0, 43200.0, 86400.0};
    const double least = spanS * 90 / std::max(width, 1);
    for (const double step : kSteps) {
        if (step >= least)
            return step;
    }
    return std::ceil(least / kDayS) * kDayS;
}

QString speedText(double speed, const QLocale& locale)
{
    return locale.toString(speed, 'g', 4) + QChar(0x00d7);
}

} // namespace

QString clockText(double timeS, const QLocale& locale)
{
    if (timeS >= kFirstDateS) {
        const auto when = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(timeS * 1000), QTimeZone::utc());
        return locale.toString(when.date(), QLocale::ShortFormat) + QChar(' ')
            + when.time().toString(QStringLiteral("HH:mm:ss"));
    }
    const QString clock = hours(timeS, "HH:mm:ss");
    const auto day = static_cast<int>(timeS / kDayS);
    return day > 0 ? TimeBar::tr("day %1, %2").arg(day + 1).arg(clock) : clock;
}

TimeTrack::TimeTrack(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("timeTrack"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TimeTrack::setSpan(double firstS, double lastS)
{
    m_firstS = firstS;
    m_lastS = std::max(lastS, firstS + 1e-3);
    update();
}

void TimeTrack::setTime(double timeS)
{
    if (m_timeS == timeS)
        return;
    m_timeS = timeS;
    update();
}

void TimeTrack::setLoop(const std::optional<std::pair<double, double>>& loop)
{
    m_loop = loop;
    update();
}

void TimeTrack::setAlarms(const std::vector<double>& timesS)
{
    if (m_alarmsS == timesS)
        return;
    m_alarmsS = timesS;
    update();
}

double TimeTrack::placeOf(double timeS) const
{
    const double share = std::clamp((timeS - m_firstS) / (m_lastS - m_firstS), 0.0, 1.0);
    return kMargin + share * (width() - 2 * kMargin);
}

double TimeTrack::timeAt(double x) const
{
    const double share = std::clamp((x - kMargin) / std::max(width() - 2 * kMargin, 1), 0.0, 1.0);
    return m_firstS + share * (m_lastS - m_firstS);
}

void TimeTrack::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColours colours = themeColours(palette());
    const double y = 14;
    painter.setFont(themeFont(kSmallPx));
    const double step = tickStep(m_lastS - m_firstS, width());
    for (double t = std::ceil(m_firstS / step) * step; t <= m_lastS; t += step) {
        const double x = placeOf(t);
        painter.setPen(colours.hairline);
        painter.drawLine(QPointF(x, y + 3), QPointF(x, y + 6));
        painter.setPen(colours.faint);
        QRectF where(x - 40, y + 7, 80, 16);
        where.moveLeft(std::clamp(where.left(), 0.0, std::max(0.0, width() - where.width())));
        const int align = where.center().x() > x + 1 ? Qt::AlignLeft
            : where.center().x() < x - 1             ? Qt::AlignRight
                                                     : Qt::AlignHCenter;
        painter.drawText(where, align, hours(t, step < 60 ? "HH:mm:ss" : "HH:mm"));
    }
    paintAlarms(painter, y);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.hairline, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(kMargin, y), QPointF(width() - kMargin, y));
    const double now = placeOf(m_timeS);
    painter.setPen(QPen(colours.accent, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(kMargin, y), QPointF(now, y));
    if (m_loop) {
        painter.setPen(QPen(colours.accent, 5, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(placeOf(m_loop->first), y), QPointF(placeOf(m_loop->second), y));
    }
    painter.setPen(hasFocus() ? QPen(colours.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(colours.text);
    painter.drawEllipse(QPointF(now, y), 5, 5);
}

/// One mark a pixel at most, however many there are.
void TimeTrack::paintAlarms(QPainter& painter, double y) const
{
    painter.setPen(QPen(themeColours(palette()).warning, 1));
    int last = -1;
    const auto first = std::lower_bound(m_alarmsS.begin(), m_alarmsS.end(), m_firstS);
    for (auto at = first; at != m_alarmsS.end() && *at <= m_lastS; ++at) {
        const int x = static_cast<int>(std::lround(placeOf(*at)));
        if (x == last)
            continue;
        last = x;
        painter.drawLine(QPointF(x, y - 10), QPointF(x, y - 4));
    }
}

void TimeTrack::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        emit scrubbed(timeAt(event->position().x()));
}

void TimeTrack::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        emit scrubbed(timeAt(event->position().x()));
}

void TimeTrack::keyPressEvent(QKeyEvent* event)
{
    const double step = (m_lastS - m_firstS) / 200;
    if (event->key() == Qt::Key_Left)
        emit scrubbed(std::max(m_timeS - step, m_firstS));
    else if (event->key() == Qt::Key_Right)
        emit scrubbed(std::min(m_timeS + step, m_lastS));
    else
        QWidget::keyPressEvent(event);
}

TimeBar::TimeBar(QWidget* parent)
    : QWidget(parent)
    , m_play(new QToolButton(this))
    , m_back(new QToolButton(this))
    , m_forward(new QToolButton(this))
    , m_nextAlarm(new QToolButton(this))
    , m_loop(new QToolButton(this))
    , m_live(new QToolButton(this))
    , m_clock(new QLabel(this))
    , m_source(new QLabel(this))
    , m_track(new TimeTrack(this))
    , m_speedButton(new QToolButton(this))
{
    m_play->setObjectName(QStringLiteral("play"));
    m_play->setIconSize({16, 16});
    m_clock->setMinimumWidth(64);
    m_source->setProperty("role", "small");
    m_source->setObjectName(QStringLiteral("timeSource"));
    m_speedButton->setObjectName(QStringLiteral("speed"));
    m_speedButton->setPopupMode(QToolButton::InstantPopup);
    m_speedButton->setMinimumWidth(64);
    auto* speeds = new QMenu(m_speedButton);
    for (const double speed : kSpeeds)
        connect(speeds->addAction(speedText(speed, locale())), &QAction::triggered, this,
            [this, speed] { emit speedChanged(speed); });
    m_speedButton->setMenu(speeds);

    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(8, 2, 10, 0);
    line->setSpacing(10);
    line->addWidget(m_back);
    line->addWidget(m_play);
    line->addWidget(m_forward);
    line->addWidget(m_clock);
    line->addWidget(m_source);
    line->addWidget(m_track, 1);
    line->addWidget(m_nextAlarm);
    line->addWidget(m_loop);
    line->addWidget(m_live);
    line->addWidget(m_speedButton);
    m_back->setText(QChar(0x2039));
    m_forward->setText(QChar(0x203a));
    m_nextAlarm->setObjectName(QStringLiteral("nextAlarm"));
    m_nextAlarm->setIconSize({16, 16});
    m_loop->setCheckable(true);
    m_loop->setText(QChar(0x21bb));
    m_source->setObjectName(QStringLiteral("timeSource"));
    m_loop->setObjectName(QStringLiteral("loop"));
    m_live->setObjectName(QStringLiteral("live"));
    m_live->setCheckable(true);
    m_live->hide();
    connect(m_back, &QToolButton::clicked, this, [this] { emit stepAsked(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { emit stepAsked(1); });
    connect(m_loop, &QToolButton::clicked, this, &TimeBar::loopAsked);
    connect(m_nextAlarm, &QToolButton::clicked, this, &TimeBar::nextAlarmAsked);
    connect(m_live, &QToolButton::clicked, this, &TimeBar::liveAsked);
    connect(m_play, &QToolButton::clicked, this, [this] { emit pausedChanged(!m_paused); });
    connect(m_track, &TimeTrack::scrubbed, this, &TimeBar::timeChanged);
    retranslate();
}

void TimeBar::setSpan(model::TelemetrySource::TimeSpan span)
{
    m_span = span;
    m_track->setSpan(span.firstS, std::isfinite(span.lastS) ? span.lastS : span.firstS + kDayS);
}

void TimeBar::setLive(bool live, bool atLive)
{
    m_live->setVisible(live);
    m_live->setChecked(atLive);
}

void TimeBar::setLoop(const std::optional<std::pair<double, double>>& loop)
{
    m_loop->setChecked(loop.has_value());
    m_track->setLoop(loop);
}

void TimeBar::setState(double timeS, bool paused, double speed, const QString& source)
{
    // A source without end shows the day it is in.
    if (!std::isfinite(m_span.lastS)) {
        const double day = std::floor(timeS / kDayS) * kDayS;
        if (day != m_track->firstS())
            m_track->setSpan(day, day + kDayS);
    }
    m_track->setTime(timeS);
    m_clock->setText(clockText(timeS, locale()));
    m_source->setText(source);
    m_speedButton->setText(speedText(speed, locale()));
    const bool changed = m_paused != paused;
    m_paused = paused;
    m_speed = speed;
    if (changed)
        retranslate();
}

void TimeBar::setSourceHint(const QString& hint)
{
    if (hint != m_source->toolTip())
        m_source->setToolTip(hint);
}

void TimeBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TimeBar::retranslate()
{
    m_play->setIcon(glyphIcon(m_paused ? Glyph::Play : Glyph::Pause, themeColours(palette()).text));
    m_play->setToolTip(m_paused ? tr("Play (Space)") : tr("Pause (Space)"));
    m_play->setAccessibleName(m_paused ? tr("Play") : tr("Pause"));
    m_track->setAccessibleName(tr("Time"));
    m_back->setToolTip(tr("One step back ([)"));
    m_forward->setToolTip(tr("One step on (])"));
    m_loop->setToolTip(tr("Again and again: what was marked in a chart, else the whole recording"));
    m_live->setText(tr("Live"));
    m_live->setToolTip(tr("Back to what is measured now (End)"));
    m_nextAlarm->setIcon(glyphIcon(Glyph::NextAlarm, themeColours(palette()).text));
    m_nextAlarm->setToolTip(tr("To the next alarm (N)"));
    for (QToolButton* button : {m_back, m_forward, m_nextAlarm, m_loop})
        button->setAccessibleName(button->toolTip());
    m_speedButton->setToolTip(tr("Speed of the clock"));
}

} // namespace gigahall::app
