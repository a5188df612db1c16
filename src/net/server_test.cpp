// The server over real sockets: HTTP as clients see it.
#include "net/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <future>
#include <thread>
#include <vector>

#include "base/encoding.h"
#include "net/completions.h"
#include "net/loopback.h"
#include "net/round.h"

namespace glassjar::net {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using ServerTest = LoopbackServerTest;

TEST_F(ServerTest, answers_many_requests_on_one_connection) {
  route_echo();
  start();
  RawClient client = this->client();
  for (int i = 0; i < 20; ++i) {
    const std::string text = std::to_string(i);
    EXPECT_THAT(client.ask(post("/echo", text)), EndsWith("\r\n\r\n" + text));
  }
}

TEST_F(ServerTest, answers_50_requests_of_one_write_in_order) {
  route_echo();
  start();
  std::string all;
  for (int i = 0; i < 50; ++i) all += get("/echo?" + std::to_string(i));
  RawClient client = this->client();
  client.send(all);
  for (int i = 0; i < 50; ++i)
    EXPECT_THAT(client.read_answer(), EndsWith("\r\n\r\n" + std::to_string(i)));
}

TEST_F(ServerTest, keeps_the_order_when_answers_come_late_and_from_other_threads) {
  std::vector<std::thread> threads;
  route(Method::Get, "/late", [&](const Request& request, Responder respond) {
    threads.emplace_back([&request, respond = std::move(respond)]() mutable {
      respond(Response{.body = "late" + std::string(request.query)});
    });
  });
  route_echo();
  options_.io_threads = 1;
  start();
  std::string all;
  for (int i = 0; i < 10; ++i)
    all += get("/late?" + std::to_string(i)) + get("/echo?" + std::to_string(i));
  RawClient client = this->client();
  client.send(all);
  for (int i = 0; i < 10; ++i) {
    EXPECT_THAT(client.read_answer(), EndsWith("\r\nlate" + std::to_string(i)));
    EXPECT_THAT(client.read_answer(), EndsWith("\r\n" + std::to_string(i)));
  }
  server_->stop(seconds(5));
  for (auto& thread : threads) thread.join();
}

TEST_F(ServerTest, takes_a_request_one_byte_at_a_time) {
  route_echo();
  start();
  RawClient client = this->client();
  for (const char byte : post("/echo", "abc")) ASSERT_TRUE(client.send({&byte, 1}));
  EXPECT_THAT(client.read_answer(), EndsWith("\r\n\r\nabc"));
}

TEST_F(ServerTest, takes_a_chunked_body) {
  route_echo();
  start();
  RawClient client = this->client();
  EXPECT_THAT(client.ask("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                         "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
              EndsWith("\r\n\r\nabcde"));
}

TEST_F(ServerTest, refuses_a_body_over_its_routes_limit_before_it_is_sent) {
  route_echo();
  start();
  RawClient client = this->client();
  EXPECT_THAT(client.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 413 "), HasSubstr("Connection: close"), EndsWith("\"}")));
  RawClient chunked = this->client();
  EXPECT_THAT(
      chunked.ask("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n"),
      StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTest, gets_its_refusal_through_to_a_client_that_keeps_sending) {
  route_echo();
  start();
  RawClient client = this->client();
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n");
  client.send(std::string(2'000'000, 'x'));
  EXPECT_THAT(client.read_answer(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTest, asks_for_the_body_that_waits_to_be_asked_for) {
  route_echo();
  start();
  RawClient client = this->client();
  const std::string head =
      "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
  EXPECT_EQ(client.ask(head + "3\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_THAT(client.ask("abc"), EndsWith("\r\n\r\nabc"));
  EXPECT_THAT(client.ask(head + "1001\r\n\r\n"), StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTest, closes_after_a_request_that_says_so) {
  route_echo();
  start();
  RawClient client = this->client();
  client.send("GET /echo?x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.read_to_end(), AllOf(HasSubstr("Connection: close\r\n"), EndsWith("\r\nx")));
}

TEST_F(ServerTest, speaks_http_1_0) {
  route_echo();
  start();
  RawClient closing = client();
  closing.send("GET /echo?x HTTP/1.0\r\n\r\n");
  EXPECT_THAT(closing.read_to_end(), EndsWith("\r\nx"));
  RawClient keeping = client();
  const std::string request = "GET /echo?x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
  EXPECT_THAT(keeping.ask(request), HasSubstr("Connection: keep-alive\r\n"));
  EXPECT_THAT(keeping.ask(request), EndsWith("\r\nx"));
}

TEST_F(ServerTest, answers_a_client_that_has_finished_sending) {
  route_echo();
  start();
  RawClient client = this->client();
  client.send(get("/echo?x"));
  ::shutdown(client.fd(), SHUT_WR);
  EXPECT_THAT(client.read_to_end(), EndsWith("\r\nx"));
}

TEST_F(ServerTest, answers_head_without_a_body) {
  route_echo();
  start();
  RawClient client = this->client();
  const std::string answer =
      client.ask("HEAD /echo?abc HTTP/1.1\r\nHost: a\r\n\r\n", /*has_body=*/false);
  EXPECT_THAT(answer, AllOf(HasSubstr("Content-Length: 3\r\n"), EndsWith("\r\n\r\n")));
  EXPECT_THAT(client.ask(get("/echo?next")), EndsWith("\r\n\r\nnext"));
}

TEST_F(ServerTest, names_each_answer_with_a_request_id) {
  std::atomic<uint64_t> id{0};
  route(Method::Get, "/id", [&](const Request& request, Responder respond) {
    id = request.id;
    respond(Response{});
  });
  start();
  RawClient client = this->client();
  const std::string answer = client.ask(get("/id"));
  EXPECT_THAT(answer, HasSubstr("X-Request-Id: " + to_hex(id.load()) + "\r\n"));
  EXPECT_THAT(client.ask(get("/id")),
              Not(HasSubstr(answer.substr(answer.find("X-Request-Id"), 30))));
}

TEST_F(ServerTest, shows_errors_as_json_with_the_request_id) {
  route_echo();
  start();
  RawClient client = this->client();
  EXPECT_THAT(client.ask(get("/nowhere")),
              AllOf(StartsWith("HTTP/1.1 404 Not Found\r\n"),
                    HasSubstr("{\"error\":\"Not Found\",\"request_id\":\"")));
  EXPECT_THAT(client.ask("PUT /echo HTTP/1.1\r\nHost: a\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, HEAD, POST, OPTIONS\r\n")));
  EXPECT_THAT(client.ask(post("/nowhere", "body")), StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(client.ask("GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
}

TEST_F(ServerTest, adds_security_fields_unless_the_answer_has_its_own) {
  route(Method::Get, "/own", [](const Request&, Responder respond) {
    respond(Response{}.with("Content-Security-Policy", "default-src 'self'"));
  });
  start();
  RawClient client = this->client();
  const std::string answer = client.ask(get("/own"));
  EXPECT_THAT(answer, AllOf(HasSubstr("X-Content-Type-Options: nosniff\r\n"),
                            HasSubstr("Referrer-Policy: no-referrer\r\n"),
                            HasSubstr("Content-Security-Policy: default-src 'self'\r\n")));
  EXPECT_THAT(answer, AllOf(Not(HasSubstr("frame-ancestors")), Not(HasSubstr("Strict-Transport"))));
}

TEST_F(ServerTest, lets_the_hook_answer_options) {
  route_echo();
  router_.answer_options([](const Request&, std::string_view allow) {
    return Response{.status = 204}.with("X-Allowed", std::string(allow));
  });
  start();
  RawClient client = this->client();
  EXPECT_THAT(client.ask("OPTIONS /echo HTTP/1.1\r\nHost: a\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 204 "), HasSubstr("X-Allowed: GET, HEAD, POST, OPTIONS")));
}

TEST_F(ServerTest, answers_500_when_a_handler_throws) {
  route(Method::Get, "/throw",
        [](const Request&, Responder) { throw std::runtime_error("secret"); });
  route_echo();
  start();
  RawClient client = this->client();
  EXPECT_THAT(
      client.ask(get("/throw")),
      AllOf(StartsWith("HTTP/1.1 500 "), HasSubstr("Internal error"), Not(HasSubstr("secret"))));
  EXPECT_THAT(client.ask(get("/echo?on")), EndsWith("\r\non"));
}

TEST_F(ServerTest, answers_500_when_a_handler_drops_its_responder) {
  route(Method::Get, "/drop", [](const Request&, Responder) {});
  start();
  EXPECT_THAT(client().ask(get("/drop")), StartsWith("HTTP/1.1 500 "));
}

TEST_F(ServerTest, sends_a_large_body_whole_to_a_slow_reader) {
  const std::string large(8 << 20, 'x');
  route(Method::Get, "/large",
        [&](const Request&, Responder respond) { respond(Response{.body = large}); });
  route_echo();
  start();
  RawClient client = this->client();
  client.send(get("/large") + get("/echo?behind"));
  std::this_thread::sleep_for(milliseconds(50));
  EXPECT_THAT(client.read_answer().size(), ::testing::Gt(large.size()));
  EXPECT_THAT(client.read_answer(), EndsWith("\r\nbehind"));
}

TEST_F(ServerTest, serves_many_connections_at_once) {
  route_echo();
  start();
  std::deque<RawClient> clients;
  for (int i = 0; i < 200; ++i) clients.emplace_back(server_->port());
  for (size_t i = 0; i < clients.size(); ++i) clients[i].send(get("/echo?" + std::to_string(i)));
  for (size_t i = 0; i < clients.size(); ++i)
    EXPECT_THAT(clients[i].read_answer(), EndsWith("\r\n\r\n" + std::to_string(i)));
  EXPECT_THAT(metrics_.text(),
              AllOf(HasSubstr("glassjar_http_connections_open 200\n"),
                    HasSubstr("glassjar_http_requests_total{class=\"2xx\"} 200\n")));
}

TEST_F(ServerTest, survives_an_answer_to_a_client_that_is_gone) {
  std::promise<Responder> kept;
  route(Method::Get, "/slow",
        [&](const Request&, Responder respond) { kept.set_value(std::move(respond)); });
  route_echo();
  start();
  RawClient leaving = client();
  leaving.send(get("/slow"));
  Responder respond = kept.get_future().get();
  const linger reset{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(leaving.fd(), SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
  leaving.close();
  respond(Response{.body = std::string(1 << 20, 'x')});
  EXPECT_THAT(client().ask(get("/echo?on")), EndsWith("\r\non"));
}

TEST_F(ServerTest, takes_a_held_batch_of_answers_from_another_thread) {
  Mutex<std::vector<Responder>> waiting;
  std::promise<void> all_here;
  route(Method::Get, "/batch", [&](const Request&, Responder respond) {
    auto list = waiting.lock();
    list->push_back(std::move(respond));
    if (list->size() == 20) all_here.set_value();
  });
  start();
  std::deque<RawClient> clients;
  for (int i = 0; i < 20; ++i) clients.emplace_back(server_->port()).send(get("/batch"));
  all_here.get_future().wait();
  {
    const HeldCompletions held;
    for (Responder& respond : *waiting.lock()) respond(Response{.status = 202});
  }
  for (RawClient& client : clients) EXPECT_THAT(client.read_answer(), StartsWith("HTTP/1.1 202 "));
}

TEST_F(ServerTest, does_what_is_left_for_the_rounds_end_behind_the_rounds_requests) {
  std::string order;
  route(Method::Get, "/note", [&](const Request& request, Responder respond) {
    if (order.empty()) at_end_of_round([&] { order += "end"; });
    order += request.query;
    respond(Response{});
  });
  options_.io_threads = 1;
  start();
  RawClient client = this->client();
  client.send(get("/note?1") + get("/note?2") + get("/note?3"));
  for (int i = 0; i < 3; ++i) EXPECT_THAT(client.read_answer(), StartsWith("HTTP/1.1 200 "));
  server_->stop(seconds(5));
  EXPECT_EQ(order, "123end");
}

TEST_F(ServerTest, leaves_nothing_for_later_on_a_thread_without_rounds) {
  bool done = false;
  at_end_of_round([&] { done = true; });
  EXPECT_TRUE(done);
}

TEST_F(ServerTest, says_which_address_it_cannot_listen_on) {
  start();
  for (const std::string& address :
       {std::string("127.0.0.1"), std::string("localhost:80"), std::string("127.0.0.1:99999"),
        "127.0.0.1:" + std::to_string(server_->port())}) {
    ServerOptions options;
    options.listen = {address};
    const auto opened = Server::open(options, Router(), clock_, random_, metrics_);
    ASSERT_FALSE(opened) << address;
    EXPECT_THAT(opened.error().message, HasSubstr("\"" + address + "\""));
  }
}

}  // namespace
}  // namespace glassjar::net
