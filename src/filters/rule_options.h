// The options of a rule: what follows its "$".
#pragma once

#include <optional>
#include <string_view>

#include "filters/rule.h"

namespace glassjar::filters {

// Reads "script,third-party,domain=a.example|~b.a.example" into `rule`, or says why the rule is
// none for this matcher. An unknown option makes the whole rule unknown: it could narrow it.
std::optional<Skipped> read_options(std::string_view options, Rule& rule);

}  // namespace glassjar::filters
