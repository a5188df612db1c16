// A profile that a test makes file by file: the fixture under the tests of both families.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "browser_files/leveldb_rewrite.h"
#include "browser_files/private_folder.h"
#include "browser_files/sqlite_copy.h"
#include "browsers/erase.h"
#include "browsers/scan.h"

namespace glassjar::browsers {

// Remembers what it was told, by file name, and what each file was like then.
class Told : public ChangeWatcher {
 public:
  Result<void> before_change(const std::filesystem::path& path) override {
    if (refuses) return fail(ErrorCode::Unavailable, "no space for the archive");
    EXPECT_TRUE(std::filesystem::exists(path)) << path;
    paths.push_back(path.filename());
    if (std::filesystem::is_regular_file(path)) before[path.filename()] = read_file(path).value();
    return {};
  }

  bool refuses = false;
  std::vector<std::string> paths;
  std::map<std::string, std::string> before;
};

// Names of files are relative to the profile.
class MadeProfile : public testing::Test {
 protected:
  explicit MadeProfile(Family family) {
    profile_.family = family;
    profile_.folder = profile_.cache_folder = temporary_.path();
  }

  void write(const std::filesystem::path& file, std::string_view content) const {
    std::filesystem::create_directories((profile_.folder / file).parent_path());
    std::ofstream(profile_.folder / file, std::ios::binary) << content;
  }

  void make_database(const std::filesystem::path& file,
                     const std::vector<std::string>& statements) const {
    write(file, "");
    auto editor = browser_files::SqliteEditor::open(profile_.folder / file).value();
    for (const std::string& each : statements) ASSERT_TRUE(editor.run(each)) << each;
    ASSERT_TRUE(editor.finish());
  }

  void make_leveldb(const std::filesystem::path& folder,
                    const std::vector<browser_files::LeveldbEntry>& entries) const {
    std::filesystem::create_directories(profile_.folder / folder);
    ASSERT_TRUE(browser_files::replace_leveldb(profile_.folder / folder, entries));
  }

  Scan read() const { return scan({profile_}); }

  // Those of one store, each as `line` has it.
  template <class Line>
  std::vector<std::string> listed(cookies::Store store, Line line) const {
    std::vector<std::string> lines;
    for (const cookies::Item& item : read().items)
      if (item.store == store) lines.push_back(line(item));
    return lines;
  }

  browser_files::PrivateFolder temporary_ = browser_files::PrivateFolder::make().value();
  Profile profile_;
  Told told_;
};

}  // namespace glassjar::browsers
