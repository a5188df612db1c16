// The act of choosing: what it leaves in the records, in the spool and in the table.
#include "consent/choices.h"

#include <gtest/gtest.h>

#include "storage/log_entry.h"
#include "storage/memory_stores.h"

namespace glassjar::consent {
namespace {

using storage::KeepFor;
constexpr model::PageLoadId kPage{0xabc};
const TimePoint kStart = *parse_time("2026-11-21T10:00:00Z");

// A spool whose disk is full.
class FullSpool final : public storage::Spool {
 public:
  void append(std::string, uint32_t, Done done) override {
    done(fail(ErrorCode::Unavailable, "append: full"));
  }
  Result<uint64_t> append_and_wait(std::string, uint32_t) override {
    return fail(ErrorCode::Unavailable, "append: full");
  }
  uint64_t id() const override { return 1; }
  uint64_t next_seq() const override { return 1; }
  Result<std::vector<storage::SpoolEntry>> read(uint64_t, size_t) override {
    return std::vector<storage::SpoolEntry>();
  }
  void wait_for(uint64_t, std::chrono::milliseconds) override {}
  void wake() override {}
  Result<void> trim(uint64_t, Trim) override { return {}; }
};

class ChoicesTest : public testing::Test {
 protected:
  void SetUp() override { site = *directory.add("example.org", "Europe/Berlin", kStart, 1); }

  std::vector<storage::ChoiceLogged> logged() {
    std::vector<storage::ChoiceLogged> found;
    const auto entries = stores.spool.read(0, 1 << 20);
    for (const auto& entry : *entries)
      found.push_back(std::get<storage::ChoiceLogged>(*storage::decode_log_entry(entry.payload)));
    return found;
  }
  std::vector<storage::Jar> jars() {
    std::vector<storage::Jar> all;
    EXPECT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
      all = TRY(records.jars().list());
      return {};
    }));
    return all;
  }
  uint64_t said_no_today() {
    uint64_t count = 0;
    EXPECT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
      const LocalDay day = site->zone.day_of(kStart);
      for (const auto& row : TRY(records.daily_counts().sum(site->record.id, day, day)))
        if (row.kind == "no") count += row.count;
      return {};
    }));
    return count;
  }

  storage::MemoryStores stores;
  FakeClock clock{kStart};
  SeededRandom random{3};
  sites::Directory directory{stores.records};
  std::shared_ptr<const sites::KnownSite> site;
  Remembered remembered{stores.records, clock};
  NewJars new_jars{clock, random, /*per_hour=*/3};
  Choices choices{stores.records, stores.spool, remembered, new_jars, clock, random};
};

TEST_F(ChoicesTest, remembering_begins_with_the_page_on_which_it_is_chosen) {
  const auto key = choices.remember(*site, KeepFor::Days30, kPage, {});
  ASSERT_TRUE(key);
  const auto visitor = remembered.visitor(key->secret, site->record.id);
  ASSERT_TRUE(visitor);
  ASSERT_EQ(logged().size(), 1u);
  EXPECT_EQ(logged()[0].page_load, kPage);
  EXPECT_EQ(logged()[0].site, site->record.id);
  EXPECT_EQ(logged()[0].visitor, *visitor);
}

TEST_F(ChoicesTest, the_key_has_256_random_bits_and_only_its_hash_is_stored) {
  const auto key = choices.remember(*site, KeepFor::Days30, kPage, {});
  EXPECT_EQ(key->secret.size(), 43u);
  ASSERT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
    const auto keys = TRY(records.jars().keys());
    EXPECT_EQ(keys.size(), 1u);
    EXPECT_EQ(keys[0].hash, storage::hash_of_secret(key->secret));
    return {};
  }));
}

TEST_F(ChoicesTest, each_length_of_time_ends_when_it_says) {
  const std::pair<KeepFor, seconds> lengths[] = {
      {KeepFor::Visit, hours(24)}, {KeepFor::Days30, days(30)}, {KeepFor::Months13, days(395)}};
  for (const auto& [keep_for, length] : lengths) {
    const auto key = choices.remember(*site, keep_for, kPage, {});
    ASSERT_TRUE(key);
    const auto standing = choices.standing(*site, {.jar_cookie = key->secret});
    EXPECT_EQ(standing->jar->expires, kStart + length);
    EXPECT_EQ(standing->jar->keep_for, keep_for);
  }
}

