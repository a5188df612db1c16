// An emptying ends in all done or all as before, wherever it is cut off.
#include "dump/emptying.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "dump/deleted_values.h"
#include "dump/job.h"
#include "dump/undo_archive.h"

namespace glassjar::dump {
namespace {

namespace fs = std::filesystem;
using browsers::Profile;
using cookies::Item;

// A browser whose profile is a folder with a file a host; the file's name is the host.
class FakeBrowsers {
 public:
  static browsers::Scan scan(std::vector<Profile> profiles) {
    browsers::Scan scan;
    scan.profiles = std::move(profiles);
    for (uint32_t i = 0; i < scan.profiles.size(); ++i)
      for (const auto& entry : fs::directory_iterator(scan.profiles[i].folder)) {
        Item item;
        item.profile = i;
        item.host = entry.path().filename().string();
        item.name = "uid";
        item.value = *read_file(entry.path());
        item.created = TimePoint(seconds(1'700'000'000));
        item.expires = TimePoint(seconds(1'900'000'000));
        scan.items.push_back(std::move(item));
      }
    return scan;
  }

  Result<browsers::Erased> erase(const Profile& profile, const browsers::Keeps& keeps,
                                 browsers::ChangeWatcher& watcher) {
    browsers::Erased erased;
    browsers::Scan found = scan({profile});
    std::sort(found.items.begin(), found.items.end(),
              [](const Item& a, const Item& b) { return a.host < b.host; });
    for (const Item& item : found.items) {
      if (keeps(item)) {
        ++erased.kept;
        continue;
      }
      if (calls_until_failure == 0) return fail(ErrorCode::Unavailable, "erase: injected");
      if (calls_until_kill == 0) ::raise(SIGKILL);
      TRY(watcher.before_change(profile.folder / item.host));
      if (calls_until_failure > 0) --calls_until_failure;
      if (calls_until_kill > 0) --calls_until_kill;
      fs::remove(profile.folder / item.host);
      ++erased.items;
    }
    return erased;
  }

  int calls_until_failure = -1;
  int calls_until_kill = -1;
  bool running = false;
};

class EmptyingTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/glassjar-emptying-XXXXXX";
    root_ = ::mkdtemp(name);
    state_ = StateFolder::open(root_ / "state").value();
    for (const char* which : {"one", "two"}) {
      const fs::path folder = root_ / which;
      fs::create_directory(folder);
      for (const char* host : {"a.example", "b.example", "c.example", "kept.example"})
        std::ofstream(folder / host) << "f81d4fae-7dec-41d0-a765-00a0c91e6bf6-" << which << host;
      profiles_.push_back({.browser = "Firefox",
                           .family = browsers::Family::Firefox,
                           .name = which,
                           .folder = folder,
                           .cache_folder = folder,
                           .user_data_folder = folder});
    }
  }
  void TearDown() override { fs::remove_all(root_); }

  Means means() {
    Means out{*state_, clock_, random_};
    out.scan = FakeBrowsers::scan;
    out.erase = [this](const auto& profile, const auto& keeps, auto& watcher) {
      return fake_.erase(profile, keeps, watcher);
    };
    out.is_running = [this](const Profile&) { return fake_.running; };
    return out;
  }

  Order order(Undo undo = Undo::Keep) {
    Order out;
    out.profiles = profiles_;
    out.keep.add("kept.example");
    out.undo = undo;
    return out;
  }

  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> out;
    for (const Profile& profile : profiles_)
      for (const auto& entry : fs::directory_iterator(profile.folder))
        out[profile.name + "/" + entry.path().filename().string()] = *read_file(entry.path());
    return out;
  }

  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& [name, content] : files()) out.push_back(name);
    return out;
  }

