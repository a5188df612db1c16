// Directory: the sites as the collect path sees them, found by host without a query.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/mutex.h"
#include "base/result.h"
#include "model/zone.h"
#include "storage/records/record_store.h"

namespace glassjar::sites {

// A site with what is derived from its record.
struct KnownSite {
  storage::Site record;
  model::Zone zone;
};

// Removes "www." and the port and lowers the case: the form in which hosts are stored and found.
std::string normal_host(std::string_view host);

class Directory {
 public:
  // `records` outlives the directory.
  explicit Directory(storage::RecordStore& records) : records_(records) {}

  // Reads all sites anew; after every change.
  Result<void> reload();
  // Null for an unknown host. Any thread; the site stays valid after a reload.
  std::shared_ptr<const KnownSite> find(std::string_view host) const;
  std::shared_ptr<const KnownSite> find(model::SiteId id) const;
  std::vector<std::shared_ptr<const KnownSite>> all() const;

  // Adds a site of the first owner. InvalidArgument for a bad host or zone, Conflict if known.
  Result<std::shared_ptr<const KnownSite>> add(std::string_view host, std::string_view zone,
                                               TimePoint now, uint32_t floor);
  Result<void> update(const storage::Site& site);

 private:
  using ByHost = std::unordered_map<std::string, std::shared_ptr<const KnownSite>>;

  storage::RecordStore& records_;
  SharedMutex<std::shared_ptr<const ByHost>> by_host_;
};

}  // namespace glassjar::sites
