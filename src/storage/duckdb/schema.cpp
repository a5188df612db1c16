// The schema of month files, version by version.
#include "storage/duckdb/schema.h"

#include "storage/duckdb/connection.h"
#include "storage/duckdb/sql_text.h"

namespace glassjar::storage::duckdb {
namespace {

// Texts are '' rather than NULL: a column of one empty text takes no space either way, and no
// condition needs to think of both. `visits`, `pages` and `days.built` are derived from `events`;
// docs/formats.md describes each column.
constexpr std::string_view kFirstVersion = R"sql(
CREATE TABLE {0}.events(
  site UINTEGER, day INTEGER, seq UBIGINT, ts BIGINT, utc_offset SMALLINT,
  kind UTINYINT, tier UTINYINT, interactive BOOLEAN, visitor UBIGINT, visit UBIGINT,
  name VARCHAR, hostname VARCHAR, path VARCHAR, {1},
  props VARCHAR, engagement_ms UINTEGER, scroll_depth UTINYINT);
CREATE TABLE {0}.visits(
  site UINTEGER, day INTEGER, visit UBIGINT, visitor UBIGINT, tier UTINYINT,
  first_ts BIGINT, last_ts BIGINT, utc_offset SMALLINT, pageviews BIGINT, events BIGINT,
  interactive BOOLEAN, reports BIGINT, engagement_ms BIGINT,
  entry_page VARCHAR, exit_page VARCHAR, {1});
CREATE TABLE {0}.pages(
  site UINTEGER, day INTEGER, path VARCHAR, visitor UBIGINT, visitors BIGINT, pageviews BIGINT,
  pageviews_with_id BIGINT, events BIGINT, events_without_id BIGINT, visits BIGINT,
  visit_pageviews BIGINT, bounces BIGINT, bounce_base BIGINT, duration_us BIGINT, exits BIGINT,
  read_ms BIGINT, readers BIGINT, scrolled BIGINT, scrollers BIGINT);
CREATE TABLE {0}.days(
  site UINTEGER, day INTEGER, row_count BIGINT, first_ts BIGINT, last_ts BIGINT, built BOOLEAN);
CREATE TABLE {0}.positions(spool_id UBIGINT, next_seq UBIGINT, complete_below UBIGINT);
CREATE TABLE {0}.meta(schema_version INTEGER);
INSERT INTO {0}.meta VALUES (1);
)sql";

// The i-th takes a file from version i to i + 1.
constexpr std::array kMigrations = {kFirstVersion};

std::string attribute_columns(std::string_view type) {
  return listed(
      kAttributeColumns,
      [&](const AttributeColumn& column) { return fmt::format("{}{}", column.name, type); }, ", ");
}

Result<int32_t> version_of(Connection& connection, std::string_view alias) {
  Rows tables = TRY(connection.query(
      "read a month file's tables",
      fmt::format("SELECT count(*) FROM duckdb_tables() WHERE database_name={} AND "
                  "table_name='meta'",
                  literal(alias))));
  if (!tables.next() || tables.number<int64_t>(0) == 0) return 0;
  Rows rows = TRY(connection.query("read a month file's version",
                                   fmt::format("SELECT schema_version FROM {}.meta", alias)));
  if (!rows.next()) return fail(ErrorCode::DataLoss, "read month file {}: no version", alias);
  return rows.number<int32_t>(0);
}

}  // namespace

std::string event_columns() {
  return "site, day, seq, ts, utc_offset, kind, tier, interactive, visitor, visit, name, "
         "hostname, path, " +
         attribute_columns("") + ", props, engagement_ms, scroll_depth";
}

std::string visit_columns() {
  return "site, day, visit, visitor, tier, first_ts, last_ts, utc_offset, pageviews, events, "
         "interactive, reports, engagement_ms, entry_page, exit_page, " +
         attribute_columns("");
}

Result<void> migrate(Connection& connection, std::string_view alias) {
  const auto version = static_cast<size_t>(TRY(version_of(connection, alias)));
  if (version == kMigrations.size()) return {};
  if (version > kMigrations.size())
    return fail(ErrorCode::Unavailable, "open month file {}: version {} is of a newer Glassjar",
                alias, version);
  Transaction transaction = TRY(Transaction::begin(connection, Transaction::Mode::Write));
  for (size_t i = version; i < kMigrations.size(); ++i)
    TRY(connection.execute("migrate a month file", fmt::format(fmt::runtime(kMigrations[i]), alias,
                                                               attribute_columns(" VARCHAR"))));
  return transaction.commit();
}

}  // namespace glassjar::storage::duckdb
