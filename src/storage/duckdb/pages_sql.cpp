// Each part computes some totals by day and path; they are united and summed.
#include "storage/duckdb/pages_sql.h"

#include <fmt/format.h>

#include <array>

#include "storage/duckdb/sql_text.h"
#include "storage/duckdb/visits_sql.h"

namespace glassjar::storage::duckdb {
namespace {

constexpr std::array<std::string_view, 15> kTotals = {
    "visitors", "pageviews",       "pageviews_with_id", "events",      "events_without_id",
    "visits",   "visit_pageviews", "bounces",           "bounce_base", "duration_us",
    "exits",    "read_ms",         "readers",           "scrolled",    "scrollers"};

// In each part {0} are the event rows of the days; `tier<2` is an anonymous visitor.
constexpr std::string_view kOfEvents = R"sql(
SELECT day, path, count(DISTINCT visitor) FILTER (tier<2 AND visitor<>0) AS visitors,
  count(*) FILTER (kind=0) AS pageviews,
  count(*) FILTER (kind=0 AND visitor<>0) AS pageviews_with_id, count(*) AS events,
  count(*) FILTER (visitor=0) AS events_without_id
FROM ({0}) WHERE kind<2 GROUP BY day, path)sql";

// {1} are the visits.
constexpr std::string_view kOfVisits = R"sql(
SELECT s.day, s.path, count(*) AS visits, sum(v.pageviews) AS visit_pageviews,
  sum(v.last_ts-v.first_ts) FILTER (v.pageviews<>1 OR v.interactive) AS duration_us,
  count(*) FILTER (v.entry_page=s.path AND v.pageviews=1 AND NOT v.interactive) AS bounces,
  count(*) FILTER (v.entry_page=s.path) AS bounce_base,
  count(*) FILTER (v.exit_page=s.path) AS exits
FROM (SELECT DISTINCT day, path, visit FROM ({0}) WHERE kind<2 AND visit<>0) s
JOIN ({1}) v ON v.visit=s.visit GROUP BY s.day, s.path)sql";

constexpr std::string_view kOfReading = R"sql(
SELECT day, path, sum(ms) AS read_ms, count(*) AS readers
FROM (SELECT day, path, visit, sum(engagement_ms) AS ms FROM ({0}) WHERE kind<>1 AND visit IN
  (SELECT visit FROM ({0}) WHERE kind=2 AND visit<>0) GROUP BY ALL) GROUP BY day, path)sql";

constexpr std::string_view kOfScrolling = R"sql(
SELECT day, path, sum(deepest) AS scrolled, count(*) AS scrollers
FROM (SELECT day, path, visit, max(scroll_depth) AS deepest FROM ({0})
  WHERE kind=2 AND visit<>0 AND scroll_depth<>255 GROUP BY ALL) GROUP BY day, path)sql";

// All columns, so that a part can be left out.
constexpr std::string_view kNoPart = "SELECT 0 AS day, '' AS path{} WHERE false";

// {0} the site, {1} sums of totals, {2} the parts, {3} event rows, {4} NULL for each total.
constexpr std::string_view kFolded = R"sql(
SELECT {0}::UINTEGER AS site, day, path, 0::UBIGINT AS visitor{1} FROM ({2}) GROUP BY day, path
UNION ALL BY NAME
SELECT {0}::UINTEGER AS site, day, path, visitor{4} FROM ({3})
WHERE kind<2 AND tier>=2 AND visitor<>0 GROUP BY day, path, visitor)sql";

}  // namespace

std::string page_columns() {
  return "site, day, path, visitor, " +
         listed(kTotals, [](std::string_view name) { return name; }, ", ");
}

std::string folded_pages(std::string_view alias, model::SiteId site, std::span<const int> days,
                         const PageParts& parts) {
  const std::string rows = fmt::format("SELECT * FROM {}.events WHERE site={} AND {}", alias,
                                       model::number(site), day_condition(days));
  std::string sums;
  std::string nothing;
  for (const std::string_view name : kTotals) {
    sums += fmt::format(", sum({0})::BIGINT AS {0}", name);
    nothing += fmt::format(", NULL::BIGINT AS {}", name);
  }
  constexpr std::string_view kAnd = " UNION ALL BY NAME ";
  std::string sql = fmt::format(kNoPart, nothing);
  if (parts.events) sql += fmt::format("{}{}", kAnd, fmt::format(kOfEvents, rows));
  if (parts.visits)
    sql +=
        fmt::format("{}{}", kAnd, fmt::format(kOfVisits, rows, folded_visits(alias, site, days)));
  if (parts.reading) sql += fmt::format("{}{}", kAnd, fmt::format(kOfReading, rows));
  if (parts.scrolling) sql += fmt::format("{}{}", kAnd, fmt::format(kOfScrolling, rows));
  return fmt::format(kFolded, model::number(site), sums, sql, rows, nothing);
}

}  // namespace glassjar::storage::duckdb
