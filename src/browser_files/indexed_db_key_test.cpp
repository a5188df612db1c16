// Keys that Chromium 156 and Firefox ESR 153 wrote, the same ones in each coding.
#include "browser_files/indexed_db_key.h"

#include <gtest/gtest.h>

#include "browser_files/bytes_of_hex.h"

namespace glassjar::browser_files {
namespace {

struct Read {
  std::string name = "?";
  std::string texts;
};

Read read(std::string_view hex, KeyCoding coding) {
  ValueTexts texts;
  Read out;
  if (auto name = read_indexed_db_key(bytes_of_hex(hex), coding, texts))
    out.name = std::move(*name);
  out.texts = texts.json();
  return out;
}

std::string leveldb(std::string_view hex) { return read(hex, KeyCoding::ChromiumLeveldb).name; }
std::string sqlite(std::string_view hex) { return read(hex, KeyCoding::ChromiumSqlite).name; }
std::string firefox(std::string_view hex) { return read(hex, KeyCoding::Firefox).name; }

TEST(IndexedDbKey, texts_are_quoted) {
  EXPECT_EQ(leveldb("0103007500690064"), R"("uid")");
  EXPECT_EQ(sqlite("30766a6500"), R"("uid")");
  EXPECT_EQ(firefox("30766a65"), R"("uid")");
}

TEST(IndexedDbKey, wide_texts_have_their_characters) {
  const std::string name = "\"é日" + std::string(1, '\0') + "x\"";
  EXPECT_EQ(leveldb("010400e965e500000078"), name);
  EXPECT_EQ(sqlite("3080e9ff65e5017900"), name);
  EXPECT_EQ(firefox("30806ad979400179"), name);
}

TEST(IndexedDbKey, every_length_of_a_character_is_known) {
  EXPECT_EQ(sqlite("307f7b00"), "\"~z\"");
  EXPECT_EQ(sqlite("30807f7b00"), "\"\x7fz\"");
  EXPECT_EQ(sqlite("30bfff7b00"), "\"\u3fffz\"");
  EXPECT_EQ(sqlite("30ff40007b00"), "\"\u4000z\"");
  EXPECT_EQ(firefox("3080007b"), "\"\x7fz\"");
  EXPECT_EQ(firefox("30bfff7b"), "\"\u407ez\"");
}

TEST(IndexedDbKey, numbers_and_dates_have_their_value) {
  EXPECT_EQ(leveldb("030000000000001440"), "5");
  EXPECT_EQ(sqlite("10c014000000000000"), "5");
  EXPECT_EQ(firefox("10c014"), "5");
  EXPECT_EQ(leveldb("03000000000000f8bf"), "-1.5");
  EXPECT_EQ(sqlite("104007ffffffffffff"), "-1.5");
  EXPECT_EQ(firefox("104008"), "-1.5");
  EXPECT_EQ(sqlite("10fff0000000000000"), "Infinity");
  EXPECT_EQ(firefox("20c26d1a94a2"), "Date(1000000000000)");
}

TEST(IndexedDbKey, bytes_are_hexadecimal) {
  EXPECT_EQ(leveldb("060600017e7f80ff"), "x00017e7f80ff");
  EXPECT_EQ(sqlite("400900017e7f80ff000006"), "x00017e7f80ff");
  EXPECT_EQ(firefox("4001027f800080018080"), "x00017e7f80ff");
  EXPECT_EQ(sqlite("4000"), "x");
  EXPECT_EQ(sqlite("4009a0a1a2a3a4a5a6a708"), "xa0a1a2a3a4a5a6a7");
  EXPECT_EQ(sqlite("4009a0a1a2a3a4a5a6a709a80000000000000001"), "xa0a1a2a3a4a5a6a7a8");
}

TEST(IndexedDbKey, arrays_are_nested) {
  const std::string mixed = R"(["a",5,Date(1000000000000),x0100ff])";
  EXPECT_EQ(leveldb("04040101006103000000000000144002000000a2941a6d4206030100ff"), mixed);
  EXPECT_EQ(sqlite("5030620010c01400000000000020c26d1a94a200000040090100ff00000000000300"), mixed);
  EXPECT_EQ(firefox("80620010c01400000000000020c26d1a94a20000004002018080"), mixed);
  EXPECT_EQ(leveldb("0402040104010104006400650065007004"
                    "00"),
            R"([[["deep"]],[]])");
  EXPECT_EQ(sqlite("5050503065666671000000500000"), R"([[["deep"]],[]])");
  EXPECT_EQ(firefox("f0306566667100000050"), R"([[["deep"]],[]])");
  EXPECT_EQ(firefox("50"), "[]");
  EXPECT_EQ(sqlite("5000"), "[]");
  EXPECT_EQ(sqlite("5040004009aaaaaaaaaaaaaaaa08307b0000"), R"([x,xaaaaaaaaaaaaaaaa,"z"])");
}

TEST(IndexedDbKey, its_texts_have_paths) {
  EXPECT_EQ(read("30766a65", KeyCoding::Firefox).texts, R"({"key":"uid"})");
  EXPECT_EQ(read("5030620010c19000000000000000", KeyCoding::ChromiumSqlite).texts,
            R"({"key.0":"a","key.1":"67108864"})");
}

TEST(IndexedDbKey, what_is_no_key_is_refused) {
  for (const auto& bytes : {"", "00", "07", "0105006100", "030000", "04ffffffff0f", "06ff", "0402"})
    EXPECT_EQ(leveldb(bytes), "?") << bytes;
  for (const auto& bytes : {"", "00", "11", "3062", "10c014", "40", "4009aa", "400a", "50", "5030"})
    EXPECT_EQ(sqlite(bytes), "?") << bytes;
  for (const auto& bytes : {"", "00", "11"}) EXPECT_EQ(firefox(bytes), "?") << bytes;
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "50";
  EXPECT_EQ(sqlite(deep), "?");
  EXPECT_EQ(firefox(std::string(20'000, 'f')), "?");
}

TEST(IndexedDbKey, a_long_one_is_cut) {
  std::string hex = "30";
  for (int i = 0; i < 10'000; ++i) hex += "62";
  const Read key = read(hex, KeyCoding::Firefox);
  EXPECT_EQ(key.name.size(), kKeyTextBytesMax + 3);
  EXPECT_TRUE(key.name.ends_with("…"));
}

}  // namespace
}  // namespace glassjar::browser_files
