#include "tests/support/tinycampus.h"

#include <fmt/format.h>

namespace gigahall::tests {

namespace {

std::string twoDigits(std::uint32_t n)
{
    return fmt::format("{:02}", n);
}

model::AssetType tinyRackType(const TinyShape& shape)
{
    model::AssetType type;
    type.key = "tiny-rack";
    type.category = "rack";
    type.label.en = "Tiny rack";
    type.typeClass = model::TypeClass::ComputeRack;
    type.sizeM = {0.6f, 1.2f, 2.0f};
    type.ratedKw = 31;
    type.trays = shape.trays;
    type.gpusPerTray = shape.gpusPerTray;
    type.gpuIdleW = 90;
    type.gpuMaxW = 810;
    type.liquidShare = 0.9;
    type.liquidSupplyC = 38;
    type.liquidRiseK = 12;
    return type;
}

void addTinyRow(model::Campus& c, const TinyShape& shape, const std::string& name)
{
    const auto rowIndex = static_cast<std::uint32_t>(c.rows.size());
    const auto firstRack = c.rackCount();
    model::Run run;
    run.kind = model::AssetKind::Rack;
    run.group = static_cast<std::uint32_t>(c.groups.size() - 1);
    run.row = rowIndex;
    run.firstItem = firstRack;
    run.count = shape.racks;
    run.originM = {1.0f, 2.7f * static_cast<float>(c.rows.size()), 0.0f};
    run.pitchM = 0.7f;
    run.sizeM = c.types[0].sizeM;
    const auto runIndex = static_cast<std::uint32_t>(c.runs.size());
    c.runs.push_back(run);
    c.rows.push_back({.hall = static_cast<std::uint32_t>(c.halls.size()),
        .racks = {firstRack, shape.racks},
        .supportRacks = {},
        .runs = {runIndex, 1}});
    c.names.rows.push_back(name);
    for (std::uint32_t k = 0; k < shape.racks; ++k) {
        c.rackRun.push_back(runIndex);
        c.rackFirstGpu.push_back(c.rackFirstGpu.back() + c.types[0].gpus());
        c.rackFirstTray.push_back(c.rackFirstTray.back() + shape.trays);
        c.names.racks.push_back(name + "-K" + twoDigits(k + 1));
    }
}

void addTinyHall(model::Campus& c, const TinyShape& shape, const std::string& name)
{
    const auto hallIndex = static_cast<std::uint32_t>(c.halls.size());
    const auto firstRow = static_cast<std::uint32_t>(c.rows.size());
    const auto firstRun = static_cast<std::uint32_t>(c.runs.size());
    const std::uint32_t firstRack = c.rackCount(), firstGpu = c.gpuCount();
    c.groups.push_back({.originM = {30.0 * hallIndex, 0, 0}, .owner = {model::AssetKind::Hall, hallIndex}});
    for (std::uint32_t r = 0; r < shape.rows; ++r)
        addTinyRow(c, shape, name + "-R" + twoDigits(r + 1));
    model::Hall hall;
    hall.building = static_cast<std::uint32_t>(c.buildings.size());
    hall.group = static_cast<std::uint32_t>(c.groups.size() - 1);
    hall.sizeM = {20, 12, 6};
    hall.rows = {firstRow, shape.rows};
    hall.runs = {firstRun, shape.rows};
    hall.racks = {firstRack, c.rackCount() - firstRack};
    hall.gpus = {firstGpu, c.gpuCount() - firstGpu};
    hall.itKw = hall.racks.count * c.types[0].ratedKw;
    c.halls.push_back(hall);
    c.names.halls.push_back(name);
}

void addTinyBuilding(model::Campus& c, const TinyShape& shape, const std::string& name)
{
    model::Building b;
    b.phase = static_cast<std::uint32_t>(c.phases.size());
    b.halls.first = static_cast<std::uint32_t>(c.halls.size());
    b.rows.first = static_cast<std::uint32_t>(c.rows.size());
    b.runs.first = static_cast<std::uint32_t>(c.runs.size());
    b.racks.first = c.rackCount();
    b.gpus.first = c.gpuCount();
    for (std::uint32_t h = 0; h < shape.halls; ++h)
        addTinyHall(c, shape, name + "-H" + std::to_string(h + 1));
    b.halls.count = shape.halls;
    b.rows.count = static_cast<std::uint32_t>(c.rows.size()) - b.rows.first;
    b.runs.count = static_cast<std::uint32_t>(c.runs.size()) - b.runs.first;
    b.racks.count = c.rackCount() - b.racks.first;
    b.gpus.count = c.gpuCount() - b.gpus.first;
    b.itKw = b.racks.count * c.types[0].ratedKw;
    c.buildings.push_back(b);
    c.names.buildings.push_back(name);
}

} // namespace

model::Campus makeTinyCampus(const TinyShape& shape)
{
    model::Campus c;
    c.key = "tiny";
    c.label.en = "Tiny campus";
    c.types = {tinyRackType(shape)};
    c.groups = {{.owner = {model::AssetKind::Campus, 0}}};
    c.rackFirstGpu = {0};
    c.rackFirstTray = {0};
    for (std::uint32_t p = 0; p < shape.phases; ++p) {
        model::Phase phase;
        phase.key = "P" + twoDigits(p + 1);
        phase.label.en = "Phase " + std::to_string(p + 1);
        phase.buildings = {static_cast<std::uint32_t>(c.buildings.size()), shape.buildings};
        phase.halls.first = static_cast<std::uint32_t>(c.halls.size());
        phase.rows.first = static_cast<std::uint32_t>(c.rows.size());
        phase.runs.first = static_cast<std::uint32_t>(c.runs.size());
        phase.racks.first = c.rackCount();
        phase.gpus.first = c.gpuCount();
        for (std::uint32_t b = 0; b < shape.buildings; ++b)
            addTinyBuilding(c, shape, phase.key + "-B" + std::to_string(b + 1));
        phase.halls.count = static_cast<std::uint32_t>(c.halls.size()) - phase.halls.first;
        phase.rows.count = static_cast<std::uint32_t>(c.rows.size()) - phase.rows.first;
        phase.runs.count = static_cast<std::uint32_t>(c.runs.size()) - phase.runs.first;
        phase.racks.count = c.rackCount() - phase.racks.first;
        phase.gpus.count = c.gpuCount() - phase.gpus.first;
        phase.itKw = phase.racks.count * c.types[0].ratedKw;
        c.phases.push_back(phase);
    }
    c.itKw = c.rackCount() * c.types[0].ratedKw;
    c.names.index(c);
    return c;
}

} // namespace gigahall::tests
