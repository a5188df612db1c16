// LevelDB folders: as libleveldb writes them, as browsers left them, and as damage leaves them.
#include "browser_files/leveldb.h"

#include <gtest/gtest.h>
#include <leveldb/db.h>
#include <leveldb/write_batch.h>

#include <cstdlib>
#include <fstream>
#include <memory>

#include "base/file.h"
#include "browser_files/private_folder.h"

namespace glassjar::browser_files {
namespace {

namespace fs = std::filesystem;

class LeveldbFolder : public testing::Test {
 protected:
  void write(const std::function<void(leveldb::DB&)>& change) {
    leveldb::Options options;
    options.create_if_missing = true;
    options.write_buffer_size = 1 << 20;
    leveldb::DB* opened = nullptr;
    ASSERT_TRUE(leveldb::DB::Open(options, folder().string(), &opened).ok());
    const std::unique_ptr<leveldb::DB> database(opened);
    change(*database);
  }

  LeveldbContent read(const LeveldbLimits& limits = {}) const {
    return read_leveldb(folder(), {}, limits).value();
  }

  fs::path folder() const { return temporary_.path() / "db"; }

  // The files with that ending, in the order of their numbers.
  std::vector<fs::path> files(std::string_view ending) const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder()))
      if (entry.path().extension() == ending) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
  }

  static void damage(const fs::path& file, size_t at) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put('\x5a');
  }

  PrivateFolder temporary_ = PrivateFolder::make().value();
};

std::string key_of(int number) { return fmt::format("key{:06}", number); }

void put_many(leveldb::DB& database, int from, int to, const std::string& value) {
  for (int i = from; i < to; ++i) database.Put({}, key_of(i), value + std::to_string(i));
}

TEST_F(LeveldbFolder, newest_values_are_read_from_logs_and_tables) {
  write([](leveldb::DB& database) {
    put_many(database, 0, 5000, "old");
    database.CompactRange(nullptr, nullptr);
    put_many(database, 0, 10, "new");
  });
  ASSERT_FALSE(files(".ldb").empty());
  const LeveldbContent content = read();
  EXPECT_TRUE(content.problems.empty()) << content.problems.front();
  EXPECT_EQ(content.comparator, "leveldb.BytewiseComparator");
  ASSERT_EQ(content.entries.size(), 5000U);
  EXPECT_EQ(content.entries[3].value, "new3");
  EXPECT_EQ(content.entries[4999].value, "old4999");
  EXPECT_EQ(content.entries[4999].key, key_of(4999));
}

TEST_F(LeveldbFolder, deleted_keys_are_gone_also_those_of_older_tables) {
  write([](leveldb::DB& database) {
    put_many(database, 0, 100, "value");
    database.CompactRange(nullptr, nullptr);
    for (int i = 0; i < 100; i += 2) database.Delete({}, key_of(i));
  });
  const LeveldbContent content = read();
  ASSERT_EQ(content.entries.size(), 50U);
  EXPECT_EQ(content.entries[0].key, key_of(1));
}

