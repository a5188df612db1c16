// Incoming: an event as a client reported it, before any rule has been applied.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "model/ids.h"

namespace glassjar::ingest {

// The part that the events of one request share. The address and the user agent live here and
// nowhere else: they are never stored, spooled or logged.
struct Sender {
  std::string address;  // after proxies, as text; empty when unknown
  std::string user_agent;
  std::string jar_cookie;  // value, empty without one
  bool said_no = false;    // the choice cookie
  bool signal = false;     // Sec-GPC: 1 or DNT: 1
  bool prefetch = false;   // Sec-Purpose or Purpose or X-Moz names a prefetch or a preview
  bool trusted = false;    // a token with events:write, or an import: may set time, address, agent
  bool imported = false;   // the owner's own history: kept however old it is
};

struct Incoming {
  std::string domain;  // "d": the site's host
  std::string name;
  std::string url;
  std::string referrer;
  std::vector<std::pair<std::string, std::string>> props;
  bool interactive = true;
  std::optional<TimePoint> time;  // "ts", of trusted senders only
  model::PageLoadId page_load{};
  uint32_t engagement_ms = 0;
  uint8_t scroll_depth = 255;
};

}  // namespace glassjar::ingest
