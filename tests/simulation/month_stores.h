// MonthStores: an event store of one file a month, in memory, whose power can fail between two
// files, as storage/event_store.h allows.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "storage/memory/event_store.h"

namespace glassjar::simulation {

class MonthStores final : public storage::EventStore {
 public:
  explicit MonthStores(Random& random) : random_(random) {}

  // The next apply() fails after this many files; 0: before the first.
  void fail_after_files(size_t files) { files_left_ = files; }
  void mend() { files_left_.reset(); }

  Result<void> apply(const storage::Batch& batch) override {
    std::map<std::chrono::year_month, storage::Batch> parts;
    for (const model::Event& row : batch.rows) parts[month_of(row.day)].rows.push_back(row);
    for (const storage::Rekey& rekey : batch.rekeys)
      parts[month_of(rekey.day)].rekeys.push_back(rekey);
    for (auto& [month, part] : parts) {
      if (files_left_ && (*files_left_)-- == 0)
        return fail(ErrorCode::Unavailable, "apply a batch: told to fail");
      part.spool_id = batch.spool_id;
      part.first_seq = batch.first_seq;
      part.next_seq = batch.next_seq;
      TRY(file(month).apply(part));
      touched_ = std::max(touched_, batch.next_seq);
    }
    if (files_left_) return fail(ErrorCode::Unavailable, "apply a batch: told to fail");
    applied_ = std::max(applied_, batch.next_seq);
    return {};
  }
  Result<uint64_t> applied_below(uint64_t) override { return applied_; }
  Result<uint64_t> touched_below(uint64_t) override { return std::max(applied_, touched_); }
  Result<uint64_t> seq_above_all() override { return std::max(applied_, touched_); }

  Result<std::vector<storage::OpenVisit>> visits_on(model::SiteId site, LocalDay day) override {
    return file(month_of(day)).visits_on(site, day);
  }
  Result<std::vector<model::Event>> rows_of(model::SiteId site, model::VisitorId visitor,
                                            uint64_t after_seq, size_t limit) override {
    std::vector<model::Event> all;
    for (auto& [month, store] : files_) {
      const auto rows = TRY(store.rows_of(site, visitor, after_seq, limit));
      all.insert(all.end(), rows.begin(), rows.end());
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
    all.resize(std::min(all.size(), limit));
    return all;
  }
  Result<uint64_t> remove(const std::vector<storage::RemovalLogged>& removals) override {
    uint64_t changed = 0;
    for (auto& [month, store] : files_) changed += TRY(store.remove(removals));
    return changed;
  }
  Result<Size> size() override {
    Size sum;
    for (auto& [month, store] : files_) sum.rows += TRY(store.size()).rows;
    return sum;
  }

  // Nobody asks questions in the simulation.
  Result<storage::Table> aggregate(const storage::Aggregate&) override { CHECK(false); }
  Result<uint64_t> current_visitors(model::SiteId, TimePoint,
                                    const std::vector<model::VisitorId>&) override {
    CHECK(false);
  }
  Result<std::optional<std::pair<LocalDay, LocalDay>>> days_held(model::SiteId) override {
    CHECK(false);
  }
  Result<void> maintain(model::SiteId, LocalDay) override { return {}; }

 private:
  static std::chrono::year_month month_of(LocalDay day) {
    const std::chrono::year_month_day date(day);
    return date.year() / date.month();
  }
  storage::memory::MemoryEventStore& file(std::chrono::year_month month) {
    return files_.try_emplace(month, random_).first->second;
  }

  Random& random_;
  std::map<std::chrono::year_month, storage::memory::MemoryEventStore> files_;
  std::optional<size_t> files_left_;
  uint64_t applied_ = 0;
  uint64_t touched_ = 0;
};

}  // namespace glassjar::simulation
