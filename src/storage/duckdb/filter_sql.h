// Dimensions and filters as SQL expressions.
#pragma once

#include <string>

#include "storage/aggregate.h"

namespace glassjar::storage::duckdb {

// What an expression reads. Event rows are `e`, visits `v`; where a row may have no visit, `v` is
// outer-joined.
enum class Reads {
  Rows,         // columns of e; entry and exit page of v
  RowsByEntry,  // the same, with the visit's entry page where the row's page is meant
  Visits,       // columns of v only; no event dimension has a value
};

// A dimension that is not a time, as an expression of VARCHAR.
std::string text_sql(model::Dimension dimension, Reads reads);
// A filter as an expression of BOOLEAN.
std::string filter_sql(const Filter& filter, Reads reads);

// True when `wanted` is true of a leaf's dimension.
bool any_leaf(const Filter& filter, bool (*wanted)(model::Dimension));
constexpr bool is_entry_or_exit(model::Dimension d) {
  return d == model::Dimension::EntryPage || d == model::Dimension::ExitPage;
}
constexpr bool is_page(model::Dimension d) { return d == model::Dimension::Page; }

}  // namespace glassjar::storage::duckdb
