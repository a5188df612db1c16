// MemoryStores: every store in memory, which tests of the rooms above stand on without naming an
// engine. Defined by storage/memory, which such a test program links.
#pragma once

#include <cstdint>
#include <memory>

#include "base/random.h"
#include "storage/event_store.h"
#include "storage/key_store.h"
#include "storage/records/record_store.h"
#include "storage/spool.h"

namespace glassjar::storage {

class MemoryStores {
  struct Engines;
  std::unique_ptr<Engines> engines_;

 public:
  // `seed` is that of `random`; the spool's numbers begin at `first_seq`.
  explicit MemoryStores(uint64_t seed = 1, uint64_t first_seq = 1);
  ~MemoryStores();

  // The next n commits to `records` report Unavailable and keep nothing.
  void fail_next_commits(int n);

  Random& random;
  EventStore& events;
  RecordStore& records;
  Spool& spool;
  KeyStore& keys;

 private:
  explicit MemoryStores(std::unique_ptr<Engines> engines);
};

}  // namespace glassjar::storage
