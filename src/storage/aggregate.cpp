// The order of an answer's rows, for whoever sorts them outside a database.
#include "storage/aggregate.h"

namespace glassjar::storage {
namespace {

// Negative when `a` comes before `b`; absent values come last in either direction.
int compare_metric(std::optional<double> a, std::optional<double> b, bool descending) {
  if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
  const int rising = *a < *b ? -1 : *a > *b ? 1 : 0;
  return descending ? -rising : rising;
}

}  // namespace

bool comes_before(const Aggregate& question, const TableRow& a, const TableRow& b) {
  for (const Order& order : question.order) {
    const size_t i = order.index;
    int compared = 0;
    if (order.by == Order::By::Metric) {
      compared = compare_metric(a.metrics[i], b.metrics[i], order.descending);
    } else {
      compared = order.descending ? b.dimensions[i].compare(a.dimensions[i])
                                  : a.dimensions[i].compare(b.dimensions[i]);
    }
    if (compared != 0) return compared < 0;
  }
  return a.dimensions < b.dimensions;
}

}  // namespace glassjar::storage
