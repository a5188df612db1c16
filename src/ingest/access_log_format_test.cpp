// Lines of access logs, as servers write them and as nobody should.
#include "ingest/access_log_format.h"

#include <gtest/gtest.h>

namespace glassjar::ingest {
namespace {

constexpr const char* kCombined =
    R"(203.0.113.9 - - [17/May/2015:10:05:03 +0000] "GET /blog/?page=2 HTTP/1.1" 200 203023 )"
    R"x("http://example.net/a" "Mozilla/5.0 (X11)")x";

LoggedRequest request_of(const std::string& request_line, int status = 200) {
  const std::string line = "203.0.113.9 - - [17/May/2015:10:05:03 +0000] \"" + request_line +
                           "\" " + std::to_string(status) + " 1";
  return parse_log_line(line).value();
}

std::optional<LogSkip> skip_of(const std::string& request_line, int status = 200) {
  return why_no_page_view(request_of(request_line, status));
}

std::optional<TimePoint> time_of(const std::string& time) {
  const auto request = parse_log_line("a - - [" + time + "] \"GET / HTTP/1.1\" 200 -");
  return request ? std::optional(request->time) : std::nullopt;
}

TEST(AccessLogFormat, reads_a_combined_line) {
  const auto request = parse_log_line(kCombined);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->host, "");
  EXPECT_EQ(request->address, "203.0.113.9");
  EXPECT_EQ(to_iso(request->time), "2015-05-17T10:05:03Z");
  EXPECT_EQ(request->method, "GET");
  EXPECT_EQ(request->target, "/blog/?page=2");
  EXPECT_EQ(request->status, 200);
  EXPECT_EQ(request->referrer, "http://example.net/a");
  EXPECT_EQ(request->user_agent, "Mozilla/5.0 (X11)");
}

TEST(AccessLogFormat, reads_a_common_line_which_has_no_user_agent) {
  const auto request =
      parse_log_line(R"(2001:db8::1 - frank [17/May/2015:10:05:03 +0000] "GET / HTTP/1.0" 304 -)");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->address, "2001:db8::1");
  EXPECT_EQ(request->user_agent, "");
}

TEST(AccessLogFormat, reads_the_virtual_host_before_the_address) {
  const std::string rest = R"( - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "x")";
  const auto with_port = parse_log_line("WWW.Example.org:443 203.0.113.9" + rest);
  ASSERT_TRUE(with_port);
  EXPECT_EQ(with_port->host, "www.example.org");
  EXPECT_EQ(with_port->address, "203.0.113.9");
  const auto looked_up = parse_log_line("example.org host.example.net" + rest);
  ASSERT_TRUE(looked_up);
  EXPECT_EQ(looked_up->host, "example.org");
  EXPECT_EQ(looked_up->address, "host.example.net");
}

TEST(AccessLogFormat, takes_names_with_blanks_for_no_virtual_host) {
  const auto request = parse_log_line(
      R"(203.0.113.9 - Ann Example [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1)");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->host, "");
  EXPECT_EQ(request->address, "203.0.113.9");
}

