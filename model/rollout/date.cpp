#include "model/rollout/date.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace gigahall::model {

using namespace std::chrono;

std::optional<Day> parseDay(std::string_view text)
{
    constexpr int kFirstYear = 1900, kLastYear = 2199;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t size) {
        int value = -1;
        const char* end = text.data() + at + size;
        const auto read = std::from_chars(text.data() + at, end, value);
        return read.ec == std::errc() && read.ptr == end ? value : -1;
    };
    const int y = number(0, 4), m = number(5, 2), d = number(8, 2);
    if (y < kFirstYear || y > kLastYear || m < 1 || d < 1)
        return std::nullopt;
    const year_month_day date(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d)));
    return date.ok() ? std::optional<Day>(date) : std::nullopt;
}

std::string dayText(Day at)
{
    const year_month_day date(at);
    return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()), unsigned(date.day()));
}

Day dayAt(double number)
{
    return Day(days(static_cast<int>(std::ceil(number))));
}

std::vector<Day> quarterEnds(Day first, Day last)
{
    std::vector<Day> out;
    const year_month_day from(first);
    const unsigned quarterMonth = (unsigned(from.month()) + 2) / 3 * 3;
    for (year_month at(from.year(), month(quarterMonth));; at += months(3)) {
        const Day end = year_month_day_last(at.year(), month_day_last(at.month()));
        if (end > last)
            return out;
        if (end >= first)
            out.push_back(end);
    }
}

} // namespace gigahall::model
