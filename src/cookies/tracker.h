// Whether somebody is a tracker, with the reasons.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cookies/item.h"
#include "filters/index.h"

namespace glassjar::cookies {

struct Verdict {
  bool tracker = false;
  // What says so, or, for a host with a known company and no tracker, who it is. Each begins with
  // its source: "EasyPrivacy: ||hotjar.com^", "third-party-web: …", "Open Cookie Database: …".
  std::vector<std::string> reasons;
};

// Any thread. Costs some microseconds a question: ask once a host where there are many items.
class Trackers {
 public:
  // `rules` outlives this; null where no filter lists are on the machine: then companies and
  // purposes alone decide.
  explicit Trackers(const filters::Index* rules) : rules_(rules) {}

  // As a third party, for whatever kind of request.
  Verdict of_host(std::string_view host) const;
  // By its host, by its address where it has one, and by what a cookie of its name is for: `_ga` is
  // of a tracker also on the site that it is set for.
  Verdict of_item(const Item& item) const;
  Verdict of_request(const filters::Request& request) const;

 private:
  const filters::Index* rules_;
};

// Whether a category of third-party-web or of the Open Cookie Database is one of tracking: ads,
// analytics, marketing.
bool is_tracking_category(std::string_view category);

}  // namespace glassjar::cookies
