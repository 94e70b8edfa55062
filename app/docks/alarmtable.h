#pragma once

#include "model/telemetry/alarmlist.h"

#include <QAbstractTableModel>
#include <QLocale>
#include <QPalette>

#include <memory>
#include <vector>

namespace gigahall::app {

/// Which alarms are shown. Plain value.
struct AlarmFilter
{
    QString text; ///< in the name of the asset or of the rule, any case
    model::AlarmSeverity least = model::AlarmSeverity::Info;
    bool unacknowledged = false; ///< only those that nobody has seen

    bool operator==(const AlarmFilter&) const = default;
};

/// The lines of an AlarmList that pass a filter, in its order. Texts are made when they are looked at: a list may be
/// long.
class AlarmTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        SeverityColumn,
        AssetColumn,
        WhatColumn,
        SinceColumn,
        WorstColumn,
        StateColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setCampus(std::shared_ptr<const model::Campus> campus);
    void setList(model::AlarmListPtr list);
    void setFilter(const AlarmFilter& filter);
    void setLook(const QLocale& locale, const QPalette& palette);

    const model::Alarm& alarm(int row) const { return m_list->alarms[m_rows[static_cast<std::size_t>(row)]]; }
    /// Where an alarm like this one is now; -1 = nowhere.
    int rowOf(const model::Alarm& alarm) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<std::uint32_t> passing() const;
    bool passes(const model::Alarm& alarm) const;
    QString text(const model::Alarm& alarm, int column) const;
    QString toolTip(const model::Alarm& alarm) const;

    std::shared_ptr<const model::Campus> m_campus;
    model::AlarmListPtr m_list;
    AlarmFilter m_filter;
    std::vector<std::uint32_t> m_rows; ///< into m_list->alarms
    QLocale m_locale;
    QPalette m_palette;
};

} // namespace gigahall::app
