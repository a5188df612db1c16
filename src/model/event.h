// Event: a stored fact about one moment on one site, as every engine keeps it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "model/ids.h"

namespace glassjar::model {

enum class EventKind : uint8_t {
  Pageview = 0,
  Custom = 1,
  // Reading time and scroll depth of an earlier pageview; counts as no event in any metric.
  Engagement = 2,
};

// How the event's visitor is identified (design, section 5).
enum class Tier : uint8_t {
  Signal = 0,      // GPC or DNT: no visitor id at all
  Anonymous = 1,   // keyed hash under the day's salt
  Remembered = 2,  // the person chose it: random id behind a jar key
};

// "signal", "anonymous", "remembered"
constexpr std::string_view name(Tier tier) {
  return tier == Tier::Signal ? "signal" : tier == Tier::Anonymous ? "anonymous" : "remembered";
}

// Where a visit came from and what it was made with. The first event of a visit decides;
// the loader copies it to the visit's later events, so that every row can be filtered alone.
struct Attributes {
  std::string referrer;  // host and path, no scheme, empty for none
  std::string source;    // "Google", or the referring host; empty for direct
  std::string channel;   // "Organic Search", "Direct", ...
  std::string utm_source;
  std::string utm_medium;
  std::string utm_campaign;
  std::string utm_content;
  std::string utm_term;
  std::string country;  // ISO 3166-1 alpha-2, empty when unknown
  std::string device;   // "Desktop", "Mobile", "Tablet", ... empty when unknown
  std::string browser;
  std::string browser_version;  // major, or major.minor
  std::string os;
  std::string os_version;

  bool operator==(const Attributes&) const = default;
};

constexpr uint8_t kNoScrollDepth = 255;

struct Event {
  // Place in the spool: unique and rising for the life of a data directory.
  uint64_t seq = 0;
  SiteId site{};
  TimePoint time;
  // The day and the zone's offset from UTC at `time`, in the site's zone when it was collected.
  LocalDay day;
  minutes utc_offset{0};
  EventKind kind = EventKind::Pageview;
  Tier tier = Tier::Anonymous;
  // Only custom events may be interactive; an interactive one ends a bounce.
  bool interactive = false;
  // In memory and in the spool only, never stored with rows.
  PageLoadId page_load{};
  VisitorId visitor{};  // none for Tier::Signal
  VisitId visit{};      // set by the loader; none where there is no visitor
  std::string name;     // "pageview", "engagement" or the custom name
  std::string hostname;
  std::string path;  // begins with '/', stripped of what may name a person
  Attributes attributes;
  std::vector<std::pair<std::string, std::string>> props;  // declared ones only
  uint32_t engagement_ms = 0;                              // Engagement only
  uint8_t scroll_depth = kNoScrollDepth;                   // Engagement only: 0 to 100

  bool operator==(const Event&) const = default;
};

// The wall-clock time on the site when the event happened.
inline LocalTime local_time(const Event& event) {
  return LocalTime(event.time.time_since_epoch() + event.utc_offset);
}

}  // namespace glassjar::model
