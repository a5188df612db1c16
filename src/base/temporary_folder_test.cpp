// Folders of runs that end well, that are killed, and that still live.
#include "base/temporary_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace glassjar {
namespace {

namespace fs = std::filesystem;

class TemporaryFolderTest : public testing::Test {
 protected:
  TemporaryFolderTest() { CHECK(::mkdtemp(parent_.data()) != nullptr); }
  ~TemporaryFolderTest() override { fs::remove_all(parent_); }

  size_t count() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(parent_), fs::directory_iterator()));
  }
  // A process that makes a folder with a file in it and lives until it is killed.
  pid_t start_maker() {
    std::array<int, 2> ends{};
    CHECK(::pipe(ends.data()) == 0);
    const pid_t maker = ::fork();
    if (maker == 0) {
      const auto folder = TemporaryFolder::make(parent_, "jar");
      std::ofstream(folder->path() / "file") << "text";
      CHECK(::write(ends[1], "x", 1) == 1);
      for (;;) ::pause();
    }
    char ready = 0;
    CHECK(::read(ends[0], &ready, 1) == 1);
    ::close(ends[0]);
    ::close(ends[1]);
    return maker;
  }
  static void kill_hard(pid_t process) {
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
  }

  std::string parent_ = (fs::temp_directory_path() / "glassjar-folder-test-XXXXXX").string();
};

TEST_F(TemporaryFolderTest, is_private_named_for_its_process_and_gone_at_the_end) {
  {
    const TemporaryFolder folder = TemporaryFolder::make(parent_, "jar").value();
    const std::string name = folder.path().filename();
    EXPECT_TRUE(name.starts_with("jar-" + std::to_string(::getpid()) + "-")) << name;
    EXPECT_EQ(fs::status(folder.path()).permissions(), fs::perms::owner_all);
    std::ofstream(folder.path() / "file") << "text";
  }
  EXPECT_EQ(count(), 0U);
}

TEST_F(TemporaryFolderTest, says_where_it_could_not_be_made) {
  const auto folder = TemporaryFolder::make(fs::path(parent_) / "nowhere", "jar");
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, ErrorCode::Unavailable);
  EXPECT_NE(folder.error().message.find("nowhere"), std::string::npos);
}

TEST_F(TemporaryFolderTest, of_a_killed_process_is_removed_and_of_a_living_one_stays) {
  const TemporaryFolder own = TemporaryFolder::make(parent_, "jar").value();
  const pid_t killed = start_maker();
  const pid_t living = start_maker();
  EXPECT_EQ(remove_left_folders(parent_, "jar"), 0U);
  kill_hard(killed);
  EXPECT_EQ(remove_left_folders(parent_, "other"), 0U);
  EXPECT_EQ(remove_left_folders(parent_, "jar"), 1U);
  EXPECT_EQ(count(), 2U);
  kill_hard(living);
  EXPECT_EQ(remove_left_folders(parent_, "jar"), 1U);
  EXPECT_TRUE(fs::exists(own.path()));
}

// As of a process in another PID namespace, whose number says nothing here.
TEST_F(TemporaryFolderTest, that_is_locked_stays_though_its_number_is_of_no_process) {
  const pid_t maker = start_maker();
  kill_hard(maker);
  const fs::path left = fs::directory_iterator(parent_)->path();
  const FileDescriptor folder(::open(left.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  ASSERT_EQ(::flock(folder.get(), LOCK_EX | LOCK_NB), 0);
  EXPECT_EQ(remove_left_folders(parent_, "jar"), 0U);
  ASSERT_EQ(::flock(folder.get(), LOCK_UN), 0);
  EXPECT_EQ(remove_left_folders(parent_, "jar"), 1U);
}

TEST_F(TemporaryFolderTest, that_others_made_is_left_alone) {
  const pid_t gone = start_maker();
  kill_hard(gone);
  remove_left_folders(parent_, "jar");
  const std::string number = std::to_string(gone);
  for (const std::string& name :
       std::vector<std::string>{"jar-x-abcdef", "jar-" + number, "jar-" + number + "-abcdefg",
                                "jar" + number + "-abcdef", "jar-0-abcdef", "jar--1-abcdef"})
    fs::create_directory(fs::path(parent_) / name);
  fs::create_directory(fs::path(parent_) / "kept");
  fs::create_directory_symlink("kept", fs::path(parent_) / ("jar-" + number + "-abcdef"));
  // Of a living process that has no lock on it (yet, or where files have none).
  fs::create_directory(fs::path(parent_) / ("jar-" + std::to_string(::getpid()) + "-abcdef"));
  EXPECT_EQ(remove_left_folders(parent_, "jar"), 0U);
  EXPECT_EQ(count(), 9U);
}

}  // namespace
}  // namespace glassjar