TEST(AccessLogFormat, undoes_escapes_of_apache_and_nginx) {
  const auto request =
      parse_log_line(R"(a - - [17/May/2015:10:05:03 +0000] "GET /%22 HTTP/1.1" 200 1 )"
                     R"("http://e.net/\"\x22\\" "tab\there\xe4" 0.003 "more")");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->target, "/%22");
  EXPECT_EQ(request->referrer, "http://e.net/\"\"\\");
  EXPECT_EQ(request->user_agent, "tab\there\xe4");
}

TEST(AccessLogFormat, times_carry_their_offset) {
  EXPECT_EQ(to_iso(time_of("17/May/2015:00:30:00 +0200").value()), "2015-05-16T22:30:00Z");
  EXPECT_EQ(to_iso(time_of("31/Dec/2015:20:00:00 -0430").value()), "2016-01-01T00:30:00Z");
  EXPECT_EQ(to_iso(time_of("30/Jun/2015:23:59:60 +0000").value()), "2015-06-30T23:59:59Z");
}

TEST(AccessLogFormat, impossible_times_are_malformed) {
  for (const char* time :
       {"31/Feb/2015:10:05:03 +0000", "17/Mai/2015:10:05:03 +0000", "17/May/2015:24:05:03 +0000",
        "17/May/2015:10:05:03", "17/May/2015:10:05:03 0000", "17/May/15:10:05:03 +0000",
        "17/May/2015:10:05:03 +0000 ", "17/May/2015:1x:05:03 +0000", ""})
    EXPECT_FALSE(time_of(time)) << time;
}

TEST(AccessLogFormat, other_lines_are_malformed) {
  const std::string begin = "203.0.113.9 - - [17/May/2015:10:05:03 +0000] ";
  for (const std::string& line :
       {std::string(), std::string("nonsense"), begin, begin + "\"GET / HTTP/1.1\" 200",
        begin + R"("GET / HTTP/1.1" 20 1)", begin + R"("GET / HTTP/1.1" 200 x)",
        begin + R"("-" 408 0)", begin + R"("\x16\x03\x01" 400 226)",
        begin + R"("GET / HTTP/1.1 200 1)", begin + R"("GET / HTTP/1.1" 200 1 "-")",
        begin + R"("GET / HTTP/1.1" 200 1 "-" "x\)", begin + R"("GET  / HTTP/1.1" 200 1)",
        begin.substr(12) + R"("GET / HTTP/1.1" 200 1)"})
    EXPECT_FALSE(parse_log_line(line)) << line;
}

TEST(AccessLogFormat, a_line_over_the_limit_is_malformed) {
  std::string line = kCombined;
  line.insert(line.size() - 1, kLogLineBytesMax - line.size(), 'x');
  EXPECT_TRUE(parse_log_line(line));
  line.insert(line.size() - 1, "x");
  EXPECT_FALSE(parse_log_line(line));
}

TEST(AccessLogFormat, a_get_of_a_page_that_was_shown_is_a_page_view) {
  for (const char* request :
       {"GET / HTTP/1.1", "GET /a.html HTTP/1.1", "GET /index.php?x=y.png HTTP/1.1", "GET /old",
        "GET /v1.2/notes HTTP/2.0", "GET http://example.org HTTP/1.1", "GET /rss-readers HTTP/1.1"})
    EXPECT_EQ(skip_of(request), std::nullopt) << request;
  EXPECT_EQ(skip_of("GET / HTTP/1.1", 304), std::nullopt);
}

TEST(AccessLogFormat, the_first_reason_that_applies_is_named) {
  EXPECT_EQ(skip_of("HEAD /a.png HTTP/1.1", 404), LogSkip::Method);
  EXPECT_EQ(skip_of("GET * HTTP/1.1"), LogSkip::Malformed);
  EXPECT_EQ(skip_of("GET /a.png HTTP/1.1", 301), LogSkip::Redirect);
  EXPECT_EQ(skip_of("GET /a.png HTTP/1.1", 404), LogSkip::ErrorStatus);
  EXPECT_EQ(skip_of("GET / HTTP/1.1", 500), LogSkip::ErrorStatus);
  EXPECT_EQ(skip_of("GET / HTTP/1.1", 101), LogSkip::ErrorStatus);
}

TEST(AccessLogFormat, files_feeds_and_well_known_addresses_are_assets) {
  for (const char* target :
       {"/a.png", "/A.JPG", "/x/y.woff2?v=1", "/robots.txt", "/feed/", "/feed", "/blog/rss",
        "/atom.xml", "/.well-known/security", "/d.tar.gz", "http://example.org/style.css"})
    EXPECT_EQ(skip_of(std::string("GET ") + target + " HTTP/1.1"), LogSkip::Asset) << target;
}

}  // namespace
}  // namespace glassjar::ingest
