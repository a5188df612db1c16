// Keys of rules and requests: what a rule is filed under must be among what its requests ask for.
#include "filters/keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "filters/checksum.h"
#include "filters/regex_skeleton.h"

namespace glassjar::filters {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Keys, only_bounded_tokens_of_a_pattern_count) {
  EXPECT_THAT(keys_of_pattern("/ads/banner", true, true), ElementsAre(token_key("ads")));
  EXPECT_THAT(keys_of_pattern("/ads/banner", true, false),
              ElementsAre(token_key("ads"), token_key("banner")));
  EXPECT_THAT(keys_of_pattern("track*pixel.gif^", true, true), ElementsAre(token_key("gif")));
  EXPECT_THAT(keys_of_pattern("http://x", false, true), ElementsAre(token_key("http")));
  EXPECT_THAT(keys_of_pattern("/a/b*", true, true), IsEmpty());
}

TEST(Keys, a_request_has_its_host_with_parents_its_tokens_and_its_page) {
  const RequestKeys keys({.url = "https://A.t.example/Ads?x=%41",
                          .source_host = "maps.google.co.uk",
                          .site = "t.example",
                          .source_site = "google.co.uk",
                          .type = RequestType::Script});
  EXPECT_EQ(keys.lower_url(), "https://a.t.example/ads?x=%41");
  EXPECT_EQ(keys.url(), "https://A.t.example/Ads?x=%41");
  EXPECT_THAT(keys.hosts(),
              ElementsAre(host_key("a.t.example"), host_key("t.example"), host_key("example")));
  EXPECT_THAT(keys.tokens(), ElementsAre(token_key("https"), token_key("example"), token_key("ads"),
                                         token_key("%41")));
  EXPECT_THAT(keys.sources(), ElementsAre(host_key("maps.google.co.uk"), host_key("google.co.uk"),
                                          host_key("co.uk"), host_key("uk"),
                                          host_key("maps.google.*"), host_key("google.*")));
  EXPECT_TRUE(keys.third_party());
}

TEST(Keys, a_request_of_any_size_is_bounded) {
  std::string url = "https://";
  for (int i = 0; i < 10'000; ++i) url += "a.b-cc/";
  const RequestKeys keys({.url = url});
  EXPECT_EQ(keys.url().size(), kUrlBytesMax);
  std::string hosts = "https://";
  for (int i = 0; i < 1'000; ++i) hosts += "a.";
  EXPECT_LE(RequestKeys({.url = hosts}).hosts().size(), 64U);
}

TEST(RegexSkeleton, keeps_only_what_must_be_there) {
  EXPECT_EQ(regex_skeleton(R"(^https?:\/\/t\.example\/[a-z]+\.js)"), "http*://t.example/*.js*");
  EXPECT_EQ(regex_skeleton(R"((https?:\/\/)104\.154\..{100,})"), "*104.154.*");
  EXPECT_EQ(regex_skeleton(R"(\/[0-9a-f]{32}\/Invoke\.js)"), "*/*/invoke.js*");
  EXPECT_EQ(regex_skeleton(R"(a|b)"), "*");
  EXPECT_EQ(regex_skeleton(R"(x(a|[)]|\))y)"), "*x*y*");
  EXPECT_EQ(regex_skeleton(R"(\dab\b)"), "*ab*");
  EXPECT_EQ(regex_skeleton(R"(\x41bc)"), "*");
  EXPECT_EQ(regex_skeleton("[ab"), "*");
  EXPECT_EQ(regex_skeleton("ab{2"), "*a*");
  EXPECT_EQ(regex_skeleton("a\\"), "*a*");
}

TEST(Checksum, agrees_with_the_specification) {
  EXPECT_EQ(checksum(""), 0xEF46DB3751D8E999);
  EXPECT_EQ(checksum("a"), 0xD24EC4F1A98C6E5B);
  EXPECT_EQ(checksum("abc"), 0x44BC2CF5AD770999);
  EXPECT_EQ(checksum("Nobody inspects the spammish repetition"), 0xFBCEA83C8A378BF1);
}

}  // namespace
}  // namespace glassjar::filters
