#include "app/window/alarmruletable.h"

#include "app/docks/alarmtext.h"
#include "app/docks/assettext.h"
#include "app/scenery/format.h"
#include "app/theme/theme.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace gigahall::app {

using model::AlarmKind;
using model::AlarmLevel;
using model::AlarmRule;

namespace {

constexpr std::array kStates{model::DataState::Stale, model::DataState::Missing, model::DataState::Bad};
constexpr int kSpaces = 4, kStatistics = 3, kSingles = 3; // halls to campus; gpu, rack, plant

std::vector<model::Metric> quantities()
{
    std::vector<model::Metric> out;
    for (const model::MetricInfo& info : model::allMetrics())
        if (!model::isCategory(info.metric))
            out.push_back(info.metric);
    return out;
}

/// Shares are written in percent.
double shownPerValue(const AlarmRule& rule)
{
    return model::metricInfo(rule.metric).unit.empty() ? 100 : 1;
}

int levelChoice(const AlarmRule& rule)
{
    const int level = int(rule.level);
    return level < kSingles ? level : kSingles + (level - kSingles) * kStatistics + int(rule.statistic);
}

bool isNumber(int column)
{
    return (column >= AlarmRuleTable::LimitColumn && column <= AlarmRuleTable::DelayOffColumn)
        || column == AlarmRuleTable::NowColumn;
}

} // namespace

AlarmRuleTable::AlarmRuleTable(std::shared_ptr<const model::Campus> campus, model::FramePtr frame, QObject* parent)
    : QAbstractTableModel(parent)
    , m_campus(std::move(campus))
    , m_frame(std::move(frame))
{
}

void AlarmRuleTable::setRules(std::vector<AlarmRule> rules)
{
    beginResetModel();
    m_rules = std::move(rules);
    checkAll();
    endResetModel();
    emit changed();
}

void AlarmRuleTable::setLook(const QLocale& locale, const QPalette& palette)
{
    beginResetModel();
    m_locale = locale;
    m_palette = palette;
    endResetModel();
}

int AlarmRuleTable::add(int row)
{
    AlarmRule rule;
    rule.id = freeId("rule");
    rule.label.en = tr("New rule").toStdString();
    rule.limit = double{model::metricInfo(rule.metric).rangeHi};
    const int at = row + 1;
    beginInsertRows({}, at, at);
    m_rules.insert(m_rules.begin() + at, std::move(rule));
    checkAll();
    endInsertRows();
    emit changed();
    return at;
}

int AlarmRuleTable::duplicate(int row)
{
    AlarmRule rule = m_rules[static_cast<std::size_t>(row)];
    rule.id = freeId(rule.id);
    const int at = row + 1;
    beginInsertRows({}, at, at);
    m_rules.insert(m_rules.begin() + at, std::move(rule));
    checkAll();
    endInsertRows();
    emit changed();
    return at;
}

void AlarmRuleTable::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_rules.erase(m_rules.begin() + row);
    checkAll();
    endRemoveRows();
    emit changed();
}

std::string AlarmRuleTable::freeId(const std::string& base) const
{
    for (int n = 2;; ++n) {
        std::string id = base + "-" + std::to_string(n);
        if (std::ranges::find(m_rules, id, &AlarmRule::id) == m_rules.end())
            return id;
    }
}

AlarmRuleTable::Check AlarmRuleTable::check(std::size_t row) const
{
    const AlarmRule& rule = m_rules[row];
    Check out{model::alarmMistake(rule), {}, {}};
    if (out.mistake.empty() && m_campus)
        out.place = model::placeMistake(rule, *m_campus);
    if (out.mistake.empty() && out.place.empty() && m_campus && m_frame)
        out.preview = model::previewAlarms(rule, *m_campus, *m_frame);
    return out;
}

void AlarmRuleTable::checkAll()
{
    m_checks.clear();
    for (std::size_t row = 0; row < m_rules.size(); ++row)
        m_checks.push_back(check(row));
}

int AlarmRuleTable::mistakes() const
{
    return static_cast<int>(std::ranges::count_if(m_checks, [](const Check& c) { return !c.mistake.empty(); }));
}

