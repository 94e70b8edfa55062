#include "app/docks/charttable.h"

#include "model/telemetry/metric.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <functional>

namespace gigahall::app {

namespace {

constexpr double kFirstDateS = 3.15e8; ///< as clockText(): later is a date
constexpr double kDayS = 86400;

/// For programs: ISO 8601 where the clock counts from 1970, else hours since its midnight.
QString exactTime(double timeS)
{
    if (timeS >= kFirstDateS)
        return QDateTime::fromMSecsSinceEpoch(std::llround(timeS * 1000), Qt::UTC).toString(Qt::ISODateWithMs);
    const auto ms = std::llround(timeS * 1000);
    const QTime time = QTime::fromMSecsSinceStartOfDay(static_cast<int>(ms % 86400000));
    const auto hours = static_cast<int>(std::floor(timeS / kDayS)) * 24 + time.hour();
    return QStringLiteral("%1:%2").arg(hours, 2, 10, QLatin1Char('0')).arg(time.toString(QStringLiteral("mm:ss.zzz")));
}

QByteArray cell(const QString& text)
{
    QByteArray bytes = text.toUtf8();
    if (bytes.contains(',') || bytes.contains('"') || bytes.contains('\n'))
        bytes = '"' + bytes.replace("\"", "\"\"") + '"';
    return bytes;
}

} // namespace

std::optional<std::uint32_t> ChartTable::columnAt(double timeS) const
{
    const double column = std::floor((timeS - firstS) / stepS + 1e-6);
    if (!(column >= 0) || column >= columns)
        return std::nullopt;
    return static_cast<std::uint32_t>(column);
}

model::StateCounts ChartTable::counts(std::uint32_t column) const
{
    if (column < groupCounts.size())
        return groupCounts[column];
    model::StateCounts out{};
    for (const Row& row : rows) {
        const model::Sample& sample = row.samples[column];
        ++out[static_cast<std::size_t>(stateOf(sample))];
    }
    return out;
}

model::StateCounts ChartTable::counts(double fromS, double toS) const
{
    model::StateCounts out{};
    for (std::uint32_t c = 0; c < columns; ++c) {
        const model::StateCounts of = timeS(c) >= fromS && timeS(c) <= toS ? counts(c) : model::StateCounts{};
        std::transform(out.begin(), out.end(), of.begin(), out.begin(), std::plus<>());
    }
    return out;
}

QByteArray chartCsv(const ChartTable& table, const std::vector<QString>& names)
{
    const model::MetricInfo& info = table.info();
    const QString metric = QString::fromLatin1(info.name.data(), static_cast<qsizetype>(info.name.size()));
    const QString unit = QString::fromLatin1(info.unit.data(), static_cast<qsizetype>(info.unit.size()));
    QByteArray csv = "time_s,time";
    for (const QString& name : names)
        csv += ',' + cell(name + QLatin1Char(' ') + metric + (unit.isEmpty() ? QString() : QLatin1Char(' ') + unit));
    for (std::size_t s = 0; s < model::kDataStateCount; ++s)
        csv += ",values " + QByteArray::fromStdString(std::string(model::dataStateKey(model::DataState(s))));
    csv += '\n';
    for (std::uint32_t c = 0; c < table.columns; ++c) {
        csv += QByteArray::number(table.timeS(c), 'f', 3) + ',' + exactTime(table.timeS(c)).toLatin1();
        for (const ChartTable::Row& row : table.rows) {
            const float value = row.samples[c].value;
            csv += ',' + (std::isnan(value) ? QByteArray() : QByteArray::number(static_cast<double>(value), 'g', 7));
        }
        for (const std::uint32_t count : table.counts(c))
            csv += ',' + QByteArray::number(count);
        csv += '\n';
    }
    return csv;
}

/// Whether a request begins right behind what is there.
bool ChartData::continues(const model::SeriesRequest& request) const
{
    return m_set && m_set->isWhole() && m_set->request.sameLines(request)
        && std::abs(request.firstS - m_set->request.lastS() - request.stepS) < 0.1 * request.stepS;
}

std::optional<model::SeriesRequest> ChartData::want(const model::SeriesRequest& wanted)
{
    if (wanted.columns == 0 || wanted.assets.empty()) {
        clear();
        return std::nullopt;
    }
    const double hair = 0.1 * wanted.stepS;
    if (m_asked && m_asked->sameLines(wanted)) {
        const double firstS = continues(*m_asked) ? m_set->request.firstS : m_asked->firstS;
        if (firstS <= wanted.firstS + hair && m_asked->lastS() >= wanted.firstS)
            return std::nullopt; // it comes first; what is missing then is asked for then
    }
    m_asked.reset();
    if (m_set
        && (m_set->request.metric != wanted.metric || m_set->request.difference != wanted.difference
            || m_set->request.spread != wanted.spread || m_set->request.assets != wanted.assets))
        m_set.reset();
    const bool overlaps = m_set && m_set->isWhole() && m_set->request.sameLines(wanted)
        && m_set->request.firstS <= wanted.firstS + hair
        && m_set->request.lastS() >= wanted.firstS - wanted.stepS - hair;
    m_asked = wanted;
    if (overlaps) {
        const double lastS = m_set->request.lastS();
        const double missing = std::round((wanted.lastS() - lastS) / wanted.stepS);
        if (missing < 1) {
            m_asked.reset();
            return std::nullopt;
        }
        m_asked->firstS = lastS + wanted.stepS;
        m_asked->columns = static_cast<std::uint32_t>(missing);
        // Once more than needed lies behind, it goes.
        if (m_set->request.firstS < wanted.firstS - 0.25 * wanted.columns * wanted.stepS) {
            auto shorter = std::make_shared<model::SeriesSet>(*m_set);
            shorter->dropBefore(wanted.firstS);
            m_set = std::move(shorter);
        }
    }
    return m_asked;
}

bool ChartData::take(const model::SeriesSet& answer)
{
    if (!m_asked || !(answer.request == *m_asked))
        return false;
    const bool tail = continues(answer.request);
    if (tail && !answer.isWhole())
        return false;
    if (tail) {
        auto longer = std::make_shared<model::SeriesSet>(*m_set);
        longer->append(answer);
        m_set = std::move(longer);
    } else {
        m_set = std::make_shared<const model::SeriesSet>(answer);
    }
    if (answer.isWhole())
        m_asked.reset();
    return true;
}

void ChartData::clear()
{
    m_set.reset();
    m_asked.reset();
}

} // namespace gigahall::app
