// The log in memory.
#include "storage/memory/spool.h"

namespace glassjar::storage::memory {

void Spool::append(std::string payload, uint32_t width, Done done) {
  static_cast<void>(append_and_wait(std::move(payload), width));
  if (done) done({});
}

Result<uint64_t> Spool::append_and_wait(std::string payload, uint32_t width) {
  auto state = state_.lock();
  const uint64_t seq = state->next_seq;
  state->entries.emplace(seq, SpoolEntry{seq, width, std::move(payload)});
  state->next_seq += width;
  changed_.notify_all();
  return seq;
}

uint64_t Spool::next_seq() const { return state_.lock()->next_seq; }

Result<std::vector<SpoolEntry>> Spool::read(uint64_t from, size_t bytes_max) {
  auto state = state_.lock();
  std::vector<SpoolEntry> entries;
  size_t bytes = 0;
  for (auto entry = state->entries.lower_bound(from);
       entry != state->entries.end() && (entries.empty() || bytes < bytes_max); ++entry) {
    bytes += entry->second.payload.size();
    entries.push_back(entry->second);
  }
  return entries;
}

void Spool::wait_for(uint64_t from, std::chrono::milliseconds timeout) {
  auto state = state_.lock();
  const uint64_t wakes = state->wakes;
  changed_.wait_for(state.underlying(), timeout, [&] {
    return state->wakes != wakes || state->entries.lower_bound(from) != state->entries.end();
  });
}

void Spool::wake() {
  ++state_.lock()->wakes;
  changed_.notify_all();
}

Result<void> Spool::trim(uint64_t seq, Trim) {
  auto state = state_.lock();
  state->entries.erase(state->entries.begin(), state->entries.lower_bound(seq));
  return {};
}

}  // namespace glassjar::storage::memory
