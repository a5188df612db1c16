// The conformance suite on the store in memory.
#include "storage/memory/event_store.h"

#include <memory>

#include "storage/conformance/event_store_conformance.h"

namespace glassjar::storage::conformance {
namespace {

class MemoryHarness final : public EventStoreHarness {
 public:
  EventStore& store() override { return store_; }
  void reopen() override {}

 private:
  SeededRandom random_{1};
  memory::MemoryEventStore store_{random_};
};

const EventStoreEngine kMemory{"memory", [] { return std::make_unique<MemoryHarness>(); }};

INSTANTIATE_TEST_SUITE_P(Memory, EventStoreConformance, testing::Values(kMemory), engine_name);

}  // namespace
}  // namespace glassjar::storage::conformance
