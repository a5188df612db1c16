// The queue of appends and the thread that commits them in groups.
#include "storage/sqlite/spool.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <optional>
#include <thread>
#include <utility>

#include "base/log.h"
#include "base/mutex.h"
#include "base/thread_name.h"
#include "storage/sqlite/batch.h"
#include "storage/sqlite/spool_file.h"

namespace glassjar::storage::sqlite {
namespace {

// Lets one thread wait for what another reports.
class Outcome {
 public:
  void set(Result<void> result) {
    // Notified under the lock: the waiter destroys this as soon as it has seen the result.
    auto held = result_.lock();
    *held = std::move(result);
    set_.notify_one();
  }
  Result<void> wait() {
    auto held = result_.lock();
    set_.wait(held.underlying(), [&] { return held->has_value(); });
    return **held;
  }

 private:
  Mutex<std::optional<Result<void>>> result_;
  std::condition_variable set_;
};

struct Pending {
  std::string payload;
  uint32_t width = 1;
  Spool::Done done;
  uint64_t* seq = nullptr;  // where to tell its number, before `done`
};

struct Purge {
  uint64_t seq = 0;
  Outcome* outcome = nullptr;
};

unexpected<Error> unavailable(const Error& why) {
  return fail(ErrorCode::Unavailable, "append to the spool: {}", why.message);
}

}  // namespace

class SqliteSpool::Committer {
 public:
  Committer(std::unique_ptr<SpoolFile> file, const SpoolOptions& options)
      : options_(options),
        file_(std::move(file)),
        progress_(Progress{file_->next_seq()}),
        thread_([this] { run(); }) {}

  ~Committer() {
    queue_.lock()->stopping = true;
    work_.notify_one();
    thread_.join();
  }

  SpoolFile& file() { return *file_; }

  void append(Pending entry) {
    if (!try_append(entry))
      entry.done(fail(ErrorCode::Unavailable,
                      "append to the spool: over {} bytes wait to be written",
                      options_.queued_bytes_max));
  }

  Result<void> purge(uint64_t seq) {
    Outcome outcome;
    queue_.lock()->purges.push_back({seq, &outcome});
    work_.notify_one();
    return outcome.wait();
  }

  void trim_lazily(uint64_t seq) {
    {
      auto queue = queue_.lock();
      queue->trim_below = std::max(queue->trim_below, seq);
    }
    work_.notify_one();
  }

  uint64_t next_seq() const { return progress_.lock()->next_seq; }

  void wait_for(uint64_t from, std::chrono::milliseconds timeout) {
    auto progress = progress_.lock();
    readable_.wait_for(progress.underlying(), timeout,
                       [&] { return progress->next_seq > from || progress->woken; });
    progress->woken = false;
  }
  void wake() {
    progress_.lock()->woken = true;
    readable_.notify_all();
  }

 private:
  struct Queue {
    std::deque<Pending> entries;
    size_t bytes = 0;  // of their payloads
    std::vector<Purge> purges;
    uint64_t trim_below = 0;
    bool waking = false;  // somebody will call wake_committer()
    bool ready = false;   // the entries may be committed
    bool stopping = false;
  };
  struct Progress {
    uint64_t next_seq = 0;
    bool woken = false;  // since the last wait_for()
  };
  // What the thread takes from the queue at once.
  struct Work {
    std::vector<Pending> group;
    std::vector<Purge> purges;
    uint64_t trim_below = 0;
    bool stop = false;
  };

  // False, with `entry` as it was, when too much is queued.
  bool try_append(Pending& entry);
  void wake_committer();
  void run();
  // Waits until there is something to do. Stops only when the queue is empty.
  Work take_work();
  void commit(std::vector<Pending>& group, uint64_t trim_below);
  void publish(uint64_t next_seq);
  void report(std::vector<Pending>& group, uint64_t first_seq, const Result<void>& outcome);
  void trim_step(uint64_t below);

