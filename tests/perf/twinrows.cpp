#include "tests/perf/twinrows.h"

#include "app/cli/runtable.h"
#include "app/cli/runwriter.h"
#include "model/simulation/forksource.h"
#include "model/simulation/rackreadings.h"
#include "model/simulation/simulator.h"
#include "tests/perf/scene.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <unistd.h>

namespace gigahall::bench {
namespace {

constexpr std::uint64_t kSeed = 1;
constexpr double kFailsAtS = 600, kDayS = 86400, kStepS = 15;
constexpr double kMsPerS = 1000;
constexpr std::uint32_t kRasterColumns = 600;

model::MetricSet onePlane()
{
    return model::MetricSet().set(static_cast<std::size_t>(model::Metric::GpuPower));
}

/// The largest transformer of the campus; the first phase where it has none.
model::AssetId whatFails(const model::Campus& campus)
{
    model::AssetId largest(model::AssetKind::Phase, 0);
    double ratedKw = 0;
    for (std::uint32_t p = 0; p < campus.plantCount(); ++p) {
        const model::AssetType& type = campus.types[campus.runs[campus.plantRun[p]].type];
        if (type.category == "transformer" && type.ratedKw > ratedKw) {
            ratedKw = type.ratedKw;
            largest = model::AssetId(model::AssetKind::Plant, p);
        }
    }
    return largest;
}

/// What the window does with a frame: values of GPUs, racks and halls to the renderer, and a picture of them.
void show(const model::TelemetryFrame& frame, render::Renderer& renderer, const render::View& view)
{
    constexpr auto kMetric = static_cast<std::size_t>(model::Metric::GpuPower);
    const model::MetricInfo& info = model::metricInfo(model::Metric::GpuPower);
    std::vector<std::uint16_t> halls;
    for (const model::Summary& hall : frame.rollUp[kMetric].halls)
        halls.push_back(model::quantise(info, hall.mean));
    const auto* states = reinterpret_cast<const std::uint8_t*>(frame.rackState.data());
    // Above the serials of what the bench has shown before.
    static std::uint64_t serial = std::uint64_t(1) << 32;
    renderer.setPlanes({.gpu = frame.gpu[kMetric],
        .rack = frame.rack[kMetric],
        .hall = halls,
        .rackState = {states, frame.rackState.size()},
        .serial = ++serial});
    render::Image image;
    renderer.render(view, plainSettings(), image);
}

/// All metrics of all racks every step; what is written are the phases.
double dayMs(const model::Campus& campus)
{
    const std::filesystem::path path
        = std::filesystem::temp_directory_path() / fmt::format("gigahall-bench-{}.csv", getpid());
    std::vector<std::string> names;
    for (const model::Metric metric : model::runMetrics())
        names.emplace_back(model::metricInfo(metric).name);
    const Stopwatch watch;
    std::string problem;
    app::RunTable table(campus, app::RunLevel::Phase, app::chooseQuantities(app::RunLevel::Phase, names, problem));
    {
        std::ofstream file(path, std::ios::binary);
        app::RunWriter writer(file, app::RunWriter::Form::Csv, table);
        model::CampusRun run(campus, kSeed, {}, 0);
        for (int i = 1; i <= int(kDayS / kStepS); ++i) {
            run.advance(kStepS * i);
            table.read(run);
            writer.add(run.timeS());
        }
        writer.finish();
        if (!file.flush())
            throw std::runtime_error("cannot write " + path.string());
    }
    const double ms = watch.ms();
    std::filesystem::remove(path);
    return ms;
}

/// A minute of the GPUs of a rack, a tenth of a second apart, as the raster asks for it.
void readRaster(model::Simulator& simulator, const model::Campus& campus)
{
    model::SeriesRequest request{
        .metric = model::Metric::GpuPower, .firstS = kDayS / 2, .stepS = 0.1, .columns = kRasterColumns};
    for (std::uint32_t g = 0; g < campus.rackGpus(0); ++g)
        request.assets.emplace_back(model::AssetKind::Gpu, campus.rackFirstGpu[0] + g);
    model::SeriesSet set;
    set.request = std::move(request);
    while (!set.isWhole())
        model::readColumn(simulator, set);
}

/// Something measured that has been read already.
class Still : public model::TelemetrySource
{
public:
    explicit Still(model::FramePtr frame)
        : m_frame(std::move(frame))
    {
    }
    model::FramePtr frame(double, const model::MetricSet&) override { return m_frame; }
    float valueAt(double, model::Metric, model::AssetId) override { return 0; }
    TimeSpan timeSpan() const override { return {0, kDayS}; }
    double intervalS() const override { return 1; }

private:
    model::FramePtr m_frame;
};

} // namespace

void measureTwin(const model::Campus& campus, render::Renderer& renderer, const render::View& view, int frames,
    bool day, Report& report)
{
    model::Simulator simulator(campus, kSeed);
    double timeS = 0;
    const Samples step = measure(2, frames, [&] { simulator.frame(timeS += 1, onePlane()); });
    report.rows.push_back(
        row("step", fmt::format("simulate all {} GPUs at one moment", campus.gpuCount()), 30, step, "ms"));

    const Samples raster = measure(1, frames, [&] { readRaster(simulator, campus); });
    report.rows.push_back(row("raster",
        fmt::format("raster of a rack: {} GPUs at {} moments", campus.rackGpus(0), kRasterColumns), 250, raster, "ms"));

    model::Scenario failure;
    failure.add({kFailsAtS, model::ScenarioEvent::Kind::Fail, {whatFails(campus)}, 0});
    const Samples click = measure(1, frames, [&] {
        model::Simulator failed(campus, kSeed, failure);
        show(*failed.frame(kFailsAtS, onePlane()), renderer, view);
    });
    report.rows.push_back(row(
        "failure", fmt::format("from {} failing to the picture", campus.name(whatFails(campus))), 100, click, "ms"));
    const model::FramePtr measured = simulator.frame(kFailsAtS, onePlane());
    const Samples fork = measure(1, frames, [&] {
        model::ForkSource failed(campus, std::make_unique<Still>(measured), failure);
        show(*failed.frame(kFailsAtS, onePlane()), renderer, view);
    });
    report.rows.push_back(
        row("fork", fmt::format("the same on a recording: {} fails", campus.name(whatFails(campus))), 150, fork, "ms"));
    if (!day)
        return;
    Samples whole;
    whole.add(dayMs(campus));
    report.rows.push_back(row("day", fmt::format("simulate a day of {} racks, {} s a step", campus.rackCount(), kStepS),
        60, whole, "s", kMsPerS));
}

} // namespace gigahall::bench
