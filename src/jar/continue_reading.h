// Continue reading: a benefit of being remembered. Pages begun and not finished are shown to the
// person who began them, and to nobody else.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/event.h"

namespace glassjar::jar {

// A page counts as read to its end from here on: what follows is footers and comments.
constexpr uint8_t kFinishedDepth = 80;
constexpr days kUnfinishedSince{30};
constexpr size_t kUnfinishedMax = 5;

struct UnfinishedPage {
  std::string hostname;
  std::string path;
  TimePoint at;              // of the latest pageview
  uint8_t scroll_depth = 0;  // the largest reported, 0 without a report
};

// From a person's rows on one site, in any order: the latest first.
std::vector<UnfinishedPage> unfinished(std::span<const model::Event> rows,
                                       std::string_view current_path, TimePoint now);

}  // namespace glassjar::jar