TEST_F(ChoicesTest, choosing_again_renews_the_key_and_keeps_the_visitor) {
  const auto first = choices.remember(*site, KeepFor::Visit, kPage, {});
  const auto visitor = remembered.visitor(first->secret, site->record.id);
  const auto second =
      choices.remember(*site, KeepFor::Months13, kPage, {.jar_cookie = first->secret});
  ASSERT_TRUE(second);
  EXPECT_NE(first->secret, second->secret);
  EXPECT_FALSE(remembered.visitor(first->secret, site->record.id));
  EXPECT_EQ(remembered.visitor(second->secret, site->record.id), visitor);
  EXPECT_FALSE(choices.standing(*site, {.jar_cookie = first->secret})->jar);
  EXPECT_EQ(jars().size(), 1u);
  // Its page was remembered already.
  EXPECT_EQ(logged().size(), 1u);
}

TEST_F(ChoicesTest, a_planted_cookie_opens_nothing_after_the_choice) {
  const auto planted = choices.remember(*site, KeepFor::Visit, kPage, {});
  const auto own = choices.remember(*site, KeepFor::Days30, kPage, {.jar_cookie = planted->secret});
  ASSERT_TRUE(own);
  // The same after a restart, from the records alone.
  Remembered fresh(stores.records, clock);
  ASSERT_TRUE(fresh.load());
  EXPECT_FALSE(fresh.visitor(planted->secret, site->record.id));
  EXPECT_TRUE(fresh.visitor(own->secret, site->record.id));
}

TEST_F(ChoicesTest, an_unknown_cookie_gets_a_jar_of_its_own) {
  const auto a = choices.remember(*site, KeepFor::Days30, kPage, {.jar_cookie = "forged"});
  const auto b = choices.remember(*site, KeepFor::Days30, kPage, {});
  EXPECT_EQ(jars().size(), 2u);
  EXPECT_NE(remembered.visitor(a->secret, site->record.id),
            remembered.visitor(b->secret, site->record.id));
}

TEST_F(ChoicesTest, an_expired_cookie_gets_a_new_jar) {
  const auto first = choices.remember(*site, KeepFor::Visit, kPage, {});
  const auto visitor = remembered.visitor(first->secret, site->record.id);
  clock.advance(hours(24));
  const auto second = choices.remember(*site, KeepFor::Visit, kPage, {.jar_cookie = first->secret});
  EXPECT_NE(remembered.visitor(second->secret, site->record.id), visitor);
}

TEST_F(ChoicesTest, a_choice_without_a_page_load_logs_nothing) {
  ASSERT_TRUE(choices.remember(*site, KeepFor::Days30, model::PageLoadId(), {}));
  EXPECT_TRUE(logged().empty());
}

TEST_F(ChoicesTest, no_stops_remembering_and_leaves_the_jar_to_be_opened) {
  const auto key = choices.remember(*site, KeepFor::Days30, kPage, {});
  ASSERT_TRUE(choices.say_no(*site, {.jar_cookie = key->secret}));
  EXPECT_FALSE(remembered.visitor(key->secret, site->record.id));
  const auto standing = choices.standing(*site, {.jar_cookie = key->secret, .said_no = true});
  ASSERT_TRUE(standing->jar);
  EXPECT_FALSE(standing->jar->remembers);
  EXPECT_TRUE(standing->said_no);
  EXPECT_EQ(said_no_today(), 1u);
}

TEST_F(ChoicesTest, saying_no_twice_is_one_refusal) {
  ASSERT_TRUE(choices.say_no(*site, {}));
  ASSERT_TRUE(choices.say_no(*site, {.said_no = true}));
  EXPECT_EQ(said_no_today(), 1u);
}

