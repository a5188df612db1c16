// Snapshots: what is new, what stayed, what changed, without keeping a value.
#include "cookies/snapshot.h"

#include <gtest/gtest.h>

namespace glassjar::cookies {
namespace {

const TimePoint kFirst = *parse_time("2026-11-01T12:00:00Z");
const std::vector<std::string> kProfiles = {"/p/one", "/p/two"};

Item item(std::string name, std::string value, uint32_t profile = 0) {
  Item out{.host = "a.test", .name = std::move(name), .value = std::move(value)};
  out.profile = profile;
  return out;
}

class SnapshotTest : public testing::Test {
 protected:
  Snapshot look(const Snapshot& before, std::vector<Item> items, TimePoint now) {
    return before.next(items, kProfiles, key_, now);
  }
  Past past(const Snapshot& before, const Item& one, TimePoint now) {
    return before.compare(std::vector<Item>{one}, kProfiles, key_, now)[0];
  }
  LocalKey key_{};
};

TEST_F(SnapshotTest, knows_new_from_old) {
  const Snapshot first = look({}, {item("a", "x")}, kFirst);
  EXPECT_EQ(past(first, item("a", "x"), kFirst + days(2)).unchanged_for, days(2));
  const Past fresh = past(first, item("b", "x"), kFirst + days(2));
  EXPECT_FALSE(fresh.unchanged_for);
  EXPECT_FALSE(fresh.changed);
}

TEST_F(SnapshotTest, keeps_the_first_time_over_many_looks) {
  Snapshot snapshot = look({}, {item("a", "x")}, kFirst);
  for (int day = 1; day <= 5; ++day)
    snapshot = look(snapshot, {item("a", "x")}, kFirst + days(day));
  EXPECT_EQ(past(snapshot, item("a", "x"), kFirst + days(6)).unchanged_for, days(6));
}

TEST_F(SnapshotTest, remembers_that_a_value_changed) {
  const Snapshot first = look({}, {item("a", "x")}, kFirst);
  EXPECT_TRUE(past(first, item("a", "y"), kFirst).changed);
  const Snapshot second = look(first, {item("a", "y")}, kFirst + days(1));
  const Past now = past(second, item("a", "y"), kFirst + days(3));
  EXPECT_EQ(now.unchanged_for, days(2));
  EXPECT_TRUE(now.changed);
}

TEST_F(SnapshotTest, a_value_unread_at_one_time_has_neither_changed_nor_is_it_new) {
  Item unread = item("a", "");
  unread.value = std::nullopt;
  unread.bytes = 16;
  const Snapshot read = look({}, {item("a", "x")}, kFirst);
  const Past locked = past(read, unread, kFirst + days(1));
  EXPECT_EQ(locked.unchanged_for, seconds(0));
  EXPECT_FALSE(locked.changed);
  // What was read before the keyring was locked is remembered through it.
  const Snapshot through = look(read, {unread}, kFirst + days(1));
  EXPECT_EQ(past(through, item("a", "x"), kFirst + days(2)).unchanged_for, days(2));
  EXPECT_TRUE(past(through, item("a", "y"), kFirst + days(2)).changed);
  // A first reading begins its time.
  const Snapshot first_read = look(look({}, {unread}, kFirst), {item("a", "x")}, kFirst + days(1));
  const Past now = past(first_read, item("a", "x"), kFirst + days(3));
  EXPECT_EQ(now.unchanged_for, days(2));
  EXPECT_FALSE(now.changed);
}

TEST_F(SnapshotTest, tells_places_apart) {
  const Snapshot first = look({}, {item("a", "x")}, kFirst);
  EXPECT_FALSE(past(first, item("a", "x", 1), kFirst).unchanged_for);
  Item other = item("a", "x");
  other.top_site = "https://b.test";
  EXPECT_FALSE(past(first, other, kFirst).unchanged_for);
  other = item("a", "x");
  other.store = Store::LocalStorage;
  EXPECT_FALSE(past(first, other, kFirst).unchanged_for);
}

TEST_F(SnapshotTest, does_not_let_fields_run_into_each_other) {
  Item one = item("b", "x");
  one.origin = "a";
  Item two = item("", "x");
  two.origin = "ab";
  EXPECT_FALSE(past(look({}, {one}, kFirst), two, kFirst).unchanged_for);
}

TEST_F(SnapshotTest, forgets_what_is_gone) {
  const Snapshot first = look({}, {item("a", "x"), item("b", "y")}, kFirst);
  EXPECT_EQ(first.size(), 2u);
  EXPECT_EQ(look(first, {item("b", "y")}, kFirst).size(), 1u);
}

TEST_F(SnapshotTest, reads_back_as_written) {
  const Snapshot first = look({}, {item("a", "x"), item("b", "y")}, kFirst);
  const Snapshot second = look(first, {item("a", "z"), item("b", "y")}, kFirst + days(1));
  const auto read = Snapshot::parse(second.serialize());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->serialize(), second.serialize());
  EXPECT_EQ(past(*read, item("b", "y"), kFirst + days(4)).unchanged_for, days(4));
  EXPECT_TRUE(past(*read, item("a", "z"), kFirst + days(4)).changed);
}

TEST_F(SnapshotTest, holds_no_value_and_no_name) {
  const std::string bytes = look({}, {item("my_name", "my_value")}, kFirst).serialize();
  EXPECT_EQ(bytes.find("my_"), std::string::npos);
}

TEST_F(SnapshotTest, refuses_other_bytes) {
  const std::string good = look({}, {item("a", "x")}, kFirst).serialize();
  EXPECT_FALSE(Snapshot::parse(""));
  EXPECT_FALSE(Snapshot::parse("glassjar snapshot 2\n"));
  for (size_t length = 0; length < good.size(); ++length) {
    const auto cut = Snapshot::parse(std::string_view(good).substr(0, length));
    EXPECT_TRUE(!cut || cut->size() == 0) << length;
  }
}

}  // namespace
}  // namespace glassjar::cookies
