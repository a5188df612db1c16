// Hosts and origins that belong to a site, and those that only look so.
#include "sites/own_hosts.h"

#include <gtest/gtest.h>

namespace glassjar::sites {
namespace {

TEST(OwnHosts, without_a_list_the_host_and_those_below_it_are_its) {
  const storage::Site site{.host = "example.org"};
  EXPECT_TRUE(is_host_of(site, "example.org"));
  EXPECT_TRUE(is_host_of(site, "shop.example.org"));
  EXPECT_FALSE(is_host_of(site, "evilexample.org"));
  EXPECT_FALSE(is_host_of(site, "example.org.evil.test"));
}

TEST(OwnHosts, with_a_list_only_the_listed_ones_are) {
  const storage::Site site{.host = "example.org", .hostnames = {"www.example.org", "127.0.0.1"}};
  EXPECT_TRUE(is_host_of(site, "www.example.org"));
  EXPECT_TRUE(is_host_of(site, "127.0.0.1"));
  EXPECT_FALSE(is_host_of(site, "shop.example.org"));
}

}  // namespace
}  // namespace glassjar::sites
