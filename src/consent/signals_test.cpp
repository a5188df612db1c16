// Which request fields are a signal.
#include "consent/signals.h"

#include <gtest/gtest.h>

namespace glassjar::consent {
namespace {

TEST(Signals, gpc_and_dnt_of_one_are_signals_in_any_case_of_the_name) {
  EXPECT_TRUE(is_signal("Sec-GPC", "1"));
  EXPECT_TRUE(is_signal("sec-gpc", "1"));
  EXPECT_TRUE(is_signal("DNT", "1"));
  EXPECT_TRUE(is_signal("dnt", "1"));
}

TEST(Signals, no_other_value_is_a_signal) {
  for (const char* value : {"", "0", "10", "true", "1 ", " 1", "\"1\"", "?1", "1;a"}) {
    EXPECT_FALSE(is_signal("Sec-GPC", value)) << value;
    EXPECT_FALSE(is_signal("DNT", value)) << value;
  }
}

TEST(Signals, other_fields_are_not) {
  EXPECT_FALSE(is_signal("Sec-GPC-2", "1"));
  EXPECT_FALSE(is_signal("Sec-GP", "1"));
  EXPECT_FALSE(is_signal("", "1"));
  EXPECT_FALSE(is_signal("Upgrade-Insecure-Requests", "1"));
}

}  // namespace
}  // namespace glassjar::consent
