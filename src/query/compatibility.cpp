// The rules of Plausible's Stats API v2, eased where Glassjar's definitions leave no doubt:
// * bounce_rate by event:page is over the visits that entered there, visits by event:page over
// those
//   that saw it; only event:name has no meaning for the numbers of whole visits.
// * exit_rate goes with event:page, where Plausible has visit:exit_page.
// * views_per_visit goes with dimensions: it is of the whole visits, whatever selects them.
#include "query/compatibility.h"

#include <algorithm>

namespace glassjar::query {
namespace {

using model::Dimension;
using model::Metric;
using storage::Filter;

bool filters_on(const Filter& filter, Dimension dimension) {
  if (filter.kind == Filter::Kind::Leaf) return filter.condition.dimension == dimension;
  return std::any_of(filter.children.begin(), filter.children.end(),
                     [&](const Filter& child) { return filters_on(child, dimension); });
}

bool breaks_down(const Question& question, Dimension dimension) {
  return std::count(question.dimensions.begin(), question.dimensions.end(), dimension) > 0;
}

// The empty string where the column is fine.
std::string_view problem_with(const Column& column, const Question& question) {
  const bool by_name = breaks_down(question, Dimension::EventName);
  if (column.share)
    return question.dimensions.empty() ? "wants dimensions, of which it is the share" : "";
  switch (column.metric) {
    case Metric::ViewsPerVisit:
    case Metric::BounceRate:
    case Metric::VisitDuration:
      return by_name ? "is of whole visits and cannot be broken down by event:name" : "";
    case Metric::TimeOnPage:
    case Metric::ScrollDepth:
      if (by_name || filters_on(question.filter, Dimension::EventName))
        return "is reported by pages and does not go with event:name";
      if (breaks_down(question, Dimension::Page) || filters_on(question.filter, Dimension::Page))
        return "";
      return "wants the dimension event:page or a filter on it";
    case Metric::ExitRate:
      return question.dimensions == std::vector{Dimension::Page}
                 ? ""
                 : "wants the dimension event:page and no other";
    case Metric::Visitors:
    case Metric::Visits:
    case Metric::Pageviews:
    case Metric::Events:
    case Metric::EventsWithoutId:
      return "";
  }
  return "";
}

}  // namespace

Result<void> check_compatibility(const Question& question) {
  for (size_t i = 0; i < question.columns.size(); ++i) {
    const std::string_view problem = problem_with(question.columns[i], question);
    if (!problem.empty())
      return fail(ErrorCode::InvalidArgument, "metrics[{}] \"{}\": {}", i,
                  name(question.columns[i]), problem);
  }
  return {};
}

}  // namespace glassjar::query
