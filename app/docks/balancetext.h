#pragma once

#include "app/docks/sankeylayout.h"
#include "model/telemetry/datastate.h"

#include <QLocale>
#include <QString>

/// Words and numbers of the energy balance.
namespace gigahall::app {

QString stationName(model::EnergyNode station, bool takes = false);
QString kindName(EnergyKind kind);

/// One unit for a whole diagram, so that its numbers can be compared and added by eye.
struct EnergyUnit
{
    double kw;
    QString name;
};

EnergyUnit energyUnit(const model::EnergyBalance& balance);
/// "5,620 MW"
QString formatEnergy(double kw, const EnergyUnit& unit, const QLocale& locale);
/// "4,900,012.3 kW"
QString formatExact(double kw, const QLocale& locale);
/// "87.1 %"
QString formatShare(double share, const QLocale& locale);
/// "1.2e-12"
QString formatResidual(double residual, const QLocale& locale);

/// All flows for a spreadsheet: from, to, kind, kW; columns by tabs, numbers without group separators.
QString balanceTable(const model::EnergyBalance& balance, const QLocale& locale, const model::StateCounts& racks = {});

} // namespace gigahall::app
