#include "assets/import/readdesign.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace gigahall::assets {

namespace {

using model::LossModel;
using model::PowerRole;
using model::TypeClass;

constexpr std::array<std::string_view, 4> kRoles{"conversion", "source", "backup", "storage"};

/// What surrounds a loss: the key and unit of its constant, and the rating it has unless it says one.
struct LossPlace
{
    std::string_view constantKey;
    double constantUnitKw;
    double ratedKw; ///< 0 = none
};

/// Keys that a model needs; 'rating' comes on top where there is a rating.
std::vector<std::string_view> keysOf(std::string_view model, const LossPlace& place)
{
    if (model == "linear")
        return {place.constantKey, "efficiency"};
    if (model == "quadratic")
        return {"a0", "a1", "a2"};
    return {"noLoadKw", "loadKw"};
}

/// A coefficient of another model would be ignored without a word.
bool checkLossKeys(ReadContext& context, const JsonNode& node, const LossPlace& place, const std::string& model)
{
    const std::size_t before = context.problems.size();
    std::vector<std::string_view> keys = keysOf(model, place);
    for (const std::string_view key : keys)
        if (!node[key].exists())
            context.report(node, fmt::format("'{}' is missing; expected it in a loss of model '{}'", key, model));
    if (model != "linear") {
        keys.emplace_back("rating");
        if (!node["rating"].exists() && place.ratedKw <= 0)
            context.report(node,
                fmt::format("'rating' is missing; expected kW in a loss of model '{}' of what has no rating", model));
    }
    const std::array<std::string_view, 8> all{
        place.constantKey, "efficiency", "rating", "a0", "a1", "a2", "noLoadKw", "loadKw"};
    for (const std::string_view key : all)
        if (node[key].exists() && std::find(keys.begin(), keys.end(), key) == keys.end())
            context.report(node[key],
                fmt::format("has no meaning in a loss of model '{}'; expected {}", model, fmt::join(keys, ", ")));
    return context.problems.size() == before;
}

LossModel readLoss(ReadContext& context, const JsonNode& node, const LossPlace& place)
{
    const std::string model = node["model"].text();
    const bool known = model == "linear" || model == "quadratic" || model == "transformer";
    if (!known || !checkLossKeys(context, node, place, model))
        return {};
    const double ratedKw = node["rating"].number(place.ratedKw);
    if (model == "linear")
        return LossModel::linearStage(
            node[place.constantKey].number() * place.constantUnitKw, node["efficiency"].number());
    if (model == "quadratic")
        return LossModel::quadraticStage(ratedKw, node["a0"].number(), node["a1"].number(), node["a2"].number());
    return LossModel::transformer(ratedKw, node["noLoadKw"].number(), node["loadKw"].number());
}

/// Active power that a type can carry; 0 where its rating is none of power.
double ratedKwOf(const model::AssetType& type)
{
    if (type.ratedUnit == "kVA")
        return type.ratedKw * type.electrical.powerFactor;
    return type.ratedUnit == "kW" ? type.ratedKw : 0;
}

void checkStorage(ReadContext& context, const JsonNode& node, PowerRole role)
{
    const JsonNode energy = node["storageKwh"];
    if (role == PowerRole::Storage && !energy.exists())
        context.report(node, "'storageKwh' is missing; expected the energy of the storage when it is full");
    if ((role == PowerRole::Source || role == PowerRole::Backup) && energy.exists())
        context.report(energy,
            fmt::format("has no meaning in role '{}'; expected it in a storage or a conversion", node["role"].text()));
}

void readElectrical(ReadContext& context, const JsonNode& node, model::AssetType& type)
{
    model::ElectricalDesign& out = type.electrical;
    out.role = enumOf(node["role"].text(), kRoles, PowerRole::Conversion);
    out.powerFactor = node["powerFactor"].number(1);
    out.storageKwh = node["storageKwh"].number(0);
    if (out.powerFactor < 1 && type.ratedUnit != "kVA")
        context.report(node["powerFactor"],
            fmt::format(
                "{:g} does not go with a rating in {}; expected a rating in kVA", out.powerFactor, type.ratedUnit));
    checkStorage(context, node, out.role);
    out.loss = readLoss(context, node["loss"], {"constantKw", 1, ratedKwOf(type)});
}

model::RackStage readStage(ReadContext& context, const JsonNode& node)
{
    model::RackStage stage;
    stage.name = node["name"].text();
    const std::uint32_t count = std::max(1u, node["count"].whole(1));
    const std::uint32_t bank = std::max(1u, node["bank"].whole(1));
    stage.count = count;
    stage.bank = bank;
    stage.addedKw = node["addedW"].number(0) / 1000;
    stage.sharingKw = node["sharingW"].number(0) / 1000;
    stage.emptyPositions = node["emptyPositions"].whole(0);
    stage.loss = readLoss(context, node["loss"], {"constantW", 0.001, 0});
    if (count % bank != 0)
        context.report(node["bank"],
            fmt::format("banks of {} do not divide the {} units of the stage; expected a divisor", bank, count));
    if (node["sharingW"].exists() && bank == 1)
        context.report(node["sharingW"],
            "has no meaning for units that stand alone; expected 'bank', the units that can stand in for each other");
    return stage;
}

/// The GPUs of the nodes are those of the trays.
void checkGpus(ReadContext& context, const JsonNode& node, const model::AssetType& type)
{
    const std::uint32_t nodes = node["nodes"].whole(0), perNode = node["gpusPerNode"].whole(0);
    const std::uint64_t gpus = std::uint64_t{nodes} * perNode;
    if (type.typeClass == TypeClass::SupportRack) {
        if (gpus > 0)
            context.report(node["gpusPerNode"], fmt::format("is {}; expected 0 in a support rack", perNode));
        return;
    }
    if (gpus != type.gpus())
        context.report(node["gpusPerNode"],
            fmt::format("{} nodes of {} GPUs are {}, but {} trays of {} GPUs are {}; expected the same number", nodes,
                perNode, gpus, type.trays, type.gpusPerTray, type.gpus()));
    if (type.gpuMaxW == 0)
        context.report(node, "the type has no 'gpuMaxW'; expected it where a rack has nodes");
}

void readRackPower(ReadContext& context, const JsonNode& node, model::AssetType& type)
{
    model::RackPowerDesign& out = type.power;
    out.nodes = node["nodes"].whole(0);
    out.gpusPerNode = node["gpusPerNode"].whole(0);
    out.cpusPerNode = node["cpusPerNode"].whole(0);
    out.cpuIdleW = node["cpuIdleW"].number(0);
    out.cpuMaxW = node["cpuMaxW"].number(0);
    out.otherW = node["otherW"].number(0);
    checkGpus(context, node, type);
    if (out.cpuIdleW > out.cpuMaxW)
        context.report(node["cpuIdleW"],
            fmt::format("{:g} W idle is more than cpuMaxW = {:g} W; expected less", out.cpuIdleW, out.cpuMaxW));
    node["stages"].forEach([&](const JsonNode& stage) { out.stages.push_back(readStage(context, stage)); });
}

void readInterval(ReadContext& context, const JsonNode& node, double& low, double& high)
{
    low = node[0].number();
    high = node[1].number();
    if (low >= high)
        context.report(node, fmt::format("goes from {:g} to {:g}; expected the smaller number first", low, high));
}

template <std::size_t N>
void readNumbers(const JsonNode& node, std::array<double, N>& out)
{
    for (std::size_t i = 0; i < N; ++i)
        out[i] = node[i].number();
}

model::ChillerCurves readCurves(ReadContext& context, const JsonNode& node)
{
    model::ChillerCurves out;
    out.referenceKw = node["referenceKw"].number();
    out.referenceCop = node["referenceCop"].number();
    readNumbers(node["capacityByTemperature"], out.capacityByTemperature);
    readNumbers(node["inputByTemperature"], out.inputByTemperature);
    readNumbers(node["inputByLoad"], out.inputByLoad);
    readInterval(context, node["evaporator"], out.evaporatorMinC, out.evaporatorMaxC);
    readInterval(context, node["condenser"], out.condenserMinC, out.condenserMaxC);
    readInterval(context, node["load"], out.loadMin, out.loadMax);
    return out;
}

void readCooling(ReadContext& context, const JsonNode& node, model::CoolingDesign& out)
{
    out.flowLpm = node["flowLpm"].number(0);
    out.inputKw = node["inputKw"].number(0);
    out.constantSpeed = node["constantSpeed"].truth(false);
    out.approachK = node["approachK"].number(0);
    out.trimKw = node["trimKw"].number(0);
    out.trimCarnot = node["trimCarnot"].number(out.trimCarnot);
    out.trimMaxCop = node["trimMaxCop"].number(out.trimMaxCop);
    out.fanKwPerKw = node["fanKwPerKw"].number(0);
    out.heatCapacityKjPerK = node["heatCapacityKjPerK"].number(0);
    if (node["curves"].exists())
        out.curves = readCurves(context, node["curves"]);
}

} // namespace

