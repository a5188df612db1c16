// The snapshot file, the hashes of deleted values, and the undo archives' end.
#include "cookies_command/memory.h"

#include <fmt/core.h>

#include "base/encoding.h"
#include "base/file.h"
#include "cookies/snapshot.h"
#include "cookies_command/terminal.h"
#include "dump/deleted_values.h"
#include "dump/job.h"
#include "dump/undo_archive.h"
#include "filters/lists.h"

namespace glassjar::cookies_command {
namespace {

constexpr size_t kSnapshotBytesMax = 256 << 20;

// Null where no lists are installed: companies and purposes alone decide then.
std::shared_ptr<const filters::Index> load_rules() {
  const auto lists = filters::find_lists(filters::ListPlaces::of_this_person());
  if (!lists) return nullptr;
  auto loaded = filters::load_index(*lists, filters::default_cache_file());
  if (!loaded) return nullptr;
  return std::make_shared<const filters::Index>(std::move(loaded->index));
}

// Another choice of --profile is another snapshot: what it leaves out is not gone.
std::filesystem::path snapshot_file(const dump::StateFolder& state,
                                    const std::vector<std::string>& folders,
                                    const cookies::LocalKey& key) {
  std::string joined;
  for (const std::string& folder : folders) joined.append(folder).append("\n");
  std::filesystem::path file = state.snapshot_file();
  file += "-" + to_hex(cookies::KeyedHash(key).short_of(joined));
  return file;
}

std::vector<std::string> folders_of(const std::vector<browsers::Profile>& profiles) {
  std::vector<std::string> folders;
  for (const browsers::Profile& profile : profiles) folders.push_back(profile.folder.string());
  return folders;
}

// The first line is the time, the rest the snapshot's own form.
struct Stored {
  std::optional<TimePoint> time;
  cookies::Snapshot snapshot;
};

// What cannot be read counts as never stored: it holds nothing that the next run cannot learn.
Stored read_stored(const std::filesystem::path& file) {
  Stored stored;
  const Result<std::string> text = read_file(file, kSnapshotBytesMax);
  if (!text) return stored;
  const size_t end = text->find('\n');
  if (end == std::string::npos) return stored;
  const Result<TimePoint> time = parse_time(std::string_view(*text).substr(0, end));
  Result<cookies::Snapshot> snapshot =
      cookies::Snapshot::parse(std::string_view(*text).substr(end + 1));
  if (!time || !snapshot) return stored;
  stored.time = *time;
  stored.snapshot = std::move(*snapshot);
  return stored;
}

}  // namespace

Result<Jar> open_jar(const Run& run, std::vector<browsers::Profile> profiles) {
  const dump::StateFolder state = TRY(dump::StateFolder::open(run.state));
  browsers::Scan scan = browsers::scan(std::move(profiles), *run.keyring);
  const std::vector<std::string> folders = folders_of(scan.profiles);
  Memory memory;
  memory.rules = load_rules();
  memory.key = TRY(state.local_key(run.random));
  memory.deleted = TRY(dump::read_deleted_values(state.deleted_file()));
  const Stored stored = read_stored(snapshot_file(state, folders, memory.key));
  if (stored.time)
    memory.past = stored.snapshot.compare(scan.items, folders, memory.key, run.clock.now());
  return understand(std::move(scan), std::move(memory));
}

Result<News> take_news(const Run& run, const Jar& jar) {
  const dump::StateFolder state = TRY(dump::StateFolder::open(run.state));
  const std::vector<std::string> folders = folders_of(jar.scan.profiles);
  const std::filesystem::path file = snapshot_file(state, folders, jar.memory.key);
  const Stored stored = read_stored(file);
  News news;
  news.since = stored.time;
  for (size_t i = 0; i < jar.memory.past.size(); ++i) {
    const cookies::Past& past = jar.memory.past[i];
    if (past.unchanged_for || past.changed) continue;
    ++news.items;
    news.companies.emplace(owner_of(jar.scan.items[i]));
  }
  const TimePoint now = run.clock.now();
  const cookies::Snapshot next = stored.snapshot.next(jar.scan.items, folders, jar.memory.key, now);
  TRY(replace_file(file, to_iso(now) + "\n" + next.serialize()));
  return news;
}

Result<std::vector<std::string>> housekeeping(const Run& run) {
  std::vector<std::string> notes;
  // Who never stored anything gets no folder by asking.
  if (!std::filesystem::exists(run.state)) return notes;
  const dump::StateFolder state = TRY(dump::StateFolder::open(run.state));
  TRY(dump::remove_old_archives(state.undo_folder(), run.clock.now()));
  const std::vector<dump::UndoSummary> archives = dump::list_archives(state.undo_folder());
  if (!archives.empty()) {
    uint64_t bytes = 0;
    for (const dump::UndoSummary& each : archives) bytes += each.bytes;
    notes.push_back(fmt::format(
        "{} of what was deleted {} here until {} ({} kB, \"{}\"); `undo` puts the newest back.",
        counted(archives.size(), "undo archive", "undo archives"),
        archives.size() == 1 ? "is" : "are", to_iso(archives.back().header.made + dump::kUndoKept),
        grouped((bytes + 1023) / 1024), state.undo_folder().string()));
  }
  const Result<std::optional<dump::Job>> job = dump::read_job(state.job_file());
  if (!job) notes.push_back(job.error().message);
  if (job && job->has_value())
    notes.push_back(
        fmt::format("The emptying of {} was cut off; `dump` goes on with it, `undo` takes it back.",
                    to_iso((*job)->entry.began)));
  return notes;
}

}  // namespace glassjar::cookies_command
