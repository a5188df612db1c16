// QuestionScope: which days of which month files a question is about, and what is built of them.
#pragma once

#include <string>
#include <vector>

#include "storage/aggregate.h"
#include "storage/duckdb/month_files.h"

namespace glassjar::storage::duckdb {

struct QuestionScope {
  struct File {
    std::string alias;
    std::vector<int> days;   // all that have rows in the range, ascending
    std::vector<int> built;  // those of them whose visits are in the table
    std::vector<int> open;   // the others: folded from rows
  };
  std::vector<File> files;  // only those with a day
  // No day has rows both inside and outside of the range: a visit is in it as a whole.
  bool whole_visits = true;

  static QuestionScope of(const Aggregate& question, const Snapshot& snapshot);
};

// The months that may hold rows between the two instants, in whatever zone they were collected.
Month first_month_at(TimePoint from);
Month last_month_at(TimePoint to);

}  // namespace glassjar::storage::duckdb
