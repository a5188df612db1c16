// Excluded: the visitors of erasures under way. Nothing of theirs is counted in any answer, from
// the moment a person empties the jar.
#pragma once

#include <unordered_map>
#include <vector>

#include "base/mutex.h"
#include "model/ids.h"

namespace glassjar::jar {

// Any thread.
class Excluded {
 public:
  void add(model::SiteId site, model::VisitorId visitor);
  void remove(model::SiteId site, model::VisitorId visitor);
  // For storage::Aggregate::excluded.
  std::vector<model::VisitorId> of_site(model::SiteId site) const;

 private:
  SharedMutex<std::unordered_map<model::SiteId, std::vector<model::VisitorId>>> visitors_;
};

}  // namespace glassjar::jar