QString AlarmRuleTable::verdict(int row) const
{
    const AlarmRule& rule = m_rules[static_cast<std::size_t>(row)];
    const QString name = labelText(rule, m_locale);
    if (!mistake(row).empty())
        return tr("%1: %2").arg(name, QString::fromStdString(mistake(row)));
    if (const std::string& place = m_checks[static_cast<std::size_t>(row)].place; !place.empty())
        return tr("%1: %2").arg(name, QString::fromStdString(place));
    if (!m_campus || !m_frame)
        return tr("%1: no values at hand to try it on.").arg(name);
    const model::AlarmPreview& now = preview(row);
    if (model::isRate(rule.kind))
        return tr("%1 watches %2. Changes show only in the course of time.")
            .arg(name, formatCount(now.assets, m_locale));
    QString text = tr("%1 would raise %n alarm(s) now", nullptr, static_cast<int>(now.alarms)).arg(name)
        + tr("; %1 are watched.").arg(formatCount(now.assets, m_locale));
    if (now.unknown > 0)
        text += QLatin1Char(' ') + tr("%1 have no value.").arg(formatCount(now.unknown, m_locale));
    return text;
}

QStringList AlarmRuleTable::choices(int row, int column) const
{
    const AlarmRule& rule = m_rules[static_cast<std::size_t>(row)];
    QStringList out;
    switch (column) {
    case SeverityColumn:
        for (const auto s : {model::AlarmSeverity::Info, model::AlarmSeverity::Warning, model::AlarmSeverity::Critical})
            out.append(severityText(s));
        break;
    case QuantityColumn:
        for (const model::Metric metric : quantities())
            out.append(app::metricTitle(metric));
        break;
    case LevelColumn:
        for (int level = 0; level < kSingles; ++level)
            out.append(alarmLevelText(AlarmLevel(level), {}));
        for (int level = kSingles; level < kSingles + kSpaces; ++level)
            for (int how = 0; how < kStatistics; ++how)
                out.append(alarmLevelText(AlarmLevel(level), model::AlarmStatistic(how)));
        break;
    case KindColumn:
        for (int kind = 0; kind <= int(AlarmKind::State); ++kind)
            out.append(alarmKindText(AlarmKind(kind)));
        break;
    case LimitColumn:
        if (rule.kind == AlarmKind::State)
            for (const model::DataState state : kStates)
                out.append(stateText(state));
        break;
    default:
        break;
    }
    return out;
}

int AlarmRuleTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rules.size());
}

int AlarmRuleTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool AlarmRuleTable::isUsed(const AlarmRule& rule, int column) const
{
    return !(column == QuantityColumn && !model::usesMetric(rule))
        && !(column == HysteresisColumn && rule.kind == AlarmKind::State);
}

Qt::ItemFlags AlarmRuleTable::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (!index.isValid() || index.column() == NowColumn)
        return flags;
    if (index.column() == LatchedColumn)
        return flags | Qt::ItemIsUserCheckable;
    return isUsed(m_rules[static_cast<std::size_t>(index.row())], index.column()) ? flags | Qt::ItemIsEditable : flags;
}

/// In the metric's own unit and whole: what is read back is a number alone.
QString AlarmRuleTable::limitText(const AlarmRule& rule) const
{
    if (rule.kind == AlarmKind::State)
        return stateText(rule.state);
    const model::MetricInfo& info = model::metricInfo(rule.metric);
    QString unit = model::isRate(rule.kind) && info.unit == "C" ? QStringLiteral("K") : metricUnit(info);
    if (model::isRate(rule.kind))
        unit += rule.rateUnitS == 60 ? QStringLiteral("/min") : QStringLiteral("/s");
    QString number = plain(rule.limit * shownPerValue(rule));
    if (rule.kind == AlarmKind::Outside)
        number = plain(rule.lower * shownPerValue(rule)) + QStringLiteral(" .. ") + number;
    return number + QChar(0x202f) + unit;
}

/// As precise as somebody wrote it.
QString AlarmRuleTable::plain(double number) const
{
    return m_locale.toString(number, 'g', 12);
}

