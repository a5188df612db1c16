// The sites' endpoints: adding and listing, the set-up panel, who is there now, what was left out.
#pragma once

#include <functional>

#include "api/identity.h"
#include "api/own_url.h"
#include "base/clock.h"
#include "ingest/daily_counter.h"
#include "ingest/last_fates.h"
#include "jar/excluded.h"
#include "net/http.h"
#include "sites/directory.h"
#include "storage/event_store.h"

namespace glassjar::api {

struct SitesDeps {
  sites::Directory& directory;
  storage::RecordStore& records;
  storage::EventStore& events;
  ingest::LastFates& fates;
  ingest::DailyCounter& counter;
  jar::Excluded& excluded;
  const Clock& clock;
  OwnUrl own_url;
  uint32_t floor = 5;  // of sites added from now on
};

// GET /api/sites
net::Response list_sites(const net::Request& request, SitesDeps& deps);
// POST /api/sites {"host", "zone"}: 201 with the tags for its pages.
net::Response add_site(const net::Request& request, SitesDeps& deps);
// GET /api/sites/{host}/setup
net::Response show_setup(const net::Request& request, SitesDeps& deps);
// GET /api/sites/{host}/now: visitors with an event in the last five minutes.
net::Response count_current(const net::Request& request, SitesDeps& deps);
// GET /api/sites/{host}/left-out?from=DAY&to=DAY
net::Response show_left_out(const net::Request& request, SitesDeps& deps);

}  // namespace glassjar::api
