// What the tests of both browsers' serialized values have in common: the readers find the same
// texts, and end as softly.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "browser_files/bytes_of_hex.h"
#include "browser_files/value_texts.h"

namespace glassjar::browser_files {

template <void (*read)(std::string_view, ValueTexts&)>
class ValueReaderTest : public testing::Test {
 protected:
  // Found in {uid: "mark.1234", n: {a: 1, b: [1, "two", null, undefined, 3.5],
  //           big: 12345678901234567890n}, when: new Date(1e12), re: /abc/g}.
  static constexpr std::string_view kNestedTexts =
      R"({"value.uid":"mark.1234","value.n.b.1":"two","value.n.big":"12345678901234567890"})";

  static std::string texts_of(std::string_view bytes) {
    ValueTexts texts;
    read(bytes, texts);
    return texts.json();
  }
  static std::string of_hex(std::string_view hex) { return texts_of(bytes_of_hex(hex)); }

  // Of that value, cut before any of its bytes: `second` begins its second text.
  static void expect_cuts_to_keep_what_came_before(std::string_view whole,
                                                   std::string_view second) {
    const size_t begin_of_second = whole.find(second);
    ASSERT_NE(begin_of_second, std::string_view::npos);
    for (size_t size = 0; size < whole.size(); ++size) {
      const std::string json = texts_of(whole.substr(0, size));
      ASSERT_TRUE(json.ends_with(R"("more":"not read"})")) << size << json;
      if (size >= begin_of_second) {
        EXPECT_TRUE(json.starts_with(R"({"value.uid":"mark.1234")")) << size << json;
      }
    }
  }
};

}  // namespace glassjar::browser_files
