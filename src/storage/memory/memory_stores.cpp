// The stores that tests of other rooms stand on, made of this room's engines.
#include "storage/memory_stores.h"

#include "storage/memory/event_store.h"
#include "storage/memory/key_store.h"
#include "storage/memory/record_store.h"
#include "storage/memory/spool.h"

namespace glassjar::storage {

struct MemoryStores::Engines {
  Engines(uint64_t seed, uint64_t first_seq) : random(seed), spool(/*id=*/1, first_seq) {}

  SeededRandom random;
  memory::MemoryEventStore events{random};
  memory::MemoryRecordStore records;
  memory::MemorySpool spool;
  memory::MemoryKeyStore keys{random};
};

MemoryStores::MemoryStores(uint64_t seed, uint64_t first_seq)
    : MemoryStores(std::make_unique<Engines>(seed, first_seq)) {}

MemoryStores::MemoryStores(std::unique_ptr<Engines> engines)
    : engines_(std::move(engines)),
      random(engines_->random),
      events(engines_->events),
      records(engines_->records),
      spool(engines_->spool),
      keys(engines_->keys) {}

MemoryStores::~MemoryStores() = default;

void MemoryStores::fail_next_commits(int n) { engines_->records.fail_next_commits(n); }

}  // namespace glassjar::storage
