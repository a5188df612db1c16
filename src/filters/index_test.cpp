// Verdicts of an index, and what happens to damaged ones.
#include "filters/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "filters/index_builder.h"

namespace glassjar::filters {
namespace {

Index index_of(std::string_view text) {
  const std::vector<FilterList> lists = {FilterList::parse("list", text)};
  return Index::build(lists);
}

Request script(std::string_view url) {
  return {.url = url,
          .source_host = "www.news.example",
          .site = "tracker.example",
          .source_site = "news.example",
          .type = RequestType::Script};
}

TEST(Index, a_verdict_names_the_rule_and_its_list) {
  const std::vector<FilterList> lists = {
      FilterList::parse("one", "||other.example^\n"),
      FilterList::parse("two", "! Title: Second\n||tracker.example^$third-party\n")};
  const Index index = Index::build(lists);
  const Verdict verdict = index.match(script("https://cdn.tracker.example/t.js"));
  EXPECT_TRUE(verdict.blocked);
  EXPECT_EQ(verdict.rule, "||tracker.example^$third-party");
  EXPECT_EQ(verdict.list, "Second");
  EXPECT_EQ(verdict.exception, "");
  EXPECT_EQ(index.rule_count(), 2U);
  ASSERT_EQ(index.lists().size(), 2U);
  EXPECT_EQ(index.lists()[1].name, "Second");
  EXPECT_EQ(index.lists()[1].rules, 1U);
}

TEST(Index, what_no_rule_matches_is_not_blocked) {
  const Verdict verdict =
      index_of("||tracker.example^").match(script("https://tracker.example.org/"));
  EXPECT_FALSE(verdict.blocked);
  EXPECT_EQ(verdict.rule, "");
}

TEST(Index, an_exception_lifts_and_both_are_named) {
  const Index index = index_of("||tracker.example^\n@@||tracker.example/allowed.js$script\n");
  const Verdict verdict = index.match(script("https://tracker.example/allowed.js"));
  EXPECT_FALSE(verdict.blocked);
  EXPECT_EQ(verdict.rule, "||tracker.example^");
  EXPECT_EQ(verdict.exception, "@@||tracker.example/allowed.js$script");
  EXPECT_EQ(verdict.exception_list, "list");
  EXPECT_TRUE(index.match(script("https://tracker.example/other.js")).blocked);
}

TEST(Index, an_important_rule_is_not_lifted) {
  const Index index = index_of("||tracker.example^\n@@||tracker.example^\n/t.js$important\n");
  const Verdict verdict = index.match(script("https://tracker.example/t.js"));
  EXPECT_TRUE(verdict.blocked);
  EXPECT_EQ(verdict.rule, "/t.js$important");
  EXPECT_FALSE(index.match(script("https://tracker.example/u.js")).blocked);
}

TEST(Index, a_badfilter_takes_out_the_same_rule_in_any_list) {
  const std::vector<FilterList> lists = {
      FilterList::parse("one", "||tracker.example^$script,third-party\n||tracker.example/t.\n"),
      FilterList::parse("two", "||tracker.example^$third-party,script,badfilter\n")};
  const Index index = Index::build(lists);
  EXPECT_FALSE(index.match(script("https://tracker.example/u.js")).blocked);
  EXPECT_TRUE(index.match(script("https://tracker.example/t.js")).blocked);
}

TEST(Index, types_and_parties_narrow) {
  Request request = script("https://tracker.example/t.js");
  EXPECT_FALSE(index_of("||tracker.example^$image").match(request).blocked);
  EXPECT_FALSE(index_of("||tracker.example^$~script").match(request).blocked);
  EXPECT_FALSE(index_of("||tracker.example^$~third-party").match(request).blocked);
  request.source_site = request.site;
  EXPECT_FALSE(index_of("||tracker.example^$third-party").match(request).blocked);
  EXPECT_TRUE(index_of("||tracker.example^$~third-party").match(request).blocked);
  request.type = RequestType::Document;
  EXPECT_FALSE(index_of("||tracker.example^").match(request).blocked);
  EXPECT_TRUE(index_of("||tracker.example^$document").match(request).blocked);
}

TEST(Index, without_a_page_a_request_is_of_a_third_party) {
  const Request request{.url = "https://tracker.example/", .site = "tracker.example"};
  EXPECT_TRUE(index_of("||tracker.example^$third-party").match(request).blocked);
  EXPECT_FALSE(index_of("||tracker.example^$domain=a.example").match(request).blocked);
  EXPECT_TRUE(index_of("||tracker.example^$domain=~a.example").match(request).blocked);
}

TEST(Index, for_a_request_of_unknown_type_rules_count_that_name_the_host_or_all_types) {
  const Request request{.url = "https://tracker.example/", .site = "tracker.example"};
  EXPECT_TRUE(index_of("||tracker.example^$script").match(request).blocked);
  EXPECT_FALSE(index_of("||tracker.example^$document").match(request).blocked);
  EXPECT_TRUE(index_of("||tracker.example/").match(request).blocked);
  EXPECT_FALSE(index_of("||tracker.example/$script").match(request).blocked);
  EXPECT_FALSE(index_of("$ping,third-party").match(request).blocked);
  EXPECT_TRUE(index_of("||tracker.example^\n@@||tracker.example^$script").match(request).blocked);
  EXPECT_FALSE(index_of("||tracker.example^\n@@||tracker.example^").match(request).blocked);
}

TEST(Index, the_most_specific_page_decides) {
  const Index index = index_of("/t.js$domain=news.example|~www.news.example|a.www.news.example");
  Request request = script("https://tracker.example/t.js");
  EXPECT_FALSE(index.match(request).blocked);
  request.source_host = "news.example";
  EXPECT_TRUE(index.match(request).blocked);
  request.source_host = "b.a.www.news.example";
  EXPECT_TRUE(index.match(request).blocked);
  request.source_host = "another.example";
  EXPECT_FALSE(index.match(request).blocked);
}

TEST(Index, a_page_below_any_public_suffix_is_found) {
  const Index index = index_of("/t.js$domain=shop.*");
  Request request = script("https://tracker.example/t.js");
  request.source_host = "www.shop.co.uk";
  request.source_site = "shop.co.uk";
  EXPECT_TRUE(index.match(request).blocked);
  request.source_host = "shop.other.co.uk";
  request.source_site = "other.co.uk";
  EXPECT_FALSE(index.match(request).blocked);
}

TEST(Index, case_counts_only_with_match_case) {
  const auto request = script("https://tracker.example/Track.JS");
  EXPECT_TRUE(index_of("/track.js").match(request).blocked);
  EXPECT_TRUE(index_of("/TRACK.js").match(request).blocked);
  EXPECT_TRUE(index_of("/Track.JS$match-case").match(request).blocked);
  EXPECT_FALSE(index_of("/track.js$match-case").match(request).blocked);
  EXPECT_TRUE(index_of("/\\/track\\.js$/").match(request).blocked);
  EXPECT_FALSE(index_of("/\\/track\\.js$/$match-case").match(request).blocked);
}

TEST(Index, many_rules_of_one_host_and_of_none_are_all_found) {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += "||tracker.example/p" + std::to_string(i) + "-*-x\n*q" + std::to_string(i) + "q*\n";
  const Index index = index_of(text);
  for (const auto* path : {"p0-1-x", "p299-1-x", "aq7qa", "aq299qa"})
    EXPECT_TRUE(index.match(script(std::string("https://tracker.example/") + path)).blocked)
        << path;
  EXPECT_FALSE(index.match(script("https://tracker.example/q300q")).blocked);
}

TEST(Index, an_empty_one_blocks_nothing) {
  EXPECT_FALSE(Index::build({}).match(script("https://tracker.example/")).blocked);
}

TEST(Index, the_same_lists_give_the_same_bytes) {
  constexpr std::string_view kText = "||a.example^\n/b*c$domain=d.example|~e.d.example\n/f[g]/\n";
  EXPECT_EQ(index_of(kText).bytes(), index_of(kText).bytes());
}

// Whatever keys its neighbours make it be filed under, a rule is found.
TEST(IndexProperty, agrees_with_asking_each_rule_by_itself) {
  std::mt19937 random(20261121);
  const auto pick = [&](std::initializer_list<const char*> from) {
    return std::string(from.begin()[random() % from.size()]);
  };
  const auto word = [&] { return pick({"ads", "px", "t", "track", "js", "com", "x1", "%2f"}); };
  size_t blocked = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<std::string> rules;
    for (int i = 0; i < 40; ++i)
      rules.push_back(
          pick({"", "|", "||", "/", "||a.", "@@/"}) + word() + pick({"", ".", "/", "^", "*", "-"}) +
          word() + pick({"", "^", "/", "|", "*"}) +
          pick({"", "", "$script", "$domain=p.example", "$third-party,domain=~q.example"}));
    std::string text;
    std::vector<Index> alone;
    for (const std::string& rule : rules) {
      text += rule + "\n";
      alone.push_back(index_of(rule.starts_with("@@") ? "*$all\n" + rule : rule));
    }
    const Index together = index_of(text);
    for (int i = 0; i < 40; ++i) {
      const std::string url = "https://" + pick({"a.", "", "b."}) + word() + "." + word() + "/" +
                              word() + pick({"/", "-", "."}) + word() + pick({"", "?", "/"}) +
                              word();
      Request request = script(url);
      request.source_host = request.source_site = random() % 2 == 0 ? "p.example" : "q.example";
      bool any = false;
      bool lifted = false;
      for (size_t at = 0; at < rules.size(); ++at) {
        const Verdict verdict = alone[at].match(request);
        (rules[at].starts_with("@@") ? lifted : any) |=
            rules[at].starts_with("@@") ? !verdict.blocked : verdict.blocked;
      }
      ASSERT_EQ(together.match(request).blocked, any && !lifted) << url << "\n" << text;
      blocked += any;
    }
  }
  EXPECT_GT(blocked, 200U);
}

std::string sample() {
  const std::vector<FilterList> lists = {FilterList::parse(
      "list",
      "||a.example^\n||b.example/p/\n/q.js$domain=c.example|~d.c.example\n/e[f]+g/\n*h*\n")};
  return build_index(lists);
}

std::string message_of(std::string_view bytes) {
  const auto opened = Index::open(IndexBytes(bytes));
  return opened ? "" : opened.error().message;
}

// Makes the checksum right again after a change, as somebody with intent would.
void reseal(std::string& bytes) {
  format::Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  header.bytes = bytes.size();
  header.checksum = index_checksum(header, bytes);
  std::memcpy(bytes.data(), &header, sizeof header);
}

TEST(IndexFile, opens_what_was_built) {
  const auto opened = Index::open(IndexBytes(sample()));
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->match(script("https://a.example/")).blocked);
  EXPECT_EQ(opened->rule_count(), 5U);
}

