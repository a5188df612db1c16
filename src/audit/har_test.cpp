// HAR files: real ones give what an independent reading of them counts; torn and odd ones cost only
// what is broken.
#include "audit/har.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "audit/address.h"
#include "base/file.h"

namespace glassjar::audit {
namespace {

constexpr std::string_view kSmall = R"({"log":{"version":"1.2",
 "pages":[{"id":"p","title":"A { page \" [ of odd text"}],
 "entries":[
  {"pageref":"p","startedDateTime":"2026-01-01T00:00:00.500Z",
   "request":{"method":"GET","url":"https://a.example/","headers":[{"name":"cookie","value":"a=1; b"},
     {"name":"Referer","value":"https://from.example/"}]},
   "response":{"status":302,"redirectURL":"/x","headers":[{"name":"Set-Cookie","value":"a=1\nb=2; Secure"}]}},
  {"pageref":"p","request":{"method":"POST","url":"https://a.example/x","cookies":[{"name":"a","value":"1"}],
     "postData":{"text":"id=7"}},
   "response":{"status":200,"content":{"mimeType":"text/html"},"cookies":[{"name":"c","value":"3","path":"/",
     "domain":".a.example","expires":"2027-01-01T00:00:00.000Z","httpOnly":true,"secure":true,"sameSite":"Lax"}]}},
  {"pageref":"p","request":{"method":"GET","url":"https://t.example/p.js"},
   "response":{"status":200,"content":{"mimeType":"application/javascript"}}}
 ]}})";

TEST(HarTest, reads_requests_cookies_and_redirects) {
  const auto seen = read_har(kSmall, "small.har", Consent::Before);
  ASSERT_TRUE(seen.has_value());
  EXPECT_TRUE(seen->problems.empty());
  ASSERT_EQ(seen->requests.size(), 3U);
  const Request& first = seen->requests[0];
  EXPECT_EQ(first.location, "https://a.example/x");
  EXPECT_EQ(first.referer, "https://from.example/");
  EXPECT_EQ(first.cookies, (std::vector<NameValue>{{"a", "1"}, {"", "b"}}));
  EXPECT_EQ(to_iso(*first.at.time), "2026-01-01T00:00:00Z");
  EXPECT_EQ(first.at.consent, Consent::Before);
  EXPECT_EQ(seen->requests[1].post_data, "id=7");
  EXPECT_EQ(seen->requests[1].type, "document");
  EXPECT_EQ(seen->requests[2].type, "script");
  EXPECT_EQ(seen->requests[2].at.page, "https://a.example/x");
  EXPECT_EQ(seen->visits[0].pages, std::vector<std::string>{"https://a.example/x"});
  ASSERT_EQ(seen->cookies_set.size(), 3U);
  EXPECT_EQ(seen->cookies_set[0].line, "a=1");
  EXPECT_EQ(seen->cookies_set[1].line, "b=2; Secure");
  EXPECT_EQ(seen->cookies_set[2].line,
            "c=3; Domain=.a.example; Path=/; Expires=Fri, 01 Jan 2027 00:00:00 GMT; Secure; "
            "HttpOnly; SameSite=Lax");
}

TEST(HarTest, every_cut_of_a_file_keeps_its_whole_entries) {
  size_t entries_before = 0;
  for (size_t size = 0; size < kSmall.size(); ++size) {
    const auto seen = read_har(kSmall.substr(0, size), "cut.har", Consent::Unknown);
    if (!seen) {
      EXPECT_EQ(entries_before, 0U) << size;
      continue;
    }
    EXPECT_GE(seen->requests.size(), entries_before) << size;
    entries_before = seen->requests.size();
    ASSERT_FALSE(seen->problems.empty()) << size;
    EXPECT_EQ(seen->problems.back().why, "the file ends in the middle");
  }
  EXPECT_EQ(entries_before, 3U);
}

TEST(HarTest, a_broken_entry_costs_only_itself) {
  const auto seen = read_har(R"({"log":{"entries":[
      {"request":{"url":"https://a.example/"},"response":{"status":200}},
      {"request":{"url":"https://b.example/" "response":{}}},
      {"response":{}},
      {"request":{"url":"about:blank"},"response":{}},
      {"request":{"url":"https://c.example/","headers":7,"cookies":[1,{}]}}]}})",
                             "f.har", Consent::Unknown);
  ASSERT_TRUE(seen.has_value());
  ASSERT_EQ(seen->requests.size(), 2U);
  EXPECT_EQ(seen->requests[1].url, "https://c.example/");
  ASSERT_EQ(seen->problems.size(), 4U);
  EXPECT_EQ(seen->problems[0].where, "f.har, entry 1");
  EXPECT_EQ(seen->problems[1].why, "no request");
  EXPECT_EQ(seen->problems[2].why, "its request has no address");
  EXPECT_EQ(seen->problems[3].why, "no response");
}

TEST(HarTest, what_is_no_har_file_is_refused) {
  for (const char* text : {"", "{}", "[]", "{\"log\":{}}", "{\"log\":{\"entries\":[]}}", "PNG",
                           "{\"log\":[{\"entries\":[{}]}]}"})
    EXPECT_FALSE(read_har(text, "x", Consent::Unknown).has_value()) << text;
}

// Counted with Node over JSON.parse: entries, lines of Set-Cookie (else response.cookies), cookies
// sent, hosts.
struct Real {
  const char* file;
  size_t entries, cookies_set, cookies_sent, hosts;
};
class RealHarTest : public testing::TestWithParam<Real> {};

TEST_P(RealHarTest, gives_what_an_independent_reading_counts) {
  const char* data = std::getenv("GLASSJAR_SHARED_DATA");
  if (data == nullptr) GTEST_SKIP() << "GLASSJAR_SHARED_DATA is not set";
  const auto file = read_file(std::filesystem::path(data) / "har" / GetParam().file);
  if (!file) GTEST_SKIP() << file.error().message;
  const auto seen = read_har(*file, GetParam().file, Consent::Unknown);
  ASSERT_TRUE(seen.has_value()) << seen.error().message;
  EXPECT_TRUE(seen->problems.empty());
  EXPECT_EQ(seen->requests.size(), GetParam().entries);
  EXPECT_EQ(seen->cookies_set.size(), GetParam().cookies_set);
  size_t sent = 0;
  std::set<std::string> hosts;
  for (const Request& request : seen->requests) {
    sent += request.cookies.size();
    hosts.insert(host_of(request.url));
  }
  EXPECT_EQ(sent, GetParam().cookies_sent);
  EXPECT_EQ(hosts.size(), GetParam().hosts);
}

INSTANTIATE_TEST_SUITE_P(Files, RealHarTest,
                         testing::Values(Real{"assa.har", 127, 0, 24, 9},
                                         Real{"en.wikipedia.org.spdy-wpt.har", 102, 9, 87, 3},
                                         Real{"linkedin.har", 23, 15, 23, 8},
                                         Real{"mytoys.de.har", 50, 44, 243, 15}));

}  // namespace
}  // namespace glassjar::audit
