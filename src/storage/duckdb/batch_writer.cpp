// Splitting a batch and writing its parts.
#include "storage/duckdb/batch_writer.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "storage/duckdb/event_rows.h"
#include "storage/duckdb/schema.h"
#include "storage/duckdb/sql_text.h"

namespace glassjar::storage::duckdb {
namespace {

using model::Event;
using SiteAndDay = std::pair<model::SiteId, LocalDay>;

struct DayChange {
  uint64_t rows = 0;
  TimePoint first = TimePoint::max();
  TimePoint last = TimePoint::min();
};

std::string pairs(const std::set<SiteAndDay>& days) {
  return listed(days, [](const SiteAndDay& each) {
    return fmt::format("({},{})", model::number(each.first), day_number(each.second));
  });
}

}  // namespace

Result<std::map<uint64_t, FilePosition>> read_positions(Connection& connection,
                                                        const MonthFile& file) {
  Rows rows = TRY(connection.query(
      "read spool positions",
      fmt::format("SELECT spool_id, next_seq, complete_below FROM {}.positions", file.alias)));
  std::map<uint64_t, FilePosition> positions;
  while (rows.next())
    positions[rows.number<uint64_t>(0)] = {rows.number<uint64_t>(1), rows.number<uint64_t>(2)};
  return positions;
}

std::map<Month, MonthPart> split_by_month(const Batch& batch) {
  std::map<Month, MonthPart> parts;
  std::unordered_map<uint64_t, const Rekey*> rekey_of;
  for (const Rekey& rekey : batch.rekeys) {
    parts[month_of(rekey.day)].rekeys.push_back(&rekey);
    for (const uint64_t seq : rekey.seqs) rekey_of[seq] = &rekey;
  }
  for (const Event& row : batch.rows) {
    MonthPart& part = parts[month_of(row.day)];
    const auto found = rekey_of.find(row.seq);
    const bool changed =
        found != rekey_of.end() && found->second->site == row.site && found->second->day == row.day;
    if (changed) {
      Event& copy = part.rekeyed.emplace_back(row);
      copy.visitor = found->second->visitor;
      copy.visit = found->second->visit;
      copy.tier = model::Tier::Remembered;
    }
    part.rows.push_back(changed ? &part.rekeyed.back() : &row);
  }
  return parts;
}

Result<std::unique_ptr<StagedPart>> StagedPart::stage(Connection connection,
                                                      std::shared_ptr<MonthFile> file,
                                                      const Batch& batch, const MonthPart& part,
                                                      FilePosition position, bool complete) {
  std::unique_ptr<StagedPart> staged(new StagedPart(std::move(connection), std::move(file)));
  staged->transaction_.emplace(
      TRY(Transaction::begin(staged->connection_, Transaction::Mode::Write)));
  TRY(staged->write(batch, part, position, complete));
  return staged;
}

Result<void> StagedPart::write(const Batch& batch, const MonthPart& part, FilePosition position,
                               bool complete) {
  std::vector<const Event*> fresh;
  std::copy_if(part.rows.begin(), part.rows.end(), std::back_inserter(fresh),
               [&](const Event* row) { return row->seq >= position.next_seq; });
  TRY(append_events(connection_, file_->alias, fresh));
  for (const Rekey* rekey : part.rekeys)
    TRY(update(*rekey, std::max(batch.first_seq, position.next_seq)));
  TRY(note_days(fresh));
  TRY(mark_stale(part));
  TRY(connection_.execute(
      "note the spool position",
      fmt::format("MERGE INTO {}.positions p USING (VALUES ({}::UBIGINT, {}::UBIGINT, "
                  "{}::UBIGINT)) c(id, next, complete) ON p.spool_id=c.id "
                  "WHEN MATCHED THEN UPDATE SET next_seq=c.next, complete_below=c.complete "
                  "WHEN NOT MATCHED THEN INSERT VALUES (c.id, c.next, c.complete)",
                  file_->alias, batch.spool_id, batch.next_seq,
                  complete ? batch.next_seq : position.complete_below)));
  return {};
}

// Rows of this batch are changed before they are written: what is left are earlier ones.
Result<void> StagedPart::update(const Rekey& rekey, uint64_t seq_end) {
  std::vector<uint64_t> earlier;
  std::copy_if(rekey.seqs.begin(), rekey.seqs.end(), std::back_inserter(earlier),
               [&](uint64_t seq) { return seq < seq_end; });
  if (earlier.empty()) return {};
  TRY(connection_.execute(
      "move a page load's rows",
      fmt::format("UPDATE {}.events SET visitor={}, visit={}, tier={} WHERE site={} AND day={} AND "
                  "seq IN ({})",
                  file_->alias, model::number(rekey.visitor), model::number(rekey.visit),
                  static_cast<int>(model::Tier::Remembered), model::number(rekey.site),
                  day_number(rekey.day), listed(earlier, [](uint64_t seq) { return seq; }))));
  return {};
}

Result<void> StagedPart::note_days(std::span<const Event* const> rows) {
  std::map<SiteAndDay, DayChange> changes;
  for (const Event* row : rows) {
    DayChange& change = changes[{row->site, row->day}];
    ++change.rows;
    change.first = std::min(change.first, row->time);
    change.last = std::max(change.last, row->time);
  }
  if (changes.empty()) return {};
  const std::string values = listed(changes, [](const auto& entry) {
    const auto& [key, change] = entry;
    return fmt::format("({}::UINTEGER,{}::INTEGER,{}::BIGINT,{}::BIGINT,{}::BIGINT)",
                       model::number(key.first), day_number(key.second), change.rows,
                       change.first.time_since_epoch().count(),
                       change.last.time_since_epoch().count());
  });
  TRY(connection_.execute(
      "note which days are held",
      fmt::format(
          "MERGE INTO {}.days d USING (VALUES {}) c(site, day, n, first, last) "
          "ON d.site=c.site AND d.day=c.day "
          "WHEN MATCHED THEN UPDATE SET row_count=d.row_count+c.n, "
          "first_ts=least(d.first_ts, c.first), last_ts=greatest(d.last_ts, c.last) "
          "WHEN NOT MATCHED THEN INSERT VALUES (c.site, c.day, c.n, c.first, c.last, false)",
          file_->alias, values)));
  return {};
}

Result<void> StagedPart::mark_stale(const MonthPart& part) {
  std::set<SiteAndDay> touched;
  for (const Event* row : part.rows) touched.emplace(row->site, row->day);
  for (const Rekey* rekey : part.rekeys) touched.emplace(rekey->site, rekey->day);
  if (touched.empty()) return {};
  const uint64_t stale = TRY(connection_.execute(
      "mark days stale", fmt::format("UPDATE {}.days SET built=false WHERE built AND "
                                     "(site, day) IN ({})",
                                     file_->alias, pairs(touched))));
  if (stale == 0) return {};
  for (const std::string_view table : {"visits", "pages"})
    TRY(connection_.execute("drop a stale day",
                            fmt::format("DELETE FROM {}.{} WHERE (site, day) IN ({})", file_->alias,
                                        table, pairs(touched))));
  return {};
}

}  // namespace glassjar::storage::duckdb
