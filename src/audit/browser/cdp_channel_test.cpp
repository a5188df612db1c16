// The DevTools pipe: framing in any pieces, calls beside events, and browsers that misbehave.
#include "audit/browser/cdp_channel.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <thread>

#include "audit/json_fields.h"

namespace glassjar::audit::browser {
namespace {

namespace json = boost::json;

// The browser's ends of the two pipes.
class CdpChannelTest : public testing::Test {
 protected:
  CdpChannelTest() { channel_ = connect(nullptr); }

  // A channel over new pipes.
  std::unique_ptr<CdpChannel> connect(const Interruption* interruption) {
    std::array<int, 2> commands{};
    std::array<int, 2> answers{};
    EXPECT_EQ(::pipe2(commands.data(), O_CLOEXEC), 0);
    EXPECT_EQ(::pipe2(answers.data(), O_CLOEXEC), 0);
    commands_ = FileDescriptor(commands[0]);
    answers_ = FileDescriptor(answers[1]);
    return std::make_unique<CdpChannel>(FileDescriptor(commands[1]), FileDescriptor(answers[0]),
                                        clock_, interruption);
  }

  // A bar stands for the zero byte that ends a message.
  void say(std::string text) {
    std::replace(text.begin(), text.end(), '|', '\0');
    ASSERT_EQ(::write(answers_.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  // One message that the channel has sent.
  json::object hear() {
    std::string text;
    char c = 0;
    while (::read(commands_.get(), &c, 1) == 1 && c != '\0') text += c;
    return json::parse(text).as_object();
  }
  CdpChannel::Deadline soon() { return clock_.monotonic() + milliseconds(50); }

  SystemClock clock_;
  FileDescriptor commands_;
  FileDescriptor answers_;
  std::unique_ptr<CdpChannel> channel_;
};

TEST_F(CdpChannelTest, a_call_gets_its_own_answer_and_events_get_to_the_handler) {
  std::vector<std::string> events;
  channel_->on_event([&](const CdpEvent& event) {
    events.push_back(std::string(event.method) + "@" + std::string(event.session));
  });
  say("{\"method\":\"A.one\",\"params\":{}}|{\"id\":77,\"result\":{\"x\":2}}|"
      "{\"id\":1,\"result\":{\"x\":1}}|{\"method\":\"A.two\",\"sessionId\":\"S\"}|");
  const auto answer = channel_->call("B.do", {{"y", 3}}, "T");
  ASSERT_TRUE(answer.has_value()) << answer.error().message;
  EXPECT_EQ(number_field(*answer, "x"), 1);
  ASSERT_TRUE(channel_->listen(soon(), [] { return false; }).has_value());
  EXPECT_EQ(events, (std::vector<std::string>{"A.one@", "A.two@S"}));
  EXPECT_EQ(json::serialize(hear()),
            R"({"id":1,"method":"B.do","params":{"y":3},"sessionId":"T"})");
}

TEST_F(CdpChannelTest, messages_may_come_in_any_pieces) {
  int events = 0;
  channel_->on_event([&](const CdpEvent& event) { events += event.method == "A.b" ? 1 : 0; });
  const std::string stream = "{\"method\":\"A.b\"}|{\"method\":\"A.b\"}|";
  for (const char c : stream) {
    say(std::string(1, c));
    ASSERT_TRUE(
        channel_->listen(clock_.monotonic() + milliseconds(2), [] { return false; }).has_value());
  }
  EXPECT_EQ(events, 2);
}

TEST_F(CdpChannelTest, what_is_no_message_is_passed_over) {
  int events = 0;
  channel_->on_event([&](const CdpEvent&) { ++events; });
  say("|not json|[]|{\"id\":\"1\",\"result\":{}}|{\"id\":1,\"result\":{}}|");
  EXPECT_TRUE(channel_->call("A.b").has_value());
  EXPECT_EQ(events, 0);
}

TEST_F(CdpChannelTest, a_refusal_has_the_browsers_words) {
  say("{\"id\":1,\"error\":{\"code\":-32000,\"message\":\"No such frame\"}}|");
  const auto answer = channel_->call("A.b");
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(answer.error().message, "browser: A.b: No such frame");
}

TEST_F(CdpChannelTest, the_end_of_the_browser_is_an_error) {
  answers_ = FileDescriptor();
  const auto answer = channel_->call("A.b");
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, ErrorCode::Unavailable);
}

TEST_F(CdpChannelTest, listening_ends_at_the_deadline) {
  const auto heard = channel_->listen(soon(), [] { return false; });
  ASSERT_TRUE(heard.has_value());
  EXPECT_FALSE(*heard);
}

TEST_F(CdpChannelTest, a_message_larger_than_the_pipe_is_sent_whole) {
  const std::string large(1 << 20, 'x');
  size_t heard = 0;
  std::thread browser([&] { heard = text_field(object_field(hear(), "params"), "text").size(); });
  EXPECT_TRUE(channel_->send("A.b", {{"text", large}}).has_value());
  browser.join();
  EXPECT_EQ(heard, large.size());
}

TEST_F(CdpChannelTest, an_interruption_ends_what_waits_and_still_lets_messages_out) {
  const Interruption interruption = Interruption::watch().value();
  const auto channel = connect(&interruption);
  ::raise(SIGINT);
  const auto begin = clock_.monotonic();
  for (const auto& failed : {channel->listen(begin + seconds(20), [] { return false; }).error(),
                             channel->call("A.do").error()}) {
    EXPECT_EQ(failed.code, ErrorCode::Unavailable);
    EXPECT_EQ(failed.message, "browser: interrupted");
  }
  EXPECT_LT(clock_.monotonic(), begin + seconds(10));
  EXPECT_EQ(text_field(hear(), "method"), "A.do");
  ASSERT_TRUE(channel->send("Browser.close").has_value());
  EXPECT_EQ(text_field(hear(), "method"), "Browser.close");
}

}  // namespace
}  // namespace glassjar::audit::browser
