// Makes the bytes of an index from parsed filter lists.
#pragma once

#include <span>
#include <string>

#include "filters/filter_list.h"

namespace glassjar::filters {

// Rules that a badfilter takes out, and the badfilters, are left out. Lists beyond
// format::kListsMax, rules beyond kRulesMax and regular expressions beyond format::kRegexesMax are
// left out too. The same lists give the same bytes.
std::string build_index(std::span<const FilterList> lists);

}  // namespace glassjar::filters