  // In a process of its own, which the fake may kill; returns whether it was killed.
  template <class Act>
  bool in_child(Act act) {
    const pid_t child = ::fork();
    if (child == 0) {
      act();
      ::_exit(0);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFSIGNALED(status);
  }

  fs::path root_;
  std::optional<StateFolder> state_;
  FakeClock clock_{TimePoint(seconds(1'790'000'000))};
  SeededRandom random_{7};
  FakeBrowsers fake_;
  std::vector<Profile> profiles_;
};

const std::vector<std::string> kEmptied = {"one/kept.example", "two/kept.example"};

TEST_F(EmptyingTest, deletes_what_is_not_kept_and_undo_puts_it_back) {
  const auto before = files();
  const Prepared prepared = prepare(means(), order()).value();
  EXPECT_EQ(files(), before);
  EXPECT_EQ(prepared.plan.items_going, 6U);
  EXPECT_EQ(prepared.plan.items_staying, 2U);
  const LogEntry entry = empty(means(), prepared).value();
  EXPECT_EQ(entry.items_erased, 6U);
  EXPECT_EQ(entry.items_remaining, 0U);
  EXPECT_EQ(names(), kEmptied);
  EXPECT_FALSE(fs::exists(state_->job_file()));
  ASSERT_TRUE(undo(means()).has_value());
  EXPECT_EQ(files(), before);
  EXPECT_EQ(undo(means()).error().code, ErrorCode::NotFound);

  const auto log = read_log(state_->log_file()).value();
  ASSERT_EQ(log.size(), 2U);
  EXPECT_EQ(log[0].what, LogEntry::What::Emptied);
  EXPECT_EQ(log[0].plan.items_going, 6U);
  ASSERT_EQ(log[0].profiles.size(), 2U);
  EXPECT_EQ(log[0].profiles[0].folder, profiles_[0].folder);
  EXPECT_EQ(log[1].what, LogEntry::What::Undone);
}

TEST_F(EmptyingTest, refuses_while_a_browser_runs_and_names_it) {
  const auto before = files();
  const Prepared prepared = prepare(means(), order()).value();
  fake_.running = true;
  const auto refused = empty(means(), prepared);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
  EXPECT_NE(refused.error().message.find("Firefox"), std::string::npos);
  EXPECT_EQ(files(), before);
  EXPECT_FALSE(fs::exists(state_->job_file()));
  EXPECT_TRUE(list_archives(state_->undo_folder()).empty());
}

TEST_F(EmptyingTest, an_error_at_any_change_puts_everything_back) {
  const auto before = files();
  for (int calls = 0; calls < 6; ++calls) {
    const Prepared prepared = prepare(means(), order()).value();
    fake_.calls_until_failure = calls;
    const auto failed = empty(means(), prepared);
    ASSERT_FALSE(failed.has_value()) << calls;
    EXPECT_NE(failed.error().message.find("as it was before"), std::string::npos);
    EXPECT_EQ(files(), before) << calls;
    EXPECT_FALSE(fs::exists(state_->job_file())) << calls;
    EXPECT_TRUE(list_archives(state_->undo_folder()).empty()) << calls;
    EXPECT_TRUE(read_deleted_values(state_->deleted_file())->empty()) << calls;
    EXPECT_EQ(read_log(state_->log_file())->back().what, LogEntry::What::TakenBack);
  }
}

TEST_F(EmptyingTest, without_undo_an_error_leaves_a_job_that_is_finished_later) {
  const Prepared prepared = prepare(means(), order(Undo::None)).value();
  fake_.calls_until_failure = 4;
  ASSERT_FALSE(empty(means(), prepared).has_value());
  EXPECT_TRUE(fs::exists(state_->job_file()));
  fake_.calls_until_failure = -1;
  EXPECT_EQ(empty(means(), prepared).error().code, ErrorCode::Conflict);
  const auto finished = finish_unfinished(means());
  ASSERT_TRUE(finished.has_value() && finished->has_value());
  EXPECT_TRUE((*finished)->resumed);
  EXPECT_FALSE((*finished)->undo_kept);
  EXPECT_EQ(names(), kEmptied);
  EXPECT_FALSE(fs::exists(state_->undo_folder()));
  EXPECT_FALSE(finish_unfinished(means())->has_value());
}

TEST_F(EmptyingTest, killed_at_any_change_it_is_finished_at_the_next_start_and_can_be_undone) {
  const auto before = files();
  for (int calls = 0; calls < 6; ++calls) {
    const Prepared prepared = prepare(means(), order()).value();
    EXPECT_TRUE(in_child([&] {
      fake_.calls_until_kill = calls;
      (void)empty(means(), prepared);
    }));
    const auto finished = finish_unfinished(means());
    ASSERT_TRUE(finished.has_value() && finished->has_value()) << calls;
    EXPECT_EQ((*finished)->plan.items_going, 6U) << calls;
    EXPECT_EQ(names(), kEmptied) << calls;
    ASSERT_TRUE(undo(means()).has_value()) << calls;
    EXPECT_EQ(files(), before) << calls;
  }
}

TEST_F(EmptyingTest, killed_at_any_change_it_can_be_taken_back_at_once) {
  const auto before = files();
  for (int calls = 0; calls < 6; ++calls) {
    const Prepared prepared = prepare(means(), order()).value();
    EXPECT_TRUE(in_child([&] {
      fake_.calls_until_kill = calls;
      (void)empty(means(), prepared);
    }));
    const auto undone = undo(means());
    ASSERT_TRUE(undone.has_value()) << calls << ": " << undone.error().message;
    EXPECT_EQ(files(), before) << calls;
    EXPECT_FALSE(fs::exists(state_->job_file())) << calls;
    EXPECT_FALSE(finish_unfinished(means())->has_value()) << calls;
  }
}

TEST_F(EmptyingTest, only_one_at_a_time) {
  const Prepared prepared = prepare(means(), order()).value();
  const FileDescriptor lock = state_->lock().value();
  EXPECT_EQ(empty(means(), prepared).error().code, ErrorCode::Conflict);
  EXPECT_EQ(undo(means()).error().code, ErrorCode::Conflict);
}

TEST_F(EmptyingTest, what_should_have_gone_but_stayed_is_counted) {
  Means stubborn = means();
  stubborn.erase = [](const auto&, const auto&, auto&) {
    return Result<browsers::Erased>(browsers::Erased{0, 0, {"an old table"}});
  };
  const Prepared prepared = prepare(stubborn, order()).value();
  const LogEntry entry = empty(stubborn, prepared).value();
  EXPECT_EQ(entry.items_remaining, 6U);
  EXPECT_EQ(entry.left_over, (std::vector<std::string>{"Firefox (one): an old table",
                                                       "Firefox (two): an old table"}));
}

TEST_F(EmptyingTest, deleted_values_are_remembered_as_hashes_and_forgotten_by_undo) {
  ASSERT_TRUE(empty(means(), prepare(means(), order()).value()).has_value());
  const auto values = read_deleted_values(state_->deleted_file()).value();
  ASSERT_FALSE(values.empty());
  EXPECT_EQ(values[0].deleted, clock_.now());
  for (const auto& entry : fs::recursive_directory_iterator(state_->path())) {
    if (!entry.is_regular_file() || entry.path().string().find("/undo/") != std::string::npos)
      continue;
    EXPECT_EQ(read_file(entry.path())->find("f81d4fae"), std::string::npos) << entry.path();
  }
  ASSERT_TRUE(undo(means()).has_value());
  EXPECT_TRUE(read_deleted_values(state_->deleted_file())->empty());
}

TEST_F(EmptyingTest, a_job_that_cannot_be_read_is_told_and_stops_nothing_else) {
  std::ofstream(state_->job_file()) << "{";
  EXPECT_EQ(finish_unfinished(means()).error().code, ErrorCode::DataLoss);
}

}  // namespace
}  // namespace glassjar::dump
