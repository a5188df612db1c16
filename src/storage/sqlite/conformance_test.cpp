// The SQLite stores pass the suites that every engine passes.
#include <gtest/gtest.h>

#include "base/random.h"
#include "storage/conformance/key_store_conformance.h"
#include "storage/conformance/record_store_conformance.h"
#include "storage/conformance/spool_conformance.h"
#include "storage/conformance/temp_directory.h"
#include "storage/sqlite/key_store.h"
#include "storage/sqlite/record_store.h"
#include "storage/sqlite/spool.h"

namespace glassjar::storage::conformance {
namespace {

class SqliteRecords final : public RecordStoreSubject {
 public:
  RecordStore& store() override { return *store_; }
  void reopen() override {
    store_.reset();
    store_ = open();
  }

 private:
  std::unique_ptr<RecordStore> open() {
    return sqlite::SqliteRecordStore::open(directory_.path() / "records.db").value();
  }
  TempDirectory directory_;
  std::unique_ptr<RecordStore> store_ = open();
};

class SqliteLog final : public SpoolSubject {
 public:
  Spool& spool() override { return *spool_; }
  void reopen() override {
    spool_.reset();
    spool_ = open();
  }

 private:
  std::unique_ptr<Spool> open() {
    return sqlite::SqliteSpool::open(directory_.path() / "spool.db", random_).value();
  }
  TempDirectory directory_;
  SystemRandom random_;
  std::unique_ptr<Spool> spool_ = open();
};

class SqliteKeys final : public KeyStoreSubject {
 public:
  KeyStore& store() override { return *store_; }
  void reopen() override {
    store_.reset();
    store_ = open();
  }

 private:
  std::unique_ptr<KeyStore> open() {
    return sqlite::SqliteKeyStore::open(directory_.path() / "keys.db", random_).value();
  }
  TempDirectory directory_;
  SystemRandom random_;
  std::unique_ptr<KeyStore> store_ = open();
};

// The library holds it too; SQLite keeps no event rows.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(EventStoreConformance);

INSTANTIATE_TEST_SUITE_P(Sqlite, RecordStoreConformance,
                         testing::Values([] { return std::make_unique<SqliteRecords>(); }),
                         record_store_suite_name);
INSTANTIATE_TEST_SUITE_P(Sqlite, SpoolConformance,
                         testing::Values([] { return std::make_unique<SqliteLog>(); }),
                         spool_suite_name);
INSTANTIATE_TEST_SUITE_P(Sqlite, KeyStoreConformance,
                         testing::Values([] { return std::make_unique<SqliteKeys>(); }),
                         key_store_suite_name);

}  // namespace
}  // namespace glassjar::storage::conformance
