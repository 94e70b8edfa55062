#include "app/whatif/outage.h"

#include "assets/import/nearmiss.h"
#include "model/simulation/scenario.h"

#include <fmt/format.h>

namespace gigahall::app {
namespace {

using model::AssetKind;

std::string suggestion(const model::Campus& campus, const std::string& name)
{
    std::vector<std::string_view> known{campus.key};
    for (const model::Phase& phase : campus.phases)
        known.push_back(phase.key);
    const auto& names = campus.names;
    for (const auto* list : {&names.buildings, &names.halls, &names.rows, &names.racks, &names.support, &names.plant})
        for (std::uint32_t i = 0; i < list->size(); ++i)
            // A slip of the pen does not change the length by much; there are some hundred thousand names.
            if (const auto one = (*list)[i]; one.size() + 2 >= name.size() && one.size() <= name.size() + 2)
                known.push_back(one);
    return assets::didYouMean(name, known);
}

std::string example(const model::Campus& campus)
{
    if (campus.plantCount() > 0)
        return campus.name({AssetKind::Plant, 0});
    return campus.rackCount() > 0 ? campus.name({AssetKind::Rack, 0}) : campus.key;
}

} // namespace

model::Outage findOutage(const model::Campus& campus, const std::vector<std::string>& names, std::string& problem)
{
    model::Outage outage;
    for (const std::string& name : names) {
        const auto id = campus.find(name);
        if (!id || !model::canFail(id->kind())) {
            problem = fmt::format("campus \"{}\" {} \"{}\"; expected plant, a rack or a space, for example {}{}",
                campus.key, id ? "can't switch off a part of a rack by itself:" : "has no", name, example(campus),
                id ? std::string() : suggestion(campus, name));
            return {};
        }
        outage.push_back(*id);
    }
    return outage;
}

} // namespace gigahall::app
