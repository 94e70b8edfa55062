#include "app/cli/version.h"

#include "app/cli/options.h"
#include "commit.h"

#include <QtGlobal>

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace gigahall::app {

int runVersion(std::ostream& out)
{
    out << fmt::format("gigahall {} ({})\nQt {}\n", GIGAHALL_VERSION, GIGAHALL_COMMIT, qVersion());
    const auto gpus = render::listGpus();
    const auto best = std::ranges::find_if(gpus, &render::GpuInfo::usable);
    out << (best == gpus.end() ? std::string("Vulkan: no usable device (see --list-gpus)\n")
                               : fmt::format("Vulkan: {}, {}\n", best->name, best->driver));
    return kExitOk;
}

int runListGpus(std::ostream& out, std::ostream& err)
{
    const auto gpus = render::listGpus();
    for (const auto& gpu : gpus)
        out << fmt::format("{}  ({}, {}){}\n", gpu.name, gpu.type, gpu.driver,
            gpu.usable ? std::string() : "  not usable: " + gpu.why);
    if (std::ranges::any_of(gpus, &render::GpuInfo::usable))
        return kExitOk;
    err << "gigahall: no Vulkan 1.3 device can be used; Debian's mesa-vulkan-drivers has one in software\n";
    return kExitFailed;
}

} // namespace gigahall::app
