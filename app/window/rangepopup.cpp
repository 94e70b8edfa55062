#include "app/window/rangepopup.h"

#include "app/scenery/colormaps.h"
#include "app/scenery/format.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QImage>
#include <QLabel>
#include <QPixmap>
#include <QRadioButton>
#include <QScreen>
#include <QVBoxLayout>

namespace gigahall::app {

namespace {

QIcon mapIcon(std::string_view name)
{
    const auto colours = colormap(name);
    QImage bar(static_cast<int>(colours.size()), 1, QImage::Format_RGB32);
    for (std::size_t i = 0; i < colours.size(); ++i)
        bar.setPixelColor(static_cast<int>(i), 0, QColor::fromRgbF(colours[i].r, colours[i].g, colours[i].b));
    return QIcon(QPixmap::fromImage(bar.scaled(72, 10, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)));
}

/// Values as they are shown: shares in percent.
double shownPerValue(model::Metric metric)
{
    return model::metricInfo(metric).unit.empty() ? 100 : 1;
}

} // namespace

RangePopup::RangePopup(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_mapHeading(new QLabel(this))
    , m_map(new QComboBox(this))
    , m_rangeHeading(new QLabel(this))
    , m_modes(new QButtonGroup(this))
    , m_metricRange(new QRadioButton(this))
    , m_percentiles(new QRadioButton(this))
    , m_fixed(new QRadioButton(this))
    , m_lo(new QDoubleSpinBox(this))
    , m_hi(new QDoubleSpinBox(this))
    , m_unit(new QLabel(this))
{
    setObjectName(QStringLiteral("rangePopup"));
    setFrameShape(QFrame::StyledPanel);
    for (QLabel* heading : {m_mapHeading, m_rangeHeading})
        heading->setProperty("role", "heading");
    m_map->setIconSize({72, 10});
    for (const std::string_view name : colormapNames())
        m_map->addItem(mapIcon(name), QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
    m_modes->addButton(m_metricRange, static_cast<int>(Overlay::RangeMode::Metric));
    m_modes->addButton(m_percentiles, static_cast<int>(Overlay::RangeMode::Auto));
    m_modes->addButton(m_fixed, static_cast<int>(Overlay::RangeMode::Fixed));
    for (QDoubleSpinBox* box : {m_lo, m_hi}) {
        box->setRange(-1e6, 1e6);
        box->setDecimals(1);
        box->setKeyboardTracking(false);
        box->setAlignment(Qt::AlignRight);
    }

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 14);
    column->setSpacing(8);
    column->addWidget(m_mapHeading);
    column->addWidget(m_map);
    column->addSpacing(4);
    column->addWidget(m_rangeHeading);
    column->addWidget(m_metricRange);
    column->addWidget(m_percentiles);
    column->addWidget(m_fixed);
    auto* ends = new QHBoxLayout;
    ends->addWidget(m_lo);
    ends->addWidget(m_hi);
    ends->addWidget(m_unit);
    column->addLayout(ends);
    retranslate();

    connect(m_map, &QComboBox::activated, this, &RangePopup::change);
    connect(m_modes, &QButtonGroup::idClicked, this, &RangePopup::change);
    for (QDoubleSpinBox* box : {m_lo, m_hi})
        connect(box, &QDoubleSpinBox::valueChanged, this, &RangePopup::change);
}

void RangePopup::setOverlay(const Overlay& overlay, ValueRange range)
{
    m_overlay = overlay;
    m_syncing = true;
    m_map->setCurrentText(QString::fromStdString(overlay.colormapName()));
    // Differences have the one map whose middle is nothing.
    m_map->setEnabled(!overlay.difference);
    m_modes->button(static_cast<int>(overlay.rangeMode))->setChecked(true);
    const double scale = shownPerValue(overlay.metric);
    const bool fixed = overlay.rangeMode == Overlay::RangeMode::Fixed;
    if (!m_lo->hasFocus() && !m_hi->hasFocus()) {
        m_lo->setValue(scale * static_cast<double>(range.lo));
        m_hi->setValue(scale * static_cast<double>(range.hi));
    }
    m_lo->setEnabled(fixed);
    m_hi->setEnabled(fixed);
    m_unit->setText(metricUnit(overlay.info()));
    m_syncing = false;
}

void RangePopup::openBelow(const QWidget& button)
{
    adjustSize();
    QPoint at = button.mapToGlobal(QPoint(button.width() - width(), button.height() + 4));
    const QRect screen = button.screen()->availableGeometry();
    at.setX(std::clamp(at.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    move(at);
    show();
    m_map->setFocus();
}

void RangePopup::change()
{
    if (m_syncing)
        return;
    Overlay overlay = m_overlay;
    const std::string map = m_map->currentText().toStdString();
    if (!overlay.difference)
        overlay.colormap = map == model::metricInfo(overlay.metric).colormap ? std::string() : map;
    overlay.rangeMode = static_cast<Overlay::RangeMode>(m_modes->checkedId());
    const double scale = shownPerValue(overlay.metric);
    if (overlay.rangeMode == Overlay::RangeMode::Fixed) {
        if (m_hi->value() <= m_lo->value())
            return;
        overlay.lo = static_cast<float>(m_lo->value() / scale);
        overlay.hi = static_cast<float>(m_hi->value() / scale);
    }
    emit overlayChanged(overlay);
}

void RangePopup::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void RangePopup::retranslate()
{
    m_mapHeading->setText(tr("Colour map"));
    m_rangeHeading->setText(tr("Range"));
    m_metricRange->setText(tr("Standard of the quantity"));
    m_percentiles->setText(tr("Automatic, 2nd to 98th percentile"));
    m_fixed->setText(tr("Fixed"));
    m_map->setAccessibleName(tr("Colour map"));
    m_lo->setAccessibleName(tr("Lower end"));
    m_hi->setAccessibleName(tr("Upper end"));
}

} // namespace gigahall::app
