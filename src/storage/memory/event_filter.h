// EventFilter: a filter made ready to be asked about one row after the other.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/event.h"
#include "model/visit.h"
#include "storage/aggregate.h"

namespace glassjar::storage::memory {

// A row with the visit it belongs to; `visit` is null for a row without an id.
struct RowInVisit {
  const model::Event* row = nullptr;
  const model::Visit* visit = nullptr;
};

// The text of a dimension that is not a time.
const std::string& text_of(model::Dimension dimension, const RowInVisit& row);

class EventFilter {
 public:
  // InvalidArgument for a pattern that RE2 refuses. `filter` outlives the result.
  static Result<EventFilter> compile(const Filter& filter);
  EventFilter(EventFilter&&) noexcept;
  ~EventFilter();

  bool passes(const RowInVisit& row) const;
  // The same with the visit's entry page read where the filter says event:page.
  bool passes_by_entry(const RowInVisit& row) const;

 private:
  struct Node;
  explicit EventFilter(std::unique_ptr<Node> root);
  std::unique_ptr<Node> root_;
};

}  // namespace glassjar::storage::memory