QString AlarmRuleTable::text(int row, int column) const
{
    const AlarmRule& rule = m_rules[static_cast<std::size_t>(row)];
    if (!isUsed(rule, column))
        return {};
    const auto seconds = [&](double s) { return plain(s) + QStringLiteral("\u202fs"); };
    switch (column) {
    case NameColumn:
        return labelText(rule, m_locale);
    case SeverityColumn:
        return severityText(rule.severity);
    case QuantityColumn:
        return app::metricTitle(rule.metric);
    case LevelColumn:
        return alarmLevelText(rule.level, rule.statistic);
    case WhereColumn:
        return rule.where.empty() ? tr("everywhere") : QString::fromStdString(rule.where);
    case KindColumn:
        return alarmKindText(rule.kind);
    case LimitColumn:
        return limitText(rule);
    case HysteresisColumn:
        return plain(rule.hysteresis * shownPerValue(rule));
    case DelayOnColumn:
        return seconds(rule.delayOnS);
    case DelayOffColumn:
        return seconds(rule.delayOffS);
    case NowColumn:
        return !mistake(row).empty()               ? tr("mistake")
            : model::isRate(rule.kind) || !m_frame ? QString(QChar(0x2013))
                                                   : formatCount(preview(row).alarms, m_locale);
    default:
        return {};
    }
}

QVariant AlarmRuleTable::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row(), column = index.column();
    const AlarmRule& rule = m_rules[static_cast<std::size_t>(row)];
    const ThemeColours colours = themeColours(m_palette);
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::EditRole:
        if (column == SeverityColumn)
            return int(rule.severity) - 1;
        if (column == QuantityColumn) {
            const auto all = quantities();
            return int(std::ranges::find(all, rule.metric) - all.begin());
        }
        if (column == LevelColumn)
            return levelChoice(rule);
        if (column == KindColumn)
            return int(rule.kind);
        if (column == LimitColumn && rule.kind == AlarmKind::State)
            return int(std::ranges::find(kStates, rule.state) - kStates.begin());
        return column == WhereColumn ? QString::fromStdString(rule.where) : text(row, column);
    case Qt::DecorationRole:
        return column == SeverityColumn ? QVariant(severityIcon(rule.severity, false, m_palette)) : QVariant();
    case Qt::CheckStateRole:
        return column == LatchedColumn ? QVariant(rule.latched ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole:
        if (column == NowColumn && !mistake(row).empty())
            return colours.critical;
        return column == WhereColumn && rule.where.empty() ? QVariant(colours.quiet) : QVariant();
    case Qt::TextAlignmentRole:
        return isNumber(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ToolTipRole:
        return verdict(row);
    default:
        return {};
    }
}

bool AlarmRuleTable::choose(AlarmRule& rule, int column, int choice) const
{
    switch (column) {
    case SeverityColumn:
        rule.severity = model::AlarmSeverity(choice + 1);
        return true;
    case QuantityColumn: {
        const model::Metric metric = quantities()[static_cast<std::size_t>(choice)];
        // Limits of another unit mean nothing: begin with the top of the colour range.
        if (model::metricInfo(metric).unit != model::metricInfo(rule.metric).unit) {
            rule.limit = double{model::metricInfo(metric).rangeHi};
            rule.lower = double{model::metricInfo(metric).rangeLo};
            rule.hysteresis = 0;
        }
        rule.metric = metric;
        rule.source.clear();
        return true;
    }
    case LevelColumn:
        rule.level = AlarmLevel(choice < kSingles ? choice : kSingles + (choice - kSingles) / kStatistics);
        if (choice >= kSingles)
            rule.statistic = model::AlarmStatistic((choice - kSingles) % kStatistics);
        return true;
    case KindColumn:
        rule.kind = AlarmKind(choice);
        return true;
    case LimitColumn:
        rule.state = kStates[static_cast<std::size_t>(choice)];
        return true;
    default:
        return false;
    }
}

