// Values that Firefox ESR 153 wrote, without their compression, and what may be wrong with such
// bytes.
#include "browser_files/structured_clone.h"

#include <gtest/gtest.h>

#include "browser_files/value_reader_test.h"

namespace glassjar::browser_files {
namespace {

const std::string kHeader = "030000000000f1ff";
const std::string kEnd = "000000001300ffff";

// What kNestedTexts are of.
const std::string kNestedClone =
    kHeader +
    "000000000800ffff030000800400ffff7569640000000000090000800400ffff6d61726b2e31323334000000000000"
    "00010000800400ffff6e00000000000000000000000800ffff010000800400ffff6100000000000000010000000300"
    "ffff010000800400ffff6200000000000000050000000700ffff000000000300ffff010000000300ffff0100000003"
    "00ffff030000800400ffff74776f0000000000020000000300ffff000000000000ffff030000000300ffff00000000"
    "0100ffff040000000300ffff0000000000000c40000000001300ffff030000800400ffff6269670000000000010000"
    "001d00ffffd20a1feb8ca954ab000000001300ffff040000800400ffff7768656e00000000000000000500ffff0000"
    "00a2941a6d42020000800400ffff7265000000000000020000000600ffff030000800400ffff616263000000000000"
    "0000001300ffff";

using StructuredClone = ValueReaderTest<read_structured_clone>;

TEST_F(StructuredClone, objects_arrays_and_big_integers_are_walked) {
  EXPECT_EQ(of_hex(kNestedClone), kNestedTexts);
}

TEST_F(StructuredClone, texts_are_latin1_or_utf16) {
  EXPECT_EQ(of_hex(kHeader + "050000800400ffff706c61696e000000"), R"({"value":"plain"})");
  EXPECT_EQ(of_hex(kHeader + "070000000400ffffe5652c67200074006500780074000000"),
            R"({"value":"日本 text"})");
  EXPECT_EQ(of_hex("010000800400ffffe900000000000000"), R"({"value":"é"})") << "no header";
  EXPECT_EQ(of_hex(kHeader + "050000c00400ffff706c61696e000000"), R"({"more":"not read"})")
      << "a text that lies in memory";
}

TEST_F(StructuredClone, maps_and_sets_have_numbered_entries) {
  // new Map([["k", "v"], [{o: 1}, {p: "q"}]]): of two objects the value's entries come first.
  EXPECT_EQ(
      of_hex(kHeader +
             "000000001100ffff010000800400ffff6b00000000000000010000800400ffff7600000000000000"
             "000000000800ffff000000000800ffff010000800400ffff7000000000000000010000800400ffff"
             "7100000000000000000000001300ffff010000800400ffff6f00000000000000010000000300ffff"
             "000000001300ffff000000001300ffff"),
      R"({"value.0.key":"k","value.0.value":"v","value.1.value.p":"q"})");
  EXPECT_EQ(
      of_hex(kHeader +
             "000000001200ffff020000800400ffff7331000000000000000000000800ffff010000800400ffff"
             "7800000000000000020000800400ffff7332000000000000000000001300ffff000000001300fff"
             "f"),
      R"({"value.0":"s1","value.1.x":"s2"})");
}

TEST_F(StructuredClone, buffers_files_and_views_are_passed_and_identifiers_in_bytes_are_told) {
  // {u8: new Uint8Array([1, …, 16]), f: a file, after: "after-file"}
  EXPECT_EQ(
      of_hex(kHeader +
             "000000000800ffff020000800400ffff7538000000000000010000002000ffff1000000000000000"
             "000000001f00ffff10000000000000000102030405060708090a0b0c0d0e0f100000000000000000"
             "010000800400ffff6600000000000000000000000580ffff03000000000000000000000000000000"
             "358d2b01a20100000500000000000000662e747874000000050000800400ffff6166746572000000"
             "0a0000800400ffff61667465722d66696c65000000000000000000001300ffff"),
      R"({"value.u8":"0102030405060708090a0b0c0d0e0f10","value.after":"after-file"})");
}

TEST_F(StructuredClone, numbers_are_doubles_or_integers) {
  EXPECT_EQ(of_hex(kHeader + "4e61bc000300ffff"), R"({"value":"12345678"})");
  EXPECT_EQ(of_hex(kHeader + "0100e02e51736242"), "{}") << "a fraction, and below the tags";
  EXPECT_EQ(of_hex(kHeader + "000000000c00ffff"), R"({"more":"not read"})");
}

TEST_F(StructuredClone, an_end_of_names_may_be_a_null) {
  EXPECT_EQ(of_hex(kHeader + "000000000800ffff010000800400ffff6100000000000000010000800400ffff7800"
                             "000000000000000000000000ffff"),
            R"({"value.a":"x"})");
}

TEST_F(StructuredClone, an_unknown_tag_ends_the_walk_and_leaves_what_was_found) {
  EXPECT_EQ(of_hex(kHeader + "000000000800ffff010000800400ffff6100000000000000010000800400ffff7800"
                             "000000000000010000800400ffff6500000000000000000000002200ffff"),
            R"({"value.a":"x","more":"not read"})");
  EXPECT_EQ(of_hex(""), R"({"more":"not read"})");
}

TEST_F(StructuredClone, cut_anywhere_keeps_what_came_before) {
  expect_cuts_to_keep_what_came_before(bytes_of_hex(kNestedClone), "two");
}

TEST_F(StructuredClone, deep_nesting_ends_the_walk) {
  std::string hex = kHeader;
  for (int i = 0; i < 10'000; ++i)
    hex +=
        "000000000800ffff"
        "010000800400ffff6100000000000000";
  EXPECT_EQ(of_hex(hex), R"({"more":"not read"})");
}

TEST_F(StructuredClone, a_count_beyond_the_bytes_is_refused) {
  EXPECT_EQ(of_hex(kHeader + "ffffff7f1d00ffff"), R"({"more":"not read"})");
  EXPECT_EQ(of_hex(kHeader + "000000001f00ffffffffffffffffffff"), R"({"more":"not read"})");
}

}  // namespace
}  // namespace glassjar::browser_files
