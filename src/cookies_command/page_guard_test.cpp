// The local page's server answers its own page and nobody else.
#include "cookies_command/page_guard.h"

#include <gtest/gtest.h>

namespace glassjar::cookies_command {
namespace {

using Fields = std::vector<net::Field>;

class PageGuardTest : public testing::Test {
 protected:
  PageGuardTest() {
    guard_.set_port(8123);
    const std::string address = guard_.address();
    token_ = address.substr(address.find("#k=") + 3);
  }

  Result<void> check(const Fields& fields) {
    net::Request request;
    request.fields = fields;
    return guard_.check(request);
  }

  SeededRandom random_{1};
  PageGuard guard_{random_};
  std::string token_;
};

TEST_F(PageGuardTest, the_address_has_a_token_of_32_bytes_in_its_fragment) {
  EXPECT_TRUE(guard_.address().starts_with("http://127.0.0.1:8123/#k="));
  EXPECT_EQ(token_.size(), 43U);
  PageGuard other(random_);
  other.set_port(8123);
  EXPECT_NE(other.address(), guard_.address());
}

TEST_F(PageGuardTest, our_page_is_let_in) {
  EXPECT_TRUE(check({{"Host", "127.0.0.1:8123"}, {"X-Glassjar-Token", token_}}).has_value());
  EXPECT_TRUE(check({{"Host", "127.0.0.1:8123"},
                     {"Origin", "http://127.0.0.1:8123"},
                     {"X-Glassjar-Token", token_}})
                  .has_value());
}

TEST_F(PageGuardTest, a_name_that_was_rebound_to_this_machine_is_refused) {
  for (const char* host :
       {"evil.example:8123", "localhost:8123", "127.0.0.1", "127.0.0.1:8124", ""})
    EXPECT_EQ(check({{"Host", host}, {"X-Glassjar-Token", token_}}).error().code,
              ErrorCode::Forbidden)
        << host;
}

TEST_F(PageGuardTest, a_page_of_another_origin_is_refused) {
  for (const char* origin : {"http://evil.example", "null", "http://127.0.0.1:9000", ""})
    EXPECT_EQ(check({{"Host", "127.0.0.1:8123"}, {"Origin", origin}, {"X-Glassjar-Token", token_}})
                  .error()
                  .code,
              ErrorCode::Forbidden)
        << origin;
}

TEST_F(PageGuardTest, without_the_token_nobody_is_let_in) {
  EXPECT_EQ(check({{"Host", "127.0.0.1:8123"}}).error().code, ErrorCode::Unauthenticated);
  std::string wrong = token_;
  wrong[0] = wrong[0] == 'a' ? 'b' : 'a';
  for (const std::string& token : {wrong, token_ + "x", token_.substr(1), std::string()})
    EXPECT_EQ(check({{"Host", "127.0.0.1:8123"}, {"X-Glassjar-Token", token}}).error().code,
              ErrorCode::Unauthenticated);
}

}  // namespace
}  // namespace glassjar::cookies_command
