#include "app/cli/hardwareoption.h"

#include "app/cli/optionvalues.h"

namespace gigahall::app {
namespace {

assets::HardwareChange readChange(const std::string& text)
{
    const std::size_t equals = text.rfind('='); // names may have one, keys of types can't
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        wrong("--hardware", text, "ASSET=TYPE, e.g. P03=gb300-nvl72");
    return {text.substr(0, equals), text.substr(equals + 1)};
}

} // namespace

void addHardwareOption(CLI::App* app, std::vector<assets::HardwareChange>& hardware)
{
    app->add_option_function<std::vector<std::string>>(
           "--hardware",
           [&hardware](const std::vector<std::string>& texts) {
               for (const std::string& text : texts)
                   hardware.push_back(readChange(text));
           },
           "What if: all compute racks of a phase, building, hall or the campus are of another type; may be repeated")
        ->type_name("ASSET=TYPE")
        ->allow_extra_args(false);
}

} // namespace gigahall::app
