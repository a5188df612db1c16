// Emptying a jar, step by step, with every crash between two steps.
#include "jar/erasure.h"

#include <gtest/gtest.h>

#include "consent/choices.h"
#include "jar/own_rows.h"
#include "storage/memory_stores.h"

namespace glassjar::jar {
namespace {

using storage::ErasureState;
using storage::KeepFor;
const TimePoint kStart = *parse_time("2026-11-21T10:00:00Z");

// Forwards to a spool, or refuses as on a full disk.
class FlakySpool final : public storage::Spool {
 public:
  explicit FlakySpool(storage::Spool& spool) : spool_(spool) {}
  void append(std::string payload, uint32_t width, Done done) override {
    spool_.append(std::move(payload), width, std::move(done));
  }
  Result<uint64_t> append_and_wait(std::string payload, uint32_t width) override {
    if (is_full) return fail(ErrorCode::Unavailable, "append to the spool: full");
    return spool_.append_and_wait(std::move(payload), width);
  }
  uint64_t id() const override { return spool_.id(); }
  uint64_t next_seq() const override { return spool_.next_seq(); }
  Result<std::vector<storage::SpoolEntry>> read(uint64_t from, size_t bytes_max) override {
    return spool_.read(from, bytes_max);
  }
  void wait_for(uint64_t from, std::chrono::milliseconds timeout) override {
    spool_.wait_for(from, timeout);
  }
  void wake() override { spool_.wake(); }
  Result<void> trim(uint64_t seq, Trim how) override { return spool_.trim(seq, how); }

  bool is_full = false;

 private:
  storage::Spool& spool_;
};

class ErasureTest : public testing::Test {
 protected:
  void SetUp() override {
    site = *directory.add("example.org", "Etc/UTC", kStart, 1);
    other = *directory.add("example.net", "Etc/UTC", kStart, 1);
    mine = {.jar_cookie =
                choices.remember(*site, KeepFor::Days30, model::PageLoadId(), {})->secret};
    my_jar = *choices.standing(*site, mine)->jar;
    EXPECT_TRUE(stores.keys.key_for(my_jar.id));
  }
  Erasures make_erasures(Excluded& table) {
    return Erasures({.records = stores.records,
                     .keys = stores.keys,
                     .spool = spool,
                     .directory = directory,
                     .remembered = remembered,
                     .access_log = log,
                     .excluded = table,
                     .holders = {&log},
                     .purge_spool = [this]() -> Result<void> {
                       ++purges;
                       if (purge_fails) return fail(ErrorCode::Unavailable, "purge: full");
                       return {};
                     }},
                    clock, random);
  }
  // What the spool says is to be removed, from `from` on.
  std::vector<storage::RemovalLogged> removals(uint64_t from = 0) {
    std::vector<storage::RemovalLogged> found;
    const auto entries = stores.spool.read(from, 1 << 20);
    for (const auto& entry : *entries)
      found.push_back(std::get<storage::RemovalLogged>(*storage::decode_log_entry(entry.payload)));
    return found;
  }
  storage::Erasure status(const Receipt& receipt) { return *erasures.status(receipt.secret); }

