// Aggregates as text, for the messages of failed tests.
#include <fmt/format.h>

#include "random_case.h"

namespace glassjar::queries {
namespace {

using storage::Condition;
using storage::Filter;

std::string describe(const Filter& filter) {
  std::string inner;
  for (const Filter& child : filter.children)
    inner += (inner.empty() ? "" : ", ") + describe(child);
  switch (filter.kind) {
    case Filter::Kind::All:
      return "all(" + inner + ")";
    case Filter::Kind::Any:
      return "any(" + inner + ")";
    case Filter::Kind::Not:
      return "not(" + inner + ")";
    case Filter::Kind::Leaf:
      break;
  }
  const Condition& c = filter.condition;
  static constexpr const char* kOperators[] = {"is", "contains", "matches"};
  std::string text = fmt::format("{} {}{}", model::name(c.dimension), c.negated ? "not " : "",
                                 kOperators[static_cast<size_t>(c.op)]);
  for (const std::string& value : c.values) text += fmt::format(" \"{}\"", value);
  return text + (c.case_sensitive ? "" : " (any case)");
}

}  // namespace

std::string describe(const storage::Aggregate& question) {
  std::string text =
      fmt::format("from {} to {}, days {} to {}\n  by", to_iso(question.from), to_iso(question.to),
                  to_iso(question.first_day), to_iso(question.last_day));
  for (const auto dimension : question.dimensions) text += fmt::format(" {}", name(dimension));
  text += "\n  metrics";
  for (const auto metric : question.metrics) text += fmt::format(" {}", name(metric));
  text += "\n  order";
  for (const auto& order : question.order)
    text += fmt::format(" {}{} {}", order.by == storage::Order::By::Metric ? 'm' : 'd', order.index,
                        order.descending ? "desc" : "asc");
  return fmt::format("{}\n  limit {} offset {} excluded {}\n  where {}", text, question.limit,
                     question.offset, question.excluded.size(), describe(question.filter));
}

}  // namespace glassjar::queries
