// The rewrite, its byte check, and the switch.
//
// DuckDB leaves deleted bytes in its file after DELETE, VACUUM and CHECKPOINT; only a copy into a
// new file is free of them.
#include "storage/duckdb/removal.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "base/log.h"
#include "storage/duckdb/byte_search.h"
#include "storage/duckdb/schema.h"
#include "storage/duckdb/sql_text.h"

namespace glassjar::storage::duckdb {
namespace {

using How = RemovalLogged::How;

// Texts of erased rows that are looked for in the new file.
constexpr size_t kCheckedTextsMax = 1000;
constexpr size_t kCheckedTextBytesMin = 12;
// Smaller ids, which no random generator makes, occur by chance.
constexpr uint64_t kCheckedIdMin = uint64_t{1} << 32;
constexpr size_t kInsertedAtOnce = 1000;

// One visitor on one day with rows to change; `fresh` is the id that Anonymise gives.
struct Removed {
  model::SiteId site{};
  int day = 0;
  uint64_t visitor = 0;
  How how = How::Erase;
  uint64_t fresh = 0;
};

class Rewrite {
 public:
  Rewrite(MonthFiles& files, Connection connection, std::shared_ptr<MonthFile> file)
      : files_(files), connection_(std::move(connection)), file_(std::move(file)) {}

  Result<uint64_t> run(const std::vector<RemovalLogged>& removals, Random& random) {
    TRY(find(removals, random));
    if (removed_.empty()) return uint64_t{0};
    const uint64_t changed = TRY(count());
    auto next = TRY(files_.start_next(*file_));
    const Result<void> written = write_and_check(*next);
    if (!written) {
      files_.abandon(*next);
      return unexpected<Error>(written.error());
    }
    TRY(files_.replace(file_, next));
    return changed;
  }

 private:
  Result<void> find(const std::vector<RemovalLogged>& removals, Random& random);
  Result<void> fill_table();
  Result<uint64_t> count();
  Result<void> write_and_check(const MonthFile& next);
  Result<void> copy_events(const MonthFile& next);
  Result<void> copy_derived(const MonthFile& next);
  Result<std::vector<std::string>> erased_texts();
  Result<void> check_bytes(const MonthFile& next);
  Result<bool> stays(const MonthFile& next, const std::string& text);

