// `.metadata-v2` in each origin's folder of Firefox's `storage/`: whose it is
// (dom/quota/ActorsParent, LoadFullOriginMetadata).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace glassjar::browser_files {

struct QuotaMetadata {
  std::optional<TimePoint> last_access;
  bool persisted = false;
  std::string suffix;  // origin attributes, "^partitionKey=%28https%2Cexample.org%29"
  std::string group;   // registrable domain and suffix
  std::string origin;  // "https://example.org:8443" and suffix
};

// Big-endian: 64 bits of microseconds since 1970, a flag, 8 reserved bytes, three strings after
// their sizes of 32 bits; what follows is left aside. DataLoss where it is cut.
Result<QuotaMetadata> read_quota_metadata(std::string_view file);

}  // namespace glassjar::browser_files
