#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/frame.h"

#include <QAbstractItemModel>
#include <QLocale>

#include <memory>

namespace gigahall::app {

/// Campus to GPU as an item model without a single stored node: an index carries the bits of its AssetId, everything
/// else is computed from the campus. Second column: the shown quantity, power as a sum.
class AssetTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        ValueColumn,
        ColumnCount
    };
    static constexpr int kIdRole = Qt::UserRole; ///< AssetId bits

    explicit AssetTreeModel(QObject* parent = nullptr);

    void setCampus(std::shared_ptr<const model::Campus> campus);
    void setLocale(const QLocale& locale);
    /// Takes the values without telling anybody: call refresh() for the rows that are visible.
    void setFrame(model::FramePtr frame, model::Metric metric);
    /// Announces new values of one visible row.
    void refresh(const QModelIndex& index);

    QModelIndex indexOf(model::AssetId id, int column = NameColumn) const;
    static model::AssetId idOf(const QModelIndex& index);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int rowOf(model::AssetId id) const;

    std::shared_ptr<const model::Campus> m_campus;
    model::FramePtr m_frame;
    model::Metric m_metric = model::Metric::GpuUtilization;
    QLocale m_locale;
};

} // namespace gigahall::app
