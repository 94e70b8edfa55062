#include "assets/import/nearmiss.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <vector>

namespace gigahall::assets {

namespace {

std::string plain(std::string_view text)
{
    std::string out;
    for (const char c : text)
        if (c != '-' && c != '_' && c != ' ')
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

/// Edit distance with neighbours swapped counted once ("picth").
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j)
        d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

} // namespace

std::string_view nearMiss(std::string_view written, std::span<const std::string_view> candidates)
{
    constexpr std::size_t kLongest = 64;
    if (written.size() > kLongest)
        return {};
    const std::string wanted = plain(written);
    std::string_view best;
    std::size_t bestDistance = std::numeric_limits<std::size_t>::max();
    for (const std::string_view candidate : candidates) {
        const std::string other = plain(candidate.substr(0, kLongest));
        const std::size_t d = distance(wanted, other);
        if (d < bestDistance && d <= std::max<std::size_t>(other.size() / 4, other.size() > 2 ? 1 : 0)) {
            best = candidate;
            bestDistance = d;
        }
    }
    return best;
}

std::string didYouMean(std::string_view written, std::span<const std::string_view> candidates)
{
    const std::string_view near = nearMiss(written, candidates);
    return near.empty() ? std::string() : " (did you mean '" + std::string(near) + "'?)";
}

} // namespace gigahall::assets
