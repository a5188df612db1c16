// The floor: no answer lets staff single out an anonymous visitor (design, section 6).
//
// With the site's floor k above 1:
// * A question that selects 1 to k-1 visitors is suppressed, whatever it asks: neither a rare value
//   nor a rare page nor a quiet hour may lead to one person's day.
// * So is a question that differs by 1 to k-1 visitors from itself with one condition removed, or
//   the two could be subtracted. A value of a list is a condition of its own ("is" of a and b says
//   "a or b"). Removing a condition only ever widens or only ever narrows what is selected, so the
//   difference of the two counts is the number of visitors that the condition tells apart.
// * Rows of a breakdown by visitor attributes are merged into "(fewer than k)" where they have less
//   than k visitors on their busiest day: over a long range one person counts once a day, and would
//   reach k alone. By time, a value is shown where it has k in every step in which it appears, so
//   that one set of values holds for the whole table. The merged row is asked anew, not added up:
//   a visitor may be in several of the rows.
// NB: Several questions put together can still tell more than each one (docs/threats.md).
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "storage/event_store.h"

namespace glassjar::query {

// What the rows of a table under the floor of `k` are called: "(fewer than 5)".
std::string merged_label(uint32_t k);

struct Floored {
  bool suppressed = false;  // the table is empty then
  storage::Table table;
};

// While a floor is on, a filter has at most this many conditions and values: each is tried.
constexpr size_t kRemovalsMax = 64;

// The answer of the store with the floor applied; k of 0 or 1 switches it off.
// InvalidArgument for a filter or a table that is too large for the floor.
Result<Floored> aggregate_above_floor(storage::EventStore& store,
                                      const storage::Aggregate& question, uint32_t k);

}  // namespace glassjar::query
