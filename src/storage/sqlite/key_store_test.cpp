// What is particular to keys in SQLite: no byte of a destroyed key is left in any file.
#include "storage/sqlite/key_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "base/encoding.h"
#include "storage/conformance/temp_directory.h"
#include "storage/sqlite/faulty_vfs.h"

namespace glassjar::storage::sqlite {
namespace {

using conformance::TempDirectory;
using model::JarId;

std::string text_of(const DataKey& key) { return std::string(as_text(key)); }

TEST(SqliteKeyStore, leaves_no_byte_of_a_destroyed_key) {
  const TempDirectory directory;
  SystemRandom random;
  auto store = SqliteKeyStore::open(directory.path() / "keys.db", random).value();
  // Enough keys for several pages, asked for in no order, destroyed and made anew in between.
  std::map<uint64_t, DataKey> living;
  std::vector<DataKey> destroyed;
  std::mt19937 engine(1);
  for (int i = 0; i < 1200; ++i) {
    const uint64_t jar = engine() % 900;
    if (i % 4 == 3 && living.contains(jar)) {
      store->destroy(JarId{jar}).value();
      destroyed.push_back(living.extract(jar).mapped());
    } else {
      living[jar] = store->key_for(JarId{jar}).value();
    }
  }
  ASSERT_GT(destroyed.size(), 50U);
  for (size_t i = 0; i < destroyed.size(); i += 7)
    EXPECT_TRUE(directory.files_with(text_of(destroyed[i])).empty()) << i;
  EXPECT_EQ(directory.files_with(text_of(living.begin()->second)),
            std::vector<std::string>{"keys.db"});
  store.reset();
  store = SqliteKeyStore::open(directory.path() / "keys.db", random).value();
  for (const auto& [jar, key] : living) EXPECT_EQ(store->find(JarId{jar}).value(), key);
}

TEST(SqliteKeyStore, survives_a_failure_at_each_operation) {
  FaultyVfs disk;
  SystemRandom random;
  for (int n = 1;; ++n) {
    const TempDirectory directory;
    auto store = SqliteKeyStore::open(directory.path() / "keys.db", random, disk.name()).value();
    const DataKey first = store->key_for(JarId{1}).value();
    const DataKey second = store->key_for(JarId{2}).value();
    disk.fail_at(n, SQLITE_IOERR_FSYNC, FaultyVfs::After::Recovers);
    const Result<void> outcome = store->destroy(JarId{1});
    const bool fired = disk.fired();
    disk.heal();
    EXPECT_EQ(store->find(JarId{2}).value(), second) << n;
    const std::optional<DataKey> kept = store->find(JarId{1}).value();
    // A failure may be reported for what is done already, never the other way round.
    EXPECT_TRUE(kept == std::nullopt || (!outcome && *kept == first)) << n;
    store->destroy(JarId{1}).value();
    store.reset();
    EXPECT_TRUE(directory.files_with(text_of(first)).empty()) << n;
    if (fired) continue;
    EXPECT_GT(n, 2);
    return;
  }
}

}  // namespace
}  // namespace glassjar::storage::sqlite
