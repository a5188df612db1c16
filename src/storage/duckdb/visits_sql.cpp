// Folding in SQL: the first row of a visit decides, by time and then by seq.
#include "storage/duckdb/visits_sql.h"

#include <fmt/format.h>

#include "storage/duckdb/sql_text.h"

namespace glassjar::storage::duckdb {
namespace {

// `place` orders all event rows, `seen_at` the pageviews; both pass over reports of engagement.
constexpr std::string_view kOrdered = R"sql(
SELECT *, CASE WHEN kind<2 THEN (ts::HUGEINT<<64)+seq END AS place,
  CASE WHEN kind=0 THEN (ts::HUGEINT<<64)+seq END AS seen_at
FROM {}.events WHERE site={} AND {} AND visit<>0)sql";

constexpr std::string_view kFolded = R"sql(
SELECT site, day, visit, arg_min(visitor, place) AS visitor, arg_min(tier, place) AS tier,
  min(ts) FILTER (kind<2) AS first_ts, max(ts) FILTER (kind<2) AS last_ts,
  arg_min(utc_offset, place) AS utc_offset, count(seen_at) AS pageviews, count(place) AS events,
  coalesce(bool_or(interactive) FILTER (kind=1), false) AS interactive,
  count(*) FILTER (kind=2) AS reports,
  coalesce(sum(engagement_ms) FILTER (kind=2), 0)::BIGINT AS engagement_ms,
  coalesce(arg_min(path, seen_at), '') AS entry_page,
  coalesce(arg_max(path, seen_at), '') AS exit_page, {}
FROM ({}) GROUP BY site, day, visit HAVING count(place)>0)sql";

constexpr std::string_view kWithoutVisit = R"sql(
SELECT site, day, 0::UBIGINT AS visit, visitor, tier, min(ts) AS first_ts, max(ts) AS last_ts,
  min(utc_offset) AS utc_offset, count(*) FILTER (kind=0) AS pageviews, count(*) AS events,
  false AS interactive, 0::BIGINT AS reports, 0::BIGINT AS engagement_ms,
  '' AS entry_page, '' AS exit_page, {0}
FROM {1}.events WHERE site={2} AND {3} AND visit=0 AND kind<2
GROUP BY site, day, visitor, tier, {0})sql";

}  // namespace

std::string day_condition(std::span<const int> numbers) {
  const int first = numbers.front();
  const int last = numbers.back();
  std::string sql = fmt::format("day>={} AND day<={}", first, last);
  if (static_cast<size_t>(last - first) + 1 != numbers.size())
    sql += fmt::format(" AND day IN ({})", listed(numbers, [](int day) { return day; }));
  return sql;
}

std::string folded_visits(std::string_view alias, model::SiteId site, std::span<const int> days) {
  const std::string attributes = listed(kAttributeColumns, [](const AttributeColumn& column) {
    return fmt::format("arg_min({0}, place) AS {0}", column.name);
  });
  const std::string ordered =
      fmt::format(kOrdered, alias, model::number(site), day_condition(days));
  return fmt::format(kFolded, attributes, ordered);
}

std::string rows_without_visit(std::string_view alias, model::SiteId site,
                               std::span<const int> days) {
  const std::string attributes =
      listed(kAttributeColumns, [](const AttributeColumn& column) { return column.name; });
  return fmt::format(kWithoutVisit, attributes, alias, model::number(site), day_condition(days));
}

}  // namespace glassjar::storage::duckdb
