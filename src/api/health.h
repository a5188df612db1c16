// GET /api/health: whether events can be made durable.
#pragma once

#include <atomic>

#include "net/http.h"

namespace glassjar::api {

// What the latest append to the spool came to; written by the collect endpoint. Any thread.
class Health {
 public:
  void events_are_durable(bool durable) { durable_.store(durable, std::memory_order_relaxed); }
  bool is_good() const { return durable_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> durable_{true};
};

// 200 {"status":"ok"}, or 503 when the latest event could not be made durable.
net::Response show_health(const Health& health);

}  // namespace glassjar::api