void readDesign(ReadContext& context, const JsonNode& node, model::AssetType& type)
{
    const bool rack = type.typeClass == TypeClass::ComputeRack || type.typeClass == TypeClass::SupportRack;
    const bool plant = type.typeClass == TypeClass::Plant;
    const auto use = [&](const char* key, bool belongs, const char* where) {
        if (node[key].exists() && !belongs)
            context.report(node[key],
                fmt::format("has no meaning in a type of class {}; expected it in {}", node["class"].text(), where));
        return node[key].exists() && belongs;
    };
    if (use("electrical", plant, "plant"))
        readElectrical(context, node["electrical"], type);
    if (use("power", rack, "a rack"))
        readRackPower(context, node["power"], type);
    if (use("cooling", rack || plant, "plant or a rack"))
        readCooling(context, node["cooling"], type.cooling);
}

void readSiteDesign(ReadContext& context, const JsonNode& node, model::Site& site)
{
    std::set<std::string> names;
    node["weather"].forEach([&](const JsonNode& day) {
        model::DayWeather weather;
        weather.name = day["name"].text();
        weather.source = day["source"].text();
        readNumbers(day["dryBulb"], weather.dryBulbC);
        if (day["name"].isString() && !names.insert(weather.name).second)
            context.report(
                day["name"], fmt::format("the name '{}' is used twice; expected names that differ", weather.name));
        site.weather.push_back(std::move(weather));
    });
    const JsonNode utility = node["utility"];
    site.utility.co2KgPerKwh = utility["co2KgPerKwh"].number(0);
    site.utility.costPerKwh = utility["costPerKwh"].number(0);
    site.utility.currency = utility["currency"].text(site.utility.currency);
    site.utility.source = utility["source"].text();
}

} // namespace gigahall::assets
