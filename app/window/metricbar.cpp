#include "app/window/metricbar.h"

#include "app/scenery/format.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"
#include "app/window/rangepopup.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QPainter>
#include <QTabBar>
#include <QToolButton>

namespace gigahall::app {

MetricBar::MetricBar(QWidget* parent)
    : QWidget(parent)
    , m_menus(new QMenuBar(this))
    , m_tabs(new QTabBar(this))
    , m_range(new QToolButton(this))
    , m_popup(new RangePopup(this))
{
    m_menus->setNativeMenuBar(false);
    m_menus->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_tabs->setObjectName(QStringLiteral("metricTabs"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setFocusPolicy(Qt::TabFocus);
    for (const model::MetricInfo& info : model::allMetrics())
        m_tabs->setTabData(m_tabs->addTab(QString()), static_cast<int>(info.metric));
    m_range->setObjectName(QStringLiteral("rangeButton"));
    m_range->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_range->setFocusPolicy(Qt::TabFocus);

    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(6, 0, 10, 0);
    line->setSpacing(14);
    line->addWidget(m_menus, 0, Qt::AlignVCenter);
    line->addWidget(m_tabs, 1);
    line->addWidget(m_range);
    retranslate();

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (m_syncing || tab < 0)
            return;
        const auto metric = static_cast<model::Metric>(m_tabs->tabData(tab).toInt());
        // Another quantity has another scale: a fixed range and a chosen map stay with the one they were made for.
        Overlay overlay;
        overlay.metric = metric;
        overlay.rangeMode
            = m_overlay.rangeMode == Overlay::RangeMode::Auto ? Overlay::RangeMode::Auto : Overlay::RangeMode::Metric;
        emit overlayChanged(overlay);
    });
    connect(m_range, &QToolButton::clicked, this, [this] { m_popup->openBelow(*m_range); });
    connect(m_popup, &RangePopup::overlayChanged, this, &MetricBar::overlayChanged);
}

void MetricBar::setOverlay(const Overlay& overlay, ValueRange range)
{
    m_overlay = overlay;
    m_syncing = true;
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (m_tabs->tabData(tab).toInt() == static_cast<int>(overlay.metric))
            m_tabs->setCurrentIndex(tab);
    }
    m_syncing = false;
    m_popup->setOverlay(overlay, range);
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
        m_tabs->setTabText(tab, metricTitle(static_cast<model::Metric>(m_tabs->tabData(tab).toInt())));
    m_tabs->setAccessibleName(tr("Quantity"));
    m_range->setText(tr("Colours"));
    m_range->setToolTip(tr("Colour map and range"));
    m_range->setIcon(glyphIcon(Glyph::Sliders, themeColours(palette()).quiet));
}

} // namespace gigahall::app
