#include "app/cli/import.h"

#include <fmt/format.h>

#include <ostream>

namespace gigahall::app {

namespace {

std::string sizeText(const glm::dvec3& sizeM)
{
    return fmt::format("{:.2f} x {:.2f} x {:.2f} m", sizeM.x, sizeM.y, sizeM.z);
}

} // namespace

int runImport(const ImportOptions& options, std::ostream& out, std::ostream& err)
{
    const assets::SceneImportResult result = assets::importScene(options);
    for (const assets::Problem& problem : result.problems)
        err << problem.text() << '\n';
    if (!result.written)
        return 1;
    const bool equal = glm::all(glm::lessThan(result.largestM - result.smallestM, glm::dvec3(0.005)));
    out << fmt::format("{}: {} racks of type {} in {} rows, {} GPUs\n", options.output, result.racks, options.type,
        result.rows, result.gpus);
    out << "size of a rack: " << sizeText(result.smallestM) << (equal ? "" : " to " + sizeText(result.largestM))
        << '\n';
    out << (result.backdrop ? "the rest of the scene is drawn around them\n" : "the scene holds nothing else\n");
    return 0;
}

} // namespace gigahall::app
