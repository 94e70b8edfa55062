#pragma once

#include "model/campus/campus.h"
#include "tests/perf/report.h"

#include <memory>

namespace gigahall::bench {

/// Values a second that our feed takes from a broker, against mosquitto_sub with the same subscriptions: in turn, the
/// same broker and a publisher as fast as the broker takes it, all on the same cores. A note where there is no
/// mosquitto.
void measureMqtt(
    std::shared_ptr<const model::Campus> campus, const std::string& campusName, int rounds, Report& report);

} // namespace gigahall::bench
