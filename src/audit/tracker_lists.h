// The filter lists of this machine, loaded once for an audit.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cookies/tracker.h"
#include "filters/index.h"

namespace glassjar::audit {

class TrackerLists {
 public:
  // From `folder`, or from where people have them if that is empty. Without lists there, open data
  // alone decides; a folder that was named but has none is NotFound.
  static Result<TrackerLists> load(const std::string& folder);

  const cookies::Trackers& trackers() const { return *trackers_; }
  // The lists' own names; empty if there are none.
  std::vector<std::string> names() const;

 private:
  std::unique_ptr<filters::Index> index_;  // null without lists
  std::unique_ptr<cookies::Trackers> trackers_;
};

}  // namespace glassjar::audit
