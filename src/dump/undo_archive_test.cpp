// The undo archive gives every file and folder back as it was, and nobody else can read it.
#include "dump/undo_archive.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <map>

#include "base/file.h"

namespace glassjar::dump {
namespace {

namespace fs = std::filesystem;

const TimePoint kMade{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + hours(20)};

class UndoArchiveTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/glassjar-undo-XXXXXX";
    root_ = ::mkdtemp(name);
    profile_ = root_ / "profile";
    fs::create_directories(profile_ / "storage/deep");
    write("Cookies", std::string("SQLite format 3\0 and rows", 26));
    write("storage/a", "one");
    write("storage/deep/b", "two");
    fs::create_symlink("a", profile_ / "storage/link");
    fs::permissions(profile_ / "storage/a", fs::perms(0640));
    fs::permissions(profile_ / "storage/deep", fs::perms(0750));
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& name, const std::string& content) {
    std::ofstream(profile_ / name, std::ios::binary) << content;
  }

  // Everything below the profile: path to what is there.
  std::map<std::string, std::string> state() const {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(profile_)) {
      std::string& what = out[entry.path().lexically_relative(profile_).string()];
      if (entry.is_symlink()) {
        what = "link " + fs::read_symlink(entry.path()).string();
        continue;
      }
      struct stat status{};
      EXPECT_EQ(::stat(entry.path().c_str(), &status), 0);
      what = fmt::format("{:o} ", status.st_mode);
      if (entry.is_regular_file())
        what += fmt::format("{} {}", status.st_mtim.tv_nsec, *read_file(entry.path()));
    }
    return out;
  }

  UndoArchive make() { return UndoArchive::make(root_ / "undo", {kMade, {}}).value(); }

  fs::path root_;
  fs::path profile_;
};

TEST_F(UndoArchiveTest, puts_back_changed_removed_and_new_files_and_folders) {
  const auto before = state();
  UndoArchive archive = make();
  ASSERT_TRUE(archive.before_change(profile_ / "Cookies").has_value());
  ASSERT_TRUE(archive.before_change(profile_ / "storage").has_value());
  ASSERT_TRUE(archive.before_change(profile_ / "fresh").has_value());
  write("Cookies", "emptied");
  write("Cookies-journal", "a hot journal that would be played into the old file");
  fs::remove_all(profile_ / "storage");
  fs::create_directories(profile_ / "fresh/folder");
  ASSERT_TRUE(archive.restore().has_value());
  EXPECT_EQ(state(), before);
  // A second run, as after a crash, changes nothing.
  ASSERT_TRUE(archive.restore().has_value());
  EXPECT_EQ(state(), before);
}

TEST_F(UndoArchiveTest, a_file_archived_before_its_folder_gets_its_first_content_back) {
  const auto before = state();
  UndoArchive archive = make();
  ASSERT_TRUE(archive.before_change(profile_ / "storage/a").has_value());
  write("storage/a", "changed");
  ASSERT_TRUE(archive.before_change(profile_ / "storage").has_value());
  fs::remove_all(profile_ / "storage");
  ASSERT_TRUE(archive.restore().has_value());
  // The folder's own copy has the changed file; what was archived first wins.
  EXPECT_EQ(state(), before);
}

TEST_F(UndoArchiveTest, copies_each_path_once) {
  UndoArchive archive = make();
  ASSERT_TRUE(archive.before_change(profile_ / "storage").has_value());
  write("storage/a", "changed");
  ASSERT_TRUE(archive.before_change(profile_ / "storage/a").has_value());
  ASSERT_TRUE(archive.before_change(profile_ / "storage/../storage/deep").has_value());
  ASSERT_TRUE(archive.restore().has_value());
  EXPECT_EQ(*read_file(profile_ / "storage/a"), "one");
}

