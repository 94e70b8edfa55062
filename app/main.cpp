#include "app/cli/check.h"
#include "app/cli/commandline.h"
#include "app/cli/info.h"
#include "app/cli/version.h"

#include <exception>
#include <iostream>

namespace {

using namespace gigahall::app;

template <typename... Cases>
struct Either : Cases...
{
    using Cases::operator()...;
};
// Clang 14 does not find this by itself.
template <typename... Cases>
Either(Cases...) -> Either<Cases...>;

int run(const Command& command, int argc, char** argv)
{
    return std::visit(
        Either{
            [&](const ViewOptions& options) { return runWindow(options, argc, argv); },
            [](const RenderOptions& options) { return runRender(options); },
            [](const AnimateOptions& options) { return runAnimate(options); },
            [](const CheckCommand& check) { return runCheck(check.files, std::cout, std::cerr, check.campus); },
            [](const InfoCommand& info) {
                return runInfo(info.campus, info.hardware, info.json, std::cout, std::cerr, info.plan, info.day);
            },
            [](const PlanCommand& plan) { return runPlan(plan, std::cout, std::cerr); },
            [](const ImportOptions& options) { return runImport(options, std::cout, std::cerr); },
            [](const RecordOptions& options) { return runRecord(options, std::cout, std::cerr); },
            [](const ReportOptions& options) { return runReport(options); },
            [](const SimulateOptions& options) { return runSimulate(options, std::cout, std::cerr); },
            [](const SweepCommand& sweep) { return runSweep(sweep, std::cout, std::cerr); },
            [](const VerifyOptions& options) { return runVerify(options, std::cout, std::cerr); },
            [](const VersionCommand&) { return runVersion(std::cout); },
            [](const ListGpusCommand&) { return runListGpus(std::cout, std::cerr); },
            [](const Done& done) {
                std::cout << done.out;
                std::cerr << done.error;
                return done.exitCode;
            },
        },
        command);
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(parseCommandLine(argc, argv), argc, argv);
    } catch (const std::exception& e) {
        std::cerr << "gigahall: " << e.what() << '\n';
        return kExitFailed;
    }
}
