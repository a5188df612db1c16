// An INSERT ... SELECT for each table and day; rows stay the only truth.
#include "storage/duckdb/built_days.h"

#include <fmt/format.h>

#include "storage/duckdb/event_rows.h"
#include "storage/duckdb/pages_sql.h"
#include "storage/duckdb/schema.h"
#include "storage/duckdb/visits_sql.h"

namespace glassjar::storage::duckdb {
namespace {

constexpr size_t kFirstAttribute = 15;
constexpr size_t kLastPageview = kFirstAttribute + kAttributeColumns.size();

// The current row of visit_columns(), then hostname, seq and time of the last pageview.
OpenVisit read_open_visit(const Rows& rows) {
  const auto time = [&](size_t column) {
    return TimePoint(microseconds(rows.number<int64_t>(column)));
  };
  return {.visit = {.site = model::SiteId{rows.number<uint32_t>(0)},
                    .id = model::VisitId{rows.number<uint64_t>(2)},
                    .visitor = model::VisitorId{rows.number<uint64_t>(3)},
                    .day = day_numbered(rows.number<int32_t>(1)),
                    .utc_offset = minutes(rows.number<int16_t>(7)),
                    .first = time(5),
                    .last = time(6),
                    .pageviews = static_cast<uint32_t>(rows.number<int64_t>(8)),
                    .events = static_cast<uint32_t>(rows.number<int64_t>(9)),
                    .interactive = rows.number<bool>(10),
                    .entry_page = rows.text(13),
                    .exit_page = rows.text(14),
                    .attributes = read_attributes(rows, kFirstAttribute)},
          .last_hostname = rows.text(kLastPageview),
          .last_pageview_seq = rows.number<uint64_t>(kLastPageview + 1),
          .last_pageview_time = time(kLastPageview + 2)};
}

}  // namespace

Result<void> build_day(MonthFiles& files, const MonthFile& file, model::SiteId site, LocalDay day) {
  const int number = day_number(day);
  const std::span<const int> days(&number, 1);
  Connection connection = TRY(files.connect());
  Transaction transaction = TRY(Transaction::begin(connection, Transaction::Mode::Write));
  const uint64_t marked = TRY(connection.execute(
      "mark a day built", fmt::format("UPDATE {}.days SET built=true WHERE site={} AND day={} AND "
                                      "NOT built",
                                      file.alias, model::number(site), number)));
  if (marked == 0) return {};
  TRY(connection.execute(
      "build a day's visits",
      fmt::format("INSERT INTO {}.visits SELECT {} FROM ({} UNION ALL {}) ORDER BY first_ts",
                  file.alias, visit_columns(), folded_visits(file.alias, site, days),
                  rows_without_visit(file.alias, site, days))));
  TRY(connection.execute(
      "build a day's pages",
      fmt::format("INSERT INTO {}.pages SELECT {} FROM ({}) ORDER BY path", file.alias,
                  page_columns(), folded_pages(file.alias, site, days))));
  return transaction.commit();
}

Result<std::vector<OpenVisit>> read_open_visits(Snapshot& snapshot, model::SiteId site,
                                                LocalDay day) {
  std::vector<OpenVisit> visits;
  if (snapshot.files.empty()) return visits;
  const int number = day_number(day);
  const std::string& alias = snapshot.files.front().lease->alias;
  const std::string columns = visit_columns();
  Rows rows = TRY(snapshot.connection.query(
      "read a day's visits",
      fmt::format(
          "SELECT {0}, coalesce(host, ''), coalesce(last_seq, 0)::UBIGINT, coalesce(seen, 0) "
          "FROM ({1}) LEFT JOIN (SELECT visit, arg_max(hostname, (ts::HUGEINT<<64)+seq) AS host, "
          "arg_max(seq, (ts::HUGEINT<<64)+seq) AS last_seq, max(ts) AS seen FROM {2}.events "
          "WHERE site={3} AND day={4} AND kind=0 AND visit<>0 GROUP BY visit) USING (visit) "
          "WHERE visitor<>0 ORDER BY visit",
          columns, folded_visits(alias, site, std::span(&number, 1)), alias, model::number(site),
          number)));
  while (rows.next()) visits.push_back(read_open_visit(rows));
  return visits;
}

}  // namespace glassjar::storage::duckdb
