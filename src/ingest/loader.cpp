// The loader's steps, in the order in which an entry goes through them.
#include "ingest/loader.h"

#include <algorithm>

#include "base/log.h"
#include "base/thread_name.h"

namespace glassjar::ingest {
namespace {

// How long an idle loader sleeps before it looks at what may be forgotten.
constexpr milliseconds kIdleWait{250};
constexpr size_t kRowsAtOnce = 10'000;

}  // namespace

Loader::Loader(storage::Spool& spool, storage::EventStore& store, const Clock& clock,
               LoaderHooks hooks, LoaderOptions options)
    : spool_(spool),
      store_(store),
      clock_(clock),
      hooks_(std::move(hooks)),
      options_(options),
      visits_(store, clock_),
      erased_(clock_) {}

Loader::~Loader() { stop(); }

void Loader::start() {
  CHECK(!thread_.joinable());
  shared_.lock()->stopping = false;
  thread_ = std::thread([this] { run(); });
}

void Loader::stop() {
  if (!thread_.joinable()) return;
  shared_.lock()->stopping = true;
  changed_.notify_all();
  spool_.wake();
  thread_.join();
}

void Loader::run() {
  name_this_thread("loader");
  const auto stopping = [this] { return shared_.lock()->stopping; };
  milliseconds pause = options_.retry_first;
  while (!stopping()) {
    const Result<Step> outcome = step();
    if (!outcome) {
      wait_to_retry(outcome.error(), pause);
      continue;
    }
    pause = options_.retry_first;
    if (*outcome != Step::Full) wait_for_more();
  }
  const uint64_t end = spool_.next_seq();
  while (metrics().applied_below < end) {
    const Result<Step> outcome = step();
    if (!outcome) LOG(warn, "load events before stopping: {}", outcome.error().message);
    if (!outcome || *outcome == Step::Idle) return;
  }
}

void Loader::wait_for_more() {
  spool_.wait_for(batch_.next_seq, kIdleWait);
  auto shared = shared_.lock();
  if (spool_.next_seq() > batch_.next_seq)
    changed_.wait_for(shared.underlying(), options_.gather,
                      [&] { return shared->stopping || shared->waiting > 0; });
}

void Loader::wait_to_retry(const Error& error, milliseconds& pause) {
  LOG(warn, "load events: {}; trying again in {} ms", error.message, pause.count());
  auto shared = shared_.lock();
  changed_.wait_for(shared.underlying(), pause, [&] { return shared->stopping; });
  pause = std::min(pause * 2, options_.retry_max);
}

bool Loader::wait_until_applied(uint64_t seq, milliseconds timeout) {
  auto shared = shared_.lock();
  ++shared->waiting;
  changed_.notify_all();
  const bool applied = changed_.wait_for(shared.underlying(), timeout,
                                         [&] { return shared->metrics.applied_below >= seq; });
  --shared->waiting;
  return applied;
}

LoaderMetrics Loader::metrics() const {
  LoaderMetrics metrics = shared_.lock()->metrics;
  metrics.lag = spool_.next_seq() - std::min(spool_.next_seq(), metrics.applied_below);
  return metrics;
}

Result<Loader::Step> Loader::step() {
  const auto load_some = [this]() -> Result<Step> {
    if (!recovered_) TRY(recover());
    bool took = batch_.next_seq != batch_.first_seq || !unconfirmed_.empty();
    while (batch_.rows.size() + batch_.rekeys.size() < options_.rows_max) {
      if (!TRY(take_next())) {
        TRY(flush());
        if (!took) visits_.applied();
        return took ? Step::CaughtUp : Step::Idle;
      }
      took = true;
    }
    TRY(flush());
    return Step::Full;
  };
  Result<Step> outcome = load_some();
  if (!outcome) ++shared_.lock()->metrics.failures;
  return outcome;
}

// --- after a start ---

Result<void> Loader::recover() {
  const uint64_t applied = TRY(store_.applied_below(spool_.id()));
  const uint64_t touched = TRY(store_.touched_below(spool_.id()));
  TRY(report_stored_imports(applied));
  TRY(spool_.trim(applied, storage::Spool::Trim::Purge));
  batch_ = storage::Batch{.spool_id = spool_.id(), .first_seq = applied, .next_seq = applied};
  read_.clear();
  read_taken_ = 0;
  taking_.reset();
  dropped_.clear();
  imported_.clear();
  removals_.clear();
  unconfirmed_.clear();
  visits_.reload();
  if (touched > applied) TRY(replay(touched));
  shared_.lock()->metrics.applied_below = batch_.first_seq;
  changed_.notify_all();
  recovered_ = true;
  return {};
}

// A crash between storing rows and noting how far the import got must not bring them in twice.
Result<void> Loader::report_stored_imports(uint64_t applied_below) {
  for (uint64_t from = 0; from < applied_below && hooks_.imported;) {
    const auto entries = TRY(spool_.read(from, options_.spool_bytes_at_once));
    if (entries.empty()) break;
    for (const storage::SpoolEntry& entry : entries) {
      from = entry.seq + entry.width;
      if (entry.seq >= applied_below) return {};
      const auto decoded = storage::decode_log_entry(entry.payload);
      if (!decoded) continue;
      if (const auto* part = std::get_if<storage::ImportLogged>(&*decoded))
        TRY(hooks_.imported(part->import_id, part->resume_state));
    }
  }
  return {};
}

// Applies exactly the batch that a crash cut in two. Days whose file has it already saw its events
// twice meanwhile, so all days are read anew.
Result<void> Loader::replay(uint64_t touched_below) {
  while (batch_.next_seq < touched_below && TRY(take_next())) {
  }
  TRY(flush());
  visits_.reload();
  return {};
}

// --- taking entries in ---

// False at the end of the spool.
Result<bool> Loader::take_next() {
  if (!taking_) {
    if (read_taken_ == read_.size()) {
      const uint64_t end = spool_.next_seq();
      read_ = TRY(spool_.read(batch_.next_seq, options_.spool_bytes_at_once));
      read_taken_ = 0;
      if (read_.empty()) pass_gap(end);
    }
    if (read_.empty()) return false;
    decode(read_[read_taken_]);
  }
  TRY(take(*taking_));
  batch_.next_seq = taking_->seq + taking_->width;
  taking_.reset();
  ++read_taken_;
  return true;
}

// Numbers before the spool's end that no entry has: of failed appends, or before its first.
void Loader::pass_gap(uint64_t end) {
  if (end <= batch_.next_seq) return;
  const bool nothing_waits = batch_.next_seq == batch_.first_seq;
  batch_.next_seq = end;
  if (!nothing_waits) return;
  batch_.first_seq = end;
  shared_.lock()->metrics.applied_below = end;
  changed_.notify_all();
}

void Loader::decode(const storage::SpoolEntry& entry) {
  taking_ = Taking{.seq = entry.seq, .width = entry.width, .entry = storage::EventsLogged{}};
  Result<storage::LogEntry> decoded = storage::decode_log_entry(entry.payload);
  if (decoded && storage::width_of(*decoded) == entry.width) {
    taking_->entry = std::move(*decoded);
    return;
  }
  ++shared_.lock()->metrics.unreadable;
  LOG(error, "read spool entry {}: {}; passed over", entry.seq,
      decoded ? "its width is wrong" : decoded.error().message);
}

Result<void> Loader::take(Taking& taking) {
  if (const auto* removal = std::get_if<storage::RemovalLogged>(&taking.entry))
    return take_removal(*removal);
  TRY(carry_out_removals());
  if (const auto* choice = std::get_if<storage::ChoiceLogged>(&taking.entry))
    return take_choice(*choice, taking.seq);
  if (auto* part = std::get_if<storage::ImportLogged>(&taking.entry)) {
    TRY(take_events(taking, part->events));
    imported_.emplace_back(std::move(part->import_id), std::move(part->resume_state));
    return {};
  }
  return take_events(taking, std::get<storage::EventsLogged>(taking.entry).events);
}

Result<void> Loader::take_events(Taking& taking, std::vector<model::Event>& events) {
  const bool must_apply = std::any_of(events.begin(), events.end(), [&](const model::Event& event) {
    return visits_.needs_apply(event);
  });
  if (must_apply && taking.assigned == 0) TRY(store_batch());
  for (; taking.assigned < events.size(); ++taking.assigned) {
    model::Event& event = events[taking.assigned];
    event.seq = taking.seq + taking.assigned;
    if (erased_.contains(event.site, event.visitor)) {
      passed_erased_ = true;
      continue;
    }
    if (const VisitTable::Refusal refusal = TRY(visits_.assign(event)))
      dropped_.emplace_back(event.site, event.day, *refusal);
    else
      batch_.rows.push_back(std::move(event));
  }
  return {};
}

Result<void> Loader::take_choice(const storage::ChoiceLogged& choice, uint64_t seq) {
  if (visits_.needs_apply(choice.site, choice.visitor)) TRY(store_batch());
  if (auto rekey = TRY(visits_.choose(choice, seq))) batch_.rekeys.push_back(std::move(*rekey));
  return {};
}

// Removals that follow each other are carried out together: each rewrites whole files.
Result<void> Loader::take_removal(const storage::RemovalLogged& removal) {
  if (removals_.empty()) TRY(store_batch());
  const uint64_t rows = TRY(count_rows(removal));
  removals_.emplace_back(removal, rows);
  return {};
}

// --- storing ---

Result<void> Loader::flush() {
  TRY(carry_out_removals());
  TRY(store_batch());
  if (passed_erased_) TRY(spool_.trim(batch_.first_seq, storage::Spool::Trim::Purge));
  passed_erased_ = false;
  return confirm_removals();
}

Result<void> Loader::store_batch() {
  if (batch_.next_seq == batch_.first_seq) return {};
  TRY(store_.apply(batch_));
  for (; !imported_.empty(); imported_.erase(imported_.begin()))
    if (hooks_.imported) TRY(hooks_.imported(imported_.front().first, imported_.front().second));
  if (hooks_.dropped)
    for (const auto& [site, day, reason] : dropped_) hooks_.dropped(site, day, reason);
  const auto trimmed = spool_.trim(batch_.next_seq, storage::Spool::Trim::Lazy);
  if (!trimmed) LOG(warn, "trim the spool: {}", trimmed.error().message);
  begin_next_batch();
  return {};
}

Result<void> Loader::carry_out_removals() {
  if (removals_.empty()) return {};
  std::vector<storage::RemovalLogged> together;
  for (const auto& [removal, rows] : removals_) together.push_back(removal);
  TRY(store_.remove(together));
  for (const storage::RemovalLogged& removal : together) {
    visits_.forget(removal.site, removal.visitor);
    // An unlinked number of today stays in use by the browsers that share it.
    if (removal.how != storage::RemovalLogged::How::Unlink)
      erased_.add(removal.site, removal.visitor);
  }
  TRY(store_.apply(batch_));
  TRY(spool_.trim(batch_.next_seq, storage::Spool::Trim::Purge));
  const uint64_t end = spool_.next_seq();
  for (const auto& [removal, rows] : removals_) unconfirmed_.push_back({removal, rows, end});
  removals_.clear();
  shared_.lock()->metrics.removals += together.size();
  begin_next_batch();
  return {};
}

// Nothing is confirmed before its bytes are gone from everywhere, and what is not is asked for
// again after a crash. So a crash may forget who was removed (recently_erased.h): what had
// overtaken the removal is either dropped by now or comes before the removal that is asked for
// again.
Result<void> Loader::confirm_removals() {
  for (; !unconfirmed_.empty(); unconfirmed_.pop_front()) {
    const CarriedOut& front = unconfirmed_.front();
    if (batch_.first_seq < front.end) return {};
    if (hooks_.removed) TRY(hooks_.removed(front.removal, front.rows));
  }
  return {};
}

Result<uint64_t> Loader::count_rows(const storage::RemovalLogged& removal) {
  uint64_t count = 0;
  uint64_t after = 0;
  for (;;) {
    const auto rows = TRY(store_.rows_of(removal.site, removal.visitor, after, kRowsAtOnce));
    count += rows.size();
    if (rows.size() < kRowsAtOnce) return count;
    after = rows.back().seq;
  }
}

void Loader::begin_next_batch() {
  visits_.applied();
  auto shared = shared_.lock();
  shared->metrics.rows += batch_.rows.size();
  shared->metrics.dropped += dropped_.size();
  ++shared->metrics.batches;
  shared->metrics.applied_below = batch_.next_seq;
  batch_.first_seq = batch_.next_seq;
  batch_.rows.clear();
  batch_.rekeys.clear();
  dropped_.clear();
  changed_.notify_all();
}

}  // namespace glassjar::ingest
