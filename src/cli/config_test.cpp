// Options from file and environment: right ones, wrong ones, unknown ones.
#include "cli/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace glassjar::cli {
namespace {

using testing::HasSubstr;

class ConfigFile : public testing::Test {
 protected:
  Result<void> read(const std::string& text) {
    const std::string path = testing::TempDir() + "glassjar_config_test.toml";
    std::ofstream(path) << text;
    return read_config_file(path, options_);
  }
  Options options_;
};

TEST_F(ConfigFile, sets_texts_numbers_switches_and_lists) {
  ASSERT_TRUE(
      read("listen = \"0.0.0.0:80\"\nfloor = 3\ndemo = true\n"
           "trusted_proxies = [\"10.0.0.0/8\", \"::1/128\"]\n"));
  EXPECT_EQ(options_.listen, "0.0.0.0:80");
  EXPECT_EQ(options_.floor, 3u);
  EXPECT_TRUE(options_.demo);
  EXPECT_EQ(options_.trusted_proxies, (std::vector<std::string>{"10.0.0.0/8", "::1/128"}));
}

TEST_F(ConfigFile, names_line_and_nearest_key_of_an_unknown_one) {
  const auto result = read("listen = \"x\"\nlog_levle = \"info\"\n");
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr(":2: log_levle: unknown key"));
  EXPECT_THAT(result.error().message, HasSubstr("did you mean log_level?"));
}

TEST_F(ConfigFile, refuses_a_number_out_of_range_and_a_wrong_kind) {
  EXPECT_THAT(read("floor = 0").error().message, HasSubstr("want a whole number from 1 to 1000"));
  EXPECT_THAT(read("demo = 1").error().message, HasSubstr("want true or false"));
  EXPECT_THAT(read("listen = 1.5").error().message, HasSubstr("want a text"));
}

TEST_F(ConfigFile, names_the_line_of_a_syntax_error) {
  EXPECT_THAT(read("floor = 1\nlisten =\n").error().message, HasSubstr(".toml:2"));
}

TEST_F(ConfigFile, takes_a_public_url_with_a_host_only) {
  for (const char* url : {"https://stats.example.org", "http://localhost:8080", "https://a.org/"})
    EXPECT_TRUE(read(fmt::format("public_url = \"{}\"", url))) << url;
  for (const char* url : {"stats.example.org", "https://", "https:///x", "ftp://a.org",
                          "https://a b", "https://a.org?x", "https://ada@a.org"})
    EXPECT_THAT(read(fmt::format("public_url = \"{}\"", url)).error().message,
                HasSubstr("want http:// or https:// and a host"));
}

TEST(KeysHelp, says_what_a_key_is_on_a_line_of_its_own) {
  const std::string help = keys_help();
  for (const char* key : {"listen", "public_url", "trusted_proxies", "worker_threads"})
    EXPECT_THAT(help, HasSubstr(fmt::format("\n  {} ", key)));
}

TEST(Environment, sets_keys_and_splits_lists) {
  Options options;
  const auto get = [](const char* name) {
    return std::string_view(name) == "GLASSJAR_LISTEN" ? "[::]:81" : "10.0.0.0/8,192.0.2.0/24";
  };
  ASSERT_TRUE(read_environment({"GLASSJAR_LISTEN", "GLASSJAR_TRUSTED_PROXIES"}, get, options));
  EXPECT_EQ(options.listen, "[::]:81");
  EXPECT_EQ(options.trusted_proxies.size(), 2u);
}

TEST(Environment, refuses_an_unknown_variable) {
  Options options;
  const auto get = [](const char*) { return "x"; };
  EXPECT_THAT(read_environment({"GLASSJAR_LISTENS"}, get, options).error().message,
              HasSubstr("did you mean GLASSJAR_LISTEN?"));
}

}  // namespace
}  // namespace glassjar::cli
