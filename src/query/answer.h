// Answerer: from a question's JSON to its answer's JSON.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "model/ids.h"
#include "sites/directory.h"
#include "storage/event_store.h"

namespace glassjar::query {

// Visitors whose erasure is under way; nothing of theirs is counted.
using ExcludedVisitors = std::function<std::vector<model::VisitorId>(model::SiteId)>;

class Answerer {
 public:
  // The store, the sites and the clock outlive the answerer.
  Answerer(storage::EventStore& store, const sites::Directory& sites, const Clock& clock,
           ExcludedVisitors excluded)
      : store_(store), sites_(sites), clock_(clock), excluded_(std::move(excluded)) {}

  // Any thread; waits for the store. InvalidArgument names the field, NotFound the site.
  //
  // {"results":[{"dimensions":[…],"metrics":[…],"comparison":{…}}],"meta":{…},"query":{…}}, as
  // Plausible's Stats API v2 answers, with the same roundings. Absent ratios are null. Under the
  // site's floor the results are empty and meta is {"suppressed":"fewer than 5 visitors"}.
  Result<std::string> answer(std::string_view json) const;

 private:
  storage::EventStore& store_;
  const sites::Directory& sites_;
  const Clock& clock_;
  ExcludedVisitors excluded_;
};

}  // namespace glassjar::query
