// The judgements of findings.h, by what they look at.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/findings.h"

namespace glassjar::audit {

// Consent, trackers, lifetimes, flags, identifiers, syncs, fingerprints.
void judge_items(const Audit& audit, std::vector<Finding>& findings);

// What was seen against what is declared.
void judge_declared(const Audit& audit, std::vector<Finding>& findings);

// The entry that is meant for an item: of the right name and domain, exact names before wildcards,
// longer before shorter. `by_name_only` also takes entries for other domains.
const Declared* entry_for(const FoundItem& item, std::span<const Declared> list, bool by_name_only);

// A category in the database's five words, from what site owners write ("statistics",
// "strictly necessary"); empty if it is none of them.
std::string_view plain_category(std::string_view words);
// Whether a category needs no consent: functional and security.
bool is_necessary(std::string_view category);

}  // namespace glassjar::audit
