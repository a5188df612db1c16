// What every EventStore must do, as one suite that each engine's test program instantiates:
//
//   INSTANTIATE_TEST_SUITE_P(Memory, EventStoreConformance, testing::Values(kMemoryEngine),
//   engine_name);
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/event_store.h"

namespace glassjar::storage::conformance {

// A fresh, empty store with what it stands on.
class EventStoreHarness {
 public:
  virtual ~EventStoreHarness() = default;
  virtual EventStore& store() = 0;
  // As after a restart of the process. Engines that keep nothing do nothing.
  virtual void reopen() = 0;
};

struct EventStoreEngine {
  std::string name;
  std::function<std::unique_ptr<EventStoreHarness>()> make;
};
std::string engine_name(const testing::TestParamInfo<EventStoreEngine>& engine);
void PrintTo(const EventStoreEngine& engine, std::ostream* out);

constexpr model::SiteId kSite{1};
constexpr model::SiteId kOtherSite{2};
constexpr uint64_t kSpool = 77;

// A pageview of kSite at that wall-clock time ("2026-03-02T10:00"), one hour ahead of UTC.
model::Event pageview(uint64_t seq, uint64_t visitor, uint64_t visit, std::string_view local_time,
                      std::string path);
model::Event custom(uint64_t seq, uint64_t visitor, uint64_t visit, std::string_view local_time,
                    std::string path, std::string name);
model::Event report(uint64_t seq, uint64_t visitor, uint64_t visit, std::string_view local_time,
                    std::string path, uint32_t engagement_ms, uint8_t scroll_depth);

// Covers exactly its rows, which are in order of seq.
Batch batch_of(std::vector<model::Event> rows);
LocalDay day(std::string_view text);
// All of kSite's local days between the two, inclusive.
Aggregate ask(std::string_view first_day, std::string_view last_day,
              std::vector<model::Metric> metrics, std::vector<model::Dimension> dimensions = {});
Filter where(model::Dimension dimension, std::vector<std::string> values);

class EventStoreConformance : public testing::TestWithParam<EventStoreEngine> {
 protected:
  EventStoreConformance();

  EventStore& store() { return harness_->store(); }
  void reopen() { harness_->reopen(); }
  void apply(const Batch& batch);
  // The only row's metrics of a question without dimensions.
  std::vector<std::optional<double>> totals(const Aggregate& question);
  Table table(const Aggregate& question);

  // Applies the small set of event_store_aggregates.cpp first.
  Table asked_of_small_set(const Aggregate& question);
  std::vector<std::optional<double>> filtered(std::vector<model::Metric> metrics, Filter filter);

 private:
  std::unique_ptr<EventStoreHarness> harness_;
};

}  // namespace glassjar::storage::conformance
