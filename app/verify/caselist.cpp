#include "app/verify/caselist.h"

#include <cmath>
#include <limits>

namespace gigahall::app {

VerifyCase& CaseList::add(std::string name, double expected, Tolerance tolerance, std::string unit)
{
    VerifyCase& one = m_cases.emplace_back();
    one.name = std::move(name);
    one.expected = expected;
    one.computed = std::numeric_limits<double>::quiet_NaN();
    one.tolerance = tolerance.value;
    one.relative = tolerance.relative;
    one.unit = std::move(unit);
    one.source = m_source;
    return one;
}

void CaseList::check(std::string name, double expected, double computed, Tolerance tolerance, std::string unit)
{
    VerifyCase& one = add(std::move(name), expected, tolerance, std::move(unit));
    const double allowed = tolerance.relative ? tolerance.value * std::abs(expected) : tolerance.value;
    one.computed = computed;
    // NaN is no pass.
    one.status = std::abs(computed - expected) <= allowed ? VerifyStatus::Pass : VerifyStatus::Fail;
}

void CaseList::skip(std::string name, double expected, Tolerance tolerance, std::string unit, std::string why)
{
    VerifyCase& one = add(std::move(name), expected, tolerance, std::move(unit));
    one.note = std::move(why);
}

void CaseList::fail(std::string name, double expected, Tolerance tolerance, std::string unit, std::string why)
{
    VerifyCase& one = add(std::move(name), expected, tolerance, std::move(unit));
    one.status = VerifyStatus::Fail;
    one.note = std::move(why);
}

const char* statusName(VerifyStatus status)
{
    switch (status) {
    case VerifyStatus::Pass:
        return "pass";
    case VerifyStatus::Fail:
        return "FAIL";
    case VerifyStatus::Skipped:
        break;
    }
    return "skipped";
}

} // namespace gigahall::app
