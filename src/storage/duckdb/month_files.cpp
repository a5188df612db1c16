// Attaching, listing, replacing and reading month files.
//
// Fault model: the process or the machine stops between any two steps. A new file is complete and
// synced before the manifest names it; an old one is deleted after the manifest has stopped
// naming it; start-up deletes what is not named.
#include "storage/duckdb/month_files.h"

#include <system_error>

#include "base/file.h"
#include "base/log.h"
#include "storage/duckdb/schema.h"
#include "storage/duckdb/sql_text.h"

namespace glassjar::storage::duckdb {
namespace {

// New files use what 1.4 knows: the long-term release that is pinned.
constexpr std::string_view kStorageVersion = "v1.4.0";

std::string alias_of(Month month, uint32_t generation) {
  return fmt::format("m{:04}{:02}_g{}", static_cast<int>(month.year()),
                     static_cast<unsigned>(month.month()), generation);
}

// One statement over all files: naming a file is what fixes its snapshot.
std::string days_sql(const std::vector<Snapshot::File>& files, model::SiteId site) {
  std::string sql;
  for (size_t i = 0; i < files.size(); ++i)
    sql += fmt::format(
        "{}SELECT {} AS file, day, row_count, first_ts, last_ts, built FROM {}.days WHERE site={}",
        i == 0 ? "" : " UNION ALL ", i, files[i].lease->alias, model::number(site));
  return sql + " ORDER BY file, day";
}

Result<void> read_days(Connection& connection, std::vector<Snapshot::File>& files,
                       model::SiteId site) {
  if (files.empty()) return {};
  Rows rows = TRY(connection.query("read which days are held", days_sql(files, site)));
  while (rows.next())
    files[static_cast<size_t>(rows.number<int32_t>(0))].days.push_back(
        {.day = day_numbered(rows.number<int32_t>(1)),
         .rows = static_cast<uint64_t>(rows.number<int64_t>(2)),
         .first = TimePoint(microseconds(rows.number<int64_t>(3))),
         .last = TimePoint(microseconds(rows.number<int64_t>(4))),
         .built = rows.number<bool>(5)});
  return {};
}

}  // namespace

Lease::~Lease() {
  if (!file_) return;
  if (--file_->readers == 0) file_->readers.notify_all();
}

uint64_t size_of(const std::filesystem::path& file) {
  std::error_code error;
  const uintmax_t size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

std::filesystem::path wal_of(const MonthFile& file) { return file.path.string() + ".wal"; }

Result<std::unique_ptr<MonthFiles>> MonthFiles::open(const InstanceOptions& options) {
  std::error_code error;
  std::filesystem::create_directories(options.directory, error);
  if (error)
    return fail(ErrorCode::Unavailable, "create \"{}\": {}", options.directory.string(),
                error.message());
  const Manifest manifest = TRY(Manifest::read(options.directory));
  TRY(delete_unlisted(options.directory, manifest));
  std::unique_ptr<MonthFiles> files(new MonthFiles(options.directory));
  files->instance_ = TRY(Instance::open(options));
  for (const auto& [month, generation] : manifest.generations) {
    // DuckDB would make an empty file in the place of a lost one.
    const auto path = options.directory / file_name(month, generation);
    if (size_of(path) == 0)
      return fail(ErrorCode::DataLoss, "open \"{}\": the file is missing", path.string());
    files->files_.lock()->emplace(month, TRY(files->attach(month, generation)));
  }
  return files;
}

MonthFiles::~MonthFiles() = default;

Result<std::unique_ptr<Snapshot>> MonthFiles::snapshot(model::SiteId site, Month first,
                                                       Month last) {
  std::vector<Snapshot::File> chosen;
  Connection connection = TRY(connect());
  const std::shared_lock gate(gate_);
  {
    const auto files = files_.lock_shared();
    for (auto at = files->lower_bound(first); at != files->end() && at->first <= last; ++at)
      chosen.push_back({Lease(at->second), {}});
  }
  std::unique_ptr<Snapshot> snapshot(
      new Snapshot{std::move(chosen), std::move(connection), std::nullopt});
  snapshot->transaction.emplace(
      TRY(Transaction::begin(snapshot->connection, Transaction::Mode::Read)));
  TRY(read_days(snapshot->connection, snapshot->files, site));
  return snapshot;
}

std::vector<std::shared_ptr<MonthFile>> MonthFiles::all() const {
  std::vector<std::shared_ptr<MonthFile>> all;
  for (const auto& [month, file] : *files_.lock_shared()) all.push_back(file);
  return all;
}

Result<std::shared_ptr<MonthFile>> MonthFiles::find_or_create(Month month) {
  {
    const auto files = files_.lock_shared();
    if (const auto found = files->find(month); found != files->end()) return found->second;
  }
  auto file = TRY(attach(month, 1));
  TRY(checkpoint(*file, 0));
  TRY(list(file));
  return file;
}

Result<std::shared_ptr<MonthFile>> MonthFiles::start_next(const MonthFile& current) {
  return attach(current.month, current.generation + 1);
}

Result<void> MonthFiles::replace(std::shared_ptr<MonthFile> current,
                                 std::shared_ptr<MonthFile> next) {
  TRY(list(next));
  for (uint32_t readers = current->readers; readers != 0; readers = current->readers)
    current->readers.wait(readers);
  return detach_and_delete(*current);
}

void MonthFiles::abandon(const MonthFile& next) {
  const Result<void> deleted = detach_and_delete(next);
  if (!deleted) LOG(warn, "{}", deleted.error().message);
}

Result<void> MonthFiles::checkpoint(const MonthFile& file, uint64_t wal_bytes_min) {
  if (size_of(wal_of(file)) < wal_bytes_min) return {};
  Connection connection = TRY(connect());
  TRY(connection.execute("checkpoint a month file", "CHECKPOINT " + file.alias));
  return {};
}

// A file that is left over from a creation that was not listed is started anew.
Result<std::shared_ptr<MonthFile>> MonthFiles::attach(Month month, uint32_t generation) {
  auto file = std::make_shared<MonthFile>();
  file->month = month;
  file->generation = generation;
  file->alias = alias_of(month, generation);
  file->path = directory_ / file_name(month, generation);
  Connection connection = TRY(connect());
  TRY(connection.execute("attach a month file",
                         fmt::format("ATTACH {} AS {} (STORAGE_VERSION '{}')",
                                     literal(file->path.string()), file->alias, kStorageVersion)));
  TRY(migrate(connection, file->alias));
  return file;
}

// Readers take a file from the map only: after the swap none comes to the old one.
Result<void> MonthFiles::list(const std::shared_ptr<MonthFile>& file) {
  TRY(sync_directory(directory_));
  Manifest manifest;
  for (const auto& [month, each] : *files_.lock_shared())
    manifest.generations[month] = each->generation;
  manifest.generations[file->month] = file->generation;
  TRY(manifest.write(directory_));
  (*files_.lock())[file->month] = file;
  return {};
}

Result<void> MonthFiles::detach_and_delete(const MonthFile& file) {
  Connection connection = TRY(connect());
  TRY(connection.execute("detach a month file", "DETACH " + file.alias));
  std::error_code error;
  std::filesystem::remove(wal_of(file), error);
  if (!error) std::filesystem::remove(file.path, error);
  if (error)
    return fail(ErrorCode::Unavailable, "delete \"{}\": {}", file.path.string(), error.message());
  return sync_directory(directory_);
}

}  // namespace glassjar::storage::duckdb
