// Plan: what a question means on one site at one moment, as aggregates that an engine can answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/ids.h"
#include "query/question.h"
#include "storage/aggregate.h"

namespace glassjar::query {

// Where and when a question is asked.
struct Setting {
  model::SiteId site{};
  Now now;
  // Visitors of whom nothing is counted: erasures under way.
  std::vector<model::VisitorId> excluded;
};

struct Plan {
  Question question;  // with "time" replaced by what it stands for
  Span span;
  storage::Aggregate main;
  std::vector<size_t> metric_of_column;  // for each column its index in main.metrics
  // The same without dimensions, for shares of the whole.
  std::optional<storage::Aggregate> whole;
  // The comparison's rows, all of them: they are joined to the main rows.
  std::optional<Span> comparison_span;
  std::optional<storage::Aggregate> comparison;
  std::optional<storage::Aggregate> comparison_whole;
};

// No answer has more rows than this before it is cut into pages.
constexpr size_t kTableRowsMax = 1'000'000;

Result<Plan> make_plan(Question question, const Setting& setting);

}  // namespace glassjar::query
