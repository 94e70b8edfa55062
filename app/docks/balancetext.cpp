#include "app/docks/balancetext.h"

#include "app/docks/assettext.h"

#include "app/scenery/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

using model::EnergyNode;

namespace {

constexpr char16_t kThinSpace = 0x202f; // narrow, no break

QString translated(const char* text)
{
    return QCoreApplication::translate("EnergyBalance", text);
}

} // namespace

QString stationName(EnergyNode station, bool takes)
{
    switch (station) {
    case EnergyNode::Grid:
        return takes ? translated(QT_TRANSLATE_NOOP("EnergyBalance", "Fed back"))
                     : translated(QT_TRANSLATE_NOOP("EnergyBalance", "Grid"));
    case EnergyNode::Generators:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Generators"));
    case EnergyNode::Batteries:
        return takes ? translated(QT_TRANSLATE_NOOP("EnergyBalance", "Charging"))
                     : translated(QT_TRANSLATE_NOOP("EnergyBalance", "Batteries"));
    case EnergyNode::Transformers:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Transformers"));
    case EnergyNode::Distribution:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Distribution"));
    case EnergyNode::Ups:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "UPS"));
    case EnergyNode::Compute:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Compute"));
    case EnergyNode::Support:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Support"));
    case EnergyNode::Cooling:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Cooling"));
    case EnergyNode::Losses:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Losses"));
    case EnergyNode::Liquid:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Liquid"));
    case EnergyNode::Air:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Air"));
    case EnergyNode::HeatStore:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Heat store"));
    case EnergyNode::DryCoolers:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Dry coolers"));
    case EnergyNode::Chillers:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Chillers"));
    case EnergyNode::Ambient:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Ambient"));
    case EnergyNode::Count:
        break;
    }
    return {};
}

QString kindName(EnergyKind kind)
{
    switch (kind) {
    case EnergyKind::Electricity:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Electricity"));
    case EnergyKind::Loss:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Loss"));
    case EnergyKind::Heat:
        return translated(QT_TRANSLATE_NOOP("EnergyBalance", "Heat"));
    case EnergyKind::Count:
        break;
    }
    return {};
}

EnergyUnit energyUnit(const model::EnergyBalance& balance)
{
    double most = balance.suppliedKw;
    for (const model::EnergyFlow& flow : balance.flows)
        most = std::max(most, std::isfinite(flow.kw) ? flow.kw : 0);
    // Megawatts for campuses as well: their small parts have some.
    return most >= 1000 ? EnergyUnit{1000, QStringLiteral("MW")}
        : most >= 1     ? EnergyUnit{1, QStringLiteral("kW")}
                        : EnergyUnit{0.001, QStringLiteral("W")};
}

QString formatEnergy(double kw, const EnergyUnit& unit, const QLocale& locale)
{
    const double value = kw / unit.kw;
    if (value != 0 && std::abs(value) < 0.01)
        return formatPower(kw, locale); // "500 W" rather than zeros
    return formatNumber(value, locale, std::abs(value) >= 1000 ? 4 : 3) + QChar(kThinSpace) + unit.name;
}

QString formatExact(double kw, const QLocale& locale)
{
    return locale.toString(kw, 'f', std::abs(kw) < 10 ? 4 : 1) + QChar(kThinSpace) + QStringLiteral("kW");
}

QString formatShare(double share, const QLocale& locale)
{
    return formatNumber(100 * share, locale) + QChar(kThinSpace) + QLatin1Char('%');
}

QString formatResidual(double residual, const QLocale& locale)
{
    static const QRegularExpression padding(QStringLiteral("(?<=e[+-])0+(?=\\d)"));
    return residual == 0 ? locale.toString(0) : locale.toString(residual, 'e', 1).toLower().remove(padding);
}

QString balanceTable(const model::EnergyBalance& balance, const QLocale& locale, const model::StateCounts& racks)
{
    QLocale plain = locale;
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    QString table = translated(QT_TRANSLATE_NOOP("EnergyBalance", "From")) + QLatin1Char('\t')
        + translated(QT_TRANSLATE_NOOP("EnergyBalance", "To")) + QLatin1Char('\t')
        + translated(QT_TRANSLATE_NOOP("EnergyBalance", "Kind")) + QStringLiteral("\tkW\n");
    for (const model::EnergyFlow& flow : balance.flows)
        table += stationName(flow.from) + QLatin1Char('\t') + stationName(flow.to, true) + QLatin1Char('\t')
            + kindName(energyKind(flow)) + QLatin1Char('\t') + plain.toString(flow.kw, 'f', 3) + QLatin1Char('\n');
    if (const QStringList states = stateTexts(racks, plain); !states.isEmpty())
        table += translated(QT_TRANSLATE_NOOP("EnergyBalance", "Racks: %1")).arg(states.join(QStringLiteral(", ")))
            + QLatin1Char('\n');
    return table;
}

} // namespace gigahall::app
