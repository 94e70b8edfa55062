#pragma once

#include "app/story/storyreel.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace gigahall::app {

/// A story on the whole screen, without panels. Right, Down, Page Down, Enter: the next key; Left, Up, Page Up,
/// Backspace: the one before; Home, End; Space: pause; B or period: black; Esc: out. Pictures come from a thread of
/// their own. Closes itself.
class StoryPlayer : public QWidget
{
    Q_OBJECT

public:
    /// `startS`: where it begins; with `paused` it waits there.
    StoryPlayer(StoryReel::Open open, const StageOptions& options, double startS = 0, bool paused = false,
        QWidget* parent = nullptr);
    ~StoryPlayer() override;

    bool isOpen() const { return m_lengthS.has_value(); }
    double atS() const;
    double lengthS() const { return m_lengthS.value_or(0); }
    std::size_t key() const; ///< that has begun last
    bool isPaused() const { return m_paused; }
    bool isBlack() const { return m_black; }
    /// What is on the screen; null before the first picture. And which time it is of.
    const QImage& picture() const { return m_picture; }
    double pictureS() const { return m_pictureS; }

    void seek(double seconds);
    void setPaused(bool paused);

signals:
    void opened();
    void pictureChanged();
    void failed(const std::vector<gigahall::assets::Problem>& problems);
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void onOpened(const std::vector<double>& keys, double lengthS);
    void onDrawn(double atS, const QImage& picture, render::Quality quality);
    void ask();
    void goToKey(int step);

    std::vector<double> m_keys; ///< when they begin
    std::optional<double> m_lengthS; ///< empty until it is open
    double m_startS = 0; ///< where the clock was when it was last set
    QElapsedTimer m_clock;
    bool m_paused, m_black = false;
    bool m_asked = false; ///< a picture is on its way
    QImage m_picture;
    double m_pictureS = -1;
    render::Quality m_pictureQuality = render::Quality::Plain;
    QTimer m_next, m_settle;
    std::unique_ptr<StoryReel> m_reel; ///< last: its thread ends first
};

} // namespace gigahall::app
