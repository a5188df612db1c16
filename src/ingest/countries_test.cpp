// Countries of known address ranges, from the database in the binary.
#include "ingest/countries.h"

#include <gtest/gtest.h>

#include <fstream>

namespace glassjar::ingest {
namespace {

TEST(Countries, know_registered_networks) {
  const Countries countries = Countries::built_in().value();
  EXPECT_EQ(countries.country_of("193.0.6.139"), "NL");   // RIPE NCC
  EXPECT_EQ(countries.country_of("134.76.10.47"), "DE");  // University of Göttingen
  EXPECT_EQ(countries.country_of("133.11.0.1"), "JP");    // University of Tokyo
  EXPECT_EQ(countries.country_of("2001:67c:2e8:22::c100:68b"), "NL");
  EXPECT_EQ(countries.country_of("::ffff:133.11.0.1"), "JP");
}

TEST(Countries, say_nothing_about_private_and_unreadable_addresses) {
  const Countries countries = Countries::built_in().value();
  for (const char* address : {"", "127.0.0.1", "10.0.0.1", "fd00::1", "example.org", "300.1.1.1"})
    EXPECT_EQ(countries.country_of(address), "") << address;
}

TEST(Countries, name_the_file_that_is_no_database) {
  const auto path = std::filesystem::path(testing::TempDir()) / "no.mmdb";
  std::ofstream(path) << "no database";
  const auto opened = Countries::open(path);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find(path.string()), std::string::npos);
}

}  // namespace
}  // namespace glassjar::ingest
