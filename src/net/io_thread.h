// IoThread: one io_context, the connections that live on it, and the answers that other threads
// hand to it. Private to net.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/mutex.h"
#include "net/http.h"
#include "net/service.h"

namespace glassjar::net {

class Connection;

// Unless said otherwise, its functions are for its own thread. Connections hold it, so that a
// Responder that outlives the server still has somewhere to go; Service does not outlive the
// server, and is not touched once run() has returned.
class IoThread : public std::enable_shared_from_this<IoThread> {
 public:
  using Executor = boost::asio::io_context::executor_type;
  using Timer = boost::asio::basic_waitable_timer<
      std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

  IoThread(Service& service, uint64_t id_seed);
  ~IoThread();

  boost::asio::io_context& context() { return context_; }
  Service& service() { return service_; }

  // The body of the thread: returns after finish() or abort(), when the last connection is gone.
  void run();
  // Whether the calling thread is inside run(). From any thread.
  bool is_current() const;

  // Hands an answer to its connection's thread; only the first one of a batch wakes it. Dropped
  // when run() has returned. From any thread.
  void enqueue(std::shared_ptr<Connection> connection, Response&& response);
  // From any thread, for HeldCompletions: wakes the thread to take what was enqueued.
  void wake();

  // The connection is counted as open already, by whoever accepted it.
  void add(std::shared_ptr<Connection> connection);
  void remove(Connection& connection);
  // Answers what is in flight, then lets run() return.
  void finish();
  // Closes every connection now.
  void abort();
  bool finishing() const { return finishing_; }

  uint64_t next_request_id();
  std::string_view date();
  std::chrono::steady_clock::time_point now() const { return service_.clock.monotonic(); }

 private:
  struct Completion {
    std::shared_ptr<Connection> connection;
    Response response;
  };
  struct Completions {
    std::vector<Completion> waiting;
    bool closed = false;
  };

  void drain();
  void sweep_later();
  void sweep();
  void leave_if_done();

  Service& service_;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<Executor> work_;
  Timer sweep_timer_;
  std::unordered_set<std::shared_ptr<Connection>> connections_;
  Mutex<Completions> completions_;
  std::vector<Completion> draining_;  // reused
  bool finishing_ = false;
  int sweeps_since_finish_ = 0;
  uint64_t request_ids_;
  int64_t date_second_ = 0;
  std::string date_;
};

}  // namespace glassjar::net
