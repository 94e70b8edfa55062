#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/frame.h"

#include <QTreeWidget>

#include <memory>
#include <vector>

namespace gigahall::app {

/// Compute racks with the highest values of a plane, highest first; of differences those farthest from zero. Racks
/// without a value never appear.
std::vector<std::uint32_t> topRacks(const model::Plane& plane, std::size_t count, bool differences = false);

/// The racks that show most of the present quantity.
class TopList : public QTreeWidget
{
    Q_OBJECT

public:
    explicit TopList(QWidget* parent = nullptr);

    void setCampus(std::shared_ptr<const model::Campus> campus);
    void setFrame(model::FramePtr frame, model::Metric metric);

    QSize sizeHint() const override;

signals:
    void selected(gigahall::model::AssetId id);
    void goTo(gigahall::model::AssetId id);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fill();

    std::shared_ptr<const model::Campus> m_campus;
    model::FramePtr m_frame;
    model::Metric m_metric = model::Metric::GpuUtilization;
};

} // namespace gigahall::app
