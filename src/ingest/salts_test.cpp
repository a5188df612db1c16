// The life of a day's salt: made, kept over a crash, overwritten at the site's midnight.
#include "ingest/salts.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "ingest/fake_records.h"
#include "ingest/visitor_number.h"

namespace glassjar::ingest {
namespace {

class SaltsTest : public testing::Test {
 protected:
  SaltsTest() : directory_(testing::TempDir() + "/salts-" + std::to_string(getpid())) {
    std::filesystem::remove_all(directory_);
  }
  ~SaltsTest() override { std::filesystem::remove_all(directory_); }

  std::unique_ptr<Salts> open() {
    return Salts::open(directory_, "test", SaltDirectory::AnyForTests, clock_, random_).value();
  }
  Salt today(Salts& salts, const sites::KnownSite& site) {
    return salts.salt_of(site, day(salts, site));
  }
  LocalDay day(Salts& salts, const sites::KnownSite& site) {
    return salts.day_in_force(site, site.zone.day_of(clock_.now()));
  }
  std::string file() const {
    std::ifstream in(directory_ / "test.salts", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  bool file_contains(const Salt& salt) const {
    return file().find(std::string(salt.begin(), salt.end())) != std::string::npos;
  }
  static sites::KnownSite site(const std::string& zone, uint32_t id = 1) {
    return {{.id = model::SiteId{id}, .host = "example.org", .zone = zone},
            model::Zone::find(zone).value()};
  }
  void at(const char* time) { clock_.jump_to(parse_time(time).value()); }

  std::filesystem::path directory_;
  FakeClock clock_{parse_time("2026-11-21T12:00:00Z").value()};
  SeededRandom random_{1};
};

TEST_F(SaltsTest, keeps_a_salt_through_the_day) {
  const auto salts = open();
  const auto berlin = site("Europe/Berlin");
  const Salt morning = today(*salts, berlin);
  at("2026-11-21T22:59:59Z");
  EXPECT_EQ(today(*salts, berlin), morning);
  EXPECT_TRUE(file_contains(morning));
}

TEST_F(SaltsTest, overwrites_the_salt_at_the_sites_midnight) {
  const auto salts = open();
  const auto berlin = site("Europe/Berlin");
  const Salt old = today(*salts, berlin);
  at("2026-11-21T23:00:00Z");
  EXPECT_NE(today(*salts, berlin), old);
  EXPECT_FALSE(file_contains(old));
}

TEST_F(SaltsTest, overwrites_by_tick_without_an_event) {
  FakeRecords records;
  sites::Directory directory(records);
  const auto berlin = directory.add("example.org", "Europe/Berlin", clock_.now(), 5).value();
  const auto salts = open();
  const Salt old = today(*salts, *berlin);
  salts->tick(directory);
  EXPECT_TRUE(file_contains(old));
  at("2026-11-21T23:00:00Z");
  salts->tick(directory);
  EXPECT_FALSE(file_contains(old));
  EXPECT_EQ(file().find_first_not_of('\0'), std::string::npos);
}

TEST_F(SaltsTest, gives_each_site_its_own_midnight_and_salt) {
  const auto salts = open();
  const auto berlin = site("Europe/Berlin", 1);
  const auto tokyo = site("Asia/Tokyo", 2);
  const Salt in_berlin = today(*salts, berlin);
  const Salt in_tokyo = today(*salts, tokyo);
  EXPECT_NE(in_berlin, in_tokyo);
  at("2026-11-21T15:00:00Z");
  EXPECT_EQ(today(*salts, berlin), in_berlin);
  EXPECT_NE(today(*salts, tokyo), in_tokyo);
}

TEST_F(SaltsTest, lasts_through_days_of_23_and_25_hours) {
  const auto salts = open();
  const auto berlin = site("Europe/Berlin");
  at("2026-10-24T22:00:00Z");  // 25 hours until midnight
  const Salt autumn = today(*salts, berlin);
  at("2026-10-25T22:59:59Z");
  EXPECT_EQ(today(*salts, berlin), autumn);
  at("2026-10-25T23:00:00Z");
  EXPECT_NE(today(*salts, berlin), autumn);
  at("2027-03-27T23:00:00Z");  // 23 hours
  const Salt spring = today(*salts, berlin);
  at("2027-03-28T22:00:00Z");
  EXPECT_NE(today(*salts, berlin), spring);
}

TEST_F(SaltsTest, holds_the_day_when_the_clock_goes_back_over_midnight) {
  const auto salts = open();
  const auto berlin = site("Europe/Berlin");
  at("2026-11-21T23:00:01Z");
  const Salt after = today(*salts, berlin);
  const LocalDay begun = day(*salts, berlin);
  at("2026-11-21T22:59:00Z");
  EXPECT_EQ(day(*salts, berlin), begun);
  EXPECT_EQ(today(*salts, berlin), after);
}

TEST_F(SaltsTest, begins_anew_when_the_clock_was_days_ahead) {
  const auto salts = open();
  const auto berlin = site("Europe/Berlin");
  at("2027-11-21T12:00:00Z");
  const Salt wrong = today(*salts, berlin);
  at("2026-11-21T12:00:00Z");
  EXPECT_NE(today(*salts, berlin), wrong);
  EXPECT_FALSE(file_contains(wrong));
}

TEST_F(SaltsTest, survives_a_crash_of_the_process) {
  auto salts = open();
  const auto berlin = site("Europe/Berlin");
  const Salt before = today(*salts, berlin);
  const Salt yesterday = salts->salt_of(berlin, day(*salts, berlin) - days(1));
  salts = open();
  EXPECT_EQ(today(*salts, berlin), before);
  EXPECT_EQ(salts->salt_of(berlin, day(*salts, berlin) - days(1)), yesterday);
}

TEST_F(SaltsTest, overwrites_at_a_start_after_midnight) {
  auto salts = open();
  const auto berlin = site("Europe/Berlin");
  const Salt before = today(*salts, berlin);
  salts.reset();
  at("2026-11-22T09:00:00Z");
  salts = open();
  EXPECT_NE(today(*salts, berlin), before);
  EXPECT_FALSE(file_contains(before));
}

TEST_F(SaltsTest, begins_anew_after_a_reboot) {
  auto salts = open();
  const auto berlin = site("Europe/Berlin");
  const Salt before = today(*salts, berlin);
  salts.reset();
  std::filesystem::remove_all(directory_);
  salts = open();
  EXPECT_NE(today(*salts, berlin), before);
}

TEST_F(SaltsTest, passes_over_records_that_a_kill_cut_short) {
  auto salts = open();
  const auto berlin = site("Europe/Berlin");
  const Salt before = today(*salts, berlin);
  std::fstream(directory_ / "test.salts", std::ios::in | std::ios::out).seekp(5).put('x');
  salts = open();
  const Salt after = today(*salts, berlin);
  EXPECT_NE(after, before);
  EXPECT_FALSE(file_contains(before));
  EXPECT_TRUE(file_contains(after));
}

TEST_F(SaltsTest, uses_the_space_of_overwritten_salts_again) {
  const auto salts = open();
  const auto berlin = site("Europe/Berlin");
  for (int i = 0; i < 30; ++i) {
    today(*salts, berlin);
    clock_.advance(hours(24));
  }
  EXPECT_LE(file().size(), 100U);
}

TEST_F(SaltsTest, is_readable_by_nobody_else) {
  const auto salts = open();
  struct stat found{};
  ASSERT_EQ(stat((directory_ / "test.salts").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600U);
}

TEST_F(SaltsTest, refuses_a_directory_on_a_disk) {
  const auto on_disk = Salts::open("/proc", "test", SaltDirectory::MemoryOnly, clock_, random_);
  ASSERT_FALSE(on_disk);
  EXPECT_NE(on_disk.error().message.find("not on a memory file system"), std::string::npos);
}

TEST_F(SaltsTest, tells_when_the_number_loses_its_key) {
  EXPECT_EQ(to_iso(Salts::ends_at(site("Europe/Berlin"), clock_.now())), "2026-11-21T23:00:00Z");
}

TEST(AnonymousVisitor, depends_on_salt_site_address_and_agent) {
  const Salt salt{1}, other_salt{2};
  const model::SiteId site{1}, other_site{2};
  const auto visitor = anonymous_visitor(salt, site, "192.0.2.1", "agent");
  EXPECT_TRUE(model::is_set(visitor));
  EXPECT_EQ(visitor, anonymous_visitor(salt, site, "192.0.2.1", "agent"));
  EXPECT_NE(visitor, anonymous_visitor(other_salt, site, "192.0.2.1", "agent"));
  EXPECT_NE(visitor, anonymous_visitor(salt, other_site, "192.0.2.1", "agent"));
  EXPECT_NE(visitor, anonymous_visitor(salt, site, "192.0.2.2", "agent"));
  EXPECT_NE(visitor, anonymous_visitor(salt, site, "192.0.2.1", "agent2"));
  EXPECT_NE(visitor, anonymous_visitor(salt, site, "192.0.2.1a", "gent"));
}

}  // namespace
}  // namespace glassjar::ingest
