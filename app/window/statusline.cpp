#include "app/window/statusline.h"

#include "app/docks/alarmtext.h"
#include "app/docks/assettext.h"
#include "app/docks/whatiftext.h"
#include "app/scenery/format.h"
#include "app/scenery/minustext.h"
#include "app/theme/theme.h"
#include "app/window/timebar.h"

#include <QEvent>
#include <QLabel>

namespace gigahall::app {

namespace {

constexpr char16_t kDot = 0x25cf;
constexpr char16_t kShapes[] = {u' ', 0x25cf, 0x25b2, 0x25c6}; ///< of severities: circle, triangle, diamond
constexpr double kFreshS = 5; ///< older than this is worth a warning while the clock runs

QString joined(const QStringList& parts)
{
    return parts.join(QStringLiteral("  \u00b7  "));
}

} // namespace

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent)
    , m_alarms(new QLabel(this))
    , m_source(new QLabel(this))
    , m_states(new QLabel(this))
    , m_totals(new QLabel(this))
    , m_picture(new QLabel(this))
{
    setSizeGripEnabled(false);
    setContentsMargins(6, 0, 10, 0);
    m_alarms->setObjectName(QStringLiteral("statusAlarms"));
    m_source->setObjectName(QStringLiteral("statusSource"));
    m_states->setObjectName(QStringLiteral("statusStates"));
    m_totals->setObjectName(QStringLiteral("statusTotals"));
    m_picture->setObjectName(QStringLiteral("statusPicture"));
    for (QLabel* label : {m_alarms, m_source, m_states, m_totals, m_picture}) {
        label->setProperty("role", "small");
        label->setContentsMargins(8, 3, 8, 4);
        label->setMinimumWidth(0);
    }
    connect(m_alarms, &QLabel::linkActivated, this, &StatusLine::alarmsClicked);
    connect(this, &QStatusBar::messageChanged, this, &StatusLine::refreshAlarms);
    addWidget(m_source);
    addWidget(m_alarms);
    addWidget(m_states);
    addPermanentWidget(m_totals);
    addPermanentWidget(m_picture);
    m_ageTimer.setInterval(1000);
    connect(&m_ageTimer, &QTimer::timeout, this, &StatusLine::refreshData);
}

void StatusLine::setCampus(std::shared_ptr<const model::Campus> campus)
{
    m_campus = std::move(campus);
    m_frame.reset();
    m_shown.reset();
    refreshData();
}

void StatusLine::setFrame(model::FramePtr frame, const Overlay& overlay, bool paused, model::FramePtr shown)
{
    if (frame != m_frame)
        m_sinceFrame.start();
    m_frame = std::move(frame);
    m_shown = std::move(shown);
    m_overlay = overlay;
    m_paused = paused;
    // Only a running clock grows old: a paused window does nothing at all.
    if (paused)
        m_ageTimer.stop();
    else if (!m_ageTimer.isActive())
        m_ageTimer.start();
    refreshData();
}

void StatusLine::setDevice(const DeviceFacts& device)
{
    m_device = device;
    refreshPicture();
}

void StatusLine::setDrawn(const Drawn& drawn)
{
    m_stats = drawn.stats;
    m_wallMs = drawn.wallMs;
    refreshPicture();
}

