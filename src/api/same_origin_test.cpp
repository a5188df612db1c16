// Which POSTs are ours.
#include "api/same_origin.h"

#include <gtest/gtest.h>

namespace glassjar::api {
namespace {

bool is_ours(const std::vector<net::Field>& fields, bool tls = true,
             std::string_view public_url = "") {
  const net::Request request{.method = net::Method::Post, .fields = fields, .tls = tls};
  return check_same_origin(request, public_url).has_value();
}

TEST(SameOrigin, the_browsers_word_decides_where_it_is_given) {
  EXPECT_TRUE(is_ours({{"Host", "a.org"}, {"Sec-Fetch-Site", "same-origin"}}));
  for (const char* site : {"same-site", "cross-site", "none", "SAME-ORIGIN", "x"})
    EXPECT_FALSE(
        is_ours({{"Host", "a.org"}, {"Sec-Fetch-Site", site}, {"Origin", "https://a.org"}}))
        << site;
}

TEST(SameOrigin, else_the_origin_must_be_ours_to_the_letter) {
  EXPECT_TRUE(is_ours({{"Host", "a.org"}, {"Origin", "https://a.org"}}));
  EXPECT_TRUE(is_ours({{"Host", "A.org:8443"}, {"Origin", "https://a.org:8443"}}));
  for (const char* origin : {"http://a.org", "https://a.org:8443", "https://b.a.org",
                             "https://a.org.evil.net", "null", "", "https://a.org/"})
    EXPECT_FALSE(is_ours({{"Host", "a.org"}, {"Origin", origin}})) << origin;
  EXPECT_TRUE(is_ours({{"Host", "localhost:80"}, {"Origin", "http://localhost:80"}}, false));
}

TEST(SameOrigin, a_request_that_says_neither_is_refused) {
  EXPECT_FALSE(is_ours({{"Host", "a.org"}}));
  EXPECT_FALSE(is_ours({}));
  EXPECT_FALSE(is_ours({{"Host", ""}, {"Origin", "https://"}}));
}

TEST(SameOrigin, public_url_is_the_origin_behind_a_proxy) {
  const std::vector<net::Field> fields{{"Host", "127.0.0.1:8080"}, {"Origin", "https://a.org"}};
  EXPECT_TRUE(is_ours(fields, false, "https://a.org"));
  EXPECT_FALSE(is_ours(fields, false, "https://b.org"));
  EXPECT_FALSE(is_ours(fields, false));
}

TEST(SameOrigin, the_refusal_is_forbidden) {
  const auto refused = check_same_origin({.method = net::Method::Post}, "");
  EXPECT_EQ(refused.error().code, ErrorCode::Forbidden);
}

}  // namespace
}  // namespace glassjar::api
