// From a question to its aggregates.
#include "query/plan.h"

#include <algorithm>

#include "query/compatibility.h"

namespace glassjar::query {
namespace {

using model::Metric;
using storage::Aggregate;
using storage::Order;

void put_span(Aggregate& aggregate, const Span& span) {
  aggregate.from = span.from;
  aggregate.to = span.to;
  aggregate.first_day = span.first_day;
  aggregate.last_day = span.last_day;
  aggregate.whole_days = span.whole_days;
}

// Each metric once, although two columns may be made from it.
std::vector<size_t> put_metrics(Aggregate& aggregate, const std::vector<Column>& columns) {
  std::vector<size_t> index_of_column;
  for (const Column& column : columns) {
    const auto found = std::find(aggregate.metrics.begin(), aggregate.metrics.end(), column.metric);
    index_of_column.push_back(static_cast<size_t>(found - aggregate.metrics.begin()));
    if (found == aggregate.metrics.end()) aggregate.metrics.push_back(column.metric);
  }
  return index_of_column;
}

Aggregate main_aggregate(const Question& question, const Setting& setting, const Span& span,
                         std::vector<size_t>& metric_of_column) {
  Aggregate aggregate{.site = setting.site,
                      .dimensions = question.dimensions,
                      .filter = question.filter,
                      .order = question.order,
                      .limit = question.limit,
                      .offset = question.offset,
                      .excluded = setting.excluded};
  put_span(aggregate, span);
  metric_of_column = put_metrics(aggregate, question.columns);
  for (Order& order : aggregate.order)
    if (order.by == Order::By::Metric) order.index = metric_of_column[order.index];
  return aggregate;
}

Aggregate whole_of(const Aggregate& main) {
  Aggregate whole = main;
  whole.dimensions.clear();
  whole.metrics = {Metric::Visitors};
  whole.order.clear();
  whole.limit = 1;
  whole.offset = 0;
  return whole;
}

Span comparison_span(const Comparison& comparison, const Span& span, const Now& now) {
  switch (comparison.mode) {
    case Comparison::Mode::PreviousPeriod:
      return previous_period(span, now);
    case Comparison::Mode::YearOverYear:
      return year_before(span, now);
    case Comparison::Mode::Custom:
      return span_of(comparison.custom, now);
  }
  CHECK(false);
}

}  // namespace

Result<Plan> make_plan(Question question, const Setting& setting) {
  TRY(check_compatibility(question));
  Plan plan{.question = std::move(question)};
  Question& asked = plan.question;
  plan.span = span_of(asked.range, setting.now);
  if (asked.chosen_time) asked.dimensions[*asked.chosen_time] = time_dimension_for(plan.span);
  plan.main = main_aggregate(asked, setting, plan.span, plan.metric_of_column);
  const bool shares = std::any_of(asked.columns.begin(), asked.columns.end(),
                                  [](const Column& column) { return column.share; });
  if (shares) plan.whole = whole_of(plan.main);
  if (!asked.comparison) return plan;
  plan.comparison_span = comparison_span(*asked.comparison, plan.span, setting.now);
  plan.comparison = plan.main;
  put_span(*plan.comparison, *plan.comparison_span);
  plan.comparison->order.clear();
  plan.comparison->limit = kTableRowsMax;
  plan.comparison->offset = 0;
  if (shares) plan.comparison_whole = whole_of(*plan.comparison);
  return plan;
}

}  // namespace glassjar::query
