#include "assets/import/campusfile.h"

#include <fmt/format.h>

namespace gigahall::assets {

std::string Problem::text() const
{
    std::string out = file;
    if (line > 0)
        out += fmt::format(":{}", line);
    out += ": ";
    if (!pointer.empty())
        out += pointer + ": ";
    return out + what;
}

} // namespace gigahall::assets
