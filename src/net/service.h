// Service: what all connections of one server share. Private to net.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "base/clock.h"
#include "net/metrics.h"
#include "net/response_writer.h"
#include "net/router.h"
#include "net/server.h"

namespace glassjar::net {

struct Service {
  Service(ServerOptions given, Router routes, const Clock& time, Metrics& registry);

  const ServerOptions options;
  const Router router;
  const DefaultFields plain_fields;
  const DefaultFields tls_fields;  // with Strict-Transport-Security
  const Clock& clock;
  // Shared with the gauge, which the registry keeps.
  const std::shared_ptr<std::atomic<size_t>> connections_open;
  Counter& connections_refused;
  std::array<Counter*, 6> requests_by_class;  // [2] counts 2xx
  Histogram& request_seconds;
};

}  // namespace glassjar::net
