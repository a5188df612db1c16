// The I/O thread: its sweep over deadlines, and the hand-over of answers.
#include "net/io_thread.h"

#include <boost/asio/post.hpp>
#include <utility>

#include "base/check.h"
#include "net/completions.h"
#include "net/connection.h"
#include "net/round.h"

namespace glassjar::net {
namespace {

thread_local IoThread* current_thread = nullptr;
thread_local HeldCompletions* current_held = nullptr;

// While the server stops, connections are looked at more often than in quiet times.
constexpr milliseconds kSweepWhileFinishing{20};
// A request already on its way when the stop came has this many sweeps to arrive.
constexpr int kSweepsUntilIdleIsClosed = 2;

// One round of SplitMix64: neighbouring counters give unlike ids.
uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

}  // namespace

IoThread::IoThread(Service& service, uint64_t id_seed)
    : service_(service),
      context_(1),
      work_(context_.get_executor()),
      sweep_timer_(context_),
      request_ids_(id_seed) {}

IoThread::~IoThread() = default;

void IoThread::run() {
  current_thread = this;
  sweep_later();
  context_.run();
  current_thread = nullptr;
  Completions left;
  {
    const auto completions = completions_.lock();
    completions->closed = true;
    left.waiting.swap(completions->waiting);
  }
}

bool IoThread::is_current() const { return current_thread == this; }

void IoThread::enqueue(std::shared_ptr<Connection> connection, Response&& response) {
  bool first = false;
  {
    const auto completions = completions_.lock();
    if (completions->closed) return;
    first = completions->waiting.empty();
    completions->waiting.push_back({std::move(connection), std::move(response)});
  }
  if (!first) return;
  if (HeldCompletions* const held = HeldCompletions::current())
    held->wake_later(shared_from_this());
  else
    wake();
}

void IoThread::wake() {
  boost::asio::post(context_, [this] { drain(); });
}

void IoThread::drain() {
  completions_.lock()->waiting.swap(draining_);
  for (Completion& completion : draining_)
    completion.connection->answer_later(std::move(completion.response));
  draining_.clear();
}

void IoThread::add(std::shared_ptr<Connection> connection) {
  connections_.insert(std::move(connection));
}

void IoThread::remove(Connection& connection) {
  if (connections_.erase(connection.shared_from_this()) == 1) --*service_.connections_open;
  leave_if_done();
}

void IoThread::finish() {
  finishing_ = true;
  sweep_timer_.cancel();  // its handler takes up the quicker pace
  leave_if_done();
}

void IoThread::abort() {
  finishing_ = true;
  const auto connections = connections_;  // close() takes them out of the set
  for (const auto& connection : connections) connection->close();
  leave_if_done();
}

void IoThread::leave_if_done() {
  if (!finishing_ || !connections_.empty()) return;
  work_.reset();
  sweep_timer_.cancel();
}

void IoThread::sweep_later() {
  sweep_timer_.expires_after(finishing_ ? kSweepWhileFinishing : service_.options.deadlines.sweep);
  sweep_timer_.async_wait([this](const boost::system::error_code&) { sweep(); });
}

void IoThread::sweep() {
  if (finishing_ && connections_.empty()) return;
  if (finishing_) ++sweeps_since_finish_;
  const bool close_idle = sweeps_since_finish_ >= kSweepsUntilIdleIsClosed;
  const auto time = now();
  std::vector<std::shared_ptr<Connection>> late;
  for (const auto& connection : connections_)
    if (connection->deadline() < time || (close_idle && connection->is_idle()))
      late.push_back(connection);
  for (const auto& connection : late) connection->expire();
  sweep_later();
}

uint64_t IoThread::next_request_id() {
  const uint64_t id = mix(request_ids_ += 0x9e3779b97f4a7c15U);
  return id == 0 ? 1 : id;
}

std::string_view IoThread::date() {
  const auto now_seconds =
      std::chrono::floor<std::chrono::seconds>(service_.clock.now()).time_since_epoch().count();
  if (now_seconds != date_second_) {
    date_second_ = now_seconds;
    date_ = http_date(now_seconds);
  }
  return date_;
}

// The events of a round are queued all at once, so that what is posted now runs behind them.
void at_end_of_round(std::function<void()> work) {
  if (current_thread == nullptr) return work();
  boost::asio::post(current_thread->context(), std::move(work));
}

HeldCompletions::HeldCompletions() : outer_(std::exchange(current_held, this)) {
  CHECK(current_thread == nullptr);
}

HeldCompletions::~HeldCompletions() {
  current_held = outer_;
  for (const auto& thread : threads_) thread->wake();
}

HeldCompletions* HeldCompletions::current() { return current_held; }

void HeldCompletions::wake_later(std::shared_ptr<IoThread> thread) {
  threads_.push_back(std::move(thread));
}

}  // namespace glassjar::net
