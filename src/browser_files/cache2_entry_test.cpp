// Metadata of cached responses, made as Firefox makes it.
#include "browser_files/cache2_entry.h"

#include <gtest/gtest.h>

#include <fstream>

#include "browser_files/private_folder.h"

namespace glassjar::browser_files {
namespace {

std::string big_endian(uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
  return out;
}

std::string element(const std::string& name, const std::string& value) {
  const std::string zero(1, '\0');
  return name + zero + value + zero;
}

struct Made {
  std::string key = "O^partitionKey=%28https%2Ca.test%29,:https://a.test/tag.png";
  std::string elements = element("response-head", "HTTP/1.1 200 OK\r\nETag: \"x\"\r\n") +
                         element("request-method", "GET");
  uint32_t version = 4;
  size_t body_bytes = 67;

  std::string end() const {
    const size_t chunks = (body_bytes + 262143) / 262144;
    return std::string(4 + 2 * chunks, 'h') + big_endian(version) + big_endian(1) +
           big_endian(1'795'304'253) + big_endian(1'795'304'200) + big_endian(7) +
           big_endian(1'826'840'253) + big_endian(static_cast<uint32_t>(key.size())) +
           (version >= 2 ? big_endian(0) : "") + key + std::string(1, '\0') + elements +
           (version >= 4 ? big_endian(version) : "") +
           big_endian(static_cast<uint32_t>(body_bytes));
  }
  std::string file() const { return std::string(body_bytes, 'b') + end(); }
};

TEST(Cache2Entry, reads_key_times_and_elements) {
  for (const uint32_t version : {1U, 2U, 3U, 4U}) {
    Made made;
    made.version = version;
    const Cache2Entry entry = parse_cache2_metadata(made.end(), made.body_bytes).value();
    EXPECT_EQ(entry.key, made.key);
    EXPECT_EQ(to_iso(*entry.last_fetched), "2026-11-21T23:37:33Z");
    EXPECT_TRUE(entry.expires.has_value());
    EXPECT_EQ(entry.element("request-method"), "GET");
    EXPECT_EQ(header_value(entry.element("response-head"), "etag"), "\"x\"");
    EXPECT_EQ(entry.element("none"), "");
  }
}

TEST(Cache2Entry, finds_the_metadata_behind_a_body_of_several_chunks) {
  const PrivateFolder folder = PrivateFolder::make().value();
  for (const size_t bytes :
       {size_t{0}, size_t{1}, size_t{262144}, size_t{262145}, size_t{700000}}) {
    Made made;
    made.body_bytes = bytes;
    std::ofstream(folder.path() / "entry", std::ios::binary) << made.file();
    const auto entry = read_cache2_entry(folder.path() / "entry");
    ASSERT_TRUE(entry.has_value()) << bytes << ": " << entry.error().message;
    EXPECT_EQ(entry->key, made.key);
    EXPECT_EQ(entry->body_bytes, bytes);
  }
  EXPECT_EQ(read_cache2_entry(folder.path() / "none").error().code, ErrorCode::NotFound);
}

TEST(Cache2Entry, refuses_what_is_cut_at_any_byte_or_of_an_unknown_version) {
  Made made;
  const std::string end = made.end();
  for (size_t bytes = 0; bytes < end.size(); ++bytes) {
    // Cut from the front: the offset at the end stays, as in a torn file.
    const auto entry = parse_cache2_metadata(end.substr(end.size() - bytes), made.body_bytes);
    ASSERT_FALSE(entry.has_value()) << bytes;
  }
  made.version = 5;
  EXPECT_EQ(parse_cache2_metadata(made.end(), made.body_bytes).error().code, ErrorCode::DataLoss);
  EXPECT_FALSE(parse_cache2_metadata(end, 1 << 30).has_value());
}

TEST(Cache2Entry, refuses_a_file_whose_end_points_out_of_it) {
  const PrivateFolder folder = PrivateFolder::make().value();
  std::ofstream(folder.path() / "entry", std::ios::binary) << "short" + big_endian(4'000'000'000);
  EXPECT_EQ(read_cache2_entry(folder.path() / "entry").error().code, ErrorCode::DataLoss);
  std::ofstream(folder.path() / "large", std::ios::binary)
      << std::string(2 << 20, 'x') + big_endian(0);
  EXPECT_EQ(read_cache2_entry(folder.path() / "large").error().code, ErrorCode::TooLarge);
}

TEST(Cache2Key, has_the_address_behind_its_tags) {
  const auto plain = parse_cache2_key(":https://a.test/");
  EXPECT_EQ(plain.url, "https://a.test/");
  EXPECT_EQ(plain.origin_attributes, "");
  const auto tagged = parse_cache2_key(
      "a,~42,O^userContextId=2&partitionKey=%28https%2Cb.test%29,:http://x/?a,b:c");
  EXPECT_EQ(tagged.url, "http://x/?a,b:c");
  EXPECT_EQ(tagged.origin_attributes, "^userContextId=2&partitionKey=%28https%2Cb.test%29");
  EXPECT_EQ(parse_cache2_key("~a,,b,:u").url, "u");
  for (const char* broken : {"", "O^x", "O^x,", "a,b,", ",,", ","})
    EXPECT_EQ(parse_cache2_key(broken).url, "") << broken;
}

TEST(HeaderValue, is_found_by_name_in_any_case) {
  const std::string head = "HTTP/1.1 200 OK\r\nX-ETag: no\r\neTaG:  \"a: b\" \r\nEmpty:\r\n";
  EXPECT_EQ(header_value(head, "etag"), "\"a: b\"");
  EXPECT_EQ(header_value(head, "empty"), "");
  EXPECT_EQ(header_value(head, "last-modified"), "");
}

}  // namespace
}  // namespace glassjar::browser_files
