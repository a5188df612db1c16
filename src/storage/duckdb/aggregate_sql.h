// A question as one SQL statement over the month files in its scope.
//
// Every metric is made from additive totals (pageviews, bounces, microseconds of duration, ...).
// Each part of the statement computes some of the totals by group; the parts are united, summed
// and divided once. Where a question needs nothing of single rows, one part reads visits only.
#pragma once

#include <string>

#include "storage/aggregate.h"
#include "storage/duckdb/question_scope.h"

namespace glassjar::storage::duckdb {

// Answers rows of: UBIGINT count of all groups, BOOLEAN whether this row is a group (there is
// one row that is none where the page is empty), VARCHAR a dimension, DOUBLE a metric (or NULL).
// The scope has at least one file, the question at least one metric.
std::string aggregate_sql(const Aggregate& question, const QuestionScope& scope);

// True when the question is answered from visits alone.
bool is_about_visits(const Aggregate& question, const QuestionScope& scope);

}  // namespace glassjar::storage::duckdb
