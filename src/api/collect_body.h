// The body of POST /api/event: Plausible's events API, extended (docs/api.md).
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ingest/incoming.h"

namespace glassjar::api {

constexpr size_t kCollectBodyBytesMax = 1'000'000;
constexpr size_t kCollectEventsMax = 1'000;

struct CollectBody {
  bool is_array = false;
  std::vector<ingest::Incoming> events;
};

// The first thing wrong with a body: which field, and why. In an array the field is "2.url".
struct BodyRefused {
  std::string field;
  std::string why;
};

// Reads one event or an array of them, with long or short keys; unknown keys are passed over.
// Any bytes give an answer. Any thread.
std::variant<CollectBody, BodyRefused> parse_collect_body(std::string_view body);

}  // namespace glassjar::api
