#pragma once

#include "app/overlay.h"

#include <QWidget>

class QMenu;
class QMenuBar;
class QTabBar;
class QToolButton;

namespace gigahall::app {

class MetricTabs;
class RangePopup;

/// The top line: menus, which quantity is shown, how it is coloured. Quantities that have no room are in a menu at the
/// end of the tabs; the one that is shown always has its tab.
class MetricBar : public QWidget
{
    Q_OBJECT

public:
    explicit MetricBar(QWidget* parent = nullptr);

    QMenuBar& menuBar() { return *m_menus; }
    QTabBar& tabs();
    RangePopup& rangePopup() { return *m_popup; }
    void setOverlay(const Overlay& overlay, ValueRange range);
    /// What can be subtracted, behind a button.
    void setCompareMenu(QMenu* menu);
    /// What is subtracted; empty = nothing. `why` it can't be, else empty.
    void setCompared(const QString& text, const QString& why);

signals:
    void overlayChanged(const gigahall::app::Overlay& overlay);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void fitTabs();
    void fillMore();

    Overlay m_overlay;
    QMenuBar* m_menus;
    MetricTabs* m_tabs;
    QToolButton* m_more;
    QMenu* m_moreMenu;
    QToolButton* m_compare;
    QString m_compared, m_whyNot;
    QToolButton* m_range;
    RangePopup* m_popup;
    bool m_syncing = false;
};

} // namespace gigahall::app
