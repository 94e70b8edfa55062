#pragma once

#include "app/verify/cases.h"

#include <string>
#include <utility>
#include <vector>

namespace gigahall::app {

struct Tolerance
{
    double value;
    bool relative;
};
/// Half of the last digit that is printed, or whatever else counts in the unit itself.
constexpr Tolerance within(double value)
{
    return {value, false};
}
constexpr Tolerance withinShare(double value)
{
    return {value, true};
}

/// Cases as they are judged. Source and note stay the same from case to case until changed.
class CaseList
{
public:
    void setSource(std::string source) { m_source = std::move(source); }
    void check(std::string name, double expected, double computed, Tolerance tolerance, std::string unit);
    void skip(std::string name, double expected, Tolerance tolerance, std::string unit, std::string why);
    /// There is no value, but there should be.
    void fail(std::string name, double expected, Tolerance tolerance, std::string unit, std::string why);
    std::vector<VerifyCase> take() { return std::move(m_cases); }

private:
    VerifyCase& add(std::string name, double expected, Tolerance tolerance, std::string unit);

    std::string m_source;
    std::vector<VerifyCase> m_cases;
};

void addFrontierCases(const VerifyInput& input, CaseList& list);
void addMlperfCases(const VerifyInput& input, CaseList& list);

} // namespace gigahall::app