/// "87", "87 C", "20 .. 45", "10 kW/min"; numbers as the language writes them. Units are not read but per minute.
bool AlarmRuleTable::writeLimit(AlarmRule& rule, const QString& text) const
{
    const double scale = shownPerValue(rule);
    const auto number = [&](const QString& part) -> std::optional<double> {
        static const QRegularExpression kNumber(QStringLiteral("^\\s*([-+\u2212]?[0-9.,'\\x{a0}\\x{202f}]*[0-9])"));
        const auto match = kNumber.match(part);
        bool good = false;
        QString digits = match.captured(1).replace(QChar(0x2212), QLatin1Char('-'));
        digits.remove(QChar(0xa0)).remove(QChar(0x202f));
        double value = m_locale.toDouble(digits, &good);
        if (!good)
            value = digits.toDouble(&good);
        return good ? std::optional(value / scale) : std::nullopt;
    };
    if (rule.kind == AlarmKind::Outside) {
        const QStringList ends = text.split(QStringLiteral(".."));
        const auto lower = number(ends.front()), upper = number(ends.back());
        if (ends.size() != 2 || !lower || !upper)
            return false;
        rule.lower = *lower;
        rule.limit = *upper;
        return true;
    }
    const auto limit = number(text);
    if (!limit)
        return false;
    rule.limit = *limit;
    if (model::isRate(rule.kind)) {
        if (text.contains(QLatin1String("/min")))
            rule.rateUnitS = 60;
        else if (text.contains(QLatin1String("/s")))
            rule.rateUnitS = 1;
    }
    return true;
}

bool AlarmRuleTable::write(AlarmRule& rule, int column, const QString& text) const
{
    const auto number = [&](double& to, double scale) {
        bool good = false;
        const QString digits = text.section(QChar(0x202f), 0, 0).trimmed();
        double value = m_locale.toDouble(digits, &good);
        if (!good)
            value = digits.toDouble(&good);
        if (good)
            to = value / scale;
        return good;
    };
    switch (column) {
    case NameColumn:
        (m_locale.language() == QLocale::German && !rule.label.de.empty() ? rule.label.de : rule.label.en)
            = text.trimmed().toStdString();
        return true;
    case WhereColumn:
        rule.where = text.trimmed().toStdString();
        return true;
    case LimitColumn:
        return writeLimit(rule, text);
    case HysteresisColumn:
        return number(rule.hysteresis, shownPerValue(rule));
    case DelayOnColumn:
        return number(rule.delayOnS, 1);
    case DelayOffColumn:
        return number(rule.delayOffS, 1);
    default:
        return false;
    }
}

bool AlarmRuleTable::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || (role != Qt::EditRole && role != Qt::CheckStateRole))
        return false;
    const int row = index.row();
    AlarmRule rule = m_rules[static_cast<std::size_t>(row)];
    if (role == Qt::CheckStateRole)
        rule.latched = value.toInt() == Qt::Checked;
    else if (const bool chosen = !choices(row, index.column()).isEmpty();
             !(chosen ? choose(rule, index.column(), value.toInt()) : write(rule, index.column(), value.toString())))
        return false;
    // A limit that somebody changed is no longer that of its source.
    const AlarmRule& before = m_rules[static_cast<std::size_t>(row)];
    if (rule.limit != before.limit || rule.lower != before.lower || rule.kind != before.kind)
        rule.source.clear();
    m_rules[static_cast<std::size_t>(row)] = std::move(rule);
    m_checks[static_cast<std::size_t>(row)] = check(static_cast<std::size_t>(row));
    emit dataChanged(this->index(row, 0), this->index(row, ColumnCount - 1));
    emit changed();
    return true;
}

QVariant AlarmRuleTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    const QString titles[] = {tr("Name"), tr("Severity"), tr("Quantity"), tr("Of"), tr("Where"), tr("Condition"),
        tr("Limit"), tr("Hysteresis"), tr("After"), tr("Clears after"), tr("Stays"), tr("Now")};
    const QString hints[] = {QString(), QString(), QString(), tr("What is looked at, one by one"),
        tr("A name: what it is or holds. With * and ? a pattern of names. Empty: everywhere"), QString(),
        tr("Of a band: 20 .. 45. Of a change: 10 /s or 10 /min"),
        tr("How far back a value must be before the alarm clears"), tr("How long it must hold before it is raised"),
        tr("How long it must be gone before it clears"), tr("Stays in the list until somebody acknowledges it"),
        tr("Alarms that it would raise with the values at hand")};
    return role == Qt::DisplayRole ? QVariant(titles[section])
        : role == Qt::ToolTipRole  ? QVariant(hints[section])
                                   : QVariant();
}

} // namespace gigahall::app
