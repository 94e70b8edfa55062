#pragma once

#include "app/story/storyreel.h"
#include "app/story/storyvideo.h"

#include <QDialog>
#include <QThread>

#include <atomic>
#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace gigahall::app {

/// Makes a video of a story in the background; it can be cancelled, and nothing is left then.
class VideoDialog : public QDialog
{
    Q_OBJECT

public:
    /// `name`: what the video is called at first. `look`: theme, language and device at first.
    VideoDialog(StoryReel::Open open, const QString& name, const StageOptions& look, QWidget* parent = nullptr);
    ~VideoDialog() override;

    void start();
    void cancel();
    bool isRunning() const { return m_worker != nullptr; }

signals:
    /// Empty problem: it is there. Cancelled ones end without.
    void ended(const QString& path, const QString& problem, bool cancelled);

protected:
    void closeEvent(QCloseEvent* event) override;
    void reject() override;

private:
    void build(const QString& name);
    void chooseOutput();
    void showProgress(double share, double secondsLeft);
    void onEnded(const QString& path, const VideoResult& result);
    void setRunning(bool running);

    StoryReel::Open m_open;
    StageOptions m_look;
    QLineEdit* m_output;
    QComboBox *m_size, *m_rate, *m_theme, *m_language;
    QProgressBar* m_bar;
    QLabel* m_said;
    QPushButton *m_start, *m_close;
    std::unique_ptr<QThread> m_worker;
    std::atomic<bool> m_cancelled = false;
};

} // namespace gigahall::app
