// The collector's rules: from an event as a client reported it to the event that is stored, or
// to the reason why it is not.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "consent/remembered.h"
#include "ingest/countries.h"
#include "ingest/daily_counter.h"
#include "ingest/incoming.h"
#include "ingest/last_fates.h"
#include "ingest/salt_source.h"
#include "ingest/sources.h"
#include "ingest/user_agents.h"
#include "model/drop_reason.h"
#include "model/event.h"
#include "sites/directory.h"

namespace glassjar::ingest {

// Events are kept for 25 months (CNIL, audience measurement); older ones are not taken in.
constexpr days kRetention{761};
// How far a trusted sender's clock may be ahead.
constexpr days kFutureMax{1};
// One event may be for several sites, as "a.org,b.org".
constexpr size_t kSitesPerEventMax = 10;

// All that the steps need. Every reference outlives the pipeline.
struct Context {
  const sites::Directory& sites;
  const consent::Remembered& remembered;
  SaltSource& salts;
  UserAgents& user_agents;
  const Countries& countries;
  const Sources& sources;
  const Clock& clock;
  // Null: nothing is counted here, as for an import, which counts for itself.
  DailyCounter* counter = nullptr;
  LastFates* fates = nullptr;
};

struct Accepted {
  model::Event event;  // `seq` and `visit` are not set
};
struct Dropped {
  model::DropReason reason{};
};
using Outcome = std::variant<Accepted, Dropped>;

// What became of the events of one request.
struct Outcomes {
  struct Refused {
    size_t index = 0;  // into the request's events
    model::DropReason reason{};
  };
  std::vector<model::Event> accepted;  // in order
  std::vector<Refused> dropped;
};

// Runs the steps for one event on a known site. Any thread.
Outcome process(const Context& context, const Sender& sender, const Incoming& incoming,
                const sites::KnownSite& site);

// Finds the sites of all events first, then runs the steps for each: NotFound for an unknown site
// means that nothing has been counted or kept. Any thread.
Result<Outcomes> process_all(const Context& context, const Sender& sender,
                             std::span<const Incoming> incoming);

// The anonymous visitor that this sender is today on that site, for taking the number off again.
model::VisitorId visitor_of_anonymous(const Context& context, const Sender& sender,
                                      const sites::KnownSite& site);

}  // namespace glassjar::ingest