TEST_F(LeveldbFolder, large_values_run_over_blocks_and_are_cut_for_holding) {
  const std::string large(200'000, 'v');
  write([&large](leveldb::DB& database) { database.Put({}, "large", large); });
  EXPECT_EQ(read().entries.at(0).value_bytes, large.size());
  EXPECT_EQ(read().entries.at(0).value.size(), size_t{64} << 10);
  EXPECT_EQ(read({.value_bytes_max = 1 << 20}).entries.at(0).value, large);
}

TEST_F(LeveldbFolder, only_wanted_keys_are_held) {
  write([](leveldb::DB& database) { put_many(database, 0, 100, "value"); });
  const auto wanted = [](std::string_view key) { return key == "key000007"; };
  const LeveldbContent content = read_leveldb(folder(), wanted).value();
  ASSERT_EQ(content.entries.size(), 1U);
  EXPECT_EQ(content.entries[0].value, "value7");
}

TEST_F(LeveldbFolder, a_torn_log_gives_what_stands_before_the_tear) {
  write([](leveldb::DB& database) { put_many(database, 0, 100, "value"); });
  const fs::path log = files(".log").at(0);
  fs::resize_file(log, fs::file_size(log) - 3);
  const LeveldbContent content = read();
  EXPECT_EQ(content.entries.size(), 99U);
  ASSERT_EQ(content.problems.size(), 1U);
  EXPECT_NE(content.problems[0].find("cut off"), std::string::npos);
}

TEST_F(LeveldbFolder, damage_in_a_log_costs_one_block) {
  write([](leveldb::DB& database) { put_many(database, 0, 1800, "value of some length "); });
  const fs::path log = files(".log").back();
  ASSERT_TRUE(files(".ldb").empty());
  ASSERT_GT(fs::file_size(log), 3U * 32768);
  damage(log, 32768 + 100);
  const LeveldbContent content = read();
  EXPECT_GT(content.entries.size(), 900U);
  EXPECT_LT(content.entries.size(), 1800U);
  EXPECT_EQ(content.entries.back().key, key_of(1799));
  EXPECT_FALSE(content.problems.empty());
}

TEST_F(LeveldbFolder, damage_in_a_table_costs_one_block) {
  write([](leveldb::DB& database) {
    put_many(database, 0, 5000, "value");
    database.CompactRange(nullptr, nullptr);
  });
  damage(files(".ldb").at(0), 50);
  const LeveldbContent content = read();
  EXPECT_GT(content.entries.size(), 4000U);
  EXPECT_LT(content.entries.size(), 5000U);
  ASSERT_EQ(content.problems.size(), 1U);
  EXPECT_NE(content.problems[0].find("checksum"), std::string::npos);
}

TEST_F(LeveldbFolder, a_missing_table_is_told_and_the_rest_read) {
  write([](leveldb::DB& database) {
    put_many(database, 0, 100, "value");
    database.CompactRange(nullptr, nullptr);
    put_many(database, 200, 300, "value");
  });
  fs::remove(files(".ldb").at(0));
  const LeveldbContent content = read();
  EXPECT_EQ(content.entries.size(), 100U);
  ASSERT_FALSE(content.problems.empty());
  EXPECT_NE(content.problems[0].find("missing"), std::string::npos);
}

TEST_F(LeveldbFolder, without_a_manifest_every_file_is_read) {
  write([](leveldb::DB& database) { put_many(database, 0, 100, "value"); });
  fs::remove(folder() / "CURRENT");
  const LeveldbContent content = read();
  EXPECT_EQ(content.entries.size(), 100U);
  EXPECT_TRUE(content.comparator.empty());
  EXPECT_EQ(content.problems.size(), 1U);
}

TEST_F(LeveldbFolder, more_than_the_limit_is_left_out_and_told) {
  write([](leveldb::DB& database) { put_many(database, 0, 1000, "value"); });
  const LeveldbContent content = read({.held_bytes_max = 5000});
  EXPECT_LT(content.entries.size(), 400U);
  EXPECT_EQ(content.problems.size(), 1U);
}

TEST_F(LeveldbFolder, a_folder_without_a_database_is_not_found) {
  EXPECT_EQ(read_leveldb(temporary_.path()).error().code, ErrorCode::NotFound);
}

// Files of real browsers (google/dfindexeddb).
fs::path real_data() {
  const char* folder = std::getenv("GLASSJAR_SHARED_DATA");
  return folder == nullptr ? fs::path() : fs::path(folder) / "browser-storage";
}

TEST(RealLeveldb, an_indexed_database_of_chrome_is_read_whole) {
  const fs::path folder = real_data() / "chrome-leveldb" / "file__0.indexeddb.leveldb";
  if (!fs::exists(folder)) GTEST_SKIP() << "no real data";
  const LeveldbContent content = read_leveldb(folder).value();
  EXPECT_TRUE(content.problems.empty());
  EXPECT_EQ(content.comparator, "idb_cmp1");
  EXPECT_GT(content.entries.size(), 10U);
}

TEST(RealLeveldb, a_log_just_begun_is_empty_without_being_damaged) {
  const fs::path file = real_data() / "leveldb" / "create key" / "000003.log";
  if (!fs::exists(file)) GTEST_SKIP() << "no real data";
  const LeveldbContent content = read_leveldb_log_alone(read_file(file).value());
  EXPECT_TRUE(content.problems.empty());
  EXPECT_TRUE(content.entries.empty());
}

}  // namespace
}  // namespace glassjar::browser_files
