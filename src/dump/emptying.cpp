// The steps of an emptying, each safe to be the last one that happened.
#include "dump/emptying.h"

#include <algorithm>

#include "dump/deleted_values.h"
#include "dump/job.h"
#include "dump/undo_archive.h"

namespace glassjar::dump {
namespace {

// With --no-undo nobody is told.
class NoWatcher final : public browsers::ChangeWatcher {
 public:
  Result<void> before_change(const std::filesystem::path&) override { return {}; }
};

void remove_archive(const std::filesystem::path& folder) {
  // What cannot be removed now goes with the old ones (remove_old_archives).
  std::error_code ignored;
  if (!folder.empty()) std::filesystem::remove_all(folder, ignored);
}

// Erases profile by profile, adding to what the log will say.
Result<void> erase_all(const Means& means, const Job& job, browsers::ChangeWatcher& watcher,
                       LogEntry& entry) {
  const browsers::Keeps keeps = [&](const cookies::Item& item) { return job.rule.keeps(item); };
  for (const browsers::Profile& profile : job.entry.profiles) {
    const browsers::Erased erased = TRY(means.erase(profile, keeps, watcher));
    entry.items_erased += erased.items;
    for (const std::string& left : erased.left_over)
      entry.left_over.push_back(fmt::format("{} ({}): {}", profile.browser, profile.name, left));
  }
  return {};
}

// Puts back what an error left half done. What cannot be put back now keeps its job.
Result<LogEntry> take_back(const Means& means, const Job& job, const Error& why) {
  const Result<UndoArchive> archive = UndoArchive::open(job.archive);
  Result<void> restored = refuse_running(means, job.entry.profiles);
  if (restored && !archive) restored = unexpected(archive.error());
  if (restored) restored = archive->restore();
  if (!restored)
    return fail(why.code, "{}; putting back what had changed: {}; `undo` tries it again",
                why.message, restored.error().message);
  LogEntry entry = job.entry;
  entry.what = LogEntry::What::TakenBack;
  entry.time = means.clock.now();
  entry.why = why.message;
  TRY(forget_deleted_values(means.state.deleted_file(), entry.began));
  TRY(append_to_log(means.state.log_file(), entry));
  TRY(remove_job(means.state.job_file()));
  remove_archive(job.archive);
  return fail(why.code, "{}; all is as it was before", why.message);
}

// Looks whether what should have gone is gone: tools that do not look say "deleted" of what stays.
uint64_t count_remaining(const Means& means, const Job& job) {
  const browsers::Scan scan = means.scan(job.entry.profiles);
  return static_cast<uint64_t>(
      std::count_if(scan.items.begin(), scan.items.end(),
                    [&](const cookies::Item& item) { return !job.rule.keeps(item); }));
}

Result<LogEntry> carry_out(const Means& means, const Job& job) {
  NoWatcher no_watcher;
  browsers::ChangeWatcher* watcher = &no_watcher;
  std::optional<UndoArchive> archive;
  LogEntry entry = job.entry;
  // Gone when a resumed job's 24 hours are over.
  if (!job.archive.empty() && std::filesystem::exists(job.archive)) {
    archive = TRY(UndoArchive::open(job.archive));
    watcher = &*archive;
  }
  entry.undo_kept = archive.has_value();
  if (const Result<void> erased = erase_all(means, job, *watcher, entry); !erased) {
    if (archive) return take_back(means, job, erased.error());
    return fail(erased.error().code, "{}; begun but not finished, `dump` goes on with it",
                erased.error().message);
  }
  entry.items_remaining = count_remaining(means, job);
  entry.time = means.clock.now();
  TRY(append_to_log(means.state.log_file(), entry));
  TRY(remove_job(means.state.job_file()));
  return entry;
}

Result<LogEntry> carry_out_undo(const Means& means, Job job) {
  TRY(refuse_running(means, job.entry.profiles));
  const UndoArchive archive = TRY(UndoArchive::open(job.archive));
  TRY(write_job(means.state.job_file(), job));
  TRY(archive.restore());
  job.entry.time = means.clock.now();
  TRY(forget_deleted_values(means.state.deleted_file(), job.entry.began));
  TRY(append_to_log(means.state.log_file(), job.entry));
  TRY(remove_job(means.state.job_file()));
  remove_archive(job.archive);
  return std::move(job.entry);
}

}  // namespace

Result<void> refuse_running(const Means& means, std::span<const browsers::Profile> profiles) {
  for (const browsers::Profile& profile : profiles)
    if (means.is_running(profile))
      return fail(ErrorCode::Conflict,
                  "change profile \"{}\" of {}: the browser is running; close it first, or let "
                  "`watch` wait for its end",
                  profile.name, profile.browser);
  return {};
}

Result<Prepared> prepare(const Means& means, Order order) {
  browsers::Scan scan = means.scan(order.profiles);
  KeepRule rule = KeepRule::for_items(order.keep, order.hsts, scan.items);
  Plan plan = plan_for(scan.items, rule);
  const cookies::LocalKey key = TRY(means.state.local_key(means.random));
  std::erase_if(scan.items, [&](const cookies::Item& item) { return rule.keeps(item); });
  // Whole seconds, as archive and log have it: undo finds its values by this time.
  const TimePoint now = std::chrono::floor<seconds>(means.clock.now());
  std::vector<cookies::DeletedValue> values = cookies::remember_deleted(scan.items, key, now);
  return Prepared{std::move(order), std::move(rule), std::move(plan), std::move(scan.problems),
                  std::move(values)};
}

Result<LogEntry> empty(const Means& means, const Prepared& prepared) {
  const FileDescriptor lock = TRY(means.state.lock());
  TRY(refuse_running(means, prepared.order.profiles));
  if (TRY(read_job(means.state.job_file())).has_value())
    return fail(ErrorCode::Conflict, "empty the jar: an earlier emptying is not finished");
  Job job;
  job.rule = prepared.rule;
  job.entry.began = std::chrono::floor<seconds>(means.clock.now());
  job.entry.time = job.entry.began;
  job.entry.by = prepared.order.by;
  job.entry.profiles = prepared.order.profiles;
  job.entry.plan = prepared.plan;
  if (prepared.order.undo == Undo::Keep) {
    const UndoArchive archive = TRY(UndoArchive::make(
        means.state.undo_folder(), UndoHeader{job.entry.began, prepared.order.profiles}));
    job.archive = archive.folder();
  }
  std::vector<cookies::DeletedValue> values = prepared.values;
  for (cookies::DeletedValue& value : values) value.deleted = job.entry.began;
  TRY(write_job(means.state.job_file(), job));
  TRY(add_deleted_values(means.state.deleted_file(), values, job.entry.began));
  return carry_out(means, job);
}

Result<std::optional<LogEntry>> finish_unfinished(const Means& means) {
  const FileDescriptor lock = TRY(means.state.lock());
  std::optional<Job> job = TRY(read_job(means.state.job_file()));
  if (!job) return std::optional<LogEntry>();
  TRY(refuse_running(means, job->entry.profiles));
  job->entry.resumed = true;
  const bool is_undo = job->kind == Job::Kind::Undo;
  LogEntry entry = TRY(is_undo ? carry_out_undo(means, std::move(*job)) : carry_out(means, *job));
  return std::optional<LogEntry>(std::move(entry));
}

Result<LogEntry> undo(const Means& means) {
  const FileDescriptor lock = TRY(means.state.lock());
  const std::optional<Job> cut_off = TRY(read_job(means.state.job_file()));
  if (cut_off && cut_off->archive.empty())
    return fail(ErrorCode::Conflict,
                "undo: an emptying without undo was cut off; `dump` goes on with it");
  std::vector<UndoSummary> archives = list_archives(means.state.undo_folder());
  if (archives.empty())
    return fail(ErrorCode::NotFound,
                "undo: there is no archive; it is kept for {} hours, and not with --no-undo",
                kUndoKept.count());
  UndoSummary& newest = archives.back();
  Job job;
  job.kind = Job::Kind::Undo;
  job.archive = newest.folder;
  job.entry.what = LogEntry::What::Undone;
  job.entry.began = newest.header.made;
  job.entry.time = job.entry.began;
  job.entry.by = "undo";
  job.entry.profiles = std::move(newest.header.profiles);
  return carry_out_undo(means, std::move(job));
}

}  // namespace glassjar::dump
