#pragma once

#include "model/telemetry/source.h"

#include <QLocale>
#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QLabel;
class QToolButton;

namespace gigahall::app {

/// Seconds of a source's clock as people read them: "14:32:07", with the day where there are several, a date where the
/// source counts from 1970.
QString clockText(double timeS, const QLocale& locale);

/// The line one scrubs along, with hours or minutes below it.
class TimeTrack : public QWidget
{
    Q_OBJECT

public:
    explicit TimeTrack(QWidget* parent = nullptr);

    /// First and last time that can be reached on it.
    void setSpan(double firstS, double lastS);
    void setTime(double timeS);
    void setLoop(const std::optional<std::pair<double, double>>& loop);
    /// When alarms were raised, as far as that is known; ascending.
    void setAlarms(const std::vector<double>& timesS);
    double firstS() const { return m_firstS; }
    double lastS() const { return m_lastS; }
    QSize sizeHint() const override { return {400, 40}; }
    QSize minimumSizeHint() const override { return {80, 40}; }

signals:
    void scrubbed(double timeS);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double timeAt(double x) const;
    double placeOf(double timeS) const;
    void paintAlarms(QPainter& painter, double y) const;

    double m_firstS = 0, m_lastS = 86400, m_timeS = 0;
    std::optional<std::pair<double, double>> m_loop;
    std::vector<double> m_alarmsS;
};

/// Play and pause, the clock, the track, the speed.
class TimeBar : public QWidget
{
    Q_OBJECT

public:
    explicit TimeBar(QWidget* parent = nullptr);

    void setSpan(model::TelemetrySource::TimeSpan span);
    /// Live sources: whether there are any, and whether the clock is at their present.
    void setLive(bool live, bool atLive);
    /// What is played again and again; empty = nothing.
    void setLoop(const std::optional<std::pair<double, double>>& loop);
    void setState(double timeS, bool paused, double speed, const QString& source);
    /// What there is to say about the source where the pointer rests on it.
    void setSourceHint(const QString& hint);
    TimeTrack& track() { return *m_track; }
    bool paused() const { return m_paused; }
    double speed() const { return m_speed; }

signals:
    void liveAsked();
    void stepAsked(int frames);
    void loopAsked(bool on);
    void nextAlarmAsked();
    void pausedChanged(bool paused);
    void speedChanged(double speed);
    void timeChanged(double timeS);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    model::TelemetrySource::TimeSpan m_span{0, 0};
    bool m_paused = false;
    double m_speed = 1;
    QToolButton* m_play;
    QToolButton* m_back;
    QToolButton* m_forward;
    QToolButton* m_nextAlarm;
    QToolButton* m_loop;
    QToolButton* m_live;
    QLabel* m_clock;
    QLabel* m_source;
    TimeTrack* m_track;
    QToolButton* m_speedButton;
};

} // namespace gigahall::app
