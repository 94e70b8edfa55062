#pragma once

#include "app/overlay.h"
#include "app/viewport/picture.h"
#include "model/campus/campus.h"
#include "model/telemetry/frame.h"

#include <QElapsedTimer>
#include <QStatusBar>
#include <QTimer>

#include <array>

class QLabel;

namespace gigahall::app {

/// One line of truth: where the data comes from and how old it is, what is missing, what stands there, what a picture
/// costs.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    void setCampus(std::shared_ptr<const model::Campus> campus);
    /// States are counted for the metric that is shown: in `shown`, which may be the difference of `frame` from
    /// something else.
    void setFrame(model::FramePtr frame, const Overlay& overlay, bool paused, model::FramePtr shown);
    /// Assets with an alarm by severity, and how many of them nobody has acknowledged.
    void setAlarms(const std::array<std::uint32_t, 4>& counts, const std::array<std::uint32_t, 4>& unacknowledged);
    void setDevice(const DeviceFacts& device);
    void setDrawn(const Drawn& drawn);

signals:
    void alarmsClicked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refreshData();
    QString sourceText() const;
    void refreshAlarms();
    void refreshPicture();

    std::shared_ptr<const model::Campus> m_campus;
    model::FramePtr m_frame, m_shown;
    Overlay m_overlay;
    bool m_paused = false;
    QElapsedTimer m_sinceFrame;
    QTimer m_ageTimer;
    DeviceFacts m_device;
    render::FrameStats m_stats;
    double m_wallMs = 0;
    std::array<std::uint32_t, 4> m_alarmCounts{}, m_unacknowledged{};
    QLabel* m_alarms;
    QLabel* m_source;
    QLabel* m_states;
    QLabel* m_totals;
    QLabel* m_picture;
};

} // namespace gigahall::app