  storage::MemoryStores stores;
  FlakySpool spool{stores.spool};
  FakeClock clock{kStart};
  SeededRandom random{5};
  sites::Directory directory{stores.records};
  std::shared_ptr<const sites::KnownSite> site;
  std::shared_ptr<const sites::KnownSite> other;
  consent::Remembered remembered{stores.records, clock};
  consent::NewJars new_jars{clock, random};
  consent::Choices choices{stores.records, spool, remembered, new_jars, clock, random};
  access_log::AccessLog log;
  Excluded excluded;
  int purges = 0;
  bool purge_fails = false;
  Erasures erasures = make_erasures(excluded);
  consent::Browser mine;
  storage::Jar my_jar;
};

TEST_F(ErasureTest, is_gone_from_everything_when_it_returns) {
  const auto receipt = erasures.empty(*site, mine);
  ASSERT_TRUE(receipt);
  EXPECT_FALSE(choices.standing(*site, mine)->jar);
  EXPECT_FALSE(remembered.visitor(mine.jar_cookie, site->record.id));
  EXPECT_FALSE(*stores.keys.find(my_jar.id));
  EXPECT_EQ(excluded.of_site(site->record.id),
            std::vector{consent::visitor_on(my_jar.visitor_key, site->record.id)});
  EXPECT_EQ(excluded.of_site(other->record.id).size(), 1u);
  ASSERT_EQ(removals().size(), 2u);
  EXPECT_EQ(removals()[0].how, storage::RemovalLogged::How::Erase);
  EXPECT_EQ(status(*receipt).state, ErasureState::Pending);
  EXPECT_EQ(status(*receipt).asked, kStart);
}

TEST_F(ErasureTest, is_complete_only_when_every_site_is_confirmed) {
  const auto receipt = erasures.empty(*site, mine);
  const auto logged = removals();
  clock.advance(seconds(3));
  ASSERT_TRUE(erasures.confirm(logged[0], 5));
  EXPECT_EQ(status(*receipt).state, ErasureState::Pending);
  EXPECT_EQ(purges, 0);
  ASSERT_TRUE(erasures.confirm(logged[1], 2));
  EXPECT_EQ(purges, 1);
  EXPECT_EQ(status(*receipt).state, ErasureState::Complete);
  EXPECT_EQ(status(*receipt).rows, 7u);
  EXPECT_EQ(status(*receipt).completed, kStart + seconds(3));
  EXPECT_TRUE(status(*receipt).visitors.empty());
  EXPECT_TRUE(excluded.of_site(site->record.id).empty());
  EXPECT_TRUE(excluded.of_site(other->record.id).empty());
}

TEST_F(ErasureTest, a_confirmation_that_comes_twice_counts_once) {
  const auto receipt = erasures.empty(*site, mine);
  const auto logged = removals();
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(erasures.confirm(logged[0], 5));
  EXPECT_EQ(status(*receipt).rows, 5u);
  EXPECT_EQ(status(*receipt).state, ErasureState::Pending);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(erasures.confirm(logged[1], 1));
  EXPECT_EQ(status(*receipt).rows, 6u);
  EXPECT_EQ(purges, 1);
}

TEST_F(ErasureTest, an_expiry_or_a_strangers_removal_confirms_nothing) {
  const auto receipt = erasures.empty(*site, mine);
  storage::RemovalLogged removal = removals()[0];
  removal.erasure = model::ErasureId();
  ASSERT_TRUE(erasures.confirm(removal, 5));
  removal = removals()[0];
  removal.visitor = model::VisitorId(1);
  ASSERT_TRUE(erasures.confirm(removal, 5));
  EXPECT_EQ(status(*receipt).rows, 0u);
  EXPECT_EQ(excluded.of_site(site->record.id).size(), 1u);
}

TEST_F(ErasureTest, a_restart_asks_again_for_what_was_not_confirmed) {
  const auto receipt = erasures.empty(*site, mine);
  const auto logged = removals();
  ASSERT_TRUE(erasures.confirm(logged[0], 5));

  Excluded fresh;  // memory is gone
  Erasures restarted = make_erasures(fresh);
  const uint64_t from = spool.next_seq();
  ASSERT_TRUE(restarted.resume());
  const auto again = removals(from);
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].site, logged[1].site);
  EXPECT_EQ(again[0].visitor, logged[1].visitor);
  EXPECT_EQ(fresh.of_site(logged[1].site), std::vector{logged[1].visitor});
  EXPECT_TRUE(fresh.of_site(logged[0].site).empty());
  ASSERT_TRUE(restarted.confirm(again[0], 2));
  EXPECT_EQ(status(*receipt).state, ErasureState::Complete);
  EXPECT_EQ(status(*receipt).rows, 7u);
}

TEST_F(ErasureTest, a_crash_before_the_purge_is_made_good_at_start) {
  const auto receipt = erasures.empty(*site, mine);
  const auto logged = removals();
  ASSERT_TRUE(erasures.confirm(logged[0], 1));
  purge_fails = true;
  EXPECT_FALSE(erasures.confirm(logged[1], 1));
  EXPECT_EQ(status(*receipt).state, ErasureState::Pending);
  purge_fails = false;
  Erasures restarted = make_erasures(excluded);
  ASSERT_TRUE(restarted.resume());
  EXPECT_EQ(status(*receipt).state, ErasureState::Complete);
}

TEST_F(ErasureTest, a_stuck_purge_is_tried_again_without_a_restart) {
  const auto receipt = erasures.empty(*site, mine);
  const auto logged = removals();
  ASSERT_TRUE(erasures.confirm(logged[0], 1));
  purge_fails = true;
  EXPECT_FALSE(erasures.confirm(logged[1], 1));
  EXPECT_FALSE(erasures.retry());
  purge_fails = false;
  EXPECT_TRUE(erasures.retry());
  EXPECT_EQ(status(*receipt).state, ErasureState::Complete);
  const int before = purges;
  EXPECT_TRUE(erasures.retry());
  EXPECT_EQ(purges, before);
}

