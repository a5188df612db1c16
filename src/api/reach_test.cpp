// How a browser reaches us, and when it may be remembered.
#include "api/reach.h"

#include <gtest/gtest.h>

namespace glassjar::api {
namespace {

net::Request request_to(const std::vector<net::Field>& fields, bool tls) {
  return {.method = net::Method::Get, .fields = fields, .tls = tls};
}

std::string reason(std::string_view host_field, bool tls, std::string_view site,
                   std::string_view public_url = "") {
  const std::vector<net::Field> fields{{"host", host_field}};
  const auto why = cannot_remember(reach_of(request_to(fields, tls), public_url), site);
  return why ? std::string(name(*why)) : "can";
}

TEST(Reach, takes_host_and_scheme_from_the_request) {
  const std::vector<net::Field> fields{{"Host", "Stats.Example.org:8443"}};
  const Reach reach = reach_of(request_to(fields, /*tls=*/true), "");
  EXPECT_TRUE(reach.https);
  EXPECT_EQ(reach.authority, "stats.example.org:8443");
  EXPECT_EQ(reach.host, "stats.example.org");
}

TEST(Reach, public_url_decides_behind_a_proxy) {
  const std::vector<net::Field> fields{{"Host", "127.0.0.1:8080"}};
  const Reach reach = reach_of(request_to(fields, /*tls=*/false), "https://stats.example.org/jar");
  EXPECT_TRUE(reach.https);
  EXPECT_EQ(reach.authority, "stats.example.org");
  EXPECT_EQ(reach.host, "stats.example.org");
}

TEST(Reach, reads_addresses_in_brackets) {
  const std::vector<net::Field> fields{{"Host", "[::1]:8080"}};
  EXPECT_EQ(reach_of(request_to(fields, false), "").host, "::1");
  const std::vector<net::Field> cut{{"Host", "[::1"}};
  EXPECT_EQ(reach_of(request_to(cut, false), "").host, "::1");
  EXPECT_EQ(reach_of(request_to({}, false), "").host, "");
}

TEST(Reach, loopback_is_only_what_browsers_take_for_it) {
  for (const char* host : {"localhost", "demo.localhost", "127.0.0.1", "127.1.2.3", "::1"})
    EXPECT_TRUE(is_loopback(host)) << host;
  for (const char* host :
       {"", "localhost.example.org", "127.evil.org", "128.0.0.1", "10.0.0.1", "mylocalhost"})
    EXPECT_FALSE(is_loopback(host)) << host;
}

TEST(Reach, same_site_follows_the_public_suffix_list) {
  EXPECT_TRUE(is_same_site("stats.example.org", "example.org"));
  EXPECT_TRUE(is_same_site("stats.example.org", "shop.example.org"));
  EXPECT_TRUE(is_same_site("stats.example.co.uk", "EXAMPLE.co.uk"));
  EXPECT_FALSE(is_same_site("stats.co.uk", "example.co.uk"));
  EXPECT_FALSE(is_same_site("a.github.io", "b.github.io"));
  EXPECT_TRUE(is_same_site("a.github.io", "a.github.io"));
  EXPECT_FALSE(is_same_site("example.org", "example.net"));
  EXPECT_FALSE(is_same_site("org", "example.org"));
  EXPECT_FALSE(is_same_site("", ""));
}

TEST(Reach, addresses_are_the_same_site_only_as_themselves) {
  EXPECT_TRUE(is_same_site("192.0.2.1", "192.0.2.1"));
  EXPECT_FALSE(is_same_site("192.0.2.1", "198.0.2.1"));
  EXPECT_FALSE(is_same_site("2001:db8::1", "2001:db8::2"));
}

TEST(Reach, both_loopback_is_the_same_site_for_a_demo) {
  EXPECT_TRUE(is_same_site("127.0.0.1", "localhost"));
  EXPECT_TRUE(is_same_site("::1", "localhost"));
  EXPECT_FALSE(is_same_site("127.0.0.1", "example.org"));
}

TEST(CannotRemember, names_its_reasons) {
  EXPECT_EQ(reason("stats.example.org", true, "example.org"), "can");
  EXPECT_EQ(reason("stats.example.org", false, "example.org"), "plain_http");
  EXPECT_EQ(reason("stats.example.net", true, "example.org"), "not_same_site");
  EXPECT_EQ(reason("localhost:8080", false, "localhost"), "can");
  EXPECT_EQ(reason("127.0.0.1:8080", false, "localhost"), "can");
  EXPECT_EQ(reason("localhost:8080", false, "example.org"), "not_same_site");
  EXPECT_EQ(reason("10.0.0.1", false, "10.0.0.1"), "plain_http");
  EXPECT_EQ(reason("localhost:8080", false, "example.org", "https://stats.example.org"), "can");
  EXPECT_EQ(reason("localhost:8080", false, "example.org", "http://stats.example.org"),
            "plain_http");
}

}  // namespace
}  // namespace glassjar::api
