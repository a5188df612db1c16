// RecentlyErased: the visitors that were just removed. A request that looked its visitor up before
// a removal may reach the spool after it; its events belong to what was removed.
#pragma once

#include <cstdint>
#include <set>
#include <utility>

#include "base/clock.h"
#include "model/ids.h"

namespace glassjar::ingest {

// One thread.
class RecentlyErased {
 public:
  // Far longer than a collect request may take (net's deadlines are seconds). A visitor id is never
  // given out again, no request outlives the process, and the loader confirms no removal before it
  // has passed what may have overtaken it.
  static constexpr minutes kKept{5};

  explicit RecentlyErased(const Clock& clock) : clock_(clock) {}

  void add(model::SiteId site, model::VisitorId visitor) {
    visitors_.emplace(site, visitor);
    latest_ = clock_.monotonic();
  }

  bool contains(model::SiteId site, model::VisitorId visitor) {
    if (visitors_.empty()) return false;
    if (clock_.monotonic() - latest_ > kKept) visitors_.clear();
    return visitors_.contains({site, visitor});
  }

 private:
  const Clock& clock_;
  std::set<std::pair<model::SiteId, model::VisitorId>> visitors_;
  decltype(clock_.monotonic()) latest_{};
};

}  // namespace glassjar::ingest
