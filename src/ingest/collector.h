// Collector: takes the events of one request through the pipeline and into the spool.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "ingest/pipeline.h"
#include "storage/spool.h"

namespace glassjar::ingest {

// What became of a request's events once the accepted ones are on disk.
struct Collected {
  size_t accepted = 0;
  std::vector<Outcomes::Refused> dropped;
};

class Collector {
 public:
  // Called once: at once where nothing is to be stored, else on the spool's committing thread,
  // which must not be held up. Unavailable: nothing of the request is kept.
  using Done = std::function<void(Result<Collected>)>;

  // Both outlive the collector.
  Collector(const Context& context, storage::Spool& spool) : context_(context), spool_(spool) {}

  // Any thread; does not wait. NotFound for an unknown site: nothing of the request is kept.
  void collect(const Sender& sender, std::span<const Incoming> incoming, Done done);

  // What collect() would keep, without keeping or counting it.
  Result<Outcomes> explain(const Sender& sender, std::span<const Incoming> incoming) const;

 private:
  const Context context_;
  storage::Spool& spool_;
};

}  // namespace glassjar::ingest
