// Databases written anew: what stays opens in libleveldb, what went is in no file.
#include "browser_files/leveldb_rewrite.h"

#include <gtest/gtest.h>
#include <leveldb/db.h>

#include <fstream>
#include <memory>

#include "base/file.h"
#include "browser_files/private_folder.h"

namespace glassjar::browser_files {
namespace {

namespace fs = std::filesystem;

class Rewriting : public testing::Test {
 protected:
  Rewriting() {
    leveldb::DB* opened = nullptr;
    leveldb::Options options;
    options.create_if_missing = true;
    EXPECT_TRUE(leveldb::DB::Open(options, folder().string(), &opened).ok());
    const std::unique_ptr<leveldb::DB> database(opened);
    database->Put({}, "secret-key", "secret-value");
    database->CompactRange(nullptr, nullptr);
    database->Put({}, "kept", std::string(200'000, 'k'));
    database->Put({}, "other", "newer");
  }

  fs::path folder() const { return temporary_.path() / "db"; }

  bool is_found(std::string_view needle) const {
    for (const auto& file : fs::recursive_directory_iterator(temporary_.path()))
      if (file.is_regular_file() &&
          read_file(file.path()).value().find(needle) != std::string::npos)
        return true;
    return false;
  }

  PrivateFolder temporary_ = PrivateFolder::make().value();
};

TEST_F(Rewriting, what_went_is_in_no_file_and_the_rest_opens) {
  ASSERT_TRUE(is_found("secret"));
  LeveldbContent content = read_leveldb_for_rewriting(folder()).value();
  ASSERT_EQ(content.entries.size(), 3U);
  std::erase_if(content.entries, [](const LeveldbEntry& each) { return each.key == "secret-key"; });
  ASSERT_TRUE(replace_leveldb(folder(), content.entries));
  EXPECT_FALSE(is_found("secret"));

  leveldb::DB* opened = nullptr;
  ASSERT_TRUE(leveldb::DB::Open({}, folder().string(), &opened).ok());
  const std::unique_ptr<leveldb::DB> database(opened);
  std::string value;
  ASSERT_TRUE(database->Get({}, "kept", &value).ok());
  EXPECT_EQ(value, std::string(200'000, 'k'));
  EXPECT_TRUE(database->Get({}, "secret-key", &value).IsNotFound());
}

TEST_F(Rewriting, an_unfinished_one_of_before_is_replaced) {
  fs::create_directory(folder().string() + ".glassjar-new");
  std::ofstream(folder().string() + ".glassjar-new/CURRENT") << "half";
  const LeveldbContent content = read_leveldb_for_rewriting(folder()).value();
  ASSERT_TRUE(replace_leveldb(folder(), content.entries));
  EXPECT_EQ(read_leveldb(folder()).value().entries.size(), 3U);
  EXPECT_FALSE(fs::exists(folder().string() + ".glassjar-new"));
}

TEST_F(Rewriting, a_database_that_cannot_be_told_is_refused) {
  fs::remove(folder() / "CURRENT");
  EXPECT_EQ(read_leveldb_for_rewriting(folder()).error().code, ErrorCode::DataLoss);
}

}  // namespace
}  // namespace glassjar::browser_files
