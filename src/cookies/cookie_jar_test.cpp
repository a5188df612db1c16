// What a browser keeps and sends: http-state's conformance suite, and what RFC 6265bis changed.
#include "cookies/cookie_jar.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <map>

#include "base/file.h"
#include "cookies/registrable_domain.h"

namespace glassjar::cookies {
namespace {

const TimePoint kNow = *parse_time("2026-11-21T12:00:00Z");
// When the suite was written: some of its dates are to lie in the future.
const TimePoint kSuiteTime = *parse_time("2011-06-01T12:00:00Z");

// The suite marks these as what browsers did and the standard does not say (its names begin with
// "DISABLED", which is taken off here).
const std::map<std::string, std::string> kSetAside = {
    {"_CHROMIUM0022", "a NUL ended the value; RFC 6265 keeps it, RFC 6265bis refuses the cookie"},
    {"_CHROMIUM0023", "a CR ended the value; RFC 6265 keeps it, RFC 6265bis refuses the cookie"},
    {"_PATH0029", "the request's path was percent-decoded first; both compare it as it is"},
};

constexpr const char* kNameless = "no '=', or nothing before it: a cookie without a name, not none";

// The cases whose outcome RFC 6265bis changed.
const std::map<std::string, std::string> kChangedBy6265bis = {
    {"0004", kNameless},
    {"0021", kNameless},
    {"0023", kNameless},
    {"0024", kNameless},
    {"0025", kNameless},
    {"0026", kNameless},
    {"0027", kNameless},
    {"0028", kNameless},
    {"CHROMIUM0009", kNameless},
    {"CHROMIUM0010", kNameless},
    {"CHROMIUM0012", kNameless},
    {"MOZILLA0012", kNameless},
    {"MOZILLA0014", kNameless},
    {"MOZILLA0015", kNameless},
    {"MOZILLA0016", kNameless},
    {"MOZILLA0017", kNameless},
    {"NAME0017", kNameless},
    {"NAME0023", kNameless},
    {"NAME0025", kNameless},
    {"NAME0028", kNameless},
    {"NAME0031", kNameless},
    {"NAME0032", kNameless},
    {"NAME0033", kNameless},
    {"OPTIONAL_DOMAIN0042", "a last, empty Domain is no Domain, instead of one to be passed over"},
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string text(const boost::json::value& value) {
  return std::string(value.as_string().begin(), value.as_string().end());
}

Pairs expected_of(const boost::json::object& test) {
  Pairs out;
  for (const auto& each : test.at("sent").as_array())
    out.emplace_back(text(each.at("name")), text(each.at("value")));
  return out;
}

// The suite's server sets on /cookie-parser of this host and asks at /cookie-parser-result.
CookieRequest asking(const boost::json::object& test) {
  CookieRequest request{.host = "home.example.org", .path = "/cookie-parser-result"};
  if (!test.contains("sent-to")) return request;
  const std::string to = text(test.at("sent-to"));
  if (to.starts_with('/')) {
    request.path = to;
    return request;
  }
  request.host = normal_host(host_of_url(to));
  request.path = to.substr(to.find('/', to.find("://") + 3));
  return request;
}

Pairs sent_in(const boost::json::object& test, Edition edition) {
  CookieJar jar(edition);
  const CookieRequest setting{.host = "home.example.org", .path = "/cookie-parser?"};
  for (const auto& header : test.at("received").as_array())
    jar.set(text(header), setting, kSuiteTime);
  Pairs out;
  for (const Item& cookie : jar.cookies_for(asking(test), kSuiteTime))
    out.emplace_back(cookie.name, *cookie.value);
  return out;
}

class HttpState : public testing::Test {
 protected:
  void SetUp() override {
    const char* const shared = std::getenv("GLASSJAR_SHARED_DATA");
    const auto content =
        read_file(std::string(shared != nullptr ? shared : "") + "/http-state/parser.json");
    if (!content) GTEST_SKIP() << "no http-state/parser.json in GLASSJAR_SHARED_DATA";
    tests_ = boost::json::parse(*content).as_array();
  }
  boost::json::array tests_;
};

std::string name_of(const boost::json::value& test) {
  const std::string name = text(test.at("test"));
  return name.starts_with("DISABLED") ? name.substr(std::string_view("DISABLED").size()) : name;
}

// Every case has its expected outcome, but for the named ones, which have another.
void expect_all(const boost::json::array& tests, Edition edition,
                const std::map<std::string, std::string>& changed) {
  size_t met = 0;
  for (const auto& test : tests) {
    const Pairs sent = sent_in(test.as_object(), edition);
    const Pairs expected = expected_of(test.as_object());
    const auto reason = changed.find(name_of(test));
    if (reason == changed.end()) {
      EXPECT_EQ(sent, expected) << boost::json::serialize(test);
    } else {
      ++met;
      EXPECT_NE(sent, expected) << reason->first << " is as before: " << reason->second;
    }
  }
  EXPECT_EQ(met, changed.size());
  EXPECT_GE(tests.size(), 222u);
}

TEST_F(HttpState, is_passed_by_the_rules_of_rfc_6265) {
  expect_all(tests_, Edition::Rfc6265, kSetAside);
}

TEST_F(HttpState, is_passed_by_the_rules_of_rfc_6265bis_but_for_what_that_changed) {
  auto changed = kChangedBy6265bis;
  changed.insert(kSetAside.begin(), kSetAside.end());
  expect_all(tests_, Edition::Rfc6265bis, changed);
}

const CookieRequest kHttps{.host = "www.example.org", .path = "/a/b", .secure = true};
const CookieRequest kHttp{.host = "www.example.org", .path = "/a/b"};

// Why a browser refuses a header; "kept" if it does not.
std::string fate(std::string_view header, const CookieRequest& request = kHttps) {
  const auto refusal = judge_set_cookie(header, request, kNow).refusal;
  return refusal ? std::string(reason_of(*refusal)) : "kept";
}

TEST(Judge, tells_all_that_the_item_holds) {
  const Item cookie =
      *judge_set_cookie("id=42; Domain=example.org; Max-Age=60; HttpOnly", kHttps, kNow).cookie;
  EXPECT_EQ(cookie.host, "example.org");
  EXPECT_FALSE(cookie.host_only);
  EXPECT_EQ(cookie.path, "/a");
  EXPECT_EQ(cookie.value, "42");
  EXPECT_EQ(cookie.bytes, 2u);
  EXPECT_TRUE(cookie.http_only && cookie.persistent && !cookie.secure);
  EXPECT_EQ(cookie.created, kNow);
  EXPECT_EQ(cookie.expires, kNow + seconds(60));
}

TEST(Judge, refuses_a_domain_that_is_not_the_hosts) {
  EXPECT_EQ(fate("a=b; Domain=other.org"), reason_of(CookieRefusal::DomainMismatch));
  EXPECT_EQ(fate("a=b; Domain=x.www.example.org"), reason_of(CookieRefusal::DomainMismatch));
  EXPECT_EQ(fate("a=b; Domain=org"), reason_of(CookieRefusal::PublicSuffix));
  EXPECT_EQ(fate("a=b; Domain=.example.org"), "kept");
}

TEST(Judge, takes_a_public_suffix_from_the_suffix_itself_as_host_only) {
  const CookieRequest suffix{.host = "github.io", .secure = true};
  EXPECT_TRUE(judge_set_cookie("a=b; Domain=github.io", suffix, kNow).cookie->host_only);
  const CookieRequest tenant{.host = "x.github.io", .secure = true};
  EXPECT_EQ(fate("a=b; Domain=github.io", tenant), reason_of(CookieRefusal::PublicSuffix));
}

TEST(Judge, holds_names_to_what_they_promise) {
  EXPECT_EQ(fate("__Secure-a=b; Secure"), "kept");
  EXPECT_EQ(fate("__Secure-a=b"), reason_of(CookieRefusal::SecurePrefix));
  EXPECT_EQ(fate("__SeCuRe-a=b"), reason_of(CookieRefusal::SecurePrefix));
  EXPECT_EQ(fate("__Host-a=b; Secure; Path=/"), "kept");
  EXPECT_EQ(fate("__Host-a=b; Secure"), reason_of(CookieRefusal::HostPrefix));
  EXPECT_EQ(fate("__host-a=b; Secure; Path=/x"), reason_of(CookieRefusal::HostPrefix));
  EXPECT_EQ(fate("__Host-a=b; Secure; Path=/; Domain=www.example.org"),
            reason_of(CookieRefusal::HostPrefix));
  EXPECT_EQ(fate("=__Host-a=b; Secure; Path=/"), reason_of(CookieRefusal::NamelessPrefix));
}

TEST(Judge, wants_https_for_what_says_so) {
  EXPECT_EQ(fate("a=b; Secure", kHttp), reason_of(CookieRefusal::SecureOverHttp));
  EXPECT_EQ(fate("a=b; SameSite=None"), reason_of(CookieRefusal::SameSiteNoneInsecure));
  EXPECT_EQ(fate("a=b; Partitioned"), reason_of(CookieRefusal::PartitionedInsecure));
}

TEST(Judge, takes_only_same_site_none_in_another_sites_page) {
  CookieRequest framed = kHttps;
  framed.cross_site = true;
  EXPECT_EQ(fate("a=b; SameSite=None; Secure", framed), "kept");
  EXPECT_EQ(fate("a=b; SameSite=Lax; Secure", framed), reason_of(CookieRefusal::CrossSite));
  EXPECT_EQ(fate("a=b; Secure", framed), reason_of(CookieRefusal::CrossSite));
}

TEST(CookieJar, sends_a_secure_cookie_over_https_only) {
  CookieJar jar;
  jar.set("s=1; Secure", kHttps, kNow);
  jar.set("p=2", kHttps, kNow);
  EXPECT_EQ(jar.header_for(kHttps, kNow), "s=1; p=2");
  EXPECT_EQ(jar.header_for(kHttp, kNow), "p=2");
}

TEST(CookieJar, leaves_secure_cookies_alone_over_http) {
  CookieJar jar;
  jar.set("s=1; Secure; Domain=example.org; Path=/", kHttps, kNow);
  EXPECT_EQ(jar.set("s=2; Path=/", kHttp, kNow), CookieRefusal::OverwritesSecure);
  EXPECT_EQ(jar.header_for(kHttps, kNow), "s=1");
}

TEST(CookieJar, keeps_the_time_of_creation_when_a_cookie_is_set_again) {
  CookieJar jar;
  jar.set("a=1", kHttps, kNow);
  jar.set("a=2", kHttps, kNow + hours(1));
  ASSERT_EQ(jar.all().size(), 1u);
  EXPECT_EQ(jar.all()[0].created, kNow);
  EXPECT_EQ(jar.all()[0].value, "2");
}

TEST(CookieJar, forgets_what_has_expired) {
  CookieJar jar;
  jar.set("a=1; Max-Age=60", kHttps, kNow);
  jar.set("b=1", kHttps, kNow);
  EXPECT_EQ(jar.header_for(kHttps, kNow + seconds(60)), "b=1");
  jar.set("b=1; Max-Age=0", kHttps, kNow);
  EXPECT_TRUE(jar.all().empty());
}

TEST(CookieJar, sends_nameless_cookies_as_their_value_alone) {
  CookieJar jar;
  jar.set("lonely", kHttps, kNow);
  EXPECT_EQ(jar.header_for(kHttps, kNow), "lonely");
}

TEST(DomainMatch, does_not_hold_for_addresses) {
  EXPECT_TRUE(domain_matches("a.example.org", "example.org"));
  EXPECT_FALSE(domain_matches("badexample.org", "example.org"));
  EXPECT_TRUE(domain_matches("127.0.0.1", "127.0.0.1"));
  EXPECT_FALSE(domain_matches("127.0.0.1", "0.0.1"));
}

TEST(PathMatch, ends_at_slashes) {
  EXPECT_TRUE(path_matches("/a/b", "/a"));
  EXPECT_TRUE(path_matches("/a/b", "/a/"));
  EXPECT_FALSE(path_matches("/ab", "/a"));
  EXPECT_EQ(default_path("/a/b?c=/d"), "/a");
  EXPECT_EQ(default_path("/a"), "/");
  EXPECT_EQ(default_path(""), "/");
}

}  // namespace
}  // namespace glassjar::cookies
