// Addresses: their parts, and what references in a document mean.
#include "audit/address.h"

#include <gtest/gtest.h>

namespace glassjar::audit {
namespace {

TEST(AddressTest, has_its_parts) {
  const auto address = parse_address("https://me:pw@Www.Example.org:8443/a/b?q=1&x=//#top");
  ASSERT_TRUE(address.has_value());
  EXPECT_EQ(address->scheme, "https");
  EXPECT_EQ(address->host, "Www.Example.org");
  EXPECT_EQ(address->port, "8443");
  EXPECT_EQ(address->path, "/a/b");
  EXPECT_EQ(address->query, "q=1&x=//");
  EXPECT_EQ(host_of("HTTP://[2001:DB8::1]:80?x"), "[2001:db8::1]");
  EXPECT_EQ(origin_of("https://Example.org:8443/x"), "https://example.org:8443");
}

TEST(AddressTest, tells_what_is_no_address) {
  for (const char* text :
       {"", "data:text/html,hi", "about:blank", "//host/x", "://x", "https://", "a b://x"}) {
    EXPECT_FALSE(parse_address(text).has_value()) << text;
    EXPECT_EQ(host_of(text), "") << text;
  }
  EXPECT_FALSE(is_web("ws://example.org/"));
  EXPECT_TRUE(is_web("HTTPS://example.org"));
}

// RFC 3986 section 5.4.1, those that have an http base.
TEST(AddressTest, resolves_references_as_rfc_3986_shows) {
  const std::string_view base = "http://a/b/c/d;p?q";
  const std::pair<const char*, const char*> cases[] = {
      {"g", "http://a/b/c/g"},      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},    {"/g", "http://a/g"},
      {"//g", "http://g"},          {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},  {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},  {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},    {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},       {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},        {"../g", "http://a/b/g"},
      {"../..", "http://a/"},       {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"}, {"mailto:x@y", "mailto:x@y"},
  };
  for (const auto& [reference, wanted] : cases)
    EXPECT_EQ(resolve(base, reference), wanted) << reference;
}

}  // namespace
}  // namespace glassjar::audit
