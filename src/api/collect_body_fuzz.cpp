// Any bytes as the body of POST /api/event.
#include "api/collect_body.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto result =
      glassjar::api::parse_collect_body({reinterpret_cast<const char*>(data), size});
  if (const auto* body = std::get_if<glassjar::api::CollectBody>(&result))
    if (body->events.size() > glassjar::api::kCollectEventsMax) __builtin_trap();
  return 0;
}
