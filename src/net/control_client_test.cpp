// The control socket, from both ends.
#include "net/control_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <future>

#include "net/loopback.h"

namespace glassjar::net {
namespace {

class ControlClientTest : public LoopbackServerTest {
 protected:
  ControlClientTest()
      : folder_(std::filesystem::temp_directory_path() /
                ("net_control_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
    options_.control_socket = folder_ / "control.sock";
    const Handler echo = [](const Request& request, Responder respond) {
      respond(Response{.status = request.peer->is_control ? 201 : 403,
                       .body = std::string(request.field("X-One")) + std::string(request.body)});
    };
    route(Method::Post, "/who", echo, 1 << 20);
  }
  ~ControlClientTest() override { std::filesystem::remove_all(folder_); }

  const std::filesystem::path folder_;
};

TEST_F(ControlClientTest, asks_many_times_over_one_connection) {
  start();
  auto client = ControlClient::connect(options_.control_socket, {});
  ASSERT_TRUE(client) << client.error().message;
  for (const size_t bytes : {0U, 3U, 500'000U, 5U}) {
    const std::string body(bytes, 'b');
    const auto answer = client->call(
        {.method = "POST", .target = "/who", .body = body, .fields = {{"X-One", "1"}}});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 201);
    EXPECT_EQ(answer->body, "1" + body);
  }
}

TEST_F(ControlClientTest, a_tcp_client_is_not_in_control) {
  start();
  EXPECT_THAT(client().ask(post("/who", "")), ::testing::StartsWith("HTTP/1.1 403 "));
}

TEST_F(ControlClientTest, only_the_owner_may_open_the_socket) {
  start();
  struct stat found{};
  ASSERT_EQ(::stat(options_.control_socket.c_str(), &found), 0);
  EXPECT_TRUE(S_ISSOCK(found.st_mode));
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  server_->stop(seconds(5));
  EXPECT_FALSE(std::filesystem::exists(options_.control_socket));
}

TEST_F(ControlClientTest, replaces_a_socket_that_a_crash_left_behind) {
  std::ofstream(options_.control_socket) << "stale";
  start();
  EXPECT_TRUE(ControlClient::connect(options_.control_socket, {}));
}

TEST_F(ControlClientTest, says_that_no_server_runs) {
  const auto client = ControlClient::connect(options_.control_socket, {});
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().code, ErrorCode::NotFound);
}

TEST_F(ControlClientTest, gives_up_when_the_answer_does_not_come) {
  std::promise<Responder> kept;
  route(Method::Get, "/never",
        [&](const Request&, Responder respond) { kept.set_value(std::move(respond)); });
  start();
  auto client = ControlClient::connect(options_.control_socket, {.timeout = milliseconds(50)});
  ASSERT_TRUE(client);
  const auto answer = client->call({.target = "/never"});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::Unavailable);
  const Responder dropped = kept.get_future().get();
}

TEST_F(ControlClientTest, refuses_an_answer_over_its_limit) {
  start();
  auto client = ControlClient::connect(options_.control_socket, {.body_bytes_max = 10});
  ASSERT_TRUE(client);
  const auto answer = client->call({.method = "POST", .target = "/who", .body = "12345678901"});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::TooLarge);
}

TEST_F(ControlClientTest, a_target_cannot_carry_a_second_request) {
  start();
  auto client = ControlClient::connect(options_.control_socket, {});
  ASSERT_TRUE(client);
  EXPECT_FALSE(client->call({.target = "/ HTTP/1.1\r\nX: y"}));
}

}  // namespace
}  // namespace glassjar::net
