// Judgements, each from the smallest observation that calls for it, and for its opposite.
#include "audit/findings.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "audit/judge.h"
#include "audit/report.h"

namespace glassjar::audit {
namespace {

constexpr std::string_view kId = "8f14e45fceea167a5a36dedd4bea2543";
constexpr std::string_view kOtherId = "c9f0f895fb98ab9159f51fd0297e236d";

class FindingsTest : public testing::Test {
 protected:
  FindingsTest() { visit(Consent::Before); }

  // Records that follow belong to this visit.
  void visit(Consent consent, uint32_t observer = 0,
             ThirdPartyCookies mode = ThirdPartyCookies::Allowed) {
    seen_.visits.push_back(Visit{.source = "test",
                                 .wanted = consent,
                                 .third_party = mode,
                                 .observer = observer,
                                 .pages = {"https://shop.example/"}});
    at_ = Moment{.visit = static_cast<uint32_t>(seen_.visits.size() - 1),
                 .consent = consent,
                 .page = "https://shop.example/",
                 .time = now_};
  }
  void set(std::string url, std::string line, bool by_script = false) {
    seen_.cookies_set.push_back(CookieSet{.at = at_,
                                          .by_script = by_script,
                                          .setter = url,
                                          .url = by_script ? at_.page : url,
                                          .line = std::move(line)});
  }
  Request& request(std::string url) {
    seen_.requests.push_back(
        Request{.at = at_, .url = std::move(url), .method = "GET", .type = "image"});
    return seen_.requests.back();
  }
  Audit audit() { return make_audit(seen_, cookies::Trackers(nullptr), declared_, now_); }
  std::vector<std::string> subjects(Kind kind) {
    std::vector<std::string> found;
    for (const Finding& finding : audit().findings)
      if (finding.kind == kind) found.push_back(finding.subject);
    return found;
  }
  void declare(Declared entry) {
    if (!declared_) declared_.emplace();
    declared_->push_back(std::move(entry));
  }

