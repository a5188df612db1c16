// One spool entry a request: its events become durable together.
#include "ingest/collector.h"

#include <utility>

#include "storage/log_entry.h"

namespace glassjar::ingest {

void Collector::collect(const Sender& sender, std::span<const Incoming> incoming, Done done) {
  Result<Outcomes> processed = process_all(context_, sender, incoming);
  if (!processed) return done(unexpected<Error>(std::move(processed).error()));
  Outcomes& outcomes = *processed;
  Collected collected{outcomes.accepted.size(), std::move(outcomes.dropped)};
  if (collected.accepted == 0) return done(std::move(collected));
  const auto width = static_cast<uint32_t>(collected.accepted);
  spool_.append(storage::encode(storage::EventsLogged{std::move(outcomes.accepted)}), width,
                [collected = std::move(collected),
                 done = std::move(done)](const Result<void>& durable) mutable {
                  if (durable)
                    done(std::move(collected));
                  else
                    done(unexpected<Error>(durable.error()));
                });
}

Result<Outcomes> Collector::explain(const Sender& sender,
                                    std::span<const Incoming> incoming) const {
  const Context uncounted{context_.sites,       context_.remembered, context_.salts,
                          context_.user_agents, context_.countries,  context_.sources,
                          context_.clock};
  return process_all(uncounted, sender, incoming);
}

}  // namespace glassjar::ingest
