#include "app/rollout/slipline.h"

#include "app/rollout/dayscale.h"
#include "app/rollout/figures.h"
#include "app/scenery/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr char16_t kThinSpace = 0x202f, kMinus = 0x2212, kMiddleDot = 0x00b7;

QString text(const char* source)
{
    return QCoreApplication::translate("rollout", source);
}

/// With the sign of what it does to the campus: a loss is negative.
QString withSign(double lost, const QString& size)
{
    return (lost > 0 ? QString(QChar(kMinus)) : QStringLiteral("+")) + size;
}

QString quarterText(const model::RolloutSlip::Quarter& quarter, const QLocale& locale)
{
    const QString size = formatCount(std::round(std::abs(quarter.lostMw)), locale) + QChar(kThinSpace);
    return text(QT_TRANSLATE_NOOP("rollout", "%1 at %2"))
        .arg(
            withSign(quarter.lostMw, size + QStringLiteral("MW")), QString::fromStdString(model::dayText(quarter.end)));
}

/// In the order of time.
std::vector<model::RolloutSlip::Quarter> largest(std::vector<model::RolloutSlip::Quarter> quarters, std::size_t most)
{
    const auto size = [](const model::RolloutSlip::Quarter& quarter) { return -std::abs(quarter.lostMw); };
    std::ranges::stable_sort(quarters, {}, size);
    quarters.resize(std::min(most, quarters.size()));
    std::ranges::sort(quarters, {}, &model::RolloutSlip::Quarter::end);
    return quarters;
}

} // namespace

QString targetName(
    const model::Campus& campus, const model::Plan& plan, const PlanTarget& target, const QLocale& locale)
{
    const model::AssetId id = target.isSpace() ? target.space : plan.activities[target.activity].scope;
    const bool hasLabel = id.kind() == model::AssetKind::Campus || id.kind() == model::AssetKind::Phase;
    const QString space = hasLabel ? shortName(campus, id, locale) : QString::fromStdString(campus.name(id));
    if (target.isSpace())
        return space;
    const std::string language = locale.language() == QLocale::German ? "de" : "en";
    return space + QStringLiteral(" %1 ").arg(QChar(kMiddleDot))
        + QString::fromStdString(plan.activities[target.activity].label.in(language));
}

QString shiftText(const model::Campus& campus, const model::Plan& plan, const PlanShift& shift, const QLocale& locale)
{
    return targetName(campus, plan, shift.target, locale) + QLatin1Char(' ') + daysText(shift.days);
}

QString slipText(
    const model::Campus& campus, const ShiftedRollout& rollout, const QLocale& locale, std::size_t mostQuarters)
{
    QStringList moved;
    if (rollout.now)
        for (const PlanShift& shift : sumsOf(rollout.shifts))
            moved << shiftText(campus, rollout.planned->plan, shift, locale);
    if (moved.isEmpty())
        return {};
    const model::RolloutSlip slip = model::slipAgainst(rollout.planned->curve, rollout.now->curve);
    QStringList parts;
    if (slip.gpuMonths != 0)
        parts << text(QT_TRANSLATE_NOOP("rollout", "%1 GPU-months (dies)"))
                     .arg(withSign(slip.gpuMonths, formatMany(std::abs(slip.gpuMonths), locale)));
    for (const model::RolloutSlip::Quarter& quarter : largest(slip.quarters, mostQuarters))
        parts << quarterText(quarter, locale);
    const int rest
        = static_cast<int>(slip.quarters.size()) - static_cast<int>(std::min(mostQuarters, slip.quarters.size()));
    if (rest > 0)
        parts << QCoreApplication::translate("rollout", "%n more quarter(s)", nullptr, rest);
    if (slip.lastDays != 0)
        parts << text(QT_TRANSLATE_NOOP("rollout", "all in service %1")).arg(daysText(slip.lastDays));
    if (parts.isEmpty())
        parts << text(QT_TRANSLATE_NOOP("rollout", "nothing is energised later"));
    return moved.join(QStringLiteral(", ")) + QStringLiteral(": ") + parts.join(QStringLiteral(", "));
}

} // namespace gigahall::app
