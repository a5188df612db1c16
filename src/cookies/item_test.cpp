// The names of stores.
#include "cookies/item.h"

#include <gtest/gtest.h>

#include <set>

namespace glassjar::cookies {
namespace {

TEST(Item, reads_back_the_id_of_every_store) {
  std::set<std::string_view> ids;
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Store::SessionRestore); ++i) {
    const auto store = static_cast<Store>(i);
    EXPECT_EQ(parse_store(id_of(store)), store) << id_of(store);
    EXPECT_FALSE(name_of(store).empty());
    ids.insert(id_of(store));
    names.insert(name_of(store));
  }
  EXPECT_EQ(ids.size(), 12u);
  EXPECT_EQ(names.size(), 12u);
}

TEST(Item, knows_no_other_ids) {
  EXPECT_FALSE(parse_store(""));
  EXPECT_FALSE(parse_store("Cookie"));
  EXPECT_FALSE(parse_store("local storage"));
}

}  // namespace
}  // namespace glassjar::cookies
