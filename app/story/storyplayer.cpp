#include "app/story/storyplayer.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gigahall::app {
namespace {

constexpr int kFrameMs = 16; // between pictures at best
constexpr int kSettleMs = 250; // at rest for that long a picture is drawn finely
constexpr double kBackS = 1; // this soon after a key "before" means the one before it

} // namespace

StoryPlayer::StoryPlayer(StoryReel::Open open, const StageOptions& options, double startS, bool paused, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_startS(startS)
    , m_paused(paused)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_DeleteOnClose);
    setCursor(Qt::BlankCursor);
    setFocusPolicy(Qt::StrongFocus);
    resize(1280, 720);
    m_next.setSingleShot(true);
    m_settle.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &StoryPlayer::ask);
    connect(&m_settle, &QTimer::timeout, this, &StoryPlayer::ask);
    const auto later = [this](auto run) { QMetaObject::invokeMethod(this, run, Qt::QueuedConnection); };
    m_reel = std::make_unique<StoryReel>(std::move(open), options,
        StoryReel::Events{
            .opened =
                [this, later](const StoryTimeline& timeline) {
                    std::vector<double> keys;
                    for (const StoryKey& key : timeline.story().keys)
                        keys.push_back(key.atS);
                    later([this, keys, length = timeline.lengthS(),
                              title = QString::fromStdString(timeline.story().title.en)] {
                        setWindowTitle(title);
                        onOpened(keys, length);
                    });
                },
            .drawn =
                [this, later](double atS, const QImage& picture, render::Quality quality) {
                    later([this, atS, picture, quality] { onDrawn(atS, picture, quality); });
                },
            .failed =
                [this, later](const std::vector<assets::Problem>& problems) {
                    later([this, problems] {
                        emit failed(problems);
                        close();
                    });
                },
        });
}

StoryPlayer::~StoryPlayer() = default;

double StoryPlayer::atS() const
{
    const double played = m_paused || !m_clock.isValid() ? 0 : double(m_clock.elapsed()) / 1000;
    return std::clamp(m_startS + played, 0.0, m_lengthS.value_or(m_startS));
}

std::size_t StoryPlayer::key() const
{
    const auto next = std::ranges::upper_bound(m_keys, atS() + 1e-6);
    return next == m_keys.begin() ? 0 : std::size_t(next - m_keys.begin()) - 1;
}

void StoryPlayer::seek(double seconds)
{
    m_startS = std::clamp(seconds, 0.0, m_lengthS.value_or(seconds));
    m_clock.restart();
    ask();
}

void StoryPlayer::setPaused(bool paused)
{
    m_startS = atS();
    // At the end it begins anew.
    if (!paused && m_lengthS && m_startS >= *m_lengthS)
        m_startS = 0;
    m_paused = paused;
    m_clock.restart();
    ask();
}

void StoryPlayer::goToKey(int step)
{
    if (m_keys.empty())
        return;
    const bool isLate = atS() - m_keys[key()] > kBackS;
    const int wanted = int(key()) + (step < 0 && isLate ? 0 : step);
    if (wanted >= int(m_keys.size()))
        return seek(lengthS());
    seek(m_keys[std::size_t(std::max(0, wanted))]);
}

void StoryPlayer::onOpened(const std::vector<double>& keys, double lengthS)
{
    m_keys = keys;
    m_lengthS = lengthS;
    m_startS = std::min(m_startS, lengthS);
    m_clock.restart();
    emit opened();
    ask();
}

// One picture is on its way at most; the next is asked for when it is there.
void StoryPlayer::ask()
{
    if (!m_lengthS || m_asked)
        return;
    const double now = atS();
    if (!m_paused && now >= *m_lengthS)
        return setPaused(true);
    const auto quality = m_paused && m_pictureS == now ? render::Quality::Fine : render::Quality::Plain;
    if (m_pictureS == now && m_pictureQuality == render::Quality::Fine)
        return;
    const double scale = devicePixelRatioF();
    m_asked = true;
    m_reel->ask(
        {now, {unsigned(std::max(64.0, width() * scale)), unsigned(std::max(64.0, height() * scale))}, quality});
}

void StoryPlayer::onDrawn(double atS, const QImage& picture, render::Quality quality)
{
    m_asked = false;
    m_picture = picture;
    m_pictureS = atS;
    m_pictureQuality = quality;
    update();
    if (!m_paused || this->atS() != atS) {
        m_next.start(kFrameMs);
    } else if (quality == render::Quality::Plain) {
        m_settle.start(kSettleMs);
    }
    emit pictureChanged();
}

void StoryPlayer::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    if (m_black || m_picture.isNull())
        painter.fillRect(rect(), Qt::black);
    else
        painter.drawImage(rect(), m_picture);
}

void StoryPlayer::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_PageDown:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return goToKey(1);
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_PageUp:
    case Qt::Key_Backspace:
        return goToKey(-1);
    case Qt::Key_Home:
        return seek(0);
    case Qt::Key_End:
        return seek(m_keys.empty() ? 0 : m_keys.back());
    case Qt::Key_Space:
        return setPaused(!m_paused);
    case Qt::Key_B:
    case Qt::Key_Period:
        m_black = !m_black;
        return update();
    case Qt::Key_Escape:
    case Qt::Key_Q:
        close();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void StoryPlayer::mousePressEvent(QMouseEvent* event)
{
    goToKey(event->button() == Qt::RightButton ? -1 : 1);
}

void StoryPlayer::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_pictureS = -1;
    ask();
}

void StoryPlayer::closeEvent(QCloseEvent* event)
{
    emit closed();
    QWidget::closeEvent(event);
}

} // namespace gigahall::app
