// The answer for monitors.
#include "api/health.h"

#include "api/json_body.h"

namespace glassjar::api {

net::Response show_health(const Health& health) {
  if (health.is_good()) return json_answer(200, {{"status", "ok"}});
  return json_answer(503, {{"status", "events cannot be written"}}).with("Retry-After", "5");
}

}  // namespace glassjar::api