TEST_F(ErasureTest, an_entry_that_is_sent_again_leaves_nobody_excluded) {
  ASSERT_TRUE(erasures.empty(*site, mine));
  const auto logged = removals();
  ASSERT_TRUE(erasures.confirm(logged[0], 1));
  excluded.add(logged[0].site, logged[0].visitor);
  ASSERT_TRUE(erasures.confirm(logged[0], 0));
  EXPECT_TRUE(excluded.of_site(logged[0].site).empty());
}

TEST_F(ErasureTest, a_full_spool_delays_the_removal_and_nothing_else) {
  spool.is_full = true;
  const auto receipt = erasures.empty(*site, mine);
  ASSERT_TRUE(receipt);
  EXPECT_FALSE(choices.standing(*site, mine)->jar);
  EXPECT_EQ(excluded.of_site(site->record.id).size(), 1u);
  EXPECT_TRUE(removals().empty());
  EXPECT_FALSE(erasures.retry());
  spool.is_full = false;
  ASSERT_TRUE(erasures.retry());
  EXPECT_EQ(removals().size(), 2u);
}

TEST_F(ErasureTest, an_intent_that_cannot_be_kept_changes_nothing) {
  stores.fail_next_commits(1);
  EXPECT_EQ(erasures.empty(*site, mine).error().code, ErrorCode::Unavailable);
  EXPECT_TRUE(choices.standing(*site, mine)->jar);
  EXPECT_TRUE(remembered.visitor(mine.jar_cookie, site->record.id));
  EXPECT_TRUE(*stores.keys.find(my_jar.id));
  EXPECT_TRUE(excluded.of_site(site->record.id).empty());
  EXPECT_TRUE(removals().empty());
}

TEST_F(ErasureTest, needs_the_key_of_a_jar) {
  EXPECT_EQ(erasures.empty(*site, {}).error().code, ErrorCode::Unauthenticated);
  EXPECT_EQ(erasures.empty(*site, {.jar_cookie = "forged"}).error().code,
            ErrorCode::Unauthenticated);
  ASSERT_TRUE(erasures.empty(*site, mine));
  EXPECT_EQ(erasures.empty(*site, mine).error().code, ErrorCode::Unauthenticated);
}

TEST_F(ErasureTest, another_jar_is_not_touched) {
  const consent::Browser theirs{
      .jar_cookie = choices.remember(*site, KeepFor::Days30, model::PageLoadId(), {})->secret};
  ASSERT_TRUE(erasures.empty(*site, mine));
  EXPECT_TRUE(choices.standing(*site, theirs)->jar);
  const auto visitor = remembered.visitor(theirs.jar_cookie, site->record.id);
  ASSERT_TRUE(visitor);
  for (const auto& removal : removals()) EXPECT_NE(removal.visitor, *visitor);
}

TEST_F(ErasureTest, after_a_no_the_visitor_id_is_erased_all_the_same) {
  ASSERT_TRUE(choices.say_no(*site, mine));
  ASSERT_TRUE(erasures.empty(*site, mine));
  EXPECT_EQ(removals()[1].visitor, consent::visitor_on(my_jar.visitor_key, removals()[1].site));
}

TEST_F(ErasureTest, a_receipt_is_a_secret_and_no_other_opens_it) {
  const auto receipt = erasures.empty(*site, mine);
  EXPECT_EQ(receipt->secret.size(), 43u);
  EXPECT_EQ(erasures.status("").error().code, ErrorCode::NotFound);
  EXPECT_EQ(erasures.status("guess").error().code, ErrorCode::NotFound);
  EXPECT_EQ(erasures.status(mine.jar_cookie).error().code, ErrorCode::NotFound);
}

TEST_F(ErasureTest, unlink_reaches_the_spool_as_such) {
  ASSERT_TRUE(erasures.unlink(site->record.id, model::VisitorId(77)));
  ASSERT_EQ(removals().size(), 1u);
  EXPECT_EQ(removals()[0].how, storage::RemovalLogged::How::Unlink);
  EXPECT_EQ(removals()[0].visitor, model::VisitorId(77));
  EXPECT_EQ(removals()[0].erasure, model::ErasureId());
}

}  // namespace
}  // namespace glassjar::jar
