#include "app/window/keysoverlay.h"

#include "app/theme/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace gigahall::app {

namespace {

struct Line
{
    QString keys, what;
};
struct Group
{
    QString title;
    std::vector<Line> lines;
};

constexpr int kLinePx = 24;
constexpr int kKeysPx = 150;

} // namespace

KeysOverlay::KeysOverlay(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("keysOverlay"));
    setFocusPolicy(Qt::StrongFocus);
    hide();
    parent->installEventFilter(this);
}

void KeysOverlay::toggle()
{
    setGeometry(parentWidget()->rect());
    setVisible(!isVisible());
    if (isVisible()) {
        raise();
        setFocus();
    } else {
        parentWidget()->setFocus();
    }
}

void KeysOverlay::paintEvent(QPaintEvent*)
{
    const std::vector<Group> groups{
        {tr("Look around"),
            {{tr("Middle button"), tr("move over the ground")},
                {tr("Shift + middle, Alt + left"), tr("turn about what is under the cursor")},
                {tr("Wheel"), tr("nearer to the cursor, farther away")},
                {tr("Right button + W A S D Q E"), tr("fly; wheel or Shift for speed")},
                {tr("Double click"), tr("go there")}}},
        {tr("Views"),
            {{QStringLiteral("F"), tr("selection in the middle")}, {tr("Home"), tr("everything")},
                {QStringLiteral("1  3  7"), tr("from the front, right, top")},
                {QStringLiteral("5"), tr("parallel or perspective")}, {QStringLiteral("F11"), tr("full screen")}}},
        {tr("Work"),
            {{tr("Left click"), tr("select")}, {QStringLiteral("Esc"), tr("select nothing")},
                {tr("Ctrl + F"), tr("find an asset by name")},
                {tr("Space  [  ]"), tr("pause and play, a step back, a step on")},
                {tr("N  End"), tr("to the next alarm, back to live")},
                {tr("Del  Ins"), tr("let the selection fail, put it in order")}, {tr("Ctrl + Z"), tr("undo")},
                {QStringLiteral("A"), tr("alarms")}, {QStringLiteral("B"), tr("energy balance")},
                {QStringLiteral("C"), tr("charts")},
                {QStringLiteral("D"), tr("difference from what was planned, or from something else")},
                {QStringLiteral("P"), tr("rollout: plan, date, totals")}, {QStringLiteral("F12"), tr("screenshot")},
                {QStringLiteral("H"), tr("this page")}}},
    };
    QPainter painter(this);
    const ThemeColours colours = themeColours(palette());
    QColor ground = colours.panel;
    ground.setAlphaF(0.93f);
    painter.fillRect(rect(), ground);

    int lines = 0;
    for (const Group& group : groups)
        lines += static_cast<int>(group.lines.size()) + 2;
    const QFontMetrics metrics(themeFont(kTextPx), this);
    int keysWidth = kKeysPx;
    for (const Group& group : groups) {
        for (const Line& line : group.lines)
            keysWidth = std::max(keysWidth, metrics.horizontalAdvance(line.keys));
    }
    int y = std::max(16, (height() - lines * kLinePx) / 2);
    const int left = std::max(20, (width() - keysWidth - 320) / 2);
    for (const Group& group : groups) {
        painter.setFont(themeFont(kTitlePx));
        painter.setPen(colours.text);
        painter.drawText(QRect(left, y, width() - left, kLinePx), Qt::AlignLeft | Qt::AlignVCenter, group.title);
        y += kLinePx + 4;
        painter.setFont(themeFont(kTextPx));
        for (const Line& line : group.lines) {
            painter.setPen(colours.text);
            painter.drawText(QRect(left, y, keysWidth, kLinePx), Qt::AlignLeft | Qt::AlignVCenter, line.keys);
            painter.setPen(colours.quiet);
            painter.drawText(
                QRect(left + keysWidth + 24, y, width(), kLinePx), Qt::AlignLeft | Qt::AlignVCenter, line.what);
            y += kLinePx;
        }
        y += kLinePx - 4;
    }
}

void KeysOverlay::mousePressEvent(QMouseEvent*)
{
    toggle();
}

void KeysOverlay::keyPressEvent(QKeyEvent*)
{
    toggle();
}

bool KeysOverlay::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace gigahall::app
