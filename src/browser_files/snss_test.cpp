// Session files: the pages of open and closed tabs, in plain and in encrypted files.
#include "browser_files/snss.h"

#include <gtest/gtest.h>

namespace glassjar::browser_files {
namespace {

using namespace std::string_literals;

std::string number(size_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i);
  return out;
}

std::string file_of(int version, const std::vector<std::string>& commands) {
  std::string file = "SNSS" + number(static_cast<size_t>(version), 4);
  for (const std::string& command : commands) file += number(command.size(), 2) + command;
  return file;
}

std::string navigation(char id, const std::string& url) {
  return id + number(url.size() + 16, 4) + number(7, 4) + number(0, 4) + number(url.size(), 4) +
         url + "title";
}

const DecryptCommand kNone = [](std::string_view) { return std::nullopt; };

TEST(SessionFile, pages_are_told_once_each_in_their_order) {
  const auto pages = read_session_pages(
      file_of(3, {navigation(6, "https://a.test/"), "\x09other", navigation(1, "https://b.test/"),
                  navigation(6, "https://a.test/")}),
      kNone);
  ASSERT_TRUE(pages);
  EXPECT_EQ(pages->urls, (std::vector<std::string>{"https://a.test/", "https://b.test/"}));
  EXPECT_FALSE(pages->is_cut);
}

TEST(SessionFile, a_file_cut_off_says_so) {
  const std::string file =
      file_of(1, {navigation(6, "https://a.test/"), navigation(6, "https://b.test/")});
  const auto pages = read_session_pages(file.substr(0, file.size() - 4), kNone);
  ASSERT_TRUE(pages);
  EXPECT_EQ(pages->urls.size(), 1U);
  EXPECT_TRUE(pages->is_cut);
}

TEST(SessionFile, encrypted_commands_are_decrypted_one_by_one) {
  const std::string file = file_of(5, {navigation(6, "https://a.test/"), "broken"});
  const auto pages = read_session_pages(file, [](std::string_view command) {
    return command == "broken" ? std::nullopt : std::optional(std::string(command));
  });
  ASSERT_TRUE(pages);
  EXPECT_EQ(pages->urls.size(), 1U);
  EXPECT_TRUE(pages->is_cut);
}

TEST(SessionFile, other_files_and_versions_are_refused) {
  EXPECT_FALSE(read_session_pages("", kNone));
  EXPECT_FALSE(read_session_pages("SNSS", kNone));
  EXPECT_FALSE(read_session_pages(file_of(77, {}), kNone));
}

}  // namespace
}  // namespace glassjar::browser_files
