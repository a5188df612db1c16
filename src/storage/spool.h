// Spool: the durable queue between collecting and storing, and the one ordered log of everything
// that changes a site's events.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace glassjar::storage {

// A place in the log. `seq` numbers every row-making unit: an entry takes `width` numbers.
struct SpoolPosition {
  uint64_t spool_id = 0;
  uint64_t seq = 0;
  bool operator==(const SpoolPosition&) const = default;
};

struct SpoolEntry {
  uint64_t seq = 0;     // of the entry's first unit
  uint32_t width = 1;   // how many numbers it takes: one for each event inside it
  std::string payload;  // storage/log_entry.h
};

class Spool {
 public:
  virtual ~Spool() = default;

  // Called once, on the committing thread, when the entry is durable or has failed. It must
  // only hand the outcome on: the commit of everyone else waits for it.
  using Done = std::function<void(const Result<void>&)>;

  // Queues the entry; any thread. Entries are numbered in the order of the calls and committed in
  // groups, one fsync a group. Once an append has failed (disk full, fsync), it and all queued
  // with it report Unavailable, nothing of them is kept, and the next append tries anew.
  virtual void append(std::string payload, uint32_t width, Done done) = 0;
  // The same, waiting for the outcome; returns the entry's first seq. Not on an I/O thread.
  virtual Result<uint64_t> append_and_wait(std::string payload, uint32_t width = 1) = 0;

  // Random number of this spool file, made with it.
  virtual uint64_t id() const = 0;
  // The seq that the next entry will get; entries below it are durable or failed.
  virtual uint64_t next_seq() const = 0;
  // Durable entries with seq >= from, in order, about `bytes_max` of payload. Empty: caught up.
  virtual Result<std::vector<SpoolEntry>> read(uint64_t from, size_t bytes_max) = 0;
  // Waits until there is something to read at `from`, the timeout passes or wake() is called.
  virtual void wait_for(uint64_t from, std::chrono::milliseconds timeout) = 0;
  virtual void wake() = 0;
  // Forgets entries below `seq`. With `purge` their bytes are gone from the files on return.
  enum class Trim { Lazy, Purge };
  virtual Result<void> trim(uint64_t seq, Trim how) = 0;
};

}  // namespace glassjar::storage
