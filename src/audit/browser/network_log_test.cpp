// Network events as Chromium sends them: hops of redirects, raw headers before and after their
// request, cookies taken and refused.
#include "audit/browser/network_log.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace glassjar::audit::browser {
namespace {

class NetworkLogTest : public testing::Test {
 protected:
  NetworkLogTest() {
    log_.set_main_frame("main");
    log_.set_moment(Moment{.consent = Consent::Before, .page = "https://a.example/"});
  }
  void tell(std::string_view method, std::string_view params) {
    const boost::json::value value = boost::json::parse(params);
    log_.handle({.method = method, .params = value.as_object(), .session = "S"});
  }
  void request(std::string_view rest) {
    tell("Network.requestWillBeSent",
         R"({"requestId":"1","frameId":"main",)" + std::string(rest) + "}");
  }

  Observation seen_;
  NetworkLog log_{seen_};
};

TEST_F(NetworkLogTest, raw_headers_go_to_their_hop_whenever_they_come) {
  tell("Network.requestWillBeSentExtraInfo",
       R"({"requestId":"1","headers":{"Referer":"https://a.example/"},"associatedCookies":[
          {"blockedReasons":[],"cookie":{"name":"a","value":"1"}},
          {"blockedReasons":["SameSiteStrict"],"cookie":{"name":"b","value":"2"}}]})");
  request(
      R"("type":"Image","request":{"url":"https://t.example/1","method":"GET"},"wallTime":1700000000.25,
            "initiator":{"type":"script","stack":{"callFrames":[{"url":"https://a.example/x.js"}]}})");
  tell("Network.responseReceivedExtraInfo",
       R"({"requestId":"1","headers":{"set-cookie":"u=1; Secure\nv=2"},
           "blockedCookies":[{"blockedReasons":["UserPreferences"],"cookieLine":"v=2"}]})");
  request(R"("type":"Image","redirectHasExtraInfo":true,"redirectResponse":{"status":302},
            "request":{"url":"https://u.example/2","method":"GET"})");
  tell("Network.responseReceivedExtraInfo", R"({"requestId":"1","headers":{"Set-Cookie":"w=3"}})");
  tell("Network.responseReceived", R"({"requestId":"1","response":{"status":200}})");
  ASSERT_EQ(seen_.requests.size(), 2U);
  const Request& first = seen_.requests[0];
  EXPECT_EQ(first.status, 302);
  EXPECT_EQ(first.location, "https://u.example/2");
  EXPECT_EQ(first.referer, "https://a.example/");
  EXPECT_EQ(first.asked_by, "https://a.example/x.js");
  EXPECT_EQ(first.cookies, (std::vector<NameValue>{{"a", "1"}}));
  EXPECT_EQ(first.at.time->time_since_epoch(), microseconds(1'700'000'000'250'000));
  EXPECT_EQ(seen_.requests[1].status, 200);
  ASSERT_EQ(seen_.cookies_set.size(), 3U);
  EXPECT_EQ(seen_.cookies_set[0].refused, "");
  EXPECT_EQ(seen_.cookies_set[1].line, "v=2");
  EXPECT_EQ(seen_.cookies_set[1].refused, "blocked by the browser's settings");
  EXPECT_EQ(seen_.cookies_set[2].setter, "https://u.example/2");
}

TEST_F(NetworkLogTest, a_redirect_inside_the_browser_takes_no_raw_headers) {
  request(R"("type":"Document","request":{"url":"http://a.example/","method":"GET"})");
  request(R"("type":"Document","redirectHasExtraInfo":false,"redirectResponse":{"status":307},
            "request":{"url":"https://a.example/","method":"GET"})");
  tell("Network.responseReceivedExtraInfo", R"({"requestId":"1","headers":{"set-cookie":"s=1"}})");
  ASSERT_EQ(seen_.cookies_set.size(), 1U);
  EXPECT_EQ(seen_.cookies_set[0].setter, "https://a.example/");
}

TEST_F(NetworkLogTest, a_request_told_by_two_sessions_is_one) {
  request(
      R"("type":"Document","frameId":"child","request":{"url":"https://t.example/","method":"GET"})");
  request(
      R"("type":"Document","frameId":"child","request":{"url":"https://t.example/","method":"GET"})");
  ASSERT_EQ(seen_.requests.size(), 1U);
  EXPECT_EQ(log_.in_flight(), 1U);
  tell("Network.loadingFinished", R"({"requestId":"1"})");
  EXPECT_EQ(log_.in_flight(), 0U);
}

TEST_F(NetworkLogTest, what_never_leaves_the_browser_is_left_out) {
  request(R"("type":"Image","request":{"url":"data:image/gif;base64,R0","method":"GET"})");
  tell("Network.responseReceivedExtraInfo",
       R"({"requestId":"none","headers":{"set-cookie":"s=1"}})");
  tell("Network.responseReceived", R"({"requestId":"none"})");
  tell("Network.requestWillBeSent", R"({})");
  EXPECT_TRUE(seen_.requests.empty());
  EXPECT_TRUE(seen_.cookies_set.empty());
}

}  // namespace
}  // namespace glassjar::audit::browser
