// The engine-neutral suite on DuckDB.
#include "storage/duckdb/event_store.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "storage/conformance/event_store_conformance.h"
#include "storage/conformance/temp_directory.h"

namespace glassjar::storage::conformance {
namespace {

class DuckdbHarness final : public EventStoreHarness {
 public:
  DuckdbHarness() { reopen(); }
  EventStore& store() override { return *store_; }
  void reopen() override {
    store_.reset();  // one instance at a time
    store_ = duckdb::EventStore::open(directory_.path() / "events", {}, random_).value();
  }

 private:
  TempDirectory directory_;
  SystemRandom random_;
  std::unique_ptr<duckdb::EventStore> store_;
};

INSTANTIATE_TEST_SUITE_P(Duckdb, EventStoreConformance,
                         testing::Values(EventStoreEngine{
                             "month_files", [] { return std::make_unique<DuckdbHarness>(); }}),
                         engine_name);

}  // namespace
}  // namespace glassjar::storage::conformance