  MonthFiles& files_;
  Connection connection_;
  std::shared_ptr<MonthFile> file_;
  std::vector<Removed> removed_;
};

// The first removal of a visitor decides: after it no row is left for another.
Result<void> Rewrite::find(const std::vector<RemovalLogged>& removals, Random& random) {
  std::map<std::pair<model::SiteId, uint64_t>, How> how_of;
  for (const RemovalLogged& removal : removals)
    if (is_set(removal.visitor))
      how_of.emplace(std::pair(removal.site, model::number(removal.visitor)), removal.how);
  if (how_of.empty()) return {};
  const std::string wanted = listed(how_of, [](const auto& entry) {
    return fmt::format("({}::UINTEGER,{}::UBIGINT)", model::number(entry.first.first),
                       entry.first.second);
  });
  Rows rows = TRY(connection_.query(
      "find a visitor's rows",
      fmt::format("SELECT DISTINCT site, day, visitor FROM {}.events WHERE (site, visitor) IN ({})",
                  file_->alias, wanted)));
  while (rows.next()) {
    Removed removed{.site = model::SiteId{rows.number<uint32_t>(0)},
                    .day = rows.number<int32_t>(1),
                    .visitor = rows.number<uint64_t>(2)};
    removed.how = how_of.at({removed.site, removed.visitor});
    if (removed.how == How::Anonymise) removed.fresh = random.nonzero64();
    removed_.push_back(removed);
  }
  return removed_.empty() ? Result<void>() : fill_table();
}

// Temporary tables belong to the connection and are kept in memory.
Result<void> Rewrite::fill_table() {
  TRY(connection_.execute("note what is removed",
                          "CREATE TEMP TABLE removed(site UINTEGER, day INTEGER, visitor UBIGINT, "
                          "how UTINYINT, fresh UBIGINT)"));
  for (size_t at = 0; at < removed_.size(); at += kInsertedAtOnce) {
    const std::span<const Removed> part =
        std::span(removed_).subspan(at, std::min(kInsertedAtOnce, removed_.size() - at));
    const std::string values = listed(part, [](const Removed& each) {
      return fmt::format("({},{},{},{},{})", model::number(each.site), each.day, each.visitor,
                         static_cast<int>(each.how), each.fresh);
    });
    TRY(connection_.execute("note what is removed", "INSERT INTO removed VALUES " + values));
  }
  return {};
}

Result<uint64_t> Rewrite::count() {
  Rows rows = TRY(connection_.query(
      "count a visitor's rows",
      fmt::format("SELECT count(*) FROM {}.events JOIN removed USING (site, day, visitor)",
                  file_->alias)));
  return rows.next() ? static_cast<uint64_t>(rows.number<int64_t>(0)) : 0;
}

Result<void> Rewrite::write_and_check(const MonthFile& next) {
  {
    Transaction transaction = TRY(Transaction::begin(connection_, Transaction::Mode::Write));
    TRY(copy_events(next));
    TRY(copy_derived(next));
    TRY(transaction.commit());
  }
  TRY(files_.checkpoint(next, 0));
  return check_bytes(next);
}

// Sorted by site and day, rows are found by fewer blocks and compress better.
Result<void> Rewrite::copy_events(const MonthFile& next) {
  TRY(connection_.execute(
      "rewrite a month file",
      fmt::format("INSERT INTO {0}.events SELECT {1} FROM (SELECT e.* REPLACE ("
                  "CASE r.how WHEN {4} THEN 0 WHEN {5} THEN r.fresh ELSE e.visitor END AS visitor, "
                  "CASE r.how WHEN {4} THEN 0 ELSE e.visit END AS visit, "
                  "CASE r.how WHEN {5} THEN {6} ELSE e.tier END AS tier) "
                  "FROM {2}.events e LEFT JOIN removed r ON e.site=r.site AND e.day=r.day AND "
                  "e.visitor=r.visitor WHERE r.how IS NULL OR r.how<>{3}) ORDER BY site, day, seq",
                  next.alias, event_columns(), file_->alias, static_cast<int>(How::Erase),
                  static_cast<int>(How::Unlink), static_cast<int>(How::Anonymise),
                  static_cast<int>(model::Tier::Anonymous))));
  return {};
}

// Days that lost rows are counted anew and become stale; the others keep their visits.
Result<void> Rewrite::copy_derived(const MonthFile& next) {
  constexpr std::string_view kTouched = "(site, day) IN (SELECT site, day FROM removed)";
  TRY(connection_.execute(
      "rewrite a month file",
      fmt::format(
          "INSERT INTO {0}.visits SELECT {1} FROM {2}.visits WHERE NOT {3} "
          "ORDER BY site, day, visit; "
          "INSERT INTO {0}.pages SELECT * FROM {2}.pages WHERE NOT {3} ORDER BY site, day, path; "
          "INSERT INTO {0}.days SELECT * FROM {2}.days WHERE NOT {3}; "
          "INSERT INTO {0}.days SELECT site, day, count(*), min(ts), max(ts), false "
          "FROM {0}.events WHERE {3} GROUP BY site, day; "
          "INSERT INTO {0}.positions SELECT * FROM {2}.positions",
          next.alias, visit_columns(), file_->alias, kTouched)));
  return {};
}

Result<std::vector<std::string>> Rewrite::erased_texts() {
  Rows rows = TRY(connection_.query(
      "list a visitor's texts",
      fmt::format("SELECT DISTINCT t FROM (SELECT unnest([e.name, e.path, e.referrer, "
                  "e.utm_source, e.utm_medium, e.utm_campaign, e.utm_content, e.utm_term] || "
                  "coalesce(json_extract_string(e.props, '$.*'), [])) AS t FROM {}.events e "
                  "JOIN removed r USING (site, day, visitor) WHERE r.how={}) "
                  "WHERE strlen(t)>={} ORDER BY strlen(t) DESC LIMIT {}",
                  file_->alias, static_cast<int>(How::Erase), kCheckedTextBytesMin,
                  kCheckedTextsMax)));
  std::vector<std::string> texts;
  while (rows.next()) texts.push_back(rows.text(0));
  return texts;
}

Result<bool> Rewrite::stays(const MonthFile& next, const std::string& text) {
  Rows rows = TRY(connection_.query(
      "look for a text in the rows that stay",
      fmt::format("SELECT 1 FROM {0}.events WHERE contains(path, {1}) OR contains(name, {1}) OR "
                  "contains(hostname, {1}) OR contains(referrer, {1}) OR contains(source, {1}) OR "
                  "contains(utm_source, {1}) OR contains(utm_medium, {1}) OR "
                  "contains(utm_campaign, {1}) OR contains(utm_content, {1}) OR "
                  "contains(utm_term, {1}) OR contains(props, {1}) "
                  "LIMIT 1",
                  next.alias, literal(text))));
  return rows.next();
}

Result<void> Rewrite::check_bytes(const MonthFile& next) {
  std::vector<std::string> patterns = TRY(erased_texts());
  const size_t texts = patterns.size();
  for (const Removed& removed : removed_)
    if (removed.visitor >= kCheckedIdMin)
      patterns.emplace_back(reinterpret_cast<const char*>(&removed.visitor),
                            sizeof removed.visitor);
  const auto found = TRY(find_bytes(next.path, patterns));
  for (size_t i = 0; i < patterns.size(); ++i) {
    if (!found.contains(patterns[i])) continue;
    if (i < texts && TRY(stays(next, patterns[i]))) continue;
    return fail(ErrorCode::Internal,
                "check the rewritten file \"{}\": bytes of removed rows are in it",
                next.path.string());
  }
  return {};
}

}  // namespace

Result<uint64_t> remove_from(MonthFiles& files, const std::shared_ptr<MonthFile>& file,
                             const std::vector<RemovalLogged>& removals, Random& random) {
  Rewrite rewrite(files, TRY(files.connect()), file);
  return rewrite.run(removals, random);
}

}  // namespace glassjar::storage::duckdb
