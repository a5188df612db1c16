// The in-memory log.
#include "storage/memory/spool.h"

#include <utility>

#include "base/check.h"

namespace glassjar::storage::memory {

void MemorySpool::append(std::string payload, uint32_t width, Done done) {
  const Result<uint64_t> seq = append_and_wait(std::move(payload), width);
  done(seq ? Result<void>() : Result<void>(unexpected<Error>(seq.error())));
}

Result<uint64_t> MemorySpool::append_and_wait(std::string payload, uint32_t width) {
  CHECK(width > 0);
  auto log = log_.lock();
  if (log->failing_commits > 0) {
    --log->failing_commits;
    return fail(ErrorCode::Unavailable, "append to the spool in memory: told to fail");
  }
  const uint64_t seq = log->next_seq;
  log->entries.push_back({.seq = seq, .width = width, .payload = std::move(payload)});
  log->next_seq += width;
  readable_.notify_all();
  return seq;
}

Result<std::vector<SpoolEntry>> MemorySpool::read(uint64_t from, size_t bytes_max) {
  const auto log = log_.lock();
  std::vector<SpoolEntry> entries;
  size_t taken = 0;
  for (const SpoolEntry& entry : log->entries) {
    if (entry.seq < from) continue;
    if (!entries.empty() && taken >= bytes_max) break;
    taken += entry.payload.size();
    entries.push_back(entry);
  }
  return entries;
}

void MemorySpool::wait_for(uint64_t from, std::chrono::milliseconds timeout) {
  auto log = log_.lock();
  readable_.wait_for(log.underlying(), timeout, [&] { return log->next_seq > from || log->woken; });
  log->woken = false;
}

void MemorySpool::wake() {
  log_.lock()->woken = true;
  readable_.notify_all();
}

Result<void> MemorySpool::trim(uint64_t seq, Trim) {
  auto log = log_.lock();
  std::erase_if(log->entries,
                [&](const SpoolEntry& entry) { return entry.seq + entry.width <= seq; });
  return {};
}

}  // namespace glassjar::storage::memory