  using Subjects = std::vector<std::string>;
  const TimePoint now_{days(20'000)};
  Observation seen_;
  Moment at_;
  std::optional<std::vector<Declared>> declared_;
};

TEST_F(FindingsTest, flags_are_asked_of_the_sites_own_cookies) {
  set("https://shop.example/", "all=1; Secure; HttpOnly; SameSite=Lax");
  set("https://shop.example/", "bare=1");
  set("https://t.other.net/", "third=1");
  EXPECT_EQ(subjects(Kind::NotSecure), Subjects{"cookie \"bare\" of shop.example"});
  EXPECT_EQ(subjects(Kind::NoHttpOnly), Subjects{"cookie \"bare\" of shop.example"});
  EXPECT_EQ(subjects(Kind::NoSameSite), Subjects{"cookie \"bare\" of shop.example"});
}

TEST_F(FindingsTest, a_script_cannot_set_http_only) {
  set("https://shop.example/x.js", "s=1; Secure; SameSite=Lax", /*by_script=*/true);
  EXPECT_TRUE(subjects(Kind::NoHttpOnly).empty());
}

TEST_F(FindingsTest, thirteen_months_are_the_limit) {
  set("https://shop.example/", "ok=1; Max-Age=34214400");    // 396 days
  set("https://shop.example/", "long=1; Max-Age=34214401");  // and a second
  set("https://shop.example/", "gone=1; Max-Age=0");
  EXPECT_EQ(subjects(Kind::LongLifetime), Subjects{"cookie \"long\" of shop.example"});
  EXPECT_EQ(audit().inventory.items.size(), 2U);
}

TEST_F(FindingsTest, consent_is_asked_for_by_purpose_then_by_form) {
  set("https://shop.example/", "_ga=GA1.1.1; Max-Age=100");  // analytics by the database
  set("https://shop.example/", "lang=en; Max-Age=100");      // neither
  set("https://shop.example/", "x=" + std::string(kId) + "; Max-Age=31536000");  // an identifier
  EXPECT_EQ(subjects(Kind::BeforeConsent),
            (Subjects{"cookie \"_ga\" of shop.example", "cookie \"x\" of shop.example"}));
  EXPECT_TRUE(subjects(Kind::AfterReject).empty());
  visit(Consent::Rejected);
  set("https://shop.example/", "_ga=GA1.1.1; Max-Age=100");
  EXPECT_EQ(subjects(Kind::AfterReject), Subjects{"cookie \"_ga\" of shop.example"});
}

TEST_F(FindingsTest, nothing_is_before_consent_where_it_was_given_or_is_unknown) {
  seen_.visits.clear();
  visit(Consent::Accepted);
  set("https://shop.example/", "_ga=GA1.1.1; Max-Age=100");
  visit(Consent::Unknown);
  set("https://shop.example/", "_gid=GA1.1.1; Max-Age=100");
  EXPECT_TRUE(subjects(Kind::BeforeConsent).empty());
}

TEST_F(FindingsTest, two_profiles_tell_an_identifier_from_a_constant) {
  for (const uint32_t observer : {0U, 1U}) {
    if (observer == 1) visit(Consent::Before, 1);
    set("https://t.other.net/", "id=" + std::string(observer == 0 ? kId : kOtherId) +
                                    "; Max-Age=31536000; Secure; SameSite=None");
    set("https://t.other.net/",
        "build=" + std::string(kId) + "; Max-Age=31536000; Secure; SameSite=None");
  }
  EXPECT_EQ(subjects(Kind::ThirdPartyIdentifier), Subjects{"cookie \"id\" of t.other.net"});
}

TEST_F(FindingsTest, the_same_value_in_two_files_may_be_of_one_browser) {
  seen_.visits.clear();
  for (const uint32_t observer : {0U, 1U}) {
    visit(Consent::Unknown, observer, ThirdPartyCookies::Unknown);
    set("https://t.other.net/",
        "id=" + std::string(kId) + "; Max-Age=31536000; Secure; SameSite=None");
  }
  EXPECT_EQ(subjects(Kind::ThirdPartyIdentifier), Subjects{"cookie \"id\" of t.other.net"});
}

TEST_F(FindingsTest, an_identifier_is_followed_in_every_channel_and_form) {
  set("https://shop.example/", "x=" + std::string(kId) + "; Max-Age=31536000");
  const std::string id(kId);
  request("https://plain.net/?q=" + id);
  request("https://referer.net/").referer = "https://shop.example/?q=" + id;
  request("https://body.net/").post_data = "{\"q\":\"" + id + "\"}";
  request("https://shop.example/out").location = "https://redirect.net/?q=" + id;
  request("https://redirect.net/?q=" + id);
  request("https://shop.example/own?q=" + id);
  const Audit made = audit();
  std::vector<std::string> found;
  for (const Sync& sync : made.syncs)
    found.push_back(sync.to_host + " " + std::string(in_words(sync.channel)));
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found,
            (Subjects{"body.net in the body of a request", "plain.net in the address of a request",
                      "redirect.net in a redirect", "referer.net in the Referer of a request"}));
}

TEST_F(FindingsTest, hashed_identifiers_are_found) {
  set("https://shop.example/", "x=abcdef0123456789abcdef; Max-Age=31536000");
  // Made with coreutils: printf abcdef0123456789abcdef | md5sum, sha1sum, sha256sum, base64.
  request("https://md5.net/?q=0ec6f4dd567948e98db7288aa327d7cc");
  request("https://sha1.net/?q=dc48ca64c9803561cac74815d7a3350a5a0b536f");
  request("https://sha256.net/?q=a5b66ae02ae67e76788826716ff8404f32eb51a1847df4031b753b660016262c");
  request("https://base64.net/?q=YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZg");
  std::vector<std::string> found;
  for (const Sync& sync : audit().syncs) found.push_back(sync.to_host + " " + sync.form);
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, (Subjects{"base64.net in base64", "md5.net as its MD5", "sha1.net as its SHA-1",
                             "sha256.net as its SHA-256"}));
}

TEST_F(FindingsTest, trackers_are_named_with_who_says_so) {
  request("https://www.google-analytics.com/collect");
  request("https://cdn.other.net/x.png");
  EXPECT_EQ(subjects(Kind::Tracker), Subjects{"www.google-analytics.com (Google)"});
  EXPECT_EQ(subjects(Kind::TrackerBeforeConsent), Subjects{"www.google-analytics.com (Google)"});
}

TEST_F(FindingsTest, without_a_list_nothing_is_undeclared) {
  set("https://shop.example/", "a=1");
  EXPECT_TRUE(subjects(Kind::Undeclared).empty());
  declared_.emplace();
  EXPECT_EQ(subjects(Kind::Undeclared), Subjects{"cookie \"a\" of shop.example"});
}

TEST_F(FindingsTest, the_list_is_held_against_party_category_and_lifetime) {
  set("https://shop.example/", "a=1; Max-Age=2592000");
  set("https://shop.example/", "b=1; Max-Age=2600000");
  set("https://shop.example/", "_ga=1; Max-Age=86400");
  set("https://t.other.net/", "c=1; Secure; SameSite=None");
  declare({.name = "a", .retention = "30 days"});
  declare({.name = "b", .retention = "session"});
  declare({.category = "Strictly necessary", .name = "_ga", .retention = "1 day"});
  declare({.name = "c"});
  declare({.name = "d", .domain = "x.net"});
  EXPECT_EQ(subjects(Kind::WrongLifetime), Subjects{"cookie \"b\" of shop.example"});
  EXPECT_EQ(subjects(Kind::WrongCategory), Subjects{"cookie \"_ga\" of shop.example"});
  EXPECT_EQ(subjects(Kind::WrongParty), Subjects{"cookie \"c\" of t.other.net"});
  EXPECT_EQ(subjects(Kind::NotSeen), Subjects{"declared \"d\""});
  EXPECT_TRUE(subjects(Kind::Undeclared).empty());
}

TEST_F(FindingsTest, a_list_made_from_what_was_seen_leaves_nothing_to_say_about_it) {
  set("https://shop.example/", "a=1; Max-Age=2592000");
  set("https://shop.example/", "s=1");
  set("https://t.other.net/", "c=1; Secure; SameSite=None; Max-Age=99999");
  seen_.storage.push_back(
      StorageSeen{.at = at_, .origin = "https://shop.example", .name = "k", .value = "v"});
  declared_ = declared_from(audit());
  EXPECT_EQ(declared_->size(), 4U);
  for (const Kind kind : {Kind::Undeclared, Kind::NotSeen, Kind::WrongParty, Kind::WrongCategory,
                          Kind::WrongLifetime})
    EXPECT_TRUE(subjects(kind).empty()) << info(kind).id;
}

TEST(CategoryTest, site_owners_words_are_understood) {
  EXPECT_EQ(plain_category("Strictly necessary"), "Functional");
  EXPECT_EQ(plain_category("Statistics"), "Analytics");
  EXPECT_EQ(plain_category("Targeting"), "Marketing");
  EXPECT_EQ(plain_category("Non-necessary"), "");
  EXPECT_EQ(plain_category("Unclassified"), "");
}

TEST(KindTest, every_kind_has_its_place_and_its_name) {
  for (size_t i = 0; i < kinds().size(); ++i) {
    EXPECT_EQ(static_cast<size_t>(kinds()[i].kind), i);
    EXPECT_EQ(parse_kind(kinds()[i].id), kinds()[i].kind);
  }
  EXPECT_FALSE(parse_kind("nothing").has_value());
}

}  // namespace
}  // namespace glassjar::audit
