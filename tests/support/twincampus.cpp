#include "tests/support/twincampus.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>

namespace gigahall::tests {

namespace {

using model::AssetId;
using model::AssetKind;

QJsonValue edited(const QJsonValue& node, QStringList path, const QVariant& value)
{
    if (path.isEmpty())
        return QJsonValue::fromVariant(value);
    const QString key = path.takeFirst();
    if (node.isArray()) {
        QJsonArray array = node.toArray();
        const int index = key == u"+" ? int(array.size()) : key.toInt();
        if (index == array.size())
            array.append(QJsonValue());
        if (path.isEmpty() && !value.isValid())
            array.removeAt(index);
        else
            array[index] = edited(array[index], path, value);
        return array;
    }
    QJsonObject object = node.toObject();
    if (path.isEmpty() && !value.isValid())
        object.remove(key);
    else
        object[key] = edited(object[key], path, value);
    return object;
}

bool chance(std::mt19937& random, double share)
{
    return between(random, 0, 1) < share;
}

std::uint32_t below(std::mt19937& random, std::uint32_t n)
{
    return std::uniform_int_distribution<std::uint32_t>(0, n - 1)(random);
}

QVariantMap rule(const char* from, const char* to, const char* redundancy)
{
    return {{"name", "rule"}, {"from", from}, {"to", to}, {"scope", "building"}, {"redundancy", redundancy}};
}

void addStandIns(std::mt19937& random, LayoutEdits& edits)
{
    const QVariantList size{3, 2, 2.5};
    edits.emplace_back("types/generator",
        QVariantMap{{"category", "generator"}, {"class", "plant"}, {"size", size},
            {"rating", between(random, 1000, 20000)}, {"electrical", QVariantMap{{"role", "backup"}}}});
    edits.emplace_back("types/battery",
        QVariantMap{{"category", "battery"}, {"class", "plant"}, {"size", size},
            {"rating", between(random, 1000, 20000)},
            {"electrical", QVariantMap{{"role", "storage"}, {"storageKwh", between(random, 1, 500)}}}});
    edits.emplace_back("templates/buildings/building/assets/+",
        QVariantMap{{"type", "generator"}, {"at", QVariantList{60, 126, 0.1}}, {"count", 2}, {"pitch", 8}});
    edits.emplace_back("templates/buildings/building/assets/+",
        QVariantMap{{"type", "battery"}, {"at", QVariantList{90, 126, 0.1}}, {"count", 2}, {"pitch", 8}});
    edits.emplace_back("power/+", rule("generator", "unit-substation", "N+1"));
    edits.emplace_back("power/+", rule("battery", "unit-substation", "N+1"));
}

AssetId randomAsset(const model::Campus& campus, std::mt19937& random)
{
    const double draw = between(random, 0, 1);
    const auto pick = [&](AssetKind kind, std::size_t count) {
        return AssetId(kind, below(random, static_cast<std::uint32_t>(std::max<std::size_t>(count, 1))));
    };
    if (draw < 0.75 || campus.supportCount() == 0)
        return pick(AssetKind::Plant, campus.plantCount());
    if (draw < 0.85)
        return pick(AssetKind::Rack, campus.rackCount());
    if (draw < 0.9)
        return pick(AssetKind::SupportRack, campus.supportCount());
    if (draw < 0.96)
        return pick(AssetKind::Row, campus.rows.size());
    return draw < 0.99 ? pick(AssetKind::Hall, campus.halls.size())
                       : pick(AssetKind::Building, campus.buildings.size());
}

} // namespace

model::Outage allOf(const model::Campus& campus, std::string_view type)
{
    model::Outage outage;
    for (std::uint32_t p = 0; p < campus.plantCount(); ++p)
        if (campus.types[campus.runs[campus.plantRun[p]].type].key == type)
            outage.emplace_back(AssetKind::Plant, p);
    return outage;
}

double between(std::mt19937& random, double lo, double hi)
{
    return std::uniform_real_distribution<double>(lo, hi)(random);
}

model::Campus loadCampus(
    const char* name, const LayoutEdits& edits, const std::vector<assets::HardwareChange>& hardware)
{
    std::string path = assets::resolveCampusPath(name);
    const QTemporaryDir folder;
    if (!edits.empty()) {
        QFile shipped(QString::fromStdString(path)), file(folder.filePath("edited.campus.json"));
        if (!shipped.open(QIODevice::ReadOnly) || !file.open(QIODevice::WriteOnly))
            qFatal("%s can't be edited", name);
        QJsonValue layout = QJsonDocument::fromJson(shipped.readAll()).object();
        for (const auto& [where, value] : edits)
            layout = edited(layout, where.split('/'), value);
        file.write(QJsonDocument(layout.toObject()).toJson());
        path = file.fileName().toStdString();
    }
    assets::CampusResult result = assets::loadCampus(path, hardware);
    for (const assets::Problem& problem : result.problems)
        qWarning("%s", problem.text().c_str());
    if (!result.campus)
        qFatal("%s can't be loaded", name);
    return std::move(*result.campus);
}

model::Campus randomCampus(std::mt19937& random)
{
    LayoutEdits edits;
    const auto scale = [&](const char* path, double shipped, double lo, double hi) {
        edits.emplace_back(path, shipped * between(random, lo, hi));
    };
    for (const int segment : {0, 1, 2})
        edits.emplace_back(QString("templates/rows/row-vr/segments/%1/count").arg(segment),
            int(1 + below(random, segment == 1 ? 8 : 3)));
    if (chance(random, 0.4))
        edits.emplace_back("templates/buildings/building/halls/0/array",
            QVariantMap{{"count", QVariantList{2, 1}}, {"pitch", QVariantList{150, 1}}});
    edits.emplace_back("templates/buildings/building/size", QVariantList{400, 150, 16});
    edits.emplace_back("templates/phases/phase/size", QVariantList{460, 210});
    edits.emplace_back("templates/buildings/building/assets/0/count", int(4 + below(random, 19)));
    scale("types/unit-substation/rating", 3150, 0.15, 1.2);
    scale("types/main-transformer/rating", 30000, 0.2, 1.5);
    scale("types/busway/rating", 2110, 0.3, 1.2);
    scale("types/ups/rating", 1000, 0.1, 1.5);
    scale("types/vr-nvl144/liquidShare", 1, 0.7, 1);
    edits.emplace_back("types/vr-nvl144/cooling/fanKwPerKw", between(random, 0, 0.1));
    scale("types/cdu/rating", 2000, 0.4, 1.2);
    scale("types/cdu/cooling/flowLpm", 3000, 0.4, 1.2);
    edits.emplace_back("types/cdu/cooling/constantSpeed", chance(random, 0.3));
    scale("types/pump/cooling/flowLpm", 6500, 0.4, 1.2);
    scale("types/dry-cooler/cooling/trimKw", 900, 0, 1.2);
    if (chance(random, 0.5))
        addStandIns(random, edits);
    constexpr const char* kRedundancies[] = {"N", "2N", "N+1", "4N3"};
    for (const auto& [graph, rules] : {std::pair("power", 8), {"coolant", 4}})
        for (int i = rules - 1; i >= 0; --i) // from the back: what is removed moves the ones behind it
            if (const double draw = between(random, 0, 1); draw < 0.06)
                edits.emplace_back(QString("%1/%2").arg(graph).arg(i), QVariant());
            else if (draw < 0.3)
                edits.emplace_back(QString("%1/%2/redundancy").arg(graph).arg(i), kRedundancies[below(random, 4)]);
    return loadCampus("one-hall", edits);
}

model::TwinLoad randomLoad(const model::Twin& twin, std::mt19937& random)
{
    const double level = chance(random, 0.3) ? 1 : between(random, 0, 1);
    model::TwinLoad load = twin.uniformLoad(level, level);
    for (std::uint32_t r = 0; r < load.rackKw.size(); ++r)
        load.rackKw[r] = twin.rackPower(r).inputKw(level * between(random, 0.5, 1), level, {});
    if (chance(random, 0.2)) {
        load.heatKw = load.rackKw;
        const double share = between(random, 0.8, 1.1); // all warming up, or all cooling down
        for (double& kw : load.heatKw)
            kw *= share;
    }
    return load;
}

model::TwinConditions randomConditions(const model::Twin& twin, std::mt19937& random)
{
    const model::Campus& campus = twin.campus();
    model::TwinConditions conditions;
    conditions.dryBulbC = between(random, -20, 48);
    conditions.supplyShiftK = chance(random, 0.5) ? 0 : between(random, -6, 6);
    conditions.policy = model::OverloadPolicy(below(random, 3));
    const std::uint32_t outages = below(random, 5);
    for (std::uint32_t i = 0; i < outages; ++i) {
        conditions.outages.emplace_back();
        const std::uint32_t assets = 1 + below(random, 4);
        for (std::uint32_t k = 0; k < assets; ++k)
            conditions.outages.back().push_back(randomAsset(campus, random));
        if (!chance(random, 0.2))
            continue;
        const std::uint32_t type = campus.runs[campus.plantRun[below(random, campus.plantCount())]].type;
        const model::Outage all = allOf(campus, campus.types[type].key);
        conditions.outages.back().insert(conditions.outages.back().end(), all.begin(), all.end());
    }
    return conditions;
}

} // namespace gigahall::tests
