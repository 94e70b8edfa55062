#pragma once

#include "app/overlay.h"

#include <QFrame>

class QButtonGroup;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QRadioButton;

namespace gigahall::app {

/// Colour map and range of the present quantity.
class RangePopup : public QFrame
{
    Q_OBJECT

public:
    explicit RangePopup(QWidget* parent = nullptr);

    void setOverlay(const Overlay& overlay, ValueRange range);
    void openBelow(const QWidget& button);

signals:
    void overlayChanged(const gigahall::app::Overlay& overlay);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void change();

    Overlay m_overlay;
    QLabel* m_mapHeading;
    QComboBox* m_map;
    QLabel* m_rangeHeading;
    QButtonGroup* m_modes;
    QRadioButton* m_metricRange;
    QRadioButton* m_percentiles;
    QRadioButton* m_fixed;
    QDoubleSpinBox* m_lo;
    QDoubleSpinBox* m_hi;
    QLabel* m_unit;
    bool m_syncing = false;
};

} // namespace gigahall::app
