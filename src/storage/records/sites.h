// Owners and their sites.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"

namespace glassjar::storage {

struct Site {
  model::SiteId id{};
  model::OwnerId owner{};
  std::string host;  // lower case, without "www."; unique
  std::string zone;  // IANA name
  TimePoint added;
  // Hosts whose pages may report; empty: `host`, its subdomains.
  std::vector<std::string> hostnames;
  // Properties that a purpose declares; all others are removed before the spool.
  std::vector<std::string> declared_props;
  // Query keys of page URLs that are kept as properties of the same name.
  std::vector<std::string> declared_query_keys;
  uint32_t floor = 5;  // k of design section 6
  bool operator==(const Site&) const = default;
};

class Sites {
 public:
  virtual ~Sites() = default;
  // `id` is given by the store. Conflict when the host is taken.
  virtual Result<model::SiteId> add(const Site& site) = 0;
  virtual Result<void> update(const Site& site) = 0;
  virtual Result<std::optional<Site>> by_host(const std::string& host) = 0;
  virtual Result<std::vector<Site>> list() = 0;  // by host
};

}  // namespace glassjar::storage
