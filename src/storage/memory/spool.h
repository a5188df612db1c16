// Spool: the log in a map, for tests and the simulation. It survives what stands for a crash
// there: everyone who reads it being dropped.
#pragma once

#include <condition_variable>
#include <map>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "storage/spool.h"

namespace glassjar::storage::memory {

class Spool final : public storage::Spool {
 public:
  explicit Spool(uint64_t id = 1) : id_(id) {}

  // Durable at once; `done` runs on the caller's thread.
  void append(std::string payload, uint32_t width, Done done) override;
  Result<uint64_t> append_and_wait(std::string payload, uint32_t width = 1) override;
  uint64_t id() const override { return id_; }
  uint64_t next_seq() const override;
  Result<std::vector<SpoolEntry>> read(uint64_t from, size_t bytes_max) override;
  void wait_for(uint64_t from, std::chrono::milliseconds timeout) override;
  void wake() override;
  Result<void> trim(uint64_t seq, Trim how) override;

 private:
  struct State {
    std::map<uint64_t, SpoolEntry> entries;
    uint64_t next_seq = 1;
    uint64_t wakes = 0;
  };

  const uint64_t id_;
  mutable Mutex<State> state_;
  std::condition_variable changed_;
};

}  // namespace glassjar::storage::memory
