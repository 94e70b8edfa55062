#include "app/docks/alarmtable.h"

#include "app/docks/alarmtext.h"
#include "app/theme/theme.h"
#include "app/window/timebar.h"

#include <algorithm>

namespace gigahall::app {

namespace {

bool isSame(const model::Alarm& a, const model::Alarm& b)
{
    return a.asset == b.asset && a.rule == b.rule && a.active == b.active;
}

} // namespace

void AlarmTable::setCampus(std::shared_ptr<const model::Campus> campus)
{
    beginResetModel();
    m_campus = std::move(campus);
    m_list.reset();
    m_rows.clear();
    endResetModel();
}

/// Lines that are as before keep their place: only their texts change, and what is selected stays.
void AlarmTable::setList(model::AlarmListPtr list)
{
    const model::AlarmListPtr before = std::exchange(m_list, std::move(list));
    std::vector<std::uint32_t> rows = passing();
    const bool sameLines = before && std::ranges::equal(m_rows, rows, [&](std::uint32_t a, std::uint32_t b) {
        return isSame(before->alarms[a], m_list->alarms[b]);
    });
    if (sameLines) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void AlarmTable::setFilter(const AlarmFilter& filter)
{
    beginResetModel();
    m_filter = filter;
    m_rows = passing();
    endResetModel();
}

void AlarmTable::setLook(const QLocale& locale, const QPalette& palette)
{
    beginResetModel();
    m_locale = locale;
    m_palette = palette;
    m_rows = passing();
    endResetModel();
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

std::vector<std::uint32_t> AlarmTable::passing() const
{
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = 0; m_list && m_campus && i < m_list->alarms.size(); ++i)
        if (passes(m_list->alarms[i]))
            rows.push_back(i);
    return rows;
}

bool AlarmTable::passes(const model::Alarm& alarm) const
{
    if (alarm.severity < m_filter.least || (m_filter.unacknowledged && alarm.isAcknowledged()))
        return false;
    return m_filter.text.isEmpty() || text(alarm, AssetColumn).contains(m_filter.text, Qt::CaseInsensitive)
        || text(alarm, WhatColumn).contains(m_filter.text, Qt::CaseInsensitive);
}

int AlarmTable::rowOf(const model::Alarm& alarm) const
{
    const auto at = std::ranges::find_if(m_rows, [&](std::uint32_t row) { return isSame(m_list->alarms[row], alarm); });
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

int AlarmTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AlarmTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AlarmTable::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const model::Alarm& line = alarm(index.row());
    const bool quiet = !line.active || line.isAcknowledged();
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.column());
    case Qt::DecorationRole:
        return index.column() == SeverityColumn ? QVariant(severityIcon(line.severity, quiet, m_palette)) : QVariant();
    case Qt::ForegroundRole:
        return quiet ? QVariant(themeColours(m_palette).quiet) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == WorstColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ToolTipRole:
        return toolTip(line);
    case Qt::AccessibleTextRole:
        return index.column() == SeverityColumn
            ? text(line, SeverityColumn) + QLatin1String(", ") + text(line, StateColumn)
            : text(line, index.column());
    default:
        return {};
    }
}

QString AlarmTable::text(const model::Alarm& line, int column) const
{
    const model::AlarmRule& rule = (*m_list->rules)[line.rule];
    switch (column) {
    case SeverityColumn:
        return severityText(line.severity);
    case AssetColumn:
        return alarmAssetText(*m_campus, line, m_locale);
    case WhatColumn:
        return labelText(rule, m_locale);
    case SinceColumn:
        return clockText(line.sinceS, m_locale);
    case WorstColumn:
        return alarmValueText(rule, static_cast<double>(line.worst), m_locale);
    case StateColumn:
        return alarmStateText(line, m_locale);
    default:
        return {};
    }
}

QString AlarmTable::toolTip(const model::Alarm& line) const
{
    const model::AlarmRule& rule = (*m_list->rules)[line.rule];
    QString out = labelText(rule, m_locale) + QLatin1Char('\n') + conditionText(rule, m_locale);
    if (const QString value = alarmValueText(rule, static_cast<double>(line.value), m_locale); !value.isEmpty())
        out += QLatin1Char('\n') + tr("%1 when it was raised").arg(value);
    out += QLatin1Char('\n')
        + (rule.source.empty() ? tr("The limit is an assumption.")
                               : tr("Limit: %1").arg(QString::fromStdString(rule.source)));
    return out;
}

QVariant AlarmTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == WorstColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Severity"), tr("Asset"), tr("What"), tr("Since"), tr("Worst"), tr("State")};
    return section < ColumnCount ? titles[section] : QVariant();
}

} // namespace gigahall::app
