#pragma once

#include "app/overlay.h"

#include <QWidget>

class QMenuBar;
class QTabBar;
class QToolButton;

namespace gigahall::app {

class RangePopup;

/// The top line: menus, which quantity is shown, how it is coloured.
class MetricBar : public QWidget
{
    Q_OBJECT

public:
    explicit MetricBar(QWidget* parent = nullptr);

    QMenuBar& menuBar() { return *m_menus; }
    QTabBar& tabs() { return *m_tabs; }
    RangePopup& rangePopup() { return *m_popup; }
    void setOverlay(const Overlay& overlay, ValueRange range);

signals:
    void overlayChanged(const gigahall::app::Overlay& overlay);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();

    Overlay m_overlay;
    QMenuBar* m_menus;
    QTabBar* m_tabs;
    QToolButton* m_range;
    RangePopup* m_popup;
    bool m_syncing = false;
};

} // namespace gigahall::app
