// What happens to jars whose time is over.
#include "consent/expiry.h"

#include <gtest/gtest.h>

#include "consent/choices.h"
#include "storage/log_entry.h"
#include "storage/memory_stores.h"

namespace glassjar::consent {
namespace {

using storage::KeepFor;
const TimePoint kStart = *parse_time("2026-11-21T10:00:00Z");

// Writes down whose data it was told to erase.
class RecordingHolder final : public storage::PersonalDataHolder {
 public:
  std::string_view holder_name() const override { return "recording"; }
  Result<std::vector<storage::ExportTable>> export_person(storage::Transaction&,
                                                          model::JarId) override {
    return std::vector<storage::ExportTable>();
  }
  Result<void> erase_person(storage::Transaction&, model::JarId jar) override {
    erased.push_back(jar);
    return {};
  }
  std::vector<model::JarId> erased;
};

class ExpiryTest : public testing::Test {
 protected:
  void SetUp() override {
    site = *directory.add("example.org", "Etc/UTC", kStart, 1);
    other = *directory.add("example.net", "Etc/UTC", kStart, 1);
  }
  IssuedKey remember(KeepFor keep_for) {
    return *choices.remember(*site, keep_for, model::PageLoadId(), {});
  }
  std::vector<storage::RemovalLogged> removals() {
    std::vector<storage::RemovalLogged> found;
    const auto entries = stores.spool.read(0, 1 << 20);
    for (const auto& entry : *entries)
      found.push_back(std::get<storage::RemovalLogged>(*storage::decode_log_entry(entry.payload)));
    return found;
  }

  storage::MemoryStores stores;
  FakeClock clock{kStart};
  SeededRandom random{3};
  sites::Directory directory{stores.records};
  std::shared_ptr<const sites::KnownSite> site;
  std::shared_ptr<const sites::KnownSite> other;
  Remembered remembered{stores.records, clock};
  NewJars new_jars{clock, random};
  Choices choices{stores.records, stores.spool, remembered, new_jars, clock, random};
  RecordingHolder holder;
  Expiry expiry{stores.records, stores.keys, stores.spool, directory, remembered, {&holder}, clock};
};

TEST_F(ExpiryTest, anonymises_on_every_site_and_deletes_the_persons_records) {
  const IssuedKey key = remember(KeepFor::Visit);
  const storage::Jar jar = *choices.standing(*site, {.jar_cookie = key.secret})->jar;
  ASSERT_TRUE(stores.keys.key_for(jar.id));
  clock.advance(hours(24));
  EXPECT_EQ(*expiry.run(), 1u);

  ASSERT_EQ(removals().size(), 2u);
  for (const auto& removal : removals()) {
    EXPECT_EQ(removal.how, storage::RemovalLogged::How::Anonymise);
    EXPECT_EQ(removal.erasure, model::ErasureId());
    EXPECT_EQ(removal.visitor, visitor_on(jar.visitor_key, removal.site));
  }
  EXPECT_EQ(holder.erased, std::vector{jar.id});
  EXPECT_FALSE(*stores.keys.find(jar.id));
  ASSERT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
    EXPECT_FALSE(TRY(records.jars().by_id(jar.id)));
    EXPECT_TRUE(TRY(records.jars().keys()).empty());
    return {};
  }));
}

TEST_F(ExpiryTest, leaves_jars_alone_until_their_time) {
  const IssuedKey kept = remember(KeepFor::Days30);
  remember(KeepFor::Visit);
  clock.advance(hours(24) - microseconds(1));
  EXPECT_EQ(*expiry.run(), 0u);
  clock.advance(microseconds(1));
  EXPECT_EQ(*expiry.run(), 1u);
  EXPECT_EQ(*expiry.run(), 0u);
  EXPECT_TRUE(remembered.visitor(kept.secret, site->record.id));
}

TEST_F(ExpiryTest, lets_go_of_more_jars_than_one_step_takes) {
  for (int i = 0; i < 250; ++i) remember(KeepFor::Visit);
  clock.advance(hours(25));
  EXPECT_EQ(*expiry.run(), 250u);
  EXPECT_EQ(holder.erased.size(), 250u);
}

TEST_F(ExpiryTest, what_a_failed_commit_interrupts_is_done_by_the_next_run) {
  remember(KeepFor::Visit);
  clock.advance(hours(25));
  stores.fail_next_commits(1);
  EXPECT_FALSE(expiry.run());
  EXPECT_EQ(*expiry.run(), 1u);
}

}  // namespace
}  // namespace glassjar::consent
