// The store's operations: each takes a view or the writer's turn, and runs SQL built elsewhere.
#include "storage/duckdb/event_store.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "storage/duckdb/aggregate_sql.h"
#include "storage/duckdb/batch_writer.h"
#include "storage/duckdb/built_days.h"
#include "storage/duckdb/event_rows.h"
#include "storage/duckdb/month_files.h"
#include "storage/duckdb/removal.h"
#include "storage/duckdb/schema.h"
#include "storage/duckdb/sql_text.h"
#include "storage/duckdb/totals.h"

namespace glassjar::storage::duckdb {
namespace {

const Month kFirstMonth = std::chrono::year::min() / std::chrono::January;
const Month kLastMonth = std::chrono::year::max() / std::chrono::December;

Table empty_answer(const Aggregate& question) {
  if (!question.dimensions.empty()) return {};
  // One row of "no rows": 0 for counts, nothing for ratios.
  TableRow row;
  for (const model::Metric metric : question.metrics)
    row.metrics.push_back(is_count(metric) ? std::optional(0.0) : std::nullopt);
  Table table{.total_rows = 1};
  if (question.offset == 0 && question.limit > 0) table.rows.push_back(std::move(row));
  return table;
}

Table read_answer(Rows rows, const Aggregate& question) {
  Table table;
  while (rows.next()) {
    table.total_rows = rows.number<uint64_t>(0);
    if (rows.is_null(1)) continue;
    TableRow row;
    size_t column = 2;
    for (size_t i = 0; i < question.dimensions.size(); ++i)
      row.dimensions.push_back(rows.text(column++));
    for (size_t i = 0; i < question.metrics.size(); ++i, ++column)
      row.metrics.push_back(rows.is_null(column) ? std::nullopt
                                                 : std::optional(rows.number<double>(column)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

// "SELECT columns FROM each file's events WHERE condition", united.
std::string over_files(const Snapshot& snapshot, std::string_view columns,
                       const std::string& condition) {
  return listed(
      snapshot.files,
      [&](const Snapshot::File& file) {
        return fmt::format("SELECT {} FROM {}.events WHERE {}", columns, file.lease->alias,
                           condition);
      },
      " UNION ALL ");
}

}  // namespace

EventStore::EventStore(std::filesystem::path directory, const Options& options, Random& random)
    : directory_(std::move(directory)), options_(options), random_(random) {}

EventStore::~EventStore() = default;

Result<std::unique_ptr<EventStore>> EventStore::open(const std::filesystem::path& directory,
                                                     const Options& options, Random& random) {
  std::unique_ptr<EventStore> store(
      new EventStore(std::filesystem::absolute(directory), options, random));
  TRY(store->mend());
  return store;
}

Result<void> EventStore::mend() {
  {
    const auto files = files_.lock_shared();
    if (*files && !(*files)->broken()) return {};
  }
  auto files = files_.lock();
  if (*files && !(*files)->broken()) return {};
  files->reset();  // two instances must never have the same file open
  auto opened = TRY(MonthFiles::open({.directory = directory_,
                                      .memory_limit_bytes = options_.memory_limit_bytes,
                                      .threads = options_.threads}));
  TRY(load_progress(*opened));
  *files = std::move(opened);
  return {};
}

Result<void> EventStore::load_progress(MonthFiles& files) {
  Connection connection = TRY(files.connect());
  Progress progress;
  for (const auto& file : files.all())
    for (const auto& [spool, position] : TRY(read_positions(connection, *file))) {
      uint64_t& applied = progress.applied_below[spool];
      applied = std::max(applied, position.complete_below);
      uint64_t& touched = progress.touched_below[spool];
      touched = std::max(touched, position.next_seq);
    }
  *progress_.lock() = std::move(progress);
  return {};
}

Result<void> EventStore::apply(const Batch& batch) {
  const std::lock_guard turn(writing_);
  TRY(mend());
  if (progress_.lock()->applied_below[batch.spool_id] >= batch.next_seq) return {};
  const auto files = files_.lock_shared();
  TRY(apply_to(**files, batch));
  auto progress = progress_.lock();
  progress->applied_below[batch.spool_id] = batch.next_seq;
  uint64_t& touched = progress->touched_below[batch.spool_id];
  touched = std::max(touched, batch.next_seq);
  return {};
}

// All parts are written before the first is committed: most failures leave nothing of a batch.
Result<void> EventStore::apply_to(MonthFiles& files, const Batch& batch) {
  std::vector<std::unique_ptr<StagedPart>> staged;
  std::map<Month, MonthPart> parts = split_by_month(batch);
  for (auto part = parts.begin(); part != parts.end(); ++part) {
    const auto file = TRY(files.find_or_create(part->first));
    Connection connection = TRY(files.connect());
    const FilePosition position = TRY(read_positions(connection, *file))[batch.spool_id];
    if (position.next_seq >= batch.next_seq) continue;
    const bool last = std::next(part) == parts.end();
    staged.push_back(TRY(StagedPart::stage(std::move(connection), file, batch, part->second,
                                           position, /*complete=*/last)));
  }
  {
    std::unique_lock<std::shared_mutex> readers_wait;
    if (staged.size() > 1) readers_wait = files.hold_readers();
    for (const auto& part : staged) TRY(part->commit());
  }
  for (const auto& part : staged) {
    const Result<void> merged = files.checkpoint(part->file(), options_.checkpoint_wal_bytes);
    // The batch is safe in the WAL; the next one tries again.
    if (!merged) LOG(warn, "{}", merged.error().message);
  }
  return {};
}

Result<uint64_t> EventStore::applied_below(uint64_t spool_id) {
  return progress_.lock()->applied_below[spool_id];
}

Result<uint64_t> EventStore::touched_below(uint64_t spool_id) {
  return progress_.lock()->touched_below[spool_id];
}

Result<uint64_t> EventStore::seq_above_all() {
  const auto progress = progress_.lock();
  uint64_t above = 0;
  for (const auto& [spool, below] : progress->touched_below) above = std::max(above, below);
  return above;
}

Result<std::vector<OpenVisit>> EventStore::visits_on(model::SiteId site, LocalDay day) {
  TRY(mend());
  const auto files = files_.lock_shared();
  const auto view = TRY((*files)->snapshot(site, month_of(day), month_of(day)));
  return read_open_visits(*view, site, day);
}

Result<Table> EventStore::aggregate(const Aggregate& question) {
  TRY(mend());
  const auto files = files_.lock_shared();
  const auto view = TRY(
      (*files)->snapshot(question.site, first_month_at(question.from), last_month_at(question.to)));
  const QuestionScope scope = QuestionScope::of(question, *view);
  if (scope.files.empty() || question.metrics.empty()) return empty_answer(question);
  return read_answer(
      TRY(view->connection.query("answer a question", aggregate_sql(question, scope))), question);
}

Result<uint64_t> EventStore::current_visitors(model::SiteId site, TimePoint since,
                                              const std::vector<model::VisitorId>& excluded) {
  TRY(mend());
  const auto files = files_.lock_shared();
  const auto view = TRY((*files)->snapshot(site, first_month_at(since), kLastMonth));
  if (view->files.empty()) return uint64_t{0};
  std::string condition = fmt::format("site={} AND ts>={} AND kind<2 AND visitor<>0",
                                      model::number(site), since.time_since_epoch().count());
  if (!excluded.empty())
    condition += fmt::format(" AND visitor NOT IN ({})",
                             listed(excluded, [](auto id) { return model::number(id); }));
  Rows rows = TRY(view->connection.query("count current visitors",
                                         "SELECT count(DISTINCT visitor)::UBIGINT FROM (" +
                                             over_files(*view, "visitor", condition) + ")"));
  return rows.next() ? rows.number<uint64_t>(0) : 0;
}

Result<std::optional<std::pair<LocalDay, LocalDay>>> EventStore::days_held(model::SiteId site) {
  TRY(mend());
  const auto files = files_.lock_shared();
  const auto view = TRY((*files)->snapshot(site, kFirstMonth, kLastMonth));
  std::optional<std::pair<LocalDay, LocalDay>> held;
  for (const Snapshot::File& file : view->files)
    for (const DayHeld& day : file.days) held = std::pair(held ? held->first : day.day, day.day);
  return held;
}

Result<std::vector<model::Event>> EventStore::rows_of(model::SiteId site, model::VisitorId visitor,
                                                      uint64_t after_seq, size_t limit) {
  TRY(mend());
  const auto files = files_.lock_shared();
  const auto view = TRY((*files)->snapshot(site, kFirstMonth, kLastMonth));
  std::vector<model::Event> events;
  if (view->files.empty() || !is_set(visitor)) return events;
  const std::string condition = fmt::format("site={} AND visitor={} AND seq>{}",
                                            model::number(site), model::number(visitor), after_seq);
  Rows rows = TRY(view->connection.query(
      "read a visitor's rows", fmt::format("{} ORDER BY seq LIMIT {}",
                                           over_files(*view, event_columns(), condition), limit)));
  while (rows.next()) events.push_back(read_event(rows));
  return events;
}

Result<uint64_t> EventStore::remove(const std::vector<RemovalLogged>& removals) {
  const std::lock_guard turn(writing_);
  TRY(mend());
  const auto files = files_.lock_shared();
  uint64_t changed = 0;
  for (const auto& file : (*files)->all())
    changed += TRY(remove_from(**files, file, removals, random_));
  return changed;
}

// One day a turn: batches and removals come in between.
Result<void> EventStore::maintain(model::SiteId site, LocalDay today) {
  TRY(mend());
  std::vector<LocalDay> stale;
  {
    const auto files = files_.lock_shared();
    const auto view = TRY((*files)->snapshot(site, kFirstMonth, month_of(today)));
    for (const Snapshot::File& file : view->files)
      for (const DayHeld& day : file.days)
        if (!day.built && day.day < today) stale.push_back(day.day);
  }
  for (const LocalDay day : stale) {
    const std::lock_guard turn(writing_);
    TRY(mend());
    const auto files = files_.lock_shared();
    const auto file = TRY((*files)->find_or_create(month_of(day)));
    TRY(build_day(**files, *file, site, day));
    TRY((*files)->checkpoint(*file, options_.checkpoint_wal_bytes));
  }
  return {};
}

Result<EventStore::Size> EventStore::size() {
  TRY(mend());
  const auto files = files_.lock_shared();
  Connection connection = TRY((*files)->connect());
  Size size;
  for (const auto& file : (*files)->all()) {
    Rows rows = TRY(connection.query(
        "count rows",
        fmt::format("SELECT coalesce(sum(row_count), 0)::BIGINT FROM {}.days", file->alias)));
    if (rows.next()) size.rows += static_cast<uint64_t>(rows.number<int64_t>(0));
    size.bytes += size_of(file->path) + size_of(wal_of(*file));
  }
  return size;
}

}  // namespace glassjar::storage::duckdb
