// Cache entries, protobuf messages and text as Chromium writes them.
#include "browser_files/simple_cache.h"

#include <gtest/gtest.h>

#include "browser_files/protobuf.h"
#include "browser_files/text_forms.h"

namespace glassjar::browser_files {
namespace {

using namespace std::string_literals;

std::string little_endian(uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i);
  return out;
}

std::string end_record(uint32_t flags, size_t stream_size) {
  return little_endian(0xf4fa6f45970d41d8, 8) + little_endian(flags, 4) + little_endian(0, 4) +
         little_endian(stream_size, 4) + little_endian(0, 4);
}

std::string entry_of(const std::string& key, const std::string& body, const std::string& stream0) {
  return little_endian(0xfcfb6d1ba7725c30, 8) + little_endian(5, 4) + little_endian(key.size(), 4) +
         little_endian(0, 8) + key + body + end_record(1, body.size()) + stream0 +
         std::string(32, 'h') + end_record(3, stream0.size());
}

Result<SimpleCacheEntry> read_whole(const std::string& file) {
  return read_simple_cache_entry(file, file);
}

const std::string kPickle = "\x10\0\0\0\x03\0\0\0"s +
                            "HTTP/1.1 200 OK\0Content-Type: image/png\0ETag: \"abc\"\0"s +
                            "last-modified: Sat, 21 Nov 2026 20:15:00 GMT\0\0ETag: no\0"s;

TEST(SimpleCache, an_entry_has_its_key_headers_and_size) {
  const auto entry = read_whole(entry_of("1/0/https://a.test/", "body", kPickle));
  ASSERT_TRUE(entry) << entry.error().message;
  EXPECT_EQ(entry->key, "1/0/https://a.test/");
  EXPECT_EQ(entry->stream0, kPickle);
}

TEST(SimpleCache, validators_are_found_in_any_case_and_only_among_the_headers) {
  const ResponseHeaders headers = read_response_headers(kPickle);
  EXPECT_EQ(headers.etag, "\"abc\"");
  EXPECT_EQ(headers.last_modified, "Sat, 21 Nov 2026 20:15:00 GMT");
  EXPECT_TRUE(read_response_headers("no headers").etag.empty());
}

// As Chromium 156 wrote it, of 2026-11-22.
TEST(SimpleCache, the_time_of_a_response_is_that_of_its_first_coming) {
  const uint64_t requested = 0x002fbf6ada02adbb;
  const uint64_t received = 0x002fbf6ada02cbb7;
  const std::string times = little_endian(requested, 8) + little_endian(received + 60, 8);
  const std::string headers = "\x6d\0\0\0HTTP/1.1 200 OK\0ETag: \"abc\"\0\0"s;
  const std::string with_first = little_endian(0xb4, 4) + little_endian(0x80040003, 4) +
                                 little_endian(6, 4) + times + little_endian(received, 8) + headers;
  EXPECT_EQ(read_response_headers(with_first).received, static_cast<int64_t>(received));
  const std::string without = little_endian(0xb4, 4) + little_endian(3, 4) + times + headers;
  EXPECT_EQ(read_response_headers(without).received, static_cast<int64_t>(received + 60));
  const std::string other = little_endian(0xb4, 4) + little_endian(4, 4) + times + headers;
  EXPECT_EQ(read_response_headers(other).received, 0) << "another version";
  EXPECT_EQ(read_response_headers(kPickle).received, 0) << "cut off";
  EXPECT_EQ(read_response_headers(with_first).etag, "\"abc\"");
}

TEST(SimpleCache, an_entry_cut_off_keeps_its_key) {
  const std::string file = entry_of("key", "body", kPickle);
  const auto entry = read_whole(file.substr(0, file.size() - 10));
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->key, "key");
  EXPECT_TRUE(entry->stream0.empty());
}

TEST(SimpleCache, a_long_body_need_not_be_there) {
  const std::string file = entry_of("key", std::string(100'000, 'b'), kPickle);
  const auto entry = read_simple_cache_entry(file.substr(0, 100), file.substr(file.size() - 300));
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->stream0, kPickle);
  const auto cut = read_simple_cache_entry(file.substr(0, 100), file.substr(file.size() - 100));
  EXPECT_TRUE(cut.value().stream0.empty());
}

TEST(SimpleCache, other_files_versions_and_keys_are_refused) {
  EXPECT_FALSE(read_whole(""));
  EXPECT_FALSE(read_whole(std::string(100, 'x')));
  std::string newer = entry_of("key", "", "");
  newer[8] = 99;
  EXPECT_NE(read_whole(newer).error().message.find("99"), std::string::npos);
  EXPECT_FALSE(read_whole(entry_of("key", "", "").substr(0, 25)));
}

TEST(Protobuf, numbers_and_bytes_are_read_by_field) {
  const std::string bytes = "\x08\xac\x02\x12\x03"s + "abc\x12\x01" + "d";
  const ProtobufMessage message = ProtobufMessage::parse(bytes);
  EXPECT_TRUE(message.is_whole());
  EXPECT_EQ(message.number(1), 300U);
  EXPECT_EQ(message.bytes(2), "d");
  EXPECT_EQ(message.all(2).size(), 2U);
  EXPECT_EQ(message.number(9), 0U);
}

TEST(Protobuf, a_damaged_message_gives_what_stands_before) {
  const std::string bytes = "\x08\x01\x12\x09"s + "abc";
  const ProtobufMessage message = ProtobufMessage::parse(bytes);
  EXPECT_FALSE(message.is_whole());
  EXPECT_EQ(message.number(1), 1U);
  EXPECT_TRUE(message.bytes(2).empty());
}

TEST(TextForms, text_becomes_utf8) {
  EXPECT_EQ(latin1_to_utf8("caf\xe9"), "café");
  EXPECT_EQ(utf16le_to_utf8("\x0d\x54\x4d\x52"), "名前");
  EXPECT_EQ(utf16be_to_utf8("\x54\x0d\x52\x4d"), "名前");
  EXPECT_EQ(utf16le_to_utf8("\x3c\xd8\x6a\xdf"), "🍪");
  EXPECT_EQ(utf16le_to_utf8("\x3d\xd8"), "\xef\xbf\xbd");
}

TEST(TextForms, what_is_no_text_is_hexadecimal) {
  EXPECT_EQ(text_or_hex("名前"), "名前");
  EXPECT_EQ(text_or_hex("\xff\x01"), "ff01");
  EXPECT_FALSE(is_utf8("\xc0\x80"));
  EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
}

}  // namespace
}  // namespace glassjar::browser_files
