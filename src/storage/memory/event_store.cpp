// The rows in memory: changes to them, and everything that is asked but aggregates.
#include "storage/memory/event_store.h"

#include <algorithm>
#include <set>

#include "storage/memory/event_aggregate.h"

namespace glassjar::storage::memory {
namespace {

using model::Event;
using model::EventKind;

void apply_rekey(std::vector<Event>& rows, const Rekey& rekey) {
  const std::set<uint64_t> seqs(rekey.seqs.begin(), rekey.seqs.end());
  for (Event& row : rows) {
    if (row.site != rekey.site || row.day != rekey.day || !seqs.contains(row.seq)) continue;
    row.visitor = rekey.visitor;
    row.visit = rekey.visit;
    row.tier = model::Tier::Remembered;
  }
}

bool concerns(const RemovalLogged& removal, const Event& row) {
  return row.site == removal.site && is_set(row.visitor) && row.visitor == removal.visitor;
}

uint64_t unlink(std::vector<Event>& rows, const RemovalLogged& removal) {
  uint64_t changed = 0;
  for (Event& row : rows) {
    if (!concerns(removal, row)) continue;
    row.visitor = model::VisitorId{};
    row.visit = model::VisitId{};
    ++changed;
  }
  return changed;
}

OpenVisit with_last_pageview(const model::Visit& visit, std::span<const Event> rows) {
  OpenVisit open{.visit = visit, .last_pageview_time = TimePoint::min()};
  for (const Event& row : rows) {
    if (row.visit != visit.id || row.kind != EventKind::Pageview) continue;
    if (std::pair(row.time, row.seq) < std::pair(open.last_pageview_time, open.last_pageview_seq))
      continue;
    open.last_hostname = row.hostname;
    open.last_pageview_seq = row.seq;
    open.last_pageview_time = row.time;
  }
  if (visit.pageviews == 0) open.last_pageview_time = TimePoint{};
  return open;
}

}  // namespace

Result<void> MemoryEventStore::apply(const Batch& batch) {
  auto state = state_.lock();
  uint64_t& applied = state->applied_below[batch.spool_id];
  if (batch.next_seq <= applied) return {};
  for (const Event& row : batch.rows) {
    if (row.seq < applied) continue;
    state->rows.push_back(row);
    state->rows.back().page_load = {};
  }
  std::stable_sort(state->rows.begin(), state->rows.end(),
                   [](const Event& a, const Event& b) { return a.seq < b.seq; });
  for (const Rekey& rekey : batch.rekeys) apply_rekey(state->rows, rekey);
  applied = batch.next_seq;
  return {};
}

Result<uint64_t> MemoryEventStore::applied_below(uint64_t spool_id) {
  auto state = state_.lock();
  const auto found = state->applied_below.find(spool_id);
  return found == state->applied_below.end() ? 0 : found->second;
}

Result<uint64_t> MemoryEventStore::seq_above_all() {
  auto state = state_.lock();
  uint64_t above = 0;
  for (const Event& row : state->rows) above = std::max(above, row.seq + 1);
  return above;
}

Result<std::vector<OpenVisit>> MemoryEventStore::visits_on(model::SiteId site, LocalDay day) {
  auto state = state_.lock();
  std::vector<Event> rows;
  for (const Event& row : state->rows)
    if (row.site == site && row.day == day && is_set(row.visitor)) rows.push_back(row);
  std::vector<OpenVisit> open;
  for (const model::Visit& visit : model::fold_visits(rows))
    open.push_back(with_last_pageview(visit, rows));
  return open;
}

Result<Table> MemoryEventStore::aggregate(const Aggregate& question) {
  auto state = state_.lock();
  return memory::aggregate(state->rows, question);
}

Result<uint64_t> MemoryEventStore::current_visitors(model::SiteId site, TimePoint since,
                                                    const std::vector<model::VisitorId>& excluded) {
  auto state = state_.lock();
  std::set<model::VisitorId> visitors;
  for (const Event& row : state->rows)
    if (row.site == site && row.time >= since && row.kind != EventKind::Engagement &&
        is_set(row.visitor))
      visitors.insert(row.visitor);
  for (const model::VisitorId visitor : excluded) visitors.erase(visitor);
  return visitors.size();
}

Result<std::optional<std::pair<LocalDay, LocalDay>>> MemoryEventStore::days_held(
    model::SiteId site) {
  auto state = state_.lock();
  std::optional<std::pair<LocalDay, LocalDay>> held;
  for (const Event& row : state->rows) {
    if (row.site != site) continue;
    if (!held) held = std::pair(row.day, row.day);
    held = std::pair(std::min(held->first, row.day), std::max(held->second, row.day));
  }
  return held;
}

Result<std::vector<Event>> MemoryEventStore::rows_of(model::SiteId site, model::VisitorId visitor,
                                                     uint64_t after_seq, size_t limit) {
  auto state = state_.lock();
  std::vector<Event> rows;
  for (const Event& row : state->rows) {
    if (rows.size() == limit) break;
    if (row.site == site && row.seq > after_seq && is_set(visitor) && row.visitor == visitor)
      rows.push_back(row);
  }
  return rows;
}

uint64_t MemoryEventStore::anonymise(State& state, const RemovalLogged& removal) {
  std::map<LocalDay, model::VisitorId> fresh;
  uint64_t changed = 0;
  for (Event& row : state.rows) {
    if (!concerns(removal, row)) continue;
    model::VisitorId& visitor = fresh[row.day];
    if (!is_set(visitor)) visitor = model::VisitorId{random_.nonzero64()};
    row.visitor = visitor;
    row.tier = model::Tier::Anonymous;
    ++changed;
  }
  return changed;
}

Result<uint64_t> MemoryEventStore::remove(const std::vector<RemovalLogged>& removals) {
  auto state = state_.lock();
  uint64_t changed = 0;
  for (const RemovalLogged& removal : removals) {
    switch (removal.how) {
      case RemovalLogged::How::Erase:
        changed +=
            std::erase_if(state->rows, [&](const Event& row) { return concerns(removal, row); });
        break;
      case RemovalLogged::How::Anonymise:
        changed += anonymise(*state, removal);
        break;
      case RemovalLogged::How::Unlink:
        changed += unlink(state->rows, removal);
        break;
    }
  }
  return changed;
}

Result<void> MemoryEventStore::maintain(model::SiteId, LocalDay) { return {}; }

Result<EventStore::Size> MemoryEventStore::size() {
  auto state = state_.lock();
  return Size{.rows = state->rows.size(), .bytes = state->rows.size() * sizeof(Event)};
}

}  // namespace glassjar::storage::memory
