// Origins and their attributes, as Firefox writes them.
#include "browsers/firefox_origin.h"

#include <gtest/gtest.h>

namespace glassjar::browsers::firefox {
namespace {

TEST(FirefoxOrigin, has_partition_and_container_from_its_suffix) {
  const auto attributes = parse_origin_attributes(
      "^firstPartyDomain=x&userContextId=2&partitionKey=%28https%2Cnews.example%29");
  EXPECT_EQ(attributes.top_site, "https://news.example");
  EXPECT_EQ(attributes.container, "2");
  EXPECT_EQ(parse_origin_attributes("").top_site, "");
  EXPECT_EQ(parse_origin_attributes("userContextId=2").container, "") << "no suffix without ^";
  EXPECT_EQ(parse_origin_attributes("^userContextId=x&&=&partitionKey").container, "");
}

TEST(FirefoxOrigin, reads_partition_keys_with_port_and_foreign_ancestor) {
  EXPECT_EQ(top_site_of_partition_key("(http,a.localhost)"), "http://a.localhost");
  EXPECT_EQ(top_site_of_partition_key("(https,a.test,8443)"), "https://a.test:8443");
  EXPECT_EQ(top_site_of_partition_key("(https,a.test,f)"), "https://a.test");
  EXPECT_EQ(top_site_of_partition_key("(https,a.test,8443,f)"), "https://a.test:8443");
  for (const char* other : {"", "a.test", "(", "()", "(https)", "(,a)", "(https,)"})
    EXPECT_EQ(top_site_of_partition_key(other), "") << other;
}

TEST(FirefoxOrigin, leaves_out_path_and_the_schemes_own_port) {
  const Origin origin = parse_origin("https://WWW.a.test:443/path?x^y");
  EXPECT_EQ(origin.host, "www.a.test");
  EXPECT_EQ(origin.origin, "https://WWW.a.test");
  EXPECT_EQ(parse_origin("http://a.test:8080^userContextId=3").attributes.container, "3");
  EXPECT_EQ(parse_origin("http://a.test:8080").origin, "http://a.test:8080");
}

TEST(FirefoxOrigin, is_of_a_site_only_over_http) {
  EXPECT_TRUE(parse_origin("http://a.test").is_of_site());
  for (const char* other : {"moz-extension://a6e05e6f", "chrome", "file:///home", "about:home", "",
                            "https://", "resource://x"})
    EXPECT_FALSE(parse_origin(other).is_of_site()) << other;
}

TEST(FirefoxOrigin, is_told_by_the_name_of_its_folder) {
  const Origin partitioned =
      parse_origin_folder("http+++b.localhost+8780^partitionKey=%28http%2Ca.localhost%29");
  EXPECT_EQ(partitioned.origin, "http://b.localhost:8780");
  EXPECT_EQ(partitioned.attributes.top_site, "http://a.localhost");
  EXPECT_EQ(parse_origin_folder("https+++a.test").origin, "https://a.test");
  EXPECT_EQ(parse_origin_folder("https+++[++1]+8443").origin, "https://[::1]:8443");
  for (const char* other : {"chrome", "", "+++", "https+++", "moz-extension+++a6e0"})
    EXPECT_FALSE(parse_origin_folder(other).is_of_site()) << other;
}

TEST(FirefoxOrigin, forgets_a_partition_that_is_the_pages_own) {
  cookies::Item item;
  item.host = "img.a.example";
  item.top_site = "https://a.example";
  forget_own_partition(item);
  EXPECT_EQ(item.top_site, "");
  item.top_site = "https://b.example";
  forget_own_partition(item);
  EXPECT_EQ(item.top_site, "https://b.example");
}

}  // namespace
}  // namespace glassjar::browsers::firefox
