// HAR 1.1 and 1.2 files (http://www.softwareishard.com/blog/har-12-spec/) as observations.
//
// The file is cut into its pages and entries before any of it is parsed, so that one that ends in
// the middle, or one broken entry, costs only itself: each is named in `problems`.
#pragma once

#include <string_view>
#include <vector>

#include "audit/observation.h"
#include "base/result.h"

namespace glassjar::audit {

inline constexpr size_t kHarBytesMax = 512 << 20;
inline constexpr size_t kHarEntriesMax = 100'000;
inline constexpr size_t kHarEntryBytesMax = 64 << 20;

// The objects of log.pages and log.entries, as they stand in the file.
struct HarParts {
  std::vector<std::string_view> pages;
  std::vector<std::string_view> entries;
  bool complete = false;  // the file's brackets are all closed
};

HarParts split_har(std::string_view file);

// `source` names the file in messages; `consent` is what the person says was chosen while it was
// recorded. InvalidArgument if there is no log with entries in it.
Result<Observation> read_har(std::string_view file, std::string_view source, Consent consent);

}  // namespace glassjar::audit
