// Daily counts in SQLite.
#include "storage/sqlite/repositories.h"

namespace glassjar::storage::sqlite {

Result<void> SqliteDailyCounts::add(const std::vector<DailyCount>& counts) {
  for (const DailyCount& count : counts)
    TRY(
        database_.run("INSERT INTO daily_counts (site, day, kind, label, count) "
                      "VALUES (?1, ?2, ?3, ?4, ?5) "
                      "ON CONFLICT DO UPDATE SET count = count + excluded.count",
                      count.site, count.day, count.kind, count.label, count.count));
  return {};
}

Result<std::vector<DailyCount>> SqliteDailyCounts::sum(model::SiteId site, LocalDay first,
                                                       LocalDay last) {
  Query rows = TRY(database_.query(
      "SELECT kind, label, SUM(count) FROM daily_counts "
      "WHERE site = ?1 AND day BETWEEN ?2 AND ?3 GROUP BY kind, label ORDER BY kind, label",
      site, first, last));
  std::vector<DailyCount> sums;
  while (TRY(rows.step()))
    sums.push_back({.site = site,
                    .day = first,
                    .kind = rows.text(0),
                    .label = rows.text(1),
                    .count = rows.number<uint64_t>(2)});
  return sums;
}

}  // namespace glassjar::storage::sqlite
