// The two cookies to the letter.
#include "api/person_cookies.h"

#include <gtest/gtest.h>

namespace glassjar::api {
namespace {

using storage::KeepFor;
const Reach kHttps{.https = true, .authority = "a.org", .host = "a.org"};
const Reach kLocal{.https = false, .authority = "localhost:80", .host = "localhost"};

consent::IssuedKey key(KeepFor keep_for) { return {.secret = "s3cr3t", .keep_for = keep_for}; }

TEST(PersonCookies, the_key_is_tied_to_the_host_and_out_of_reach_of_scripts) {
  EXPECT_EQ(jar_cookie(kHttps, key(KeepFor::Days30)),
            "__Host-jar=s3cr3t; Path=/; Max-Age=2592000; Secure; HttpOnly; SameSite=Lax");
  EXPECT_EQ(jar_cookie(kHttps, key(KeepFor::Months13)),
            "__Host-jar=s3cr3t; Path=/; Max-Age=34128000; Secure; HttpOnly; SameSite=Lax");
}

TEST(PersonCookies, a_key_for_this_visit_ends_with_the_browser) {
  EXPECT_EQ(jar_cookie(kHttps, key(KeepFor::Visit)),
            "__Host-jar=s3cr3t; Path=/; Secure; HttpOnly; SameSite=Lax");
}

TEST(PersonCookies, on_plain_loopback_they_lose_prefix_and_secure) {
  EXPECT_EQ(jar_cookie(kLocal, key(KeepFor::Days30)),
            "jar=s3cr3t; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");
  EXPECT_EQ(said_no_cookie(kLocal),
            "jar-choice=no; Path=/; Max-Age=34128000; HttpOnly; SameSite=Lax");
}

TEST(PersonCookies, the_no_is_the_same_for_everyone_and_lasts_thirteen_months) {
  EXPECT_EQ(said_no_cookie(kHttps),
            "__Host-jar-choice=no; Path=/; Max-Age=34128000; Secure; HttpOnly; SameSite=Lax");
}

TEST(PersonCookies, clearing_ends_them_at_once) {
  EXPECT_EQ(no_jar_cookie(kHttps),
            "__Host-jar=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
  EXPECT_EQ(no_choice_cookie(kHttps),
            "__Host-jar-choice=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
}

TEST(PersonCookies, over_https_only_the_prefixed_names_are_read) {
  const std::vector<net::Field> fields{{"Cookie", "jar=planted; jar-choice=no"}};
  const consent::Browser planted = browser_of({.fields = fields}, kHttps);
  EXPECT_EQ(planted.jar_cookie, "");
  EXPECT_FALSE(planted.said_no);
  const consent::Browser local = browser_of({.fields = fields}, kLocal);
  EXPECT_EQ(local.jar_cookie, "planted");
  EXPECT_TRUE(local.said_no);
}

TEST(PersonCookies, only_the_word_no_is_a_no) {
  const std::vector<net::Field> yes{{"Cookie", "__Host-jar=abc; __Host-jar-choice=nope"}};
  const consent::Browser browser = browser_of({.fields = yes}, kHttps);
  EXPECT_EQ(browser.jar_cookie, "abc");
  EXPECT_FALSE(browser.said_no);
}

}  // namespace
}  // namespace glassjar::api
