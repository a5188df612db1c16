// A server that does nothing but HTTP, to measure `net` beside nginx answering 204.
//
//   http_echo_bench PORT           answers POST /api/event at once
//   http_echo_bench PORT deferred  answers from another thread, in batches, as after a commit
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "net/completions.h"
#include "net/server.h"

namespace glassjar::net {
namespace {

// Stands in for the spool's commit thread: takes all that waits, then answers it together.
class Committer {
 public:
  Committer() : thread_([this] { work(); }) {}
  ~Committer() {
    state_.lock()->stopped = true;
    changed_.notify_one();
    thread_.join();
  }
  void add(Responder respond) {
    state_.lock()->waiting.push_back(std::move(respond));
    changed_.notify_one();
  }

 private:
  struct State {
    std::vector<Responder> waiting;
    bool stopped = false;
  };

  void work() {
    std::vector<Responder> batch;
    for (;;) {
      {
        auto state = state_.lock();
        changed_.wait(state.underlying(),
                      [&] { return state->stopped || !state->waiting.empty(); });
        if (state->stopped) return;
        batch.swap(state->waiting);
      }
      const HeldCompletions held;
      for (Responder& respond : batch)
        respond(Response{.status = 202, .content_type = "text/plain", .body = "ok"});
      batch.clear();
    }
  }

  Mutex<State> state_;
  std::condition_variable changed_;
  std::thread thread_;
};

int run(const std::string& port, bool is_deferred) {
  Committer committer;
  Router router;
  router.add({.method = Method::Post,
              .pattern = "/api/event",
              .handler = [&](const Request&, Responder respond) {
                if (is_deferred)
                  committer.add(std::move(respond));
                else
                  respond(Response{.status = 202, .content_type = "text/plain", .body = "ok"});
              }});
  SystemClock clock;
  SystemRandom random;
  Metrics metrics;
  ServerOptions options;
  options.listen = {"127.0.0.1:" + port};
  auto server = Server::open(std::move(options), std::move(router), clock, random, metrics);
  if (!server) {
    std::fprintf(stderr, "%s\n", server.error().message.c_str());
    return 1;
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  (*server)->start();
  int signal = 0;
  sigwait(&signals, &signal);
  (*server)->stop(seconds(1));
  return 0;
}

}  // namespace
}  // namespace glassjar::net

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: http_echo_bench PORT [deferred]\n");
    return 2;
  }
  return glassjar::net::run(arguments[1],
                            count > 2 && std::string_view(arguments[2]) == "deferred");
}
