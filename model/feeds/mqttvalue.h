#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gigahall::model {

/// Longer payloads with values are refused unread; one has some seventy bytes.
inline constexpr std::size_t kMaxPayloadBytes = 64 * 1024;

/// A number as JSON writes it, at the begin of `text`, which then starts behind it. False: there is none, or it is no
/// finite number.
bool takeNumber(std::string_view& text, double& out);

/// A value message of the BMS: {"value": 12.5, "timestamp": 1743620423000, "quality": 1}, fields in any order.
struct BmsValue
{
    double value = 0; ///< NaN = the BMS has none
    double timeS = 0; ///< since 1970
    bool good = true;
};
/// False where it can't be used; `problem` then says why. No allocation where it can.
bool readBmsValue(std::string_view payload, BmsValue& out, std::string& problem);
/// Whether a number is a time since 1970 that a running site can mean, in seconds.
bool isPlausibleTime(double timeS);

} // namespace gigahall::model
