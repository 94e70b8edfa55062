#include "app/docks/assetfacts.h"

#include "app/docks/assettext.h"
#include "app/scenery/format.h"

#include <QCoreApplication>

namespace gigahall::app {

using model::AssetId;
using model::AssetKind;

namespace {

struct AssetFacts
{
    Q_DECLARE_TR_FUNCTIONS(AssetFacts)
};

QString packages(double dies, double dieCountOfPackage, const QLocale& locale)
{
    const QString count = formatCount(dies, locale);
    if (dieCountOfPackage <= 1)
        return count;
    return AssetFacts::tr("%1 dies, %2 packages").arg(count, formatCount(dies / dieCountOfPackage, locale));
}

QString rating(double value, const std::string& unit, const QLocale& locale)
{
    if (unit == "kW" || unit.empty())
        return formatPower(value, locale);
    return formatNumber(value, locale) + QChar(0x202f) + QString::fromStdString(unit);
}

class Collector
{
public:
    Collector(const model::Campus& campus, const QLocale& locale)
        : m_campus(campus)
        , m_locale(locale)
    {
    }

    std::vector<Fact> take() { return std::move(m_facts); }

    void add(const QString& name, const QString& value, const QString& hint = {})
    {
        m_facts.push_back({name, value, hint});
    }
    void count(const QString& name, std::uint32_t value)
    {
        if (value > 0)
            add(name, formatCount(value, m_locale));
    }
    void power(const QString& name, double kw)
    {
        if (kw > 0)
            add(name, formatPower(kw, m_locale));
    }

    void whole()
    {
        count(AssetFacts::tr("Phases"), static_cast<std::uint32_t>(m_campus.phases.size()));
        count(AssetFacts::tr("Buildings"), static_cast<std::uint32_t>(m_campus.buildings.size()));
        count(AssetFacts::tr("Halls"), static_cast<std::uint32_t>(m_campus.halls.size()));
        count(AssetFacts::tr("Compute racks"), m_campus.rackCount());
        count(AssetFacts::tr("Support racks"), m_campus.supportCount());
        add(AssetFacts::tr("GPU dies"), formatCount(m_campus.gpuCount(), m_locale));
        add(AssetFacts::tr("GPU packages"), formatCount(m_campus.gpuPackages, m_locale));
        power(AssetFacts::tr("IT nameplate"), m_campus.itKw);
        power(AssetFacts::tr("Facility nameplate"), m_campus.facilityKw);
    }

    void phase(const model::Phase& p)
    {
        if (!p.readyDate.empty())
            add(AssetFacts::tr("Ready"), QString::fromStdString(p.readyDate));
        count(AssetFacts::tr("Buildings"), p.buildings.count);
        count(AssetFacts::tr("Halls"), p.halls.count);
        count(AssetFacts::tr("Compute racks"), p.racks.count);
        count(AssetFacts::tr("Support racks"), p.supportRacks.count);
        count(AssetFacts::tr("GPU dies"), p.gpus.count);
        power(AssetFacts::tr("IT nameplate"), p.itKw);
        power(AssetFacts::tr("Facility nameplate"), p.facilityKw);
        if (p.peakPue > 1)
            add(AssetFacts::tr("Design PUE"), m_locale.toString(p.peakPue, 'f', 2));
    }

    template <typename Part>
    void part(const Part& p)
    {
        if constexpr (requires { p.halls; })
            count(AssetFacts::tr("Halls"), p.halls.count);
        count(AssetFacts::tr("Rows"), p.rows.count);
        count(AssetFacts::tr("Compute racks"), p.racks.count);
        count(AssetFacts::tr("Support racks"), p.supportRacks.count);
        count(AssetFacts::tr("GPU dies"), p.gpus.count);
        power(AssetFacts::tr("IT nameplate"), p.itKw);
    }

    void row(const model::Row& r)
    {
        count(AssetFacts::tr("Compute racks"), r.racks.count);
        count(AssetFacts::tr("Support racks"), r.supportRacks.count);
        if (r.racks.count > 0)
            add(AssetFacts::tr("GPU dies"),
                formatCount(m_campus.rackFirstGpu[r.racks.end()] - m_campus.rackFirstGpu[r.racks.first], m_locale));
    }

    void type(const model::AssetType& t)
    {
        if (t.gpus() > 0) {
            add(AssetFacts::tr("Trays"), formatCount(t.trays, m_locale));
            add(AssetFacts::tr("GPUs"), packages(t.gpus(), t.gpusPerPackage, m_locale));
        }
        const QString source = t.source.empty() ? AssetFacts::tr("assumption") : QString::fromStdString(t.source);
        if (t.ratedKw > 0)
            add(AssetFacts::tr("Nameplate"), rating(t.ratedKw, t.ratedUnit, m_locale), source);
        add(AssetFacts::tr("Size"),
            QStringLiteral("%1 \u00d7 %2 \u00d7 %3\u202fm")
                .arg(m_locale.toString(t.sizeM.x, 'f', 2), m_locale.toString(t.sizeM.y, 'f', 2),
                    m_locale.toString(t.sizeM.z, 'f', 2)));
    }

    void partOfRack(AssetId id)
    {
        const std::uint32_t rack = racksOf(m_campus, id).first;
        const model::AssetType& t = m_campus.rackType(rack);
        add(AssetFacts::tr("Rack"),
            QString::fromStdString(
                m_campus.names.racks.size() > rack ? m_campus.name({AssetKind::Rack, rack}) : std::string()));
        add(AssetFacts::tr("Rack type"), kindText(m_campus, {AssetKind::Rack, rack}, m_locale));
        if (id.kind() == AssetKind::Tray)
            add(AssetFacts::tr("GPUs"), packages(t.gpusPerTray, t.gpusPerPackage, m_locale));
        else if (t.gpuMaxW > 0)
            add(AssetFacts::tr("Power at full load"), formatPower(t.gpuMaxW / 1000, m_locale));
    }

private:
    const model::Campus& m_campus;
    const QLocale& m_locale;
    std::vector<Fact> m_facts;
};

} // namespace

std::vector<Fact> assetFacts(const model::Campus& campus, AssetId id, const QLocale& locale)
{
    Collector facts(campus, locale);
    const std::uint32_t i = id.index();
    switch (id.kind()) {
    case AssetKind::Campus:
        facts.whole();
        break;
    case AssetKind::Phase:
        facts.phase(campus.phases[i]);
        break;
    case AssetKind::Building:
        facts.part(campus.buildings[i]);
        break;
    case AssetKind::Hall:
        facts.part(campus.halls[i]);
        break;
    case AssetKind::Row:
        facts.row(campus.rows[i]);
        break;
    case AssetKind::Rack:
        facts.type(campus.rackType(i));
        break;
    case AssetKind::SupportRack:
        facts.type(campus.types[campus.runs[campus.supportRun[i]].type]);
        break;
    case AssetKind::Plant:
        facts.type(campus.types[campus.runs[campus.plantRun[i]].type]);
        break;
    case AssetKind::Tray:
    case AssetKind::Gpu:
        facts.partOfRack(id);
        break;
    default:
        break;
    }
    return facts.take();
}

} // namespace gigahall::app
