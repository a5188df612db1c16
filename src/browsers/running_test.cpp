// Locks of living, dead and earlier processes.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "browser_files/private_folder.h"
#include "browsers/erase.h"

namespace glassjar::browsers {
namespace {

namespace fs = std::filesystem;

// Another process, which may hold a record lock, until it is ended.
class Process {
 public:
  explicit Process(const fs::path& locked = {}) {
    std::array<int, 2> ready{};
    EXPECT_EQ(::pipe(ready.data()), 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      if (!locked.empty()) {
        struct flock lock{};
        lock.l_type = F_WRLCK;
        ::fcntl(::open(locked.c_str(), O_RDWR), F_SETLK, &lock);
      }
      if (::write(ready[1], "r", 1) != 1) ::_exit(1);
      ::pause();
      ::_exit(0);
    }
    char byte = 0;
    EXPECT_EQ(::read(ready[0], &byte, 1), 1);
    ::close(ready[0]);
    ::close(ready[1]);
  }
  ~Process() { end(); }
  void end() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = 0;
};

std::string this_host() {
  std::array<char, 256> name{};
  EXPECT_EQ(::gethostname(name.data(), name.size() - 1), 0);
  return name.data();
}

class RunningTest : public ::testing::Test {
 protected:
  RunningTest() {
    profile_.folder = profile_.cache_folder = folder_.path() / "Default";
    profile_.user_data_folder = folder_.path();
    fs::create_directories(profile_.folder / "Local Storage/leveldb");
  }

  browser_files::PrivateFolder folder_ = browser_files::PrivateFolder::make().value();
  Profile profile_;
};

class ChromiumRunning : public RunningTest {
 protected:
  void link(const std::string& target) {
    fs::create_symlink(target, folder_.path() / "SingletonLock");
  }
};

class FirefoxRunning : public RunningTest {
 protected:
  FirefoxRunning() { profile_.family = Family::Firefox; }
  void link(const std::string& target) { fs::create_symlink(target, profile_.folder / "lock"); }
};

TEST_F(ChromiumRunning, is_not_without_any_lock) { EXPECT_FALSE(is_running(profile_)); }

TEST_F(ChromiumRunning, is_while_the_process_of_its_lock_lives) {
  Process browser;
  link(this_host() + "-" + std::to_string(browser.pid()));
  EXPECT_TRUE(is_running(profile_));
  browser.end();
  EXPECT_FALSE(is_running(profile_));
}

TEST_F(ChromiumRunning, is_not_by_the_lock_of_another_machine) {
  link("not-" + this_host() + "-" + std::to_string(::getpid()));
  EXPECT_FALSE(is_running(profile_));
}

TEST_F(ChromiumRunning, is_not_by_a_lock_that_makes_no_sense) {
  for (const std::string target : {"x", "-", "--1", "-0", "-99999999999999999999", "-12x"}) {
    link(this_host() + target);
    EXPECT_FALSE(is_running(profile_)) << target;
    fs::remove(folder_.path() / "SingletonLock");
  }
}

TEST_F(ChromiumRunning, is_not_when_the_number_went_to_a_later_process) {
  link(this_host() + "-" + std::to_string(::getpid()));
  EXPECT_TRUE(is_running(profile_));
  // The link is of long ago: whoever made it is not this process.
  const std::array<timespec, 2> long_ago{timespec{1'000'000, 0}, timespec{1'000'000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, (folder_.path() / "SingletonLock").c_str(), long_ago.data(),
                        AT_SYMLINK_NOFOLLOW),
            0);
  EXPECT_FALSE(is_running(profile_));
}

TEST_F(ChromiumRunning, is_in_a_sandbox_whose_process_has_another_number_outside) {
  const fs::path lock = profile_.folder / "Local Storage/leveldb/LOCK";
  std::ofstream(lock).close();
  EXPECT_FALSE(is_running(profile_));
  Process browser(lock);
  EXPECT_TRUE(is_running(profile_));
  browser.end();
  EXPECT_FALSE(is_running(profile_));
}

TEST_F(FirefoxRunning, is_while_its_lock_file_is_held) {
  const fs::path lock = profile_.folder / ".parentlock";
  EXPECT_FALSE(is_running(profile_));
  std::ofstream(lock).close();
  EXPECT_FALSE(is_running(profile_)) << "the file stays when Firefox ends";
  Process browser(lock);
  EXPECT_TRUE(is_running(profile_));
  browser.end();
  EXPECT_FALSE(is_running(profile_));
}

TEST_F(FirefoxRunning, is_while_the_process_of_its_link_lives) {
  Process browser;
  link("127.0.0.1:+" + std::to_string(browser.pid()));
  EXPECT_TRUE(is_running(profile_));
  browser.end();
  EXPECT_FALSE(is_running(profile_));
}

TEST_F(FirefoxRunning, does_not_take_another_familys_lock) {
  fs::create_symlink(this_host() + "-" + std::to_string(::getpid()),
                     folder_.path() / "SingletonLock");
  EXPECT_FALSE(is_running(profile_));
}

}  // namespace
}  // namespace glassjar::browsers
