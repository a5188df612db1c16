// MemoryStores: every store in memory, the lowest rung of the test fixtures.
#pragma once

#include "base/random.h"
#include "storage/memory/event_store.h"
#include "storage/memory/key_store.h"
#include "storage/memory/record_store.h"
#include "storage/memory/spool.h"

namespace glassjar::storage::memory {

struct MemoryStores {
  explicit MemoryStores(uint64_t seed = 1) : random(seed), events(random), keys(random) {}

  SeededRandom random;
  MemoryEventStore events;
  MemoryRecordStore records;
  MemorySpool spool;
  MemoryKeyStore keys;
};

}  // namespace glassjar::storage::memory
