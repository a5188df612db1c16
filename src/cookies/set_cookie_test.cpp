// Set-Cookie headers and dates as the standard reads them.
#include "cookies/set_cookie.h"

#include <gtest/gtest.h>

#include "cookies/cookie_date.h"

namespace glassjar::cookies {
namespace {

const TimePoint kNow = *parse_time("2026-11-21T12:00:00Z");

std::string date(std::string_view text) {
  const auto time = parse_cookie_date(text);
  return time ? to_iso(*time) : "";
}

TEST(CookieDate, reads_the_three_forms_of_http) {
  EXPECT_EQ(date("Wed, 09 Jun 2027 10:18:14 GMT"), "2027-06-09T10:18:14Z");
  EXPECT_EQ(date("Wednesday, 09-Jun-27 10:18:14 GMT"), "2027-06-09T10:18:14Z");
  EXPECT_EQ(date("Wed Jun  9 10:18:14 2027"), "2027-06-09T10:18:14Z");
}

TEST(CookieDate, reads_what_servers_write_besides) {
  EXPECT_EQ(date("Mon, 10-Dec-2007 17:02:24 GMT"), "2007-12-10T17:02:24Z");
  EXPECT_EQ(date("9 jun 2027 1:2:3"), "2027-06-09T01:02:03Z");
  EXPECT_EQ(date("10:18:14 Juni 9 2027"), "2027-06-09T10:18:14Z");
  EXPECT_EQ(date("10:18:14am;June,9/27"), "2027-06-09T10:18:14Z");
  EXPECT_EQ(date("1 Jan 2027 00:00:00 +0900"), "2027-01-01T00:00:00Z");
}

TEST(CookieDate, puts_two_digit_years_between_1970_and_2069) {
  EXPECT_EQ(date("1 Jan 70 00:00:00"), "1970-01-01T00:00:00Z");
  EXPECT_EQ(date("1 Jan 99 00:00:00"), "1999-01-01T00:00:00Z");
  EXPECT_EQ(date("1 Jan 00 00:00:00"), "2000-01-01T00:00:00Z");
  EXPECT_EQ(date("1 Jan 69 00:00:00"), "2069-01-01T00:00:00Z");
}

TEST(CookieDate, fails_where_a_part_is_missing_or_out_of_range) {
  for (const char* text :
       {"", "Wed", "09 Jun 2027", "09 Jun 10:18:14", "Jun 2027 10:18:14", "10:18:14 09 2027",
        "09 Jun 2027 24:00:00", "09 Jun 2027 10:60:00", "09 Jun 2027 10:00:60",
        "32 Jan 2027 10:00:00", "00 Jan 2027 10:00:00", "30 Feb 2027 10:00:00",
        "29 Feb 2027 10:00:00", "1 Jan 1600 10:00:00", "1 Jan 12027 10:00:00"})
    EXPECT_EQ(date(text), "") << text;
  EXPECT_EQ(date("29 Feb 2028 10:00:00"), "2028-02-29T10:00:00Z");
}

TEST(SetCookie, reads_name_value_and_attributes) {
  const auto cookie = parse_set_cookie(
      "id=a=b ; Domain=.Example.ORG; path=/x; Max-Age=60; SECURE; HttpOnly; SameSite=strict; "
      "Partitioned; Priority=High");
  ASSERT_TRUE(cookie);
  EXPECT_EQ(cookie->name, "id");
  EXPECT_EQ(cookie->value, "a=b");
  EXPECT_EQ(cookie->domain, "example.org");
  EXPECT_EQ(cookie->path, "/x");
  EXPECT_EQ(cookie->max_age, seconds(60));
  EXPECT_EQ(cookie->same_site, SameSite::Strict);
  EXPECT_TRUE(cookie->secure && cookie->http_only && cookie->partitioned);
}

TEST(SetCookie, lets_the_last_of_an_attribute_count) {
  const auto cookie = parse_set_cookie("a=b; Path=/x; Path=y; Domain=a.org; Domain=");
  EXPECT_EQ(cookie->path, "");
  EXPECT_EQ(cookie->domain, "");
}

TEST(SetCookie, keeps_quotes_and_everything_after_the_first_equals_sign) {
  EXPECT_EQ(parse_set_cookie("a=\"b c\"; Path=/")->value, "\"b c\"");
  EXPECT_EQ(parse_set_cookie("a==")->value, "=");
}

TEST(SetCookie, takes_nameless_cookies_since_6265bis) {
  EXPECT_EQ(parse_set_cookie("foo")->value, "foo");
  EXPECT_EQ(parse_set_cookie("=foo")->name, "");
  EXPECT_FALSE(parse_set_cookie("foo", Edition::Rfc6265));
  EXPECT_FALSE(parse_set_cookie("=foo", Edition::Rfc6265));
  EXPECT_FALSE(parse_set_cookie("="));
  EXPECT_FALSE(parse_set_cookie(""));
  EXPECT_FALSE(parse_set_cookie("; Path=/"));
}

TEST(SetCookie, refuses_control_characters_but_tabs) {
  EXPECT_FALSE(parse_set_cookie(std::string("a=b\0c", 5)));
  EXPECT_FALSE(parse_set_cookie("a=b\x7f"));
  EXPECT_FALSE(parse_set_cookie("a=b; Path=/\x01"));
  EXPECT_EQ(parse_set_cookie("a=\tb\tc\t")->value, "b\tc");
}

TEST(SetCookie, holds_names_values_and_attributes_to_their_sizes) {
  EXPECT_TRUE(parse_set_cookie("a=" + std::string(kNameAndValueBytesMax - 1, 'x')));
  EXPECT_FALSE(parse_set_cookie("a=" + std::string(kNameAndValueBytesMax, 'x')));
  const std::string longest(kAttributeBytesMax - 1, 'x');
  EXPECT_EQ(parse_set_cookie("a=b; Path=/" + longest)->path, "/" + longest);
  EXPECT_EQ(parse_set_cookie("a=b; Path=/" + longest + "x")->path, "");
}

TEST(SetCookie, ignores_a_max_age_that_is_no_number) {
  for (const char* text : {"a=b; Max-Age=", "a=b; Max-Age=1.5", "a=b; Max-Age=+5", "a=b; Max-Age=-",
                           "a=b; Max-Age=5m", "a=b; Max-Age"})
    EXPECT_FALSE(parse_set_cookie(text)->max_age) << text;
  EXPECT_EQ(parse_set_cookie("a=b; Max-Age=-1")->max_age, seconds(-1));
  EXPECT_GT(*parse_set_cookie("a=b; Max-Age=99999999999999999999")->max_age, seconds(days(400)));
}

TEST(Expiry, is_absent_for_session_cookies) {
  EXPECT_FALSE(expiry_of(*parse_set_cookie("a=b"), kNow));
  EXPECT_FALSE(expiry_of(*parse_set_cookie("a=b; Expires=never"), kNow));
}

TEST(Expiry, goes_by_max_age_before_expires) {
  const auto cookie = parse_set_cookie("a=b; Max-Age=60; Expires=Wed, 09 Jun 2027 10:18:14 GMT");
  EXPECT_EQ(expiry_of(*cookie, kNow), kNow + seconds(60));
}

TEST(Expiry, has_passed_for_a_max_age_of_zero_or_less) {
  EXPECT_LT(*expiry_of(*parse_set_cookie("a=b; Max-Age=0"), kNow), kNow);
  EXPECT_LT(*expiry_of(*parse_set_cookie("a=b; Max-Age=-1"), kNow), kNow);
}

TEST(Expiry, is_400_days_away_at_most_since_6265bis) {
  const auto by_age = parse_set_cookie("a=b; Max-Age=99999999999");
  const auto by_date = parse_set_cookie("a=b; Expires=Fri, 01 Jan 2100 00:00:00 GMT");
  EXPECT_EQ(expiry_of(*by_age, kNow), kNow + days(400));
  EXPECT_EQ(expiry_of(*by_date, kNow), kNow + days(400));
  EXPECT_GT(*expiry_of(*by_date, kNow, Edition::Rfc6265), kNow + days(400));
}

}  // namespace
}  // namespace glassjar::cookies