TEST_F(ChoicesTest, remembering_after_a_no_takes_the_page_in_again) {
  const auto key = choices.remember(*site, KeepFor::Days30, kPage, {});
  ASSERT_TRUE(choices.say_no(*site, {.jar_cookie = key->secret}));
  const auto again = choices.remember(*site, KeepFor::Days30, model::PageLoadId(0xdef),
                                      {.jar_cookie = key->secret, .said_no = true});
  ASSERT_TRUE(again);
  EXPECT_TRUE(remembered.visitor(again->secret, site->record.id));
  ASSERT_EQ(logged().size(), 2u);
  EXPECT_EQ(logged()[1].page_load, model::PageLoadId(0xdef));
  EXPECT_EQ(jars().size(), 1u);
}

TEST_F(ChoicesTest, closing_takes_the_key_and_leaves_the_jar_to_its_time) {
  const auto key = choices.remember(*site, KeepFor::Days30, kPage, {});
  ASSERT_TRUE(choices.close({.jar_cookie = key->secret}));
  EXPECT_FALSE(choices.standing(*site, {.jar_cookie = key->secret})->jar);
  EXPECT_FALSE(remembered.visitor(key->secret, site->record.id));
  EXPECT_EQ(jars().size(), 1u);
  EXPECT_TRUE(choices.close({}));
}

TEST_F(ChoicesTest, a_full_spool_leaves_the_old_key_and_no_new_jar) {
  const auto key = choices.remember(*site, KeepFor::Visit, model::PageLoadId(), {});
  ASSERT_TRUE(choices.say_no(*site, {.jar_cookie = key->secret}));
  FullSpool full;
  Choices stuck(stores.records, full, remembered, new_jars, clock, random);
  const auto failed = stuck.remember(*site, KeepFor::Days30, kPage, {.jar_cookie = key->secret});
  EXPECT_EQ(failed.error().code, ErrorCode::Unavailable);
  const auto failed_new = stuck.remember(*site, KeepFor::Days30, kPage, {});
  EXPECT_EQ(failed_new.error().code, ErrorCode::Unavailable);
  EXPECT_EQ(jars().size(), 1u);
  EXPECT_TRUE(choices.standing(*site, {.jar_cookie = key->secret})->jar);
}

TEST_F(ChoicesTest, a_failed_commit_leaves_the_table_as_it_was) {
  const auto key = choices.remember(*site, KeepFor::Visit, kPage, {});
  stores.fail_next_commits(1);
  EXPECT_FALSE(choices.remember(*site, KeepFor::Days30, kPage, {.jar_cookie = key->secret}));
  EXPECT_TRUE(remembered.visitor(key->secret, site->record.id));
  stores.fail_next_commits(1);
  EXPECT_FALSE(choices.say_no(*site, {.jar_cookie = key->secret}));
  EXPECT_TRUE(remembered.visitor(key->secret, site->record.id));
}

TEST_F(ChoicesTest, one_network_makes_only_so_many_jars_an_hour) {
  const Browser here{.address = "192.0.2.1"};
  for (int i = 0; i < 3; ++i)
    ASSERT_TRUE(choices.remember(*site, KeepFor::Visit, model::PageLoadId(), here));
  const auto refused = choices.remember(*site, KeepFor::Visit, model::PageLoadId(), here);
  EXPECT_EQ(refused.error().code, ErrorCode::ResourceExhausted);
  EXPECT_TRUE(
      choices.remember(*site, KeepFor::Visit, model::PageLoadId(), {.address = "198.51.100.1"}));
  // A no is never limited: acts that reduce need the least.
  EXPECT_TRUE(choices.say_no(*site, here));
}

TEST_F(ChoicesTest, says_when_todays_number_loses_its_key) {
  // Midnight in Berlin, an hour ahead of UTC in November.
  EXPECT_EQ(to_iso(choices.standing(*site, {})->number_loses_key_at), "2026-11-21T23:00:00Z");
}

TEST(ChoiceNamed, takes_four_words) {
  EXPECT_EQ(choice_named("visit", kPage)->keep_for, KeepFor::Visit);
  EXPECT_EQ(choice_named("30d", kPage)->keep_for, KeepFor::Days30);
  EXPECT_EQ(choice_named("13m", kPage)->keep_for, KeepFor::Months13);
  EXPECT_EQ(choice_named("no", kPage)->keep_for, std::nullopt);
  EXPECT_EQ(choice_named("yes", kPage).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(choice_named("", kPage).error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace glassjar::consent
