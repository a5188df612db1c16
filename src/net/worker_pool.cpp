// The worker pool: one queue, its threads, and what happens to handlers that throw.
#include "net/worker_pool.h"

#include <exception>
#include <optional>
#include <typeinfo>
#include <utility>

#include "base/check.h"
#include "base/encoding.h"
#include "base/log.h"
#include "base/thread_name.h"

namespace glassjar::net {
namespace {

constexpr const char* kRetryAfterSeconds = "1";

Response run_guarded(const BlockingHandler& handler, const Request& request) {
  try {
    return handler(request);
  } catch (const std::exception& thrown) {
    // Its words may be a person's; its type says enough to find it.
    LOG(error, "request {}: handler threw {}", to_hex(request.id), typeid(thrown).name());
    return Response{.status = 500};
  }
}

}  // namespace

WorkerPool::WorkerPool(const Options& options) : queue_max_(options.queue_max) {
  CHECK(options.threads > 0);
  for (size_t i = 0; i < options.threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() { stop(); }

void WorkerPool::run(std::shared_ptr<const BlockingHandler> handler, const Request& request,
                     Responder responder) {
  {
    const auto state = state_.lock();
    if (!state->stopped && state->jobs.size() < queue_max_) {
      state->jobs.push_back({std::move(handler), &request, std::move(responder)});
      changed_.notify_one();
      return;
    }
  }
  responder(Response{.status = 503}.with("Retry-After", kRetryAfterSeconds));
}

void WorkerPool::work() {
  name_this_thread("worker");
  while (auto job = take()) {
    Response response = run_guarded(*job->handler, *job->request);
    job->responder(std::move(response));
  }
}

std::optional<WorkerPool::Job> WorkerPool::take() {
  auto state = state_.lock();
  changed_.wait(state.underlying(), [&] { return state->stopped || !state->jobs.empty(); });
  if (state->jobs.empty()) return std::nullopt;
  std::optional<Job> job(std::move(state->jobs.front()));
  state->jobs.pop_front();
  return job;
}

void WorkerPool::stop() {
  state_.lock()->stopped = true;
  changed_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

Handler on_worker(WorkerPool& pool, BlockingHandler handler) {
  auto shared = std::make_shared<const BlockingHandler>(std::move(handler));
  return [&pool, shared](const Request& request, Responder responder) {
    pool.run(shared, request, std::move(responder));
  };
}

}  // namespace glassjar::net
