// Registrable domains: the list's own vectors, and what browsers' stores bring besides.
#include "cookies/registrable_domain.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <regex>

#include "base/file.h"

namespace glassjar::cookies {
namespace {

TEST(RegistrableDomain, passes_the_vectors_of_the_list) {
  const char* const shared = std::getenv("GLASSJAR_SHARED_DATA");
  const auto text = read_file(std::string(shared != nullptr ? shared : "") + "/psl/test_psl.txt");
  if (!text) GTEST_SKIP() << "no psl/test_psl.txt in GLASSJAR_SHARED_DATA";
  const std::regex vector("(^|\n)checkPublicSuffix\\('([^']*)', (?:null|'([^']*)')\\);");
  size_t count = 0;
  for (std::sregex_iterator it(text->begin(), text->end(), vector), end; it != end; ++it) {
    ++count;
    EXPECT_EQ(normal_host(registrable_domain((*it)[2].str())), (*it)[3].str()) << (*it)[2];
  }
  EXPECT_GE(count, 77u);
}

TEST(RegistrableDomain, treats_localhost_as_a_suffix) {
  EXPECT_EQ(registrable_domain("localhost"), "");
  EXPECT_EQ(registrable_domain("a.localhost"), "a.localhost");
  EXPECT_EQ(registrable_domain("x.b.localhost"), "b.localhost");
  EXPECT_EQ(site_of("localhost"), "localhost");
}

TEST(RegistrableDomain, keeps_tenants_of_one_host_apart) {
  EXPECT_EQ(registrable_domain("alice.github.io"), "alice.github.io");
  EXPECT_EQ(site_of("www.alice.github.io"), "alice.github.io");
  EXPECT_EQ(site_of("github.io"), "github.io");
  EXPECT_EQ(public_suffix("www.alice.github.io"), "github.io");
}

TEST(RegistrableDomain, follows_wildcards_and_their_exceptions) {
  EXPECT_EQ(public_suffix("a.b.ck"), "b.ck");
  EXPECT_EQ(registrable_domain("a.b.ck"), "a.b.ck");
  EXPECT_EQ(registrable_domain("shop.www.ck"), "www.ck");
  EXPECT_EQ(public_suffix("www.ck"), "ck");
}

TEST(RegistrableDomain, knows_international_names_in_both_forms) {
  EXPECT_EQ(registrable_domain("www.食狮.公司.cn"), "食狮.公司.cn");
  EXPECT_EQ(registrable_domain("www.xn--85x722f.xn--55qx5d.cn"), "xn--85x722f.xn--55qx5d.cn");
}

TEST(RegistrableDomain, gives_addresses_none) {
  for (const char* address : {"127.0.0.1", "8.8.8.8", "::1", "[2001:db8::1]"}) {
    EXPECT_TRUE(is_ip_address(address)) << address;
    EXPECT_EQ(registrable_domain(address), "") << address;
    EXPECT_EQ(site_of(address), address);
  }
  EXPECT_FALSE(is_ip_address("1.2.3.4.example"));
  EXPECT_FALSE(is_ip_address("256.1.1.1"));
}

TEST(RegistrableDomain, gives_ill_formed_hosts_none) {
  EXPECT_EQ(registrable_domain(""), "");
  EXPECT_EQ(registrable_domain("."), "");
  EXPECT_EQ(registrable_domain("a..com"), "");
  EXPECT_EQ(registrable_domain("com.."), "");
  EXPECT_EQ(registrable_domain(std::string(100'000, 'a') + ".com"), "");
}

TEST(RegistrableDomain, keeps_a_final_dot) {
  EXPECT_EQ(registrable_domain("www.example.com."), "example.com.");
}

TEST(RegistrableDomain, stops_at_hosts_of_very_many_labels) {
  std::string host;
  for (int i = 0; i < 400; ++i) host += "a.";
  EXPECT_EQ(registrable_domain(host + "co.uk"), "a.co.uk");
}

TEST(HostOfUrl, takes_user_port_and_path_off) {
  EXPECT_EQ(host_of_url("https://user:pw@www.example.org:8443/a?b#c"), "www.example.org");
  EXPECT_EQ(host_of_url("http://[::1]:80/"), "[::1]");
  EXPECT_EQ(host_of_url("https://example.org"), "example.org");
  EXPECT_EQ(host_of_url("about:blank"), "");
  EXPECT_EQ(host_of_url("http://[::1"), "");
}

}  // namespace
}  // namespace glassjar::cookies
