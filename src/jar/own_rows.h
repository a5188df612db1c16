// Own rows: the events of a jar's person on all sites of the owner.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/event.h"
#include "sites/directory.h"
#include "storage/event_store.h"
#include "storage/records/jars.h"

namespace glassjar::jar {

// A visitor id of the jar on each site of its owner.
std::vector<std::pair<model::SiteId, model::VisitorId>> visitors_of(
    const sites::Directory& directory, const storage::Jar& jar);

class OwnRows {
 public:
  // More rows than a browser makes in 13 months; a jar beyond it is a program's.
  static constexpr size_t kRowsMax = 500'000;

  // Both outlive the object.
  OwnRows(storage::EventStore& events, const sites::Directory& directory)
      : events_(events), directory_(directory) {}

  // At most `limit` rows with seq > after, by seq.
  Result<std::vector<model::Event>> page(const storage::Jar& jar, uint64_t after, size_t limit);
  // All of them, by seq; TooLarge beyond kRowsMax.
  Result<std::vector<model::Event>> all(const storage::Jar& jar);

 private:
  storage::EventStore& events_;
  const sites::Directory& directory_;
};

// "pageview", "custom" or "engagement".
std::string_view name(model::EventKind kind);

}  // namespace glassjar::jar
