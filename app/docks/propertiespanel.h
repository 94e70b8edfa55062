#pragma once

#include "app/docks/history.h"
#include "app/overlay.h"
#include "model/campus/campus.h"
#include "model/telemetry/differencesource.h"

#include <QScrollArea>

#include <array>
#include <memory>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace gigahall::app {

class GpuGrid;
class Sparkline;

/// One thing, from what it is over what it does to what feeds and cools it. The campus when nothing is selected.
class PropertiesPanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit PropertiesPanel(QWidget* parent = nullptr);

    void setCampus(std::shared_ptr<const model::Campus> campus);
    void setSelected(model::AssetId id);
    /// `frame` is what is shown; where that is a difference, `of` says what of.
    void setFrame(
        model::FramePtr frame, const Overlay& overlay, ValueRange range, const model::ComparedFrames& of = {});
    /// Values from before the selection, evenly spaced.
    void setPast(double fromS, double toS, std::span<const float> values);
    model::AssetId shown() const { return m_shown; }

    QSize sizeHint() const override { return {290, 600}; }

signals:
    void selected(gigahall::model::AssetId id);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Live
    {
        QLabel* name;
        QLabel* value;
        QLabel* state;
    };

    void build();
    void rebuild();
    void describe();
    void addFact(const QString& name, const QString& value, const QString& hint = {});
    void fillGraph(QWidget* box, QGridLayout* layout, model::ServesGraph model::Campus::*graph);
    void refresh();
    void showHistory();
    bool knows(model::Metric metric) const;
    QString stateOfRow(model::Metric metric) const;
    QString textOfRow(model::Metric metric) const;

    std::shared_ptr<const model::Campus> m_campus;
    model::FramePtr m_frame;
    model::ComparedFrames m_of;
    Overlay m_overlay;
    ValueRange m_range{0, 1};
    model::AssetId m_shown;
    History m_history;

    QLabel* m_title;
    QLabel* m_path;
    QGridLayout* m_facts;
    int m_factRows = 0;
    std::array<Live, model::kMetricCount> m_live{};
    QWidget* m_liveBox;
    QLabel* m_historyHeading;
    Sparkline* m_sparkline;
    QLabel* m_gridHeading;
    GpuGrid* m_grid;
    QWidget* m_powerBox;
    QLabel* m_powerHeading;
    QGridLayout* m_powerGrid;
    QWidget* m_coolantBox;
    QLabel* m_coolantHeading;
    QGridLayout* m_coolantGrid;
};

} // namespace gigahall::app
