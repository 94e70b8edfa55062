#include "app/window/metricbar.h"

#include "app/scenery/format.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"
#include "app/window/rangepopup.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QTabBar>
#include <QToolButton>

namespace gigahall::app {

/// Tells how wide a tab wants to be, hidden or not, and takes no more room than those that show.
class MetricTabs : public QTabBar
{
public:
    using QTabBar::QTabBar;
    int widthOf(int tab) const { return tabSizeHint(tab).width(); }
    /// Qt forgets that tabs have to be laid out again when nothing changes: only what does.
    void showTab(int tab, bool visible)
    {
        if (isTabVisible(tab) != visible)
            setTabVisible(tab, visible);
    }
    QSize sizeHint() const override
    {
        int width = 0;
        for (int tab = 0; tab < count(); ++tab)
            width += isTabVisible(tab) ? widthOf(tab) : 0;
        return {width, QTabBar::sizeHint().height()};
    }
    QSize minimumSizeHint() const override { return {0, QTabBar::sizeHint().height()}; }
    model::Metric metricOf(int tab) const { return static_cast<model::Metric>(tabData(tab).toInt()); }
};

namespace {
constexpr int kGapPx = 14; ///< between menus, tabs and the button for colours
}

MetricBar::MetricBar(QWidget* parent)
    : QWidget(parent)
    , m_menus(new QMenuBar(this))
    , m_tabs(new MetricTabs(this))
    , m_more(new QToolButton(this))
    , m_moreMenu(new QMenu(this))
    , m_compare(new QToolButton(this))
    , m_range(new QToolButton(this))
    , m_popup(new RangePopup(this))
{
    m_menus->setNativeMenuBar(false);
    m_menus->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_tabs->setObjectName(QStringLiteral("metricTabs"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setFocusPolicy(Qt::TabFocus);
    m_tabs->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    for (const model::MetricInfo& info : model::allMetrics())
        m_tabs->setTabData(m_tabs->addTab(QString()), static_cast<int>(info.metric));
    m_more->setObjectName(QStringLiteral("moreMetrics"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_moreMenu);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_compare->setObjectName(QStringLiteral("compareButton"));
    m_compare->setPopupMode(QToolButton::InstantPopup);
    m_compare->setFocusPolicy(Qt::TabFocus);
    m_range->setObjectName(QStringLiteral("rangeButton"));
    m_range->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_range->setFocusPolicy(Qt::TabFocus);

    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(6, 0, 10, 0);
    line->setSpacing(0);
    line->addWidget(m_menus, 0, Qt::AlignVCenter);
    line->addSpacing(kGapPx);
    line->addWidget(m_tabs);
    line->addWidget(m_more);
    line->addStretch(1);
    line->addWidget(m_compare);
    line->addWidget(m_range);
    retranslate();

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (m_syncing || tab < 0)
            return;
        const auto metric = m_tabs->metricOf(tab);
        // Another quantity has another scale: a fixed range and a chosen map stay with the one they were made for.
        Overlay overlay;
        overlay.metric = metric;
        overlay.rangeMode
            = m_overlay.rangeMode == Overlay::RangeMode::Auto ? Overlay::RangeMode::Auto : Overlay::RangeMode::Metric;
        emit overlayChanged(overlay);
    });
    connect(m_range, &QToolButton::clicked, this, [this] { m_popup->openBelow(*m_range); });
    connect(m_popup, &RangePopup::overlayChanged, this, &MetricBar::overlayChanged);
    connect(m_moreMenu, &QMenu::aboutToShow, this, &MetricBar::fillMore);
}

QTabBar& MetricBar::tabs()
{
    return *m_tabs;
}

void MetricBar::setOverlay(const Overlay& overlay, ValueRange range)
{
    m_overlay = overlay;
    m_syncing = true;
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (m_tabs->metricOf(tab) == overlay.metric)
            m_tabs->setCurrentIndex(tab);
    }
    m_syncing = false;
    fitTabs();
    m_popup->setOverlay(overlay, range);
    // Names have their own colours and no range.
    m_range->setEnabled(!model::isCategory(overlay.metric));
}

void MetricBar::setCompareMenu(QMenu* menu)
{
    m_compare->setMenu(menu);
}

void MetricBar::setCompared(const QString& text, const QString& why)
{
    if (text == m_compared && why == m_whyNot)
        return;
    m_compared = text;
    m_whyNot = why;
    retranslate();
}

/// Shows as many tabs as there is room for, the present one among them.
void MetricBar::fitTabs()
{
    // The layout itself is resized only after this.
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right() - m_menus->sizeHint().width() - kGapPx
        - m_compare->sizeHint().width() - m_range->sizeHint().width();
    int wanted = 0;
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        wanted += m_tabs->widthOf(tab);
    const bool all = wanted <= room;
    const int current = m_tabs->currentIndex();
    int left = room - (all ? 0 : m_more->sizeHint().width()) - m_tabs->widthOf(current);
    bool fits = true;
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (tab == current)
            continue;
        left -= m_tabs->widthOf(tab);
        fits = fits && left >= 0; // what has no room ends the row: the order stays
        m_tabs->showTab(tab, fits);
    }
    m_tabs->showTab(current, true);
    m_tabs->updateGeometry();
    m_more->setVisible(!all);
}

void MetricBar::fillMore()
{
    m_moreMenu->clear();
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (!m_tabs->isTabVisible(tab))
            m_moreMenu->addAction(m_tabs->tabText(tab), this, [this, tab] { m_tabs->setCurrentIndex(tab); });
    }
}

void MetricBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitTabs();
}

void MetricBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        retranslate();
    QWidget::changeEvent(event);
}

void MetricBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    painter.fillRect(QRect(0, height() - 1, width(), 1), themeColours(palette()).hairline);
}

void MetricBar::retranslate()
{
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        m_tabs->setTabText(tab, metricTitle(m_tabs->metricOf(tab)));
    m_tabs->setAccessibleName(tr("Quantity"));
    m_more->setText(tr("More\u2026"));
    m_more->setToolTip(tr("More quantities"));
    m_compare->setText(m_compared.isEmpty() ? tr("Compare") : QStringLiteral("A \u2212 B"));
    m_compare->setToolTip(!m_whyNot.isEmpty() ? m_whyNot
            : m_compared.isEmpty()            ? tr("Show what plays minus something else")
                                              : tr("A minus B; B: %1").arg(m_compared));
    m_compare->setEnabled(m_whyNot.isEmpty());
    m_range->setText(tr("Colours"));
    m_range->setToolTip(tr("Colour map and range"));
    m_range->setIcon(glyphIcon(Glyph::Sliders, themeColours(palette()).quiet));
    fitTabs();
}

} // namespace gigahall::app
