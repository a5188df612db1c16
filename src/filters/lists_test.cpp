// Where lists are found, and when their stored index is used, renewed or refused.
#include "filters/lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

#include "base/file.h"

namespace glassjar::filters {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class Lists : public testing::Test {
 protected:
  Lists() {
    std::string pattern = (fs::temp_directory_path() / "glassjar-filters-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  ~Lists() override { fs::remove_all(folder_); }

  fs::path write(const fs::path& name, std::string_view text) {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  ListPlaces nowhere() const { return {.extensions = folder_ / "extensions"}; }

  LoadedIndex load(const std::vector<fs::path>& lists) {
    auto loaded = load_index(lists, cache());
    EXPECT_TRUE(loaded);
    return std::move(*loaded);
  }
  fs::path cache() const { return folder_ / "cache" / "glassjar" / "filters.index"; }

  static bool blocks(const LoadedIndex& loaded, std::string_view url) {
    return loaded.index.match({.url = url}).blocked;
  }

  fs::path folder_;
};

TEST_F(Lists, are_taken_from_the_first_place_that_is_named) {
  const auto given = write("given/easylist.txt", "");
  write("environment/easyprivacy.txt", "");
  ListPlaces places = nowhere();
  places.given = folder_ / "given";
  places.from_environment = folder_ / "environment";
  EXPECT_THAT(*find_lists(places), ElementsAre(given));
  places.given.clear();
  EXPECT_THAT(*find_lists(places), ElementsAre(folder_ / "environment" / "easyprivacy.txt"));
}

TEST_F(Lists, are_found_in_the_package) {
  const fs::path inside = "extensions/{app}/uBlock0@raymondhill.net/assets/thirdparties/easylist";
  const auto list = write(inside / "easylist.txt", "");
  const auto privacy = write(inside / "easyprivacy.txt", "");
  EXPECT_THAT(*find_lists(nowhere()), ElementsAre(privacy, list));
}

TEST_F(Lists, a_named_place_without_lists_is_not_passed_over) {
  write("environment/easyprivacy.txt", "");
  ListPlaces places = nowhere();
  places.given = folder_ / "typo";
  places.from_environment = folder_ / "environment";
  const auto found = find_lists(places);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::NotFound);
  EXPECT_THAT(found.error().message, HasSubstr("typo"));
}

TEST_F(Lists, none_anywhere_says_what_to_install) {
  const auto found = find_lists(nowhere());
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().message, HasSubstr("webext-ublock-origin-firefox"));
}

TEST_F(Lists, an_index_is_stored_for_its_owner_only_and_used_again) {
  const std::vector<fs::path> lists = {write("easyprivacy.txt", "||t.example^\n")};
  EXPECT_EQ(load(lists).origin, IndexOrigin::Built);
  EXPECT_EQ(fs::status(cache()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::status(cache().parent_path()).permissions(), fs::perms::owner_all);
  const LoadedIndex again = load(lists);
  EXPECT_EQ(again.origin, IndexOrigin::Cache);
  EXPECT_TRUE(blocks(again, "https://t.example/"));
  EXPECT_EQ(again.index.lists()[0].name, "easyprivacy");
}

TEST_F(Lists, a_changed_list_renews_the_index) {
  const std::vector<fs::path> lists = {write("easyprivacy.txt", "||a.example^\n")};
  load(lists);
  write("easyprivacy.txt", "||b.example^\n");  // of the same size
  fs::last_write_time(lists[0], fs::last_write_time(lists[0]) + std::chrono::seconds(1));
  const LoadedIndex renewed = load(lists);
  EXPECT_EQ(renewed.origin, IndexOrigin::Built);
  EXPECT_TRUE(blocks(renewed, "https://b.example/"));
  EXPECT_FALSE(blocks(renewed, "https://a.example/"));
  EXPECT_EQ(load(lists).origin, IndexOrigin::Cache);
}

TEST_F(Lists, a_touched_list_with_the_same_content_does_not) {
  const std::vector<fs::path> lists = {write("easyprivacy.txt", "||a.example^\n")};
  load(lists);
  fs::last_write_time(lists[0], fs::last_write_time(lists[0]) + std::chrono::seconds(1));
  EXPECT_EQ(load(lists).origin, IndexOrigin::Cache);
}

TEST_F(Lists, one_list_more_or_fewer_renews_the_index) {
  const auto privacy = write("easyprivacy.txt", "||a.example^\n");
  const auto ads = write("easylist.txt", "||b.example^\n");
  load({privacy});
  EXPECT_EQ(load({privacy, ads}).origin, IndexOrigin::Built);
  EXPECT_EQ(load({privacy}).origin, IndexOrigin::Built);
}

TEST_F(Lists, a_damaged_index_is_built_again) {
  const std::vector<fs::path> lists = {write("easyprivacy.txt", "||a.example^\n")};
  load(lists);
  fs::resize_file(cache(), fs::file_size(cache()) - 1);
  EXPECT_EQ(load(lists).origin, IndexOrigin::Built);
  EXPECT_EQ(load(lists).origin, IndexOrigin::Cache);
  fs::resize_file(cache(), 0);
  EXPECT_EQ(load(lists).origin, IndexOrigin::Built);
}

TEST_F(Lists, an_index_that_others_may_write_is_not_used) {
  const std::vector<fs::path> lists = {write("easyprivacy.txt", "||a.example^\n")};
  load(lists);
  ASSERT_EQ(::chmod(cache().c_str(), 0666), 0);
  EXPECT_EQ(IndexBytes::map(cache()).error().code, ErrorCode::Forbidden);
  EXPECT_EQ(load(lists).origin, IndexOrigin::Built);
  EXPECT_EQ(load(lists).origin, IndexOrigin::Cache);
}

TEST_F(Lists, without_a_place_to_store_it_the_index_still_works) {
  const std::vector<fs::path> lists = {write("easyprivacy.txt", "||a.example^\n")};
  const auto in_the_way = write("file", "");
  const auto loaded = load_index(lists, in_the_way / "filters.index");
  ASSERT_TRUE(loaded);
  EXPECT_TRUE(blocks(*loaded, "https://a.example/"));
  EXPECT_TRUE(load_index(lists, {}));
}

TEST_F(Lists, a_list_that_is_gone_is_an_error) {
  const auto loaded = load_index(std::vector<fs::path>{folder_ / "gone.txt"}, {});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::NotFound);
}

// The package's own lists, where installed: read nearly whole, and they know the obvious.
TEST(InstalledLists, are_read_nearly_whole) {
  const auto lists = find_lists(ListPlaces{});
  if (!lists) GTEST_SKIP() << lists.error().message;
  const auto loaded = load_index(*lists, {});
  ASSERT_TRUE(loaded);
  for (const ListInfo& list : loaded->index.lists()) {
    const uint32_t refused = list.skipped[static_cast<size_t>(Skipped::Unsupported)] +
                             list.skipped[static_cast<size_t>(Skipped::Malformed)];
    EXPECT_LT(refused * 1000, list.rules) << list.name << ": " << refused << " not understood";
  }
  const Verdict verdict =
      loaded->index.match({.url = "https://www.google-analytics.com/analytics.js",
                           .source_host = "news.example",
                           .site = "google-analytics.com",
                           .source_site = "news.example",
                           .type = RequestType::Script});
  EXPECT_TRUE(verdict.blocked);
  EXPECT_EQ(loaded->index.match({.url = "https://example.org/"}).rule, "");
}

}  // namespace
}  // namespace glassjar::filters
