// DailyCounter: counts of what was left out, by site and day, gathered in memory and added to
// the records now and then. They never have a person in them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "base/mutex.h"
#include "base/result.h"
#include "base/time.h"
#include "model/drop_reason.h"
#include "model/ids.h"
#include "storage/records/record_store.h"

namespace glassjar::ingest {

class DailyCounter {
 public:
  // Labels that clients invent are told apart up to this many a site and day; the rest counts
  // under kOtherLabel, so that nobody can fill the memory or the records with names.
  static constexpr size_t kLabelsMax = 200;
  static constexpr std::string_view kOtherLabel = "(other)";

  void dropped(model::SiteId site, LocalDay day, model::DropReason reason);
  void undeclared_prop(model::SiteId site, LocalDay day, std::string_view name);
  // `kind` is one of storage/records/daily_counts.h.
  void add(model::SiteId site, LocalDay day, std::string_view kind, std::string_view label,
           uint64_t count);

  // Adds all counts to the records; when that fails they are kept for the next call. Any thread.
  Result<void> flush(storage::RecordStore& records);

 private:
  using Labels = std::map<std::string, uint64_t, std::less<>>;
  using Key = std::tuple<model::SiteId, LocalDay, std::string>;
  using Counts = std::map<Key, Labels>;

  Mutex<Counts> counts_;
};

}  // namespace glassjar::ingest
