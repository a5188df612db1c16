// Names and channels of sources.
#include "ingest/sources.h"

#include <gtest/gtest.h>

namespace glassjar::ingest {
namespace {

std::string named(std::string_view referrer_host, Campaign campaign = {},
                  ClickId click_id = ClickId::None) {
  static const Sources sources;
  const Source source = sources.name({referrer_host, campaign, click_id});
  return source.name + " / " + source.channel;
}

TEST(Sources, are_direct_without_anything) { EXPECT_EQ(named(""), " / Direct"); }

TEST(Sources, know_places_by_host) {
  EXPECT_EQ(named("google.com"), "Google / Organic Search");
  EXPECT_EQ(named("google.co.uk"), "Google / Organic Search");
  EXPECT_EQ(named("news.google.com"), "Google News / Referral");
  EXPECT_EQ(named("l.facebook.com"), "Facebook / Organic Social");
  EXPECT_EQ(named("youtu.be"), "YouTube / Organic Video");
  EXPECT_EQ(named("mail.google.com"), "Gmail / Email");
  EXPECT_EQ(named("com.google.android.gm"), "Gmail / Email");
  EXPECT_EQ(named("amazon.de"), "Amazon / Organic Shopping");
  EXPECT_EQ(named("chatgpt.com"), "ChatGPT / AI Assistants");
  EXPECT_EQ(named("t.co"), "X / Organic Social");
  EXPECT_EQ(named("github.com"), "GitHub / Referral");
}

TEST(Sources, do_not_take_a_look_alike_for_the_place) {
  EXPECT_EQ(named("google.example.org"), "google.example.org / Referral");
  EXPECT_EQ(named("notgoogle.com"), "notgoogle.com / Referral");
  EXPECT_EQ(named("facebook.com.example.org"), "facebook.com.example.org / Referral");
}

TEST(Sources, let_the_campaign_speak_before_the_referrer) {
  EXPECT_EQ(named("google.com", {.source = "Spring letter", .medium = "email"}),
            "Spring letter / Email");
  EXPECT_EQ(named("", {.source = "FB"}), "Facebook / Organic Social");
  EXPECT_EQ(named("", {.source = "chatgpt.com"}), "ChatGPT / AI Assistants");
  EXPECT_EQ(named("", {.source = "partner.example"}), "partner.example / Referral");
}

TEST(Sources, tell_paid_channels) {
  EXPECT_EQ(named("", {.source = "google", .medium = "cpc"}), "Google / Paid Search");
  EXPECT_EQ(named("", {.source = "facebook", .medium = "paid_social"}), "Facebook / Paid Social");
  EXPECT_EQ(named("", {.source = "youtube", .medium = "ppc"}), "YouTube / Paid Video");
  EXPECT_EQ(named("", {.source = "ebay", .medium = "cpc"}), "eBay / Paid Shopping");
  EXPECT_EQ(named("", {.source = "x.example", .medium = "CPC"}), "x.example / Paid Other");
  EXPECT_EQ(named("", {.source = "x.example", .medium = "cpm"}), "x.example / Display");
}

TEST(Sources, take_click_ids_for_a_hint) {
  EXPECT_EQ(named("google.com", {}, ClickId::Google), "Google / Paid Search");
  EXPECT_EQ(named("", {}, ClickId::Google), "Google / Paid Search");
  EXPECT_EQ(named("", {}, ClickId::Microsoft), "Bing / Paid Search");
  EXPECT_EQ(named("", {}, ClickId::Meta), "Facebook / Organic Social");
  EXPECT_EQ(named("instagram.com", {}, ClickId::Meta), "Instagram / Organic Social");
}

TEST(Sources, tell_channels_by_medium) {
  EXPECT_EQ(named("", {.source = "x", .medium = "banner"}), "X / Display");
  EXPECT_EQ(named("", {.source = "partner", .medium = "affiliate"}), "partner / Affiliates");
  EXPECT_EQ(named("", {.source = "partner", .medium = "podcast"}), "partner / Audio");
  EXPECT_EQ(named("", {.source = "partner", .medium = "sms"}), "partner / SMS");
  EXPECT_EQ(named("", {.source = "partner", .medium = "push"}),
            "partner / Mobile Push Notifications");
  EXPECT_EQ(named("", {.source = "partner", .medium = "social"}), "partner / Organic Social");
  EXPECT_EQ(named("", {.source = "partner", .campaign = "cross-network"}),
            "partner / Cross-network");
}

}  // namespace
}  // namespace glassjar::ingest
