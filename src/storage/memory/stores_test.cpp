// The in-memory stores pass the suites that every engine passes, and fail when told.
#include <gtest/gtest.h>

#include "storage/conformance/key_store_conformance.h"
#include "storage/conformance/record_store_conformance.h"
#include "storage/conformance/spool_conformance.h"
#include "storage/memory/record_store.h"
#include "storage/memory/spool.h"
#include "storage/memory_stores.h"

namespace glassjar::storage::conformance {
namespace {

class MemoryRecords final : public RecordStoreSubject {
 public:
  RecordStore& store() override { return stores_.records; }
  void reopen() override {}

 private:
  MemoryStores stores_;
};
class MemoryLog final : public SpoolSubject {
 public:
  Spool& spool() override { return stores_.spool; }
  void reopen() override {}

 private:
  MemoryStores stores_;
};
class MemoryKeys final : public KeyStoreSubject {
 public:
  KeyStore& store() override { return stores_.keys; }
  void reopen() override {}

 private:
  MemoryStores stores_;
};

INSTANTIATE_TEST_SUITE_P(Memory, RecordStoreConformance,
                         testing::Values([] { return std::make_unique<MemoryRecords>(); }),
                         record_store_suite_name);
INSTANTIATE_TEST_SUITE_P(Memory, SpoolConformance,
                         testing::Values([] { return std::make_unique<MemoryLog>(); }),
                         spool_suite_name);
INSTANTIATE_TEST_SUITE_P(Memory, KeyStoreConformance,
                         testing::Values([] { return std::make_unique<MemoryKeys>(); }),
                         key_store_suite_name);

TEST(MemorySpool, keeps_nothing_of_an_append_that_was_told_to_fail) {
  memory::MemorySpool spool;
  spool.fail_next_commits(1);
  EXPECT_EQ(spool.append_and_wait("lost").error().code, ErrorCode::Unavailable);
  EXPECT_EQ(spool.append_and_wait("kept").value(), 1U);
  EXPECT_EQ(spool.read(0, 100).value().size(), 1U);
}

TEST(MemoryRecordStore, keeps_nothing_of_a_commit_that_was_told_to_fail) {
  memory::MemoryRecordStore store;
  const auto add_jar = [](Transaction& t) -> Result<void> {
    TRY(t.jars().add({}));
    return {};
  };
  store.fail_next_commits(1);
  EXPECT_EQ(store.transact(add_jar).error().code, ErrorCode::Unavailable);
  EXPECT_TRUE(store.transact(add_jar).has_value());
  store
      .read([](Transaction& t) -> Result<void> {
        EXPECT_EQ(TRY(t.jars().list()).size(), 1U);
        return {};
      })
      .value();
}

}  // namespace
}  // namespace glassjar::storage::conformance
