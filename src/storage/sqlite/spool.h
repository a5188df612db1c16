// Spool in an SQLite file of its own: one row a batch, one transaction and one fsync a group of
// appends. docs/formats.md describes a batch's bytes.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/random.h"
#include "base/result.h"
#include "storage/spool.h"

namespace glassjar::storage::sqlite {

struct SpoolOptions {
  // Where numbering begins in a file that open() makes.
  uint64_t first_seq_if_new = 1;
  // Payload that may wait to be committed; an append beyond it is Unavailable at once.
  size_t queued_bytes_max = size_t{64} << 20;
  // Payload of one group; a larger entry makes a group alone.
  size_t group_bytes_max = size_t{1} << 20;
  // Batches that one group's transaction also deletes of what was trimmed lazily: more than the
  // one it adds, so that trimming keeps up, and few, so that nobody waits long for it.
  uint64_t trim_rows_per_group = 4;
  // How long a purging trim waits for readers of other processes.
  std::chrono::milliseconds patience{5000};
  // Runs the reporting of a group's outcomes, if set: whoever answers requests there may want to
  // gather the answers of a group. It calls what it is given, once.
  std::function<void(const std::function<void()>&)> around_reports;
  // Runs the waking of the committing thread, if set: whoever appends many in a row there may want
  // to have them in one group. It calls what it is given, once and soon: until then nothing of
  // what is queued is committed, unless there is other work.
  std::function<void(std::function<void()>)> around_wakes;
  std::string vfs;  // for fault injection
};

// Numbers are given when a group is committed, in the order of the appends, and only a durable
// group uses them up: a failed one leaves no gap. An append that is refused because too much is
// queued has its Done called by append() itself.
class SqliteSpool final : public Spool {
 public:
  // Makes and migrates the database as needed; `random` names a new one.
  static Result<std::unique_ptr<SqliteSpool>> open(const std::filesystem::path& path,
                                                   Random& random,
                                                   const SpoolOptions& options = {});
  // Commits what is queued.
  ~SqliteSpool() override;

  void append(std::string payload, uint32_t width, Done done) override;
  Result<uint64_t> append_and_wait(std::string payload, uint32_t width = 1) override;
  uint64_t id() const override;
  uint64_t next_seq() const override;
  Result<std::vector<SpoolEntry>> read(uint64_t from, size_t bytes_max) override;
  void wait_for(uint64_t from, std::chrono::milliseconds timeout) override;
  void wake() override;
  // Lazy returns at once; the committing thread deletes later. Purge rewrites the file between
  // two groups: appends wait for it.
  Result<void> trim(uint64_t seq, Trim how) override;

 private:
  class Committer;
  explicit SqliteSpool(std::unique_ptr<Committer> committer);
  std::unique_ptr<Committer> committer_;
};

}  // namespace glassjar::storage::sqlite