TEST_F(UndoArchiveTest, nobody_else_can_read_it) {
  UndoArchive archive = make();
  ASSERT_TRUE(archive.before_change(profile_ / "storage").has_value());
  struct stat status{};
  for (const fs::path& folder : {root_ / "undo", archive.folder()}) {
    ASSERT_EQ(::stat(folder.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U) << folder;
  }
  size_t files = 0;
  for (const auto& entry : fs::directory_iterator(archive.folder())) {
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << entry.path();
    ++files;
  }
  EXPECT_EQ(files, 3U);  // the manifest and two copies
}

TEST_F(UndoArchiveTest, a_folder_of_many_files_is_taken_at_once_and_comes_back) {
  constexpr size_t kFiles = 3 * kOneByOneMax;
  fs::create_directory(profile_ / "cache");
  for (size_t i = 0; i < kFiles; ++i)
    write(fmt::format("cache/{:03}", i), fmt::format("content {}", i));
  write("cache/index.db", std::string("SQLite format 3\0 and rows", 26));
  const auto before = state();
  UndoArchive archive = make();
  const auto copies = [&] {
    return static_cast<size_t>(std::distance(fs::directory_iterator(archive.folder()), {})) - 1;
  };
  for (size_t i = 0; i <= kOneByOneMax; ++i)
    ASSERT_TRUE(archive.before_change(profile_ / fmt::format("cache/{:03}", i)).has_value());
  EXPECT_EQ(copies(), kFiles);
  ASSERT_TRUE(archive.before_change(profile_ / "cache/index.db").has_value());
  EXPECT_EQ(copies(), kFiles + 1);
  fs::remove_all(profile_ / "cache");
  ASSERT_TRUE(archive.restore().has_value());
  EXPECT_EQ(state(), before);
}

TEST_F(UndoArchiveTest, a_torn_manifest_gives_back_what_was_whole) {
  const auto before = state();
  {
    UndoArchive archive = make();
    ASSERT_TRUE(archive.before_change(profile_ / "Cookies").has_value());
    write("Cookies", "emptied");
    ASSERT_TRUE(archive.before_change(profile_ / "storage").has_value());
  }
  const fs::path manifest = list_archives(root_ / "undo").at(0).folder / "manifest.jsonl";
  // Cut in the last group: its folder was not yet changed.
  fs::resize_file(manifest, fs::file_size(manifest) - 10);
  UndoArchive again = UndoArchive::open(manifest.parent_path()).value();
  ASSERT_TRUE(again.before_change(profile_ / "storage").has_value());
  fs::remove_all(profile_ / "storage");
  ASSERT_TRUE(again.restore().has_value());
  EXPECT_EQ(state(), before);
}

TEST_F(UndoArchiveTest, a_list_that_names_files_elsewhere_is_refused) {
  UndoArchive archive = make();
  ASSERT_TRUE(archive.before_change(profile_ / "Cookies").has_value());
  const UndoGroup evil{
      profile_ / "x",
      {{.kind = UndoEntry::Kind::Folder, .path = profile_ / "x"},
       {.kind = UndoEntry::Kind::File, .path = profile_ / "x/../../outside", .copy = "000001"}}};
  std::ofstream(archive.folder() / "manifest.jsonl", std::ios::app) << group_lines(evil);
  EXPECT_EQ(archive.restore().error().code, ErrorCode::DataLoss);
  EXPECT_FALSE(fs::exists(root_ / "outside"));
}

TEST_F(UndoArchiveTest, archives_go_after_a_day) {
  const fs::path undo = root_ / "undo";
  ASSERT_TRUE(make().before_change(profile_ / "Cookies").has_value());
  const UndoArchive second = make();
  EXPECT_EQ(list_archives(undo).size(), 2U);
  EXPECT_EQ(remove_old_archives(undo, kMade + hours(24) - seconds(1)).value(), 0U);
  EXPECT_EQ(remove_old_archives(undo, kMade + hours(24)).value(), 2U);
  EXPECT_TRUE(fs::is_empty(undo));
}

TEST_F(UndoArchiveTest, a_file_name_of_any_bytes_survives) {
  const std::string name = "storage/\xFF%41 \n\"";
  write(name, "odd");
  const auto before = state();
  UndoArchive archive = make();
  ASSERT_TRUE(archive.before_change(profile_ / "storage").has_value());
  fs::remove_all(profile_ / "storage");
  ASSERT_TRUE(archive.restore().has_value());
  EXPECT_EQ(state(), before);
}

}  // namespace
}  // namespace glassjar::dump
