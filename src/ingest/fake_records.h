// FakeRecords: sites and daily counts in memory, for this room's tests; nothing else is there.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "storage/records/record_store.h"

namespace glassjar::ingest {

class FakeRecords final : public storage::RecordStore,
                          public storage::Transaction,
                          public storage::Sites,
                          public storage::DailyCounts {
 public:
  // From now on every transaction fails.
  void fail_from_now_on() { is_broken_ = true; }
  void mend() { is_broken_ = false; }
  const std::vector<storage::DailyCount>& counts() const { return counts_; }

  Result<void> transact(const std::function<Result<void>(Transaction&)>& work) override {
    if (is_broken_) return fail(ErrorCode::Unavailable, "write records: disk full");
    return work(*this);
  }
  Result<void> read(const std::function<Result<void>(Transaction&)>& work) override {
    return transact(work);
  }
  Result<void> purge() override { return {}; }

  storage::Sites& sites() override { return *this; }
  storage::DailyCounts& daily_counts() override { return *this; }
  storage::StaffRecords& staff() override { CHECK(false); }
  storage::Jars& jars() override { CHECK(false); }
  storage::Conversations& conversations() override { CHECK(false); }
  storage::Lessons& lessons() override { CHECK(false); }
  storage::AccessEvents& access_events() override { CHECK(false); }
  storage::Imports& imports() override { CHECK(false); }
  storage::SiteAudits& audits() override { CHECK(false); }

  Result<model::SiteId> add(const storage::Site& site) override {
    sites_.push_back(site);
    sites_.back().id = model::SiteId{static_cast<uint32_t>(sites_.size())};
    return sites_.back().id;
  }
  Result<void> update(const storage::Site& site) override {
    for (storage::Site& known : sites_)
      if (known.id == site.id) known = site;
    return {};
  }
  Result<std::optional<storage::Site>> by_host(const std::string& host) override {
    for (const storage::Site& site : sites_)
      if (site.host == host) return std::optional(site);
    return std::optional<storage::Site>();
  }
  Result<std::vector<storage::Site>> list() override { return sites_; }

  Result<void> add(const std::vector<storage::DailyCount>& counts) override {
    counts_.insert(counts_.end(), counts.begin(), counts.end());
    return {};
  }
  Result<std::vector<storage::DailyCount>> sum(model::SiteId, LocalDay, LocalDay) override {
    return counts_;
  }

 private:
  bool is_broken_ = false;
  std::vector<storage::Site> sites_;
  std::vector<storage::DailyCount> counts_;
};

}  // namespace glassjar::ingest
