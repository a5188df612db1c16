// The server's limits in time and number, and its end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <future>
#include <optional>
#include <thread>

#include "net/loopback.h"

namespace glassjar::net {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

using ServerLimitsTest = LoopbackServerTest;

constexpr milliseconds kShort{100};

TEST_F(ServerLimitsTest, cuts_off_a_slow_head) {
  route_echo();
  options_.deadlines.header = kShort;
  start();
  RawClient client = this->client();
  client.send("GET /echo HTTP/1.1\r\n");
  EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 408 "));
}

TEST_F(ServerLimitsTest, does_not_extend_the_heads_time_for_single_bytes) {
  route_echo();
  options_.deadlines.header = kShort;
  start();
  RawClient client = this->client();
  bool cut_off = false;
  for (int i = 0; i < 1000 && !cut_off; ++i) {
    char answered = 0;
    cut_off = !client.send("G") || ::recv(client.fd(), &answered, 1, MSG_DONTWAIT | MSG_PEEK) >= 0;
    std::this_thread::sleep_for(milliseconds(5));
  }
  EXPECT_TRUE(cut_off);
}

TEST_F(ServerLimitsTest, cuts_off_a_slow_body) {
  route_echo();
  options_.deadlines.body = kShort;
  start();
  RawClient client = this->client();
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 408 "));
}

TEST_F(ServerLimitsTest, closes_a_connection_that_is_idle) {
  route_echo();
  options_.deadlines.idle = kShort;
  start();
  RawClient client = this->client();
  EXPECT_THAT(client.ask(get("/echo?x")), EndsWith("\r\nx"));
  EXPECT_TRUE(client.at_end());
}

TEST_F(ServerLimitsTest, closes_a_connection_that_never_asks) {
  options_.deadlines.header = kShort;
  start();
  RawClient client = this->client();
  EXPECT_TRUE(client.at_end());
}

TEST_F(ServerLimitsTest, gives_up_on_a_client_that_does_not_read) {
  const std::string large(32 << 20, 'x');
  route(Method::Get, "/large",
        [&](const Request&, Responder respond) { respond(Response{.static_body = large}); });
  options_.deadlines.write = kShort;
  options_.deadlines.rate_min_bytes_per_second = size_t{1} << 30;
  start();
  RawClient client = this->client();
  client.send(get("/large"));
  std::this_thread::sleep_for(milliseconds(400));
  EXPECT_LT(client.read_answer().size(), large.size());
}

TEST_F(ServerLimitsTest, refuses_connections_over_their_limit) {
  route_echo();
  options_.connections_max = 2;
  start();
  RawClient first = client();
  RawClient second = client();
  EXPECT_THAT(first.ask(get("/echo?1")), EndsWith("1"));
  EXPECT_THAT(second.ask(get("/echo?2")), EndsWith("2"));
  RawClient third = client();
  EXPECT_THAT(third.read_to_end(), AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("Retry-After"),
                                         HasSubstr("request_id")));
  first.close();
  std::string answer;
  for (int i = 0; i < 500 && !answer.starts_with("HTTP/1.1 200"); ++i) {
    answer = client().ask(get("/echo?4"));
    std::this_thread::sleep_for(milliseconds(2));
  }
  EXPECT_THAT(answer, EndsWith("4"));
}

TEST_F(ServerLimitsTest, answers_what_is_in_flight_when_it_stops) {
  std::optional<std::thread> late;
  std::promise<void> begun;
  route(Method::Get, "/late", [&](const Request&, Responder respond) {
    late.emplace([respond = std::move(respond)]() mutable {
      std::this_thread::sleep_for(milliseconds(200));
      respond(Response{.body = "late"});
    });
    begun.set_value();
  });
  route_echo();
  start();
  RawClient idle = client();
  EXPECT_THAT(idle.ask(get("/echo?x")), EndsWith("x"));
  RawClient waiting = client();
  waiting.send(get("/late"));
  begun.get_future().wait();
  const auto stop_began = clock_.monotonic();
  server_->stop(seconds(10));
  EXPECT_LT(clock_.monotonic() - stop_began, seconds(5));
  EXPECT_THAT(waiting.read_to_end(),
              AllOf(HasSubstr("Connection: close\r\n"), EndsWith("\r\nlate")));
  EXPECT_TRUE(idle.at_end());
  EXPECT_FALSE(client().connected());
  late->join();
}

TEST_F(ServerLimitsTest, stops_without_an_answer_when_patience_ends) {
  std::promise<Responder> kept;
  route(Method::Get, "/never",
        [&](const Request&, Responder respond) { kept.set_value(std::move(respond)); });
  start();
  RawClient client = this->client();
  client.send(get("/never"));
  Responder respond = kept.get_future().get();
  server_->stop(milliseconds(50));
  EXPECT_TRUE(client.at_end());
  server_.reset();
  respond(Response{.body = "nobody is there"});  // safe, even when the server is gone
}

TEST_F(ServerLimitsTest, may_never_start) {
  const auto opened = Server::open(options_, std::move(router_), clock_, random_, metrics_);
  ASSERT_TRUE(opened);
  EXPECT_NE((*opened)->port(), 0);
}

}  // namespace
}  // namespace glassjar::net
