// Records of HSTS.
#include "browser_files/data_storage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace glassjar::browser_files {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

DataStorageRecord record(const std::string& key) {
  DataStorageRecord made;
  made.score = 3;
  made.day = 20778;
  made.key = key;
  made.value = "1826840253135,1,0";
  return made;
}

TEST(DataStorage, reads_what_it_writes) {
  const auto a = record("a.test");
  const auto b = record("b.test^partitionKey=%28https%2Ca.test%29");
  const std::string file = write_data_storage({a, b});
  EXPECT_EQ(file.size(), 2 * 286U);
  EXPECT_THAT(read_data_storage(file), ElementsAre(a, b));
  EXPECT_THAT(read_data_storage(""), IsEmpty());
}

TEST(DataStorage, puts_the_fields_where_firefox_does) {
  const std::string file = write_data_storage({record("hsts.test")});
  EXPECT_EQ(file.substr(2, 4), std::string("\0\x03\x51\x2a", 4));
  EXPECT_EQ(file.substr(6, 10), std::string("hsts.test\0", 10));
  EXPECT_EQ(file.substr(6 + 256, 18), std::string("1826840253135,1,0\0", 18));
}

TEST(DataStorage, leaves_out_free_slots_torn_ends_and_wrong_checksums) {
  const std::string good = write_data_storage({record("good.test")});
  std::string wrong = write_data_storage({record("wrong.test")});
  wrong[10] = 'X';
  const std::string file = std::string(286, '\0') + wrong + good + good.substr(0, 200);
  EXPECT_THAT(read_data_storage(file), ElementsAre(record("good.test")));
}

TEST(DataStorage, holds_keys_and_values_that_fill_their_place) {
  DataStorageRecord full = record(std::string(256, 'k'));
  full.value = std::string(24, '1');
  EXPECT_THAT(read_data_storage(write_data_storage({full})), ElementsAre(full));
}

}  // namespace
}  // namespace glassjar::browser_files
