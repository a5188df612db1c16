// The worker pool: answers from its threads, a bounded queue, handlers that throw, its end.
#include "net/worker_pool.h"

#include <gtest/gtest.h>

#include <future>
#include <stdexcept>

namespace glassjar::net {
namespace {

// Gives the response it was answered with.
class Waiting : public Responder::Target {
 public:
  void respond(Response&& response) override { answer_.set_value(std::move(response)); }
  Response wait() { return answer_.get_future().get(); }

 private:
  std::promise<Response> answer_;
};

std::shared_ptr<Waiting> ask(const Handler& handler, const Request& request) {
  auto waiting = std::make_shared<Waiting>();
  handler(request, Responder(waiting));
  return waiting;
}

TEST(WorkerPool, answers_with_what_the_handler_returns) {
  WorkerPool pool({.threads = 2});
  const Handler handler = on_worker(
      pool, [](const Request& request) { return Response{.body = std::string(request.path)}; });
  const Request request{.path = "/a"};
  EXPECT_EQ(ask(handler, request)->wait().body, "/a");
}

TEST(WorkerPool, answers_503_when_its_queue_is_full) {
  WorkerPool pool({.threads = 1, .queue_max = 1});
  std::promise<void> begun;
  std::promise<void> go;
  const Request request;
  const auto busy = ask(on_worker(pool,
                                  [&](const Request&) {
                                    begun.set_value();
                                    go.get_future().wait();
                                    return Response{};
                                  }),
                        request);
  begun.get_future().wait();
  const Handler quick = on_worker(pool, [](const Request&) { return Response{.status = 201}; });
  const auto queued = ask(quick, request);
  EXPECT_EQ(pool.queued(), 1U);
  const Response refused = ask(quick, request)->wait();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.fields.front().first, "Retry-After");
  go.set_value();
  EXPECT_EQ(busy->wait().status, 200);
  EXPECT_EQ(queued->wait().status, 201);
}

TEST(WorkerPool, answers_500_when_a_handler_throws) {
  WorkerPool pool({.threads = 1});
  const Handler handler =
      on_worker(pool, [](const Request&) -> Response { throw std::runtime_error("words"); });
  const Response answer = ask(handler, Request{})->wait();
  EXPECT_EQ(answer.status, 500);
  EXPECT_TRUE(answer.body.empty());
}

TEST(WorkerPool, finishes_what_is_queued_before_it_stops) {
  WorkerPool pool({.threads = 1});
  const Handler handler = on_worker(pool, [](const Request&) { return Response{.status = 201}; });
  const Request request;
  std::vector<std::shared_ptr<Waiting>> answers;
  for (int i = 0; i < 50; ++i) answers.push_back(ask(handler, request));
  pool.stop();
  for (const auto& answer : answers) EXPECT_EQ(answer->wait().status, 201);
  EXPECT_EQ(ask(handler, request)->wait().status, 503);
}

}  // namespace
}  // namespace glassjar::net
