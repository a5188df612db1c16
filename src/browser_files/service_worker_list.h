// Firefox's `serviceworker.txt`: the version in the first line, then a block a registration, each
// of a line a field and ended by "#" (dom/serviceworkers/ServiceWorkerRegistrar).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace glassjar::browser_files {

struct ServiceWorkerRecord {
  std::string origin_attributes;  // "^partitionKey=…", empty for a plain one
  std::string scope;              // "https://example.org/"
  std::string script;             // its address
  // Every line of the block but "#", for writing it back as it was.
  std::vector<std::string> lines;

  bool operator==(const ServiceWorkerRecord&) const = default;
};

struct ServiceWorkerList {
  // The newest whose blocks are known to be like this; others may be read, but not written.
  static constexpr int kVersionKnown = 12;

  int version = 0;
  std::vector<ServiceWorkerRecord> workers;
};

inline constexpr size_t kServiceWorkersMax = 100'000;

// DataLoss for what does not begin with a version, or with one that has other blocks (before 4). A
// last block without its end, and blocks of fewer than three lines, are left out.
Result<ServiceWorkerList> read_service_worker_list(std::string_view file);
std::string write_service_worker_list(const ServiceWorkerList& list);

}  // namespace glassjar::browser_files
