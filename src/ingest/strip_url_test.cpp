// What stays of page addresses, referrers and client-chosen texts.
#include "ingest/strip_url.h"

#include <gtest/gtest.h>

namespace glassjar::ingest {
namespace {

std::string path_of(std::string_view url) { return strip_url(url, {}).path; }

TEST(StripUrl, keeps_host_and_path_only) {
  const StrippedUrl url =
      strip_url("https://jo:secret@WWW.Example.org:8443/a/b?email=jo@example.org#section", {});
  EXPECT_EQ(url.hostname, "www.example.org");
  EXPECT_EQ(url.path, "/a/b");
  EXPECT_TRUE(url.declared.empty());
}

TEST(StripUrl, gives_every_text_a_path) {
  EXPECT_EQ(path_of(""), "/");
  EXPECT_EQ(path_of("https://example.org"), "/");
  EXPECT_EQ(path_of("https://example.org?x=1"), "/");
  EXPECT_EQ(path_of("/only/a/path"), "/only/a/path");
  EXPECT_EQ(path_of("data:text/html,<p>"), "/text/html,<p>");
  EXPECT_EQ(strip_url("data:text/html,hello", {}).hostname, kNoHostname);
  EXPECT_EQ(strip_url("https://exa mple/", {}).hostname, kNoHostname);
  EXPECT_EQ(strip_url("http://[2001:DB8::1]:80/x", {}).hostname, "[2001:db8::1]");
}

TEST(StripUrl, removes_parts_that_may_name_a_person) {
  EXPECT_EQ(path_of("https://e.org/members/jo@example.org/edit"), "/members/…/edit");
  EXPECT_EQ(path_of("https://e.org/members/jo%2540example.org"), "/members/…");
  EXPECT_EQ(path_of("https://e.org/reset/550e8400-e29b-41d4-a716-446655440000"), "/reset/…");
  EXPECT_EQ(path_of("https://e.org/blog/how-to-make-sourdough-bread-at-home"),
            "/blog/how-to-make-sourdough-bread-at-home");
}

TEST(StripUrl, removes_parameters_of_path_parts) {
  EXPECT_EQ(path_of("https://e.org/shop;jsessionid=1A2B3C/cart"), "/shop/cart");
  EXPECT_EQ(path_of("https://e.org/shop%3Bjsessionid=1A2B3C"), "/shop");
}

TEST(StripUrl, shows_paths_as_a_person_reads_them) {
  EXPECT_EQ(path_of("https://e.org/caf%C3%A9/%41"), "/café/A");
  EXPECT_EQ(path_of("https://e.org/a%2Fb%20c%0A"), "/a%2Fb%20c%0A");
  EXPECT_EQ(path_of("https://e.org/a b\x01\x7f"), "/a%20b%01%7F");
  EXPECT_EQ(path_of("https://e.org/%FF\xC3("), "/%FF%C3(");
  EXPECT_EQ(path_of("https://e.org/\xED\xA0\x80"), "/%ED%A0%80");
}

TEST(StripUrl, bounds_the_path_without_cutting_a_character) {
  std::string url = "https://e.org/a";
  for (int i = 0; i < 3'000; ++i) url += "é";
  const std::string path = path_of(url);
  EXPECT_EQ(path.size(), kPathBytesMax);
  EXPECT_TRUE(path.ends_with("é"));
}

TEST(StripUrl, reads_the_campaign) {
  const Campaign campaign =
      strip_url(
          "https://e.org/?utm_source=Newsletter&utm_medium=e%2Dmail&utm_campaign=spring+sale"
          "&utm_content=top&utm_term=bread",
          {})
          .campaign;
  EXPECT_EQ(campaign.source, "Newsletter");
  EXPECT_EQ(campaign.medium, "e-mail");
  EXPECT_EQ(campaign.campaign, "spring sale");
  EXPECT_EQ(campaign.content, "top");
  EXPECT_EQ(campaign.term, "bread");
}

TEST(StripUrl, takes_ref_and_source_for_the_campaigns_source) {
  EXPECT_EQ(strip_url("https://e.org/?source=b&ref=a", {}).campaign.source, "a");
  EXPECT_EQ(strip_url("https://e.org/?source=b", {}).campaign.source, "b");
  EXPECT_EQ(strip_url("https://e.org/?ref=a&utm_source=c", {}).campaign.source, "c");
}

TEST(StripUrl, removes_persons_from_the_campaign) {
  const Campaign campaign = strip_url(
                                "https://e.org/?utm_source=mail&utm_campaign=to+jo%40example.org"
                                "&utm_content=d41d8cd98f00b204e9800998ecf8427e",
                                {})
                                .campaign;
  EXPECT_EQ(campaign.campaign, "…");
  EXPECT_EQ(campaign.content, "…");
}

TEST(StripUrl, keeps_the_kind_of_a_click_id_but_not_the_id) {
  const StrippedUrl url = strip_url("https://e.org/?gclid=EAIaIQobChMI_secret&x=1", {});
  EXPECT_EQ(url.click_id, ClickId::Google);
  EXPECT_EQ(url.path, "/");
  EXPECT_EQ(strip_url("https://e.org/?fbclid=x", {}).click_id, ClickId::Meta);
  EXPECT_EQ(strip_url("https://e.org/?msclkid=x", {}).click_id, ClickId::Microsoft);
}

TEST(StripUrl, keeps_declared_query_keys) {
  const std::vector<std::string> keys = {"size", "colour"};
  const StrippedUrl url = strip_url("https://e.org/?size=XL&q=jo&colour=jo%40example.org", keys);
  ASSERT_EQ(url.declared.size(), 2U);
  EXPECT_EQ(url.declared[0], (std::pair<std::string, std::string>("size", "XL")));
  EXPECT_EQ(url.declared[1].second, "…");
}

TEST(StripReferrer, keeps_host_and_path) {
  const StrippedReferrer referrer = strip_referrer("https://www.Other.org/a/?q=secret#x");
  EXPECT_EQ(referrer.host, "other.org");
  EXPECT_EQ(referrer.text, "other.org/a");
  EXPECT_EQ(strip_referrer("android-app://com.google.android.gm/").text, "com.google.android.gm");
}

TEST(StripReferrer, is_empty_for_other_schemes) {
  EXPECT_EQ(strip_referrer("about:blank").text, "");
  EXPECT_EQ(strip_referrer("javascript://x/y").text, "");
  EXPECT_EQ(strip_referrer("").text, "");
}

TEST(StripReferrer, removes_parts_that_may_name_a_person) {
  EXPECT_EQ(strip_referrer("https://other.org/inbox/jo%40example.org").text, "other.org/inbox/…");
}

TEST(StripText, leaves_ordinary_words) {
  EXPECT_EQ(strip_text("  Newsletter sign-up  ", 100), "Newsletter sign-up");
  EXPECT_EQ(strip_text("a\nb", 100), "a b");
  EXPECT_EQ(strip_text("ééé", 5), "éé");
}

TEST(StripText, removes_what_may_name_a_person) {
  EXPECT_EQ(strip_text("signed up: jo@example.org", 100), "…");
  EXPECT_EQ(strip_text("https://other.org/file.pdf?token=abc#x", 100),
            "https://other.org/file.pdf");
}

}  // namespace
}  // namespace glassjar::ingest
