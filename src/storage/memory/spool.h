// Spool in memory: every append is committed at once, on the thread that calls.
//
// It survives what stands for a crash in a simulation: everyone who reads it being dropped.
#pragma once

#include <condition_variable>
#include <deque>

#include "base/mutex.h"
#include "storage/spool.h"

namespace glassjar::storage::memory {

class MemorySpool : public Spool {
 public:
  explicit MemorySpool(uint64_t id = 1, uint64_t first_seq = 1) : id_(id), log_(Log{first_seq}) {}

  // `done` runs on the caller's thread.
  void append(std::string payload, uint32_t width, Done done) override;
  Result<uint64_t> append_and_wait(std::string payload, uint32_t width = 1) override;
  uint64_t id() const override { return id_; }
  uint64_t next_seq() const override { return log_.lock()->next_seq; }
  Result<std::vector<SpoolEntry>> read(uint64_t from, size_t bytes_max) override;
  void wait_for(uint64_t from, std::chrono::milliseconds timeout) override;
  void wake() override;
  Result<void> trim(uint64_t seq, Trim how) override;

  // The next n appends report Unavailable and keep nothing.
  void fail_next_commits(int n) { log_.lock()->failing_commits = n; }

 private:
  struct Log {
    uint64_t next_seq = 1;
    std::deque<SpoolEntry> entries;
    int failing_commits = 0;
    bool woken = false;  // since the last wait_for()
  };

  const uint64_t id_;
  Mutex<Log> log_;
  std::condition_variable readable_;
};

}  // namespace glassjar::storage::memory
