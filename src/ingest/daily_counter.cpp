// Gathers counts under a lock and hands them over as a whole.
#include "ingest/daily_counter.h"

#include <utility>
#include <vector>

namespace glassjar::ingest {

void DailyCounter::dropped(model::SiteId site, LocalDay day, model::DropReason reason) {
  add(site, day, "dropped", model::name(reason), 1);
}

void DailyCounter::undeclared_prop(model::SiteId site, LocalDay day, std::string_view name) {
  add(site, day, "undeclared_prop", name, 1);
}

void DailyCounter::add(model::SiteId site, LocalDay day, std::string_view kind,
                       std::string_view label, uint64_t count) {
  auto counts = counts_.lock();
  Labels& labels = (*counts)[Key(site, day, std::string(kind))];
  const auto known = labels.find(label);
  if (known != labels.end())
    known->second += count;
  else
    labels[std::string(labels.size() < kLabelsMax ? label : kOtherLabel)] += count;
}

Result<void> DailyCounter::flush(storage::RecordStore& records) {
  const Counts taken = std::exchange(*counts_.lock(), {});
  std::vector<storage::DailyCount> rows;
  for (const auto& [key, labels] : taken)
    for (const auto& [label, count] : labels)
      rows.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), label, count});
  if (rows.empty()) return {};
  const Result<void> added = records.transact(
      [&](storage::Transaction& transaction) { return transaction.daily_counts().add(rows); });
  if (!added)
    for (const storage::DailyCount& row : rows)
      add(row.site, row.day, row.kind, row.label, row.count);
  return added;
}

}  // namespace glassjar::ingest
