// WorkerPool: a few threads for handlers that block, with a bounded queue before them.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "net/http.h"

namespace glassjar::net {

using BlockingHandler = std::function<Response(const Request&)>;

class WorkerPool {
 public:
  struct Options {
    size_t threads = 4;
    size_t queue_max = 256;  // requests that wait; one more is answered 503
  };
  explicit WorkerPool(const Options& options);
  // As stop().
  ~WorkerPool();

  // Runs `handler` on a worker and answers with what it returns; 503 with Retry-After when the
  // queue is full or the pool stopped, 500 when it throws.
  void run(std::shared_ptr<const BlockingHandler> handler, const Request& request,
           Responder responder);
  // Finishes what is queued, then joins. Safe to call twice; not from a worker.
  void stop();
  size_t queued() const { return state_.lock()->jobs.size(); }

 private:
  struct Job {
    std::shared_ptr<const BlockingHandler> handler;
    const Request* request;  // valid until the responder is called
    Responder responder;
  };
  struct State {
    std::deque<Job> jobs;
    bool stopped = false;
  };

  void work();
  std::optional<Job> take();

  const size_t queue_max_;
  Mutex<State> state_;
  std::condition_variable changed_;
  std::vector<std::thread> threads_;
};

// A route's handler that runs on `pool`, which outlives the server's run.
Handler on_worker(WorkerPool& pool, BlockingHandler handler);

}  // namespace glassjar::net
