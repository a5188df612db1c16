// Values that Chromium 156 wrote, and what may be wrong with such bytes.
#include "browser_files/v8_value.h"

#include <gtest/gtest.h>

#include "browser_files/value_reader_test.h"

namespace glassjar::browser_files {
namespace {

using namespace std::string_literals;

const std::string kEnvelope = "ff15fe000000000000000000000000";

// What kNestedTexts are of.
const std::string kNestedInV8 =
    kEnvelope +
    "ff106f220375696422096d61726b2e3132333422016e6f220161490222016241054902220374776f305f4e00000000"
    "00000c4024000522036269675a10d20a1feb8ca954ab7b0322047768656e44000000a2941a6d422202726552220361"
    "626301"
    "7b04";

using V8Value = ValueReaderTest<read_v8_value>;

TEST_F(V8Value, objects_arrays_and_big_integers_are_walked) {
  EXPECT_EQ(of_hex(kNestedInV8), kNestedTexts);
}

TEST_F(V8Value, texts_are_latin1_utf16_or_utf8) {
  EXPECT_EQ(of_hex(kEnvelope + "ff102205706c61696e"), R"({"value":"plain"})");
  EXPECT_EQ(of_hex(kEnvelope + "ff102203e974e9"), R"({"value":"été"})");
  EXPECT_EQ(of_hex(kEnvelope + "ff1000630ee5652c6720007400650078007400"),
            R"({"value":"日本 text"})");
  EXPECT_EQ(of_hex("ff095303e697a5"), R"({"value":"日"})") << "before Latin-1 and the envelope";
}

TEST_F(V8Value, maps_and_sets_have_numbered_entries) {
  EXPECT_EQ(of_hex(kEnvelope + "ff103b22016b2201766f22016f49027b016f2201702201717b013a04"),
            R"({"value.0.key":"k","value.0.value":"v","value.1.value.p":"q"})");
  EXPECT_EQ(of_hex(kEnvelope + "ff1027220273316f220178220273327b012c02"),
            R"({"value.0":"s1","value.1.x":"s2"})");
}

TEST_F(V8Value, buffers_files_and_views_are_passed_and_identifiers_in_bytes_are_told) {
  // {u8: new Uint8Array([1, …, 16]), f: a file, after: "after-file"}
  EXPECT_EQ(of_hex("ff15fe000000000000004800000006ff106f2202753842100102030405060708090a0b0c0d0e0f1"
                   "056420010002201665c650022056166746572220a61667465722d66696c657b03a00000000165"),
            R"({"value.u8":"0102030405060708090a0b0c0d0e0f10","value.after":"after-file"})");
}

TEST_F(V8Value, errors_patterns_and_gaps_are_passed) {
  // {err: new TypeError("boom", {cause: {a: "c1"}}), z: "end"}
  EXPECT_EQ(
      of_hex(kEnvelope +
             "ff106f220365727272546d2204626f6f6d732203412042636f220161220263317b012e22017a2203"
             "656e647b02"),
      R"({"value.err.cause.a":"c1","value.z":"end"})");
  // {r: /日/, b: a blob, l: [1.5, 2.5], e: [], dv: a view, neg: -123…n, z: "end"}
  EXPECT_EQ(
      of_hex(kEnvelope +
             "ff106f220172526302e565002201625c690022016c41024e000000000000f83f4e00000000000004"
             "40240002220165410024000022026476420400000000563f00040022036e65675a21d20a3f4eeee0"
             "73c3f60fe98e0100000022017a2203656e647b07a00000000169"),
      R"({"value.neg":"-123456789012345678901234567890","value.z":"end"})");
  // sparse[1000] = "far", sparse.p = "prop"
  EXPECT_EQ(
      of_hex(kEnvelope +
             "ff106f220673706172736561e90749d00f2203666172220170220470726f704002e90722017a2203"
             "656e647b02"),
      R"({"value.sparse.1000":"far","value.sparse.p":"prop","value.z":"end"})");
}

TEST_F(V8Value, wrapped_primitives_are_as_they_are_bare) {
  // {s: new String("wrapped"), n: new Number(5), b: new Boolean(true), bi: Object(5n), z: "end"}
  EXPECT_EQ(
      of_hex(kEnvelope +
             "ff106f2201737322077772617070656422016e6e000000000000144022016279220262697a100500"
             "00000000000022017a2203656e647b05"),
      R"({"value.s":"wrapped","value.z":"end"})");
  EXPECT_EQ(of_hex("ff0973026869"), R"({"value":"hi"})") << "without a tag before version 12";
}

TEST_F(V8Value, an_object_met_again_is_told_once) {
  EXPECT_EQ(
      of_hex(kEnvelope + "ff106f22016f6f22016b22067368617265647b012201625e0122017a2203656e647b"
                         "03"),
      R"({"value.o.k":"shared","value.z":"end"})");
}

TEST_F(V8Value, in_a_blob_or_compressed_is_told_apart) {
  EXPECT_EQ(of_hex("ff110183c80f00"), R"({"more":"in another file"})");
  EXPECT_EQ(of_hex("ff11020f38ff09220b68656c6c6f20776f726c64"), R"({"value":"hello world"})");
  EXPECT_EQ(of_hex("ff1102ffffffff0f"), R"({"more":"not read"})");
}

TEST_F(V8Value, an_unknown_tag_ends_the_walk_and_leaves_what_was_found) {
  EXPECT_EQ(of_hex(kEnvelope + "ff106f220161220178220162212201632201797b03"),
            R"({"value.a":"x","more":"not read"})");
  EXPECT_EQ(of_hex(""), R"({"more":"not read"})");
  EXPECT_EQ(of_hex("ff15aa"), R"({"more":"not read"})");
}

TEST_F(V8Value, cut_anywhere_keeps_what_came_before) {
  expect_cuts_to_keep_what_came_before(bytes_of_hex(kNestedInV8), "\"\3two");
}

TEST_F(V8Value, deep_nesting_ends_the_walk) {
  std::string bytes = "\xff\x0f";
  for (int i = 0; i < 100'000; ++i) bytes += "o\"\1a";
  EXPECT_EQ(texts_of(bytes), R"({"more":"not read"})");
}

TEST_F(V8Value, a_count_beyond_the_bytes_is_refused) {
  EXPECT_EQ(of_hex("ff0f41ffffffff0f"), R"({"more":"not read"})");
  EXPECT_EQ(of_hex("ff0f42ffffffff0f"), R"({"more":"not read"})");
  EXPECT_EQ(of_hex("ff0f5affffffffffffffff7f"), R"({"more":"not read"})");
}

}  // namespace
}  // namespace glassjar::browser_files
