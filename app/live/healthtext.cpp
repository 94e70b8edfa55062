#include "app/live/connectionsdialog.h"
#include "app/scenery/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace gigahall::app {
namespace {

constexpr double kNoticeableClockS = 2;

class HealthText
{
    Q_DECLARE_TR_FUNCTIONS(HealthText)

public:
    static QString stateText(model::FeedState state)
    {
        switch (state) {
        case model::FeedState::Off:
            return tr("not connected");
        case model::FeedState::Connecting:
            return tr("connecting");
        case model::FeedState::Up:
            return tr("connected");
        case model::FeedState::Waiting:
            return tr("waiting to try again");
        case model::FeedState::Failed:
            return tr("does not work");
        }
        return {};
    }

    static QStringList facts(const model::FeedHealth& health, double nowS, const QLocale& locale)
    {
        QStringList out{stateText(health.state)};
        if (health.matchedRacks > 0 || health.values > 0)
            out.append(tr("%1 racks matched").arg(formatCount(health.matchedRacks, locale)));
        if (health.matchedPlant > 0)
            out.append(tr("%1 of plant").arg(formatCount(health.matchedPlant, locale)));
        if (health.unknownKeyCount > 0)
            out.append(tr("%1 keys unknown").arg(formatCount(double(health.unknownKeyCount), locale)));
        if (health.valuesPerS > 0)
            out.append(tr("%1 values a second").arg(formatCount(std::round(health.valuesPerS), locale)));
        if (!std::isnan(health.newestS)) {
            const double clock = std::isnan(health.clockAheadS) ? 0 : health.clockAheadS;
            const double ageS = std::max(nowS + clock - health.newestS, 0.0);
            out.append(tr("newest %1 s old").arg(formatCount(std::round(ageS), locale)));
        }
        if (std::abs(health.clockAheadS) >= kNoticeableClockS)
            out.append(health.clockAheadS > 0
                    ? tr("its clock is %1 s ahead").arg(formatCount(std::round(health.clockAheadS), locale))
                    : tr("its clock is %1 s late").arg(formatCount(std::round(-health.clockAheadS), locale)));
        if (health.errors > 0)
            out.append(tr("%1 errors").arg(formatCount(double(health.errors), locale)));
        return out;
    }

    static QString details(const model::FeedHealth& health)
    {
        QStringList lines;
        if (!health.message.empty())
            lines.append(QString::fromStdString(health.message));
        const auto add = [&lines](const QString& title, const std::vector<std::string>& items) {
            if (items.empty())
                return;
            if (!lines.isEmpty())
                lines.append(QString());
            lines.append(title);
            for (const std::string& item : items)
                lines.append(QStringLiteral("  ") + QString::fromStdString(item));
        };
        add(tr("Warnings of the server:"), health.warnings);
        add(tr("Differences from the layout:"), health.differences);
        add(tr("Keys that belong to no asset:"), health.unknownKeys);
        return lines.join(QLatin1Char('\n'));
    }
};

} // namespace

QString healthText(const model::FeedHealth& health, double nowS, const QLocale& locale)
{
    return HealthText::facts(health, nowS, locale).join(QStringLiteral(", "));
}

QString healthDetails(const model::FeedHealth& health)
{
    return HealthText::details(health);
}

} // namespace gigahall::app