  const SpoolOptions options_;
  const std::unique_ptr<SpoolFile> file_;
  Mutex<Queue> queue_;
  std::condition_variable work_;
  Mutex<Progress> progress_;
  std::condition_variable readable_;
  // Of the thread alone.
  uint64_t trimmed_below_ = 0;
  Batch batch_;
  std::thread thread_;  // last: it uses all of the above
};

bool SqliteSpool::Committer::try_append(Pending& entry) {
  bool is_first = false;
  {
    auto queue = queue_.lock();
    const size_t bytes = queue->bytes + entry.payload.size();
    if (bytes > options_.queued_bytes_max) return false;
    queue->bytes = bytes;
    queue->entries.push_back(std::move(entry));
    is_first = !std::exchange(queue->waking, true);
  }
  if (!is_first) return true;
  if (options_.around_wakes)
    options_.around_wakes([this] { wake_committer(); });
  else
    wake_committer();
  return true;
}

void SqliteSpool::Committer::wake_committer() {
  {
    auto queue = queue_.lock();
    queue->waking = false;
    queue->ready = true;
  }
  work_.notify_one();
}

void SqliteSpool::Committer::run() {
  name_this_thread("spool");
  for (;;) {
    Work work = take_work();
    if (!work.group.empty())
      commit(work.group, work.trim_below);
    else if (work.trim_below > trimmed_below_)
      trim_step(work.trim_below);
    for (const Purge& purge : work.purges) purge.outcome->set(file_->purge_below(purge.seq));
    if (work.stop) return;
  }
}

SqliteSpool::Committer::Work SqliteSpool::Committer::take_work() {
  auto queue = queue_.lock();
  work_.wait(queue.underlying(), [&] {
    return queue->ready || !queue->purges.empty() || queue->stopping ||
           queue->trim_below > trimmed_below_;
  });
  Work work;
  size_t bytes = 0;
  while (!queue->entries.empty()) {
    Pending& next = queue->entries.front();
    if (!work.group.empty() && bytes + next.payload.size() > options_.group_bytes_max) break;
    bytes += next.payload.size();
    work.group.push_back(std::move(next));
    queue->entries.pop_front();
  }
  queue->bytes -= bytes;
  queue->ready = !queue->entries.empty();
  work.purges = std::exchange(queue->purges, {});
  work.trim_below = queue->trim_below;
  work.stop = queue->stopping && queue->entries.empty();
  return work;
}

void SqliteSpool::Committer::commit(std::vector<Pending>& group, uint64_t trim_below) {
  const uint64_t first_seq = next_seq();  // only this thread changes it
  batch_.first_seq = first_seq;
  batch_.width = 0;
  batch_.bytes.clear();
  for (const Pending& entry : group) batch_.add(entry.width, entry.payload);
  const Result<void> inserted = file_->insert(batch_, trim_below > trimmed_below_ ? trim_below : 0,
                                              options_.trim_rows_per_group);
  if (inserted) publish(first_seq + batch_.width);
  report(group, first_seq, inserted ? inserted : unavailable(inserted.error()));
}

void SqliteSpool::Committer::publish(uint64_t next_seq) {
  progress_.lock()->next_seq = next_seq;
  readable_.notify_all();
}

void SqliteSpool::Committer::report(std::vector<Pending>& group, uint64_t first_seq,
                                    const Result<void>& outcome) {
  if (!outcome) LOG(error, "{}", outcome.error().message);
  const auto report_all = [&] {
    uint64_t seq = first_seq;
    for (Pending& entry : group) {
      if (entry.seq != nullptr) *entry.seq = seq;
      seq += entry.width;
      entry.done(outcome);
    }
  };
  if (options_.around_reports) return options_.around_reports(report_all);
  report_all();
}

void SqliteSpool::Committer::trim_step(uint64_t below) {
  const Result<uint64_t> deleted = file_->delete_below(below, options_.trim_rows_per_group);
  if (!deleted) LOG(warn, "trim the spool: {}", deleted.error().message);
  // After a failure the next trim() tries anew: it names a higher number.
  if (!deleted || *deleted < options_.trim_rows_per_group) trimmed_below_ = below;
}

SqliteSpool::SqliteSpool(std::unique_ptr<Committer> committer) : committer_(std::move(committer)) {}
SqliteSpool::~SqliteSpool() = default;

Result<std::unique_ptr<SqliteSpool>> SqliteSpool::open(const std::filesystem::path& path,
                                                       Random& random,
                                                       const SpoolOptions& options) {
  std::unique_ptr<SpoolFile> file =
      TRY(SpoolFile::open(path, random, options.first_seq_if_new,
                          {.name = "spool", .busy_timeout = options.patience, .vfs = options.vfs}));
  return std::unique_ptr<SqliteSpool>(
      new SqliteSpool(std::make_unique<Committer>(std::move(file), options)));
}

void SqliteSpool::append(std::string payload, uint32_t width, Done done) {
  CHECK(width > 0);
  committer_->append({std::move(payload), width, std::move(done), nullptr});
}

Result<uint64_t> SqliteSpool::append_and_wait(std::string payload, uint32_t width) {
  CHECK(width > 0);
  Outcome outcome;
  uint64_t seq = 0;
  committer_->append({std::move(payload), width,
                      [&outcome](const Result<void>& result) { outcome.set(result); }, &seq});
  TRY(outcome.wait());
  return seq;
}

uint64_t SqliteSpool::id() const { return committer_->file().id(); }
uint64_t SqliteSpool::next_seq() const { return committer_->next_seq(); }

Result<std::vector<SpoolEntry>> SqliteSpool::read(uint64_t from, size_t bytes_max) {
  return committer_->file().read(from, bytes_max);
}

void SqliteSpool::wait_for(uint64_t from, std::chrono::milliseconds timeout) {
  committer_->wait_for(from, timeout);
}
void SqliteSpool::wake() { committer_->wake(); }

Result<void> SqliteSpool::trim(uint64_t seq, Trim how) {
  if (how == Trim::Purge) return committer_->purge(seq);
  committer_->trim_lazily(seq);
  return {};
}

}  // namespace glassjar::storage::sqlite
