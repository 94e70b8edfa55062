#include "app/docks/assettreemodel.h"

#include "app/docks/assettext.h"
#include "app/scenery/format.h"

namespace gigahall::app {

using model::AssetId;
using model::AssetKind;

AssetTreeModel::AssetTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

void AssetTreeModel::setCampus(std::shared_ptr<const model::Campus> campus)
{
    beginResetModel();
    m_campus = std::move(campus);
    m_frame.reset();
    endResetModel();
}

void AssetTreeModel::setLocale(const QLocale& locale)
{
    beginResetModel();
    m_locale = locale;
    endResetModel();
}

void AssetTreeModel::setFrame(model::FramePtr frame, model::Metric metric)
{
    m_frame = std::move(frame);
    m_metric = metric;
}

void AssetTreeModel::refresh(const QModelIndex& index)
{
    const QModelIndex value = index.siblingAtColumn(ValueColumn);
    emit dataChanged(value, value, {Qt::DisplayRole});
}

AssetId AssetTreeModel::idOf(const QModelIndex& index)
{
    return AssetId(static_cast<std::uint32_t>(index.internalId()));
}

QModelIndex AssetTreeModel::indexOf(AssetId id, int column) const
{
    if (!m_campus || !id.isValid())
        return {};
    const int row = rowOf(id);
    return row < 0 ? QModelIndex() : createIndex(row, column, id.value);
}

/// Children of one kind follow each other, so the place can be computed from either end; the search is for layouts that
/// interleave.
int AssetTreeModel::rowOf(AssetId id) const
{
    if (id.kind() == AssetKind::Campus)
        return 0;
    const AssetId up = m_campus->parent(id);
    const std::uint32_t count = up.isValid() ? m_campus->childCount(up) : 0;
    if (count == 0)
        return -1;
    const std::uint32_t fromFirst = id.index() - m_campus->child(up, 0).index();
    if (fromFirst < count && m_campus->child(up, fromFirst) == id)
        return static_cast<int>(fromFirst);
    const std::uint32_t fromLast = count - 1 - (m_campus->child(up, count - 1).index() - id.index());
    if (fromLast < count && m_campus->child(up, fromLast) == id)
        return static_cast<int>(fromLast);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (m_campus->child(up, i) == id)
            return static_cast<int>(i);
    }
    return -1;
}

QModelIndex AssetTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, AssetId(AssetKind::Campus, 0).value);
    return createIndex(row, column, m_campus->child(idOf(parent), static_cast<std::uint32_t>(row)).value);
}

QModelIndex AssetTreeModel::parent(const QModelIndex& child) const
{
    if (!m_campus || !child.isValid())
        return {};
    return indexOf(m_campus->parent(idOf(child)));
}

int AssetTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!m_campus || parent.column() > 0)
        return 0;
    return parent.isValid() ? static_cast<int>(m_campus->childCount(idOf(parent))) : 1;
}

int AssetTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

bool AssetTreeModel::hasChildren(const QModelIndex& parent) const
{
    return rowCount(parent) > 0;
}

QVariant AssetTreeModel::data(const QModelIndex& index, int role) const
{
    if (!m_campus || !index.isValid())
        return {};
    const AssetId id = idOf(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == NameColumn)
            return shortName(*m_campus, id, m_locale);
        return m_frame ? levelText(*m_campus, *m_frame, m_metric, id, m_locale) : QString();
    case Qt::ToolTipRole:
        return index.column() == NameColumn ? QString::fromStdString(m_campus->name(id)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == ValueColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case kIdRole:
        return id.value;
    default:
        return {};
    }
}

QVariant AssetTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Asset") : metricTitle(m_metric);
}

} // namespace gigahall::app
