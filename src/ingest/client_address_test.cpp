// Whose address a request came from, and when forwarding headers are believed.
#include "ingest/client_address.h"

#include <gtest/gtest.h>

namespace glassjar::ingest {
namespace {

std::string behind_loopback(std::string_view x_forwarded_for) {
  return client_address("127.0.0.1", {x_forwarded_for, ""}, TrustedProxies::loopback());
}

TEST(ClientAddress, is_the_peer_without_a_proxy) {
  EXPECT_EQ(client_address("192.0.2.1", {"198.51.100.7", ""}, TrustedProxies::loopback()),
            "192.0.2.1");
}

TEST(ClientAddress, is_what_a_trusted_proxy_saw) {
  EXPECT_EQ(behind_loopback("198.51.100.7"), "198.51.100.7");
  EXPECT_EQ(client_address("::1", {"2001:DB8::7", ""}, TrustedProxies::loopback()), "2001:db8::7");
}

TEST(ClientAddress, ignores_what_the_client_itself_put_into_the_header) {
  EXPECT_EQ(behind_loopback("203.0.113.9, 198.51.100.7"), "198.51.100.7");
}

TEST(ClientAddress, passes_several_trusted_proxies) {
  const auto proxies = TrustedProxies::parse({"127.0.0.1", "10.0.0.0/8"}).value();
  EXPECT_EQ(client_address("127.0.0.1", {"203.0.113.9, 198.51.100.7, 10.1.2.3", ""}, proxies),
            "198.51.100.7");
}

TEST(ClientAddress, stops_at_what_is_no_address) {
  EXPECT_EQ(behind_loopback("198.51.100.7, unknown"), "127.0.0.1");
  EXPECT_EQ(behind_loopback("nonsense"), "127.0.0.1");
  EXPECT_EQ(behind_loopback(","), "127.0.0.1");
}

TEST(ClientAddress, reads_forwarded) {
  const auto read = [](std::string_view forwarded) {
    return client_address("127.0.0.1", {"", forwarded}, TrustedProxies::loopback());
  };
  EXPECT_EQ(read("for=198.51.100.7;proto=https"), "198.51.100.7");
  EXPECT_EQ(read("proto=https; For=\"[2001:db8::7]:4711\""), "2001:db8::7");
  EXPECT_EQ(read("for=203.0.113.9, for=198.51.100.7"), "198.51.100.7");
  EXPECT_EQ(read("for=_hidden"), "127.0.0.1");
  EXPECT_EQ(read("proto=https"), "127.0.0.1");
}

TEST(ClientAddress, takes_ports_off) {
  EXPECT_EQ(behind_loopback("198.51.100.7:1234"), "198.51.100.7");
  EXPECT_EQ(behind_loopback("[2001:db8::7]:1234"), "2001:db8::7");
}

TEST(ClientAddress, writes_mapped_addresses_as_ipv4) {
  EXPECT_EQ(client_address("::ffff:192.0.2.1", {}, TrustedProxies::loopback()), "192.0.2.1");
  EXPECT_EQ(client_address("::ffff:127.0.0.1", {"198.51.100.7", ""}, TrustedProxies::loopback()),
            "198.51.100.7");
}

TEST(ClientAddress, is_what_a_trusted_sender_tells) {
  EXPECT_EQ(told_address({"203.0.113.9, 198.51.100.7", ""}), "203.0.113.9");
  EXPECT_EQ(told_address({"", "for=\"[2001:db8::7]\""}), "2001:db8::7");
  EXPECT_EQ(told_address({"", ""}), "");
}

TEST(ClientAddress, is_empty_when_the_peer_is_unknown) {
  EXPECT_EQ(client_address("", {"198.51.100.7", ""}, TrustedProxies::loopback()), "");
}

TEST(TrustedProxies, name_the_network_that_is_wrong) {
  for (const char* bad : {"", "example.org", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129"}) {
    const auto parsed = TrustedProxies::parse({"10.0.0.0/8", bad});
    ASSERT_FALSE(parsed) << bad;
    EXPECT_NE(parsed.error().message.find(std::string("\"") + bad + "\""), std::string::npos);
  }
}

TEST(TrustedProxies, hold_odd_prefix_lengths) {
  const auto proxies = TrustedProxies::parse({"192.0.2.128/25", "2001:db8::/33"}).value();
  EXPECT_TRUE(proxies.contains(*Address::parse("192.0.2.200")));
  EXPECT_FALSE(proxies.contains(*Address::parse("192.0.2.100")));
  EXPECT_TRUE(proxies.contains(*Address::parse("2001:db8:7fff::1")));
  EXPECT_FALSE(proxies.contains(*Address::parse("2001:db8:8000::1")));
}

TEST(Address, knows_private_networks) {
  for (const char* text : {"10.1.2.3", "172.31.0.1", "192.168.1.1", "127.0.0.1", "169.254.1.1",
                           "100.64.0.1", "::1", "fd00::1", "fe80::1%eth0"})
    EXPECT_TRUE(Address::parse(text)->is_private()) << text;
  for (const char* text : {"172.32.0.1", "8.8.8.8", "2001:db8::1", "100.128.0.1"})
    EXPECT_FALSE(Address::parse(text)->is_private()) << text;
}

}  // namespace
}  // namespace glassjar::ingest