void StatusLine::refreshData()
{
    if (!m_campus || !m_frame || !m_shown) {
        m_source->clear();
        m_states->clear();
        m_totals->clear();
        return;
    }
    const ThemeColours colours = themeColours(palette());
    const double ageS = m_sinceFrame.isValid() ? static_cast<double>(m_sinceFrame.elapsed()) / 1000 : 0;
    const QString age = m_paused ? tr("paused")
        : ageS < 1               ? tr("now")
                                 : tr("%1 s old").arg(formatNumber(ageS, locale(), 2));
    const QColor dot = m_paused ? colours.faint : ageS > kFreshS ? colours.warning : colours.good;
    m_source->setText(QStringLiteral("<span style='color:%1'>%2</span>&nbsp; %3  \u00b7  %4")
                          .arg(dot.name())
                          .arg(QChar(kDot))
                          .arg(sourceText().toHtmlEscaped(), age));
    const QStringList states = stateTexts(m_shown->counts(m_overlay.metric), locale());
    const QString missing = m_frame->impact ? impactSummary(*m_frame->impact, locale()) : QString();
    QString text = states.isEmpty() ? QString() : tr("Racks: %1").arg(joined(states)).toHtmlEscaped();
    if (!missing.isEmpty())
        text += QStringLiteral("&nbsp; <span style='color:%1'>%2</span>&nbsp; %3")
                    .arg(colours.critical.name())
                    .arg(QChar(kDot))
                    .arg(missing.toHtmlEscaped());
    m_states->setText(text);

    const auto& power = m_frame->rollUp[static_cast<std::size_t>(model::Metric::RackPower)].campus;
    QStringList totals;
    // The nameplate counts support racks, and so does the balance; measured racks alone are told without it.
    if (m_frame->balance && m_campus->itKw > 0)
        totals.append(tr("%1 of %2 IT")
                          .arg(formatPower(m_frame->balance->itKw, locale()), formatPower(m_campus->itKw, locale())));
    else if (power.known > 0)
        totals.append(formatPower(static_cast<double>(power.sum), locale()));
    totals.append(tr("%1 racks").arg(formatCount(m_campus->rackCount(), locale())));
    totals.append(tr("%1 GPUs").arg(formatCount(m_campus->gpuCount(), locale())));
    m_totals->setText(joined(totals));
}

QString StatusLine::sourceText() const
{
    return m_overlay.difference
        ? tr("A %1 minus B %2")
              .arg(QString::fromStdString(m_overlay.minuend), QString::fromStdString(m_overlay.subtrahend))
        : app::sourceText(*m_frame, locale());
}

void StatusLine::setAlarms(
    const std::array<std::uint32_t, 4>& counts, const std::array<std::uint32_t, 4>& unacknowledged)
{
    m_alarmCounts = counts;
    m_unacknowledged = unacknowledged;
    refreshAlarms();
}

/// Severe first; a shape and a number each. A click opens the list.
void StatusLine::refreshAlarms()
{
    QStringList parts, words;
    for (const auto severity :
        {model::AlarmSeverity::Critical, model::AlarmSeverity::Warning, model::AlarmSeverity::Info}) {
        const auto s = static_cast<std::size_t>(severity);
        if (m_alarmCounts[s] == 0)
            continue;
        const QString count = formatCount(m_alarmCounts[s], locale());
        parts.append(QStringLiteral("<a href='#' style='color:%1; text-decoration:none'>%2&nbsp;%3</a>")
                         .arg(severityColour(severity, palette()).name())
                         .arg(QChar(kShapes[s]))
                         .arg(count));
        words.append(tr("%1: %2 assets, %3 not acknowledged")
                         .arg(severityText(severity), count, formatCount(m_unacknowledged[s], locale())));
    }
    m_alarms->setText(parts.join(QStringLiteral("&nbsp;&nbsp; ")));
    m_alarms->setToolTip(words.join(QLatin1Char('\n')));
    m_alarms->setAccessibleName(tr("Alarms"));
    // While a message is shown the status bar hides what is here; showing it again would lie over the message.
    if (currentMessage().isEmpty())
        m_alarms->setVisible(!parts.isEmpty());
}

void StatusLine::refreshPicture()
{
    QStringList parts;
    if (m_wallMs > 0) {
        parts.append(formatNumber(m_wallMs, locale(), 2) + QStringLiteral("\u202fms"));
        parts.append(tr("%n draw(s)", nullptr, static_cast<int>(m_stats.draws)));
    }
    // "llvmpipe (LLVM 15.0.6, 256 bits)": what is in brackets is for the tooltip.
    parts.append(m_device.name.section(QLatin1String(" ("), 0, 0));
    m_picture->setText(joined(parts));
    m_picture->setToolTip(tr("%1\n%2\nPicture %3 ms on the device, %4 ms on the CPU, %5 racks and %6 GPUs drawn")
                              .arg(m_device.name, m_device.driver, formatNumber(m_stats.gpuMs, locale(), 2),
                                  formatNumber(m_stats.cpuMs, locale(), 2), formatCount(m_stats.racksVisible, locale()),
                                  formatCount(m_stats.gpusVisible, locale())));
}

void StatusLine::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        refreshData();
        refreshAlarms();
        refreshPicture();
    }
    QStatusBar::changeEvent(event);
}

} // namespace gigahall::app
