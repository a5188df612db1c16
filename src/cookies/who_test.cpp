// Companies and purposes: who is found, by what, and what is not taken for somebody.
#include "cookies/who.h"

#include <gtest/gtest.h>

namespace glassjar::cookies {
namespace {

std::string company(std::string_view host) {
  const auto who = who_is(host);
  return who ? std::string(who->company) : "";
}

TEST(Who, finds_the_company_of_a_host_and_says_by_what) {
  const auto who = who_is("stats.g.doubleclick.net");
  ASSERT_TRUE(who);
  EXPECT_EQ(who->company, "Google");
  EXPECT_EQ(who->product, "Google/Doubleclick Ads");
  EXPECT_EQ(who->category, "ad");
  EXPECT_TRUE(who->homepage.starts_with("https://"));
  EXPECT_EQ(who->reason(),
            "third-party-web: *.doubleclick.net is Google/Doubleclick Ads (ad), of Google");
}

TEST(Who, counts_a_wildcard_for_its_own_domain_too) {
  EXPECT_EQ(company("doubleclick.net"), "Google");
  EXPECT_EQ(company("criteo.com"), "Criteo");
}

TEST(Who, lets_an_exact_entry_decide_before_a_wildcard) {
  EXPECT_EQ(who_is("analytics.google.com")->product, "Google Analytics");
  EXPECT_EQ(who_is("fonts.googleapis.com")->product, "Google Fonts");
}

TEST(Who, joins_entities_of_one_owner) {
  EXPECT_EQ(company("www.youtube.com"), "Google");
  EXPECT_EQ(company("www.instagram.com"), company("connect.facebook.net"));
  EXPECT_EQ(company("bat.bing.com"), company("www.linkedin.com"));
}

TEST(Who, names_hosts_that_third_party_web_lacks_as_its_own_word) {
  const auto who = who_is("google.com");
  ASSERT_TRUE(who);
  EXPECT_EQ(who->reason(), "Glassjar: *.google.com is Google");
}

TEST(Who, gives_the_rest_of_a_domain_to_its_only_company) {
  EXPECT_EQ(company("cloudflareinsights.com"), "Cloudflare");
  EXPECT_EQ(who_is("cloudflareinsights.com")->category, "");
}

TEST(Who, does_not_take_a_look_alike_for_the_company) {
  EXPECT_FALSE(who_is("notdoubleclick.net"));
  EXPECT_FALSE(who_is("doubleclick.net.example.org"));
  EXPECT_FALSE(who_is(""));
  EXPECT_FALSE(who_is("a.localhost"));
}

TEST(Owner, is_the_site_where_no_company_is_known) {
  EXPECT_EQ(owner_of("www.shop.example.co.uk"), "example.co.uk");
  EXPECT_EQ(owner_of("stats.g.doubleclick.net"), "Google");
  EXPECT_EQ(owner_of("127.0.0.1"), "127.0.0.1");
}

TEST(Purpose, knows_a_cookie_by_name_on_any_site) {
  const auto purpose = purpose_of("_ga", "www.example.org");
  ASSERT_TRUE(purpose);
  EXPECT_EQ(purpose->category, "Analytics");
  EXPECT_EQ(purpose->platform, "Google Analytics");
  EXPECT_FALSE(purpose->description.empty());
  EXPECT_EQ(purpose->reason(), "Open Cookie Database: _ga is Google Analytics's (Analytics)");
}

TEST(Purpose, takes_a_wildcard_as_a_prefix_and_the_longest_first) {
  EXPECT_EQ(purpose_of("_ga_ABCDEF1234", "example.org")->pattern, "_ga_");
  EXPECT_EQ(purpose_of("_gat_gtag_UA_123_1", "example.org")->pattern, "_gat_gtag_");
  EXPECT_EQ(purpose_of("_pk_id.1.1fff", "example.org")->pattern, "_pk_id.");
}

TEST(Purpose, holds_an_entry_of_a_domain_to_that_domain) {
  const auto here = purpose_of("td", "www.googletagmanager.com");
  ASSERT_TRUE(here);
  EXPECT_EQ(here->platform, "Google Tag Manager");
  EXPECT_FALSE(purpose_of("td", "www.example.org"));
}

TEST(Purpose, does_not_stretch_a_short_prefix_over_words) {
  EXPECT_FALSE(purpose_of("SRCHWORDS", "example.org"));
  EXPECT_FALSE(purpose_of("caption", "example.org"));
}

TEST(Purpose, knows_nothing_of_other_names) {
  EXPECT_FALSE(purpose_of("", "example.org"));
  EXPECT_FALSE(purpose_of("our_own_basket", "example.org"));
  EXPECT_FALSE(purpose_of(std::string(100'000, 'x'), "example.org"));
}

}  // namespace
}  // namespace glassjar::cookies
