#pragma once

#include "app/rollout/milestones.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QToolButton;

namespace gigahall::app {

/// The line one scrubs the date along, with a sign for each phase that is energised.
class DateTrack : public QWidget
{
    Q_OBJECT

public:
    explicit DateTrack(QWidget* parent = nullptr);

    /// Day numbers that can be reached on it.
    void setSpan(double first, double last);
    void setMilestones(std::vector<PhaseMilestone> milestones);
    void setDay(std::optional<double> day);
    double first() const { return m_first; }
    double last() const { return m_last; }
    double placeOf(double day) const;

    QSize sizeHint() const override { return {300, 28}; }
    QSize minimumSizeHint() const override { return {80, 28}; }

signals:
    void scrubbed(double day);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double dayAt(double x) const;

    double m_first = 0, m_last = 1;
    std::vector<PhaseMilestone> m_milestones;
    std::optional<double> m_day;
};

/// The clock of a rollout: the date, a line to scrub it along, play, speed, loop, milestones, and "no date": the whole
/// campus. It owns the date.
class DateBar : public QWidget
{
    Q_OBJECT

public:
    explicit DateBar(QWidget* parent = nullptr);

    /// First to last day of a plan, and when phases are energised; the date stays where it is within them. Nothing: no
    /// plan, and no date.
    void setPlan(std::optional<model::Work> extent, std::vector<PhaseMilestone> milestones);
    /// Nothing = the whole campus, without a date; then it stands still.
    void setDay(std::optional<double> day);
    std::optional<double> day() const { return m_day; }
    void setPlaying(bool on);
    bool isPlaying() const { return m_timer.isActive(); }
    /// Days of the plan in a second.
    void setSpeed(double daysPerSecond);
    double speed() const { return m_speed; }
    void setLoop(bool on);
    /// What a stretch of wall clock does to the date; the timer calls it.
    void advance(double seconds);
    void jump(bool forward);
    DateTrack& track() { return *m_track; }

signals:
    void dayChanged(std::optional<double> day);

protected:
    void timerEvent(QTimerEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QToolButton* addButton(const char* name);
    void retranslate();
    void showState();

    std::optional<double> m_day;
    std::optional<model::Work> m_extent;
    std::vector<PhaseMilestone> m_milestones;
    double m_speed = 7;
    bool m_loops = false;
    QBasicTimer m_timer;
    QElapsedTimer m_clock;
    QToolButton* m_back;
    QToolButton* m_play;
    QToolButton* m_forward;
    QLabel* m_date;
    DateTrack* m_track;
    QToolButton* m_loop;
    QToolButton* m_speedButton;
    QToolButton* m_whole;
};

} // namespace gigahall::app