TEST(IndexFile, refuses_what_is_not_its_own) {
  EXPECT_THAT(message_of(""), testing::HasSubstr("too short"));
  EXPECT_THAT(message_of(std::string(500, 'x')), testing::HasSubstr("not a filter index"));
  std::string other = sample();
  other[8] = static_cast<char>(other[8] + 1);
  EXPECT_THAT(message_of(other), testing::HasSubstr("another version"));
}

TEST(IndexFile, every_flipped_byte_and_every_cut_is_refused) {
  const std::string good = sample();
  for (size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    EXPECT_FALSE(Index::open(IndexBytes(bad))) << at;
  }
  for (size_t bytes = 0; bytes < good.size(); ++bytes)
    EXPECT_NE(message_of(good.substr(0, bytes)), "") << bytes;
}

TEST(IndexFile, every_word_changed_with_intent_is_refused_or_harmless) {
  const std::string good = sample();
  const RequestKeys request(script("https://a.example/b.example/p/q.js?eeffg=h"));
  size_t refused = 0;
  for (size_t at = 0; at + 4 <= good.size(); at += 4)
    for (const uint32_t value : {0U, 1U, 0x7fffffffU, 0x80000000U, 0xffffffffU}) {
      std::string bad = good;
      std::memcpy(bad.data() + at, &value, sizeof value);
      reseal(bad);
      const auto opened = Index::open(IndexBytes(bad));
      refused += !opened;
      if (opened) static_cast<void>(opened->match(request));
    }
  EXPECT_GT(refused, 200U);
}

TEST(IndexFile, a_full_table_is_refused) {
  std::string bytes = sample();
  format::Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  for (uint64_t i = 0; i < header.hosts.count; ++i) {
    const format::Slot full{1, 0};
    std::memcpy(bytes.data() + header.hosts.at + i * sizeof full, &full, sizeof full);
  }
  reseal(bytes);
  EXPECT_THAT(message_of(bytes), testing::HasSubstr("a table"));
}

}  // namespace
}  // namespace glassjar::filters
